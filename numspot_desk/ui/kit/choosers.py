"""Choosing a folder or a file, and opening a folder, behind one interface that tests can stand in for.

Dialogs are opened, never executed; what was chosen comes back in a call.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QHeaderView, QLineEdit, QMessageBox, QWidget

from numspot_desk.language.catalog import Language

_STRETCH, _FIT = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.ResizeToContents
Chosen = Callable[[Path], None]


def file_dialog(parent: QWidget, title: str, mode: QFileDialog.FileMode, language: Language) -> QFileDialog:
    """A dialog for files or a folder, in the person's documents, deleted when closed.

    Where the system brings no dialog of its own, Qt's is shown; its labels are set here because Qt's French
    catalogue lacks some of them.
    """
    text = language.text
    folder = mode is QFileDialog.FileMode.Directory
    dialog = _FolderDialog(parent, title, language) if folder else QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(mode)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, folder)
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    dialog.setDirectory(str(documents if documents.is_dir() else Path.home()))
    label = QFileDialog.DialogLabel
    dialog.setLabelText(label.LookIn, text("Look in:"))
    dialog.setLabelText(label.FileName, text("Folder:") if folder else text("File name:"))
    dialog.setLabelText(label.FileType, text("Files of type:"))
    for details in dialog.findChildren(QHeaderView):
        for column in range(details.count()):
            details.setSectionResizeMode(column, _STRETCH if column == 0 else _FIT)
    return dialog


class _FolderDialog(QFileDialog):
    """Takes a folder as it is pasted from elsewhere (spaces around, quotes, a `file:` address), and says so
    where the path of a file is typed: Qt's own dialog then does nothing and says nothing."""

    def __init__(self, parent: QWidget, title: str, language: Language) -> None:
        super().__init__(parent, title)
        self._language = language

    def accept(self) -> None:
        field = self.findChild(QLineEdit, "fileNameEdit")
        if field is None:  # the system's own dialog
            super().accept()
            return
        typed = _as_path(field.text())
        if typed != field.text():
            field.setText(typed)
        files = [path for path in map(Path, self.selectedFiles()) if path.is_file()]
        if files:
            self._refuse(field, files[0])
        else:
            super().accept()

    def _refuse(self, field: QLineEdit, place: Path) -> None:
        said = self._language.text("{name} is a file: type or choose a folder.", name=place.name)
        box = QMessageBox(QMessageBox.Icon.Warning, self.windowTitle(), said, parent=self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for view in self.findChildren(QAbstractItemView):
            view.clearSelection()  # or the next path is typed beside this one
        box.finished.connect(field.selectAll)
        box.open()


def _as_path(typed: str) -> str:
    plain = typed.strip().strip('"').strip()
    return QUrl(plain).toLocalFile() if plain.startswith("file:") else plain


def start_in(dialog: QFileDialog, folder: Path) -> None:
    """Show this folder first, where it is there."""
    if folder.is_dir():
        dialog.setDirectory(str(folder))


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

    def __init__(self, language: Callable[[], Language]) -> None:
        self._language = language
        self._last: Path | None = None

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
        dialog = file_dialog(parent, title, mode, self._language())
        if self._last is not None:
            start_in(dialog, self._last)
        if filters:
            dialog.setNameFilter(filters)

        def take(name: str) -> None:
            path = Path(name)
            self._last = path if path.is_dir() else path.parent
            chosen(path)

        dialog.fileSelected.connect(take)
        dialog.open()
