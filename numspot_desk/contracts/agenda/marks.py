"""What a person adds to an entry of the agenda: who has it in hand, that it is done and what shows it, a
note, a day until which it is put off. It stands beside the computed day, by the key of the entry, and
outlives it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

OWNER_LIMIT: Final = 200
NOTE_LIMIT: Final = 2_000


@dataclass(frozen=True)
class Mark:
    """What was added to the entry of this key. `evidence` is what shows that it is done, in words;
    `snoozed_until` the first day on which it is to be looked at again; `for_day` the day that the entry had
    when it was marked done, so that one which moved since can say so."""

    key: str
    owner: str = ""
    done_on: dt.date | None = None
    evidence: str = ""
    note: str = ""
    snoozed_until: dt.date | None = None
    for_day: dt.date | None = None

    @property
    def empty(self) -> bool:
        """Whether it says nothing: such a mark is not kept."""
        return self == Mark(self.key, for_day=self.for_day)

    @property
    def done(self) -> bool:
        """Whether the entry was marked done."""
        return self.done_on is not None

    def snoozed(self, today: dt.date) -> bool:
        """Whether the entry is put off to a later day than this one."""
        return self.snoozed_until is not None and self.snoozed_until > today

    def moved(self, day: dt.date | None) -> bool:
        """Whether the entry was marked done when it had another day than this one."""
        return self.done and self.for_day is not None and self.for_day != day
