"""Why an order is cancelled: one reason among a few, so that the log can keep it without anybody's name.

Where the cancellation cannot be undone it says so, and Enter keeps the order.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.order.states import CancelReason, OrderState
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.states import cancel_reason_label
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.ports.orders import OrderSummary


class CancelDialog(QDialog):
    """`chosen` carries the `CancelReason` when the person goes on."""

    chosen = Signal(object)

    def __init__(self, context: DeskContext, row: OrderSummary, parent: QWidget) -> None:
        super().__init__(parent)
        text = context.language.text
        final = row.state is OrderState.EXPORTED
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(text("Cancel the order"))
        if final:
            say = text("Cancel order {number}? It was exported: this cannot be undone.", number=row.number)
        else:
            say = text("Why is order {number} cancelled?", number=row.number)
        label = QLabel(say, self)
        label.setWordWrap(True)
        set_role(label, "heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(label)
        self._group = QButtonGroup(self)
        self.reasons: dict[CancelReason, QRadioButton] = {}
        for number, reason in enumerate(CancelReason):
            button = QRadioButton(text(cancel_reason_label(reason)), self)
            self._group.addButton(button, number)
            self.reasons[reason] = button
            layout.addWidget(button)
        first = next(iter(self.reasons.values()))
        first.setChecked(True)
        buttons = QDialogButtonBox(self)
        self.keep = buttons.addButton(text("Keep it"), QDialogButtonBox.ButtonRole.RejectRole)
        self.go_on = buttons.addButton(text("Cancel the order"), QDialogButtonBox.ButtonRole.AcceptRole)
        for answer in (self.keep, self.go_on):
            answer.setAutoDefault(False)
        (self.keep if final else self.go_on).setDefault(True)
        buttons.rejected.connect(self.reject)
        buttons.accepted.connect(self._choose)
        layout.addSpacing(GRID)
        layout.addWidget(buttons)
        first.setFocus()

    def _choose(self) -> None:
        reason = list(CancelReason)[self._group.checkedId()]
        self.accept()
        self.chosen.emit(reason)
