"""The view of a `LazyTableModel`: whole rows, copy as a table, choice and widths of columns remembered."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.table import LazyTableModel
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID

NARROWEST = 5 * GRID
WIDEST = 1000
USUAL_HEIGHT = 15
"""Height of the text, in pixels, for which column widths are given."""


class LazyTable(QTableView):
    """`opened` carries a row number on Enter or double click; `removal_asked` on Del."""

    opened = Signal(int)
    removal_asked = Signal()

    def __init__(
        self, context: DeskContext, model: LazyTableModel[Any], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.table_model = model
        self._name = name
        self._inside = 0  # width of the viewport, which Qt tells us by resizing it
        self._dressing = False  # while the program itself sizes the columns
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(NARROWEST)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        header.sectionResized.connect(self._remember_columns)
        header.sectionMoved.connect(self._remember_columns)
        self.doubleClicked.connect(self._open)
        theme().changed.connect(self._dress)
        self._dress()

    def selected_rows(self) -> list[int]:
        """Row numbers of the selection, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def choose_row(self, row: int) -> None:
        """Make this the one chosen row, whatever keys are held down."""
        index = self.table_model.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def choose_rows(self, rows: Sequence[int]) -> None:
        """Make these the chosen rows, the first of them the current one."""
        flags = QItemSelectionModel.SelectionFlag
        chosen, last = QItemSelection(), len(self.table_model.columns) - 1
        for first, end in _runs(rows):
            chosen.select(self.table_model.index(first, 0), self.table_model.index(end, last))
        self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
        if rows:
            self.selectionModel().setCurrentIndex(self.table_model.index(rows[0], 0), flags.NoUpdate)

    def shown_columns(self) -> list[int]:
        """The sections that are shown, from the left."""
        header = self.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(header.count())]
        return [section for section in places if not self.isColumnHidden(section)]

    def as_text(self) -> str:
        """The selected rows with their headings, tab-separated, in the columns that are shown."""
        shown, model = self.shown_columns(), self.table_model
        lines = [[str(model.headerData(section, Qt.Orientation.Horizontal)) for section in shown]]
        for row in self.selected_rows():
            lines.append([str(model.index(row, section).data() or "") for section in shown])
        return "\n".join("\t".join(_plain(cell) for cell in line) for line in lines)

    def column_menu(self, parent: QWidget) -> QMenu:
        """A menu that shows and hides columns."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for section, column in enumerate(self.table_model.columns):
            action = QAction(self.context.language.text(column.label), menu)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(section))
            action.setEnabled(section != 0)
            action.toggled.connect(_ColumnSwitch(self, section))
            menu.addAction(action)
        return menu

    def show_column(self, section: int, shown: bool) -> None:
        """Show or hide a column, and remember it."""
        self.setColumnHidden(section, not shown)
        if shown and self.columnWidth(section) < NARROWEST:
            self.setColumnWidth(section, self._room(self.table_model.columns[section].width))
        self._stretch()
        self._remember_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.customContextMenuRequested.emit(self.visualRect(self.currentIndex()).bottomLeft())
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inside = event.size().width()
        self._dressing = True
        self._stretch()
        self._dressing = False

    def _stretch(self) -> None:
        """Give the room that is left to the column that takes it."""
        for section, column in enumerate(self.table_model.columns):
            if column.stretch:
                others = self.horizontalHeader().length() - self.columnWidth(section)
                self.setColumnWidth(section, max(self._room(column.width), self._inside - others))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _header_menu(self, place: QPoint) -> None:
        self.column_menu(self).popup(self.horizontalHeader().mapToGlobal(place))

    def _restore_columns(self) -> None:
        """Widths, places and choice of columns as they were left, or as the columns ask."""
        kept = _kept_columns(self.context.preferences.get(f"table/{self._name}"))
        header = self.horizontalHeader()
        for section, column in enumerate(self.table_model.columns):
            width, shown = kept.get(column.id, (column.width, not column.hidden))
            self.setColumnWidth(section, self._room(width))
            self.setColumnHidden(section, not shown)
        sections = {column.id: section for section, column in enumerate(self.table_model.columns)}
        for place, name in enumerate(name for name in kept if name in sections):
            header.moveSection(header.visualIndex(sections[name]), place)

    def _remember_columns(self) -> None:
        if self._dressing:
            return
        header, columns = self.horizontalHeader(), self.table_model.columns
        kept = []
        for section in (header.logicalIndex(place) for place in range(header.count())):
            hidden = self.isColumnHidden(section)
            usual = columns[section].width
            if not hidden:
                usual = round(self.columnWidth(section) * USUAL_HEIGHT / theme().metrics().height())
            kept.append(f"{columns[section].id}:{usual}:{0 if hidden else 1}")
        self.context.preferences.put(f"table/{self._name}", ";".join(kept))

    def _dress(self) -> None:
        """Heights and widths for the text size in force."""
        self._dressing = True
        self.verticalHeader().setDefaultSectionSize(theme().metrics().height() + 2 * GRID)
        self._restore_columns()
        self._stretch()
        self._dressing = False

    def _room(self, width: int) -> int:
        """A column width given for the usual text size, for the size in force."""
        return round(width * theme().metrics().height() / USUAL_HEIGHT)


class _ColumnSwitch:
    def __init__(self, table: LazyTable, section: int) -> None:
        self._table, self._section = table, section

    def __call__(self, shown: bool) -> None:
        self._table.show_column(self._section, shown)


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers as runs of neighbours, each by its first and its last."""
    for _, run in groupby(enumerate(sorted(rows)), lambda one: one[1] - one[0]):
        numbers = [number for _, number in run]
        yield numbers[0], numbers[-1]


def _plain(cell: str) -> str:
    return cell.replace("\t", " ").replace("\n", " ").replace("\r", " ")


def _kept_columns(text: str) -> dict[str, tuple[int, bool]]:
    """Columns by id, in their order, from what the preferences keep; what cannot be read is left out."""
    kept = {}
    for part in text.split(";"):
        name, _, rest = part.partition(":")
        width, _, shown = rest.partition(":")
        if name and width.isdecimal():
            kept[name] = (min(int(width), WIDEST), shown == "1")
    return kept
