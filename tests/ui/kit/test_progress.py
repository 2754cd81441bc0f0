"""The strip of progress comes late, stays long enough to be read, and goes."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit import progress
from numspot_desk.ui.kit.progress import ProgressStrip


@pytest.fixture
def strip(context: DeskContext, qtbot: QtBot) -> Iterator[ProgressStrip]:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = ProgressStrip(context, holder)
    holder.show()
    yield made
    holder.close()


def test_what_is_soon_done_shows_nothing(strip: ProgressStrip) -> None:
    strip.start()
    strip.finish()
    assert strip.isHidden() and not strip._delay.isActive()


def test_what_was_shown_stays_a_moment_and_then_goes(
    strip: ProgressStrip, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    strip._delay.setInterval(0)
    strip.start()
    qtbot.waitUntil(strip.isVisible, timeout=5_000)
    monkeypatch.setattr(progress, "LEAST_MS", 60_000)
    strip.finish()
    assert strip.isVisible() and not strip.cancel_button.isEnabled()
    strip._rest.start(0)
    qtbot.waitUntil(strip.isHidden, timeout=5_000)


def test_a_new_act_keeps_the_strip(
    strip: ProgressStrip, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    strip._delay.setInterval(0)
    strip.start()
    qtbot.waitUntil(strip.isVisible, timeout=5_000)
    monkeypatch.setattr(progress, "LEAST_MS", 60_000)
    strip.finish()
    strip.start()
    assert strip.isVisible() and not strip._rest.isActive() and strip.cancel_button.isEnabled()
