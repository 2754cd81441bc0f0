"""What opens the dialogs of notes over a page, and what becomes of what is asked in them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from numspot_desk.language.catalog import load_language
from numspot_desk.language.zone import PARIS
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.ui.notes.attach_dialog import AttachDialog
from numspot_desk.ui.notes.dialog import NotesDialog
from numspot_desk.usecases.calculations.export import document_of, write_document, write_workbook
from numspot_desk.usecases.calculations.frozen import values_of
from numspot_desk.usecases.calculations.notes import attach_note, note_told, notes_of, withdraw_note
from numspot_desk.usecases.calculations.outcome import Outcome
from numspot_desk.usecases.calculations.told import Told
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.ports.calculations import ContractNote
from numspot_desk.usecases.refusals import DeskError

KEYS: Final = "Ctrl+Shift+J"


class NoteActions(QObject):
    """Of a page: opens the dialogs over it."""

    def __init__(self, context: DeskContext, page: QWidget) -> None:
        super().__init__(page)
        self.context, self._page = context, page
        self.chooser: Chooser = SystemChooser(lambda: context.language)
        self.asked: AttachDialog | None = None
        self.dialog: NotesDialog | None = None

    # ── Put with a contract ──────────────────────────────────────────────────────────────────────

    def attach(self, outcome: Outcome, values: Mapping[str, Any], answer: Told) -> None:
        """Ask which contract a calculation is put with, and put it there."""
        dialog = self.asked = AttachDialog(self.context, answer, self._page)
        dialog.given.connect(lambda order, title: self._put(dialog, order, title, outcome, values))
        dialog.open()

    def _put(
        self, dialog: AttachDialog, order_id: str, title: str, outcome: Outcome, values: Mapping[str, Any]
    ) -> None:
        person, clock, language = self.context.person, self.context.clock, self.context.language

        def done(found: tuple[ContractNote, Changes]) -> None:
            note, changes = found
            dialog.accept()
            self.context.announce(changes)
            self.context.post(language.text("The note is with contract {number}.", number=note.number))

        self.context.run(
            lambda store: attach_note(store, order_id, title, outcome, values, person, clock),
            done,
            lambda error: self._refused(dialog.refuse, error),
            owner=dialog,
        )

    # ── Read, handed over, withdrawn ─────────────────────────────────────────────────────────────

    def open(self, order_id: str, number: str) -> None:
        """Open the notes of the contract of an order."""
        self.context.run(
            lambda store: notes_of(store, order_id), lambda notes: self._show(number, notes), owner=self
        )

    def _show(self, number: str, notes: Sequence[ContractNote]) -> None:
        dialog = self.dialog = NotesDialog(self.context, number, notes, self._page)
        dialog.word_asked.connect(lambda note: self._ask_folder(lambda at: self.save_document(note, at)))
        dialog.workbook_asked.connect(lambda note: self._ask_folder(lambda at: self.save_workbook(note, at)))
        dialog.pages_asked.connect(self._show_pages)
        dialog.withdrawn.connect(lambda note, reason: self._withdraw(dialog, note, reason))
        dialog.open()

    def save_document(self, note: ContractNote, folder: Path) -> None:
        """Write a note as a Word document in a folder."""
        answer, at = note_told(note, load_language("fr")), note.made_at.astimezone(PARIS)
        word, files = self.context.word, self.context.files
        self.context.background(
            lambda: write_document(answer, note.made_by, at, folder, word, files), self._written, owner=self
        )

    def save_workbook(self, note: ContractNote, folder: Path) -> None:
        """Write a note as a workbook in a folder."""
        language, sheets, files = self.context.language, self.context.sheets, self.context.files
        answer, at = note_told(note, language), note.made_at.astimezone(PARIS)
        if sheets is not None:
            self.context.background(
                lambda: write_workbook(answer, values_of(note.content), at, language, folder, sheets, files),
                self._written,
                owner=self,
            )

    def _show_pages(self, note: ContractNote) -> None:
        from numspot_desk.ui.preview.pages import PagesDialog
        from numspot_desk.ui.preview.paint import paint

        answer = note_told(note, load_language("fr"))
        pages = paint(document_of(answer, note.made_by, note.made_at.astimezone(PARIS)))
        PagesDialog(self.context, pages.print_, self._page).open()

    def _withdraw(self, dialog: NotesDialog, note_id: str, reason: str) -> None:
        person, clock, language = self.context.person, self.context.clock, self.context.language

        def done(found: tuple[ContractNote, Changes]) -> None:
            gone, changes = found
            dialog.show_notes([gone if one.id == gone.id else one for one in dialog.notes])
            dialog.say(language.text("The note is withdrawn; it stays readable."))
            self.context.announce(changes)

        self.context.run(
            lambda store: withdraw_note(store, note_id, reason, person, clock),
            done,
            lambda error: self._refused(dialog.refuse, error),
            owner=dialog,
        )

    def _ask_folder(self, save: Callable[[Path], None]) -> None:
        parent = self.dialog or self._page
        self.chooser.folder(parent, self.context.language.text("Folder for the calculation"), save)

    def _written(self, path: Path) -> None:
        self.context.post(self.context.language.text("Written: {file}", file=path.name))

    def _refused(self, say: Callable[[str], None], error: BaseException) -> None:
        if isinstance(error, DeskError):
            say(self.context.language.render(error.message))
        else:
            self.context.failed(error)
