"""Deadlines for the calendar that people have: which of them, under what name, in which folder.

What a file holds, and what it cancels, is decided in `usecases.deadlines.export_calendar`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_, message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.kit.form import FormRow, make_room
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.deadlines.export_calendar import ExportedCalendar, export_calendar
from numspot_desk.usecases.refusals import DeskError

KEYS: Final = "Ctrl+S"
NAME: Final = N_("Export to a calendar…")
_ENDING: Final = ".ics"


@dataclass(frozen=True)
class Selection:
    """What a calendar file is to hold: all contracts, one by its `number`, or the entries of `keys`. `stem`
    is what its file is called where nobody says otherwise."""

    label: str
    stem: str
    number: str | None = None
    keys: frozenset[str] | None = None


def selections(chosen: Sequence[Stands], listed: Sequence[Stands], language: Language) -> list[Selection]:
    """What can be written of a page: the chosen rows where there are several, what is listed where that
    is less than all, one contract where a row is chosen, all."""
    text, found = language.text, []
    if len(chosen) > 1:
        said = language.ntext("The {n} chosen deadline", "The {n} chosen deadlines", len(chosen))
        found.append(Selection(said, text("chosen-deadlines"), keys=_keys(chosen)))
    if listed:
        said = language.ntext("The {n} deadline listed", "The {n} deadlines listed", len(listed))
        found.append(Selection(said, text("listed-deadlines"), keys=_keys(listed)))
    found.append(Selection(text("All deadlines to come"), text("deadlines")))
    if chosen:
        contract = chosen[0].entry.contract
        said = text("Those of {number}, {client}", number=contract.number, client=contract.client)
        found.append(Selection(said, f"{text('deadlines')}-{contract.number}", contract.number))
    return found


def _keys(rows: Sequence[Stands]) -> frozenset[str]:
    return frozenset(row.entry.key for row in rows)


class CalendarExport(QObject):
    """Asks what to write and where, writes it, and says what came of it."""

    def __init__(self, context: DeskContext, parent: QWidget, chooser: Chooser | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.dialog: CalendarDialog | None = None
        self._window = parent
        self._chooser = chooser or SystemChooser(lambda: context.language)

    def open(self, chosen: Sequence[Stands], listed: Sequence[Stands]) -> None:
        """Ask, for a page with these rows chosen, that lists these; none where it lists all there is."""
        if self.dialog is not None:
            return
        offered = selections(chosen, listed, self.context.language)
        dialog = self.dialog = CalendarDialog(self.context, offered, self._window)
        dialog.agreed.connect(self._choose_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _choose_folder(self) -> None:
        if self.dialog is not None:
            title = self.context.language.text("Save in a folder")
            self._chooser.folder(self.dialog, title, self.save_in)

    def save_in(self, folder: Path) -> None:
        """Write what the dialog says in a folder; it stays open where that is refused."""
        dialog, context = self.dialog, self.context
        if dialog is None or context.calendars is None:
            return
        wanted, out = dialog.selection(), folder / dialog.file_name()
        if out.parent != folder:
            said = "{name} cannot be a file name here: use letters, digits and hyphens."
            dialog.show_problem(context.language.text(said, name=dialog.file_name()))
            return
        dialog.set_writing(True)
        write = partial(
            export_calendar,
            out=out,
            on=context.clock.today(),
            number=wanted.number,
            keys=wanted.keys,
            writer=context.calendars,
            files=context.files,
            language=context.language,
            person=context.person,
            clock=context.clock,
        )
        context.run(write, self._written, self._refused, owner=self)

    def _written(self, made: ExportedCalendar) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.context.post(outcome(made, self.context.language))

    def _refused(self, error: BaseException) -> None:
        if self.dialog is None or not isinstance(error, DeskError):
            self.context.failed(error)
            return
        self.dialog.set_writing(False)
        self.dialog.show_problem(self.context.language.render(error.message))


def outcome(made: ExportedCalendar, language: Language) -> str:
    """What was written, in a sentence."""
    events = language.ntext("{n} deadline", "{n} deadlines", made.events)
    details = (
        language.ntext("{n} new", "{n} new", made.new),
        language.ntext("{n} changed", "{n} changed", made.changed),
        language.ntext("{n} cancelled", "{n} cancelled", made.cancelled),
    )
    counts = (made.new, made.changed, made.cancelled)
    said = ", ".join(each for each, count in zip(details, counts, strict=True) if count)
    saved = language.text("Saved: {path}", path=str(made.path))
    return f"{saved} · {events}{f' ({said})' if said else ''}"


class CalendarDialog(QDialog):
    """Which deadlines, and the name of the file. `agreed` once the folder is to be chosen; it stays until the
    file is written, so that a folder that takes none loses nothing."""

    agreed = Signal()

    def __init__(self, context: DeskContext, offered: Sequence[Selection], parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._writing = False
        self._offered = tuple(offered)
        text = context.language.text
        self.setWindowTitle(text("Export to a calendar"))
        self.setMinimumWidth(64 * GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._label(text("Export to a calendar"), "heading"))
        layout.addWidget(
            self._label(
                text(
                    "A file for Outlook, Thunderbird or Google. Import each new one into the same calendar: "
                    "every deadline keeps its identity, moves where it changed, and is cancelled once it is "
                    "no longer due."
                ),
                "muted",
            )
        )
        self.choices = QButtonGroup(self)
        for number, one in enumerate(self._offered):
            button = QRadioButton(one.label.replace("&", "&&"), self)
            button.setAccessibleName(one.label)
            self.choices.addButton(button, number)
            layout.addWidget(button)
        self.choices.button(0).setChecked(True)
        self.choices.idClicked.connect(self._chosen)
        self.name = TextField(context, self)
        hint = message("Letters, digits and hyphens. The same name updates the same file.")
        layout.addWidget(FormRow(context, N_("File name"), self.name, hint, may_fail=False, parent=self))
        self.outcome = OutcomeLine(self)
        layout.addWidget(self.outcome)
        layout.addLayout(self._buttons())
        self._chosen()
        self.choices.button(0).setFocus()

    def selection(self) -> Selection:
        """What is chosen."""
        return self._offered[self.choices.checkedId()]

    def file_name(self) -> str:
        """The name of the file, with its ending."""
        typed = self.name.value().strip() or self.selection().stem
        return typed if typed.lower().endswith(_ENDING) else f"{typed}{_ENDING}"

    def set_writing(self, writing: bool) -> None:
        """Whether the file is being written: nothing else can be asked for meanwhile."""
        self._writing = writing
        self.go.setEnabled(not writing)
        self.outcome.say(self.context.language.text("The file is being written…") if writing else "")

    def show_problem(self, said: str) -> None:
        """Say why nothing was written."""
        self.outcome.say(said, problem=True)
        make_room(self, self.outcome)
        self.name.setFocus()

    def reject(self) -> None:
        """Close, unless the file is being written: what came of it is said first."""
        if not self._writing:
            super().reject()

    def _chosen(self) -> None:
        self.name.set_value(f"{self.selection().stem}{_ENDING}")

    def _agree(self) -> None:
        self.outcome.clear()
        self.agreed.emit()

    def _label(self, said: str, role: str) -> QLabel:
        label = QLabel(said, self)
        label.setWordWrap(True)
        set_role(label, role)
        return label

    def _buttons(self) -> QHBoxLayout:
        text = self.context.language.text
        cancel, self.go = QPushButton(text("Cancel"), self), QPushButton(text("Choose the folder…"), self)
        set_role(self.go, "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self._agree)
        cancel.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(cancel)
        line.addWidget(self.go)
        return line
