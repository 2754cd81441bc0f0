"""What every export of a table does: one at a time, and its end is said, whichever it is."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.language.messages import message
from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.kit.table_export import TableExport
from numspot_desk.usecases.refusals import Cancelled, MoveRefused


class Chooser:
    """Chooses the folder at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def folder(self, _parent: QWidget, _title: str, chosen: Callable[[Path], None]) -> None:
        chosen(self._folder)


@pytest.fixture
def export(context: DeskContext, qtbot: QtBot, tmp_path: Path) -> Iterator[TableExport]:
    around = QWidget()
    qtbot.addWidget(around)
    made = TableExport(context, around)
    made.chooser = Chooser(tmp_path)  # type: ignore[assignment]  # it only ever asks for a folder
    yield made


def test_while_one_export_runs_no_other_folder_is_asked_for(export: TableExport, tmp_path: Path) -> None:
    folders: list[Path] = []
    export.ask_folder("Dossier", folders.append)
    export.begin()
    export.ask_folder("Dossier", folders.append)
    assert folders == [tmp_path]
    export.wrote("3 commandes écrites.")
    export.ask_folder("Dossier", folders.append)
    assert folders == [tmp_path, tmp_path]


def test_its_end_is_said_and_what_nobody_foresaw_is_raised(export: TableExport, context: DeskContext) -> None:
    told: list[QuietMessage] = []
    context.message_posted.connect(told.append)
    refused = MoveRefused(message("{name}", name="Disque plein"))
    export.begin()
    export.wrote("3 commandes écrites.")
    for error in (Cancelled(), refused):
        export.begin()
        export.not_written(error)
        assert not export.running
    assert [(each.text, each.problem) for each in told] == [
        ("3 commandes écrites.", False),
        ("Interrompu\N{NO-BREAK SPACE}: rien n’a été écrit.", False),
        ("Disque plein", True),
    ]
    export.begin()
    with pytest.raises(ZeroDivisionError):
        export.not_written(ZeroDivisionError())
    assert not export.running
