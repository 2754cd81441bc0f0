"""The rates of the European Central Bank that people add to those of the program, with the day of a check."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from numspot_desk.rules.rates import ECB
from numspot_desk.ui.calculators.rows_table import RowsTable
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import DateField
from numspot_desk.ui.kit.form import FormRow, make_room
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.calculations.rates_kept import ADDED, CHECKED, rates_problems


class RatesDialog(QDialog):
    """`given` carries the rates as they were typed, once nothing of them is refused."""

    given = Signal(object)

    def __init__(self, context: DeskContext, kept: Mapping[str, Any], parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        text, last = context.language.text, ECB.rates[-1]
        self.setWindowTitle(text("Rates of the European Central Bank"))
        known = text(
            "The program knows the rates up to that of {day}: {rate}. They were last checked on {checked}.",
            day=last.start,
            rate=context.language.formats.percent(last.rate),
            checked=ECB.last_checked,
        )
        said = QLabel(known, self)
        said.setWordWrap(True)
        set_role(said, "muted")
        self.table = RowsTable(context, ADDED, self)
        self.table.show_rows([dict(row) for row in kept.get("rates") or ()])
        self.checked = DateField(context, self)
        self.checked.set_value(kept.get("last_checked"))
        self.row = FormRow(context, CHECKED.label, self.checked, CHECKED.help, optional=True, parent=self)
        buttons = QDialogButtonBox(self)
        leave = buttons.addButton(text("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.keep = buttons.addButton(text("Keep"), QDialogButtonBox.ButtonRole.ApplyRole)
        leave.setAutoDefault(False)
        self.keep.setDefault(True)
        buttons.rejected.connect(self.reject)
        self.keep.clicked.connect(self._give)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for widget in (said, self.table, self.row, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(60 * GRID)
        self.table.edited.connect(lambda: make_room(self, self.table))
        self.table.view.setFocus()

    def _give(self) -> None:
        typed = {ADDED.key: self.table.model.rows, CHECKED.key: self.checked.value()}
        faults = rates_problems(typed, self.context.clock.today())
        self.row.set_problems([one for one in faults if one.field == CHECKED.key])
        cells = [(*_cell(one.field), one) for one in faults if one.field != CHECKED.key]
        self.table.show_problems(cells, self._label)
        make_room(self, self.table)
        if not faults:
            self.given.emit(typed)

    def _label(self, field: str) -> str:
        row, key = _cell(field)
        column = next(self.context.language.text(one.label) for one in ADDED.columns if one.key == key)
        return self.context.language.text("Line {line}, {column}", line=row + 1, column=column)


def _cell(field: str) -> tuple[int, str]:
    number, _, column = field.partition("[")[2].partition("].")
    return int(number), column
