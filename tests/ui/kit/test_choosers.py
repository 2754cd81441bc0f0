"""The system's dialogs start where the last one ended."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.language.catalog import load_language
from numspot_desk.ui.kit.choosers import SystemChooser, file_dialog


def test_the_next_dialog_opens_where_the_last_one_ended(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    chooser, chosen = SystemChooser(lambda: load_language("fr")), []
    chooser.folder(parent, "Documents", chosen.append)
    first = parent.findChild(QFileDialog)
    first.fileSelected.emit(str(tmp_path))
    first.done(0)
    qtbot.waitUntil(lambda: parent.findChild(QFileDialog) is None)
    chooser.file(parent, "Signed copy", "", chosen.append)
    assert chosen == [tmp_path]
    assert Path(parent.findChild(QFileDialog).directory().absolutePath()) == tmp_path


def test_the_labels_of_the_dialog_are_in_the_language_of_the_reader(qtbot: QtBot) -> None:
    parent, label = QWidget(), QFileDialog.DialogLabel
    qtbot.addWidget(parent)
    dialog = file_dialog(parent, "Logo", QFileDialog.FileMode.ExistingFile, load_language("fr"))
    folder = file_dialog(parent, "Dossier", QFileDialog.FileMode.Directory, load_language("fr"))
    assert dialog.labelText(label.LookIn) == "Chercher dans\u00a0:"
    assert dialog.labelText(label.FileName) == "Nom du fichier\u00a0:"
    assert dialog.labelText(label.FileType) == "Types de fichiers\u00a0:"
    assert folder.labelText(label.FileName) == "Dossier\u00a0:"
