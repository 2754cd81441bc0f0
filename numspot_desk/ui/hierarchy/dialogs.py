"""The dialogs of the hierarchy page, and what becomes of what is asked in them.

A trial saves nothing. What the parties named and the readings that legal chose are events of the contract:
kept at once, the dialog stays open and shows what stands; what is refused is said in it.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from numspot_desk.rules.clauses import Document
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.named_dialog import NamedDialog
from numspot_desk.ui.hierarchy.presenter import HierarchyPresenter
from numspot_desk.ui.hierarchy.readings_dialog import ReadingsDialog
from numspot_desk.ui.hierarchy.trial_dialog import TrialDialog
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contract.chosen_readings import choose_reading, readings_chosen, take_back_reading
from numspot_desk.usecases.contract.named_facts import name_fact, named_facts, withdraw_fact
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import DeskError

Acts = Callable[[Callable[[Workspace], Changes]], None]


class _Says(Protocol):
    def say(self, problem: str) -> None: ...


class HierarchyDialogs(QObject):
    """`tried` carries what to try: a call without arguments that changes the presenter."""

    tried = Signal(object)

    def __init__(self, context: DeskContext, presenter: HierarchyPresenter, page: QWidget) -> None:
        super().__init__(page)
        self.context, self.presenter, self._page = context, presenter, page

    def open_trial(self) -> None:
        """Ask for the clause to try."""
        clause = self.presenter.clause()
        target = clause.ref if clause is not None and clause.document is Document.GENERAL else ""
        dialog = TrialDialog(self.context, self.presenter.topic(), target, self._page)
        dialog.tried.connect(
            lambda topic, effect, where, said, rank: self.tried.emit(
                lambda: self.presenter.try_clause(topic, effect, where, said, rank)
            )
        )
        _open(dialog)

    def open_named(self) -> None:
        """Show what the parties named beside the texts, to add to it or take something back."""
        if self.presenter.day is None:
            return
        shown = self.presenter.day.shown
        dialog = NamedDialog(self.context, self._page)
        dialog.show_named(shown.named.named)

        def show_again() -> None:
            self.context.run(
                lambda store: named_facts(store, shown.number).named, dialog.show_named, owner=dialog
            )

        do = self._acts(dialog, dialog, show_again)
        person, clock, order = self.context.person, self.context.clock, shown.order_id
        dialog.named.connect(lambda fact: do(lambda store: name_fact(store, order, fact, person, clock)))
        dialog.withdrawn.connect(
            lambda one: do(lambda store: withdraw_fact(store, order, one, person, clock))
        )
        _open(dialog)

    def open_readings(self) -> None:
        """Show how the contract is read where its text can be read in two ways; legal chooses."""
        if self.presenter.day is None:
            return
        day = self.presenter.day
        shown, settled = day.shown, day.shown.contract.in_force(day.on).settled
        dialog = ReadingsDialog(self.context, self._page)
        dialog.show_readings(shown.readings, settled)

        def show_again() -> None:
            self.context.run(
                lambda store: readings_chosen(store, shown.number),
                lambda chosen: dialog.show_readings(chosen, settled),
                owner=dialog,
            )

        do = self._acts(dialog, dialog, show_again)
        person, clock, order = self.context.person, self.context.clock, shown.order_id
        dialog.asked.connect(
            lambda reading, option, reason: do(
                lambda store: choose_reading(store, order, reading, option, reason, person, clock)
            )
        )
        dialog.withdrawn.connect(
            lambda one: do(lambda store: take_back_reading(store, order, one, person, clock))
        )
        _open(dialog)

    def _acts(self, dialog: QDialog, says: _Says, show_again: Callable[[], None]) -> Acts:
        """Runs what changes the contract; then the dialog shows what stands, or why it was refused."""
        context = self.context

        def kept(changes: Changes) -> None:
            context.announce(changes)
            show_again()

        def refused(error: BaseException) -> None:
            if isinstance(error, DeskError):
                says.say(context.language.render(error.message))
            else:
                context.failed(error)

        return lambda act: context.run(act, kept, refused, owner=dialog)


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
