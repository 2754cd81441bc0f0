"""The system's dialogs start where the last one ended."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.ui.kit.choosers import SystemChooser


def test_the_next_dialog_opens_where_the_last_one_ended(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    chooser, chosen = SystemChooser(), []
    chooser.folder(parent, "Documents", chosen.append)
    first = parent.findChild(QFileDialog)
    first.fileSelected.emit(str(tmp_path))
    first.done(0)
    qtbot.waitUntil(lambda: parent.findChild(QFileDialog) is None)
    chooser.file(parent, "Signed copy", "", chosen.append)
    assert chosen == [tmp_path]
    assert Path(parent.findChild(QFileDialog).directory().absolutePath()) == tmp_path
