"""The month of the page «Échéances» with many entries a day: painted once, and shown anew.

Ten thousand contracts have about eight thousand entries in a month, so a day has some 270: three are painted,
the others are counted. A tenth have two days that a line joins.
"""

import datetime as dt
import os
import tempfile
import time
from pathlib import Path

from numspot_desk.contracts.agenda.standing import Stands
from tests.bench.keychain import door_of
from tests.bench.measure import alternating, report_limit
from tests.ui.deadlines.rows import row

ENTRIES = 8_000
_APART = 10
_MONTH = dt.date(2026, 12, 1)


def bench(times: int) -> list[bool]:
    """Print how long a painted month takes, and one that is given its entries anew."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="numspot-bench-") as scratch:
        folder = Path(scratch)
        door_of(folder).create(use_keychain=True).workspace.close()
        return _measured(folder, times)


def _rows() -> list[Stands]:
    """Entries on every day of the month, one of ten with a line over some days."""
    found = []
    for number in range(ENTRIES):
        day = _MONTH + dt.timedelta(days=number % 31)
        sure = day + dt.timedelta(days=number % 9) if number % _APART == 0 else None
        found.append(row(day, f"F-{number:05}", sure=sure, client=f"Client {number % 400}"))
    return found


def _measured(folder: Path, times: int) -> list[bool]:
    from numspot_desk.app.start import load_qt

    load_qt()
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from numspot_desk.app.desk import Desk
    from numspot_desk.ui.deadlines.calendar import DayRows
    from numspot_desk.ui.deadlines.month import MonthGrid

    desk = Desk([], folder, door=lambda: door_of(folder))
    window = desk.open()
    while window.current() is None or desk.context.busy:
        QApplication.processEvents()
    grid = MonthGrid(desk.context, window)
    grid.resize(1200, 760)
    grid.show()
    QApplication.processEvents()
    rows = _rows()
    grid.show_days(DayRows.of(rows), _MONTH, _MONTH)
    sheet = QImage(grid.size(), QImage.Format.Format_ARGB32_Premultiplied)
    painted, shown = alternating(
        lambda: grid.render(sheet, QPoint()),
        lambda: grid.show_days(DayRows.of(rows), _MONTH, _MONTH),
        times,
        time.process_time,
    )
    window.close()
    desk.close(window)
    return [
        report_limit("Month view painted, 270 entries a day", painted, 16.0),
        report_limit("Month view given 8 000 entries", shown, 100.0),
    ]
