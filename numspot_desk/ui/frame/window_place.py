"""The window's place on the screen: remembered between runs, brought back where no screen shows it."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.preferences import Preferences

FIRST_SIZE = (150 * GRID, 100 * GRID)
TITLE_BAR = 5 * GRID
"""Room that the window's own title bar may take."""
PLACE = "window"


def restore_place(window: QWidget, preferences: Preferences) -> None:
    """Put the window where it was last, or give it its first size; within what the screens of today show."""
    geometry = preferences.get_bytes(PLACE)
    if geometry.isEmpty() or not window.restoreGeometry(geometry):
        window.resize(first_size(QGuiApplication.primaryScreen().availableSize()))
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    fitted = on_screen(window.frameGeometry(), screens)
    if fitted != window.frameGeometry():
        window.setGeometry(fitted)


def keep_place(window: QWidget, preferences: Preferences) -> None:
    """Write down where the window stands, for the next run."""
    preferences.put_bytes(PLACE, window.saveGeometry())


def first_size(screen: QSize) -> QSize:
    """The size of the very first window: no larger than the screen with room for its title bar."""
    return QSize(*FIRST_SIZE).boundedTo(screen - QSize(0, TITLE_BAR))


def on_screen(window: QRect, screens: list[QRect]) -> QRect:
    """The window's rectangle, moved and cut so that its title can be reached on some screen."""
    if not screens or any(
        screen.adjusted(-GRID, 0, GRID, 0).contains(window.topLeft()) for screen in screens
    ):
        return window
    home = screens[0]
    width, height = min(window.width(), home.width()), min(window.height(), home.height())
    return QRect(
        home.x() + (home.width() - width) // 2, home.y() + (home.height() - height) // 2, width, height
    )
