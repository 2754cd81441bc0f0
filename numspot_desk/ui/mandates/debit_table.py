"""The debits that can go into the bank's file: checked by the space bar, amounts lowered in place (F2), what
forbids one told under it.

What is offered and refused comes from `usecases.mandates.choose_debits`. A debit that is refused can still
be checked: the reason stays, and says what to do.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem, QWidget

from numspot_desk.language.messages import N_, Message
from numspot_desk.language.typed import NotTyped, parse_number
from numspot_desk.rules.identifiers import iban
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import AmountField
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.why.delegate import WrappedLines
from numspot_desk.usecases.mandates.choose_debits import Candidate

_HEADINGS: Final = (
    N_("Debtor"),
    N_("Amount including tax"),
    N_("Invoice"),
    N_("Mandate reference (RUM)"),
    N_("Account (IBAN)"),
)
_DEBTOR, _AMOUNT = 0, 1
_ENDS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ID: Final = Qt.ItemDataRole.UserRole
_VALUE: Final = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


class DebitTable(QTreeWidget):
    """`chosen_changed` when a box or an amount changes."""

    chosen_changed = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._offered: dict[str, Candidate] = {}
        self._rows: dict[str, QTreeWidgetItem] = {}
        text = context.language.text
        self.setHeaderLabels([text(heading) for heading in _HEADINGS])
        self.setAccessibleName(text("Debits of the day"))
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setAllColumnsShowFocus(True)
        self.setUniformRowHeights(False)
        self.setIndentation(3 * GRID)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)
        self.itemDoubleClicked.connect(self._type_amount)
        self.setItemDelegate(_Cells(self))
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self.itemChanged.connect(self._changed)

    def offer(self, candidates: Sequence[Candidate]) -> None:
        """Show these, what can go checked; a box or amount of one that was there before stays."""
        former = {ident: self._state(row) for ident, row in self._rows.items()}
        self.blockSignals(True)
        self.clear()
        self._offered = {one.id: one for one in candidates}
        self._rows = {}
        for one in candidates:
            ready = not one.refusals
            checked, amount = former.get(one.id, (ready, one.debit.amount))
            self._rows[one.id] = self._add(one, checked=checked, amount=amount or one.debit.amount)
        self.blockSignals(False)
        self.tell({one.id: one.refusals for one in candidates})
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first, _AMOUNT)
        self.chosen_changed.emit()

    def amounts(self) -> dict[str, Decimal]:
        """The amount of each debit that is checked and has one that can be read."""
        return {ident: amount for ident, amount in self._checked() if amount is not None}

    def unread(self) -> list[str]:
        """The debits that are checked with something typed that is no amount."""
        return [ident for ident, amount in self._checked() if amount is None]

    def check_all(self, wanted: bool) -> None:
        """Check every debit that can go, or none."""
        for ident, row in self._rows.items():
            checked = wanted and not self._offered[ident].refusals
            row.setCheckState(_DEBTOR, Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)

    def tell(self, refusals: Mapping[str, Sequence[Message]]) -> None:
        """Say under each debit what forbids it; nothing under the others."""
        self.blockSignals(True)
        for ident, row in self._rows.items():
            row.takeChildren()
            for said in refusals.get(ident, ()):
                line = QTreeWidgetItem(row, [self.context.language.render(said)])
                line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                line.setIcon(_DEBTOR, icon("error", "problem"))
                line.setFirstColumnSpanned(True)
                row.setExpanded(True)
        self.blockSignals(False)

    def show_refused(self, ident: str) -> None:
        """Bring the person to a debit that is refused."""
        row = self._rows[ident]
        self.setCurrentItem(row, _AMOUNT)
        self.scrollToItem(row.child(0) or row)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_amount(self, row: QTreeWidgetItem, typed: str) -> None:
        """Take an amount as it was typed; what is no amount stays as it was typed."""
        try:
            self._show_amount(row, parse_number(typed))
        except NotTyped:
            row.setData(_AMOUNT, _VALUE, "")
            row.setText(_AMOUNT, typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and event.key() == Qt.Key.Key_F2:
            self._type_amount(item)
        elif item is not None and event.key() == Qt.Key.Key_Space:
            self._turn(item.parent() or item)
        elif event.key() in _ENDS and self.state() is QTreeWidget.State.EditingState:
            event.accept()  # it ends the amount, and is not for the button of the dialog
        else:
            super().keyPressEvent(event)

    def _turn(self, row: QTreeWidgetItem) -> None:
        checked = row.checkState(_DEBTOR) is Qt.CheckState.Checked
        row.setCheckState(_DEBTOR, Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)

    def _type_amount(self, item: QTreeWidgetItem) -> None:
        self.editItem(item.parent() or item, _AMOUNT)

    def _checked(self) -> Iterator[tuple[str, Decimal | None]]:
        for ident, row in self._rows.items():
            checked, amount = self._state(row)
            if checked:
                yield ident, amount

    def _add(self, one: Candidate, *, checked: bool, amount: Decimal) -> QTreeWidgetItem:
        debit = one.debit
        row = QTreeWidgetItem(
            self, [one.debtor, "", debit.reference, debit.rum, iban.masked(one.account.iban)]
        )
        row.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsEditable
        )
        row.setData(_DEBTOR, _ID, one.id)
        row.setCheckState(_DEBTOR, Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        row.setTextAlignment(_AMOUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._show_amount(row, amount)
        for column in range(len(_HEADINGS)):
            row.setToolTip(column, row.text(column))
        return row

    def _show_amount(self, row: QTreeWidgetItem, amount: Decimal) -> None:
        row.setData(_AMOUNT, _VALUE, str(amount))
        row.setText(_AMOUNT, self.context.language.formats.money(amount))

    @staticmethod
    def _state(row: QTreeWidgetItem) -> tuple[bool, Decimal | None]:
        kept = row.data(_AMOUNT, _VALUE)
        return row.checkState(_DEBTOR) is Qt.CheckState.Checked, Decimal(kept) if kept else None

    def _changed(self, _row: QTreeWidgetItem, _column: int) -> None:
        self.chosen_changed.emit()


class _Cells(WrappedLines):
    """Amounts are typed as everywhere; reasons go on below where the table is narrow."""

    def __init__(self, table: DebitTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        if index.parent().isValid():
            return super().sizeHint(option, index)
        room = self._table.fontMetrics().boundingRect(str(index.data())).size()
        return QSize(room.width() + 6 * GRID, room.height() + GRID)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        return AmountField(self._table.context, parent)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        assert isinstance(editor, AmountField)
        if not editor.text():
            editor.set_value(str(index.data(_VALUE) or index.data()))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        assert isinstance(editor, AmountField)
        row = self._table.topLevelItem(index.row())
        if row is not None:
            self._table.write_amount(row, editor.text())
