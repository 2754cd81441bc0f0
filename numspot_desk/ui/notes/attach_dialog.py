"""The dialog that puts a calculation with a contract: its title, the contract found by a part of its name.

What is refused is said in place, and nothing typed is lost.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.calculations.notes import contracts_to_choose
from numspot_desk.usecases.calculations.told import Told
from numspot_desk.usecases.ports.orders import OrderSummary

_LINES = 6


class AttachDialog(QDialog):
    """`given` carries the id of the order and the title, on Enter. It stays open until `accept`."""

    given = Signal(str, str)

    def __init__(self, context: DeskContext, answer: Told, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = context.language.text
        self.setWindowTitle(text("Attach to a contract"))
        heading = QLabel(answer.headline, self)
        heading.setWordWrap(True)
        set_role(heading, "heading")
        self.title = TextField(context, self)
        self.title.set_value(answer.title)
        self.title_row = FormRow(context, N_("Title of the note"), self.title, parent=self)
        self.sought = TextField(context, self)
        self.sought.textEdited.connect(self._seek)
        self.sought.installEventFilter(self)
        sought_row = FormRow(
            context, N_("Contract"), self.sought, N_("Client or number"), may_fail=False, parent=self
        )
        self.list = QListWidget(self)
        self.list.setAccessibleName(text("Signed contracts"))
        self.list.setFixedHeight((self.list.fontMetrics().height() + GRID) * _LINES)
        self.list.itemActivated.connect(self._give)
        self.said = OutcomeLine(self, keep_room=True)
        note = QLabel(
            text("The note keeps the calculation as it is now. It can be withdrawn, never changed."), self
        )
        note.setWordWrap(True)
        set_role(note, "muted")
        buttons = QDialogButtonBox(self)
        self.keep = buttons.addButton(text("Attach"), QDialogButtonBox.ButtonRole.AcceptRole)
        leave = buttons.addButton(text("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        set_role(self.keep, "primary")
        set_role(leave, "secondary")
        leave.setAutoDefault(False)
        self.keep.setDefault(True)
        buttons.accepted.connect(self._give)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for widget in (heading, self.title_row, sought_row, self.list, note, self.said, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(60 * GRID)
        self._seek("")
        self.sought.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say why the note was not kept."""
        self.said.say(sentence, problem=True)

    def _seek(self, typed: str) -> None:
        self.context.run(lambda store: contracts_to_choose(store, typed), self._offer, owner=self)

    def _offer(self, rows: Sequence[OrderSummary]) -> None:
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(f"{row.number} · {row.client_name}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
        self.list.setCurrentRow(0 if rows else -1)
        text = self.context.language.text
        self.said.say("" if rows else text("No signed contract holds these words."), problem=not rows)

    def _give(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.given.emit(item.data(Qt.ItemDataRole.UserRole), self.title.value())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down choose a contract while its name is typed."""
        if watched is self.sought and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.list.count():
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)
