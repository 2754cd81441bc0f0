"""A contract in a real workspace: its versions, what was entered, its mandates, terms and readings."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.mandate_life.facts import Collected, Fact, Replaced, Revoked, Signed
from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.events import KINDS
from numspot_desk.rules.limits import deadlines
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.contract.chosen_readings import choose_reading
from numspot_desk.usecases.contract.contract_deadlines import contract_deadlines
from numspot_desk.usecases.contract.contract_facts import ENDED, record_fact
from numspot_desk.usecases.contract.event_words import KIND_NAMES
from numspot_desk.usecases.contract.facts_of_contract import (
    contract_facts,
    known_contract,
    known_contracts,
    mandate_events,
)
from numspot_desk.usecases.mandates.mandate_acts import open_mandate, record_facts
from numspot_desk.usecases.orders.extract import extract
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.events import NewEvent
from numspot_desk.usecases.ports.orders import Extracted
from numspot_desk.usecases.refusals import NoSuchRecord
from tests.contracts.contracts import derogation
from tests.usecases.contract.test_show_hierarchy import Clock, adopt, signed
from tests.usecases.desk import (
    CONTEXT,
    LAWYER,
    NOON,
    PERSON,
    TODAY,
    FixedClock,
    draft,
    export,
    move,
    sample,
    workspace_in,
)
from tests.usecases.mandate_desk import AnyDay, desk_of, prepared

NUMBER = "CMD-2026-7K3Q9XM4"
MAY, SEPTEMBER = dt.date(2026, 5, 4), dt.date(2026, 9, 1)
THIRTY = derogation("D1", "CG-6.3.a", "breach_notice", "replace", "Trente jours.", days=30)
TWENTY = THIRTY | {"text": "Vingt jours.", "data": {"days": 20}}
FR = load_language("fr")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


def answers(*clauses: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """The sample of a workshop with one reserved line."""
    made = sample("workshop")
    made["lines"][0] |= {"mode": "reserved", "term": {"start": "2026-06-01", "end": "2027-05-31"}}
    return made | {"derogations": list(clauses), **changed}


def keep(workspace: OpenWorkspace, order_id: str, kind: str, **given: Any) -> str:
    """An event as another use case keeps it."""
    act = Act("contract.event_recorded", order_id, PERSON.name, NOON, {})
    return workspace.events.record(order_id, NewEvent(kind, **given), act).id


def limits(workspace: OpenWorkspace, rule: str, on: dt.date = TODAY) -> dict[str, str]:
    found = deadlines(contract_facts(workspace, NUMBER, on)).deadlines
    return {one.event: str(one.result.last_day) for one in found if one.rule == rule}


def at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), dt.UTC)


def test_an_order_gives_its_terms_and_once_signed_its_mandate(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    record = draft(workspace, answers(THIRTY))
    with pytest.raises(NoSuchRecord):
        contract_facts(workspace, NUMBER, TODAY)
    signed(workspace, record, tmp_path / "1", MAY)
    known = known_contract(workspace, f" {NUMBER.lower()} ", TODAY)
    kinds = [one.kind for one in known.facts.events]
    assert kinds.count("mandate_signed") == 1 and "reserved_term" in kinds
    assert (known.signed_on, known.order_id, known.family_id) == (MAY, record.id, record.id)
    assert [one.clause for one in known.facts.provisions] == ["CP-D1"]
    with pytest.raises(NoSuchRecord):
        contract_facts(workspace, "CMD-2026-NOTHERE1", TODAY)


def test_an_order_that_was_only_exported_is_looked_at_as_it_stands(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    record = draft(workspace, answers())
    export(workspace, record, tmp_path / "1")
    known = known_contract(workspace, NUMBER, TODAY)
    assert known.signed_on is None and known.order_id == record.id
    assert {one.kind for one in known.facts.events} == {"reserved_term"}
    assert "" in {one.rule for one in known.agenda()}, "the end of its offer is told"


def test_a_clause_of_an_amendment_replaces_the_earlier_one_from_its_day(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    first = signed(workspace, draft(workspace, answers(THIRTY)), tmp_path / "1", MAY)
    second = new_version(workspace, first.id, PERSON, FixedClock()).record
    changed = answers(TWENTY, offer_valid_until="2027-06-30")
    workspace.orders.save_draft(
        second.id, second.row_version, changed, second.place, _extracted(changed), NOON
    )
    signed(workspace, workspace.orders.load(second.id), tmp_path / "2", SEPTEMBER)
    notice = {"by": "client", "reason": "breach"}
    before = keep(workspace, first.id, "formal_notice", at=at(dt.date(2026, 6, 1)), data=notice)
    after = keep(workspace, first.id, "formal_notice", at=at(dt.date(2026, 10, 1)), data=notice)
    assert limits(workspace, "T05") == {before: "2026-07-01", after: "2026-10-21"}
    known = known_contract(workspace, NUMBER, TODAY)
    assert known.order_id == second.id and known.family_id == first.id
    assert [one.kind for one in known.facts.events].count("reserved_term") == 1


def _extracted(changed: dict[str, Any]) -> Extracted:
    return extract(changed, check_order(changed, CONTEXT))


def test_another_payment_term_counts_for_the_invoices_after_it(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    payment = sample("workshop")["payment"]
    short = {**payment, "term": {"days": 20, "end_of_month": False}}
    first = signed(workspace, draft(workspace, answers(payment=short)), tmp_path / "1", MAY)
    second = new_version(workspace, first.id, PERSON, FixedClock()).record
    changed = answers(payment={**payment, "term": None})
    workspace.orders.save_draft(
        second.id, second.row_version, changed, second.place, _extracted(changed), NOON
    )
    signed(workspace, workspace.orders.load(second.id), tmp_path / "2", SEPTEMBER)
    old = keep(workspace, first.id, "invoice_issued", on=dt.date(2026, 6, 3), data=_invoice("F1"))
    new = keep(workspace, first.id, "invoice_issued", on=dt.date(2026, 9, 3), data=_invoice("F2"))
    assert limits(workspace, "T22") == {old: "2026-06-23", new: "2026-09-30"}


def _invoice(number: str) -> dict[str, Any]:
    return {"number": number, "amount_incl_tax": "120.00"}


def test_a_corrected_event_keeps_the_id_of_its_first_entry(workspace: OpenWorkspace, tmp_path: Path) -> None:
    order_id = signed(workspace, draft(workspace, answers()), tmp_path / "1", MAY).id
    first = keep(workspace, order_id, "ticket_opened", at=at(dt.date(2026, 6, 1)), data={"severity": 3})
    asked = keep(workspace, order_id, "client_asked", at=at(dt.date(2026, 6, 2)), data={"ticket": first})
    better = keep(
        workspace,
        order_id,
        "ticket_opened",
        at=at(dt.date(2026, 6, 1)),
        data={"severity": 2},
        supersedes=first,
    )
    keep(
        workspace,
        order_id,
        "ticket_opened",
        at=at(dt.date(2026, 6, 1)),
        data={"severity": 1},
        supersedes=better,
    )
    events = {one.id: one for one in contract_facts(workspace, NUMBER, TODAY).events}
    assert events[first].details["severity"] == 1
    assert events[asked].details["ticket"] == first


def test_what_cannot_be_read_and_what_is_tied_to_it_is_left_out(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    order_id = signed(workspace, draft(workspace, answers()), tmp_path / "1", MAY).id
    ticket = keep(workspace, order_id, "ticket_opened", at=at(dt.date(2026, 6, 1)), data={"severity": 9})
    keep(workspace, order_id, "client_asked", at=at(dt.date(2026, 6, 2)), data={"ticket": ticket})
    keep(workspace, order_id, "invoice_paid", on=dt.date(2026, 6, 2), data={"number": "F9"})
    audited = keep(workspace, order_id, "audit_done", on=dt.date(2026, 6, 3), data={"colour": "green"})
    keep(workspace, order_id, "something_new", on=dt.date(2026, 6, 3))
    entered = {one.kind for one in contract_facts(workspace, NUMBER, TODAY).events}
    assert entered & {"ticket_opened", "client_asked", "invoice_paid"} == set()
    assert limits(workspace, "T19") == {audited: "2027-06-02"}, "the wait for the next audit"


def test_the_end_of_a_contract_ends_its_services(workspace: OpenWorkspace, tmp_path: Path) -> None:
    order_id = signed(workspace, draft(workspace, answers()), tmp_path / "1", MAY).id
    ended, _ = record_fact(workspace, order_id, ENDED, dt.date(2026, 10, 31), PERSON, Clock(TODAY))
    assert limits(workspace, "T17") == {ended.id: "2031-10-31"}


def test_a_terminated_order_has_no_terms_left_but_its_notice_still_counts(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    record = signed(workspace, draft(workspace, answers()), tmp_path / "1", MAY)
    notice = keep(
        workspace, record.id, "termination_notice", at=at(dt.date(2026, 6, 1)), data={"by": "client"}
    )
    active = move(workspace, record, OrderState.ACTIVE, "order.active")
    move(workspace, active, OrderState.TERMINATED, "order.terminated")
    known = known_contract(workspace, NUMBER, TODAY)
    assert known.over and "reserved_term" not in {one.kind for one in known.facts.events}
    assert limits(workspace, "T12") == {notice: "2026-11-28"}


def test_new_general_terms_and_their_refusal_are_facts_of_the_contracts_before_them(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    adopt(workspace, "2026-01", dt.date(2026, 1, 1))
    adopt(workspace, "2026-08", dt.date(2026, 8, 1), "Douze jours.")
    order_id = signed(workspace, draft(workspace, answers()), tmp_path / "1", MAY).id
    assert limits(workspace, "T02") == {"2026-08": "2026-07-31"}
    refused = dt.datetime(2026, 7, 10, 9, tzinfo=dt.UTC)
    workspace.terms.refuse(order_id, "2026-08", refused, Act("terms.refused", order_id, LAWYER.name, NOON))
    assert limits(workspace, "T02") == {}
    assert list(limits(workspace, "T07").values()) == ["2026-10-08"]


def test_a_kept_mandate_stands_for_the_printed_one(workspace: OpenWorkspace, tmp_path: Path) -> None:
    record = signed(workspace, draft(workspace, answers()), tmp_path / "1", MAY)
    by = desk_of(AnyDay(TODAY))
    own = Signed(dt.date(2026, 5, 2), "Camille Exemple")
    open_mandate(workspace, record.id, prepared("OLD-1", on=dt.date(2026, 5, 1)), by, own)
    record_facts(workspace, "OLD-1", [Collected(dt.date(2026, 11, 20))], by)
    assert limits(workspace, "T30") == {"OLD-1 2026-11-20": "2029-11-20"}
    assert limits(workspace, "T28") == {"OLD-1 2026-11-20": "2027-01-15"}


def test_a_replaced_mandate_leaves_the_lapse_to_the_one_in_its_place() -> None:
    day = dt.date(2026, 3, 1)
    march, april, may, june, july = (day.replace(month=n) for n in range(3, 8))
    books: dict[str, list[Fact]] = {
        "A": [Signed(march, "x"), Collected(april), Collected(june), Replaced(july, "B")],
        "B": [Signed(may, "x"), Revoked(day.replace(month=8))],
    }
    found = sorted((one.kind, one.day.month) for one in mandate_events(books))
    assert found == [("debit_made", 4), ("mandate_revoked", 8), ("mandate_signed", 5)]


def test_readings_that_legal_chose_hold(workspace: OpenWorkspace, tmp_path: Path) -> None:
    order_id = signed(workspace, draft(workspace, answers()), tmp_path / "1", MAY).id
    choose_reading(workspace, order_id, "R01", "ninety_days", "Avis du conseil", LAWYER, FixedClock())
    keep(workspace, order_id, "breach_termination_mail", at=at(dt.date(2026, 6, 1)), data={"by": "client"})
    assert list(limits(workspace, "T06").values()) == ["2026-08-30"]
    (all_of_them,) = known_contracts(workspace, None, TODAY)
    assert all_of_them.facts == contract_facts(workspace, NUMBER, TODAY)


def test_the_answer_of_the_command_names_its_events_for_people(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    order_id = signed(workspace, draft(workspace, answers()), tmp_path / "1", MAY).id
    ident = keep(workspace, order_id, "termination_notice", at=at(dt.date(2026, 6, 1)), data={"by": "client"})
    answer = contract_deadlines(workspace, NUMBER, TODAY, FR)
    assert (answer["contract"], answer["signed_on"]) == (NUMBER, "2026-05-04")
    assert {"id": ident, "kind": "termination_notice", "at": "2026-06-01T09:00:00+00:00", "by": "client"} in (
        answer["facts"]["events"]
    )
    (end,) = [one for one in answer["deadlines"] if one["rule"] == "T10"]
    assert end["last_day"] == "2026-08-30"
    texts = [one["text"] for one in answer["explanation"]["uses"] if ident in str(one["params"])]
    assert texts and all("Notification de résiliation du" in text and ident not in text for text in texts)


def test_every_kind_of_event_has_a_name_in_both_languages() -> None:
    assert list(KIND_NAMES) == list(KINDS)
    assert all(FR.text(name) != name for name in KIND_NAMES.values())
