"""The table of lines, typed like a spreadsheet: Tab, Enter, arrows, paste, and the search of services.

What is typed in a cell reaches the answers at every key; Escape puts back what was there. Tab in the
empty last row, or Ctrl+Tab anywhere, leaves the table.
"""

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    QTimer,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from numspot_desk.contracts.line_edits import (
    add_lines,
    duplicate_line,
    from_price_list,
    lines_of,
    move_line,
    new_line,
    put_in_line,
    remove_lines,
)
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.answer_row import FIELD
from numspot_desk.ui.order.catalogue_search import CatalogueSearch, Offer
from numspot_desk.ui.order.line_cells import COLUMNS, CellKind, pasted_columns, read, table_of
from numspot_desk.ui.order.line_model import LineModel, cell_of
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.ui.order.suggestions import suggest

Index = QModelIndex | QPersistentModelIndex
_SERVICE = 0
_WIDTHS = (20, 24, 8, 9, 10, 7, 11, 11, 11, 11, 8, 18, 13, 6)  # in characters


class LineDelegate(QStyledItemDelegate):
    """Edits a cell in a line of text, live."""

    def __init__(self, table: "LineTable") -> None:
        super().__init__(table)
        self.table = table

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = COLUMNS[index.column()]
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setProperty("cell", "true")
        title = self.table.context.language.text(column.title)
        editor.setAccessibleName(title)
        editor.setProperty(FIELD, f"lines[{index.row()}].{column.member}")
        editor.setProperty("was", index.data(Qt.ItemDataRole.EditRole))
        if column.right_aligned:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        where = QPersistentModelIndex(index)
        editor.textEdited.connect(lambda text: self.table.typed(where, text))
        self.table.help_typing(editor, where)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.property("started"):
            editor.setProperty("started", True)
            editor.setText(index.data(Qt.ItemDataRole.EditRole))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Nothing to do when a cell closes: what was typed is there since it was typed."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, QLineEdit) or not isinstance(event, QKeyEvent):
            return super().eventFilter(editor, event)
        if event.type() is QEvent.Type.ShortcutOverride and (
            event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
        ):
            event.ignore()
            return True
        if event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.table.put_back(editor)
        if event.type() is QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.table.below()
            return True
        return super().eventFilter(editor, event)


class LineTable(QTableView):
    """The lines of the order."""

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.presenter = presenter
        self.lines = LineModel(context, presenter, self)
        self._offers: CatalogueSearch | None = None
        self.setModel(self.lines)
        self.setItemDelegate(LineDelegate(self))
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
        self._offers = None

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

    # ── Typing ───────────────────────────────────────────────────────────────────────────────────────

    def typed(self, where: Index, text: str) -> None:
        """A cell holds this text now."""
        if where.isValid():
            self.lines.type_in(where.row(), where.column(), text)

    def put_back(self, editor: QLineEdit) -> None:
        """Escape: what stood in the cell before stands there again."""
        index = self.currentIndex()
        if editor.isModified() and index.isValid():
            self.typed(index, str(editor.property("was") or ""))

    def help_typing(self, editor: QLineEdit, where: QPersistentModelIndex) -> None:
        """Offer what a cell may hold while it is typed."""
        column = COLUMNS[where.column()]
        if where.column() == _SERVICE:
            self._offer_services(editor, where)
            return
        known = self._known(column.member)
        if column.kind is CellKind.CHOICE and column.choices is not None:
            known = [self.context.language.text(label) for label in column.choices.values()]
        if known:
            suggest(editor, known)

    def _known(self, member: str) -> list[str]:
        accounts = self.presenter.answers.get("technical_accounts") or []
        if member == "account":
            return [str(account.get("id")) for account in accounts if account.get("id")]
        if member == "region":
            return list(dict.fromkeys([*self.presenter.regions]))
        if member == "unit":
            return list(self.presenter.units)
        return []

    def _offer_services(self, editor: QLineEdit, where: QPersistentModelIndex) -> None:
        if self._offers is None:
            self._offers = CatalogueSearch(self.presenter.price_list, self.context.language)
        found: list[Offer] = []
        texts = QStringListModel(editor)
        completer = QCompleter(texts, editor)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(10)
        popup = QListView()
        popup.setMinimumWidth(60 * GRID)
        completer.setPopup(popup)  # the completer owns it from here on

        def look(text: str) -> None:
            assert self._offers is not None
            found[:] = self._offers.find(text)
            texts.setStringList([offer.text for offer in found])

        def take(chosen: QModelIndex) -> None:
            offer = found[chosen.row()] if 0 <= chosen.row() < len(found) else None
            if offer is not None:
                QTimer.singleShot(0, editor, lambda: self._take(where, offer))

        look(editor.text())
        editor.textEdited.connect(look)
        completer.activated[QModelIndex].connect(take)  # type: ignore[index]
        editor.setCompleter(completer)

    def _take(self, where: QPersistentModelIndex, offer: Offer) -> None:
        """Fill the line from what was chosen in the list."""
        if not where.isValid():
            return
        row, answers = where.row(), self.presenter.answers
        if self.lines.is_to_come(row):
            answers = add_lines(answers, row, [new_line(answers)])
        price_list, item = self.presenter.price_list, offer.item
        if item is None or price_list is None:
            after = put_in_line(answers, row, "service", offer.service)
        else:
            after = from_price_list(
                answers,
                row,
                service=item.service,
                label=item.label,
                mode=item.mode,
                unit=item.unit,
                unit_price=item.unit_price,
                region=item.region,
                qualification=item.qualification,
                beta=item.beta,
                list_kind=price_list.kind,
                list_date=price_list.dated.isoformat(),
            )
        editor = self.indexWidget(where) or self.focusWidget()
        if isinstance(editor, QLineEdit):
            self.itemDelegate().closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.presenter.edit(after, N_("Take a service from the price list"), f"lines[{row}].quantity")
        self.focus_cell(f"lines[{row}].quantity")

    def search_services(self) -> None:
        """Open the list of services for the current line."""
        index = self.currentIndex()
        row = index.row() if index.isValid() else len(lines_of(self.presenter.answers))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go_to(row, _SERVICE)
        self.edit(self.lines.index(row, _SERVICE))
        editor = self.focusWidget()
        if isinstance(editor, QLineEdit) and editor.completer() is not None:
            editor.clear()
            editor.textEdited.emit("")
            editor.completer().complete()

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
            self.setTabKeyNavigation(False)
            try:
                return super().focusNextPrevChild(forward)
            finally:
                self.setTabKeyNavigation(True)
        return super().focusNextPrevChild(forward)

    def _editor_open(self) -> bool:
        return self.state() is QAbstractItemView.State.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self._tab_leaves(key):
            self.focusNextPrevChild(key == Qt.Key.Key_Tab)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
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
        text = "\n".join("\t".join(_cell(self.lines.index(r, c).data()) for c in columns) for r in rows)
        if cells:
            QGuiApplication.clipboard().setText(text)

    def paste(self, text: str) -> None:
        """Cells from a spreadsheet, from the current cell on; lines are added where they are missing."""
        index = self.currentIndex()
        if not text or not self.presenter.editable:
            return
        table = table_of(text)
        row = index.row() if index.isValid() else len(lines_of(self.presenter.answers))
        columns, titled = pasted_columns(table[0], max(index.column(), 0), self.context.language)
        after = self.presenter.answers
        for cells in table[1:] if titled else table:
            if row >= len(lines_of(after)):
                after = add_lines(after, len(lines_of(after)), [new_line(after)])
            for column, cell in zip(columns, cells, strict=False):
                if column is not None:
                    after = put_in_line(after, row, column.member, read(column, cell, self.context.language))
            row += 1
        first = index.row() if index.isValid() else 0
        self.presenter.edit(
            after, N_("Paste lines"), f"lines[{first}].{COLUMNS[max(index.column(), 0)].member}"
        )

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        after: Any = self.presenter.answers
        cells = [i for i in self.selectedIndexes() if not self.lines.is_to_come(i.row())]
        for index in cells:
            column = COLUMNS[index.column()]
            if column.editable:
                after = put_in_line(
                    after, index.row(), column.member, read(column, "", self.context.language)
                )
        if cells:
            where = f"lines[{cells[0].row()}].{COLUMNS[cells[0].column()].member}"
            self.presenter.edit(after, N_("Empty cells"), where)

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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_font()

    def fit_columns(self) -> None:
        """Give each column room for its title and for what usually stands in it."""
        metrics, text = self.fontMetrics(), self.context.language.text
        for position, (column, characters) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
            title = metrics.horizontalAdvance(text(column.title)) * 1.15  # titles are bold
            self.setColumnWidth(position, int(max(metrics.averageCharWidth() * characters, title)) + 3 * GRID)

    def _fit_font(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 2 * GRID)
        self.fit_columns()


def _cell(text: Any) -> str:
    """A cell as text for the clipboard; what starts like a formula is kept from being one."""
    plain = str(text or "").replace("\t", " ").replace("\n", " ")
    return f"'{plain}" if plain[:1] in ("=", "+", "-", "@") else plain
