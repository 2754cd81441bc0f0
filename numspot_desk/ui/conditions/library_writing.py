"""What legal write of the library: the editor opened on a version or on a new clause, and taking out of use.

A text that is left unfinished is offered again: nothing that was typed is lost while the program runs.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from numspot_desk.ui.conditions.clause_draft import blank_document, next_document
from numspot_desk.ui.conditions.clause_editor import ClauseEditor
from numspot_desk.ui.conditions.retire_dialog import RetireDialog
from numspot_desk.ui.context import DeskContext
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.conditions.clause_library import Library, LibraryEntry
from numspot_desk.usecases.conditions.write_clause import ClauseRefused, known_references, retire_clause

Shown = Callable[[str], None]
"""Called with the id of a clause that was written."""


class LibraryWriting(QObject):
    """Acts for the view that it belongs to."""

    def __init__(self, context: DeskContext, view: QWidget) -> None:
        super().__init__(view)
        self.context = context
        self._view = view
        self.editor: ClauseEditor | None = None
        self.retiring: RetireDialog | None = None

    def version(self, library: Library, entry: LibraryEntry, shown: Shown) -> None:
        """Write the version that follows the last one."""
        self._edit(library, next_document(entry.clause), "", shown)

    def new(self, library: Library, shown: Shown) -> None:
        """Write a clause that the library does not have."""
        self._edit(library, blank_document(), "", shown)

    def _edit(self, library: Library, document: dict[str, Any], note: str, shown: Shown) -> None:
        context = self.context

        def opened(known: frozenset[str] | None) -> None:
            if self.editor is not None:
                return
            editor = ClauseEditor(context, library, document, known, self._view, note)
            editor.written.connect(shown)
            editor.left.connect(lambda made, why: self._offer_again(library, made, why, shown))
            editor.finished.connect(self._closed)
            self.editor = editor
            editor.open()

        context.run(lambda desk: known_references(desk, context.clock), opened, owner=self)

    def _closed(self) -> None:
        self.editor = None

    def _offer_again(self, library: Library, document: dict[str, Any], note: str, shown: Shown) -> None:
        said = self.context.language.text("The version was not kept.")
        self.context.post(said, lambda: self._edit(library, document, note, shown))

    # ── Out of use ───────────────────────────────────────────────────────────────────────────────

    def retire(self, entry: LibraryEntry, shown: Shown) -> None:
        """Ask why, then take a clause out of use or bring it back."""
        context, clause = self.context, entry.clause
        retired = not clause.retired
        dialog = RetireDialog(context, clause, entry.uses, self._view)
        self.retiring = dialog

        def kept(found: tuple[Any, Changes]) -> None:
            context.announce(found[1])
            dialog.accept()
            text = context.language.text
            title = clause.title.in_language(context.language.code)
            said = (
                text("Out of use: {title}", title=title) if retired else text("In use: {title}", title=title)
            )
            context.post(said)
            shown(clause.id)

        def failed(error: BaseException) -> None:
            if isinstance(error, ClauseRefused):
                dialog.refuse(error.message)
            else:
                context.failed(error)

        def act(note: str) -> None:
            context.run(
                lambda desk: retire_clause(
                    desk, clause.id, note, context.person, context.clock, retired=retired
                ),
                kept,
                failed,
                owner=self,
            )

        dialog.given.connect(act)
        dialog.finished.connect(self._retired)
        dialog.open()

    def _retired(self) -> None:
        self.retiring = None
