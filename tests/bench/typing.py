"""Typing in an order of 200 lines: the longest time that the window does not answer, key by key.

A stretch is one handling of an event by the GUI thread: a key, then whatever its check and its save bring.
"""

import logging
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.keychain import door_of
from tests.bench.measure import Timed, report_limit

_LINES = 200
_TYPED = "Machine virtuelle 8 vCPU"


def bench(times: int) -> list[bool]:
    """Print the longest stretch of each of `times` words typed."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="numspot-bench-") as scratch:
        folder = Path(scratch)
        door_of(folder).create(use_keychain=True).workspace.close()
        return _measured(folder, times)


def _measured(folder: Path, times: int) -> list[bool]:
    from numspot_desk.app.start import load_qt

    load_qt()
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from numspot_desk.app.desk import Desk
    from numspot_desk.contracts.order.flow import StepId
    from numspot_desk.contracts.order.line_edits import lines_of
    from numspot_desk.ui.order.page import OrderPage
    from numspot_desk.ui.orders.actions import OrderActions

    desk = Desk([], folder, door=lambda: door_of(folder))
    window = desk.open()

    def until(holds: Callable[[], bool]) -> float:
        """Handle events until it holds; the longest of them, in milliseconds."""
        longest = 0.0
        while True:
            start = time.perf_counter()
            QApplication.processEvents()
            longest = max(longest, (time.perf_counter() - start) * 1000)
            if holds():
                return longest

    until(lambda: window.current() is not None and not desk.context.busy)
    OrderActions(desk.context, window).start_sample()
    until(lambda: isinstance(window.current(), OrderPage) and not desk.context.busy)
    page = window.current()
    assert isinstance(page, OrderPage)
    answers = page.presenter.answers
    line = lines_of(answers)[0]
    page.presenter.edit({**answers, "lines": [line] * _LINES}, "", "lines")
    page.presenter.go(StepId.SERVICES)
    table = page.view(StepId.SERVICES).table
    until(lambda: not desk.context.busy)
    table.setFocus()
    window.activateWindow()
    table.go_to(_LINES // 2, 1)
    table.edit(table.currentIndex())
    until(lambda: not desk.context.busy)

    def type_word() -> float:
        longest = 0.0
        for character in _TYPED:
            start = time.perf_counter()
            key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(QApplication.focusWidget() or table, key)
            longest = max(longest, (time.perf_counter() - start) * 1000)
        rest = time.perf_counter() + 1.5  # the check and the save come once the keys rest
        return max(longest, until(lambda: time.perf_counter() > rest and not desk.context.busy))

    type_word()
    found = Timed([type_word() for _ in range(times)])
    met = [report_limit(f"Longest wait while typing in an order of {_LINES} lines", found, 50.0)]
    page.autosave.flush()
    until(lambda: not desk.context.busy)
    window.close()
    desk.close(window)
    logging.shutdown()
    return met
