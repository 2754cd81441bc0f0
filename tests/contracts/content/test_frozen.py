"""Frozen orders survive their canonical form, and every printed fact moves the fingerprint."""

import base64
import datetime as dt
import json

import pytest

from numspot_desk.contracts.canonical import canonical_json
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.content.file_names import LONGEST, file_names, slug
from numspot_desk.contracts.content.frozen import (
    DraftMark,
    FrozenOrder,
    GoverningTerms,
    PrintedDocument,
    PrintedRanking,
)
from numspot_desk.usecases.orders.preview_order import documents_of
from tests.documents.frozen_orders import answers, frozen

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (120).to_bytes(4, "big") + (40).to_bytes(4, "big")


def test_a_frozen_order_survives_its_canonical_form() -> None:
    day = dt.date(2026, 1, 1)
    order = frozen(
        answers(),
        draft=DraftMark.REVIEW,
        terms=GoverningTerms("CG", day, titles={"CG-6": "Fin"}),
        ranking=PrintedRanking(("CG", "CS", "CP"), "CP-8", day),
        named=(PrintedDocument("offer", "Offre", dated=day), PrintedDocument("other", "Plan", "CP", "2")),
    )
    again = FrozenOrder.from_data(json.loads(canonical_json(order.data())))
    assert again == order
    assert again.fingerprint == order.fingerprint
    assert documents_of(again) == documents_of(order)


def test_every_printed_fact_is_in_the_fingerprint() -> None:
    base = frozen(answers())
    changed = [
        frozen(answers(), number="CMD-2026-00000000"),
        frozen(answers(), terms=GoverningTerms(titles={"CG-6": "Fin"})),
        frozen(answers(), ranking=PrintedRanking(("CG", "CS", "CP"), "CP-8", dt.date(2026, 1, 1))),
        frozen(answers(), named=(PrintedDocument("offer", "Offre"),)),
        frozen(answers(), revision=2),
        frozen(answers(), rum=None),
        frozen(answers(), issued_on=None),
        frozen(answers(), audit_head=None),
        frozen(answers(), draft=DraftMark.ASKED),
        frozen(answers(), creditor=Creditor()),
        frozen(answers(), totals=None),
        frozen(answers("workshop")),
    ]
    prints = {order.fingerprint for order in (base, *changed)}
    assert len(prints) == len(changed) + 1


def test_data_of_another_format_are_refused() -> None:
    with pytest.raises(ValueError, match="not a frozen order"):
        FrozenOrder.from_data({"format": "other"})


def test_settings_complete_the_public_facts() -> None:
    creditor = Creditor.from_settings({"phone": "+33 1 00 00 00 00", "ics": 3, "unknown": "x", "city": None})
    assert creditor.phone == "+33 1 00 00 00 00"
    assert creditor.ics == "FR15ZZZ588627"
    assert Creditor.from_settings(None) == Creditor() == Creditor.from_settings(Creditor().data())


@pytest.mark.parametrize("logo", ["", "not base64 !", base64.b64encode(b"GIF89a").decode(), "é"])
def test_a_logo_that_is_no_png_is_left_out(logo: str) -> None:
    assert Creditor(logo=logo).logo_png() is None


def test_a_png_logo_reaches_the_documents() -> None:
    order = frozen(answers(), creditor=Creditor(logo=base64.b64encode(PNG).decode()))
    assert all(document.logo == PNG for document in documents_of(order))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Centre hospitalier d'Exemple", "Centre-hospitalier-d-Exemple"),
        ("Œuvres & Straße", "OEuvres-Strasse"),
        ("../../x", "x"),
        ("CON.docx", "CON-docx"),
        ("אבג", ""),
        ("", ""),
        ("mot " * 40, "mot-" * 14 + "mot"),
        ("x" * 300, "x" * 60),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected
    assert len(slug(text)) <= LONGEST


def test_no_name_ends_within_a_word_or_on_a_word_that_leads_on() -> None:
    name = "Syndicat intercommunal pour la gestion des eaux et de la voirie des communes"
    assert slug(name) == "Syndicat-intercommunal-pour-la-gestion-des-eaux"
    assert slug("x" * 80) == "x" * LONGEST
    conditions = documents_of(frozen(answers()))
    for client in (name, "Groupement hospitalier des Alpes", "Les amis du livre et de la lecture"):
        given = answers()
        given["client"]["legal_name"] = client
        whole = slug(client).lower().split("-")
        for found in file_names(frozen(given), [*conditions, *conditions, *conditions]):
            tail = found.removesuffix(".docx").rstrip("0123456789").rstrip("-").split("-")[-1]
            assert tail in whole and tail not in ("des", "du", "de", "la", "et", "pour", "les")


@pytest.mark.parametrize(
    "name", ["Clinique", "x" * 300, "../../x", "CON", "אבג", "", "a" * 25 + " " + "b" * 40]
)
def test_file_names_are_plain_short_and_different(name: str) -> None:
    given = answers()
    given["client"]["legal_name"] = name
    given["special_conditions"] *= 2
    for order in (frozen(given), frozen(given, revision=3, draft=DraftMark.REVIEW)):
        documents = documents_of(order)
        names = file_names(order, documents)
        assert len(set(names)) == len(documents) == 4
        for found in names:
            stem, _dot, extension = found.partition(".")
            assert extension == "docx" and 0 < len(stem) <= LONGEST
            assert stem == slug(stem) and stem.startswith("CMD-2026-7K3Q9XM4")
