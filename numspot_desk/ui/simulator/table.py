"""The table of the simulator: every step of every scenario, which is the truth that the timelines paint."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.kit.table import Fetched, Index, LazyTableModel, PageKey, TableColumn
from numspot_desk.ui.kit.table_view import LazyTable
from numspot_desk.ui.simulator.presenter import Row, SimulatorPresenter
from numspot_desk.ui.simulator.timeline_scene import shape_of
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.simulation import words

_PICTURES: Final = {
    "imagined": ("send", "accent"),
    "supposed": ("sample", "muted"),
    "act_before": ("deadlines", "warning"),
    "effect_on": ("active", "problem"),
    "earliest": ("chevron-right", "particular"),
    "latest_before": ("chevron-left", "warning"),
    "refund": ("value", "success"),
    "gone": ("close", "muted"),
}


def _what(row: Row, language: Language) -> str:
    if not row.reading:
        return words.step_name(row.step, language)
    return f"    {row.reading} · {row.amount}" if row.amount else f"    {row.reading}"


def _when(row: Row, language: Language) -> str:
    return words.when(row.step.result if row.result is None else row.result, language)


def _own(said: Callable[[Row, Language], str]) -> Callable[[Row, Language], str]:
    """What is said of a step alone, not of what another reading gives."""
    return lambda row, language: "" if row.reading else said(row, language)


SIDES: Final = 3
COLUMNS: Final[tuple[TableColumn[Row], ...]] = (
    TableColumn("scenario", N_("Scenario"), lambda row, _: f"{row.scenario + 1}. {row.name}", 120),
    TableColumn(
        "what",
        N_("Step"),
        _what,
        260,
        stretch=True,
        picture=lambda row: ("reading", "special") if row.reading else _PICTURES[shape_of(row.step)],
    ),
    TableColumn("day", N_("Day"), _when, 116),
    TableColumn(
        "sides", N_("Safe ●─● sure day"), _own(lambda row, language: words.sides(row.step, language)), 236
    ),
    TableColumn("difference", N_("Beside the first"), lambda row, _: row.difference, 140),
    TableColumn(
        "change", N_("What it is"), _own(lambda row, language: words.change(row.step, language)), 150
    ),
    TableColumn(
        "party",
        N_("Party"),
        _own(lambda row, language: words.party(row.step, language)),
        84,
    ),
    TableColumn("clause", N_("Clause"), _own(lambda row, _: row.step.clause), 90),
    TableColumn("readings", N_("Readings"), _own(lambda row, _: words.readings(row.step)), 110),
)


class ChainModel(LazyTableModel[Row]):
    """Shows rows that are in hand."""

    def __init__(self, context: DeskContext, parent: QObject) -> None:
        super().__init__(context, COLUMNS, lambda row: row.identity, parent)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these rows, in this order."""

        def fetch(_: Workspace, key: PageKey, limit: int) -> Fetched[Row]:
            start = 0 if key is None else int(key[0])
            end = start + limit
            return Fetched(rows[start:end], (end,) if end < len(rows) else None)

        self.show(fetch, lambda _: len(rows))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        spoken = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if role in spoken and index.isValid() and index.column() == SIDES:
            row = self.row(index.row())
            return "" if row.reading else words.sides_said(row.step, self.context.language)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            role = Qt.ItemDataRole.DisplayRole
        return super().data(index, role)


class ChainTable(LazyTable):
    """Answers "why?" for its current row."""

    def __init__(
        self, context: DeskContext, presenter: SimulatorPresenter, model: ChainModel, parent: QWidget
    ) -> None:
        super().__init__(context, model, "simulator", parent)
        self._presenter, self._model = presenter, model
        self.selectionModel().currentRowChanged.connect(context.value_focused)

    def current(self) -> Row | None:
        """The current row."""
        index = self.currentIndex()
        return self._model.row(index.row()) if index.isValid() and self._model.rowCount() else None

    def why(self) -> WhyRequest | None:
        """How the day of the current row was counted."""
        row = self.current()
        if row is None or row.scenario >= len(self._presenter.simulations):
            return None
        return self._presenter.why(row.scenario, row.step)
