"""What calendar files were given: replaced by the next export, by contract, each with its audit row."""

from dataclasses import replace

import pytest

from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.calendar import WrittenEntry
from numspot_desk.usecases.ports.orders import Place
from numspot_desk.usecases.refusals import NoSuchRecord
from tests.store.desk import SetClock, complete_answers, extracted

PATH = "/exports/échéances.ics"


def act(clock: SetClock, kind: str = "deadlines.exported") -> Act:
    return Act(kind, "", "Anne Roy", clock.now())


def entry(desk: OpenWorkspace, clock: SetClock, number: str, **changed: object) -> WrittenEntry:
    made = desk.orders.create(number, complete_answers(), Place(), extracted(), act(clock, "order.created"))
    said = {"when": "2028-02-29", "summary": "Été", "reminders": ["2028-01-01T08:00:00+00:00"]}
    kept = WrittenEntry(f"{made.id}:T22::F1", made.id, 0, clock.now(), cancelled=False, said=said)
    return replace(kept, **changed)  # type: ignore[arg-type]


def test_what_was_written_is_kept_by_contract_and_replaced(desk: OpenWorkspace, clock: SetClock) -> None:
    one, two = entry(desk, clock, "CMD-2026-00000001"), entry(desk, clock, "CMD-2026-00000002")
    desk.calendar.keep([one, two], PATH, "1" * 64, act(clock))
    assert desk.calendar.written() == {one.key: one, two.key: two}
    assert desk.calendar.written(two.family_id) == {two.key: two}
    clock.forward(days=1)
    later = replace(one, sequence=1, written_at=clock.now(), cancelled=True, said={"summary": "Sans objet"})
    desk.calendar.keep([later], PATH, "2" * 64, act(clock))
    assert desk.calendar.written() == {one.key: later, two.key: two}
    assert desk.calendar.digest_of(PATH) == "2" * 64
    assert desk.calendar.digest_of("/exports/other.ics") is None
    assert [row.kind for row in desk.audit.entries(limit=2)] == ["deadlines.exported"] * 2
    assert desk.audit.verify().broken_at is None


def test_more_entries_than_fit_one_question_are_kept(desk: OpenWorkspace, clock: SetClock) -> None:
    one = entry(desk, clock, "CMD-2026-00000001")
    many = [replace(one, key=f"{one.key}-{n}") for n in range(1201)]
    for digest in ("1" * 64, "2" * 64):
        desk.calendar.keep(many, PATH, digest, act(clock))
    assert len(desk.calendar.written()) == len(many)


def test_an_entry_of_no_contract_is_refused_and_nothing_kept(desk: OpenWorkspace, clock: SetClock) -> None:
    one = entry(desk, clock, "CMD-2026-00000001")
    with pytest.raises(NoSuchRecord):
        desk.calendar.keep([one, replace(one, key="x", family_id="nobody")], PATH, "1" * 64, act(clock))
    assert desk.calendar.written() == {} and desk.calendar.digest_of(PATH) is None
