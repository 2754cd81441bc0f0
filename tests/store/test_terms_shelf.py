"""Adopted general terms: kept whole and for good, each name and language once, found by their words."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.terms.encoded import to_data
from numspot_desk.terms.reading import read_terms
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.terms import SourceFile, TermsVersion
from numspot_desk.usecases.refusals import LabelTaken, NoSuchRecord
from tests.store.desk import SetClock, extracted

NewAct = Callable[..., Act]
NewOrder = Callable[..., OrderRecord]
FRENCH = """CONDITIONS DU VERGER

ARTICLE 1. OBJET

Le Verger loue des pommiers à l'année.

ARTICLE 2. RÉCOLTE

2.1. Cueillette

Œuvre de saison : la cueillette revient au locataire.

2.2. Partage

La moitié des fruits revient au Verger.
"""
ENGLISH = FRENCH.replace("pommiers", "apple trees").replace("ARTICLE 2. RÉCOLTE", "ARTICLE 2. HARVEST")


def source(content: str) -> SourceFile:
    held = content.encode()
    return SourceFile("verger.txt", held, hashlib.sha256(held).hexdigest())


def version(label: str, in_force_from: str, language: str = "fr", number: int = 1) -> TermsVersion:
    start = dt.date.fromisoformat(in_force_from)
    at = dt.datetime(2026, 11, 20, 8, number, tzinfo=dt.UTC)
    published = start - dt.timedelta(days=20)
    return TermsVersion(str(uuid.UUID(int=number)), label, language, published, start, at)


@pytest.fixture
def adopt(desk: OpenWorkspace, act: NewAct) -> Callable[..., TermsVersion]:
    def made(adopted: TermsVersion, content: str = FRENCH) -> TermsVersion:
        read = read_terms("verger.txt", content.encode())
        desk.terms.adopt(adopted, read, source(content), act("terms.adopted", label=adopted.label))
        return adopted

    return made


def test_a_version_comes_back_with_its_text_and_its_file(
    desk: OpenWorkspace, adopt: Callable[..., TermsVersion]
) -> None:
    adopted = adopt(version("2026-01", "2026-01-01"))
    stored = desk.terms.get("2026-01", "fr")
    assert stored.version == adopted
    assert to_data(stored.terms) == to_data(read_terms("verger.txt", FRENCH.encode()))
    assert desk.terms.source(adopted.id) == source(FRENCH)
    entry = desk.audit.entries(adopted.id)[0]
    assert (entry.kind, entry.details) == ("terms.adopted", {"label": "2026-01"})


def test_versions_are_listed_latest_first_and_french_first(
    desk: OpenWorkspace, adopt: Callable[..., TermsVersion]
) -> None:
    old = adopt(version("2025", "2025-03-01", number=1))
    english = adopt(version("2026", "2026-03-01", "en", number=2), ENGLISH)
    french = adopt(version("2026", "2026-03-01", number=3))
    assert desk.terms.list() == (french, english, old)


def test_a_name_is_taken_once_a_language_case_and_accents_aside(
    desk: OpenWorkspace, adopt: Callable[..., TermsVersion]
) -> None:
    kept = adopt(version("Été 2026", "2026-01-01"))
    rows = desk.audit.verify().entries
    with pytest.raises(LabelTaken):
        adopt(version(" ete  2026", "2027-01-01", number=2))
    assert desk.terms.list() == (kept,)
    assert desk.audit.verify().entries == rows
    adopt(version("Été 2026", "2026-01-01", "en", number=3), ENGLISH)


def test_what_was_adopted_never_changes(desk: OpenWorkspace, adopt: Callable[..., TermsVersion]) -> None:
    adopt(version("2026", "2026-01-01"))
    for table in ("terms_versions", "terms_texts", "terms_nodes"):
        with pytest.raises(DBAPIError, match="written once"), desk._session.transaction() as connection:
            connection.execute(text(f"DELETE FROM {table}"))


@pytest.mark.parametrize(
    ("typed", "refs"),
    [
        ("pommier", ["CG-1"]),
        ("oeuvre", ["CG-2.1"]),
        ("RECOLTE", ["CG-2"]),
        ("revient fru", ["CG-2.2"]),
        ("revient", ["CG-2.1", "CG-2.2"]),
        ("2.2", ["CG-2.2"]),
        ("Article 2", ["CG-2", "CG-2.1", "CG-2.2"]),
        ("poirier", []),
        ("  % _ ", []),
    ],
)
def test_clauses_are_found_by_their_words(
    desk: OpenWorkspace, adopt: Callable[..., TermsVersion], typed: str, refs: list[str]
) -> None:
    adopt(version("2026", "2026-01-01"))
    assert [found.ref for found in desk.terms.search(typed)] == refs


def test_a_passage_is_as_written_and_the_latest_version_comes_first(
    desk: OpenWorkspace, adopt: Callable[..., TermsVersion]
) -> None:
    adopt(version("2025", "2025-01-01"))
    adopt(version("2026", "2026-01-01", number=2))
    found = desk.terms.search("saison")
    assert [one.version.label for one in found] == ["2026", "2025"]
    assert found[0].passage.startswith("Œuvre de saison")


def test_a_refusal_is_of_the_whole_contract_and_can_be_taken_back(
    desk: OpenWorkspace, new_order: NewOrder, act: NewAct, clock: SetClock
) -> None:
    first = new_order()
    second = desk.orders.create(
        first.number,
        first.answers,
        first.place,
        extracted(),
        act("order.created"),
        revision=2,
        family=first.id,
    )
    kept = desk.terms.refuse(second.id, "2027", clock.now(), act("terms.refused"))
    assert (kept.family_id, kept.number, kept.recorded_by) == (first.id, first.number, "Anne Roy")
    later = clock.now() + dt.timedelta(hours=1)
    corrected = desk.terms.refuse(first.id, "2027", later, act("terms.refused"))
    assert desk.terms.refusals() == (corrected,)
    assert corrected.refused_at == later
    desk.terms.withdraw_refusal(first.id, "2027", act("terms.refusal_withdrawn"))
    assert desk.terms.refusals() == ()
    assert [entry.kind for entry in desk.audit.entries(limit=3)] == [
        "terms.refusal_withdrawn",
        "terms.refused",
        "terms.refused",
    ]


def test_what_is_not_there_is_said(desk: OpenWorkspace, act: NewAct, clock: SetClock) -> None:
    with pytest.raises(NoSuchRecord):
        desk.terms.get("2031", "fr")
    with pytest.raises(NoSuchRecord):
        desk.terms.source("nothing")
    with pytest.raises(NoSuchRecord):
        desk.terms.refuse("nothing", "2031", clock.now(), act())
    rows = desk.audit.verify().entries
    with pytest.raises(NoSuchRecord):
        desk.terms.withdraw_refusal("nothing", "2031", act())
    assert desk.audit.verify().entries == rows
