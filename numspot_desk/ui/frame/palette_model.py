"""The finds of the search over everything, as one list: orders, clients, clauses, actions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import theme

Index = QModelIndex | QPersistentModelIndex
DETAIL = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Find:
    """One row: what it is, what it says, and what choosing it does. One that is `gone` is greyed; without
    an act it cannot be chosen. `forget` takes it off the list of what was opened last."""

    icon: str
    title: str
    detail: str
    act: Callable[[], None] | None
    gone: bool = False
    forget: Callable[[], None] | None = None


class FindsModel(QAbstractListModel):
    """A short list (some twenty rows), replaced as a whole while typing."""

    def __init__(self, context: DeskContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._finds: tuple[Find, ...] = ()

    def show(self, finds: Sequence[Find]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._finds = tuple(finds)
        self.endResetModel()

    def find(self, index: Index) -> Find | None:
        """The find at a row."""
        return self._finds[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._finds)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        find = self._finds[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return find.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{find.title}, {find.detail}"
            case Qt.ItemDataRole.DecorationRole:
                return icon(find.icon, "muted")
            case Qt.ItemDataRole.ForegroundRole if find.gone:
                return theme().colour("muted")
            case _ if role == DETAIL:
                return find.detail
            case _:
                return None
