"""The field for an order: typed by its number, or found by number or client among the orders kept here.

Looking writes nothing; the order that is taken shows with its client, and its number is the value.
"""

from functools import partial
from typing import Final

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.usecases.ports.orders import OrderQuery
from numspot_desk.usecases.ports.workspace import Workspace

_OFFERED: Final = 12
_APART: Final = " · "


class OrderField(TextField):
    """A line of text that offers orders as it is typed, and the latest ones on Down."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        self._taken: frozenset[str] = frozenset()
        super().__init__(context, parent)
        self.orders = QStringListModel(self)
        self._offers = QCompleter(self.orders, self)
        self._offers.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.popup = QListView()
        self._offers.setPopup(self.popup)  # the completer owns it from here on
        self._offers.setWidget(self)  # not the line's own completer: that one writes while one only looks
        self._offers.activated.connect(self._take)
        self.textEdited.connect(self._look)

    def read(self, text: str) -> str | None:
        return text.partition(_APART)[0] if text in self._taken else text.strip()

    def show_form(self, value: str) -> str:
        return value

    def settle(self) -> None:
        """What was taken stays shown with its client."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self._look(self.text())
            return
        super().keyPressEvent(event)

    def _look(self, typed: str) -> None:
        wanted = "" if typed in self._taken else typed
        self.context.run(lambda store: _orders(store, wanted), partial(self._offer, typed), owner=self)

    def _offer(self, typed: str, found: list[str]) -> None:
        if typed != self.text() or not self.hasFocus():
            return
        self.orders.setStringList(found)
        if found and found != [typed]:
            self._offers.complete()
        else:
            self.popup.hide()

    def _take(self, order: str) -> None:
        self._taken |= {order}
        self.setText(order)
        self.edited.emit()


def _orders(workspace: Workspace, text: str) -> list[str]:
    page = workspace.orders.page(OrderQuery(text), limit=_OFFERED)
    return [f"{row.number}{_APART}{row.client_name}" for row in page.rows]
