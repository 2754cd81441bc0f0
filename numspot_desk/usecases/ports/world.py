"""Time, chance and the patience of the person: given, so that tests own them."""

import datetime as dt
from typing import Protocol

from numspot_desk.language.messages import Message


class Clock(Protocol):
    """The time, given so that tests own it."""

    def now(self) -> dt.datetime:
        """The present instant, aware, UTC."""
        ...

    def today(self) -> dt.date:
        """Today in Paris."""
        ...


class Chance(Protocol):
    """Random bytes, given so that tests own them."""

    def bytes(self, count: int) -> bytes:
        """So many random bytes."""
        ...


class Progress(Protocol):
    """Told how far a long act is; may say stop."""

    def step(self, done: int, total: int, what: Message) -> None:
        """Raises `Cancelled` when the person has asked to stop."""
        ...
