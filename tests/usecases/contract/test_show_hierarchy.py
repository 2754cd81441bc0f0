"""A contract of the workspace: its versions, its general terms on a day, what is announced, the answers."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.ranking.consolidated import consolidated, running
from numspot_desk.contracts.ranking.layers import Topic
from numspot_desk.contracts.ranking.overrides import Way
from numspot_desk.contracts.ranking.papers import PaperKind
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.settled_readings import InForce
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.contract import hierarchy_words as words
from numspot_desk.usecases.contract import paper_words
from numspot_desk.usecases.contract.announce_overrides import overrides_of
from numspot_desk.usecases.contract.contract_facts import ENDED, USED, record_fact
from numspot_desk.usecases.contract.contract_precedence import NoSuchTopic, contract_precedence
from numspot_desk.usecases.contract.hierarchy_notes import day_notes
from numspot_desk.usecases.contract.override_words import override_text
from numspot_desk.usecases.contract.search_contract import search_contract
from numspot_desk.usecases.contract.show_hierarchy import contract_of, contracts_named
from numspot_desk.usecases.explaining.limit_explanations import explained
from numspot_desk.usecases.general_terms.contracts_by_terms import contracts_by_terms
from numspot_desk.usecases.orders.attach_signed_copy import attach_signed_copy
from numspot_desk.usecases.orders.extract import extract
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.terms import SourceFile, TermsVersion
from numspot_desk.usecases.refusals import NoSuchRecord
from tests.contracts.contracts import derogation, terms
from tests.usecases.desk import (
    CONTEXT,
    LAWYER,
    NOON,
    PERSON,
    TODAY,
    Counting,
    FixedClock,
    approved,
    draft,
    export,
    sample,
    workspace_in,
)

FR, EN = load_language("fr"), load_language("en")
THIRTY = derogation("D1", "CG-6.3.a", "breach_notice", "replace", "Trente jours.", days=30)
TWENTY = THIRTY | {"text": "Vingt jours.", "data": {"days": 20}}
NUMBER = "CMD-2026-7K3Q9XM4"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


def answers(*derogations: dict[str, Any]) -> dict[str, Any]:
    return sample("workshop") | {"derogations": list(derogations)}


class Clock:
    """A clock that stands at noon of a day."""

    def __init__(self, day: dt.date) -> None:
        self._day = day

    def now(self) -> dt.datetime:
        return dt.datetime.combine(self._day, dt.time(11), dt.UTC)

    def today(self) -> dt.date:
        return self._day


def signed(workspace: OpenWorkspace, record: OrderRecord, out: Path, day: dt.date = TODAY) -> OrderRecord:
    clock = Clock(day)
    export(workspace, approved(workspace, record), out, chance=Counting(record.revision * 100), clock=clock)
    attach_signed_copy(workspace, record.id, "a.pdf", b"%PDF-1.7 x", day, person=PERSON, clock=clock)
    return workspace.orders.load(record.id)


def adopt(
    workspace: OpenWorkspace, label: str, start: dt.date, breach: str = "Dix jours.", language: str = "fr"
) -> None:
    version = TermsVersion(
        str(uuid.uuid5(uuid.NAMESPACE_URL, label + language)),
        label,
        language,
        start - dt.timedelta(days=100),
        start,
        NOON,
    )
    source = SourceFile("terms.txt", b"x", hashlib.sha256(b"x").hexdigest())
    workspace.terms.adopt(version, terms(breach), source, Act("terms.adopted", "", LAWYER.name, NOON))


def test_a_draft_is_shown_as_though_it_were_signed_and_says_so(workspace: OpenWorkspace) -> None:
    record = draft(workspace, answers(THIRTY))
    shown = contract_of(workspace, record.id)
    assert shown.unsigned is not None and shown.number == NUMBER
    situation = shown.contract.situation(TODAY)
    (paper,) = [one for one in situation.papers if one.kind is PaperKind.PARTICULAR]
    assert not paper.signed
    assert "à signer" in paper_words.paper_name(paper, FR)
    answer = situation.answer(Topic("breach_notice"))
    assert answer.prevailing is not None and answer.prevailing.clause.ref == "CP-D1"


def test_the_versions_of_an_order_are_its_conditions_and_amendments(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    first = signed(workspace, draft(workspace, answers(THIRTY)), tmp_path / "1", dt.date(2026, 5, 4))
    second = new_version(workspace, first.id, PERSON, FixedClock()).record
    shown = contract_of(workspace, NUMBER)
    assert shown.unsigned is None, "the signed version binds, the draft does not"
    assert [p.revision for p in shown.contract.papers if p.kind is PaperKind.PARTICULAR] == [1]
    signed(workspace, second, tmp_path / "2", dt.date(2026, 9, 1))
    situation = contract_of(workspace, second.id).contract.situation(TODAY)
    kinds = [p.kind for p in situation.papers if p.under is None]
    assert kinds == [PaperKind.PARTICULAR, PaperKind.AMENDMENT, PaperKind.GENERAL]
    assert [p.since for p in situation.papers if p.kind is PaperKind.AMENDMENT] == [dt.date(2026, 9, 1)]
    answer = situation.answer(Topic("breach_notice"))
    assert words.verdict(answer, situation, EN) == "CP-D1 prevails (Particular conditions, version 2)."


def test_a_new_version_that_changes_or_drops_a_clause_is_announced(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    first = signed(workspace, draft(workspace, answers(THIRTY)), tmp_path / "1")
    changed = new_version(workspace, first.id, PERSON, FixedClock()).record
    assert contract_of(workspace, NUMBER).overrides == ()
    for now, way in ((answers(TWENTY), Way.CHANGED), (answers(), Way.DROPPED)):
        extracted = extract(now, check_order(now, CONTEXT))
        workspace.orders.save_draft(changed.id, changed.row_version, now, changed.place, extracted, NOON)
        changed = workspace.orders.load(changed.id)
        (one,) = contract_of(workspace, NUMBER).overrides
        assert one.way is way
        assert "CP-D1" in override_text(one, FR)


def test_a_lower_discount_and_another_price_are_announced(workspace: OpenWorkspace, tmp_path: Path) -> None:
    before = answers()
    before["lines"][0] |= {"unit_price": "100.00", "discount_percent": "10"}
    first = signed(workspace, draft(workspace, before), tmp_path / "1")
    changed = new_version(workspace, first.id, PERSON, FixedClock()).record
    now = answers()
    now["lines"][0] |= {"unit_price": "120.00", "discount_percent": "5"}
    extracted = extract(now, check_order(now, CONTEXT))
    workspace.orders.save_draft(changed.id, changed.row_version, now, changed.place, extracted, NOON)
    price, discount = contract_of(workspace, NUMBER).overrides
    assert "120,00" in override_text(price, FR) and "100,00" in override_text(price, FR)
    assert "10" in override_text(discount, FR) and "5" in override_text(discount, FR)
    told = contract_precedence(workspace, NUMBER, TODAY, EN)["overrides"]
    assert [(one["way"], one["subject"], one["was"], one["now"]) for one in told] == [
        ("price_changed", "price", "100.00", "120.00"),
        ("discount_lowered", "discount", "10", "5"),
    ]


def test_another_order_of_the_client_that_says_otherwise_is_announced(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    signed(workspace, draft(workspace, answers(THIRTY)), tmp_path / "1")
    other = draft(workspace, answers(TWENTY), "CMD-2026-AAAAAAAA")
    (one,) = contract_of(workspace, other.id).overrides
    assert (one.way, one.earlier_in.number) == (Way.CHANGED, NUMBER)
    stranger = answers()
    stranger["client"] = stranger["client"] | {"siren": "512345679", "vat_number": None}
    third = draft(workspace, stranger, "CMD-2026-BBBBBBBB")
    assert contract_of(workspace, third.id).overrides == ()


def test_the_general_terms_are_those_of_the_day_and_of_the_refusals(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    adopt(workspace, "2026-01", dt.date(2026, 1, 1))
    adopt(workspace, "2026-08", dt.date(2026, 8, 1), "Douze jours.")
    record = signed(workspace, draft(workspace, answers(THIRTY)), tmp_path / "1", dt.date(2026, 5, 4))
    contract = contract_of(workspace, NUMBER).contract
    for day, text in ((dt.date(2026, 7, 31), "Dix jours."), (dt.date(2026, 8, 1), "Douze jours.")):
        (below,) = contract.situation(day).answer(Topic("breach_notice")).stack
        assert below.clause.text == text
    refused = dt.datetime(2026, 7, 10, 9, tzinfo=dt.UTC)
    workspace.terms.refuse(record.id, "2026-08", refused, Act("terms.refused", record.id, LAWYER.name, NOON))
    contract = contract_of(workspace, NUMBER).contract
    (below,) = contract.situation(dt.date(2026, 8, 1)).answer(Topic("breach_notice")).stack
    assert below.clause.text == "Dix jours."


def test_the_consolidated_text_is_searched_and_cited(workspace: OpenWorkspace) -> None:
    adopt(workspace, "2026-01", dt.date(2026, 1, 1))
    record = draft(workspace, answers(THIRTY))
    situation = contract_of(workspace, record.id).contract.situation(TODAY)
    found = search_contract(situation, "trente JOUR", FR)
    assert [one.clause.ref for one in found] == ["CP-D1"]
    assert found[0].passage == "Trente jours."
    general = next(one for one in running(consolidated(situation)) if one.clause.ref == "CG-6.3.b")
    assert words.citation(general.clause, general.paper, FR) == "CG art. 6.3.b, version 2026-01"
    assert search_contract(situation, "  ", FR) == ()
    assert not search_contract(situation, "introuvable", FR)


def test_the_answer_of_the_command_holds_texts_reasons_and_documents(workspace: OpenWorkspace) -> None:
    draft(workspace, answers(THIRTY))
    found = contract_precedence(workspace, NUMBER, TODAY, FR, clause="CG-6.3.a")
    (answer,) = found["answers"]
    assert answer["prevailing"] == "CP/v1:D1" and answer["subject"] == "breach_notice"
    assert [one["role"] for one in answer["clauses"]] == ["prevails", "below"]
    assert answer["clauses"][0]["text"] == "Trente jours."
    assert "CG-2.2" in answer["clauses"][1]["reason"]
    assert found["signed"] is False and found["contract"] == NUMBER
    everything = contract_precedence(workspace, NUMBER, TODAY, EN)
    assert {one["subject"] for one in everything["answers"]} >= {"breach_notice", "price"}
    alone = contract_precedence(workspace, NUMBER, TODAY, EN, subject="insurance")
    assert alone["answers"][0]["prevailing"] == "CG:CG-12"


def test_what_does_not_exist_is_refused_by_name(workspace: OpenWorkspace) -> None:
    with pytest.raises(NoSuchRecord):
        contract_of(workspace, "CMD-2026-NOTHERE1")
    draft(workspace, answers())
    for asked in ({"clause": "CG-99"}, {"subject": "weather"}):
        with pytest.raises(NoSuchTopic):
            contract_precedence(workspace, NUMBER, TODAY, FR, **asked)


def test_contracts_are_chosen_once_each_by_their_latest_version(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    first = signed(workspace, draft(workspace, answers()), tmp_path / "1")
    second = new_version(workspace, first.id, PERSON, FixedClock()).record
    rows = contracts_named(workspace, "")
    assert [(row.id, row.revision) for row in rows] == [(second.id, 2)]
    assert contracts_named(workspace, "nobody of this name") == ()
    assert rows[0].state is OrderState.DRAFT


def test_where_the_only_clause_is_void_the_law_applies(workspace: OpenWorkspace) -> None:
    void = derogation("D1", "CG-A1.1", "payment_term", "replace", "À cent jours.", days=100)
    adopt(workspace, "2027-01", dt.date(2027, 1, 1))
    record = draft(workspace, answers(void))
    situation = contract_of(workspace, record.id).contract.situation(TODAY)
    answer = situation.answer(Topic("payment_term"))
    assert answer.prevailing is None
    assert "the law applies" in words.verdict(answer, situation, EN)


def test_imported_clauses_bear_their_own_titles_only(workspace: OpenWorkspace) -> None:
    adopt(workspace, "2026-01", dt.date(2026, 1, 1))
    record = draft(workspace, answers())
    situation = contract_of(workspace, record.id).contract.situation(TODAY)
    titles = {clause.ref: words.clause_title(clause, FR) for clause in situation.clauses.values()}
    assert titles["CG-6.3.a"] == "CG-6.3.a · Fin pour faute"


def test_a_version_that_went_to_the_client_unsigned_counts_as_negotiated(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    record = draft(workspace, answers(THIRTY))
    export(workspace, approved(workspace, record), tmp_path / "1")
    second = new_version(workspace, record.id, PERSON, FixedClock()).record
    assert overrides_of(workspace, second.id) == ()
    (one,) = overrides_of(workspace, second.id, answers())
    assert (one.way, one.earlier_in.signed) == (Way.DROPPED, False)
    assert "not signed" in override_text(one, EN)


def test_what_is_said_of_the_order_is_what_became_of_it(workspace: OpenWorkspace, tmp_path: Path) -> None:
    adopt(workspace, "2026-01", dt.date(2026, 1, 1))
    record = draft(workspace, answers(THIRTY))
    topic = Topic("breach_notice")

    def said() -> str:
        situation = contract_of(workspace, NUMBER).contract.situation(TODAY)
        why = explained(situation.answer(topic).why, EN)
        papers = [paper_words.paper_name(paper, EN) for paper in situation.papers if paper.rank == "CP"]
        return f"{json.dumps(why)} {papers}"

    assert "Draft, not signed" in said() and "draft of" in said() and "Signed on" not in said()
    export(workspace, approved(workspace, record), tmp_path / "1")
    assert "exported on" in said() and "Signed on" not in said() and "draft" not in said()
    attach_signed_copy(workspace, record.id, "a.pdf", b"%PDF-1.7 x", TODAY, person=PERSON, clock=Clock(TODAY))
    assert "Signed on" in said() and "signed on" in said() and "not signed" not in said()


def test_both_languages_of_a_version_are_read_from_the_store(workspace: OpenWorkspace) -> None:
    adopt(workspace, "2026-01", dt.date(2026, 1, 1))
    adopt(workspace, "2026-01", dt.date(2026, 1, 1), "Ten days.", "en")
    draft(workspace, answers())
    situation = contract_of(workspace, NUMBER).contract.situation(TODAY)
    (answer,) = situation.about("CG-6.3.b")
    assert [layer.clause.language for layer in answer.layers] == ["fr", "en"]
    assert "French" in words.reason(answer.stack[0], answer, EN)
    paper = situation.paper_of(answer.stack[0].clause)
    assert words.citation(answer.stack[0].clause, paper, EN).endswith("English text")


def test_the_page_of_versions_and_the_hierarchy_name_one_version(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    adopt(workspace, "2026-01", dt.date(2026, 1, 1))
    adopt(workspace, "2026-08", dt.date(2026, 8, 1), "Douze jours.")
    named = answers() | {
        "general_terms": {"label": "2025", "published_on": "2025-01-01", "in_force_from": "2025-06-01"}
    }
    signed(workspace, draft(workspace, answers()), tmp_path / "1", dt.date(2026, 5, 4))
    signed(workspace, draft(workspace, named, "CMD-2026-AAAAAAAA"), tmp_path / "2", dt.date(2026, 5, 4))
    for day in (dt.date(2026, 5, 3), dt.date(2026, 5, 4), dt.date(2026, 8, 1)):
        listed = {one.number: one.label for one in contracts_by_terms(workspace, day)}
        for number, label in listed.items():
            bound = contract_of(workspace, number).contract.situation(day).bound
            assert bound is not None
            assert (None if bound.version is None else bound.version.label) == label


def test_days_of_use_count_where_the_contract_reads_them_as_acceptance(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    adopt(workspace, "2026-01", dt.date(2026, 1, 1))
    adopt(workspace, "2026-08", dt.date(2026, 8, 1), "Douze jours.")
    record = signed(workspace, draft(workspace, answers()), tmp_path / "1", dt.date(2026, 5, 4))
    refused = dt.datetime(2026, 7, 10, 9, tzinfo=dt.UTC)
    workspace.terms.refuse(record.id, "2026-08", refused, Act("terms.refused", record.id, LAWYER.name, NOON))
    record_fact(workspace, record.id, USED, dt.date(2026, 8, 20), PERSON, Clock(TODAY))
    contract = contract_of(workspace, NUMBER).contract
    for readings, text in (({}, "Dix jours."), ({"R19": "use_accepts"}, "Douze jours.")):
        (answer,) = (
            replace(contract, chosen=InForce(readings)).situation(dt.date(2026, 9, 1)).about("CG-6.3.a")
        )
        assert answer.prevailing is not None and answer.prevailing.clause.text == text


def test_a_contract_that_has_ended_says_nothing_after_its_last_day(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    adopt(workspace, "2026-01", dt.date(2026, 1, 1))
    record = signed(workspace, draft(workspace, answers(THIRTY)), tmp_path / "1", dt.date(2026, 5, 4))
    record_fact(workspace, record.id, ENDED, dt.date(2026, 9, 30), PERSON, Clock(TODAY))
    contract = contract_of(workspace, NUMBER).contract
    assert contract.situation(dt.date(2026, 9, 30)).papers
    after = contract.situation(dt.date(2026, 10, 1))
    assert after.papers == () and after.topics == ()
    assert "30 September 2026" in day_notes(after, EN)[0]
    assert dt.date(2026, 10, 1) in contract.days()
