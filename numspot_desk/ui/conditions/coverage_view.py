"""Coverage over all contracts: what is missing in each by checklist, until when its certificates hold; the
matrix of one opens with Enter.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.conditions.coverage_dialog import CoverageDialog
from numspot_desk.ui.conditions.coverage_presenter import CHOICES, COLUMNS, CoverageList
from numspot_desk.ui.conditions.tab import ConditionsTab
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.empty import EmptyState
from numspot_desk.ui.kit.fields import ChoiceField
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.rooms import ListRooms
from numspot_desk.ui.kit.table import LazyTableModel
from numspot_desk.ui.kit.table_view import LazyTable
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.conditions.coverage_across import ContractCoverage, OrderCoverage, coverage_of


class CoverageAcross(ConditionsTab):
    """The list and the way to the matrix of one order."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list = CoverageList(context.clock.today())
        self._stale = True
        self._kept = ""
        self.dialog: CoverageDialog | None = None
        self.model = LazyTableModel[ContractCoverage](context, COLUMNS, lambda one: one.order_id, self)
        self.model.loaded.connect(self._loaded)
        self.table = LazyTable(context, self.model, "coverage", self)
        self.table.opened.connect(self.show_matrix)
        self.choice = ChoiceField(context, CHOICES, self)
        self.choice.edited.connect(self.read)
        self.choice_row = FormRow(context, N_("Show"), self.choice, may_fail=False, parent=self)
        self._summary = QLabel(self)
        self._summary.setWordWrap(True)
        set_role(self._summary, "muted")
        self.matrix_button, self.order_button = QPushButton(self), QPushButton(self)
        self.matrix_button.clicked.connect(self._show_current)
        self.order_button.clicked.connect(self._open_order)
        acts = FlowLayout()
        for button in (self.matrix_button, self.order_button):
            set_role(button, "quiet")
            acts.addWidget(button)
        nothing = EmptyState(
            context,
            "shield",
            N_("No contract with a qualification"),
            N_("Orders with an HDS or SecNumCloud line stand here, with what their clauses leave uncovered."),
        )
        unmatched = N_("No contract matches the search and the filters.")
        self.rooms = ListRooms(self.context, self.table, nothing, unmatched, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.choice_row)
        layout.addWidget(self._summary)
        layout.addWidget(self.rooms, 1)
        layout.addLayout(acts)
        theme().changed.connect(self._dress)
        context.changed.connect(self._changed)
        self.retranslate()

    # ── Tab ──────────────────────────────────────────────────────────────────────────────────────

    def enter(self, argument: Any = None) -> None:
        if isinstance(argument, str):
            self.choice.set_value(argument)
            self._stale = True
        if self._stale:
            self.read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def searchable(self) -> bool:
        return True

    def search_text(self) -> str:
        return self.list.text

    def search(self, text: str) -> None:
        if text != self.list.text:
            self._read(text)

    def focus_found(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def shortcuts(self) -> list[tuple[str, str]]:
        text = self.context.language.text
        return [("Return", text("Matrix of the contract")), ("Ctrl+C", text("Copy the chosen rows"))]

    def retranslate(self) -> None:
        text = self.context.language.text
        self.table.setAccessibleName(text("Coverage of the contracts"))
        self.matrix_button.setText(text("Matrix of the contract"))
        self.order_button.setText(text("Open the order"))
        self._summary.setText(self.list.summary(self.context.language))
        self._dress()

    # ── List ─────────────────────────────────────────────────────────────────────────────────────

    def read(self) -> None:
        """Read the contracts as of today."""
        self._read(self.list.text)

    def _read(self, text: str) -> None:
        if not self.context.has_workspace:
            return
        self._stale = False
        if (current := self.contract()) is not None:
            self._kept = current.order_id
        self.list = CoverageList(self.context.clock.today(), self.choice.value(), text)
        self.model.show(self.list.fetch, self.list.count)

    def contract(self) -> ContractCoverage | None:
        """The current contract."""
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() and self.model.rowCount() else None

    def _changed(self, changes: Changes) -> None:
        if not (changes.orders or changes.terms):
            return
        if self.isVisible():
            self.read()
        else:
            self._stale = True

    def _loaded(self) -> None:
        if self.model.rowCount():
            self.rooms.show_rows()
            self.table.choose_row(self.model.row_of(self._kept) or 0)
        else:
            self.rooms.show_none(narrowed=bool(self.list.all))
        self._summary.setText(self.list.summary(self.context.language))
        for button in (self.matrix_button, self.order_button):
            button.setVisible(bool(self.model.rowCount()))
        self.choice_row.setVisible(bool(self.list.all))

    # ── One contract ─────────────────────────────────────────────────────────────────────────────

    def show_matrix(self, row: int) -> None:
        """Open the matrix of a contract of the list."""
        one, context = self.model.row(row), self.context
        today = context.clock.today()
        about = context.language.text("{number}, {client}", number=one.number, client=one.client_name)

        def shown(found: OrderCoverage) -> None:
            dialog = CoverageDialog(context, about, self, editable=False, may_open=True)
            dialog.show_matrices(found.matrices)
            dialog.order_asked.connect(lambda: context.go("order", one.order_id))
            self.dialog = dialog
            dialog.open()

        context.run(lambda workspace: coverage_of(workspace, one.order_id, today), shown, owner=self)

    def _show_current(self) -> None:
        self.show_matrix(max(self.table.currentIndex().row(), 0))

    def _open_order(self) -> None:
        if (one := self.contract()) is not None:
            self.context.go("order", one.order_id)

    def _dress(self) -> None:
        self.matrix_button.setIcon(icon("shield", "accent"))
        self.order_button.setIcon(icon("orders", "accent"))
