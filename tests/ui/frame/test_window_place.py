"""The first size of the window, and a window that no screen of today shows."""

import pytest
from PySide6.QtCore import QRect, QSize

from numspot_desk.ui.frame.window_place import first_size, on_screen


@pytest.mark.parametrize(
    ("window_at", "fitted"),
    [
        (QRect(100, 100, 800, 600), QRect(100, 100, 800, 600)),
        (QRect(-3000, 100, 800, 600), QRect(560, 240, 800, 600)),
        (QRect(100, 5000, 4000, 3000), QRect(0, 0, 1920, 1080)),
        (QRect(2000, 10, 800, 600), QRect(2000, 10, 800, 600)),
    ],
)
def test_a_window_that_no_screen_shows_is_brought_back(window_at: QRect, fitted: QRect) -> None:
    assert on_screen(window_at, [QRect(0, 0, 1920, 1080), QRect(1920, 0, 1280, 1024)]) == fitted


def test_the_first_window_fits_a_small_screen() -> None:
    assert first_size(QSize(1920, 1080)) == QSize(1200, 800)
    assert first_size(QSize(1366, 768)) == QSize(1200, 728), "the status line is not below the screen"
    assert first_size(QSize(800, 600)) == QSize(800, 560)
