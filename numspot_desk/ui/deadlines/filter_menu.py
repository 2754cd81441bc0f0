"""The menu that narrows the agenda to a contract, a client or an owner: typing any part of a name finds it,
Enter takes it.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.presenter import FIELDS, Choice, choices
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID

OFFERED: Final = 20
"""How many of each are offered at once; typing finds the others."""
_ICONS: Final = {"contracts": "orders", "clients": "client", "owners": "person"}


class FilterMenu(QFrame):
    """`picked` carries the choice; the menu closes with it, by Esc, and when the person goes elsewhere."""

    picked = Signal(object)  # Choice

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context = context
        set_role(self, "palette")
        text = context.language.text
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(text("Contract, client or owner"))
        self.search.setAccessibleName(text("Contract, client or owner"))
        self.search.textEdited.connect(self._offer)
        self.search.installEventFilter(self)
        self.found = QListWidget(self)
        self.found.setAccessibleName(text("What the agenda can be narrowed to"))
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.found.itemActivated.connect(self._take)
        self.found.itemClicked.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.search)
        layout.addWidget(self.found)
        self.setFocusProxy(self.search)
        self._offer("")

    def popup_below(self, widget: QWidget) -> None:
        """Open under a widget, within its window."""
        around = widget.window()
        self.resize(min(56 * GRID, around.width() - 4 * GRID), min(48 * GRID, around.height() - 8 * GRID))
        place = widget.mapToGlobal(widget.rect().bottomLeft())
        right = around.mapToGlobal(around.rect().bottomRight()) - QPoint(self.width(), self.height())
        self.move(min(place.x(), right.x()), min(place.y(), right.y()))
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter work from the field of the search."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            rows = self.found.count()
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up if rows:
                    step = 1 if event.key() == Qt.Key.Key_Down else -1
                    self.found.setCurrentRow((self.found.currentRow() + step) % rows)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    if (item := self.found.currentItem()) is not None:
                        self._take(item)
                    return True
        return super().eventFilter(watched, event)

    def _offer(self, typed: str) -> None:
        def found(some: tuple[Choice, ...]) -> None:
            if typed == self.search.text():
                self._show(some)

        self.context.run(lambda store: choices(store, typed, OFFERED), found, owner=self)

    def _show(self, some: tuple[Choice, ...]) -> None:
        self.found.clear()
        text = self.context.language.text
        for one in some:
            said = text("{label}: {value}", label=text(FIELDS[one.field]), value=one.value)
            item = QListWidgetItem(icon(_ICONS[one.field]), f"{said} – {one.beside}" if one.beside else said)
            item.setToolTip(item.text())
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.found.addItem(item)
        self.found.setCurrentRow(0)

    def _take(self, item: QListWidgetItem) -> None:
        choice = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(choice, Choice):
            self.picked.emit(choice)
            self.close()
