"""Which VAT an order bears, by the client's country and French postcode (contract-rules M5).

General rule for services to a business: where the client is established (Directive 2006/112/EC, art. 44;
CGI art. 259). Sentences of the mentions stand in `contracts.order.vat_mentions`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from numspot_desk.rules.countries import ISO_3166, UNION
from numspot_desk.rules.explain import Step


class VatRegime(StrEnum):
    """The case an order falls in; each has its rate and, where the law asks for one, its mention."""

    METROPOLITAN = "metropolitan"  # metropolitan France and Monaco
    OVERSEAS_REDUCED = "overseas_reduced"  # Guadeloupe, Martinique, Réunion
    OVERSEAS_EXEMPT = "overseas_exempt"  # Guyane, Mayotte
    OUTSIDE_FRENCH_VAT = "outside_french_vat"  # French territories outside the VAT territory
    REVERSE_CHARGE = "reverse_charge"  # a business of another Member State with its VAT number
    UNION_WITHOUT_NUMBER = "union_without_number"  # a client of another Member State without one
    OUTSIDE_UNION = "outside_union"


RATES: Final[Mapping[VatRegime, Decimal]] = MappingProxyType(
    {
        VatRegime.METROPOLITAN: Decimal("20"),
        VatRegime.OVERSEAS_REDUCED: Decimal("8.5"),
        VatRegime.OVERSEAS_EXEMPT: Decimal("0"),
        VatRegime.OUTSIDE_FRENCH_VAT: Decimal("0"),
        VatRegime.REVERSE_CHARGE: Decimal("0"),
        VatRegime.UNION_WITHOUT_NUMBER: Decimal("20"),
        VatRegime.OUTSIDE_UNION: Decimal("0"),
    }
)
"""Percent."""

_LAW: Final[Mapping[VatRegime, tuple[str, ...]]] = MappingProxyType(
    {
        VatRegime.METROPOLITAN: ("CGI 278",),
        VatRegime.OVERSEAS_REDUCED: ("CGI 296",),
        VatRegime.OVERSEAS_EXEMPT: ("CGI 294",),
        VatRegime.OUTSIDE_FRENCH_VAT: ("CGI 259-1",),
        VatRegime.REVERSE_CHARGE: ("Dir. 2006/112/CE 44", "Dir. 2006/112/CE 196"),
        VatRegime.UNION_WITHOUT_NUMBER: ("CGI 278", "Dir. 2006/112/CE 44"),
        VatRegime.OUTSIDE_UNION: ("CGI 259-1",),
    }
)

_BY_CODE: Final[Mapping[str, VatRegime]] = MappingProxyType(
    {
        **dict.fromkeys(("MC",), VatRegime.METROPOLITAN),
        **dict.fromkeys(("GP", "MQ", "RE"), VatRegime.OVERSEAS_REDUCED),
        **dict.fromkeys(("GF", "YT"), VatRegime.OVERSEAS_EXEMPT),
        **dict.fromkeys(("MF", "BL", "PM", "PF", "WF", "NC", "TF"), VatRegime.OUTSIDE_FRENCH_VAT),
    }
)
_TERRITORY_BY_POSTCODE: Final = (  # the longest prefix that fits decides; a French postcode has five digits
    ("97133", "BL"),
    ("97150", "MF"),
    ("971", "GP"),
    ("972", "MQ"),
    ("973", "GF"),
    ("974", "RE"),
    ("975", "PM"),
    ("976", "YT"),
    ("977", "BL"),
    ("978", "MF"),
    ("980", "MC"),
    ("984", "TF"),
    ("986", "WF"),
    ("987", "PF"),
    ("988", "NC"),
)
_FRENCH_POSTCODE = re.compile(r"\d{5}", re.ASCII)


@dataclass(frozen=True)
class VatCase:
    """The regime of a client, its rate in percent and why."""

    regime: VatRegime
    rate: Decimal
    why: Step


def french_territory(country: str, postcode: str) -> str | None:
    """The territory of a French address as an ISO code (`RE` for `FR` 97400, `FR` for the metropolis);
    None when the postcode is not one."""
    if country != "FR":
        return country
    compacted = re.sub(r"\s", "", postcode)
    if not _FRENCH_POSTCODE.fullmatch(compacted):
        return None
    for prefix, code in _TERRITORY_BY_POSTCODE:
        if compacted.startswith(prefix):
            return code
    return "FR"


def vat_case(country: str, postcode: str, *, foreign_vat_number: bool) -> VatCase | None:
    """The VAT of a business client, or None while the country or the French postcode does not say.

    `foreign_vat_number`: the client has a valid VAT number of a Member State other than France.
    """
    territory = french_territory(country, postcode)
    if territory is None or territory not in ISO_3166:
        return None
    regime = _regime(territory, foreign_vat_number)
    return VatCase(regime, RATES[regime], _why(regime, territory, foreign_vat_number))


def _regime(territory: str, foreign_vat_number: bool) -> VatRegime:
    if territory == "FR":
        return VatRegime.METROPOLITAN
    if territory in _BY_CODE:
        return _BY_CODE[territory]
    if territory in UNION:
        return VatRegime.REVERSE_CHARGE if foreign_vat_number else VatRegime.UNION_WITHOUT_NUMBER
    return VatRegime.OUTSIDE_UNION


def _why(regime: VatRegime, territory: str, foreign_vat_number: bool) -> Step:
    uses = [Step("vat.territory", territory)]
    if territory in UNION and territory != "FR":
        uses.append(Step("vat.number", foreign_vat_number))
    return Step(f"vat.regime.{regime}", RATES[regime], clauses=_LAW[regime], uses=tuple(uses))
