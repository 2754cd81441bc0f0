"""Valid and invalid identifiers with the reason of each refusal (`identifiers.toml`), and two oracles."""

import doctest
import string
from types import ModuleType

import pytest
import schwifty
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.rules.countries import FRENCH
from numspot_desk.rules.identifiers import bic, iban, ics, rum, siren, siret, vat
from numspot_desk.rules.identifiers.errors import InvalidIdentifier, Reason
from tests.examples import examples
from tests.rules.identifiers.table import identifier_table

MODULES = {"iban": iban, "bic": bic, "ics": ics, "rum": rum, "siren": siren, "siret": siret, "vat": vat}

TABLE = identifier_table()
VALID = [(kind, number) for kind, table in TABLE.items() for number, _what in table["valid"]]
TYPED = [(kind, typed, kept) for kind, table in TABLE.items() for typed, kept, _how in table["typed"]]
INVALID = [
    (kind, typed, Reason(reason)) for kind, table in TABLE.items() for typed, reason, _why in table["invalid"]
]


def test_the_table_is_long_and_says_of_each_number_once_what_it_is() -> None:
    assert len(VALID) + len(TYPED) + len(INVALID) >= 500
    for table in TABLE.values():
        rows = [row for part in table.values() for row in part]
        assert len({row[0] for row in rows}) == len(rows)
        assert all(row[-1] for row in rows)


@pytest.mark.parametrize(("kind", "number"), VALID)
def test_a_valid_number_is_its_own_canonical_form(kind: str, number: str) -> None:
    assert MODULES[kind].validate(number) == number
    assert MODULES[kind].is_valid(number)
    assert MODULES[kind].compact(MODULES[kind].format(number)) == number


@pytest.mark.parametrize(("kind", "typed", "kept"), TYPED)
def test_a_number_as_people_type_it_becomes_canonical(kind: str, typed: str, kept: str) -> None:
    assert MODULES[kind].validate(typed) == kept


@pytest.mark.parametrize(("kind", "number", "reason"), INVALID)
def test_an_invalid_number_is_refused_with_its_reason(kind: str, number: str, reason: Reason) -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        MODULES[kind].validate(number)
    assert refused.value.reason is reason
    assert not MODULES[kind].is_valid(number)


@pytest.mark.parametrize("number", [number for kind, number in VALID if kind == "iban"])
@pytest.mark.filterwarnings("ignore:.*No national checksum algorithm")
def test_schwifty_takes_every_valid_iban_too(number: str) -> None:
    # of the national numbers, those of France are ours to check; others of the registry are made up
    assert schwifty.IBAN(number, validate_bban=number[:2] in ("FR", "MC")).compact == number


@pytest.mark.parametrize(
    "number",
    # schwifty gives the French territories IBANs of their own; their accounts have those of France
    [typed for kind, typed, _reason in INVALID if kind == "iban" and typed[:2] not in FRENCH - {"FR"}],
)
def test_schwifty_refuses_every_invalid_iban_too(number: str) -> None:
    with pytest.raises(schwifty.exceptions.SchwiftyException):
        schwifty.IBAN(number, validate_bban=True)


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
    st.sampled_from([number for kind, number in VALID if kind == "iban" and not number.startswith("BR")]),
    st.integers(min_value=4, max_value=33),
    st.sampled_from(string.digits),
)
def test_one_wrong_digit_is_always_seen(number: str, place: int, digit: str) -> None:
    if place < len(number) and number[place].isdigit() and number[place] != digit:
        assert not iban.is_valid(number[:place] + digit + number[place + 1 :])


@examples(200)
@given(
    st.sampled_from([number for kind, number in VALID if kind == "iban"]),
    st.integers(min_value=4, max_value=32),
)
def test_two_neighbours_exchanged_are_always_seen(number: str, place: int) -> None:
    pair = number[place : place + 2]
    if len(pair) == 2 and pair.isdigit() and pair[0] != pair[1]:
        assert not iban.is_valid(number[:place] + pair[::-1] + number[place + 2 :])


@examples(200)
@given(
    st.sampled_from([number for kind, number in VALID if kind == "iban" and number[:2] in ("FR", "MC")]),
    st.integers(min_value=4, max_value=26),
    st.sampled_from(string.digits),
)
def test_the_rib_key_sees_a_wrong_digit_under_an_iban_key_computed_anew(
    number: str, place: int, digit: str
) -> None:
    if number[place].isdigit() and number[place] != digit:
        account = number[4:place] + digit + number[place + 1 :]
        renewed = f"{number[:2]}{iban.check_digits(number[:2], account)}{account}"
        with pytest.raises(InvalidIdentifier) as refused:
            iban.validate(renewed)
        assert refused.value.reason is Reason.NATIONAL_KEY
