"""Several of many: those chosen stand in a list, another is added from a choice, Delete takes one out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext, Text
from numspot_desk.ui.kit.fields import ChoiceField
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID

_HELD = Qt.ItemDataRole.UserRole
_MOST_LINES = 5


class ChosenField(QWidget):
    """`options` as in `ChoiceField`; a value outside them is kept and shown as it is."""

    edited = Signal()

    def __init__(
        self, context: DeskContext, options: Sequence[tuple[str, Text]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._options = dict(options)
        self.list = _Chosen(self)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.removed.connect(self._remove)
        self.list.currentRowChanged.connect(self._say)
        self.add = ChoiceField(context, [("", N_("Add…")), *options], self)
        self.add.edited.connect(self._added)
        self.remove_button = QPushButton(self)
        set_role(self.remove_button, "quiet")
        self.remove_button.setText(context.language.text("Take out"))
        self.remove_button.setIcon(icon("close", "accent"))
        self.remove_button.clicked.connect(self._remove)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.add, 1)
        line.addWidget(self.remove_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.list)
        layout.addLayout(line)
        self._say()

    def value(self) -> list[str]:
        """The values that are chosen, in their order."""
        return [self.list.item(row).data(_HELD) for row in range(self.list.count())]

    def set_value(self, values: Sequence[str]) -> None:
        """Show these as chosen."""
        self.list.clear()
        for value in values:
            self._append(value)
        self._say()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.add.setFocus(reason)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        text = self.context.language.text
        self.list.setAccessibleName(name)
        self.add.setAccessibleName(text("{label}: add", label=name))
        self.remove_button.setAccessibleName(text("{label}: take out", label=name))

    def _append(self, value: str) -> None:
        label = self._options.get(value, "")
        item = QListWidgetItem(self.context.text(label) if label else value, self.list)
        item.setData(_HELD, value)
        item.setToolTip(item.text())

    def _added(self) -> None:
        value = self.add.value()
        self.add.set_value("")
        if value and value not in self.value():
            self._append(value)
            self.list.setCurrentRow(self.list.count() - 1)
            self._say()
            self.edited.emit()

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self.list.takeItem(row)
            self._say()
            self.edited.emit()
            (self.list if self.list.count() else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        count = self.list.count()
        self.list.setVisible(count > 0)
        self.remove_button.setEnabled(self.list.currentRow() >= 0)
        self.remove_button.setVisible(count > 0)
        lines = min(count, _MOST_LINES)
        self.list.setFixedHeight(lines * (theme().metrics().lineSpacing() + 10) + GRID)


class _Chosen(QListWidget):
    """`removed` when Delete is pressed."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)
