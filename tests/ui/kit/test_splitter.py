"""Widths that a person gave are there again the next time; nonsense in the file is passed over."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.splitter import RememberedSplitter


def made(context: DeskContext, qtbot: QtBot) -> RememberedSplitter:
    splitter = RememberedSplitter(context, "trial")
    qtbot.addWidget(splitter)
    for _ in range(2):
        splitter.addWidget(QLabel())
    splitter.resize(600, 100)
    splitter.show()
    splitter.restore([200, 400])
    return splitter


def test_widths_are_remembered(context: DeskContext, qtbot: QtBot) -> None:
    first = made(context, qtbot)
    first.moveSplitter(350, 1)
    assert made(context, qtbot).sizes() == first.sizes()


def test_nonsense_is_passed_over(context: DeskContext, qtbot: QtBot) -> None:
    usual = made(context, qtbot).sizes()
    for kept in ("", "12", "a,b", "1,2,3", "-4,5"):
        context.preferences.put("splitter/trial", kept)
        assert made(context, qtbot).sizes() == usual
