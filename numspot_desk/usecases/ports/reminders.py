"""What was told: the reminders that a workspace showed, each of them once."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from numspot_desk.contracts.agenda.reminders import ReminderId, Told


class ReminderStore(Protocol):
    """The reminders that were told, by what they are known by. No clock decides here."""

    def begun(self, now: dt.datetime) -> dt.datetime:
        """Since when this workspace reminds: the instant at which it was asked first, kept for ever."""
        ...

    def told(self, keys: Sequence[str]) -> Mapping[ReminderId, Told]:
        """What is kept of the rungs of these entries."""
        ...

    def tell(
        self, reminders: Sequence[ReminderId], passed_over: Sequence[ReminderId], at: dt.datetime
    ) -> None:
        """Keep that the ones are told, the others passed over, in place of what was passed over before. What
        was told once is never told again: fails as a whole where another program told one of them meanwhile.
        """
        ...

    def put_away(self, reminders: Collection[tuple[str, str]], at: dt.datetime) -> None:
        """Put away all that was told of these entries, each with the day it counted down to."""
        ...

    def forget(self, most: int, keep: Collection[str]) -> int:
        """Remove the oldest of what was told where there is more than that, never of the entries to keep; how
        many were removed. Oldest is what was told first, whatever the clock said then."""
        ...
