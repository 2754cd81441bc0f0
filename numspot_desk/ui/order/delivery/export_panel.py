"""Making the documents of an order: where to, progress, what was written, and the delivery that follows.

A draft is exported (and frozen), or printed with the draft mark; an exported order is written again as it
is, as PDF or mail draft. Its signed copies live in `signed_copies`. What may be done is decided by the use
cases.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.contracts.order.states import FROZEN, OrderState
from numspot_desk.language.messages import N_, Message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.progress import ProgressStrip
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.delivery.legal_papers import LegalPapers
from numspot_desk.ui.order.delivery.signed_copies import SignedCopies
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.ui.preview.view import PreviewDialog
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contract.named_facts import named_facts
from numspot_desk.usecases.orders.deliver_set import (
    ExportedSet,
    exported_set,
    write_mail_draft,
    write_pdf_set,
)
from numspot_desk.usecases.orders.export_order import ExportResult, export_set, frozen_version
from numspot_desk.usecases.orders.preview_order import documents_of, preview
from numspot_desk.usecases.orders.printed_facts import printed_facts
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import Cancelled, DeskError
from numspot_desk.usecases.roles import may_write
from numspot_desk.usecases.settings.kept_settings import creditor_of

if TYPE_CHECKING:
    from numspot_desk.ui.handover.actions import HandoverActions

_EXPORTED = frozenset({OrderState.EXPORTED, OrderState.SIGNED, OrderState.ACTIVE, OrderState.TERMINATED})
_DROPPED = frozenset({OrderState.REFUSED, OrderState.CANCELLED})
_UNDER_REVIEW = frozenset({OrderState.IN_REVIEW, OrderState.APPROVED})


class ExportPanel(QFrame):
    """The buttons and the outcome."""

    exported = Signal(object)  # Changes

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.presenter = presenter
        self.chooser: Chooser = SystemChooser(lambda: context.language)
        self._folder: Path | None = None
        self._order = ""
        self._pressed: QPushButton | None = None
        self._came_of_it: Callable[[], str] | None = None
        self._buttons: list[tuple[QPushButton, str, str]] = []
        set_role(self, "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        self._say = QLabel(self)
        self._say.setWordWrap(True)
        layout.addWidget(self._say)
        first, second = FlowLayout(), FlowLayout()
        self.export = self._button(first, N_("Export the Word documents…"), "export", self._export)
        set_role(self.export, "primary")
        self.preview = self._button(first, N_("Preview"), "search", self._preview)
        self.draft = self._button(first, N_("Export a draft…"), "draft", self._export_draft)
        self.pdf = self._button(second, N_("PDF…"), "file", self._pdf)
        self.mail = self._button(second, N_("Mail draft…"), "mail", self._mail)
        self.hand_over = self._button(second, N_("Hand over to a colleague…"), "send", self._hand_over)
        self.branches = self._button(second, N_("Branches…"), "moved", self._branches)
        self.json = self._button(second, N_("Save as JSON…"), "file", self._json)
        layout.addLayout(first)
        layout.addLayout(second)
        self.progress = ProgressStrip(context, self)
        layout.addWidget(self.progress)
        self.outcome = OutcomeLine(self)
        layout.addWidget(self.outcome)
        self.open_folder = self._button(layout, N_("Open the folder"), "folder", self._show_folder)
        self.copies = SignedCopies(context, presenter, lambda: self.chooser, self)
        self.copies.attached.connect(self._copy_attached)
        self.copies.saved.connect(lambda path: self._written(path.parent, [path]))
        self.copies.failed.connect(self._failed)
        self.legal = LegalPapers(context, presenter, lambda: self.chooser, self)
        self.legal.begun.connect(self._begin)
        self.legal.written.connect(lambda path, notes: self._written(path.parent, [path], notes))
        self.legal.failed.connect(self._failed)
        for part in (self.legal, self.copies):
            layout.addSpacing(GRID)
            layout.addWidget(part)
        self.open_folder.hide()
        theme().changed.connect(self._dress)
        context.person_changed.connect(self.show_order)
        self.retranslate()

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────────

    def order_opened(self) -> None:
        """Forget what was written for another order."""
        order = self.presenter.record.id
        if order != self._order:
            self._order = order
            self.outcome.clear()
            self.open_folder.hide()
        self.copies.order_opened()

    def show_order(self) -> None:
        """Offer what may be done with the order as it stands."""
        if self.presenter.opened is None:
            return
        text, state = self.context.language.text, self.presenter.record.state
        exported_once, dropped = state in _EXPORTED, state in _DROPPED
        review = self._awaits_review()
        ready = not self.presenter.blocked and not review and not dropped
        self.export.setVisible(exported_once or (ready and may_write(self.context.person)))
        self.draft.setVisible(not exported_once and not dropped)
        self.pdf.setVisible(exported_once and self.context.pdf.available())
        self.mail.setVisible(exported_once and self.context.mail is not None)
        self.copies.show_order()
        self.legal.show_order()
        self.hand_over.setVisible(may_write(self.context.person))
        if exported_once:
            say = text("These documents are final: exporting again gives the same files.")
        elif dropped:
            say = text("This order was refused or cancelled: its documents can no longer be made.")
        elif self.presenter.blocked:
            say = text("Points still block this order: until they are settled, only a draft can be made.")
        elif review:
            say = text("A legal review is required: until it is given, each page carries the draft mark.")
        else:
            say = text("Nothing blocks. Exporting fixes this version: it will not change any more.")
        self._say.setText(say)

    def _awaits_review(self) -> bool:
        """Whether legal has not approved what needs it, or was asked."""
        opened, check = self.presenter.opened, self.presenter.check_result
        if opened is None or check is None or opened.review.approval is not None:
            return False
        needed = check.has("review_required") or opened.ranked
        return needed or opened.record.state in _UNDER_REVIEW

    def acts(self) -> list[tuple[QPushButton, str]]:
        """What can be done now with the order's documents: each button that is shown, with its icon."""
        named = [(button, icon_name) for button, _, icon_name in self._buttons]
        return [(one, picture) for one, picture in (*named, *self.legal.buttons()) if not one.isHidden()]

    def retranslate(self) -> None:
        """Say everything again."""
        for button, label, _ in self._buttons:
            button.setText(self.context.language.text(label))
        if self._came_of_it is not None and self.outcome.text():
            self.outcome.say(self._came_of_it())
        self.copies.retranslate()
        self.legal.retranslate()
        self._dress()
        self.show_order()

    def _preview(self) -> None:
        """Paint the documents as they would be now."""
        opened, check, answers = self.presenter.opened, self.presenter.check_result, self.presenter.answers
        if opened is None or check is None:
            return
        record = opened.record

        def work(workspace: Workspace) -> Sequence[Document]:
            if record.state in FROZEN:
                return documents_of(frozen_version(workspace, record.id))
            creditor = creditor_of(workspace)
            return preview(
                answers,
                check,
                record.number,
                revision=record.revision,
                creditor=creditor,
                terms=opened.context.terms_for(answers),
                approved=opened.review.approval is not None,
                named=printed_facts(named_facts(workspace, record.number)),
            )

        self.context.run(work, self._show_preview)

    def _show_preview(self, documents: Sequence[Document]) -> None:
        PreviewDialog(self.context, documents, self).open()

    # ── Acts ─────────────────────────────────────────────────────────────────────────────────────────

    def _export(self) -> None:
        self._ask_folder(lambda folder: self._write(folder, draft=False))

    def _export_draft(self) -> None:
        self._ask_folder(lambda folder: self._write(folder, draft=True))

    def _pdf(self) -> None:
        pdf, files = self.context.pdf, self.context.files

        def chosen(folder: Path) -> None:
            progress = self.progress.start()
            self._deliver(folder, lambda made: write_pdf_set(made, folder, pdf, files, progress))

        self._ask_folder(chosen)

    def _mail(self) -> None:
        mail, files, pdf = self.context.mail, self.context.files, self.context.pdf
        if mail is None:
            return

        def chosen(folder: Path) -> None:
            progress = self.progress.start()
            self._deliver(folder, lambda made: [write_mail_draft(made, folder, mail, files, pdf, progress)])

        self._ask_folder(chosen)

    @cached_property
    def handover(self) -> HandoverActions:
        """Hand-over of the order to a colleague, loaded when somebody asks."""
        from numspot_desk.ui.handover.actions import HandoverActions

        actions = HandoverActions(self.context, self)
        actions.settled.connect(self.exported)
        actions.chooser = self.chooser
        return actions

    def _hand_over(self) -> None:
        self.presenter.save()
        self.handover.send(self.presenter.record.id, self.presenter.record.number)

    def _branches(self) -> None:
        self.presenter.save()
        self.handover.show_branches(self.presenter.record.id)

    def _json(self) -> None:
        self.presenter.save()
        self.handover.save_json(self.presenter.record.id)

    def _copy_attached(self, changes: Changes) -> None:
        self._tell(self.context.language.text("The signed copy is kept with the order."))
        self.open_folder.hide()
        self.exported.emit(changes)

    def _ask_folder(self, chosen: Callable[[Path], None]) -> None:
        self.presenter.save()
        self.chooser.folder(self, self.context.language.text("Folder for the documents"), chosen)

    def _write(self, folder: Path, *, draft: bool) -> None:
        context, opened = self.context, self.presenter.opened
        if opened is None:
            return
        person, clock, chance, order = context.person, context.clock, context.chance, opened.record.id
        word, files, against = context.word, context.files, opened.context
        progress = self.progress.start()

        def work(workspace: Workspace) -> ExportResult:
            return export_set(
                workspace,
                order,
                folder,
                word,
                files,
                person=person,
                clock=clock,
                chance=chance,
                context=against,
                draft=draft,
                progress=progress,
            )

        def done(result: ExportResult) -> None:
            self._written(folder, [file.path for file in result.files])
            self.exported.emit(result.changes)

        self._begin()
        self.context.run(work, done, self._failed, owner=self)

    def _deliver(self, folder: Path, write: Callable[[ExportedSet], Sequence[Path]]) -> None:
        """Read the exported set with the workspace, then deliver it apart: the workspace stays free."""
        context, order, word = self.context, self.presenter.record.id, self.context.word

        def read(made: ExportedSet) -> None:
            context.apart(
                lambda: write(made), lambda paths: self._written(folder, paths), self._failed, owner=self
            )

        self._begin()
        context.run(lambda workspace: exported_set(workspace, order, word), read, self._failed, owner=self)

    def _begin(self) -> None:
        focused = self.window().focusWidget()  # whether or not the dialog has given the window back yet
        self._pressed = next((button for button, *_ in self._buttons if button is focused), None)
        for button, *_ in self._buttons:
            button.setEnabled(False)
        self.outcome.hide()
        self.open_folder.hide()

    def _written(self, folder: Path, paths: Sequence[Path], notes: Sequence[Message] = ()) -> None:
        self._ended()
        self._folder = folder

        def say() -> str:
            head = self.context.language.ntext("{n} file written:", "{n} files written:", len(paths))
            said = [self.context.language.render(note) for note in notes]
            return "\n".join([head, *(f"• {path.name}" for path in paths), *said])

        self._tell(say())
        self._came_of_it = say
        self.open_folder.show()

    def _failed(self, error: BaseException) -> None:
        self._ended()
        if isinstance(error, Cancelled):
            self._tell(self.context.language.text("Stopped: nothing was written."))
        elif isinstance(error, DeskError):
            self._tell(self.context.language.render(error.message), problem=True)
        else:
            raise error

    def _ended(self) -> None:
        self.progress.finish()
        for button, *_ in self._buttons:
            button.setEnabled(True)
        if self._pressed is not None:
            self._pressed.setFocus()

    def _tell(self, text: str, *, problem: bool = False) -> None:
        self._came_of_it = None
        self.outcome.say(text, problem=problem)

    def _show_folder(self) -> None:
        if self._folder is not None:
            self.chooser.show(self._folder)

    def _button(self, line: Any, label: str, icon_name: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(self)
        button.clicked.connect(do)
        if isinstance(line, QVBoxLayout):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            line.addWidget(button)
        self._buttons.append((button, label, icon_name))
        return button

    def _dress(self) -> None:
        for button, _, icon_name in self._buttons:
            button.setIcon(icon(icon_name, "on_accent" if button is self.export else "accent"))
