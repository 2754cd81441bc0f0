"""A context for screens: a fixed clock and chance, preferences in a temporary folder, no leftovers."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.language.catalog import load_language
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.preferences import Preferences
from numspot_desk.usecases.person import Person
from tests.new_workspace import new_workspace

KEY = bytes(range(32))
NOON = dt.datetime(2026, 11, 22, 13, 32, tzinfo=dt.UTC)


class FixedClock:
    """It is always the 22nd of November 2026, 14:32 in Paris."""

    def now(self) -> dt.datetime:
        return NOON

    def today(self) -> dt.date:
        return NOON.date()


class Counting:
    """Chance that counts, so that numbers differ and repeat from run to run."""

    def __init__(self) -> None:
        self._next = 0

    def bytes(self, count: int) -> bytes:
        self._next += 1
        return self._next.to_bytes(count, "big")


class NoWord:
    def write(self, document: Document) -> bytes:
        return document.title.encode()


class NoFiles:
    def write_all(self, folder: Path, files: Mapping[str, bytes]) -> Sequence[Path]:
        return [folder / name for name in files]


class NoPdf:
    def available(self) -> bool:
        return False


@pytest.fixture
def context(qtbot: QtBot, tmp_path: Path) -> Iterator[DeskContext]:
    theme().choose("light")
    desk = DeskContext(
        language=load_language("fr"),
        person=Person("Camille Durand", "sales"),
        clock=FixedClock(),
        chance=Counting(),
        word=NoWord(),
        files=NoFiles(),
        pdf=NoPdf(),
        preferences=Preferences(tmp_path / "preferences.ini"),
    )
    yield desk
    desk.shut_down()


@pytest.fixture
def desk(context: DeskContext, tmp_path: Path, qtbot: QtBot) -> DeskContext:
    """The context with a new workspace open, on a real encrypted store."""
    context.open_workspace(lambda: new_workspace(tmp_path / "workspace", KEY, clock=context.clock))
    qtbot.waitUntil(lambda: not context.busy and context.has_workspace, timeout=10_000)
    return context


@pytest.fixture
def window(desk: DeskContext, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on its home page, with the workspace of `desk`."""
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1200, 800)
    shown.show()
    shown.activateWindow()
    shown.show_desk("home")
    settle(desk, qtbot)
    yield shown
    shown.close()
    settle(desk, qtbot)


def settle(context: DeskContext, qtbot: QtBot) -> None:
    """Wait until all that was asked of the workspace is answered."""
    qtbot.waitUntil(lambda: not context.busy, timeout=10_000)


@pytest.fixture(autouse=True)
def no_leftovers(qapp: QApplication) -> Iterator[None]:
    """A test leaves no window behind, nor one that waits to be deleted, and nothing of its own on the
    clipboard: Qt destroys that after the interpreter's end, which a Python object does not survive."""
    before = set(qapp.topLevelWidgets())
    yield
    qapp.processEvents()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.clipboard().clear()
    left = [w for w in qapp.topLevelWidgets() if w not in before and w.isVisible()]
    assert not left, f"windows left behind: {left}"
