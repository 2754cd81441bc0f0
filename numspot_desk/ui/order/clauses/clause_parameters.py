"""The places of a clause of the library to fill in: a field each, with its limits and its ladder below.

What is typed is given on as it is; whether it can stand is decided by the library, and said at the field.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from numspot_desk.contracts.library.clause import LISTED, WHOLE, LibraryClause, Parameter, ParameterKind, Rung
from numspot_desk.contracts.library.judging import refusal
from numspot_desk.contracts.library.values import shown_bound, unit_of
from numspot_desk.contracts.problems import problem
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import ChoiceField, DateField, NumberField, TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.answer_row import FIELD, is_undo
from numspot_desk.ui.order.clauses.clauses_presenter import value_field

_RUNGS: Mapping[Rung, str] = {
    Rung.PREFERRED: N_("preferred: {values}"),
    Rung.ACCEPTABLE: N_("accepted: {values}"),
    Rung.NEEDS_LEGAL: N_("for legal: {values}"),
    Rung.REFUSED: N_("refused: {values}"),
}
Editor = TextField | ChoiceField


class ClauseParameters(QWidget):
    """`filled` carries the name of a parameter and what was filled in; `left`: the focus left its field."""

    filled = Signal(str, object)
    left = Signal()

    def __init__(
        self, context: DeskContext, clause: LibraryClause, path: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.clause = clause
        self.rows: dict[str, FormRow] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        language = context.language
        for parameter in clause.parameters:
            editor = _editor(context, parameter)
            if path:
                editor.setProperty(FIELD, value_field(path, parameter.name))
            label, help_ = parameter.label.in_language(language.code), ladder_line(parameter, language)
            row = FormRow(context, label, editor, help_, parent=self)
            row.keep_narrow()
            editor.edited.connect(partial(self._edited, parameter, editor))
            editor.installEventFilter(self)
            self.rows[parameter.name] = row
            layout.addWidget(row)

    def editor(self, name: str) -> QWidget | None:
        """The field of a parameter."""
        row = self.rows.get(name)
        return row.editor if row is not None else None

    def show_values(self, values: Mapping[str, Any], *, editable: bool = True) -> None:
        """Show the values, and at each that cannot stand why."""
        for parameter in self.clause.parameters:
            row, value = self.rows[parameter.name], values.get(parameter.name)
            editor = row.editor
            assert isinstance(editor, TextField | ChoiceField)
            editor.set_value(_shown(value))
            if isinstance(editor, TextField):
                editor.setReadOnly(not editable)
            else:
                editor.setEnabled(editable)
            said = refusal_line(parameter, value, self.context.language)
            row.set_problems([] if said is None else [problem("invalid_value", parameter.name, said)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()  # undo belongs to the step, not to the field
            return True
        if event.type() is QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _edited(self, parameter: Parameter, editor: Editor) -> None:
        self.filled.emit(parameter.name, _typed(parameter, editor.value()))


def refusal_line(parameter: Parameter, value: object, language: Language) -> Message | None:
    """Why the library refuses a value, in its words where it has some."""
    found = refusal(parameter, value)
    if found is None:
        return None
    said = "" if found.said is None else language.render(found.said)
    if found.words is not None:
        said = found.words.in_language(language.code) + (f" ({found.law})" if found.law else "")
    return message("{reason}", reason=said[:1].upper() + said[1:])


def ladder_line(parameter: Parameter, language: Language) -> str:
    """Which values stand on which rung, the best first, after their unit: `Calendar days – preferred: 15 to
    30 · accepted: 31 to 45`."""
    if parameter.kind is ParameterKind.TEXT:
        return language.text("Free text, {most} characters at most.", most=parameter.longest)
    by_rung: dict[Rung, list[str]] = {}
    for band in parameter.ladder:
        if parameter.kind in LISTED:
            by_rung.setdefault(band.rung, []).extend(_options(parameter, band.values, language))
        else:
            low = shown_bound(parameter, band.least, language.code)
            high = shown_bound(parameter, band.most, language.code)
            values = low if low == high else language.text("{low} to {high}", low=low, high=high)
            by_rung.setdefault(band.rung, []).append(values)
    said = " · ".join(
        language.text(_RUNGS[rung], values=", ".join(by_rung[rung])) for rung in Rung if rung in by_rung
    )
    unit = unit_of(parameter.kind)
    return said if unit is None else f"{unit.in_language(language.code).capitalize()} – {said}"


def _options(parameter: Parameter, values: tuple[str, ...], language: Language) -> list[str]:
    words = {one.value: one.words.in_language(language.code) for one in parameter.options}
    return [language.text("“{value}”", value=words.get(value, value)) for value in values]


def _editor(context: DeskContext, parameter: Parameter) -> Editor:
    if parameter.kind in LISTED:
        code = context.language.code
        options = [(one.value, one.words.in_language(code)) for one in parameter.options]
        return ChoiceField(context, options)
    if parameter.kind is ParameterKind.DATE:
        return DateField(context)
    return TextField(context) if parameter.kind is ParameterKind.TEXT else NumberField(context)


def _shown(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def _typed(parameter: Parameter, text: str) -> Any:
    """A value in the form of the library; what is none stays as it was typed."""
    if parameter.kind is ParameterKind.FLAG:
        return {"true": True, "false": False}.get(text, text)
    if parameter.kind in WHOLE and text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    return text or None
