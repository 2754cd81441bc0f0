"""The clock of the computer is changed by ten years, there and back: nothing that was entered is lost, the
chain of the audit log holds in the order of the acts, and every day stays what it was."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.contract.facts_of_contract import contract_facts, known_contract
from numspot_desk.usecases.contract.import_events import keep_events_file
from numspot_desk.usecases.contract.record_events import (
    EventRefused,
    correct_event,
    record_event,
    withdraw_event,
)
from numspot_desk.usecases.deadlines.due_index import freshen, rows_of
from numspot_desk.usecases.mandates.mandate_acts import Desk
from numspot_desk.usecases.ports.due import DueQuery
from numspot_desk.usecases.refusals import FileRefused
from tests.usecases.contract.test_facts_of_contract import MAY, NUMBER, answers
from tests.usecases.contract.test_import_events import HEAD, Told
from tests.usecases.contract.test_show_hierarchy import Clock, signed
from tests.usecases.desk import PERSON, Counting, draft, workspace_in

NOW, AHEAD, BEHIND = dt.date(2026, 12, 1), dt.date(2036, 12, 1), dt.date(2016, 12, 1)
INVOICE = {"kind": "invoice_issued", "number": "F1", "amount_incl_tax": "120.00"}
NOTICE = {"kind": "termination_notice", "by": "client"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    with workspace_in(tmp_path / "desk") as opened:
        yield opened


@pytest.fixture
def order_id(workspace: OpenWorkspace, tmp_path: Path) -> str:
    return signed(workspace, draft(workspace, answers()), tmp_path / "out", MAY).id


def desk(day: dt.date) -> Desk:
    return Desk(PERSON, Clock(day), Counting(9_000 + day.year))


def days(workspace: OpenWorkspace, on: dt.date) -> list[tuple[str, ...]]:
    return sorted(map(_day, known_contract(workspace, NUMBER, on).agenda()))


def _day(one: AgendaEntry) -> tuple[str, ...]:
    instant = None if one.instant is None else one.instant.astimezone(dt.UTC)
    return one.rule, one.step or "", one.event, str(one.last_day), str(instant)


def kinds(workspace: OpenWorkspace) -> list[str]:
    events = contract_facts(workspace, NUMBER, NOW).events
    return sorted(one.kind for one in events if one.kind not in ("reserved_term", "mandate_signed"))


@pytest.mark.parametrize("other", [AHEAD, BEHIND])
def test_what_was_entered_stands_whatever_the_clock_says_afterwards(
    workspace: OpenWorkspace, order_id: str, other: dt.date
) -> None:
    record_event(workspace, order_id, {**INVOICE, "on": "2026-06-03"}, desk(NOW))
    record_event(workspace, order_id, {**NOTICE, "at": "2026-11-30T10:00:00+01:00"}, desk(NOW))
    before = days(workspace, NOW)
    assert days(workspace, other) == before, "a day asked about moves no entry"
    while freshen(workspace, other):
        pass
    while freshen(workspace, NOW):
        pass
    query = DueQuery(Clock(NOW).now(), NOW)
    held = sorted(_day(one.entry) for one in rows_of(workspace.due.all(query), query))
    assert held == before, "the index counts again"


def test_a_clock_ten_years_ahead_takes_facts_that_are_corrected_later(
    workspace: OpenWorkspace, order_id: str
) -> None:
    first, _ = record_event(workspace, order_id, {**INVOICE, "on": "2026-06-03"}, desk(AHEAD))
    wrong, _ = record_event(workspace, order_id, {**NOTICE, "at": "2036-11-30T10:00:00+01:00"}, desk(AHEAD))
    correct_event(workspace, order_id, wrong, {**NOTICE, "at": "2026-11-30T10:00:00+01:00"}, desk(NOW))
    with pytest.raises(EventRefused) as refused:
        correct_event(workspace, order_id, wrong, {**NOTICE, "at": "2036-11-30T10:00:00+01:00"}, desk(NOW))
    assert refused.value.field == "at", "to come, now that the clock is right"
    ends = {one.rule: str(one.last_day) for one in known_contract(workspace, NUMBER, NOW).agenda()}
    assert ends["T10"] == "2027-02-28" and ends["T22"] == "2026-06-30"
    withdraw_event(workspace, order_id, first, desk(BEHIND))
    assert kinds(workspace) == ["termination_notice"]
    acts = [one for one in workspace.audit.entries(order_id) if one.kind.startswith("contract.event")]
    assert [one.kind.rpartition("_")[2] for one in reversed(acts)] == [
        "recorded",
        "recorded",
        "corrected",
        "withdrawn",
    ]
    assert [one.at.year for one in reversed(acts)] == [2036, 2036, 2026, 2016]
    assert workspace.audit.verify().broken_at is None


def test_a_clock_ten_years_behind_says_so_of_each_fact_and_keeps_none(
    workspace: OpenWorkspace, order_id: str, tmp_path: Path
) -> None:
    record_event(workspace, order_id, {**INVOICE, "on": "2026-06-03"}, desk(NOW))
    for record in (
        {**INVOICE, "number": "F2", "on": "2026-06-04"},
        {**INVOICE, "number": "F2", "on": "2016-06-04"},
    ):
        with pytest.raises(EventRefused) as refused:
            record_event(workspace, order_id, record, desk(BEHIND))
        assert refused.value.field == "on", "to come by this clock, or before the signature"
    path = tmp_path / "e.csv"
    path.write_text(HEAD + ";F1;03/06/2026;120;\n;F2;04/06/2026;10;\n", "utf-8")
    with pytest.raises(FileRefused):
        keep_events_file(workspace, path, NUMBER, desk(BEHIND), Told())
    assert kinds(workspace) == ["invoice_issued"]
    keep_events_file(workspace, path, NUMBER, desk(NOW), Told())
    assert kinds(workspace) == ["invoice_issued", "invoice_issued"]
    assert workspace.audit.verify().broken_at is None
