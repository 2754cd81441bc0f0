"""A life with reminders, on a clock that may be wrong: what a workspace needs, and what must always hold."""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from numspot_desk.contracts.agenda.entries import AgendaContract, AgendaEntry
from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.contracts.agenda.reminders import ReminderId, rungs
from numspot_desk.contracts.agenda.standing import Standing, stands
from numspot_desk.language.messages import message
from numspot_desk.rules.explain import Step
from numspot_desk.rules.limits import Result
from numspot_desk.rules.time import end_of
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.deadlines.remind import Reminded, put_away, remind
from numspot_desk.usecases.ports.workspace import Workspace

FAMILY = "00000000-0000-4000-8000-000000000001"
CONTRACT = AgendaContract(FAMILY, FAMILY, "CMD-2026-7K3Q9XM4", "Atelier du Test")


def entry(event: str, due: dt.date | dt.datetime | None, rule: str = "T22", **changed: Any) -> AgendaEntry:
    """An entry that falls due on a day, at an instant, or that is not known yet."""
    result = Result(None, None)
    if isinstance(due, dt.datetime):
        result = Result(None, due)
    elif due is not None:
        result = Result(due, end_of(due))
    made = AgendaEntry(
        key=f"{FAMILY}:{rule}::{event}",
        contract=CONTRACT,
        rule=rule,
        step=None,
        event=event,
        what=message("Pay the invoice"),
        about=event,
        clause="CG-18.1",
        kind="act_before",
        party="client",
        last_day=result.last_day,
        instant=result.instant,
        safe=result,
        sure=result,
        status="running",
        alternatives=0,
        why=Step("limit.deadline", result.last_day),
    )
    return replace(made, **changed)


class Marked:
    """A real workspace whose marks are given."""

    def __init__(self, workspace: OpenWorkspace, marks: Mapping[str, Mark]) -> None:
        self._workspace = workspace
        self._marks = marks
        self.reminders = workspace.reminders
        self.marks = self

    def of(self, keys: Sequence[str]) -> Mapping[str, Mark]:
        """The marks of these entries."""
        return {key: self._marks[key] for key in keys if key in self._marks}

    def transaction(self) -> AbstractContextManager[object]:
        """That of the workspace."""
        return self._workspace.transaction()


class Life:
    """Facts, marks and what was told, from one look at the clock to the next. Each look checks what must hold
    of every life: nothing told twice, nothing early, nothing that was reached is missing from the list."""

    def __init__(self, workspace: OpenWorkspace) -> None:
        self.store = workspace
        self.entries: dict[str, AgendaEntry] = {}
        self.marks: dict[str, Mark] = {}
        self.told: dict[ReminderId, int] = {}
        self.passed_over: dict[ReminderId, tuple[int, dt.datetime]] = {}
        self.away: dict[tuple[str, str], int] = {}
        self.turn = 0
        self.last = Reminded()
        self.began: dt.datetime | None = None

    @property
    def workspace(self) -> Workspace:
        """The store as `remind` takes it."""
        return Marked(self.store, self.marks)  # type: ignore[return-value]

    def put(self, one: AgendaEntry) -> None:
        """A fact opens this, or moves it."""
        self.entries[one.key] = one

    def look(self, now: dt.datetime) -> Reminded:
        """The application looks at the clock."""
        self.turn += 1
        self.began = self.began or now
        seen = self.last = remind(self.workspace, self.entries.values(), now)
        new = [one.id for one in seen.new]
        assert not set(new) & self.told.keys(), "told twice"
        assert len({one.key for one in new}) == len(new), "one reminder an entry at a look"
        assert all(one.moment <= now for one in (*seen.new, *seen.listed)), "told early"
        self.told |= dict.fromkeys(new, self.turn)
        self.passed_over |= {each: (self.turn, now) for one in seen.new for each in one.before}
        listed = {one.id for one in seen.listed}
        reached = self._reached(now)
        assert listed <= reached
        for one in reached:
            known = self._known(one, now)
            assert known is not None, "a reminder was lost"
            assert (one in listed) == (self.away.get((one.key, one.due), 0) < known)
        moments = [rung.moment for one in self.entries.values() for rung in rungs(one, self._mark(one))]
        assert seen.next_at == min((one for one in moments if one > now), default=None)
        return seen

    def dismiss(self) -> None:
        """The person puts the list away."""
        self.turn += 1
        put_away(self.workspace, self.last.listed, dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
        self.away |= {(one.id.key, one.id.due): self.turn for one in self.last.listed}

    def _known(self, one: ReminderId, now: dt.datetime) -> int | None:
        """The turn at which a rung was told, else passed over by a clock that has not gone far back since."""
        if one in self.told:
            return self.told[one]
        turn, at = self.passed_over.get(one, (None, now))
        slip = dt.timedelta(hours=2) if "T" in one.due else dt.timedelta(days=2)
        return turn if at <= now + slip else None

    def _mark(self, one: AgendaEntry) -> Mark | None:
        return self.marks.get(one.key)

    def _reached(self, now: dt.datetime) -> set[ReminderId]:
        """What has to be told by now: the last rung of each open entry, counted anew."""
        found = set()
        for one in self.entries.values():
            mark, row = self._mark(one), stands(one, now)
            day = one.last_day or (one.instant.astimezone(dt.UTC) if one.instant else None)
            if day is None or (mark is not None and mark.done_on is not None):
                continue
            assert one.instant is not None and self.began is not None
            history = max(self.began, now - dt.timedelta(days=366))
            if row.standing is Standing.PASSED and one.instant <= history:
                continue
            passed = [rung.name for rung in rungs(one, mark) if rung.moment <= now]
            if passed:
                due = day.isoformat() if one.last_day else one.instant.astimezone(dt.UTC).isoformat()
                found.add(ReminderId(one.key, due, passed[-1]))
        return found
