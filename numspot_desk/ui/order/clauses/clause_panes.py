"""What a clause shows when asked: the paragraph as Word will print it, its reason, its comments, its words
against those of the library. One pane is open at a time.
"""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from numspot_desk.contracts.clauses.clause_reasons import ClauseReason
from numspot_desk.contracts.content.blocks import Clause as PrintedClause
from numspot_desk.language.messages import N_
from numspot_desk.language.typed import NotTyped, parse_date
from numspot_desk.terms.word_diff import Mark, Piece
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import DateField, LongTextField, TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.beside import Beside
from numspot_desk.ui.order.review.part_reader import PartReader
from numspot_desk.ui.terms.marked_text import MarkedText
from numspot_desk.usecases.reviews.comment import ShownThread

_QUIET_MS = 400


class PreviewPane(QWidget):
    """The clause as the Word file will have it: its number, its title, its paragraphs."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.head, self.body = QLabel(self), QLabel(self)
        set_role(self.head, "label")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID // 2)
        for label in (self.head, self.body):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            layout.addWidget(label)

    def show_clause(self, printed: PrintedClause) -> None:
        """Show it."""
        self.head.setText(" – ".join(part for part in (printed.ref, printed.title) if part))
        paragraphs = ["".join(_written(one) for one in each.inlines) for each in printed.paragraphs]
        self.body.setText("\n".join(paragraphs))


def _written(inline: object) -> str:
    return str(getattr(inline, "value", "") or getattr(inline, "shown", ""))


class DifferencePane(QWidget):
    """The clause word by word against the text of the library."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.text = MarkedText(self)
        self.text.setAccessibleName(context.language.text("Differences from the text of the library"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        self._fit()
        theme().changed.connect(self._fit)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show them."""
        text = self.context.language.text
        said = {Mark.DELETED: N_("removed: {text}"), Mark.INSERTED: N_("added: {text}")}
        spoken = [text(said[one.mark], text=one.text.strip()) for one in pieces if one.mark in said]
        self.text.show_pieces(pieces, "; ".join(spoken))

    def _fit(self) -> None:
        self.text.setFixedHeight(theme().metrics().lineSpacing() * 6 + 3 * GRID)


class ReasonPane(QWidget):
    """Who asked for the clause, why, and until when: kept beside the order, never exported."""

    kept = Signal(object)  # ClauseReason

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._reason = ClauseReason()
        self.asked_by = TextField(context, self)
        self.why = LongTextField(context, 2, self)
        self.until = DateField(context, self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_QUIET_MS)
        self._later.timeout.connect(self.keep)
        note = N_("Kept beside the order for the register, never printed.")
        rows = [
            FormRow(context, N_("Asked by"), self.asked_by, optional=True, may_fail=False, parent=self),
            FormRow(context, N_("Meant until"), self.until, optional=True, may_fail=False, parent=self),
        ]
        why = FormRow(context, N_("Why"), self.why, note, optional=True, may_fail=False, parent=self)
        beside = Beside(self)
        beside.put(rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(beside)
        layout.addWidget(why)
        for editor in (self.asked_by, self.why, self.until):
            editor.edited.connect(self._later.start)
            editor.installEventFilter(self)

    def show_reason(self, reason: ClauseReason, *, editable: bool) -> None:
        """Show what was entered."""
        for editor in (self.asked_by, self.why, self.until):
            editor.setReadOnly(not editable)
        if reason == self._reason or self._later.isActive():
            return
        self._reason = reason
        self.asked_by.set_value(reason.asked_by)
        self.why.set_value(reason.why)
        self.until.set_value(reason.until.isoformat() if reason.until is not None else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and self._later.isActive():
            self.keep()
        return super().eventFilter(watched, event)

    def keep(self) -> None:
        """Give on what was typed; a day that is none waits until it is one."""
        self._later.stop()
        typed = self.until.value()
        until: dt.date | None = None
        if typed:
            try:
                until = parse_date(typed)
            except NotTyped:
                until = self._reason.until
        reason = ClauseReason(self.asked_by.value(), self.why.value(), until)
        if reason != self._reason:
            self._reason = reason
            self.kept.emit(reason)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._later.isActive():
            self.keep()
        super().hideEvent(event)


class CommentsPane(QWidget):
    """The threads of a clause, and a field to go on with them. They are never exported."""

    said = Signal(str, object)  # the words, the thread they answer or None
    settled = Signal(object, str)  # the thread, the words

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._threads: tuple[ShownThread, ...] = ()
        self.reader = PartReader(context, self)
        self.reader.show_part(None, ())
        self.words = LongTextField(context, 2, self)
        row = FormRow(
            context,
            N_("Comment"),
            self.words,
            N_("Between sales and legal: never exported."),
            may_fail=False,
            parent=self,
        )
        self.send, self.resolve = QPushButton(self), QPushButton(self)
        set_role(self.resolve, "quiet")
        self.send.clicked.connect(self._send)
        self.resolve.clicked.connect(self._resolve)
        self.words.edited.connect(self._dress)
        buttons = QHBoxLayout()
        buttons.addWidget(self.send)
        buttons.addWidget(self.resolve)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.reader)
        layout.addWidget(row)
        layout.addLayout(buttons)
        self._dress()

    def show_threads(self, threads: Sequence[ShownThread], *, may: bool) -> None:
        """Show them; `may`: whether this person may write."""
        if sum(len(one.thread.entries) for one in threads) > self._count():
            self.words.set_value("")  # what was written stands in the thread now
        self._threads = tuple(threads)
        self.reader.show_part(None, self._threads)
        self.words.setReadOnly(not may)
        self._dress()

    def _count(self) -> int:
        return sum(len(one.thread.entries) for one in self._threads)

    @property
    def _open(self) -> ShownThread | None:
        """The thread of this version that an answer goes to: the last one that stands open."""
        mine = [one for one in self._threads if one.from_revision is None and not one.thread.resolved]
        return mine[-1] if mine else None

    def _send(self) -> None:
        if self.words.value().strip():
            self.said.emit(self.words.value(), self._open)

    def _resolve(self) -> None:
        if self._open is not None:
            self.settled.emit(self._open, self.words.value())

    def _dress(self) -> None:
        text = self.context.language.text
        self.send.setText(text("Answer") if self._open is not None else text("Comment"))
        self.resolve.setText(text("Resolve"))
        self.resolve.setVisible(self._open is not None)
        writable = not self.words.isReadOnly()
        self.send.setEnabled(writable and bool(self.words.value().strip()))
        self.resolve.setEnabled(writable)
