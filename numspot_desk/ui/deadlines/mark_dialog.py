"""What a person adds to an entry of the agenda: who has it in hand, the day it was done and what shows it, a
note, a day to put it off to. Enter keeps it; what cannot be is said beside its field, and what was typed
stays.

The dialog says what was asked for (`kept`); `marking` does it.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.row_words import what, when
from numspot_desk.ui.kit.fields import DateField, LongTextField, TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.deadlines.mark_entry import MarkChange

_NO_DAY: Final = message("Type a day, like 22/11/2026.")


class MarkDialog(QDialog):
    """`kept` carries the fields that were changed. Opened with `open()`; deleted when it closes."""

    kept = Signal(object)  # MarkChange

    def __init__(self, context: DeskContext, row: Stands, owners: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context, self.row = context, row
        mark = row.mark or Mark(row.entry.key)
        text = context.language.text
        self.setWindowTitle(text("Follow the deadline"))
        form = QWidget(self)
        set_role(form, "scrolled")
        lines = QVBoxLayout(form)
        lines.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        self.heading = self._heading(form)
        lines.addWidget(self.heading)
        self.owner = TextField(context, form)
        completer = QCompleter(sorted({*owners, context.person.name} - {""}), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.owner.setCompleter(completer)
        self.done_on = DateField(context, form)  # made in the order they stand: Tab follows it
        self.evidence = TextField(context, form)
        self.later = DateField(context, form)
        self.note = LongTextField(context, 3, form)
        self.rows: dict[str, FormRow] = {}
        for name, label, editor, help_, value in (
            ("owner", N_("Owner"), self.owner, "", mark.owner),
            ("done_on", N_("Done on"), self.done_on, "", _day(mark.done_on)),
            (
                "evidence",
                N_("Evidence"),
                self.evidence,
                N_("What shows it: a mail, a ticket, a letter."),
                mark.evidence,
            ),
            (
                "snoozed_until",
                N_("Put off to"),
                self.later,
                N_("Until then it is not reminded of, and does not count as overdue."),
                _day(mark.snoozed_until),
            ),
            ("note", N_("Note"), self.note, "", mark.note),
        ):
            editor.set_value(value)
            row_ = FormRow(context, label, editor, help_, parent=form)
            editor.edited.connect(lambda row_=row_: self._edited(row_))
            self.rows[name] = row_
            lines.addWidget(row_)
        lines.addStretch(1)
        self._before = self._values()
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(form)
        self._area = area
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area, 1)
        layout.addLayout(self._foot())
        self._fit()
        self.owner.setFocus(Qt.FocusReason.OtherFocusReason)
        self.owner.selectAll()

    def _heading(self, parent: QWidget) -> QLabel:
        language, contract = self.context.language, self.row.entry.contract
        said = [what(self.row, language), contract.client, contract.number, when(self.row, language)]
        lines = [" – ".join(filter(None, said))]
        mark = self.row.mark
        if self.row.moved and mark is not None and mark.for_day is not None:
            lines.append(
                language.text("It was done when its day was {day}; check that it still is.", day=mark.for_day)
            )
        label = QLabel("\n".join(lines), parent)
        label.setWordWrap(True)
        set_role(label, "label")
        return label

    def _foot(self) -> QHBoxLayout:
        text = self.context.language.text
        self.said = OutcomeLine(self)
        buttons = QDialogButtonBox(self)
        self.keep = buttons.addButton(text("Keep"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(text("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        set_role(self.keep, "primary")
        set_role(cancel, "secondary")
        cancel.setAutoDefault(False)
        self.keep.setDefault(True)
        buttons.accepted.connect(self._ask)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, 0, 3 * GRID, 2 * GRID)
        foot.addWidget(self.said, 1)
        foot.addWidget(buttons)
        return foot

    def refuse(self, field: str, sentence: Message) -> None:
        """Say what is wrong beside its field, else at the foot; what was typed stays."""
        self.keep.setEnabled(True)
        row = self.rows.get(field)
        if row is None:
            self.said.say(self.context.language.render(sentence), problem=True)
            return
        row.set_problems([problem("invalid_value", field, sentence)])
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(row.editor, TextField):
            row.editor.selectAll()
        self._area.ensureWidgetVisible(row)

    def _ask(self) -> None:
        self.said.clear()
        values = self._values()
        for name, field in (("done_on", self.done_on), ("snoozed_until", self.later)):
            if field.read(field.text()) is None:
                self.refuse(name, _NO_DAY)
                return
        change = MarkChange()
        if values["owner"] != self._before["owner"]:
            change["owner"] = values["owner"]
        if values["evidence"] != self._before["evidence"]:
            change["evidence"] = values["evidence"]
        if values["note"] != self._before["note"]:
            change["note"] = values["note"]
        if values["done_on"] != self._before["done_on"]:
            change["done_on"] = _as_day(values["done_on"])
            change["for_day"] = self.row.day
        if values["snoozed_until"] != self._before["snoozed_until"]:
            change["snoozed_until"] = _as_day(values["snoozed_until"])
        if not change:
            self.accept()
            return
        self.keep.setEnabled(False)
        self.kept.emit(change)

    def _values(self) -> dict[str, str]:
        return {
            "owner": self.owner.value(),
            "done_on": self.done_on.value(),
            "evidence": self.evidence.value(),
            "snoozed_until": self.later.value(),
            "note": self.note.value(),
        }

    def _edited(self, row: FormRow) -> None:
        row.set_problems([])
        self.said.clear()

    def _fit(self) -> None:
        around = self.parentWidget()
        if around is not None:
            window = around.window()
            height = min(self.sizeHint().height() + 40 * GRID, window.height() - 6 * GRID)
            self.resize(min(72 * GRID, window.width() - 4 * GRID), min(height, 80 * GRID))


def _day(day: dt.date | None) -> str:
    return "" if day is None else day.isoformat()


def _as_day(value: str) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
