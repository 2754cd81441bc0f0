"""The bar above the agenda: which view and which days, how much is listed, the filters where there is little
room, columns, print, the calendar file.
"""

from decimal import Decimal
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.calendar_export import NAME as CALENDAR_NAME
from numspot_desk.ui.deadlines.filters import AgendaFilters
from numspot_desk.ui.deadlines.period_bar import PeriodBar
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID

_LOW: Final = 34
"""Lines of the page down below which the filters wait behind a button."""


class AgendaTools(QWidget):
    """The chips, and the bar below them, which the body moves through time with."""

    filters_toggled = Signal()

    def __init__(self, context: DeskContext, bar: PeriodBar, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.bar = context, bar
        self.filters = AgendaFilters(context, self)
        self.count = QLabel(bar)
        set_role(self.count, "count")
        self.folded = QPushButton(bar)
        self.folded.setCheckable(True)
        self.folded.toggled.connect(self.filters_toggled)
        set_role(self.folded, "chip")
        self.clear, self.columns, self.print, self.calendar = (QPushButton(bar) for _ in range(4))
        for button in (self.clear, self.columns, self.print, self.calendar):
            set_role(button, "quiet")
        for widget in (self.folded, self.count, self.clear, self.columns, self.print, self.calendar):
            bar.add(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.filters)
        layout.addWidget(bar)
        theme().changed.connect(self._dress)

    def say(self, total: int, left: int) -> None:
        """Say how many entries are listed, and how many contracts are still to be counted."""
        language = self.context.language
        parts = [language.ntext("{n} deadline", "{n} deadlines", total, n=Decimal(total))] if total else []
        if left:
            waits = language.ntext("{n} contract to count", "{n} contracts to count", left, n=Decimal(left))
            parts.append(waits)
        self.count.setText(" · ".join(parts))
        self.count.setVisible(bool(parts))
        self.print.setEnabled(total > 0)

    def fit(self, height: int, *, empty: bool, filtered: bool, table: bool) -> None:
        """Show what there is to choose from, in a page of this height: with nothing in the agenda nothing,
        the columns where the table is seen."""
        low = height < _LOW * theme().metrics().height()
        text, narrowed = self.context.language.text, self.filters.count()
        self.folded.setText(text("Filters ({n})", n=narrowed) if narrowed else text("Filters"))
        self.folded.setVisible(low and not empty)
        self.filters.setHidden(empty or (low and not self.folded.isChecked()))
        self.bar.setHidden(empty)
        self.clear.setVisible(filtered)
        self.columns.setHidden(empty or not table)

    def open_filters(self) -> None:
        """Offer contracts, clients and owners; where there is little room the filters show first."""
        self.folded.setChecked(True)
        self.filters.open_menu()

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self.clear.setText(text("Show all"))
        self.columns.setText(text("Columns"))
        self.print.setText(text("Print"))
        self.calendar.setText(text(CALENDAR_NAME))
        self._dress()

    def _dress(self) -> None:
        self.folded.setIcon(icon("filter", "muted"))
        self.clear.setIcon(icon("close", "accent"))
        self.columns.setIcon(icon("columns", "accent"))
        self.print.setIcon(icon("print", "accent"))
        self.calendar.setIcon(icon("export", "accent"))
