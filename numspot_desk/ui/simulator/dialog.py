"""The dialog in which an event is imagined: what people call it, found by any part of its name; its few
fields; Enter takes it.

The fields are those of the dialog of events. What cannot be imagined is refused beside its field and nothing
typed is lost. The dialog says what was imagined; the page takes it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from numspot_desk.contracts.given.fact_reading import Fault
from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, message
from numspot_desk.language.typed import NotTyped, parse_date
from numspot_desk.rules.events import Event
from numspot_desk.rules.time import paris
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.events.forms import FormField, Unreadable, fields_of, first_values, record_of, values_of
from numspot_desk.ui.events.kind_field import KindField
from numspot_desk.ui.kit.fields import ChoiceField, DateField, NumberField, TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.simulation.ground import ImaginedRefused
from numspot_desk.usecases.simulation.starts import BY_ID, STARTS, Start, first_day, start_of_event

Editor = TextField | ChoiceField
Judge = Callable[[Mapping[str, Any]], Event]
_HOUR: Final = "09:00"
_HELP: Final = N_("A day is enough: 22/11/2026. Where the time matters: 22/11/2026 10:30.")
_NO_START: Final = message("Choose what is imagined: type a part of its name.")


class ImaginedDialog(QDialog):
    """`imagined` carries the event, the way to begin, and the name of the scenario as it was typed. `judge`
    makes an event of a record, or refuses it."""

    imagined = Signal(object, object, str)

    def __init__(
        self,
        context: DeskContext,
        events: Sequence[Event],
        judge: Judge,
        parent: QWidget,
        *,
        ident: str,
        event: Event | None = None,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._events, self._judge, self._ident, self._event = tuple(events), judge, ident, event
        self._start: Start | None = None
        self.rows: dict[str, FormRow] = {}
        text = context.language.text
        self.setWindowTitle(text("What if") if event is None else text("Change what is imagined"))
        self.start = KindField(context, self, [(one.id, one.name) for one in STARTS])
        self._start_row = FormRow(context, N_("What is imagined"), self.start, parent=self)
        self.name = TextField(context, self)
        self._name_row = FormRow(context, N_("Name of the scenario"), self.name, optional=True, parent=self)
        self.name.set_value(name)
        self._build()
        self.start.choose((start_of_event(event) if event is not None else STARTS[0]).id)
        self.start.currentIndexChanged.connect(lambda _index: self._show_start())
        line = self.start.lineEdit()
        assert isinstance(line, QLineEdit)
        line.textEdited.connect(self._start_found)
        line.editingFinished.connect(self._start_typed)
        self._show_start()
        self._fit()
        if event is None:
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)
            line.selectAll()
        else:
            self.start.setEnabled(False)
            self.begin_day()

    def _build(self) -> None:
        text = self.context.language.text
        form = QWidget(self)
        set_role(form, "scrolled")
        self._lines = QVBoxLayout(form)
        self._lines.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        self._lines.addWidget(self._start_row)
        self._lines.addWidget(self._name_row)
        self._lines.addStretch(1)
        self._form = form
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(form)
        self.said = OutcomeLine(self, keep_room=True)
        buttons = QDialogButtonBox(self)
        self.take = buttons.addButton(text("Simulate"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(text("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        set_role(self.take, "primary")
        set_role(cancel, "secondary")
        cancel.setAutoDefault(False)
        self.take.setDefault(True)
        buttons.accepted.connect(self._ask)
        buttons.rejected.connect(self.reject)
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * GRID, 0, 3 * GRID, 2 * GRID)
        foot.addWidget(self.said)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area, 1)
        layout.addLayout(foot)

    def begin_day(self) -> None:
        """Put the cursor on the day, to be written over."""
        first = next(iter(self.rows.values())).editor
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, TextField):
            first.selectAll()

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Say what is wrong beside each field, else at the foot, and bring the person to the first."""
        first: FormRow | None = None
        for fault in faults:
            row = self.rows.get(fault.path) if fault.path != "kind" else self._start_row
            if row is None:
                self.said.say(self.context.language.render(fault.message), problem=True)
                continue
            row.set_problems([problem("invalid_value", fault.path, fault.message)])
            first = first or row
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(first.editor, TextField):
                first.editor.selectAll()
            self._area.ensureWidgetVisible(first)

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────

    def _start_found(self, _typed: str) -> None:
        """What is typed names one way to begin: its fields stand there before the next key."""
        found = BY_ID.get(self.start.kind() or "")
        if found is not None and found is not self._start:
            self._begin_with(found)

    def _start_typed(self) -> None:
        if (found := self.start.kind()) is not None:
            self.start.choose(found)

    def _show_start(self) -> None:
        found = BY_ID.get(str(self.start.currentData() or ""))
        if found is not None and found is not self._start:
            self._begin_with(found)

    def _begin_with(self, start: Start) -> None:
        self._start = start
        self._start_row.set_problems([])
        self._show_fields(start)

    def _show_fields(self, start: Start) -> None:
        for row in self.rows.values():
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {}
        values = self._values(start)
        before: QWidget = self.start
        for place, field in enumerate(self._fields(start), start=1):
            editor = self._editor(field)
            row = FormRow(
                self.context, field.label, editor, field.help, optional=field.optional, parent=self._form
            )
            editor.edited.connect(lambda row=row: self._edited(row))
            if field.name in values:
                editor.set_value(values[field.name])
            self.rows[field.name] = row
            self._lines.insertWidget(place, row)
            row.show()  # at once, so that the next Tab stops there
            self.setTabOrder(before, editor)
            before = editor
        self.setTabOrder(before, self.name)
        self.setTabOrder(self.name, self.take)
        self._lines.activate()
        self._area.verticalScrollBar().setValue(0)

    def _fields(self, start: Start) -> list[FormField]:
        but = "" if self._event is None else self._event.id
        return [
            replace(one, help=_HELP) if one.name == "at" else one
            for one in fields_of(start.kind, self._events, but)
        ]

    def _values(self, start: Start) -> dict[str, str]:
        if self._event is not None:
            return values_of(self._event)
        now = paris(self.context.clock.now())
        day = first_day(start, self._events, now.date())
        at = now.replace(hour=9, minute=0, second=0, microsecond=0)
        return {**first_values(start.kind, at + (day - now.date())), **start.values}

    def _editor(self, field: FormField) -> Editor:
        match field.kind:
            case "day":
                return DateField(self.context, self._form)
            case "amount":
                return NumberField(self.context, self._form)
            case "choice":
                return ChoiceField(self.context, field.options, self._form)
            case _:
                return TextField(self.context, self._form)

    def _edited(self, row: FormRow) -> None:
        row.set_problems([])
        self.said.clear()

    def _ask(self) -> None:
        self.said.clear()
        found = self._start if self._event is not None else BY_ID.get(self.start.kind() or "")
        if found is None:
            self.refuse([Fault("kind", _NO_START)])
            return
        self.start.choose(found.id)
        values = {name: row.value() for name, row in self.rows.items()}
        try:
            record = record_of(found.kind, {name: _timed(name, typed) for name, typed in values.items()})
            event = self._judge({**record, "id": self._ident})
        except Unreadable as error:
            self.refuse(error.faults)
        except ImaginedRefused as error:
            self.refuse(error.faults)
        else:
            self.imagined.emit(event, found, self.name.value().strip())
            self.accept()

    def _fit(self) -> None:
        """As wide and high as the window around allows."""
        around = self.parentWidget()
        if around is not None:
            window = around.window()
            height = min(64 * GRID, max(window.height() - 6 * GRID, 40 * GRID))
            self.resize(min(72 * GRID, window.width() - 4 * GRID), height)


def _timed(name: str, typed: str) -> str:
    """A moment of which only the day was typed, at the usual hour."""
    if name not in ("at", "received_at"):
        return typed
    try:
        parse_date(typed.strip())
    except NotTyped:
        return typed
    return f"{typed.strip()} {_HOUR}"
