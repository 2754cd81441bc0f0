"""Rows of a calculator from a CSV file: as spreadsheets write them; whole, or refused by line."""

import pytest

from numspot_desk.language.catalog import load_language
from numspot_desk.usecases.calculations.calculators import AVAILABILITY, LATE_PAYMENT, PENALTY
from numspot_desk.usecases.calculations.parts import Rows
from numspot_desk.usecases.calculations.row_file import rows_of
from numspot_desk.usecases.refusals import FileRefused

FRENCH = load_language("fr")


def _part(calculator: object, key: str) -> Rows:
    return next(one for one in calculator.parts if one.key == key)  # type: ignore[attr-defined]


INCIDENTS = _part(AVAILABILITY, "incidents")
EXCLUDED = _part(AVAILABILITY, "excluded")
INVOICES = _part(LATE_PAYMENT, "invoices")
SERVICES = _part(PENALTY, "services")


def _refusal(content: bytes, part: Rows) -> str:
    with pytest.raises(FileRefused) as refused:
        rows_of(content, part, FRENCH)
    return FRENCH.render(refused.value.message)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_columns_go_by_their_names_in_either_language(encoding: str) -> None:
    text = "Fin;Début;Note\r\n01/02/2026 10:04;01/02/2026 10:00;été\r\n\r\n"
    assert rows_of(text.encode(encoding), INCIDENTS, FRENCH) == [
        {"from": "01/02/2026 10:00", "to": "01/02/2026 10:04"}
    ]
    assert rows_of(b"from,to\n2026-02-01T10:00,2026-02-01T10:04\n", INCIDENTS, FRENCH)


def test_choices_and_boxes_go_by_their_words() -> None:
    content = b"Du\tAu\tCause\n01/02/2026 10:00\t01/02/2026 11:00\tforce majeure\n"
    assert rows_of(content, EXCLUDED, FRENCH)[0]["reason"] == "force_majeure"
    content = "Engagement;Niveau constaté (%);Bêta\nSLA9.api;99,5;oui\n".encode()
    assert rows_of(content, SERVICES, FRENCH) == [
        {"commitment": "SLA9.api", "observed": "99,5", "beta": "true"}
    ]


def test_decimal_commas_and_groups_are_read() -> None:
    content = "Facture;TTC;HT;Échéance\nF-1;12 000,00;10 000,00;31/01/2026\n".encode()
    assert rows_of(content, INVOICES, FRENCH)[0]["amount_incl_tax"] == "12 000,00"


def test_a_missing_column_is_named() -> None:
    assert "Montant HT" in _refusal("Facture;TTC;Échéance\nF-1;1;31/01/2026\n".encode(), INVOICES)


def test_each_value_that_cannot_be_read_is_named_by_its_line_and_column() -> None:
    content = b"Du;Au\n29/03/2026 02:30;29/03/2026 04:00\n01/04/2026 10:00;hier\n"
    said = _refusal(content, INCIDENTS)
    assert "Ligne 2" in said and "Ligne 3" in said and "n’existe pas" in said


def test_a_cause_that_is_none_is_refused() -> None:
    content = b"Du;Au;Cause\n01/02/2026 10:00;01/02/2026 11:00;meteor\n"
    assert "Ligne 2" in _refusal(content, EXCLUDED)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Du;Au\n",
        b'Du;Au\n"01/02/2026;1\n',
        b"\xff\xfe\x00",
        b"Du;Au\n" + b"01/02/2026 10:00;01/02/2026 11:00\n" * 1001,
    ],
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    assert _refusal(content, INCIDENTS)
