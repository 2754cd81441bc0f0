"""Countries by their ISO 3166 code: which exist, which are in the Union, which are French, which pay by SEPA.

Facts of law and of the SEPA scheme rulebook, as sets. Names of countries are not here: Babel has them.
"""

from typing import Final


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


ISO_3166: Final = _codes(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV
    BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES
    ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE
    IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY
    MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU
    NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM
    SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE
    VG VI VN VU WF WS YE YT ZA ZM ZW
    """
)

UNION: Final = _codes("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")
"""Member states, by ISO code (Greece is `GR`; its VAT prefix is `EL`)."""

FRENCH_OUTERMOST: Final = frozenset({"GP", "MQ", "GF", "RE", "YT", "MF"})
"""French regions that are part of the Union (TFEU art. 349)."""

FRENCH_OUTSIDE_UNION: Final = frozenset({"BL", "PM", "PF", "WF", "NC", "TF"})

FRENCH: Final = frozenset({"FR"}) | FRENCH_OUTERMOST | FRENCH_OUTSIDE_UNION

SEPA: Final = (
    UNION
    | FRENCH_OUTERMOST
    | _codes("BL PM")
    | _codes("AD AL AX CH GB GG GI IM IS JE LI MC MD ME MK NO RS SM VA")
)
"""Countries whose accounts a SEPA Core direct debit can reach (EPC409-09). The French Pacific territories,
which pay in CFP francs, and the southern lands are not among them."""

ECONOMIC_AREA: Final = UNION | FRENCH_OUTERMOST | _codes("IS LI NO")
"""The Union with Iceland, Liechtenstein and Norway (EEA Agreement)."""


def in_union(country: str) -> bool:
    """Whether the country or French region is part of the Union (P12: who the Data Act protects)."""
    return country in UNION or country in FRENCH_OUTERMOST
