"""The signed copies of an order: the day it was signed, attaching a copy, those kept, saving one back.

A copy is never opened from here: the system's viewer would need it in clear in a temporary folder. What came
of an act is said by the panel around.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from numspot_desk.contracts.order.states import FROZEN, OrderState
from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.language.typed import NotTyped, parse_date
from numspot_desk.language.zone import PARIS
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser
from numspot_desk.ui.kit.elided import ElidedLabel
from numspot_desk.ui.kit.fields import DateField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.orders.attach_signed_copy import (
    SigningDayRefused,
    attach_signed_copy,
    read_signed_copy,
)
from numspot_desk.usecases.orders.signed_copies import kept_files, save_kept_file
from numspot_desk.usecases.ports.orders import Attachment
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.roles import may_write

_ATTACHABLE = frozenset({OrderState.EXPORTED, OrderState.SIGNED})


class SignedCopies(QWidget):
    """`chooser` is asked at each use for who asks the person for places."""

    attached = Signal(object)  # Changes
    saved = Signal(object)  # the Path written
    failed = Signal(object)  # the exception
    listed = Signal()  # rows came or went

    def __init__(
        self,
        context: DeskContext,
        presenter: OrderPresenter,
        chooser: Callable[[], Chooser],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.presenter = presenter
        self._chooser = chooser
        self._order = ""
        self._kept: tuple[Attachment, ...] = ()
        self.rows: list[KeptRow] = []
        self._title = QLabel(self)
        set_role(self._title, "label")
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID)
        self.signed_on = DateField(context, self)
        self.signed_on.edited.connect(self._day_edited)
        self.day_row = FormRow(
            context,
            N_("Day of signature"),
            self.signed_on,
            N_("The day written on the signed copy; deadlines are counted from it."),
            parent=self,
        )
        self.attach = QPushButton(self)
        self.attach.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.attach.clicked.connect(self._attach)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._title)
        layout.addLayout(self._list)
        layout.addWidget(self.day_row)
        layout.addWidget(self.attach)
        theme().changed.connect(self._dress)

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────────

    def order_opened(self) -> None:
        """Forget the day and the copies of another order; read those of this one."""
        order = self.presenter.record.id
        if order != self._order:
            self._order = order
            self.signed_on.set_value("")
            self.day_row.set_problems([])
            self._show(())
        if self.presenter.record.state in FROZEN:
            self.context.run(lambda workspace: (order, kept_files(workspace, order)), self._read, owner=self)

    def show_order(self) -> None:
        """Offer what the state of the order and the role allow."""
        state = self.presenter.record.state
        offered = state in _ATTACHABLE and may_write(self.context.person)
        self.attach.setVisible(offered)
        first = state is OrderState.EXPORTED
        self.day_row.setVisible(offered and first)
        self.attach.setText(
            self.context.language.text("Attach the signed copy…")
            if first
            else self.context.language.text("Attach another signed copy…")
        )
        self.setVisible(offered or bool(self._kept))

    def retranslate(self) -> None:
        """Say everything again."""
        self._title.setText(self.context.language.text("Signed copy"))
        for row in self.rows:
            row.retranslate()
        self._dress()

    def _read(self, found: tuple[str, Sequence[Attachment]]) -> None:
        order, kept = found
        if order == self._order:
            self._show(tuple(kept))

    def _show(self, kept: tuple[Attachment, ...]) -> None:
        if kept != self._kept:
            self._kept = kept
            for row in self.rows:
                self._list.removeWidget(row)
                row.deleteLater()
            self.rows = [KeptRow(self.context, each, self) for each in kept]
            for row in self.rows:
                row.save.clicked.connect(partial(self._save, row.kept))
                self._list.addWidget(row)
            self.listed.emit()
        if self.presenter.opened is not None:
            self.show_order()

    # ── Acts ─────────────────────────────────────────────────────────────────────────────────────────

    def _attach(self) -> None:
        day = None
        if self.presenter.record.state is OrderState.EXPORTED:
            day = self._day()
            if day is None:
                return
        text = self.context.language.text
        filters = text("Signed copy (*.pdf *.docx *.png *.jpg *.jpeg *.tif *.tiff)")
        self._chooser().file(self, text("Signed copy"), filters, partial(self._attach_file, day))

    def _day(self) -> dt.date | None:
        """The day typed; None, said beside the field, when there is none or it cannot be read."""
        typed = self.signed_on.text().strip()
        try:
            return parse_date(typed)
        except NotTyped:
            if typed:
                self._refuse_day(message("This is not a day: write it as 22/11/2026."))
            else:
                self._refuse_day(message("Give the day of signature: it stands on the signed copy."))
            return None

    def _refuse_day(self, why: Message) -> None:
        self.day_row.set_problems([problem("invalid_value", "", why)])
        self.signed_on.setFocus(Qt.FocusReason.OtherFocusReason)
        self.signed_on.selectAll()

    def _day_edited(self) -> None:
        self.day_row.set_problems([])

    def _attach_file(self, day: dt.date | None, path: Path) -> None:
        context, order = self.context, self._order
        person, clock = context.person, context.clock

        def attach(content: bytes) -> None:
            def work(workspace: Workspace) -> tuple[Attachment, Changes]:
                return attach_signed_copy(
                    workspace, order, path.name, content, day, person=person, clock=clock
                )

            context.run(work, self._attached, self._failed, owner=self)

        context.apart(lambda: read_signed_copy(path), attach, self._failed, owner=self)

    def _attached(self, made: tuple[Attachment, Changes]) -> None:
        self.attached.emit(made[1])

    def _save(self, kept: Attachment) -> None:
        title = self.context.language.text("Folder for the copy")
        self._chooser().folder(self, title, partial(self._save_in, kept))

    def _save_in(self, kept: Attachment, folder: Path) -> None:
        files = self.context.files
        self.context.run(
            lambda workspace: save_kept_file(workspace, kept.order_id, kept.id, folder, files),
            self.saved.emit,
            self._failed,
            owner=self,
        )

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, SigningDayRefused):
            self._refuse_day(error.message)
        else:
            self.failed.emit(error)

    def _dress(self) -> None:
        self.attach.setIcon(icon("signature", "accent"))


class KeptRow(QWidget):
    """One kept file: its name, its size, who added it and when, and saving a copy of it."""

    def __init__(self, context: DeskContext, kept: Attachment, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.kept = kept
        self.name = ElidedLabel(self)
        self.name.setText(kept.name)
        self.about = QLabel(self)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        set_role(self.about, "muted")
        self.save = QPushButton(self)
        self.save.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.about)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addLayout(words, 1)
        layout.addWidget(self.save)
        theme().changed.connect(self._dress)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again."""
        text, formats = self.context.language.text, self.context.language.formats
        kept = self.kept
        self.about.setText(
            text(
                "{size}, added by {person} on {day} at {time}",
                size=formats.size(kept.size),
                person=kept.added_by or "?",
                day=formats.date_list(kept.added_at.astimezone(PARIS).date()),
                time=formats.time(kept.added_at),
            )
        )
        self.save.setText(text("Save a copy…"))
        self.save.setAccessibleName(text("Save a copy of {name}", name=kept.name))
        self.save.setAccessibleDescription(self.about.text())
        self._dress()

    def _dress(self) -> None:
        self.save.setIcon(icon("save", "accent"))
