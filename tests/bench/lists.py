"""The list of 100 000 orders by every sort: first page painted, a rare word and a broad prefix found."""

import logging
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.keychain import door_of
from tests.bench.measure import Timed, report_limit
from tests.store.many_orders import BROAD_PREFIX, RARE_WORD, fill

_COUNT = 100_000


def bench(times: int) -> list[bool]:
    """Print the figures: from what the person does to the rows painted."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="numspot-bench-") as scratch:
        folder = Path(scratch)
        with door_of(folder).create(use_keychain=True).workspace as workspace:
            fill(workspace._session, _COUNT)
            workspace.tidy()
        (folder / "preferences.ini").write_text("[General]\npage=orders\n", encoding="utf-8")
        return _measured(folder, times)


def _measured(folder: Path, times: int) -> list[bool]:
    from numspot_desk.app.start import load_qt

    load_qt()
    from PySide6.QtWidgets import QApplication

    from numspot_desk.app.desk import Desk
    from numspot_desk.ui.orders.presenter import OrderList
    from numspot_desk.ui.orders.view import OrdersPage
    from numspot_desk.usecases.ports.orders import OrderQuery, OrderSort

    desk = Desk([], folder, door=lambda: door_of(folder))
    window = desk.open()

    def until(holds: Callable[[], bool]) -> None:
        while not holds():
            QApplication.processEvents()

    until(lambda: isinstance(window.current(), OrdersPage) and not desk.context.busy)
    page = window.current()
    assert isinstance(page, OrdersPage)
    until(lambda: page.model.rowCount() > 0 and not desk.context.busy)

    def shown(text: str, sort: OrderSort) -> float:
        asked = OrderList(OrderQuery(sort=sort))
        page.show_list(asked.searched("zzzz"))
        until(lambda: not desk.context.busy)
        start = time.perf_counter()
        page.show_list(asked.searched(text))
        until(lambda: page.model.rowCount() > 0)
        page.table.viewport().repaint()
        taken = (time.perf_counter() - start) * 1000
        until(lambda: not desk.context.busy)
        return taken

    figures = (
        ("First page of 100 000 orders, painted", "", 50.0),
        (f"A rare word among 100 000 orders ({RARE_WORD}), painted", RARE_WORD, 50.0),
        (f"A broad prefix among 100 000 orders ({BROAD_PREFIX}), painted", BROAD_PREFIX, 100.0),
    )
    shown("", OrderSort.UPDATED)
    met = [
        report_limit(
            f"{title}, sorted by {sort.value}", Timed([shown(text, sort) for _ in range(times)]), limit
        )
        for title, text, limit in figures
        for sort in OrderSort
    ]
    window.close()
    desk.close(window)
    logging.shutdown()
    return met
