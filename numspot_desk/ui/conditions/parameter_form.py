"""One parameter of a clause being written: its name, its labels, what it holds, its limits and its ladder."""

import copy
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from numspot_desk.contracts.library.clause import DECIMAL, LISTED, ParameterKind
from numspot_desk.language.messages import N_
from numspot_desk.ui.conditions.clause_draft import (
    of_kind,
    shown_options,
    shown_value,
    typed_bound,
    typed_options,
    typed_value,
)
from numspot_desk.ui.conditions.ladder_field import LadderField
from numspot_desk.ui.conditions.library_words import PARAMETER_KINDS
from numspot_desk.ui.context import DeskContext, Text
from numspot_desk.ui.kit.fields import ChoiceField, Field, LongTextField, TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID

_KINDS: list[tuple[str, Text]] = [(kind.value, PARAMETER_KINDS[kind]) for kind in ParameterKind]
_LISTED = frozenset(kind.value for kind in LISTED)
_DECIMAL = frozenset(kind.value for kind in DECIMAL)
_TEXT = ParameterKind.TEXT.value
_FIELDS: tuple[tuple[str, str, str], ...] = (
    (
        "name",
        N_("Name in the text"),
        N_("Small letters, digits and underscores: {delay} in the text is delay."),
    ),
    ("label.fr", N_("Label in French"), ""),
    ("label.en", N_("Label in English"), ""),
    ("kind", N_("What it holds"), ""),
    ("least", N_("Least value"), ""),
    ("most", N_("Most value"), ""),
    ("decimals", N_("Digits after the comma"), ""),
    ("longest", N_("Most characters"), ""),
    ("options", N_("Values to choose from"), N_("A line each: value = words in French | words in English")),
    ("preferred", N_("Value it starts with"), ""),
)


class ParameterForm(QFrame):
    """`edited` at every key; `removed` when the parameter is to go."""

    edited = Signal()
    removed = Signal()

    def __init__(
        self, context: DeskContext, parameter: Mapping[str, Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        set_role(self, "card")
        self._heading = QLabel(self)
        self._heading.setWordWrap(True)
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._heading, "label")
        self.remove = QPushButton(context.language.text("Take out"), self)
        self.remove.setIcon(icon("trash", "accent"))
        set_role(self.remove, "quiet")
        self.remove.clicked.connect(self.removed)
        self.fields: dict[str, Field] = {name: self._field(name) for name, _, _ in _FIELDS}
        self.ladder = LadderField(context, self)
        self.rows = {
            name: FormRow(context, label, self.fields[name], help_, parent=self)
            for name, label, help_ in _FIELDS
        }
        self.rows["ladder"] = FormRow(
            context,
            N_("Ladder"),
            self.ladder,
            N_("Every value within the limits stands on one rung, and on one only."),
            parent=self,
        )
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addLayout(head)
        for row in self.rows.values():
            layout.addWidget(row)
        for name, field in self.fields.items():
            field.edited.connect(self._kind_chosen if name == "kind" else self._edited)
        self.ladder.edited.connect(self._edited)
        self.show_parameter(parameter)

    def show_parameter(self, parameter: Mapping[str, Any]) -> None:
        """Show a parameter of a document."""
        label = parameter.get("label") or {}
        kind = str(parameter.get("kind", ""))
        shown = {
            "name": parameter.get("name"),
            "label.fr": label.get("fr"),
            "label.en": label.get("en"),
            "kind": kind,
            "least": shown_value(parameter.get("least")),
            "most": shown_value(parameter.get("most")),
            "decimals": shown_value(parameter.get("decimals")),
            "longest": shown_value(parameter.get("longest")),
            "options": shown_options(parameter.get("options") or ()),
            "preferred": shown_value(parameter.get("preferred")),
        }
        for name, value in shown.items():
            self.fields[name].set_value(value or "")
        self.ladder.set_value(kind, parameter.get("ladder") or ())
        self._arrange()

    def value(self) -> dict[str, Any]:
        """The parameter as the document holds it."""
        said = {name: field.value() for name, field in self.fields.items()}
        kind = said["kind"]
        made: dict[str, Any] = {
            "name": said["name"].strip(),
            "label": {"fr": said["label.fr"].strip(), "en": said["label.en"].strip()},
            "kind": kind,
            "ladder": self.ladder.value(),
        }
        if kind in _LISTED:
            made["options"] = typed_options(said["options"])
        else:
            made |= {key: typed_bound(kind, said[key]) for key in ("least", "most")}
        if kind in _DECIMAL:
            made["decimals"] = typed_bound("number", said["decimals"])
        if kind == _TEXT:
            made["longest"] = typed_bound("number", said["longest"])
        made["preferred"] = typed_value(kind, said["preferred"])
        return copy.deepcopy({key: value for key, value in made.items() if value is not None})

    def _field(self, name: str) -> Field:
        if name == "kind":
            return ChoiceField(self.context, _KINDS, self)
        return LongTextField(self.context, 3, self) if name == "options" else TextField(self.context, self)

    def _kind_chosen(self) -> None:
        self.show_parameter(of_kind(self.value(), self.fields["kind"].value()))
        self.edited.emit()

    def _edited(self) -> None:
        self._say()
        self.edited.emit()

    def _arrange(self) -> None:
        kind = self.fields["kind"].value()
        ranged = kind not in _LISTED and kind != _TEXT
        for name, wanted in (
            ("least", ranged),
            ("most", ranged),
            ("decimals", kind in _DECIMAL),
            ("longest", kind == _TEXT),
            ("options", kind in _LISTED),
        ):
            self.rows[name].setVisible(wanted)
        self._say()

    def _say(self) -> None:
        text = self.context.language.text
        name = self.fields["name"].value() or "?"
        self._heading.setText(text("Parameter {name}", name=f"{{{name}}}"))
        self.remove.setAccessibleName(text("Take the parameter {name} out", name=name))
