"""A small table of what differs between the screen and the store: field, here, there."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from numspot_desk.contracts.order.differences import Difference
from numspot_desk.language.catalog import Language
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import group_iban
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.labels import EFFECT_LABELS, PAYMENT_LABELS, SERVICE_LABELS, SUBJECT_LABELS
from numspot_desk.ui.order.lines.line_cells import COLUMNS, shown_value

_ROWS = 4
_LONGEST = 80
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "service": SERVICE_LABELS,
    "effect": EFFECT_LABELS,
    "subject": SUBJECT_LABELS,
    "means": PAYMENT_LABELS,
}
_NAMING = ("label", "service", "name", "email", "target", "kind", "id")


class Comparison(QTableWidget):
    """Enter or a double click on a row asks for its field."""

    jump = Signal(str)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.context = context
        self._shown: tuple[Difference, ...] = ()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.doubleClicked.connect(self._asked)

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Show these, or be gone without any."""
        language = self.context.language
        headings = (language.text("Field"), language.text("On screen"), language.text("In the store"))
        self.setHorizontalHeaderLabels(headings)
        self.setAccessibleName(language.text("What differs between the screen and the store"))
        self.setVisible(bool(found))
        if tuple(found) != self._shown:
            self._shown = tuple(found)
            self.setRowCount(len(self._shown))
        for row, each in enumerate(self._shown):
            said = (
                language.render(each.name),
                said_in_words(each.field, each.here, language),
                said_in_words(each.field, each.there, language),
            )
            for column, text in enumerate(said):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(row, column, item)
        height = self.fontMetrics().height() + 2 * GRID
        self.verticalHeader().setDefaultSectionSize(height)
        self.setFixedHeight(height * (min(len(self._shown), _ROWS) + 1) + GRID)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._asked()
        else:
            super().keyPressEvent(event)

    def _asked(self) -> None:
        if 0 <= self.currentRow() < len(self._shown):
            self.jump.emit(self._shown[self.currentRow()].field)


def said_in_words(field: str, value: Any, language: Language) -> str:
    """A value of the document as a person reads it, on one short line."""
    member = field.rpartition(".")[2]
    column = next((column for column in COLUMNS if field.endswith(f"].{column.member}")), None)
    if column is not None and field.startswith("lines[") and isinstance(value, str):
        return shown_value(column, value, language)
    match value:
        case None:
            return language.text("(empty)")
        case bool():
            return language.text("yes") if value else language.text("no")
        case Mapping():
            key = next((key for key in _NAMING if value.get(key)), None)
            return language.text("(filled in)") if key is None else said_in_words(key, value[key], language)
        case list():
            text = ", ".join(str(word) for word in value)
        case str() if value in _WORDS.get(member, {}):
            text = language.text(_WORDS[member][value])
        case _:
            text = group_iban(str(value)) if member == "iban" else " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
