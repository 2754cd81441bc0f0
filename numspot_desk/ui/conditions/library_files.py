"""The library as a file: written where the person says, read and shown before anything of it is kept."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from numspot_desk.language.messages import N_
from numspot_desk.language.zone import PARIS
from numspot_desk.ui.conditions.library_import import LibraryImportDialog, RefusedFileDialog
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser, SystemChooser
from numspot_desk.usecases.conditions.clause_library import read_library
from numspot_desk.usecases.conditions.exchange_library import (
    ImportPreview,
    LibraryFileRefused,
    export_library,
    preview_import,
    read_import,
)
from numspot_desk.usecases.ports.workspace import Workspace

_FILTER = N_("Clause libraries (*.json)")


class LibraryFiles(QObject):
    """Import and export for the view that it belongs to."""

    def __init__(self, context: DeskContext, view: QWidget) -> None:
        super().__init__(view)
        self.context = context
        self.chooser: Chooser = SystemChooser(lambda: context.language)
        self._view = view
        self.dialog: LibraryImportDialog | RefusedFileDialog | None = None

    # ── Out ──────────────────────────────────────────────────────────────────────────────────────

    def export(self) -> None:
        """Ask for a folder and write the whole library there."""
        title = self.context.language.text("Folder for the library")
        self.chooser.folder(self._view, title, self.export_to)

    def export_to(self, folder: Path) -> None:
        """Write every version of every clause in a folder."""
        context = self.context
        at = context.clock.now().astimezone(PARIS)
        stem = context.language.text("clause-library")
        name = f"{stem}-{at:%Y-%m-%d-%H%M%S}.json"

        def written(path: Path) -> None:
            context.post(context.language.text("Saved: {path}", path=path))

        context.run(
            lambda desk: context.files.write_all(folder, {name: export_library(desk)})[0], written, owner=self
        )

    # ── In ───────────────────────────────────────────────────────────────────────────────────────

    def choose(self) -> None:
        """Ask for a file and show what it would bring."""
        text = self.context.language.text
        self.chooser.file(self._view, text("Import a library"), text(_FILTER), self.open_file)

    def open_file(self, path: Path) -> None:
        """Read a file and show what it would bring; one that is refused is shown with every reason."""

        def read(desk: Workspace) -> ImportPreview:
            return preview_import(read_library(desk), path.name, read_import(path))

        def failed(error: BaseException) -> None:
            if isinstance(error, LibraryFileRefused):
                self._open(RefusedFileDialog(self.context, path.name, error.faults, self._view))
            else:
                self.context.failed(error)

        self.context.run(read, self._read, failed, owner=self)

    def _read(self, preview: ImportPreview) -> None:
        if preview.brings:
            self._open(LibraryImportDialog(self.context, preview, self._view))
            return
        said = self.context.language.text(
            "{file} brings nothing: all that it holds is in the library already.", file=preview.name
        )
        self.context.post(said)

    def _open(self, dialog: LibraryImportDialog | RefusedFileDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None
