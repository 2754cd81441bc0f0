"""A row of the wizard's form: a question with its field, bound to the answers of the presenter.

What is typed goes to the presenter at every key; leaving the field writes identifiers in their canonical
form. That a problem waits while somebody types is decided by the presenter.
"""

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from numspot_desk.contracts.country_names import country_code
from numspot_desk.contracts.order import order_document
from numspot_desk.rules.identifiers import bic, iban, siren, siret, vat
from numspot_desk.rules.identifiers.errors import InvalidIdentifier
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import (
    ChoiceField,
    DateField,
    IbanField,
    LongTextField,
    NumberField,
    TextField,
)
from numspot_desk.ui.kit.flag import FlagField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.order.clauses.clause_text import ClauseTextField
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.ui.order.questions import Kind, Question

Editor = TextField | LongTextField | ChoiceField | FlagField

FIELD = "field"
"""The Qt property that holds the path of the field a widget edits."""

_BETWEEN_WORDS = re.compile(r"[,;\s]+")

_CANONICAL: dict[str, Callable[[str], str]] = {
    "client.siren": siren.validate,
    "client.vat_number": vat.validate,
    "public_procurement.siret": siret.validate,
    "mandate.iban": iban.validate,
    "mandate.bic": bic.validate,
    "country": lambda typed: country_code(typed) or typed,
}
"""How an answer is written once its field is left, by its path or the last part of it."""


class AnswerRow(FormRow):
    """One question."""

    def __init__(
        self,
        context: DeskContext,
        presenter: OrderPresenter,
        question: Question,
        parent: QWidget | None = None,
    ) -> None:
        self.field_editor = _editor(context, question)
        super().__init__(
            context,
            question.label,
            self.field_editor,
            question.help,
            optional=question.optional,
            parent=parent,
        )
        self._presenter = presenter
        self.question = question
        self.field_editor.setProperty(FIELD, question.path)
        self.field_editor.installEventFilter(self)
        self.field_editor.edited.connect(self._edited)

    @property
    def path(self) -> str:
        """The path of the answer."""
        return self.question.path

    def show_answer(self) -> None:
        """Show the answer as it stands; what is being typed stays as typed when it means the same."""
        value = order_document.get(self._presenter.answers, self.path)
        if self.question.kind is Kind.WORDS:
            if self._answer() != (value or []):
                self.field_editor.set_value(", ".join(str(word) for word in value or ()))
        elif isinstance(self.field_editor, FlagField):
            self.field_editor.set_value(value)
        else:
            self.field_editor.set_value(None if value is None else str(value))

    def set_editable(self, editable: bool) -> None:
        """Let it be typed in, or only read and copied."""
        if isinstance(self.field_editor, QLineEdit | QPlainTextEdit):
            self.field_editor.setReadOnly(not editable)
        else:
            self.field_editor.setEnabled(editable)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field_editor:
            if event.type() is QEvent.Type.ShortcutOverride and is_undo(event):
                event.ignore()  # undo belongs to the step, not to the field
                return True
            if event.type() is QEvent.Type.FocusOut:
                self._left()
        return super().eventFilter(watched, event)

    def _edited(self) -> None:
        pasted = isinstance(self.field_editor, ClauseTextField) and self.field_editor.pasting
        typing = self.question.kind not in (Kind.CHOICE, Kind.FLAG) and not pasted
        if typing:
            self._presenter.begin_typing(self.path)
        self._presenter.put(self.path, self._answer(), self.question.undo, typing=typing)

    def _left(self) -> None:
        self._presenter.end_typing()
        canonical = _CANONICAL.get(self.path) or _CANONICAL.get(self.path.rpartition(".")[2])
        text = self.field_editor.value()
        if canonical is None or not isinstance(text, str) or not self._presenter.editable:
            return
        try:
            written = canonical(text)
        except InvalidIdentifier:
            return
        if written != text:
            self._presenter.put(self.path, written, self.question.undo)

    def _answer(self) -> Any:
        value = self.field_editor.value()
        if isinstance(value, bool):
            return value
        if self.question.kind is Kind.WORDS:
            return [word for word in _BETWEEN_WORDS.split(value) if word]
        if value == "":
            return None
        if self.question.kind is Kind.WHOLE and value.isascii() and value.isdigit() and len(value) < 10:
            return int(value)
        return value


def _editor(context: DeskContext, question: Question) -> Editor:
    match question.kind:
        case Kind.LONG_TEXT:
            return LongTextField(context)
        case Kind.CLAUSE_TEXT:
            return ClauseTextField(context)
        case Kind.DATE:
            return DateField(context)
        case Kind.WHOLE:
            return NumberField(context)
        case Kind.IBAN:
            return IbanField(context)
        case Kind.FLAG:
            return FlagField(context)
        case Kind.CHOICE:
            return ChoiceField(context, [("", ""), *(question.choices or {}).items()])
        case _:
            return TextField(context)


def is_undo(event: QEvent) -> bool:
    """Whether a key asks to undo or to do again."""
    return isinstance(event, QKeyEvent) and (
        event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
    )
