"""What the first page is made of: a figure that opens its list, and a line that opens its order."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from numspot_desk.ui.context import DeskContext, Text
from numspot_desk.ui.kit.elided import ElidedLabel
from numspot_desk.ui.kit.icons import pixmap
from numspot_desk.ui.kit.states import StateChip
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.ports.orders import OrderSummary

_ROOM_FOR_NUMBER = 110
_ROOM_FOR_DAY = 70
"""Widths of a line, in letters, above which it also shows the number and the day."""


def _let_through(*labels: QWidget) -> None:
    for label in labels:
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class FigureCard(QPushButton):
    """A count with what it counts; a click shows them."""

    def __init__(self, context: DeskContext, label: Text, picture: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._label_text, self._picture = label, picture
        self.figure = 0
        set_role(self, "card")
        self._sign, self._number, self._label = QLabel(self), QLabel(self), QLabel(self)
        set_role(self._number, "figure")
        set_role(self._label, "muted")
        self._label.setWordWrap(True)
        _let_through(self._sign, self._number, self._label)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._layout.setVerticalSpacing(GRID // 2)
        self._layout.addWidget(self._number, 0, 0)
        self._layout.addWidget(self._sign, 0, 1, Qt.AlignmentFlag.AlignRight)
        self._layout.addWidget(self._label, 1, 0, 1, 2)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._dress)
        context.language_changed.connect(self._dress)
        self._dress()

    def set_figure(self, figure: int) -> None:
        """Show another count."""
        self.figure = figure
        self._dress()

    def sizeHint(self) -> QSize:
        width = 27 * GRID
        return QSize(width, self._layout.totalHeightForWidth(width))

    def _dress(self) -> None:
        label = self.context.text(self._label_text)
        self._number.setText(str(self.figure))
        self._label.setText(label)
        self._sign.setPixmap(pixmap(self._picture, "muted", 20, self.devicePixelRatioF()))
        self.setAccessibleName(f"{label} ({self.figure})")
        self.updateGeometry()


class OrderLine(QPushButton):
    """An order on one line: client, state, amount, when it changed."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._order: OrderSummary | None = None
        set_role(self, "line")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._client = ElidedLabel(self)
        set_role(self._client, "label")
        self._number, self._amount, self._updated = QLabel(self), QLabel(self), QLabel(self)
        for label in (self._number, self._updated):
            set_role(label, "muted")
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._updated.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(GRID, 0, GRID, 0)
        self._layout.setSpacing(2 * GRID)
        self._layout.addWidget(self._client, 4)
        self._chip: StateChip | None = None
        for label, share in ((self._number, 3), (self._amount, 2), (self._updated, 2)):
            self._layout.addWidget(label, share)
        self.clicked.connect(self._open)
        self._prevailing = QAction(self)
        self._prevailing.setShortcut(QKeySequence("Ctrl+H"))
        self._prevailing.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._prevailing.triggered.connect(self._show_hierarchy)
        self.addAction(self._prevailing)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_order(self, order: OrderSummary, who: str = "") -> None:
        """Show this order, with who has it in hand where that matters."""
        self._order = order
        language = self.context.language
        name = order.client_name or language.text("Client to name")
        amount = "" if order.excl_tax is None else language.formats.money(order.excl_tax)
        updated = language.formats.date_list(order.updated_at.date())
        if self._chip is None:
            self._chip = StateChip(self.context, order.state, self)
            self._layout.insertWidget(1, self._chip, 2)
        self._chip.set_state(order.state)
        self._prevailing.setText(language.text("Hierarchy of the contract"))
        if who:
            name = language.text("{client} – {name}", client=name, name=who)
        self._client.setText(name)
        self._number.setText(order.number)
        self._amount.setText(amount)
        self._updated.setText(updated)
        _let_through(self._client, self._number, self._amount, self._updated, self._chip)
        self.setAccessibleName(
            ", ".join(filter(None, (name, self._chip.text(), order.number, amount, updated)))
        )

    def sizeHint(self) -> QSize:
        return QSize(40 * GRID, theme().metrics().height() + 3 * GRID)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the name and the state matter more than the number and the day."""
        super().resizeEvent(event)
        letters = event.size().width() / max(self.fontMetrics().averageCharWidth(), 1)
        self._number.setVisible(letters > _ROOM_FOR_NUMBER)
        self._updated.setVisible(letters > _ROOM_FOR_DAY)

    def _open(self) -> None:
        if self._order is not None:
            self.context.go("order", self._order.id)

    def _show_hierarchy(self) -> None:
        if self._order is not None:
            self.context.go("hierarchy", self._order.id)
