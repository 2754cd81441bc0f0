"""What the register is narrowed to: choices in a row, shown on demand, and what they say in words."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, message
from numspot_desk.language.typed import NotTyped, parse_date
from numspot_desk.ui.conditions.register_presenter import RegisterList, narrowing, standings
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import ChoiceField, DateField, TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.ports.register import RegisterChoices

_MOST = 4
"""The most filters on one line."""
_LABELS = (
    ("standing", N_("State")),
    ("client", N_("Client")),
    ("target", N_("Clause")),
    ("subject", N_("Subject")),
    ("rung", N_("Rung")),
    ("approved_by", N_("Approved by")),
)


class RegisterFilters(QWidget):
    """`changed` when the person chooses something else."""

    changed = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._choices = RegisterChoices((), (), ())
        self.client = TextField(context, self)
        self.client.edited.connect(self._edited)
        self.until = DateField(context, self)
        self.until.editingFinished.connect(self._edited)
        self.fields: dict[str, ChoiceField] = {}
        self.rows: list[FormRow] = []
        for name, label in _LABELS:
            if name == "client":
                self.rows.append(FormRow(context, label, self.client, may_fail=False, parent=self))
                continue
            field = ChoiceField(context, standings() if name == "standing" else [], self)
            field.edited.connect(self._edited)
            self.fields[name] = field
            self.rows.append(FormRow(context, label, field, may_fail=False, parent=self))
        self.until_row = FormRow(context, N_("Meant until"), self.until, parent=self)
        self.rows.append(self.until_row)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._columns = 0
        self._lay_out()

    def offer(self, choices: RegisterChoices) -> None:
        """Offer what stands in the register, each choice kept where it is still there."""
        self._choices = choices
        for name, options in narrowing(choices, self.context.language).items():
            field = self.fields[name]
            kept = field.value()
            field.blockSignals(True)
            field.set_options(options)
            field.set_value(kept)
            field.blockSignals(False)

    def asked(self, shown: RegisterList) -> RegisterList:
        """The list as these filters narrow it; a day that cannot be read narrows nothing and is said."""
        found = shown.of_standing(self.fields["standing"].value()).narrowed("client", self.client.value())
        for name in ("target", "subject", "rung", "approved_by"):
            found = found.narrowed(name, self.fields[name].value())
        return found.ending_by(self._day())

    def show_list(self, shown: RegisterList) -> None:
        """Show what a list is narrowed to."""
        query = shown.query
        self.fields["standing"].set_value(shown.standing)
        self.client.set_value(query.client)
        for name in ("target", "subject", "rung", "approved_by"):
            self.fields[name].set_value(getattr(query, name))
        self.until.set_value("" if query.ends_by is None else query.ends_by.isoformat())
        self.until_row.set_problems(())

    def retranslate(self) -> None:
        """Say the choices again."""
        self.offer(self._choices)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        """As many filters on a line as there is room for."""
        room = max(row.minimumSizeHint().width() for row in self.rows) + 2 * GRID
        columns = max(1, min(_MOST, (self.width() + 2 * GRID) // room))
        if columns == self._columns:
            return
        self._columns = columns
        for place, row in enumerate(self.rows):
            self._grid.addWidget(row, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(_MOST):
            self._grid.setColumnStretch(column, int(column < columns))

    def _day(self) -> dt.date | None:
        typed = self.until.value()
        self.until_row.set_problems(())
        if not typed:
            return None
        try:
            return parse_date(typed)
        except NotTyped:
            said = message("Type the date, such as 22/11/2026.")
            self.until_row.set_problems([problem("invalid_value", "until", said)])
            return None

    def _edited(self) -> None:
        self.changed.emit()
