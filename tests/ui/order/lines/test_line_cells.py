"""Cells of the table of lines: what is typed in French or English habits, shown and pasted."""

import pytest

from numspot_desk.language.catalog import Language, load_language
from numspot_desk.ui.order.lines.line_cells import (
    COLUMNS,
    canonical_number,
    editable_text,
    pasted_columns,
    read,
    shown,
    table_of,
)

BY_MEMBER = {column.member: column for column in COLUMNS}
FRENCH = load_language("fr")
ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("member", "typed", "value"),
    [
        ("quantity", "4 096", "4096"),
        ("quantity", "4\u202f096,50", "4096.5"),
        ("quantity", "1,234.5", "1234.5"),
        ("quantity", "0", "0"),
        ("unit_price", "100", "100.00"),
        ("unit_price", "0,02", "0.02"),
        ("unit_price", "0,0215 €", "0.0215"),
        ("unit_price", "7 200,5", "7200.50"),
        ("unit_price", "cent", "cent"),
        ("discount_percent", "18 %", "18"),
        ("discount_percent", "", "0"),
        ("term.start", "01/01/2027", "2027-01-01"),
        ("term.start", "31.12.2029", "2029-12-31"),
        ("term.start", "30/02/2027", "30/02/2027"),
        ("term.end", "", None),
        ("service", "Machine virtuelle", "virtual_machine"),
        ("service", "machine VIRTUELLE", "virtual_machine"),
        ("service", "virtual_machine", "virtual_machine"),
        ("service", "repartiteur", "load_balancer"),
        ("service", "chose", "chose"),
        ("mode", "réservé", "reserved"),
        ("mode", "a la demande", "on_demand"),
        ("qualification", "hds", "HDS"),
        ("qualification", "", None),
        ("beta", "oui", True),
        ("beta", "", False),
        ("beta", "peut-être", "peut-être"),
        ("label", "  VM 4 vCPU  ", "VM 4 vCPU"),
        ("label", "=cmd|x", "=cmd|x"),
    ],
)
def test_what_is_typed_is_read_or_kept(member: str, typed: str, value: object) -> None:
    assert read(BY_MEMBER[member], typed, FRENCH) == value


def test_services_are_read_in_the_language_of_the_screen() -> None:
    assert read(BY_MEMBER["service"], "Virtual machine", ENGLISH) == "virtual_machine"
    assert read(BY_MEMBER["mode"], "reserved", ENGLISH) == "reserved"


@pytest.mark.parametrize(
    ("member", "value", "language", "text"),
    [
        ("unit_price", "7200.00", FRENCH, "7\u202f200,00\u00a0€"),
        ("unit_price", "0.0215", FRENCH, "0,0215\u00a0€"),
        ("unit_price", "100.00", ENGLISH, "€100.00"),
        ("discount_percent", "18", FRENCH, "18\u00a0%"),
        ("quantity", "4096", FRENCH, "4\u202f096"),
        ("quantity", "douze", FRENCH, "douze"),
        ("service", "snapshot", FRENCH, "Snapshot"),
        ("service", "chose", FRENCH, "chose"),
        ("beta", True, FRENCH, "oui"),
        ("beta", False, FRENCH, ""),
        ("label", None, FRENCH, ""),
    ],
)
def test_what_is_shown(member: str, value: object, language: Language, text: str) -> None:
    assert shown(BY_MEMBER[member], {member: value}, language) == text


@pytest.mark.parametrize("member", [c.member for c in COLUMNS if c.editable and c.member != "beta"])
def test_what_an_editor_starts_with_means_the_same(member: str) -> None:
    values = {"quantity": "4096.5", "unit_price": "7200.00", "discount_percent": "12.5"}
    values |= {"service": "snapshot", "mode": "reserved", "qualification": "SecNumCloud"}
    value = "2027-01-01" if member.startswith("term.") else values.get(member, "texte")
    line = {"term": {"start": value, "end": value}} if member.startswith("term.") else {member: value}
    for language in (FRENCH, ENGLISH):
        assert read(BY_MEMBER[member], editable_text(BY_MEMBER[member], line, language), language) == value


def test_cells_of_a_spreadsheet_with_quotes_and_line_breaks() -> None:
    text = 'VM\t"deux\nlignes"\t"dit ""oui"""\r\nStockage\t\t0,02\r\n'
    assert table_of(text) == [["VM", "deux\nlignes", 'dit "oui"'], ["Stockage", "", "0,02"]]
    assert table_of("seul") == [["seul"]]


def test_a_row_of_titles_places_the_columns_by_name() -> None:
    columns, titled = pasted_columns(["Quantité", "Remarque", "SERVICE"], 3, FRENCH)
    assert titled
    assert [column.member if column else None for column in columns] == ["quantity", None, "service"]


def test_without_titles_the_columns_follow_the_cell_computed_ones_left_out() -> None:
    columns, titled = pasted_columns(["100,00", "10", "À la demande"], 4, FRENCH)
    assert not titled
    assert [column.member for column in columns[:3] if column] == ["unit_price", "discount_percent", "mode"]


def test_numbers_have_one_form() -> None:
    from decimal import Decimal

    assert canonical_number(Decimal("1E+3")) == "1000"
    assert canonical_number(Decimal("1E+3"), cents=True) == "1000.00"
    assert canonical_number(Decimal("0.10")) == "0.1"
