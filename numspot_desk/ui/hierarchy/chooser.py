"""The chooser of contracts: the last used ones to pick from; a name or number and Enter looks among all."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import pixmap
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.contract.show_hierarchy import contracts_named
from numspot_desk.usecases.ports.orders import OrderSummary


class ContractChooser(QComboBox):
    """`chosen` carries the number of the order."""

    chosen = Signal(str)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.typed = QLineEdit(self)
        self.setLineEdit(self.typed)
        self.setCompleter(None)  # type: ignore[arg-type] # Enter looks among all contracts, not in the list alone
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumWidth(20 * GRID)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(self._picked)
        self.typed.returnPressed.connect(self._sought)

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        name = text("Contract: choose it, or type a name and press Enter")
        self.setAccessibleName(name)
        self.typed.setAccessibleName(name)
        self.typed.setPlaceholderText(text("Client or number"))

    def offer(self, rows: Sequence[OrderSummary]) -> None:
        """Show these contracts to pick from."""
        self.clear()
        for row in rows:
            name = row.client_name or self.context.language.text("no client yet")
            self.addItem(f"{row.number} · {name}", row.number)

    def show_contract(self, number: str, client: str) -> None:
        """Name the contract that is shown, without choosing it."""
        at = self.findData(number)
        if at < 0:
            self.insertItem(0, f"{number} · {client}", number)
            at = 0
        self.setCurrentIndex(at)
        self.typed.setCursorPosition(0)

    def begin(self) -> None:
        """Put the cursor on the name, to be written over."""
        self.typed.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.typed.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        arrow = pixmap("chevron-down", "muted", 16, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(self.width() - 26, (self.height() - 16) // 2, arrow)
        painter.end()

    def _picked(self, at: int) -> None:
        if number := self.itemData(at):
            self.chosen.emit(str(number))

    def _sought(self) -> None:
        """What is written there: one of the list, else among all contracts of the workspace."""
        typed = self.typed.text().strip()
        at = self.findText(typed)
        if at >= 0:
            self._picked(at)
            return
        self.context.run(lambda workspace: contracts_named(workspace, typed), self._found)

    def _found(self, rows: Sequence[OrderSummary]) -> None:
        if not rows:
            self.context.post(self.context.language.text("No contract holds these words."))
            return
        self.offer(rows)
        if len(rows) == 1:
            self._picked(0)
        else:
            self.showPopup()
