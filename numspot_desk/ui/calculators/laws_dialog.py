"""The laws that calculators rest on: what the program knows and when it was checked; below, what legal adds,
a new value from a day or a later check, each with its source. Others read.
"""

from collections.abc import Mapping
from html import escape
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from numspot_desk.rules.dated_laws import DatedLaw
from numspot_desk.ui.calculators.rows_table import RowsTable
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.form import make_room
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.calculations.laws_kept import ADDED, NAMES, known_laws, laws_problems
from numspot_desk.usecases.roles import may_decide


class LawsDialog(QDialog):
    """`given` carries the laws as they were typed, once nothing of them is refused."""

    given = Signal(object)

    def __init__(self, context: DeskContext, kept: Mapping[str, Any], parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        text = context.language.text
        self.setWindowTitle(text("Laws that results rest on"))
        known = known_laws(kept).known
        self.known = QLabel("".join(map(self._line, known.values())), self)
        self.known.setWordWrap(True)
        self.table = RowsTable(context, ADDED, self)
        self.table.show_rows([dict(row) for row in kept.get("laws") or ()])
        allowed = may_decide(context.person)
        self.table.setEnabled(allowed)
        said = QLabel(text("Only legal adds a law or notes a check."), self)
        set_role(said, "muted")
        said.setVisible(not allowed)
        buttons = QDialogButtonBox(self)
        leave = buttons.addButton(text("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.keep = buttons.addButton(text("Keep"), QDialogButtonBox.ButtonRole.ApplyRole)
        leave.setAutoDefault(False)
        self.keep.setDefault(allowed)
        self.keep.setEnabled(allowed)
        buttons.rejected.connect(self.reject)
        self.keep.clicked.connect(self._give)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for widget in (self.known, self.table, said, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(84 * GRID)
        self.table.edited.connect(lambda: make_room(self, self.table))
        (self.table.view if allowed else leave).setFocus()

    def _line(self, law: DatedLaw) -> str:
        language = self.context.language
        checked = language.text("last checked on {day}", day=law.last_checked)
        said = [language.text(NAMES[law.id]), law.article]
        if law.values:
            last = law.values[-1]
            formats = language.formats
            money = law.id == "recovery_flat"
            value = formats.money(last.rate) if money else formats.percent(last.rate)
            said.append(language.text("{value} from {day}", value=value, day=last.start))
        return f"<p style='margin:4px 0'>{escape(' · '.join(said))}<br/>{escape(checked)}</p>"

    def _give(self) -> None:
        typed = {ADDED.key: self.table.model.rows}
        faults = laws_problems(typed, self.context.clock.today())
        self.table.show_problems([(*_cell(one.field), one) for one in faults], self._label)
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
