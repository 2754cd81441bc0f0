"""What people add to entries of the agenda, kept: done today in one key, the rest in a dialog; each can be
taken back for ten seconds.
"""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.mark_dialog import MarkDialog
from numspot_desk.ui.deadlines.row_words import what
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.deadlines.mark_entry import MarkChange, MarkRefused, mark
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import DeskError


class Marking(QObject):
    """Of a page: opens the dialog over it, and keeps what was asked for."""

    def __init__(self, context: DeskContext, page: QWidget) -> None:
        super().__init__(page)
        self.context, self._page = context, page
        self.dialog: MarkDialog | None = None

    def done(self, rows: Sequence[Stands]) -> None:
        """Mark these entries done today; those that are done already are no longer. One that was done for
        another day is done for the one it has now."""
        if not rows:
            return
        today, language = self.context.clock.today(), self.context.language
        undone = all(row.mark is not None and row.mark.done and not row.moved for row in rows)
        if len(rows) == 1:
            name = what(rows[0], language)
            said = language.text("No longer done: {what}.", what=name) if undone else ""
            said = said or language.text("Done: {what}.", what=name)
        elif undone:
            said = language.ntext("{n} deadline no longer done.", "{n} deadlines no longer done.", len(rows))
        else:
            said = language.ntext("{n} deadline done.", "{n} deadlines done.", len(rows))
        done_on = None if undone else today
        changes = [(row, MarkChange(done_on=done_on, for_day=row.day)) for row in rows]

        def work(store: Workspace) -> None:
            with store.transaction():
                for row, change in changes:
                    self._mark(store, row.entry.key, change)

        back = [self._before(row, change) for row, change in changes]
        self.context.run(work, lambda _: self._told(said, back), owner=self)

    def open(self, row: Stands, owners: Sequence[str]) -> None:
        """Open the dialog for an entry; `owners` are offered."""
        dialog = MarkDialog(self.context, row, owners, self._page)
        dialog.kept.connect(lambda change: self._keep(dialog, row, change))
        self.dialog = dialog
        dialog.open()

    def _keep(self, dialog: MarkDialog, row: Stands, change: MarkChange) -> None:
        back = self._before(row, change)
        said = self.context.language.text("Kept: {what}.", what=what(row, self.context.language))

        def kept(_: Mark) -> None:
            dialog.accept()
            self._told(said, [back])

        def failed(error: BaseException) -> None:
            match error:
                case MarkRefused():
                    dialog.refuse(error.field, error.message)
                case DeskError():
                    dialog.refuse("", error.message)
                case _:
                    dialog.keep.setEnabled(True)
                    self.context.failed(error)

        self.context.run(lambda store: self._mark(store, row.entry.key, change), kept, failed, owner=dialog)

    def _before(self, row: Stands, change: MarkChange) -> tuple[str, MarkChange]:
        """The entry, and what takes a change of it back; a day put off to that has come is not put back."""
        former = row.mark or Mark(row.entry.key)
        back = cast(MarkChange, {name: getattr(former, name) for name in change})
        later = back.get("snoozed_until")
        if later is not None and later <= self.context.clock.today():
            back["snoozed_until"] = None
        return row.entry.key, back

    def _told(self, said: str, back: Sequence[tuple[str, MarkChange]]) -> None:
        def undo() -> None:
            self.context.run(work, lambda _: self.context.announce(Changes(marks=True)), owner=self)

        def work(store: Workspace) -> None:
            with store.transaction():
                for key, change in back:
                    self._mark(store, key, change)

        self.context.announce(Changes(marks=True))
        self.context.post(said, undo)

    def _mark(self, store: Workspace, key: str, change: MarkChange) -> Mark:
        return mark(store, key, person=self.context.person, clock=self.context.clock, **change)
