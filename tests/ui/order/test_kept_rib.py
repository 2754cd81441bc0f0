"""The RIB at the mandate of an order: attached, refused in words, saved back; the way to the mandate."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.documents.files import FolderFiles
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.order.kept_rib import KeptRib
from numspot_desk.ui.order.mandate_step import MandateStep
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.mandates.order_rib import order_ribs
from numspot_desk.usecases.person import Person

Ask = Callable[[Callable[[Any], Any]], Any]


class Chosen:
    """Somebody who always chooses these places (`Chooser`)."""

    def __init__(self, file: Path, folder: Path) -> None:
        self.place, self.out = file, folder

    def folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        chosen(self.out)

    def file(self, parent: QWidget, title: str, filters: str, chosen: Callable[[Path], None]) -> None:
        chosen(self.place)

    def show(self, folder: Path) -> None:
        raise AssertionError("no folder is shown")


@pytest.fixture
def rib(page: OrderPage, tmp_path: Path, qtbot: QtBot) -> KeptRib:
    page.presenter.put("payment.means", "direct_debit", "x", typing=False)
    page.presenter.go(StepId.MANDATE)
    qtbot.waitUntil(lambda: not page.context.busy, timeout=10_000)
    step = page.view(StepId.MANDATE)
    assert isinstance(step, MandateStep)
    step.rib.chooser = Chosen(tmp_path / "rib.pdf", tmp_path / "out")
    (tmp_path / "out").mkdir()
    return step.rib


def attach(rib: KeptRib, content: bytes, path: Path, qtbot: QtBot) -> None:
    path.write_bytes(content)
    rib.attach.click()
    qtbot.waitUntil(lambda: not rib.context.busy, timeout=10_000)


def test_a_rib_is_attached_listed_and_saved_back(
    rib: KeptRib, page: OrderPage, tmp_path: Path, ask: Ask, qtbot: QtBot
) -> None:
    assert rib.attach.isVisible() and not rib.follow.isVisible()
    attach(rib, b"%PDF-1.7 rib", tmp_path / "rib.pdf", qtbot)
    assert [row.name.text() for row in rib.rows] == ["rib.pdf"]
    assert len(ask(lambda store: order_ribs(store, page.presenter.record.id))) == 1
    page.context.files = FolderFiles()
    rib.rows[0].save.click()
    qtbot.waitUntil(lambda: not rib.context.busy, timeout=10_000)
    (saved,) = (tmp_path / "out").iterdir()
    assert saved.read_bytes() == b"%PDF-1.7 rib" and not rib.said.problem


def test_a_program_is_refused_below_the_button(rib: KeptRib, tmp_path: Path, qtbot: QtBot) -> None:
    attach(rib, b"MZ\x90", tmp_path / "rib.pdf", qtbot)
    assert rib.said.problem and "programme" in rib.said.text() and rib.rows == []
    attach(rib, b"\x89PNG\r\n\x1a\n", tmp_path / "rib.pdf", qtbot)
    assert rib.said.text() == "" and [row.name.text() for row in rib.rows] == ["rib.png"]


def test_the_life_of_the_mandate_is_a_click_away_once_it_has_its_reference(
    rib: KeptRib, desk: DeskContext, qtbot: QtBot
) -> None:
    rib.show_reference("NS2026A")
    with qtbot.waitSignal(desk.page_requested) as asked:
        rib.follow.click()
    assert asked.args == ["mandates", "NS2026A"]


def test_somebody_who_only_reads_attaches_nothing(rib: KeptRib, desk: DeskContext) -> None:
    desk.set_person(Person("Lea", "read_only"))
    assert not rib.attach.isVisible()
