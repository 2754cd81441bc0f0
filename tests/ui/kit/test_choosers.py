"""The system's dialogs start where the last one ended, and say so where what is typed is no folder."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QWidget
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


def typed(parent: QWidget, text: str) -> QFileDialog:
    """The dialog for a folder, with this typed and Return pressed."""
    dialog = parent.findChild(QFileDialog)
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    field.setText(text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    return dialog


@pytest.mark.parametrize("form", ["{path}", " {path} ", '"{path}"', "{path}/", "{url}", "a folder", "."])
def test_a_folder_is_taken_however_it_is_typed_or_pasted(qtbot: QtBot, tmp_path: Path, form: str) -> None:
    parent, chosen = QWidget(), []
    qtbot.addWidget(parent)
    folder = tmp_path / "a folder"
    folder.mkdir()
    chooser = SystemChooser(lambda: load_language("fr"))
    chooser._last = folder if form == "." else tmp_path
    chooser.folder(parent, "Dossier", chosen.append)
    typed(parent, form.format(path=folder, url=QUrl.fromLocalFile(str(folder)).toString()))
    assert [path.resolve() for path in chosen] == [folder]


def test_the_path_of_a_file_is_refused_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    parent, chosen = QWidget(), []
    qtbot.addWidget(parent)
    (tmp_path / "devis.txt").write_text("kept", encoding="utf-8")
    SystemChooser(lambda: load_language("fr")).folder(parent, "Dossier", chosen.append)
    dialog = typed(parent, str(tmp_path / "devis.txt"))
    box = dialog.findChild(QMessageBox)
    assert box is not None and "devis.txt est un fichier" in box.text()
    assert chosen == [] and dialog.isVisible()
    box.done(0)
    assert dialog.findChild(QLineEdit, "fileNameEdit").hasSelectedText()  # to be typed over
    dialog.done(0)
