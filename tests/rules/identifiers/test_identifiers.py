"""Valid and invalid identifiers with the reason of each refusal; numbers are public examples or made up."""

import doctest
import string
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.rules.identifiers import bic, iban, ics, rum, siren, siret, vat
from numspot_desk.rules.identifiers.errors import InvalidIdentifier, Reason
from tests.examples import examples

MODULES = {"iban": iban, "bic": bic, "ics": ics, "rum": rum, "siren": siren, "siret": siret, "vat": vat}

_WRITTEN = {
    "iban": """
        FR1420041010050500013M02606 FR7630006000011234567890189 MC5811222000010123456789030
        FR7630004123450000123456705
        DE89370400440532013000 BE68539007547034 NL91ABNA0417164300 ES9121000418450200051332
        IT60X0542811101000000123456 PT50000201231234567890154 LU280019400644750000 IE29AIBK93115212345678
        AT611904300234573201 FI2112345600000785 GR1601101250000000012300695 CH9300762011623852957
        GB29NWBK60161331926819 NO9386011117947 SE4550000000058398257466 DK5000400440116243
        PL61109010140000071219812874 CZ6508000000192000145399 SK3112000000198742637541
        HU42117730161111101800000000 RO49AAAA1B31007593840000 BG80BNBG96611020345678 HR1210010051863000160
        SI56263300012039086 EE382200221020145685 LV80BANK0000435195001 LT121000011101001000
        CY17002001280000001200527600 MT84MALT011000012345MTLCAST001S SM86U0322509800000000270100
        AD1200012030200359100100 LI21088100002324013AA
        IS140159260076545510730339 BR1500000000000010932840814P2
    """,
    "bic": """
        PSSTFRPP PSSTFRPPPAR BNPAFRPP BNPAFRPPXXX SOGEFRPP AGRIFRPP882 CRLYFRPP COBADEFFXXX DEUTDEFF
        CMCIMCM1XXX INGBNL2A BBRUBEBB CAIXESBBXXX UNCRITMM E097FRPP BCEELULL
    """,
    "ics": f"FR15ZZZ588627 FR72ZZZ123456 FR15ABC588627 DE98ZZZ09999999999 IT55ZZZ{'A' * 28}",
    "siren": "732829320 384512349 512345679 356000000 552100554 404833048",
    "siret": "73282932000074 51234567900017 35600000049837 35600000000048",
    "vat": """
        FR44732829320 FR61384512349 FR75512345679 FR40303265045 FRK7399859412 FR4Z123456782 FR83404833048
        DE136695976 EL094259216 BE0428759497 NL004495445B01 IT00743110157 ESB58378431 PT501964843
        LU15027442 IE6433435F ATU13585627 DK13585628 SE123456789701 FI20774740 PL8567346215 CZ25123891
        SK2022749619 HU12892312 RO18547290 BG175074752 HR33392005961 SI50223054 EE100931558 LV40003521600
        LT119511515 CY10259033P MT11679112 RO19
    """,
}
VALID = {kind: numbers.split() for kind, numbers in _WRITTEN.items()}
VALID["rum"] = ["NS20267K3Q9XM4", "a", "A" * 35, "A/B-C?D:E(F)G.H,I'J+K L", "0"]

INVALID = [
    ("iban", "", Reason.EMPTY),
    ("iban", " \u00a0- ", Reason.EMPTY),
    ("iban", "FR1420041010050500013M02607", Reason.CHECKSUM),
    ("iban", "FR1520041010050500013M02606", Reason.CHECKSUM),
    ("iban", "FR1402041010050500013M02606", Reason.CHECKSUM),
    ("iban", "FR7600000000000000000000000", Reason.NATIONAL_KEY),
    ("iban", "MC5911222000010123456789030", Reason.CHECKSUM),
    ("iban", "FR1420041010050500013M0260", Reason.LENGTH),
    ("iban", "FR1420041010050500013M026060", Reason.LENGTH),
    ("iban", "DE8937040044053201300", Reason.LENGTH),
    ("iban", "FR14", Reason.LENGTH),
    ("iban", "F" * 40, Reason.FORM),
    ("iban", "FR14" + "0" * 31, Reason.LENGTH),
    ("iban", "ZZ1420041010050500013M02606", Reason.COUNTRY),
    ("iban", "ZZ14" + "0" * 30, Reason.COUNTRY),
    ("iban", "ZZ14" + "0" * 31, Reason.LENGTH),
    ("iban", "ZZ14" + "0" * 10, Reason.LENGTH),
    ("iban", "US1420041010050500013M02606", Reason.COUNTRY),
    ("iban", "1420041010050500013M02606FR", Reason.FORM),
    ("iban", "F\u03a11420041010050500013M02606", Reason.CHARACTERS),  # Greek rho
    ("iban", "FR1420041010050500013\u041c02606", Reason.CHARACTERS),  # Cyrillic em
    ("iban", "\uff26\uff32\uff11\uff1420041010050500013M02606", Reason.CHARACTERS),  # full width
    ("iban", "FR14\u0662\u06600041010050500013M02606", Reason.CHARACTERS),  # Arabic digits
    ("iban", "FR14\u00b2041010050500013M02606", Reason.CHARACTERS),  # superscript two
    ("iban", "FR14/2004/1010/0505/0001/3M02/606", Reason.CHARACTERS),
    ("iban", "FR1420041010050500013M02606\x00", Reason.CHARACTERS),
    ("iban", "FR142004101\u0131050500013M02606", Reason.CHARACTERS),  # dotless i
    ("iban", "DE8937040044053201\ufb0100", Reason.CHARACTERS),  # a ligature that grows when upper-cased
    ("iban", "DE893704004405320130O0", Reason.CHECKSUM),
    ("bic", "", Reason.EMPTY),
    ("bic", "PSSTFRP", Reason.LENGTH),
    ("bic", "PSSTFRPPX", Reason.LENGTH),
    ("bic", "PSSTFRPPXXXX", Reason.LENGTH),
    ("bic", "PSSTZZPP", Reason.COUNTRY),
    ("bic", "PSST12PP", Reason.FORM),
    ("bic", "1234FRPP", Reason.FORM),
    ("bic", "PSST\u0424RPP", Reason.CHARACTERS),
    ("bic", "PSSTFR_P", Reason.CHARACTERS),
    ("ics", "", Reason.EMPTY),
    ("ics", "FR47ZZZ588627", Reason.CHECKSUM),
    ("ics", "FR15ZZZ588628", Reason.CHECKSUM),
    ("ics", "FR49ZZZ1", Reason.LENGTH),
    ("ics", "FR15ZZZ5886270", Reason.LENGTH),
    ("ics", "XX63ZZZ1", Reason.COUNTRY),
    ("ics", f"IT55ZZZ{'A' * 29}", Reason.LENGTH),
    ("ics", "FRZZZ15588627", Reason.FORM),
    ("ics", "FR15ZZ", Reason.LENGTH),
    ("ics", "FR15ZZZ58862\u0417", Reason.CHARACTERS),
    ("rum", "", Reason.EMPTY),
    ("rum", "   ", Reason.EMPTY),
    ("rum", "A" * 36, Reason.LENGTH),
    ("rum", "/A", Reason.SLASHES),
    ("rum", "A/", Reason.SLASHES),
    ("rum", "A//B", Reason.SLASHES),
    ("rum", "A_B", Reason.CHARACTERS),
    ("rum", "É", Reason.CHARACTERS),
    ("rum", "A\nB", Reason.CHARACTERS),
    ("rum", "A&B", Reason.CHARACTERS),
    ("siren", "", Reason.EMPTY),
    ("siren", "732829321", Reason.CHECKSUM),
    ("siren", "73282932", Reason.LENGTH),
    ("siren", "7328293200", Reason.LENGTH),
    ("siren", "73282932O", Reason.CHARACTERS),
    ("siren", "\uff17\uff13\uff12829320", Reason.CHARACTERS),
    ("siren", "000000000", Reason.FORM),
    ("siret", "", Reason.EMPTY),
    ("siret", "73282932000075", Reason.CHECKSUM),
    ("siret", "73282932100074", Reason.CHECKSUM),
    ("siret", "7328293200007", Reason.LENGTH),
    ("siret", "7328293200007A", Reason.CHARACTERS),
    ("siret", "35600000049838", Reason.CHECKSUM),
    ("vat", "", Reason.EMPTY),
    ("vat", "FR00732829320", Reason.CHECKSUM),
    ("vat", "FR44732829321", Reason.CHECKSUM),
    ("vat", "FR4473282932", Reason.LENGTH),
    ("vat", "FRIO732829320", Reason.FORM),
    ("vat", "44732829320", Reason.FORM),
    ("vat", "DE136695977", Reason.CHECKSUM),
    ("vat", "EL094259217", Reason.CHECKSUM),
    ("vat", "XI123456789", Reason.COUNTRY),
    ("vat", "GB980780684", Reason.COUNTRY),
    ("vat", "CHE107787577", Reason.COUNTRY),
    ("vat", "FR44732829\u0417320", Reason.CHARACTERS),
    ("vat", "FR", Reason.LENGTH),
    ("vat", "DE1366959761A34", Reason.LENGTH),
    ("vat", "FR447328293200000", Reason.LENGTH),
]


@pytest.mark.parametrize(("kind", "number"), [(kind, n) for kind, numbers in VALID.items() for n in numbers])
def test_a_valid_number_is_its_own_canonical_form(kind: str, number: str) -> None:
    assert MODULES[kind].validate(number) == number
    assert MODULES[kind].is_valid(number)
    assert MODULES[kind].compact(MODULES[kind].format(number)) == number


@pytest.mark.parametrize(("kind", "number", "reason"), INVALID)
def test_an_invalid_number_is_refused_with_its_reason(kind: str, number: str, reason: Reason) -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        MODULES[kind].validate(number)
    assert refused.value.reason is reason
    assert not MODULES[kind].is_valid(number)


def test_there_are_a_hundred_and_fifty_cases() -> None:
    assert sum(len(numbers) for numbers in VALID.values()) + len(INVALID) >= 150


@pytest.mark.parametrize(
    "pasted",
    [
        "FR14 2004 1010 0505 0001 3M02 606",
        "fr14-2004-1010-0505-0001-3m02-606",
        "FR14\u00a02004\u00a01010\u00a00505\u00a00001\u00a03M02\u00a0606",
        "FR14\u202f2004\u20091010\u20030505\u200a0001\u30003M02 606",
        "\ufeffFR14\u200b20041010050500013M02606\r\n",
        "FR14\u20112004\u20131010\u20140505\u22120001.3M02.606\t",
    ],
)
def test_a_pasted_iban_becomes_canonical(pasted: str) -> None:
    assert iban.validate(pasted) == "FR1420041010050500013M02606"


def test_an_iban_is_grouped_and_masked() -> None:
    assert iban.format("FR1420041010050500013M02606") == "FR14 2004 1010 0505 0001 3M02 606"
    assert iban.masked("FR1420041010050500013M02606") == "FR14 •••• 2606"
    assert iban.masked("NO9386011117947") == "NO93 •••• 7947"
    assert iban.masked("NO938601111794") == "••••"
    assert iban.masked("FR14") == "••••"


def test_french_numbers_are_written_as_on_paper() -> None:
    assert siren.format("732829320") == "732 829 320"
    assert siret.format("73282932000074") == "732 829 320 00074"
    assert siret.format("7328293200007456") == "732 829 320 00074 56"  # not valid, grouped all the same


@pytest.mark.parametrize(
    ("bank", "account", "fits"),
    [
        ("FR", "FR", True),
        ("MC", "FR", True),
        ("FR", "MC", True),
        ("RE", "FR", True),
        ("NC", "MC", True),
        ("DE", "DE", True),
        ("DE", "FR", False),
        ("FR", "DE", False),
        ("BE", "NL", False),
    ],
)
def test_a_bic_fits_the_country_of_an_iban(bank: str, account: str, fits: bool) -> None:
    assert bic.fits_iban_country(bank, account) is fits


def test_what_a_siren_and_a_vat_number_say_of_each_other() -> None:
    assert siren.vat_number("384 512 349") == "FR61384512349"
    assert vat.siren_of("FR61384512349") == "384512349"
    assert vat.siren_of("DE136695976") is None
    assert vat.country("EL094259216") == "GR"
    assert vat.validate("GR094259216") == "EL094259216"


def test_references_are_compared_without_case() -> None:
    assert rum.same("ns2026ab", "NS2026AB ")
    assert not rum.same("NS2026AB", "NS2026AC")


def test_the_refusal_does_not_repeat_the_number() -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        iban.validate("FR1420041010050500013M02607")
    assert "2004" not in str(refused.value)


@pytest.mark.parametrize("module", MODULES.values(), ids=MODULES)
def test_the_examples_of_the_docstrings_hold(module: ModuleType) -> None:
    assert doctest.testmod(module, optionflags=doctest.IGNORE_EXCEPTION_DETAIL).failed == 0


@examples(200)
@given(st.sampled_from(sorted(MODULES)), st.text(max_size=40))
def test_any_text_is_valid_or_refused(kind: str, text: str) -> None:
    try:
        canonical = MODULES[kind].validate(text)
    except InvalidIdentifier:
        return
    assert canonical.isascii()
    assert MODULES[kind].validate(canonical) == canonical


@examples(200)
@given(
    st.sampled_from([n for n in VALID["iban"] if not n.startswith("BR")]),
    st.integers(min_value=4, max_value=33),
    st.sampled_from(string.digits),
)
def test_one_wrong_digit_is_always_seen(number: str, place: int, digit: str) -> None:
    if place < len(number) and number[place].isdigit() and number[place] != digit:
        assert not iban.is_valid(number[:place] + digit + number[place + 1 :])
