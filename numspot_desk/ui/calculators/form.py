"""The form of one calculator: a row for each entry, a table for rows, problems below what they are of.

A problem of the field in hand waits until it is left; what is still empty is no problem here.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from numspot_desk.contracts.problems import Problem
from numspot_desk.ui.calculators.presenter import CalculatorsPresenter
from numspot_desk.ui.calculators.rows_table import RowsTable
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import AmountField, ChoiceField, DateField, NumberField, TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import FORM_WIDTH, GRID
from numspot_desk.usecases.calculations.parts import Calculator, Entry, Kind, Rows
from numspot_desk.usecases.calculations.typed_facts import TRUE

Editor = TextField | ChoiceField | QCheckBox
_FIELDS: Final = {
    Kind.AMOUNT: AmountField,
    Kind.NUMBER: NumberField,
    Kind.WHOLE: NumberField,
    Kind.DAY: DateField,
    Kind.INSTANT: TextField,
    Kind.TEXT: TextField,
}


class CalculatorForm(QScrollArea):
    """`typed` carries the key and the value of what a person changed: text, or rows; `emptied` when the form
    is to be blank again."""

    typed = Signal(str, object)
    emptied = Signal()

    def __init__(
        self, context: DeskContext, presenter: CalculatorsPresenter, calculator: Calculator, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.context, self.calculator = context, calculator
        self._presenter = presenter
        self._problems: tuple[Problem, ...] = ()
        self.editors: dict[str, Editor] = {}
        self._defaults = {one.key: one.default for one in calculator.parts if isinstance(one, Entry)}
        self.rows: dict[str, FormRow] = {}
        self.tables: dict[str, RowsTable] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(self)
        set_role(inner, "scrolled")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID // 2)
        self._about = QLabel(inner)
        self._about.setWordWrap(True)
        self._about.setMaximumWidth(FORM_WIDTH)
        set_role(self._about, "muted")
        layout.addWidget(self._about)
        for part in calculator.parts:
            layout.addWidget(self._table(part) if isinstance(part, Rows) else self._row(part))
        self.empty = QPushButton(inner)
        set_role(self.empty, "quiet")
        self.empty.setToolTip("Ctrl+Shift+Backspace")
        self.empty.clicked.connect(self.emptied)
        layout.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.setWidget(inner)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the reader's language."""
        self._about.setText(self.context.text(self.calculator.about))
        self.setAccessibleName(self.context.text(self.calculator.label))
        self.empty.setText(self.context.language.text("Empty the form"))
        for table in self.tables.values():
            table.retranslate()

    def first(self) -> QWidget:
        """Where typing begins."""
        part = self.calculator.parts[0]
        return self.tables[part.key].view if isinstance(part, Rows) else self.editors[part.key]

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show what was typed."""
        for key, editor in self.editors.items():
            value = values.get(key, self._defaults[key]) or ""
            if isinstance(editor, QCheckBox):
                editor.setChecked(value == TRUE)
            else:
                editor.set_value(value)
        for key, table in self.tables.items():
            table.show_rows(values.get(key) or [])

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what cannot be used, each beside its field."""
        self._problems = tuple(problems)
        for key, row in self.rows.items():
            own = [one for one in self._problems if one.field == key]
            if not (own and row.editor.hasFocus() and not row.problems):
                row.set_problems(own)
        for key, table in self.tables.items():
            located = [
                (*_cell(one.field), one) for one in self._problems if one.field.partition("[")[0] == key
            ]
            table.show_problems(located, self._presenter.label)

    def focus_problem(self, field: str) -> None:
        """Put the focus where a problem is."""
        key = field.partition("[")[0]
        table = self.tables.get(key)
        target: QWidget | None = self.editors.get(key) if table is None else table.view
        if table is not None and "[" in field:
            row, column = _cell(field)
            place = next((at for at, one in enumerate(table.part.columns) if one.key == column), 0)
            table.view.setCurrentIndex(table.model.index(row, place))
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(target)

    # ── Made once ────────────────────────────────────────────────────────────────────────────────

    def _row(self, entry: Entry) -> QWidget:
        editor: Editor
        if entry.kind is Kind.FLAG:
            editor = box = QCheckBox(self)
            box.toggled.connect(lambda on: self.typed.emit(entry.key, TRUE if on else ""))
        elif entry.kind is Kind.CHOICE:
            editor = choice = ChoiceField(self.context, entry.options, self)
            choice.setCurrentIndex(-1)
            choice.edited.connect(lambda: self.typed.emit(entry.key, choice.value()))
        else:
            editor = field = _FIELDS[entry.kind](self.context, self)
            field.edited.connect(lambda: self.typed.emit(entry.key, field.value()))
        fails = entry.kind is not Kind.FLAG and entry.kind is not Kind.CHOICE
        row = FormRow(
            self.context,
            entry.label,
            editor,
            entry.help,
            optional=entry.optional,
            may_fail=fails,
            parent=self,
        )
        row.keep_narrow()
        self.editors[entry.key], self.rows[entry.key] = editor, row
        return row

    def _table(self, part: Rows) -> QWidget:
        table = self.tables[part.key] = RowsTable(self.context, part, self)
        table.edited.connect(lambda: self.typed.emit(part.key, table.model.rows))
        return table

    def _focus_moved(self, before: QWidget | None, _now: QWidget | None) -> None:
        if before is not None and self.isVisible() and self.isAncestorOf(before):
            self.show_problems(self._problems)


def _cell(field: str) -> tuple[int, str]:
    number, _, column = field.partition("[")[2].partition("].")
    return (int(number.rstrip("]")), column) if number else (0, "")
