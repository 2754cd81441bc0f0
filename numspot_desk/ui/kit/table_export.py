"""Exporting a table as it is shown: one export at a time, the folder asked for, and what is said at its end.

What is read and written lives with each table, in a subclass; the bar and its Cancel in `kit.progress`.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.ui.kit.progress import ProgressStrip, ScreenProgress
from numspot_desk.usecases.refusals import Cancelled, DeskError


class TableExport(ProgressStrip):
    """The progress strip of an export. Between `begin` and `wrote` or `not_written` no other starts."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.chooser: Chooser = SystemChooser(lambda: context.language)
        self.running = False

    def ask_folder(self, title: str, export: Callable[[Path], None]) -> None:
        """Ask for the folder, then export into it; nothing while an export runs."""
        if not self.running:
            self.chooser.folder(self, title, export)

    def begin(self) -> ScreenProgress:
        """Show that an export runs; its acts tell the result how far they are."""
        self.running = True
        return self.start()

    def wrote(self, said: str) -> None:
        """The file is there: say so."""
        self._end()
        self.context.post(said)

    def not_written(self, error: BaseException) -> None:
        """The export was stopped or refused: say which; anything else is raised."""
        self._end()
        if isinstance(error, Cancelled):
            self.context.post(self.context.language.text("Stopped: nothing was written."))
        elif isinstance(error, DeskError):
            self.context.post_problem(error)
        else:
            raise error

    def _end(self) -> None:
        self.running = False
        self.finish()
