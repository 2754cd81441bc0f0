"""The rows of a list, or why there are none: nothing there yet, or nothing that matches what one asked."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext, Text
from numspot_desk.ui.kit.empty import EmptyState


class ListRooms(QStackedWidget):
    """`rows` shows the list, `nothing` stands in its place before there is any, `unmatched` is said where
    what was asked for leaves none."""

    def __init__(
        self, context: DeskContext, rows: QWidget, nothing: EmptyState, unmatched: Text, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self.nothing = nothing
        self.unmatched = EmptyState(context, "search", N_("Nothing found"), unmatched)
        for room in (rows, nothing, self.unmatched):
            self.addWidget(room)

    def show_rows(self) -> None:
        """Show the list."""
        self.setCurrentWidget(self._rows)

    def show_none(self, *, narrowed: bool) -> None:
        """Say why there is none; `narrowed` where a search or a filter leaves some out."""
        self.setCurrentWidget(self.unmatched if narrowed else self.nothing)
