"""The processes that the start-up benches time, from the interpreter's start to where the goal is reached.

python -m tests.bench.processes bare
python -m tests.bench.processes window FOLDER    until the first window is painted
python -m tests.bench.processes list FOLDER      until the first rows of the orders are painted
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def bare() -> None:
    """The least that PySide6 can do: a main window, painted."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Painted(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Expose:
                QTimer.singleShot(0, _reached)
            return False

    application = QApplication([])
    window = QMainWindow()
    window.resize(1200, 800)
    window.show()
    painted = Painted()
    window.windowHandle().installEventFilter(painted)
    application.exec()


def window(folder: Path) -> None:
    """The application until its first window is painted."""
    _run(folder, lambda _window: _reached())


def first_rows(folder: Path) -> None:
    """The application until the first rows of its list of orders are painted."""

    def painted(shown: object) -> None:
        from numspot_desk.ui.main_window import MainWindow

        assert isinstance(shown, MainWindow)
        _when_rows(shown, _reached)

    _run(folder, painted)


def _run(folder: Path, painted: Callable[[object], None]) -> None:
    from numspot_desk.app import entrance, start  # noqa: F401 - the real way in imports both

    start.prepare_process()
    from PySide6.QtWidgets import QApplication

    from numspot_desk.app.desk import Desk

    def door() -> Any:
        from tests.bench.keychain import door_of

        return door_of(folder)

    desk = Desk([], folder, door=door)
    shown = desk.open(painted)
    QApplication.exec()
    desk.close(shown)


def _when_rows(shown: object, act: Callable[[], None]) -> None:
    """Wait for the page of orders to be made, then for its first rows, then for their paint."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from numspot_desk.ui.main_window import MainWindow
    from numspot_desk.ui.orders.view import OrdersPage

    assert isinstance(shown, MainWindow)
    watch = QTimer(shown)
    watch.setInterval(1)

    def look() -> None:
        page = shown.current()
        if isinstance(page, OrdersPage) and page.model.rowCount() > 0:
            watch.stop()
            QApplication.processEvents()  # lays the rows out and paints them
            act()

    watch.timeout.connect(look)
    watch.start()


def _reached() -> None:
    """End at once: what a process does after the goal is not measured, of either."""
    os._exit(0)


if __name__ == "__main__":
    what, *where = sys.argv[1:]
    if what == "bare":
        bare()
    else:
        {"window": window, "list": first_rows}[what](Path(where[0]))
