"""The fields of a clause being written, each with room for what is wrong, and the document they make."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from numspot_desk.contracts.library.conditions import CONDITIONS, condition_text
from numspot_desk.contracts.order.order_document import QUALIFICATIONS
from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, Message
from numspot_desk.rules import clauses as references
from numspot_desk.rules.checklists import SUBJECTS as CHECKLIST_SUBJECTS
from numspot_desk.ui.conditions.chosen_field import ChosenField
from numspot_desk.ui.conditions.clause_draft import (
    blank_parameter,
    cleaned,
    pruned,
    shown_data,
    typed_data,
)
from numspot_desk.ui.conditions.library_words import EFFECT_NAMES, subject_name
from numspot_desk.ui.conditions.parameter_form import ParameterForm
from numspot_desk.ui.context import DeskContext, Text
from numspot_desk.ui.kit.fields import ChoiceField, LongTextField, TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.conditions.clause_library import Library
from numspot_desk.usecases.explaining.subject_names import SUBJECT_NAMES

Editor = TextField | LongTextField | ChoiceField | ChosenField
_KINDS: list[tuple[str, Text]] = [("derogation", N_("Derogation")), ("special", N_("Special condition"))]
_DEROGATION = ("target", "effect", "data")
_SPECIAL = ("kinds",)
_WRITTEN = ("text", "gloss", "title.fr", "title.en", "reason.fr", "reason.en")
"""Where a text may come from a word processor."""


class ClauseForm(QWidget):
    """`edited` carries the field, at every key. `new`: whether its id and kind are still to choose."""

    edited = Signal(str)

    def __init__(
        self,
        context: DeskContext,
        library: Library,
        document: Mapping[str, Any],
        *,
        new: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._start = dict(document)
        self._new = new
        self.fields: dict[str, Editor] = {}
        self.rows: dict[str, FormRow] = {}
        self.parameters: list[ParameterForm] = []
        self._former: tuple[int, dict[str, Any]] | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, GRID, 0)
        self._layout.setSpacing(GRID // 2)
        self._build(library)
        self.clean_button = QPushButton(
            context.language.text("Take out fields and invisible characters"), self
        )
        self.clean_button.clicked.connect(self._clean)
        self._layout.insertWidget(self._layout.indexOf(self.rows["gloss"]) + 1, self.clean_button)
        self._layout.setAlignment(self.clean_button, Qt.AlignmentFlag.AlignLeft)
        self._show(document)
        self._arrange()

    def _build(self, library: Library) -> None:
        context, text = self.context, self.context.language.text
        if self._new:
            self._add(
                "id", N_("Id"), TextField(context, self), N_("Small letters, digits, hyphens; for good.")
            )
            self._add("kind", N_("Kind of clause"), ChoiceField(context, _KINDS, self))
        self._add("title.fr", N_("Title in French"), TextField(context, self))
        self._add("title.en", N_("Title in English"), TextField(context, self))
        subjects = sorted(SUBJECT_NAMES, key=lambda one: text(subject_name(one)).casefold())
        self._add(
            "subject",
            N_("Subject"),
            ChoiceField(context, [(one, subject_name(one)) for one in subjects], self),
        )
        self._add(
            "target",
            N_("Clause of the general terms"),
            TextField(context, self),
            N_("The clause that it changes, such as CG-6.3.a."),
        )
        effects: list[tuple[str, Text]] = [(one.value, name) for one, name in EFFECT_NAMES.items()]
        self._add("effect", N_("What it does"), ChoiceField(context, effects, self))
        kinds: list[tuple[str, Text]] = [(one, _plain(one)) for one in QUALIFICATIONS]
        self._add("kinds", N_("Special conditions that it is for"), ChosenField(context, kinds, self))
        self._add(
            "text",
            N_("Text in French"),
            LongTextField(context, 8, self),
            N_("What the contract says. {delay} stands for the parameter delay."),
        )
        self._add("gloss", N_("Meaning in English"), LongTextField(context, 5, self), N_("Never printed."))
        self._add("reason.fr", N_("Why it is there, in French"), LongTextField(context, 3, self))
        self._add("reason.en", N_("Why it is there, in English"), LongTextField(context, 3, self))
        self._build_parameters()
        self._add(
            "data",
            N_("What the rules compare"),
            LongTextField(context, 2, self),
            N_("A line each, such as days = {delay}."),
            optional=True,
        )
        code = context.language.code
        covers: list[tuple[str, Text]] = [
            (one.id, _plain(f"{one.id} – {one.title(code)}")) for one in CHECKLIST_SUBJECTS.values()
        ]
        self._add("covers", N_("Subjects that it covers"), ChosenField(context, covers, self), optional=True)
        others: list[tuple[str, Text]] = [
            (entry.clause.id, _plain(f"{entry.clause.title.in_language(code)} ({entry.clause.id})"))
            for entry in library.entries
            if entry.clause.id != self._start.get("id")
        ]
        needs: list[tuple[str, Text]] = [(one, condition_text(one)) for one in CONDITIONS]
        needs += [(f"clause:{one}", label) for one, label in others]
        self._add("requires", N_("Only where"), ChosenField(context, needs, self), optional=True)
        self._add("excludes", N_("Never beside"), ChosenField(context, others, self), optional=True)

    def _build_parameters(self) -> None:
        text = self.context.language.text
        self._holder = QVBoxLayout()
        self._holder.setSpacing(GRID)
        heading = QLabel(text("Parameters"), self)
        set_role(heading, "heading")
        self.add_button, self.restore_button = QPushButton(self), QPushButton(self)
        self.add_button.setText(text("Add a parameter"))
        self.add_button.setIcon(icon("plus", "accent"))
        self.restore_button.setText(text("Put the parameter back"))
        self.restore_button.setIcon(icon("undo", "accent"))
        self.add_button.clicked.connect(self._add_parameter)
        self.restore_button.clicked.connect(self._restore)
        self.restore_button.hide()
        line = QHBoxLayout()
        for button in (self.add_button, self.restore_button):
            set_role(button, "quiet")
            line.addWidget(button)
        line.addStretch(1)
        self._layout.addWidget(heading)
        self._layout.addLayout(self._holder)
        self._layout.addLayout(line)

    def _add(
        self, name: str, label: Text, editor: Editor, help_: Text = "", *, optional: bool = False
    ) -> None:
        row = FormRow(self.context, label, editor, help_, optional=optional, parent=self)
        self.fields[name], self.rows[name] = editor, row
        editor.edited.connect(partial(self._edited, name))
        self._layout.addWidget(row)

    # ── Document ─────────────────────────────────────────────────────────────────────────────────

    def document(self) -> dict[str, Any]:
        """The document as the form holds it, members that say nothing left out."""
        made: dict[str, Any] = {key: self._start.get(key) for key in ("id", "version", "kind")}
        for name, field in self.fields.items():
            value: Any = field.value()
            if isinstance(value, str):
                value = value.strip()
            member, _, language = name.partition(".")
            if language:
                made.setdefault(member, {})[language] = value
            else:
                made[member] = typed_data(value) if member == "data" else value
        made["parameters"] = [one.value() for one in self.parameters]
        return pruned(made)

    def _show(self, document: Mapping[str, Any]) -> None:
        for name, field in self.fields.items():
            member, _, language = name.partition(".")
            value = document.get(member)
            if language:
                value = (value or {}).get(language)
            if isinstance(field, ChosenField):
                field.set_value(value or [])
            else:
                field.set_value(shown_data(value or {}) if member == "data" else value or "")
        for one in document.get("parameters", ()):
            self._append(one)

    # ── Parameters ───────────────────────────────────────────────────────────────────────────────

    def _append(self, parameter: Mapping[str, Any], at: int | None = None) -> ParameterForm:
        form = ParameterForm(self.context, parameter, self)
        form.edited.connect(partial(self._edited, "parameters"))
        form.removed.connect(partial(self._remove, form))
        place = len(self.parameters) if at is None else at
        self.parameters.insert(place, form)
        self._holder.insertWidget(place, form)
        return form

    def _add_parameter(self) -> None:
        form = self._append(blank_parameter(one.value()["name"] for one in self.parameters))
        form.fields["name"].setFocus(Qt.FocusReason.OtherFocusReason)
        self._edited("parameters")

    def _remove(self, form: ParameterForm) -> None:
        place = self.parameters.index(form)
        self._former = (place, form.value())
        self.parameters.remove(form)
        self._holder.removeWidget(form)
        form.hide()
        form.deleteLater()
        self.restore_button.show()
        self.restore_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edited("parameters")

    def _restore(self) -> None:
        if self._former is not None:
            place, parameter = self._former
            self._former = None
            form = self._append(parameter, min(place, len(self.parameters)))
            self.restore_button.hide()
            form.fields["name"].setFocus(Qt.FocusReason.OtherFocusReason)
            self._edited("parameters")

    # ── What is wrong ────────────────────────────────────────────────────────────────────────────

    def all_rows(self) -> dict[str, FormRow]:
        """Every row by its field, those of the parameters as `parameters[0].name`."""
        found = dict(self.rows)
        for place, form in enumerate(self.parameters):
            found |= {f"parameters[{place}].{name}": row for name, row in form.rows.items()}
        return found

    def show_faults(self, faults: Mapping[str, Iterable[Message]]) -> None:
        """Say beside each field what is wrong with it; nothing beside the others."""
        for name, row in self.all_rows().items():
            row.set_problems([problem("invalid_value", name, one) for one in faults.get(name, ())])

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────

    def _edited(self, name: str) -> None:
        if name in ("kind", *_WRITTEN, "target"):
            self._arrange()
        self.edited.emit(name)

    def _arrange(self) -> None:
        kind = self.fields["kind"].value() if self._new else self._start.get("kind")
        for name in (*_DEROGATION, *_SPECIAL):
            self.rows[name].setVisible((name in _SPECIAL) == (kind == "special"))
        self.clean_button.setVisible(any(cleaned(self._said(name))[1] for name in _WRITTEN))
        target = self._said("target").strip()
        title = references.title(target, self.context.language.code) if target else None
        self.rows["target"].set_label(
            N_("Clause of the general terms"),
            _plain(title) if title else N_("The clause that it changes, such as CG-6.3.a."),
        )

    def _said(self, name: str) -> str:
        value = self.fields[name].value()
        return value if isinstance(value, str) else ""

    def _clean(self) -> None:
        for name in _WRITTEN:
            said, changed = cleaned(self._said(name))
            field = self.fields[name]
            if changed and isinstance(field, TextField | LongTextField):
                field.set_value(said)
        self.fields["text"].setFocus(Qt.FocusReason.OtherFocusReason)
        self._edited("text")


def _plain(said: str) -> Message:
    """Words that are said as they are in every language."""
    return Message("{name}", {"name": said})
