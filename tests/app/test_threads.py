"""The window waits for no store and no file: what may last runs on another thread than the window’s."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.sheets import SheetFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.store.backup import Backups
from numspot_desk.store.session import Session
from numspot_desk.ui.catalogue.import_dialog import ImportDialog
from numspot_desk.ui.catalogue.view import CataloguePage
from numspot_desk.ui.frame.palette import Palette
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.orders.actions import OrderActions
from numspot_desk.ui.orders.view import OrdersPage
from numspot_desk.ui.pages import PAGES
from numspot_desk.usecases.ports.files import SheetKind
from numspot_desk.usecases.prices.import_prices import template
from tests.app.test_desk import make_workspace, running, unlock
from tests.ui.test_orders_page import Chosen

LASTING = (
    (Session, "transaction"),
    (Backups, "make"),
    (FolderFiles, "write_all"),
    (SheetFiles, "write"),
    (WordFiles, "write"),
)


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, set[threading.Thread]]]:
    """Every thread that each of the lasting acts ran on."""
    seen: dict[str, set[threading.Thread]] = {}
    for owner, name in LASTING:
        act = getattr(owner, name)

        def noted(
            *given: Any, _act: Any = act, _called: str = f"{owner.__name__}.{name}", **named: Any
        ) -> Any:
            seen.setdefault(_called, set()).add(threading.current_thread())
            return _act(*given, **named)

        monkeypatch.setattr(owner, name, noted)
    yield seen


def test_search_export_import_and_backup_leave_the_thread_of_the_window(
    tmp_path: Path, qtbot: QtBot, threads: dict[str, set[threading.Thread]]
) -> None:
    make_workspace(tmp_path / "data")
    threads.clear()
    with running(tmp_path / "data", qtbot) as (desk, window):
        unlock(qtbot, desk, window)

        def settle() -> None:
            QApplication.processEvents()
            qtbot.waitUntil(lambda: not desk.context.busy, timeout=10_000)

        OrderActions(desk.context, window).start_sample()
        settle()
        for spec in PAGES:
            if spec.id != "order":
                window.go(spec.id)
                settle()
        _search_and_export(window, tmp_path)
        settle()
        _import_prices(window, tmp_path, qtbot)
        settle()
        safety = desk.context.safety
        assert safety is not None
        desk.context.run(lambda workspace: safety.back_up(workspace, tmp_path))
        settle()
    assert set(threads) >= {
        "Session.transaction",
        "Backups.make",
        "FolderFiles.write_all",
        "SheetFiles.write",
    }
    blocked = [name for name, ran in threads.items() if threading.main_thread() in ran]
    assert blocked == []


def _search_and_export(window: MainWindow, folder: Path) -> None:
    window.open_palette()
    palette = window.findChild(Palette)
    assert palette is not None
    palette.search.setText("clinique")
    palette.look()
    window.go("orders")
    page = window.current()
    assert isinstance(page, OrdersPage)
    page.search("clinique")
    page.list_export.chooser = Chosen(folder)
    page.list_export.ask(SheetKind.XLSX)


def _import_prices(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    window.go("catalogue")
    page = window.current()
    assert isinstance(page, CataloguePage)
    (folder / "prices.csv").write_bytes(template(window.context.language))
    page.open_preview(folder / "prices.csv")
    qtbot.waitUntil(lambda: page.findChild(ImportDialog) is not None, timeout=10_000)
    page.findChild(ImportDialog).do_import()
