"""Facts that cannot be, as people type them: refused at their field by name, with nothing kept; what looks
odd and can be is kept as what it is."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.given.fact_reading import Fault
from numspot_desk.contracts.given.written_events import written
from numspot_desk.language.catalog import load_language
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.ui.events.forms import Unreadable, record_of, values_of
from numspot_desk.usecases.contract.facts_of_contract import contract_facts
from numspot_desk.usecases.contract.record_events import EventRefused, correct_event, record_event
from numspot_desk.usecases.mandates.mandate_acts import Desk
from tests.usecases.contract.bad_facts import FACTS, NAMES, enter_before, with_ids
from tests.usecases.contract.test_facts_of_contract import MAY, NUMBER, answers
from tests.usecases.contract.test_show_hierarchy import signed
from tests.usecases.desk import PERSON, Counting, FixedClock, draft, workspace_in

FR, EN = load_language("fr"), load_language("en")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OpenWorkspace, str]]:
    folder: Path = tmp_path_factory.mktemp("bad")
    with workspace_in(folder / "desk") as opened:
        yield opened, signed(opened, draft(opened, answers()), folder / "out", MAY).id


class UndoneAfterwards(Exception):
    """Ends the transaction of a test, so that the next one finds the contract as it was."""


def _events(workspace: OpenWorkspace) -> list[dict[str, Any]]:
    return [written(one) for one in contract_facts(workspace, NUMBER, MAY).events]


def _enter(workspace: OpenWorkspace, order_id: str, fact: Mapping[str, Any], by: Desk) -> dict[str, Any]:
    """The event that stands in the end, as its record. Raises `Unreadable`, `EventRefused`."""
    ids = enter_before(workspace, order_id, fact, by)
    before = _events(workspace)
    try:
        record = record_of(fact["kind"], with_ids(fact["typed"], ids))
        if "corrects" in fact:
            correct_event(workspace, order_id, ids[fact["corrects"]], record, by)
        else:
            record_event(workspace, order_id, record, by)
    except (Unreadable, EventRefused):
        assert _events(workspace) == before, "nothing is kept of what is refused"
        raise
    (new,) = [one for one in contract_facts(workspace, NUMBER, MAY).events if written(one) not in before]
    again = record_of(new.kind, values_of(new))
    told = written(new)
    assert _in_utc({**told, **again}) == _in_utc(told), "the form shows it again as it was meant"
    return told


def _in_utc(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with its moments on one clock: the store keeps instants, not what a clock showed."""
    moments = {name: record[name] for name in ("at", "received_at") if name in record}
    return {
        **record,
        **{name: dt.datetime.fromisoformat(at).astimezone(dt.UTC) for name, at in moments.items()},
    }


@pytest.mark.parametrize("fact", FACTS, ids=NAMES)
def test_a_fact_is_refused_at_its_field_or_kept_as_it_is_meant(
    kept: tuple[OpenWorkspace, str], fact: Mapping[str, Any]
) -> None:
    workspace, order_id = kept
    by = Desk(PERSON, FixedClock(), Counting(7_000))
    assert ("refused" in fact) != ("accepted" in fact)
    with pytest.raises(UndoneAfterwards), workspace.transaction():
        if "accepted" in fact:
            found = _enter(workspace, order_id, fact, by)
            assert _in_utc({name: found[name] for name in fact["accepted"]}) == _in_utc(fact["accepted"])
        else:
            with pytest.raises((Unreadable, EventRefused)) as refused:
                _enter(workspace, order_id, fact, by)
            _require(refused.value.faults, fact["refused"])
        raise UndoneAfterwards


def _require(faults: tuple[Fault, ...], wanted: Mapping[str, str]) -> None:
    said: dict[str, str] = {}
    for fault in faults:
        said.setdefault(fault.path, EN.render(fault.message))
        assert FR.render(fault.message) != EN.render(fault.message)
    assert set(said) == set(wanted)
    for field, words in wanted.items():
        assert words in said[field], said
