"""What the order form says, for the sample orders and for the cases that change its text."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from numspot_desk.contracts.content.blocks import (
    Block,
    Clause,
    Document,
    Field,
    Fields,
    Heading,
    Inline,
    Reference,
    Table,
)
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.content.frozen import GoverningTerms, PrintedDocument, PrintedRanking
from numspot_desk.contracts.content.order_form import order_form
from tests.documents.frozen_orders import answers, frozen

NBSP = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"


def shown(inlines: tuple[Inline, ...]) -> str:
    return "".join(i.shown if isinstance(i, Reference) else i.value for i in inlines)


def text(document: Document) -> str:
    return "\n".join(line for block in document.blocks for line in lines(block))


def lines(block: Block) -> list[str]:
    match block:
        case Heading():
            return [f"{block.number} {block.title}"]
        case Clause():
            return [f"{block.ref} {block.title}", *(shown(p.inlines) for p in block.paragraphs)]
        case Table():
            return [" | ".join(shown(cell) for cell in row) for row in (*block.rows, *block.totals)]
        case Fields():
            return [f"{label} = {shown(value)}" for label, value in block.rows]
        case _:
            return [shown(block.inlines)] if hasattr(block, "inlines") else []


def form(change: dict[str, Any] | None = None, **frozen_changes: Any) -> str:
    given = answers("workshop")
    given.update(change or {})
    return text(order_form(frozen(given, **frozen_changes)))


def test_the_address_for_invoices_is_printed_with_the_payment_when_it_is_set() -> None:
    asked = "Questions sur une facture"
    assert asked not in form()
    given = form(creditor=Creditor(billing_email="factures@numspot.example"))
    payment = given.index("Factures adressées à")
    assert given.index(f"{asked} = factures@numspot.example") > payment


def test_the_parties_are_named() -> None:
    said = form()
    assert "RCS Nanterre 948 608 948" in said and "92931 Paris La Défense Cedex" in said
    assert f"Dénomination sociale = {answers('workshop')['client']['legal_name']}" in said


def test_a_foreign_client_shows_its_own_register_and_reverse_charge() -> None:
    client = answers("workshop")["client"]
    client.update(siren=None, foreign_number="HRB 12345 B", vat_number="DE136695976")
    client["address"].update(country="DE", postcode="10115", city="Berlin")
    said = form({"client": client})
    assert "immatriculation étranger = HRB 12345 B" in said
    assert "Autoliquidation" in said and "44 et 196 de la directive 2006/112/CE" in said
    assert f"TVA à 0{NBSP}%" in said


def test_amounts_are_french_and_keep_every_digit() -> None:
    given = answers("workshop")["lines"][0]
    given.update(unit_price="1234.5678", quantity="2048", discount_percent="12.5", beta=False)
    said = form({"lines": [given]})
    assert f"1{NARROW}234,5678{NBSP}€" in said
    assert f"2{NARROW}048" in said and f"12,5{NBSP}%" in said


def test_sample_prices_are_marked_beside_each_price_and_in_words() -> None:
    said = form({"price_reference": {"kind": "sample", "date": "2026-01-01"}})
    assert said.count("PRIX D’EXEMPLE") == 2
    assert said.count("\n(exemple)") == len(answers("workshop")["lines"])
    assert "\n(exemple)" not in form({"price_reference": {"kind": "order", "date": "2026-01-01"}})


def test_a_beta_line_is_flagged_and_its_rule_said() -> None:
    line = {**answers("workshop")["lines"][0], "beta": True}
    said = form({"lines": [line]})
    assert "· bêta" in said and "engagements de qualité" in said and "non facturé" in said
    assert "bêta" not in form()


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (None, "Dernier jour du mois d’émission"),
        ({"days": 30, "end_of_month": False}, "30 jours à compter de la date d’émission"),
        ({"days": 45, "end_of_month": True}, "puis fin de mois"),
    ],
)
def test_the_payment_term_is_said(term: object, words: str) -> None:
    assert words in form({"payment": {"means": "transfer", "term": term}})


def test_each_derogation_names_the_clause_it_changes() -> None:
    derogations = [
        {"id": "D1", "target": "CG-6.3.a", "subject": "breach_notice", "effect": effect, "text": "Texte.",
         "data": None}
        for effect in ("replace", "complete", "exclude")
    ]  # fmt: skip
    said = form({"derogations": derogations})
    assert "CP-D1 Mise en demeure pour manquement" in said and "CP-D3" in said
    for word in ("Remplace", "Complète", "Écarte"):
        assert f"{word} la clause CG-6.3.a (Résiliation pour manquement)." in said
    assert "Aucune. Les conditions générales s’appliquent" in form({"derogations": []})


def test_the_clause_has_the_number_and_title_of_the_governing_version() -> None:
    derogations = [
        {"id": "D1", "target": target, "subject": "breach_notice", "effect": "replace", "text": "Texte.",
         "data": None}
        for target in ("CG-6.3.a#2", "CG-4.9")
    ]  # fmt: skip
    titles = {"CG-6.3.a": "Fin pour faute"}
    said = form({"derogations": derogations}, terms=GoverningTerms("CG 3.2", titles=titles))
    assert "Remplace la clause CG-6.3.a, paragraphe 2 (Fin pour faute)." in said
    assert "Remplace la clause CG-4.9." in said


def test_many_derogations_have_a_schedule() -> None:
    one = {"id": "D1", "target": "CG-17.2", "subject": "penetration_test", "effect": "exclude", "text": "T"}
    few, many = (form({"derogations": [one | {"data": None}] * count}) for count in (4, 5))
    assert "CP-D5 | CG-17.2" in many and "| Écarte | Tests d’intrusion" in many
    assert "CP-D4 |" not in few


def test_a_ranking_that_the_parties_agreed_is_in_the_text_that_they_sign() -> None:
    ranking = PrintedRanking(("CP", "CS", "CG"), "CP-8", dt.date(2026, 12, 1))
    said = form(ranking=ranking)
    assert "à compter du 1er décembre 2026 (clause CP-8)" in said and "CG-2.2 le permet" in said
    rows = [line for line in said.split("\n") if line[:4] in ("1 | ", "2 | ", "3 | ") and "(C" in line]
    assert [row.partition(" (C")[2][:2] for row in rows] == ["P)", "S)", "G)"]
    assert "CG-2.2 le permet" not in form()


def test_documents_named_beside_the_texts_are_printed_with_their_rank() -> None:
    named = (
        PrintedDocument("responsibility_matrix", "Matrice du lot 2", "CS-HDS", "3", dt.date(2026, 2, 1)),
        PrintedDocument("other", "Plan d’accès", "CP"),
        PrintedDocument("purchase_terms", "CGA 2025", dated=dt.date(2025, 1, 1)),
    )
    said = form(named=named)
    assert "Matrice du lot 2\nMatrice des responsabilités | 3 – 1er février 2026 | Conditions spéc" in said
    assert "Plan d’accès | – | Conditions particulières" in said
    assert (
        f"n’ont pas de rang dans ce contrat{NBSP}: Conditions d’achat du Client{NBSP}: CGA 2025 (1er" in said
    )


def test_the_governing_terms_and_the_order_of_precedence_are_said() -> None:
    terms = GoverningTerms("CG 3.2", dt.date(2026, 10, 1), dt.date(2026, 11, 1))
    said = form(terms=terms)
    assert "CG 3.2, publiée le 1er octobre 2026, en vigueur depuis le 1er novembre 2026" in said
    rows = [line for line in said.split("\n") if line[:4] in ("1 | ", "2 | ", "3 | ") and "(C" in line]
    assert [row.partition(" (C")[2][:2] for row in rows] == ["S)", "P)", "G)"]


def test_public_procurement_and_the_client_reference_are_printed() -> None:
    said = form(
        {
            "public_procurement": {
                "siret": "51234567900017",
                "service_code": "DSI-01",
                "engagement_number": "2026-000123",
            },
            "purchase_order_number": "PO-77",
        }
    )
    for value in ("51234567900017", "DSI-01", "2026-000123", "PO-77"):
        assert value in said


def test_a_half_filled_order_prints_as_far_as_it_goes() -> None:
    given = answers("town")
    document = order_form(frozen(given, totals=None, issued_on=None, rum=None))
    assert "Les totaux seront imprimés" in text(document)
    assert "Date d’émission = –" in text(document)


def test_numbers_of_headings_count_up() -> None:
    document = order_form(frozen(answers()))
    headings = [block.number for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert headings == [str(number) for number in range(1, 9)]


def test_totals_are_those_given() -> None:
    order = frozen(answers("workshop"))
    assert order.totals is not None
    assert sum(net for net in order.totals.lines if net is not None) == order.totals.excl_tax
    assert order.totals.excl_tax > Decimal(0)


@pytest.mark.parametrize("number", ["1e999999", "-1e-999999", "NaN", "Infinity", "douze", "１２"])
def test_a_number_of_absurd_form_prints_as_it_was_typed(number: str) -> None:
    line = {**answers("workshop")["lines"][0], "quantity": number, "unit_price": number}
    document = order_form(frozen({**answers("workshop"), "lines": [line]}, totals=None))
    assert number in text(document) or number == "１２"


def test_the_number_and_the_governing_terms_are_tagged() -> None:
    document = order_form(frozen(answers("workshop")))
    rows = next(block for block in document.blocks if isinstance(block, Fields)).rows
    tags = {inline.tag for _label, value in rows for inline in value if isinstance(inline, Field)}
    assert {"order.number", "order.revision", "order.issued_on", "order.general_terms"} <= tags
