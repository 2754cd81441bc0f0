"""Hand-over and plain JSON as the screens ask for them: dialogs, use cases, quiet messages.

The list and the order page share them. Opening a file needs no workspace and runs apart; what is kept runs
with it, in one piece.
"""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.handover.package import Package
from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.handover.branches import BranchesDialog
from numspot_desk.ui.handover.dialogs import FaultsDialog, ReceiveDialog, SendDialog
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.handover.choose_branch import Branches, read_branches
from numspot_desk.usecases.handover.receive_handover import (
    Received,
    Reception,
    open_handover,
    preview_handover,
    read_handover,
    receive_handover,
)
from numspot_desk.usecases.handover.send_handover import ENDING, HandedOver, hand_over
from numspot_desk.usecases.orders.order_acts import OrderChanged
from numspot_desk.usecases.orders.order_json import (
    OrderFileRefused,
    bring_in_order,
    read_order_file,
    save_order_json,
)
from numspot_desk.usecases.ports.orders import Answers
from numspot_desk.usecases.refusals import DeskError


class HandoverActions(QObject):
    """What can be done; `chooser` asks for folders and files. `settled` carries the `Changes` of a choice
    between branches, for a screen that shows the order."""

    settled = Signal(object)

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.chooser: Chooser = SystemChooser(lambda: context.language)
        self.window_ = parent
        self.dialog: SendDialog | ReceiveDialog | BranchesDialog | FaultsDialog | None = None

    # ── Out ──────────────────────────────────────────────────────────────────────────────────────────

    def send(self, order_id: str, number: str) -> None:
        """Ask for the passphrase and the folder, then hand the order over; the dialog stays until it is."""
        dialog = SendDialog(self.context, number, self.window_)

        def asked(passphrase: str) -> None:
            title = self.context.language.text("Folder for the hand-over")
            self.chooser.folder(
                dialog, title, lambda folder: self._send(dialog, order_id, folder, passphrase)
            )

        dialog.chosen.connect(asked)
        self.show(dialog)

    def _send(self, dialog: SendDialog, order_id: str, folder: Path, passphrase: str) -> None:
        context, sealer = self.context, self.context.sealer
        assert sealer is not None
        person, clock, chance, files = context.person, context.clock, context.chance, context.files

        def done(made: HandedOver) -> None:
            dialog.accept()
            context.announce(made.changes)
            context.post(
                context.language.text(
                    "{file} is ready to send, in {folder}. Tell the passphrase by another way.",
                    file=made.path.name,
                    folder=str(made.path.parent),
                )
            )

        def refused(error: BaseException) -> None:
            if isinstance(error, DeskError):
                dialog.show_problem(error.message)
            else:
                dialog.set_writing(False)
                context.failed(error)

        dialog.set_writing(True)
        context.run(
            lambda workspace: hand_over(
                workspace,
                order_id,
                folder,
                passphrase,
                sealer=sealer,
                files=files,
                person=person,
                clock=clock,
                chance=chance,
            ),
            done,
            refused,
            owner=self,
        )

    def save_json(self, order_id: str) -> None:
        """Ask for the folder, then write the answers of the order as plain JSON."""
        context = self.context
        title = context.language.text("Folder for the order (JSON)")

        def written(path: Path) -> None:
            context.post(context.language.text("{file} written.", file=path.name))

        def chosen(folder: Path) -> None:
            context.run(
                lambda workspace: save_order_json(workspace, order_id, folder, context.files),
                written,
                owner=self,
            )

        self.chooser.folder(self.window_, title, chosen)

    # ── In ───────────────────────────────────────────────────────────────────────────────────────────

    def ask_to_receive(self) -> None:
        """Ask for a hand-over file, then open it."""
        text = self.context.language.text
        kind = text("Hand-overs") + f" (*.{ENDING})"
        self.chooser.file(self.window_, text("Receive a hand-over"), kind, self.receive)

    def ask_to_bring_in(self) -> None:
        """Ask for an order as JSON, then make a draft of it."""
        text = self.context.language.text
        kind = text("Orders (JSON)") + " (*.json)"
        self.chooser.file(self.window_, text("Bring in an order (JSON)"), kind, self.bring_in)

    def take(self, path: Path) -> None:
        """Take a file that was dropped on the window for what its ending says."""
        if path.suffix.lower() == f".{ENDING}":
            self.receive(path)
        else:
            self.bring_in(path)

    def receive(self, path: Path) -> None:
        """Ask for the passphrase of a file, show what it holds, and keep it when the person agrees."""
        _Receiving(self, path)

    def bring_in(self, path: Path) -> None:
        """Make a new draft of an order as JSON and open it, or list what is wrong in the file."""
        context = self.context

        def brought(outcome: OrderChanged) -> None:
            context.announce(outcome.changes)
            context.post(
                context.language.text("A new draft, {number}, holds the order.", number=outcome.record.number)
            )
            context.go("order", outcome.record.id)

        def read(answers: Answers) -> None:
            person, clock, chance = context.person, context.clock, context.chance
            context.run(
                lambda workspace: bring_in_order(workspace, answers, person, clock, chance),
                brought,
                owner=self,
            )

        def refused(error: BaseException) -> None:
            if not isinstance(error, OrderFileRefused):
                context.failed(error)
                return
            language = context.language
            faults = [
                ": ".join(part for part in (fault.path, language.render(fault.message)) if part)
                for fault in error.faults
            ]
            self.show(FaultsDialog(context, language.render(error.message), faults, self.window_))

        context.apart(lambda: read_order_file(path), read, refused, owner=self)

    # ── Branches ─────────────────────────────────────────────────────────────────────────────────────

    def show_branches(self, order_id: str) -> None:
        """Show the branches of an order side by side."""

        def read(found: Branches) -> None:
            dialog = BranchesDialog(self.context, found, self.window_)
            dialog.settled.connect(self._settled)
            self.show(dialog)

        self.context.run(lambda workspace: read_branches(workspace, order_id), read, owner=self)

    def _settled(self, changes: Changes) -> None:
        self.context.announce(changes)
        self.settled.emit(changes)

    def show(self, dialog: SendDialog | ReceiveDialog | BranchesDialog | FaultsDialog) -> None:
        """Open one of the dialogs; it is gone once it is closed."""
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


class _Receiving(QObject):
    """One file on its way in: opened, previewed, received."""

    def __init__(self, actions: HandoverActions, path: Path) -> None:
        super().__init__(actions)
        self._actions, self._path = actions, path
        self._context = actions.context
        self._package: Package | None = None
        self._dialog = ReceiveDialog(actions.context, path.name, actions.window_)
        self._dialog.given.connect(self._opened_with)
        self._dialog.agreed.connect(self._receive)
        self._dialog.finished.connect(self.deleteLater)
        actions.show(self._dialog)

    def _opened_with(self, passphrase: str) -> None:
        sealer, path = self._context.sealer, self._path
        assert sealer is not None
        self._context.apart(
            lambda: open_handover(read_handover(path), passphrase, sealer),
            self._preview,
            self._failed,
            owner=self,
        )

    def _preview(self, package: Package) -> None:
        self._package = package
        person, clock = self._context.person, self._context.clock
        self._context.run(
            lambda workspace: preview_handover(workspace, package, person, clock),
            self._show,
            self._failed,
            owner=self,
        )

    def _show(self, reception: Reception) -> None:
        self._dialog.show_reception(reception)

    def _receive(self) -> None:
        package = self._package
        if package is None:
            return
        person, clock = self._context.person, self._context.clock
        self._context.run(
            lambda workspace: receive_handover(workspace, package, person, clock),
            self._received,
            self._failed,
            owner=self,
        )

    def _received(self, done: Received) -> None:
        context, order = self._context, done.reception.order_id
        self._dialog.accept()
        context.announce(done.changes)
        context.post(context.language.text("Order {number} received.", number=done.reception.package.number))
        drafted = done.reception.versions[-1].main.state is OrderState.DRAFT
        context.go("order", order if drafted else (order, StepId.REVIEW))

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._dialog.show_problem(error.message)
