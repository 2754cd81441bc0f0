"""The services step: the table of lines with its tools, and what is wrong with the current cell in words."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.problems import Severity
from numspot_desk.language.messages import N_
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.keys import TO
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.lines.line_cells import COLUMNS
from numspot_desk.ui.order.lines.line_table import LineTable
from numspot_desk.ui.order.step_view import StepView


class ServicesStep(StepView):
    """What is ordered."""

    step = StepId.SERVICES
    column = None

    def build(self) -> None:
        self._tools: list[tuple[QPushButton, str, str, str]] = []
        self.table = LineTable(self.context, self.presenter, self)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.table.setMinimumHeight(30 * GRID)
        self.layout_.addWidget(self._tool_row())
        self.layout_.addWidget(self.table, 100)
        self.cell_problem = OutcomeLine(self, keep_room=True)
        self.cell_problem.setMinimumHeight(self.fontMetrics().lineSpacing() * 2)
        self.layout_.addWidget(self.cell_problem)
        self.layout_.addWidget(self.problem_summary)  # below, so that the cell in hand stays where it is
        self.table.selectionModel().currentChanged.connect(self._cell_changed)
        self.table.lines.marked.connect(self._show_cell)
        theme().changed.connect(self._dress)
        self.retranslate()

    def wanted_width(self) -> int:
        return self.table.widths.comfortable() + 6 * GRID

    def least_width(self) -> int:
        return self.table.widths.least() + 6 * GRID

    def order_opened(self) -> None:
        self.table.forget_offers()

    def prices_changed(self) -> None:
        self.table.forget_offers()

    def show_answers(self) -> None:
        super().show_answers()
        self.table.lines.show_answers()
        for button, *_ in self._tools:
            button.setVisible(self.presenter.editable)

    def show_check(self) -> None:
        super().show_check()
        self.table.show_check()

    def focus_first(self) -> bool:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.currentIndex().isValid():
            self.table.go_to(0, 0)
        return True

    def focus_field(self, field: str) -> bool:
        return self.table.focus_cell(field)

    def widget_of(self, field: str) -> QWidget | None:
        return self.table

    def retranslate(self) -> None:
        super().retranslate()
        text = self.context.language.text
        for button, label, keys, _ in self._tools:
            button.setText(text(label) if button in self._worded else "")
            button.setAccessibleName(text(label))
            button.setToolTip(f"{text(label)} ({keys})" if keys else text(label))
        self.table.setAccessibleName(text("Order lines"))
        self.table.forget_offers()
        self.table.lines.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self.table.widths.fit()
        self.table.viewport().update()
        self._dress()
        self._show_cell()

    def shortcuts(self) -> list[tuple[str, str]]:
        text = self.context.language.text
        return [
            ("Ctrl+Space", text("Search the price list")),
            ("Ctrl+D", text("Duplicate a line")),
            ("Ctrl+Del", text("Delete a line")),
            (f"Alt+Up{TO}Alt+Down", text("Move a line")),
            ("Ctrl+C", text("Copy the cells")),
            ("Ctrl+V", text("Paste cells, also from a spreadsheet")),
            ("Del", text("Empty the cells")),
            ("Ctrl+Tab", text("Leave the table")),
        ]

    def _tool_row(self) -> QWidget:
        holder = QWidget(self)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID // 2)
        self._worded = {
            self._tool(line, N_("Search the price list"), "Ctrl+Space", "search", self.table.search_services),
            self._tool(line, N_("Add"), "", "plus", self.table.add),
        }
        self._tool(line, N_("Duplicate"), "Ctrl+D", "copy", self.table.duplicate)
        self._tool(line, N_("Delete"), "Ctrl+Del", "trash", self.table.remove)
        self._tool(line, N_("Up"), "Alt+Up", "chevron-up", self._up)
        self._tool(line, N_("Down"), "Alt+Down", "chevron-down", self._down)
        line.addStretch(1)
        return holder

    def _tool(
        self, line: QHBoxLayout, label: str, keys: str, icon_name: str, do: Callable[[], None]
    ) -> QPushButton:
        button = QPushButton(self)
        set_role(button, "quiet")
        button.clicked.connect(do)
        line.addWidget(button)
        self._tools.append((button, label, keys, icon_name))
        return button

    def _up(self) -> None:
        self.table.move_line(-1)

    def _down(self) -> None:
        self.table.move_line(1)

    def _cell_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_cell()

    def _show_cell(self) -> None:
        """Say what is wrong with the current cell, or how to type when nothing is."""
        index = self.table.currentIndex()
        problems = self.table.lines.problems_at(index.row(), index.column()) if index.isValid() else ()
        if problems:
            error = any(problem.severity is Severity.ERROR for problem in problems)
            told = "\n".join(self.table.lines.sentence(problem) for problem in problems)
            self.cell_problem.say_as("problem" if error else "warning", told)
        else:
            self.cell_problem.say_as(
                "help",
                self.context.language.text(
                    "Type in a cell; Tab and Enter move on. Ctrl+V pastes from a spreadsheet, "
                    "Ctrl+Space searches the price list, Ctrl+Tab leaves the table."
                ),
            )

    def _dress(self) -> None:
        for button, _, _, icon_name in self._tools:
            button.setIcon(icon(icon_name, "accent"))
