"""How wide the columns of the lines are: room for what usually stands there and, whole, for what is computed;
the description gives way first. What the person sized by hand stays.
"""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.lines.cell_help import SERVICE
from numspot_desk.ui.order.lines.line_cells import COLUMNS, CellKind

_USUAL = (  # what each column shows whole
    "Volume persistant",
    "Machine virtuelle 16 vCPU, 64 Gio",
    "99 999",
    "Gio/mois",
    "99 999,99 €",
    "100 %",
    "999 999,99 €",
    "À la demande",
    "31/12/2029",
    "31/12/2029",
    "A12",
    "cloudgouv-eu-west-1",
    "SecNumCloud",
    "oui",
)
_SHORT = "Machine virtu"  # and a description where there is little room
_SHORT_SERVICE = "Volume"  # the service is cut last
_LABEL = 1
_MEASURED = 20  # rows beside those in sight that the widths look at: an amount costs a tenth of a millisecond
_WHOLE = (CellKind.NUMBER, CellKind.MONEY, CellKind.NET, CellKind.DATE)  # never cut, however long
_IN_SIGHT = 7  # from the service to the net amount, without scrolling


class ColumnWidths(QObject):
    """Sizes the columns of one table of lines."""

    def __init__(self, context: DeskContext, table: QTableView) -> None:
        super().__init__(table)
        self._context = context
        self._table = table
        self._fitting = False
        self._hints: dict[int, int] = {}  # how wide what stands in a column is, measured once a check
        self._own = False  # the person has sized columns by hand
        table.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        table.horizontalHeader().sectionResized.connect(self._resized)

    def comfortable(self) -> int:
        """How wide the table is with everything up to the net amount in sight, and descriptions whole."""
        return sum(map(self._usual, range(_IN_SIGHT))) + self._frame()

    def least(self) -> int:
        """How wide the table is with the same in sight, and descriptions short."""
        widths = [self._usual(column) for column in range(_IN_SIGHT)]
        widths[_LABEL] = self._room_for(_SHORT)
        return sum(widths) + self._frame()

    def fit(self) -> None:
        """Give each column room for its title and for what usually stands in it. The description gives
        way, and then the service, until everything up to the net amount is in sight; the description takes
        what room is left over."""
        if self._own:
            return
        widths = [self._usual(column) for column in range(len(COLUMNS))]
        room = self._table.viewport().width()
        spare = room - sum(widths)
        if spare < 0:
            spare = min(0, room - sum(widths[:_IN_SIGHT]))
        widths[_LABEL] = max(widths[_LABEL] + spare, self._room_for(_SHORT))
        lacking = sum(widths[:_IN_SIGHT]) - room
        if lacking > 0:
            widths[SERVICE] = max(widths[SERVICE] - lacking, self._room_for(_SHORT_SERVICE))
        self._fitting = True
        for column, width in enumerate(widths):
            self._table.setColumnWidth(column, width)
        self._fitting = False

    def fit_computed(self) -> None:
        """Fit again where something that was computed anew would be cut."""
        self._hints.clear()
        whole = (column for column in range(len(COLUMNS)) if COLUMNS[column].kind in _WHOLE)
        if any(self._measured(column) > self._table.columnWidth(column) for column in whole):
            self.fit()

    def forget(self) -> None:
        """What stands in the cells is written another way: measure it again."""
        self._hints.clear()

    def start_over(self) -> None:
        """Letters have another size: what was sized by hand counts no longer."""
        self._own = False
        self._hints.clear()
        self.fit()

    def _frame(self) -> int:
        return self._table.verticalHeader().sizeHint().width() + 2 * self._table.frameWidth() + 2 * GRID

    def _usual(self, column: int) -> int:
        said = self._context.language.text(COLUMNS[column].title)
        title = self._table.fontMetrics().horizontalAdvance(said)
        computed = self._measured(column) if COLUMNS[column].kind in _WHOLE else 0
        return max(self._room_for(_USUAL[column]), int(title * 1.15) + 2 * GRID, computed)  # bold titles

    def _measured(self, column: int) -> int:
        if column not in self._hints:
            self._hints[column] = self._table.sizeHintForColumn(column)
        return self._hints[column]

    def _room_for(self, text: str) -> int:
        return self._table.fontMetrics().horizontalAdvance(text) + 3 * GRID

    def _resized(self) -> None:
        self._own = self._own or not self._fitting
