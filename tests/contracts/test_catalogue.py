"""One priced service as a price list writes it."""

from decimal import Decimal

import pytest

from numspot_desk.contracts.catalogue import PricedService, column_named, read_row

GOOD = {
    "code": "VM-1",
    "service": "Machine virtuelle",
    "label": "VM 4 vCPU",
    "region": "",
    "mode": "À la demande",
    "unit": "mois",
    "unit_price": "1\u202f234,50 €",
    "qualification": "secnumcloud",
    "beta": "oui",
}


def _read(**cells: str) -> PricedService | dict[str, str]:
    read = read_row(GOOD | cells)
    return read if isinstance(read, PricedService) else {f.column: f.message.msgid for f in read}


def test_a_row_is_read_as_people_write_it() -> None:
    assert _read() == PricedService(
        "VM-1",
        "virtual_machine",
        "VM 4 vCPU",
        None,
        "on_demand",
        "mois",
        Decimal("1234.50"),
        "SecNumCloud",
        True,
    )


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Libellé", "label"),
        ("PRIX UNITAIRE HT", "unit_price"),
        ("Unité", "unit"),
        ("Remise", None),
        ("", None),
    ],
)
def test_headings_are_known_in_both_languages(heading: str, column: str | None) -> None:
    assert column_named(heading) == column


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [
        ("code", " ", "This cell is empty. Fill it."),
        ("service", "Café", "“{text}” is not a service of the general terms."),
        ("mode", "", "“{text}” is neither “on demand” nor “reserved”."),
        ("unit_price", "12,3,4", "“{text}” cannot be read as an amount."),
        ("unit_price", "NaN", "“{text}” cannot be read as an amount."),
        ("unit_price", "-1", "A price is never negative."),
        ("unit_price", "0,123456789", "“{text}” has too many digits for a price."),
        ("unit_price", "1234567890123", "“{text}” has too many digits for a price."),
        ("qualification", "ISO", "“{text}” is neither “HDS” nor “SecNumCloud”."),
        ("beta", "peut-être", "“{text}” is neither “yes” nor “no”."),
        ("label", "x" * 301, "The text is longer than {limit} characters."),
        ("label", "a\u202eb", "“{text}” holds a character that cannot be printed."),
        ("region", "a\x00b", "“{text}” holds a character that cannot be printed."),
    ],
)
def test_a_bad_cell_is_named(column: str, text: str, sentence: str) -> None:
    assert _read(**{column: text}) == {column: sentence}


def test_every_fault_of_a_row_is_found_at_once() -> None:
    read = _read(code="", unit_price="x", beta="perhaps")
    assert isinstance(read, dict) and set(read) == {"code", "unit_price", "beta"}


def test_text_that_looks_like_a_formula_stays_text() -> None:
    read = _read(label="=cmd|' /C calc'!A0")
    assert isinstance(read, PricedService) and read.label == "=cmd|' /C calc'!A0"
