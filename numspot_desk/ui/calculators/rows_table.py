"""A table of a calculator: rows typed like in a spreadsheet, pasted from one, or read from a CSV file.

Typing begins with the first key; Tab goes to the next cell, Enter below, Escape puts back what stood there.
Delete takes the chosen rows out, with an undo. What is wrong is said below, by row and column.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.problems import Problem
from numspot_desk.ui.calculators.rows_model import Index, Row, RowsModel
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.ui.kit.fields import ChoiceField
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.calculations.parts import Kind, Rows
from numspot_desk.usecases.calculations.row_file import read_rows
from numspot_desk.usecases.refusals import DeskError

_LEAST_SHOWN: Final = 2
_MOST_SHOWN: Final = 8
_MOST_SAID: Final = 3
_WIDEST: Final = {Kind.INSTANT: "00/00/0000 00:00", Kind.DAY: "00/00/0000", Kind.CHOICE: "M" * 12}
_SHARE: Final = {Kind.CHOICE: 3, Kind.INSTANT: 2, Kind.FLAG: 1}


class RowsTable(QWidget):
    """`edited` tells that a person changed a row; `rows` are what was typed."""

    edited = Signal()

    def __init__(self, context: DeskContext, part: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.part = part
        self.chooser: Chooser = SystemChooser(lambda: context.language)
        self.model = RowsModel(context, part)
        self.view = _Cells(self.model, self)
        self.view.removal_asked.connect(self._remove)
        self.view.pasted.connect(self._paste)
        self.view.resized.connect(self._fit)
        self._name, self._help = QLabel(self), QLabel(self)
        set_role(self._name, "label")
        set_role(self._help, "help")
        self._help.setWordWrap(True)
        self._name.setWordWrap(True)
        self._name.setBuddy(self.view)
        self.read, self.remove = QPushButton(self), QPushButton(self)
        for button, act in ((self.read, self.choose_file), (self.remove, self._remove_chosen)):
            set_role(button, "quiet")
            button.clicked.connect(act)
        self._outcome = OutcomeLine(self, keep_room=True)
        foot = QHBoxLayout()  # below the table, so that Tab goes to what is typed before the tools
        foot.addWidget(self._help, 1)
        foot.addStretch()
        foot.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.read, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._name)
        layout.addWidget(self.view)
        layout.addLayout(foot)
        layout.addWidget(self._outcome)
        self.model.edited.connect(self.edited)
        self.model.modelReset.connect(self._fit)
        self.model.rowsInserted.connect(self._fit)
        theme().changed.connect(self._fit)
        self.retranslate()
        self._fit()

    def retranslate(self) -> None:
        """Say everything in the reader's language."""
        text = self.context.language.text
        name = text(self.part.label)
        self._name.setText(name)
        self.view.setAccessibleName(name)
        self._help.setText(text(self.part.help) if self.part.help else "")
        self._help.setVisible(bool(self.part.help))
        self.read.setText(text("Read a CSV file…"))
        self.remove.setText(text("Remove the row"))
        for button in (self.read, self.remove):
            button.setAccessibleName(text("{label}: {value}", label=name, value=button.text()))
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.model.columnCount() - 1)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows that come from elsewhere."""
        if list(rows) != self.model.rows:
            self.model.show_rows(rows)

    def show_problems(
        self, problems: Sequence[tuple[int, str, Problem]], labels: Callable[[str], str]
    ) -> None:
        """Mark the cells that cannot be used; below, the first of them in words."""
        render = self.context.language.render
        self.model.show_problems({(row, key): render(one.message) for row, key, one in problems})
        said = [
            self.context.language.text("{label}: {value}", label=labels(one.field), value=render(one.message))
            for _row, _key, one in problems[:_MOST_SAID]
        ]
        more = len(problems) - _MOST_SAID
        if more > 0:
            said.append(self.context.language.ntext("… and {n} more.", "… and {n} more.", more))
        self._outcome.say("\n".join(said), problem=bool(said))

    def said(self) -> str:
        """What is said below the table."""
        return self._outcome.text()

    def choose_file(self) -> None:
        """Ask for a CSV file and read its rows behind those that are there."""
        text = self.context.language.text
        self.chooser.file(self, text("CSV file"), text("CSV files (*.csv *.txt)"), self.read_file)

    def read_file(self, path: Path) -> None:
        """Read the rows of a file; all of them, or none where a line cannot be read."""
        part, language = self.part, self.context.language
        self.context.background(
            lambda: read_rows(path, part, language), self._read, self._refused, owner=self
        )

    def _read(self, rows: list[Row]) -> None:
        former = self.model.rows
        self.model.put_back([*former, *rows])
        said = self.context.language.ntext("{n} row read.", "{n} rows read.", len(rows))
        self.context.post(said, lambda: self.model.put_back(former))

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._outcome.say(self.context.language.render(error.message), problem=True)

    def _remove_chosen(self) -> None:
        self._remove([index.row() for index in self.view.selectionModel().selectedIndexes()])

    def _remove(self, places: Sequence[int]) -> None:
        former = self.model.remove(places)
        gone = len(former) - len(self.model.rows)
        if gone:
            said = self.context.language.ntext("{n} row removed.", "{n} rows removed.", gone)
            self.context.post(said, lambda: self.model.put_back(former))

    def _paste(self, text: str) -> None:
        index = self.view.currentIndex()
        lines = [line.split("\t") for line in text.splitlines() if line.strip()]
        self.model.paste(max(index.row(), 0), max(index.column(), 0), lines)

    def _fit(self) -> None:
        """As high as its rows, within bounds: below these it scrolls."""
        self.remove.setVisible(self.model.rowCount() > 1)
        height = theme().metrics().height() + 2 * GRID
        self.view.verticalHeader().setDefaultSectionSize(height)
        shown = min(max(self.model.rowCount(), _LEAST_SHOWN), _MOST_SHOWN)
        head = self.view.horizontalHeader().sizeHint().height()
        bar = self.view.horizontalScrollBar().sizeHint().height() if self.view.scrolls() else 0
        self.view.setFixedHeight(height * shown + head + bar + GRID // 2)


class _Cells(QTableView):
    resized = Signal()
    removal_asked = Signal(list)
    pasted = Signal(str)

    def __init__(self, model: RowsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(model, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked | trigger.SelectedClicked
        )
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit([index.row() for index in self.selectionModel().selectedIndexes()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0, 0))

    def _share_room(self) -> None:
        """Each column its share of the width, and at least the room of its heading."""
        columns = self._model.part.columns
        shares = [_SHARE.get(column.kind, 2) for column in columns]
        needed = [self._needed(section) for section in range(len(columns))]
        left = max(self.viewport().width() - sum(needed), 0)
        for section, share in enumerate(shares):
            self.setColumnWidth(section, needed[section] + left * share // sum(shares))

    def _needed(self, section: int) -> int:
        """The room of a heading, or of what stands below it where that is known."""
        widest = _WIDEST.get(self._model.column_at(section).kind, "")
        written = theme().metrics().horizontalAdvance(widest) + 3 * GRID
        return max(self.horizontalHeader().sectionSizeHint(section), written)

    def scrolls(self) -> bool:
        """Whether its columns need more room than there is."""
        return self.horizontalHeader().length() > self.viewport().width()


class _CellDelegate(QStyledItemDelegate):
    """Edits a cell in place, every key told to the model."""

    def __init__(self, model: RowsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._model.column_at(index.column())
        row, section = index.row(), index.column()
        was = self._model.text_at(index)
        editor: QWidget
        if column.kind is Kind.CHOICE:
            choice = ChoiceField(self._model.context, column.options, parent)
            choice.set_value(was)
            choice.edited.connect(lambda: self._model.type_in(row, section, choice.value()))
            editor = choice
        else:
            line = QLineEdit(was, parent)
            line.setFrame(False)
            line.setProperty("cell", "true")
            line.setProperty("was", was)
            line.textEdited.connect(lambda text: self._model.type_in(row, section, text))
            line.selectAll()
            editor = line
        editor.setAccessibleName(self._model.context.language.text(column.label))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The cell shows what the person types: nothing to do when the rows change."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """What was typed is there since it was typed."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, QLineEdit) and isinstance(event, QKeyEvent) and _pressed(event):
            view = self.parent()
            assert isinstance(view, _Cells)
            if event.key() == Qt.Key.Key_Escape:
                here = view.currentIndex()
                self._model.type_in(here.row(), here.column(), str(editor.property("was")))
            elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                below = self._model.index(view.currentIndex().row() + 1, view.currentIndex().column())
                if below.isValid():
                    view.setCurrentIndex(below)
                return True
        return super().eventFilter(editor, event)


def _pressed(event: QKeyEvent) -> bool:
    return event.type() is QEvent.Type.KeyPress
