"""Accounts leave the clipboard half a minute after this program put them there; nothing else does."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication
from pytestqt.qtbot import QtBot

from numspot_desk.ui.kit.clipboard_watch import CLEARED_AFTER, ClipboardWatch

ACCOUNT = "FR14 2004 1010 0505 0001 3M02 606"


class Timer:
    """Calls back when the test says that the time is over."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, Callable[[], None]]] = []

    def __call__(self, milliseconds: int, call: Callable[[], None]) -> None:
        self.waiting.append((milliseconds, call))

    def over(self) -> None:
        waiting, self.waiting = self.waiting, []
        for _milliseconds, call in waiting:
            call()


@pytest.fixture
def clipboard(qtbot: QtBot) -> QClipboard:
    found = QGuiApplication.clipboard()
    found.clear()
    return found


@pytest.fixture
def timer() -> Timer:
    return Timer()


@pytest.fixture
def ours() -> dict[str, bool]:
    return {"ours": True}


@pytest.fixture
def watch(clipboard: QClipboard, timer: Timer, ours: dict[str, bool]) -> ClipboardWatch:
    return ClipboardWatch(clipboard, None, later=timer, ours=lambda: ours["ours"])


@pytest.mark.parametrize(
    "text", [ACCOUNT, ACCOUNT.replace(" ", ""), f"Débiteur\tIBAN\nAtelier\t{ACCOUNT}\tLyon", ACCOUNT.lower()]
)
def test_an_account_is_cleared_after_thirty_seconds(
    watch: ClipboardWatch, clipboard: QClipboard, timer: Timer, text: str
) -> None:
    clipboard.setText(text)
    assert [milliseconds for milliseconds, _ in timer.waiting] == [CLEARED_AFTER] == [30_000]
    assert clipboard.text() == text
    timer.over()
    assert clipboard.text() == ""


@pytest.mark.parametrize(
    "text", ["CMD-2026-7K3Q9XM4", "FR14 •••• 2606", "FR15ZZZ588627", "FR15" + "0" * 23, ""]
)
def test_what_is_no_account_stays(
    watch: ClipboardWatch, clipboard: QClipboard, timer: Timer, text: str
) -> None:
    clipboard.setText(text)
    assert timer.waiting == []


def test_what_took_the_place_of_the_account_stays(
    watch: ClipboardWatch, clipboard: QClipboard, timer: Timer
) -> None:
    clipboard.setText(ACCOUNT)
    clipboard.setText("autre chose")
    timer.over()
    assert clipboard.text() == "autre chose"


def test_copied_again_it_stays_thirty_seconds_from_then(
    watch: ClipboardWatch, clipboard: QClipboard, timer: Timer
) -> None:
    clipboard.setText(ACCOUNT)
    first = timer.waiting.pop()
    clipboard.setText("autre chose")
    clipboard.setText(ACCOUNT)
    first[1]()
    assert clipboard.text() == ACCOUNT
    timer.over()
    assert clipboard.text() == ""


def test_what_another_program_put_there_is_theirs(
    watch: ClipboardWatch, clipboard: QClipboard, timer: Timer, ours: dict[str, bool]
) -> None:
    ours["ours"] = False
    clipboard.setText(ACCOUNT)
    watch.clear_now()
    assert timer.waiting == [] and clipboard.text() == ACCOUNT


def test_it_is_cleared_at_once_when_the_desk_is_left(watch: ClipboardWatch, clipboard: QClipboard) -> None:
    clipboard.setText(ACCOUNT)
    watch.clear_now()
    assert clipboard.text() == ""
