"""The table of lines, typed like a spreadsheet: Tab, Enter, arrows, copy and paste, lines moved about.

Typing in a cell is `line_delegate`, what a cell offers `cell_help`, many cells at once `line_clipboard`, how
wide the columns are `column_widths`.
Tab in the empty last row, or Ctrl+Tab anywhere, leaves the table.
"""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QWidget

from numspot_desk.contracts.order.line_edits import (
    add_lines,
    duplicate_line,
    lines_of,
    move_line,
    new_line,
    remove_lines,
)
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.kit.whole_text import damaged_row_of_clipboard
from numspot_desk.ui.order.answer_row import FIELD
from numspot_desk.ui.order.lines.catalogue_search import Offer, offer_of
from numspot_desk.ui.order.lines.cell_help import SERVICE, CellHelp, with_offer
from numspot_desk.ui.order.lines.column_widths import ColumnWidths
from numspot_desk.ui.order.lines.frozen_columns import FrozenColumns
from numspot_desk.ui.order.lines.line_cells import COLUMNS, CellKind
from numspot_desk.ui.order.lines.line_clipboard import copied, emptied, pasted
from numspot_desk.ui.order.lines.line_delegate import LineDelegate
from numspot_desk.ui.order.lines.line_model import Index, LineModel, cell_of
from numspot_desk.ui.order.presenter import OrderPresenter

_ENSURE = QAbstractItemView.ScrollHint.EnsureVisible
_FROZEN = 2  # what the line is: its service and its description


class LineTable(QTableView):
    """The lines of the order."""

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.presenter = presenter
        self.lines = LineModel(context, presenter, self)
        self._help = CellHelp(context, presenter, self)
        self._help.taken.connect(self._take)
        self._typing = LineDelegate(self.lines, self._help, self)
        self._typing.below_asked.connect(self.below)
        self._typing.leave_asked.connect(self.leave)
        self.setModel(self.lines)
        self.setItemDelegate(self._typing)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(True)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty(FIELD, "lines")
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.widths = ColumnWidths(context, self)
        self._frozen = FrozenColumns(self, _FROZEN)
        self._fit_font()

    # ── For the step ─────────────────────────────────────────────────────────────────────────────────

    def focus_cell(self, field: str) -> bool:
        """Go to the cell that edits a field; False when there is none."""
        cell = cell_of(field)
        if cell is None or cell[0] >= self.lines.rowCount():
            return False
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go_to(*cell)
        return True

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current and only selected one, whatever keys are held down."""
        self.selectionModel().setCurrentIndex(
            self.lines.index(row, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def forget_offers(self) -> None:
        """The price list or the language changed."""
        self._help.forget()
        self.widths.forget()

    def why(self) -> WhyRequest | None:
        """The explanation of the current cell: of its problem, or of the net amount."""
        index = self.currentIndex()
        for problem in self.lines.problems_at(index.row(), index.column()):
            if problem.why is not None:
                return WhyRequest(self.lines.sentence(problem), problem.why)
        result = self.presenter.check_result
        if not index.isValid() or result is None or result.totals is None:
            return None
        for line in result.totals.lines:
            if line.position == index.row():
                title = self.context.language.text("Line {n}, net", n=index.row() + 1)
                return WhyRequest(title, line.why)
        return None

    # ── The price list ───────────────────────────────────────────────────────────────────────────────

    def _take(self, where: QPersistentModelIndex, offer: Offer) -> None:
        """Fill the line from what was chosen in the list of today, and go on with its quantity."""
        self.presenter.with_todays_prices(lambda: self._fill(where, offer))

    def _fill(self, where: QPersistentModelIndex, offer: Offer) -> None:
        chosen, offer = offer, offer_of(offer, self.presenter.price_list)
        if offer != chosen:
            self._say_other_list(offer)
        if not where.isValid() or (chosen.item is not None and offer.item is None):
            return
        field = f"lines[{where.row()}].quantity"
        after = with_offer(self.presenter.answers, where.row(), offer, self.presenter.price_list)
        editor = self.indexWidget(where) or self.focusWidget()
        if isinstance(editor, QLineEdit):
            self._typing.close(editor)
        self.presenter.edit(after, N_("Take a service from the price list"), field)
        self.focus_cell(field)

    def _say_other_list(self, offer: Offer) -> None:
        """What was chosen stood in a list that is no longer in use."""
        text, price_list = self.context.language.text, self.presenter.price_list
        day = "" if price_list is None else self.context.language.formats.date_long(price_list.dated)
        if offer.item is None:
            said = text(
                "The price list of {day} is in use now and lacks this service: choose again.", day=day
            )
        else:
            said = text("The price list of {day} is in use now: the line has its price.", day=day)
        self.context.post(said)

    def search_services(self) -> None:
        """Open the list of services for the current line."""
        index = self.currentIndex()
        row = index.row() if index.isValid() else len(lines_of(self.presenter.answers))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go_to(row, SERVICE)
        self.edit(self.lines.index(row, SERVICE))
        editor = self.focusWidget()
        if isinstance(editor, QLineEdit):
            editor.clear()
            editor.textEdited.emit("")

    # ── Moving ───────────────────────────────────────────────────────────────────────────────────────

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        steps = {
            QAbstractItemView.CursorAction.MoveNext: 1,
            QAbstractItemView.CursorAction.MovePrevious: -1,
        }
        index = self.currentIndex()
        if action not in steps or not index.isValid():
            return super().moveCursor(action, modifiers)
        position = index.row() * len(COLUMNS) + index.column()
        last = self.lines.rowCount() * len(COLUMNS) - 1
        position += steps[action]
        while 0 <= position <= last and not COLUMNS[position % len(COLUMNS)].editable:
            position += steps[action]
        if not 0 <= position <= last:
            return index
        return self.lines.index(*divmod(position, len(COLUMNS)))

    def below(self) -> None:
        """The cell below the current one."""
        index = self.currentIndex()
        if index.row() + 1 < self.lines.rowCount():
            self.go_to(index.row() + 1, index.column())

    def focusNextPrevChild(self, forward: bool) -> bool:
        index = self.currentIndex()
        at_end = not index.isValid() or (self.lines.is_to_come(index.row()) and not self._editor_open())
        at_start = index.isValid() and index.row() == 0 and index.column() == 0
        if (forward and at_end) or (not forward and (at_start or not index.isValid())):
            return self.leave(forward)
        return super().focusNextPrevChild(forward)

    def leave(self, forward: bool) -> bool:
        """Give the focus to what stands after the table, or before it."""
        self.setTabKeyNavigation(False)
        try:
            return super().focusNextPrevChild(forward)
        finally:
            self.setTabKeyNavigation(True)

    def _editor_open(self) -> bool:
        return self.state() is QAbstractItemView.State.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and (control or self._tab_leaves(key)):
            self.leave(key == Qt.Key.Key_Tab)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste_copied()
        elif control and key == Qt.Key.Key_Space:
            self.search_services()
        elif control and key == Qt.Key.Key_D:
            self.duplicate()
        elif control and key == Qt.Key.Key_Delete:
            self.remove()
        elif modifiers & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_line(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_cells()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.below()
        elif key == Qt.Key.Key_Space and COLUMNS[self.currentIndex().column()].kind is CellKind.FLAG:
            self._toggle()
        else:
            super().keyPressEvent(event)

    def _tab_leaves(self, key: int) -> bool:
        """Whether Tab leaves the table from the current cell."""
        index = self.currentIndex()
        if key == Qt.Key.Key_Tab:
            return not index.isValid() or self.lines.is_to_come(index.row())
        return not index.isValid() or (index.row() == 0 and index.column() == 0)

    # ── Lines ────────────────────────────────────────────────────────────────────────────────────────

    def rows(self) -> list[int]:
        """The lines that are selected, or the one the person is in."""
        chosen = {index.row() for index in self.selectedIndexes()} or {self.currentIndex().row()}
        return sorted(row for row in chosen if 0 <= row < len(lines_of(self.presenter.answers)))

    def add(self) -> None:
        """A new line below the current one, ready to type."""
        answers = self.presenter.answers
        rows = self.rows()
        at = rows[-1] + 1 if rows else len(lines_of(answers))
        line = new_line(answers, at - 1 if at else None)
        self.presenter.edit(add_lines(answers, at, [line]), N_("Add a line"), f"lines[{at}].service")
        self.focus_cell(f"lines[{at}].service")

    def duplicate(self) -> None:
        """Copies of the selected lines, each below its own."""
        rows = self.rows()
        after = self.presenter.answers
        for row in reversed(rows):
            after = duplicate_line(after, row)
        if rows:
            field = f"lines[{rows[-1] + len(rows)}].service"
            self.presenter.edit(after, N_("Duplicate a line"), field)
            self.focus_cell(field)

    def remove(self) -> None:
        """Take the selected lines out; undo brings them back."""
        rows = self.rows()
        if not rows:
            return
        after = remove_lines(self.presenter.answers, frozenset(rows))
        self.presenter.edit(after, N_("Delete a line"), f"lines[{rows[0]}].service")
        text = self.context.language.ntext("{n} line deleted", "{n} lines deleted", len(rows))
        self.context.post(text, self.presenter.undo_of_last())
        self.focus_cell(f"lines[{min(rows[0], self.lines.rowCount() - 1)}].service")

    def move_line(self, by: int) -> None:
        """Move the current line up or down."""
        rows = self.rows()
        if len(rows) != 1 or not 0 <= rows[0] + by < len(lines_of(self.presenter.answers)):
            return
        column = self.currentIndex().column()
        after = move_line(self.presenter.answers, rows[0], by)
        self.presenter.edit(after, N_("Move a line"), f"lines[{rows[0] + by}].{COLUMNS[column].member}")
        self.go_to(rows[0] + by, column)

    # ── Cells ────────────────────────────────────────────────────────────────────────────────────────

    def copy(self) -> None:
        """The selected cells as a spreadsheet reads them."""
        cells = [index for index in self.selectedIndexes() if not self.lines.is_to_come(index.row())]
        rows = sorted({index.row() for index in cells})
        columns = sorted({index.column() for index in cells})
        if cells:
            text = copied([self.lines.index(row, column).data() for column in columns] for row in rows)
            QGuiApplication.clipboard().setText(text)

    def _paste_copied(self) -> None:
        damaged = damaged_row_of_clipboard()
        if damaged is None:
            self.paste(QGuiApplication.clipboard().text())
            return
        self.context.post(
            self.context.language.text(
                "Row {n} of what you copied holds a damaged character: nothing was pasted. Type that row"
                " again, then copy.",
                n=damaged,
            )
        )

    def paste(self, text: str) -> None:
        """Cells from a spreadsheet, from the current cell on; lines are added where they are missing."""
        if not text or not self.presenter.editable:
            return
        index, answers = self.currentIndex(), self.presenter.answers
        row = index.row() if index.isValid() else len(lines_of(answers))
        column = max(index.column(), 0)
        after = pasted(answers, row, column, text, self.context.language)
        self.presenter.edit(after, N_("Paste lines"), f"lines[{row}].{COLUMNS[column].member}")

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        cells = [(i.row(), i.column()) for i in self.selectedIndexes() if not self.lines.is_to_come(i.row())]
        if cells:
            row, column = cells[0]
            after = emptied(self.presenter.answers, cells, self.context.language)
            self.presenter.edit(after, N_("Empty cells"), f"lines[{row}].{COLUMNS[column].member}")

    def _toggle(self) -> None:
        index = self.currentIndex()
        value = self.lines.value_at(index.row(), index.column())
        if not self.lines.is_to_come(index.row()):
            self.lines.put_value(index.row(), index.column(), value is not True)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            field = f"lines[{current.row()}].{COLUMNS[current.column()].member}"
            self.setProperty(FIELD, field)
            if self.hasFocus() or self._editor_open():
                self.presenter.focused(field)
                self.context.value_focused.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_font()

    # ── Widths ───────────────────────────────────────────────────────────────────────────────────────

    def show_check(self) -> None:
        """Mark what is wrong and write the computed amounts, with the room they need."""
        self.lines.show_check()
        self.widths.fit_computed()

    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = _ENSURE) -> None:
        """Bring a cell into sight, out from under the columns that stay."""
        super().scrollTo(index, hint)
        bar = self.horizontalScrollBar()
        if index.column() < self._frozen.kept():
            bar.setValue(0)
            return
        hidden = self._frozen.width_kept() - self.columnViewportPosition(index.column())
        if hidden > 0 and bar.value() > 0:
            bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widths.fit()

    def _fit_font(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 2 * GRID)
        self.widths.start_over()
