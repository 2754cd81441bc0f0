"""Simulated years of starts and stops on the real store: no reminder is lost, none is told twice.

Random days on and off, facts that come, move, vanish and come back, marks, lists put away, programs that end
at the wrong moment, and clocks that jump by an hour, a day or ten years and back. What must hold is said in
`reminding.Life`.
"""

import datetime as dt
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.store.workspace import OpenWorkspace, open_workspace
from tests.store.desk import KEY, SetClock
from tests.usecases.deadlines.reminding import Life, entry
from tests.usecases.desk import workspace_in

BEGIN = dt.datetime(2026, 3, 1, 7, 0, tzinfo=dt.UTC)
JUMPS = tuple(
    dt.timedelta(**span)
    for amount in (1, -1)
    for span in ({"hours": amount}, {"days": amount}, {"days": 3653 * amount})
)
RULES = ("T22", "T23", "T25", "T31")


class Year:
    """One simulated year: `true` is the time that passes, `wrong` what the clock of the computer adds."""

    def __init__(self, workspace: OpenWorkspace, chance: random.Random) -> None:
        self.life = Life(workspace)
        self.chance = chance
        self.true = BEGIN
        self.wrong = dt.timedelta()
        self.gone: list[str] = []

    @property
    def now(self) -> dt.datetime:
        return self.true + self.wrong

    def run(self) -> None:
        """A year, from one thing that happens to the next."""
        acts: list[Callable[[], None]] = [
            *[self.work] * 5, self.rest, self.rest, self.open, self.open, self.move, self.vanish, self.back,
            self.mark, self.dismiss, self.jump, self.put_right, self.fail, self.start_again,
        ]  # fmt: skip
        for _ in range(6):
            self.open()
        while self.true < BEGIN + dt.timedelta(days=366):
            self.chance.choice(acts)()
        self.put_right()
        self.look()

    def look(self) -> None:
        self.life.look(self.now)

    def work(self) -> None:
        """The program runs for some hours and looks when it said that something changes."""
        until = self.true + dt.timedelta(hours=self.chance.randint(1, 60))
        while self.true < until:
            self.look()
            at = self.life.last.next_at
            step = dt.timedelta(hours=12) if at is None else max(at - self.now, dt.timedelta(minutes=1))
            self.true += min(step, dt.timedelta(hours=12))

    def rest(self) -> None:
        self.true += dt.timedelta(hours=self.chance.randint(1, 24 * 21))

    def open(self) -> None:
        """A fact opens a deadline: a day or an instant, soon, far, or already past."""
        number, ahead = self.chance.randrange(10**6), dt.timedelta(days=self.chance.randint(-40, 200))
        at = self.true + ahead + dt.timedelta(minutes=self.chance.randint(0, 1440))
        rule = self.chance.choice(RULES)
        kind = "earliest" if rule == "T25" else "act_before"
        self.life.put(entry(f"E{number}", at if number % 3 == 0 else at.date(), rule, kind=kind))

    def _any(self) -> str | None:
        return self.chance.choice(sorted(self.life.entries)) if self.life.entries else None

    def move(self) -> None:
        """A correction moves a day; the next one may move it back."""
        if (key := self._any()) is not None:
            one = self.life.entries[key]
            days = dt.timedelta(days=self.chance.choice((-30, -1, 1, 30)))
            due = one.last_day or one.instant
            assert due is not None
            self.life.put(entry(one.event, due + days, one.rule, kind=one.kind))

    def vanish(self) -> None:
        if (key := self._any()) is not None:
            self.gone.append(key)
            self._kept = self.life.entries.pop(key)

    def back(self) -> None:
        if self.gone and self._kept.key == self.gone[-1]:
            self.life.put(self._kept)
            self.gone.pop()

    def mark(self) -> None:
        if (key := self._any()) is not None:
            today = self.now.date()
            later = today + dt.timedelta(days=self.chance.randint(1, 40))
            self.life.marks[key] = self.chance.choice(
                (Mark(key), Mark(key, done_on=today), Mark(key, snoozed_until=later))
            )

    def dismiss(self) -> None:
        self.look()
        self.life.dismiss()

    def jump(self) -> None:
        self.wrong = self.chance.choice(JUMPS)
        self.look()

    def put_right(self) -> None:
        self.wrong = dt.timedelta()

    def fail(self) -> None:
        """The program ends while it tells: the store knows nothing of it."""
        told, over = dict(self.life.told), dict(self.life.passed_over)
        began = self.life.began
        with pytest.raises(RuntimeError), self.life.store.transaction():
            self.look()
            raise RuntimeError
        self.life.told, self.life.passed_over, self.life.began = told, over, began

    def start_again(self) -> None:
        folder = self.life.store.folder
        self.life.store.close()
        self.life.store = open_workspace(folder, KEY, clock=SetClock())


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_year_of_starts_and_stops_loses_and_repeats_nothing(chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        year = Year(workspace_in(Path(folder) / "desk"), chance)
        try:
            year.run()
            assert year.life.told
        finally:
            year.life.store.close()
