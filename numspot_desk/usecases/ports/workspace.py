"""The open workspace: all that one store offers, under one transaction; and its settings."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # the screens that hold a workspace load no more than the ports they use
    from numspot_desk.usecases.ports.audit import Act, AuditStore
    from numspot_desk.usecases.ports.calculations import CalculationStore
    from numspot_desk.usecases.ports.calendar import CalendarStore
    from numspot_desk.usecases.ports.catalogue import CatalogueStore
    from numspot_desk.usecases.ports.comments import CommentStore
    from numspot_desk.usecases.ports.due import DueStore
    from numspot_desk.usecases.ports.events import EventStore
    from numspot_desk.usecases.ports.handover import HandoverStore
    from numspot_desk.usecases.ports.library import LibraryStore
    from numspot_desk.usecases.ports.mandates import MandateStore
    from numspot_desk.usecases.ports.marks import MarkStore
    from numspot_desk.usecases.ports.orders import OrderStore
    from numspot_desk.usecases.ports.register import RegisterStore
    from numspot_desk.usecases.ports.reminders import ReminderStore
    from numspot_desk.usecases.ports.reviews import ReviewStore
    from numspot_desk.usecases.ports.terms import TermsShelf


class SettingsStore(Protocol):
    """Settings of the workspace as canonical JSON by name (`creditor`, `review`)."""

    def get(self, name: str) -> Mapping[str, Any] | None:
        """The value kept under this name; None where nothing was."""
        ...

    def put(self, name: str, value: Mapping[str, Any], act: Act) -> None:
        """Keep the value in place of the former one, with its audit row."""
        ...


class Workspace(Protocol):
    """An open workspace. Used by one thread: the serial executor, or the command line."""

    @property
    def orders(self) -> OrderStore:
        """Orders, their versions and attachments."""
        ...

    @property
    def reviews(self) -> ReviewStore:
        """The reviews of orders."""
        ...

    @property
    def comments(self) -> CommentStore:
        """The comments on clauses."""
        ...

    @property
    def handovers(self) -> HandoverStore:
        """Orders as they are handed over from one laptop to another."""
        ...

    @property
    def catalogue(self) -> CatalogueStore:
        """Price lists."""
        ...

    @property
    def terms(self) -> TermsShelf:
        """Adopted versions of the general terms."""
        ...

    @property
    def events(self) -> EventStore:
        """What happened to contracts."""
        ...

    @property
    def calculations(self) -> CalculationStore:
        """What stands in the calculators, and the notes of contracts."""
        ...

    @property
    def calendar(self) -> CalendarStore:
        """What calendar files were given."""
        ...

    @property
    def mandates(self) -> MandateStore:
        """The mandates and what happened to them."""
        ...

    @property
    def due(self) -> DueStore:
        """The index of what falls due."""
        ...

    @property
    def marks(self) -> MarkStore:
        """What people added to the entries of the agenda."""
        ...

    @property
    def library(self) -> LibraryStore:
        """Clauses written or imported here, and where those of orders came from."""
        ...

    @property
    def register(self) -> RegisterStore:
        """Departures from the general terms over all orders, why they were asked for, what is uncovered."""
        ...

    @property
    def reminders(self) -> ReminderStore:
        """The reminders that were told."""
        ...

    @property
    def settings(self) -> SettingsStore:
        """Settings by name."""
        ...

    @property
    def audit(self) -> AuditStore:
        """The log of acts."""
        ...

    @property
    def folder(self) -> Path:
        """Where the workspace lies."""
        ...

    def transaction(self) -> AbstractContextManager[object]:
        """All writes inside are one: all or none. Nested ones join the outer one."""
        ...

    def close(self) -> None:
        """End the use of the store; nothing else may follow."""
        ...
