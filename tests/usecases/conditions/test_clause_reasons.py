"""Who asked for a departure, why and until when: kept beside the order, taken over, never in the log."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from numspot_desk.contracts.clauses.clause_reasons import ClauseReason
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.conditions.clause_reasons import REASONED, ReasonRefused, keep_reason, reasons_of
from numspot_desk.usecases.orders.duplicate_order import duplicate_order
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.refusals import MoveRefused, NoSuchRecord
from tests.usecases.desk import PERSON, Counting, FixedClock, approved, draft, export, sample, workspace_in

REASON = ClauseReason("Pôle achats", "Comité mensuel", dt.date(2027, 6, 30))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


def test_a_reason_is_kept_changed_and_forgotten(workspace: OpenWorkspace) -> None:
    record = draft(workspace, sample("clinic"))
    changes = keep_reason(workspace, record.id, "D1", REASON, PERSON, FixedClock())
    assert changes.orders == {record.id}
    assert reasons_of(workspace, record.id) == {"D1": REASON}
    other = ClauseReason("  Pôle \n achats ", " Autre raison ")
    keep_reason(workspace, record.id, "D1", other, PERSON, FixedClock())
    assert reasons_of(workspace, record.id) == {"D1": ClauseReason("Pôle achats", "Autre raison")}
    assert not keep_reason(workspace, record.id, "D1", other, PERSON, FixedClock()).orders
    keep_reason(workspace, record.id, "D1", ClauseReason(" "), PERSON, FixedClock())
    assert reasons_of(workspace, record.id) == {}


def test_the_log_names_the_clause_and_holds_no_word_of_it(workspace: OpenWorkspace) -> None:
    record = draft(workspace, sample("clinic"))
    keep_reason(workspace, record.id, "D1", REASON, PERSON, FixedClock())
    entry = next(one for one in workspace.audit.entries(record.id) if one.kind == REASONED)
    assert entry.details == {"clause": "D1"}
    assert "achats" not in json.dumps(dict(entry.details))


def test_duplicates_and_new_versions_take_the_reasons_over(workspace: OpenWorkspace, tmp_path: Path) -> None:
    record = draft(workspace, sample("clinic"))
    keep_reason(workspace, record.id, "D1", REASON, PERSON, FixedClock())
    copy = duplicate_order(workspace, record.id, PERSON, FixedClock(), Counting(50)).record
    assert reasons_of(workspace, copy.id) == {"D1": REASON}
    export(workspace, approved(workspace, record), tmp_path / "set")
    later = new_version(workspace, record.id, PERSON, FixedClock()).record
    assert reasons_of(workspace, later.id) == {"D1": REASON}


def test_what_cannot_be_kept_is_refused(workspace: OpenWorkspace) -> None:
    record = draft(workspace, sample("clinic"))
    with pytest.raises(ReasonRefused) as refused:
        keep_reason(workspace, record.id, "D1", ClauseReason(why="a" * 2_001), PERSON, FixedClock())
    assert refused.value.field == "why"
    with pytest.raises(ReasonRefused) as refused:
        keep_reason(workspace, record.id, "D1", ClauseReason("a" * 201), PERSON, FixedClock())
    assert refused.value.field == "asked_by"
    reader = Person("Léa Lectrice", "read_only")
    with pytest.raises(MoveRefused):
        keep_reason(workspace, record.id, "D1", REASON, reader, FixedClock())
    with pytest.raises(NoSuchRecord):
        keep_reason(workspace, "0" * 36, "D1", REASON, PERSON, FixedClock())
    assert reasons_of(workspace, record.id) == {}
