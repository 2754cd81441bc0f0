"""Choosing a folder or a file, and opening a folder, behind one interface that tests can stand in for.

Dialogs are opened, never executed; what was chosen comes back in a call.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

Chosen = Callable[[Path], None]


class Chooser(Protocol):
    """Asks for places on the person's disk."""

    def folder(self, parent: QWidget, title: str, chosen: Chosen) -> None:
        """Ask for a folder; `chosen` is not called when the person thinks better of it."""
        ...

    def file(self, parent: QWidget, title: str, filters: str, chosen: Chosen) -> None:
        """Ask for an existing file; `filters` as Qt writes them."""
        ...

    def show(self, folder: Path) -> None:
        """Show a folder in the system's own file manager."""
        ...


class SystemChooser:
    """The system's own dialogs: the first in the person's documents, the next where the last one ended."""

    def __init__(self) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self._last = Path(QStandardPaths.writableLocation(documents))

    def folder(self, parent: QWidget, title: str, chosen: Chosen) -> None:
        """See `Chooser`."""
        self._ask(parent, title, QFileDialog.FileMode.Directory, "", chosen)

    def file(self, parent: QWidget, title: str, filters: str, chosen: Chosen) -> None:
        """See `Chooser`."""
        self._ask(parent, title, QFileDialog.FileMode.ExistingFile, filters, chosen)

    def show(self, folder: Path) -> None:
        """See `Chooser`."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _ask(
        self, parent: QWidget, title: str, mode: QFileDialog.FileMode, filters: str, chosen: Chosen
    ) -> None:
        dialog = QFileDialog(parent, title)
        dialog.setFileMode(mode)
        dialog.setDirectory(str(self._last if self._last.is_dir() else Path.home()))
        if mode is QFileDialog.FileMode.Directory:
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        elif filters:
            dialog.setNameFilter(filters)

        def take(name: str) -> None:
            path = Path(name)
            self._last = path if path.is_dir() else path.parent
            chosen(path)

        dialog.fileSelected.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
