"""What opens the dialog of events for a contract, and what becomes of what is asked in it.

An event is kept at once; the dialog stays open for the next. What was withdrawn can be taken back for ten
seconds.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.given.fact_reading import Fault
from numspot_desk.contracts.given.written_events import written
from numspot_desk.rules.events import Event
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.events.dialog import EventDialog
from numspot_desk.ui.events.import_dialog import ImportDialog
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contract.event_desk import EventDesk, event_desk
from numspot_desk.usecases.contract.event_words import event_name
from numspot_desk.usecases.contract.import_events import EventsRead
from numspot_desk.usecases.contract.record_events import (
    EventRefused,
    correct_event,
    record_event,
    withdraw_event,
)
from numspot_desk.usecases.mandates.mandate_acts import Desk
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import DeskError

KEYS: Final = "Ctrl+J"
_Act = Callable[[Workspace], Changes]


class EventActions(QObject):
    """Of a page: opens the dialog over it."""

    def __init__(self, context: DeskContext, page: QWidget) -> None:
        super().__init__(page)
        self.context, self._page = context, page
        self.dialog: EventDialog | None = None
        self.imported: ImportDialog | None = None
        self.chooser: Chooser = SystemChooser(lambda: context.language)

    def open(self, order_id: str, event: str = "") -> None:
        """Open the dialog for the contract of an order, at one of its events where that was entered here; a
        contract without a signature is told of instead."""
        self.context.run(
            lambda store: event_desk(store, order_id), lambda desk: self._show(desk, event), owner=self
        )

    def _show(self, desk: EventDesk, event: str) -> None:
        dialog = EventDialog(self.context, desk, self._page)
        dialog.point_at(event)
        dialog.kept.connect(lambda record, former: self._keep(dialog, record, former))
        dialog.withdrawn.connect(lambda ident: self._withdraw(dialog, ident))
        dialog.import_asked.connect(lambda: self._import(dialog))
        self.dialog = dialog
        dialog.open()

    def _keep(self, dialog: EventDialog, record: Mapping[str, Any], former: str) -> None:
        order_id, by, text = dialog.desk.order_id, self._by(), self.context.language.text
        if former:
            said = text("The correction is recorded.")
            self._do(dialog, lambda store: correct_event(store, order_id, former, record, by), said)
        else:
            said = text("The event is recorded.")
            self._do(dialog, lambda store: record_event(store, order_id, record, by)[1], said)

    def _withdraw(self, dialog: EventDialog, ident: str) -> None:
        order_id, by, language = dialog.desk.order_id, self._by(), self.context.language
        event = next(one.event for one in dialog.desk.entered if one.event.id == ident)
        said = language.text("Withdrawn: {event}.", event=language.render(event_name(event)))

        def offer_undo() -> None:
            self.context.post(said, lambda: self._again(order_id, event))

        self._do(dialog, lambda store: withdraw_event(store, order_id, ident, by), said, offer_undo)

    def _import(self, dialog: EventDialog) -> None:
        title = self.context.language.text("File of events")
        self.chooser.file(dialog, title, "CSV (*.csv *.txt *.tsv)", partial(self._show_file, dialog))

    def _show_file(self, dialog: EventDialog, path: Path) -> None:
        order_id, number = dialog.desk.order_id, dialog.desk.number
        shown = ImportDialog(self.context, path, number, self._by(), dialog)

        def kept(found: EventsRead, changes: Changes) -> None:
            self.context.announce(changes)
            said = self.context.language.ntext("{n} event recorded.", "{n} events recorded.", found.added)
            self.context.run(
                lambda store: event_desk(store, order_id),
                lambda desk: dialog.was_kept(desk, said),
                owner=dialog,
            )

        shown.kept.connect(kept)
        self.imported = shown
        shown.open()
        shown.read()

    def _again(self, order_id: str, event: Event) -> None:
        """Enter an event again that was withdrawn a moment ago."""
        by = self._by()
        record = {name: value for name, value in written(event).items() if name != "id"}
        self.context.run(
            lambda store: record_event(store, order_id, record, by)[1], self.context.announce, owner=self
        )

    def _do(self, dialog: EventDialog, act: _Act, said: str, then: Callable[[], None] | None = None) -> None:
        order_id = dialog.desk.order_id

        def work(store: Workspace) -> tuple[Changes, EventDesk]:
            return act(store), event_desk(store, order_id)

        def done(found: tuple[Changes, EventDesk]) -> None:
            changes, desk = found
            dialog.was_kept(desk, said)
            self.context.announce(changes)
            if then is not None:
                then()

        def failed(error: BaseException) -> None:
            match error:
                case EventRefused():
                    dialog.refuse(error.faults)
                case DeskError():
                    dialog.refuse([Fault("", error.message)])
                case _:
                    dialog.refuse([])
                    self.context.failed(error)

        self.context.run(work, done, failed, owner=dialog)

    def _by(self) -> Desk:
        return Desk(self.context.person, self.context.clock, self.context.chance)
