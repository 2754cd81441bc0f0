"""The hospital's order through the whole window, by keyboard alone: brought in, the subject that nobody
covers found and covered from the library, sent for review, approved, exported; then one word changed, and
the approval is void."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.content.file_names import MANIFEST
from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.frame.palette import Palette
from numspot_desk.ui.frame.palette_model import DETAIL
from numspot_desk.ui.kit.fields import LongTextField
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.order.answer_row import FIELD
from numspot_desk.ui.order.clauses.library_dialog import LibraryDialog
from numspot_desk.ui.order.draft_keeper import Saving
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.ui.order.review.review_step import ReviewStep
from numspot_desk.ui.orders.view import OrdersPage
from numspot_desk.usecases.orders.export_order import frozen_version
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.reviews.read_review import standing_approval
from tests.documents.word_reading import part, text_of
from tests.ui.keyboard import ALT, CONTROL, focused, press, tab_to, type_text

GAP = "R1111-11.14"


class Chooser:
    """Always the same folder and the same file."""

    def __init__(self, folder: Path, file: Path) -> None:
        self.place, self.one = folder, file

    def folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        chosen(self.place)

    def file(self, parent: QWidget, title: str, filters: str, chosen: Callable[[Path], None]) -> None:
        chosen(self.one)


class Desk:
    """Somebody at the keyboard of the window."""

    def __init__(self, window: MainWindow, chooser: Chooser, qtbot: QtBot) -> None:
        self.window, self.chooser, self.qtbot = window, chooser, qtbot

    @property
    def page(self) -> OrderPage:
        page = self.window.current()
        assert isinstance(page, OrderPage)
        return page

    @property
    def review(self) -> ReviewStep:
        view = self.page.view(StepId.REVIEW)
        assert isinstance(view, ReviewStep)
        view.export_panel.chooser = self.chooser
        return view

    def type_in(self, window: QWidget) -> None:
        """Give a window the keys, as a window system does: off screen there is none."""
        window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is window)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.context.busy, timeout=10_000)

    def find(self, words: str) -> None:
        """Ctrl+K, some words, Return."""
        press(Qt.Key.Key_K, CONTROL)
        type_text(words)
        found = self.window.findChild(Palette).list

        def first() -> str:
            row = found.currentIndex()
            return f"{row.data()} {row.data(DETAIL)}"

        self.qtbot.waitUntil(lambda: words in first(), timeout=10_000)
        press(Qt.Key.Key_Return)
        self.settle()

    def button(self, name: str) -> None:
        """Tab to a button, Space."""
        for _ in range(300):
            widget = focused()
            if name in (getattr(widget, "text", str)(), widget.accessibleName()):
                press(Qt.Key.Key_Space)
                self.settle()
                return
            press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {name}")

    def become(self, name: str, role: str) -> None:
        """Declare another name and role, as somebody else at this laptop would."""
        number = self.page.presenter.record.number
        self.find("Changer de rôle")
        box = focused()
        assert isinstance(box, QComboBox)
        while box.currentData() != role:
            before = box.currentIndex()
            press(Qt.Key.Key_Down if before < box.findData(role) else Qt.Key.Key_Up)
            assert box.currentIndex() != before
        press(Qt.Key.Key_Backtab)
        assert isinstance(focused(), QLineEdit)
        press(Qt.Key.Key_A, CONTROL)
        type_text(name)
        press(Qt.Key.Key_Tab)
        self.qtbot.waitUntil(lambda: self.window.context.person == Person(name, role))
        self.find(number)
        self.qtbot.waitUntil(lambda: isinstance(self.window.current(), OrderPage))
        self.settle()

    def until(self, state: OrderState) -> None:
        self.qtbot.waitUntil(lambda: self.page.presenter.record.state is state, timeout=10_000)
        self.settle()


@pytest.fixture
def at(desk: DeskContext, shared: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    desk.word, desk.files = WordFiles(), FolderFiles()
    out = tmp_path / "client"
    out.mkdir()
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.resize(1200, 800)
    window.show()
    window.activateWindow()
    window.show_desk("orders")
    made = Desk(window, Chooser(out, shared / "examples" / "orders" / "hospital-hds.json"), qtbot)
    made.settle()
    yield made
    window.close()
    made.settle()


def bring_in(at: Desk) -> None:
    orders = at.window.current()
    assert isinstance(orders, OrdersPage)
    orders.actions_on.handover.chooser = at.chooser
    tab_to(orders.incoming)
    press(Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, key)
    at.qtbot.waitUntil(lambda: isinstance(at.window.current(), OrderPage), timeout=10_000)
    at.qtbot.waitUntil(lambda: at.page.presenter.opened is not None, timeout=10_000)
    at.settle()
    at.type_in(at.window)


def cover_from_the_library(at: Desk) -> None:
    press(Qt.Key.Key_F8)
    at.settle()
    cell = focused()
    assert GAP in cell.accessibleName() and "non couvert" in cell.accessibleName()
    press(Qt.Key.Key_Space)
    dialog = at.page.findChild(LibraryDialog)
    assert isinstance(dialog, LibraryDialog) and "Destruction" in dialog.title.text()
    at.type_in(dialog)
    press(Qt.Key.Key_Return)
    at.settle()
    at.type_in(at.window)
    assert focused().property(FIELD) == "special_conditions[0].clauses[13].text"
    at.qtbot.waitUntil(lambda: at.page.presenter.saving is Saving.SAVED, timeout=10_000)


def approve(at: Desk) -> None:
    parts = at.review.review_panel.parts
    assert parts.heading.text().endswith("0 approuvées sur 17")
    tab_to(parts.list, 300)
    press(Qt.Key.Key_A, CONTROL)
    press(Qt.Key.Key_Return, CONTROL)
    at.qtbot.waitUntil(lambda: "17 approuvées sur 17" in parts.heading.text(), timeout=10_000)
    at.settle()
    at.button("Approuver")
    at.until(OrderState.APPROVED)


def test_the_hospital_from_its_file_to_a_void_approval(at: Desk, qtbot: QtBot) -> None:
    bring_in(at)
    qtbot.waitUntil(lambda: at.page.presenter.check_result is not None)
    assert at.page.presenter.blocked
    cover_from_the_library(at)
    assert at.page.presenter.check_result.ready

    press(Qt.Key.Key_7, ALT)
    assert at.review.review_panel.parts.heading.text().endswith("0 approuvées sur 17")
    at.button("Envoyer en relecture")
    at.until(OrderState.IN_REVIEW)
    at.become("Louis Juriste", "legal")
    approve(at)

    at.become("Camille Durand", "sales")
    assert at.review.export_panel.export.isVisibleTo(at.page)
    at.find("Exporter les documents")
    at.until(OrderState.EXPORTED)
    out = at.chooser.place
    approval = asked(
        at, lambda store: standing_approval(store, store.orders.load(at.page.presenter.record.id))
    )
    words = sorted(out.glob("*.docx"))
    assert len(words) == 2 and (out / MANIFEST).exists()
    for file in words:
        assert approval.head in text_of(part(file.read_bytes(), "word/footer1.xml"))
        assert "projet" not in text_of(part(file.read_bytes(), "word/header1.xml")).lower()

    at.find("Note interne")
    qtbot.waitUntil(lambda: bool(at.review.export_panel.outcome.text()), timeout=10_000)
    assert "ne doit pas partir" in at.review.export_panel.outcome.text()
    assert sorted(out.glob("*.docx")) == words
    exported = at.page.presenter.record.id

    at.find("Nouvelle version")
    qtbot.waitUntil(lambda: at.page.presenter.record.revision == 2, timeout=10_000)
    at.settle()
    press(Qt.Key.Key_5, ALT)
    at.settle()
    for _ in range(40):
        if focused().property(FIELD) == "derogations[1].text":
            break
        press(Qt.Key.Key_Tab)
    area = focused()
    assert isinstance(area, LongTextField)
    press(Qt.Key.Key_End, CONTROL)
    type_text(" Soit un mois.")
    press(Qt.Key.Key_7, ALT)
    qtbot.waitUntil(lambda: at.page.presenter.saving is Saving.SAVED, timeout=10_000)
    at.settle()
    panel = at.review.review_panel
    assert not at.review.export_panel.export.isVisible()
    assert panel.parts.heading.text().endswith("0 approuvées sur 17")
    assert "ne vaut que pour la version 1" in panel._say.text() and "caduque" in panel._say.text()
    version = asked(at, lambda store: frozen_version(store, exported))
    assert "Soit un mois" not in str(version.answers)


def asked(at: Desk, work: Callable[[Any], Any]) -> Any:
    found: list[Any] = []
    at.window.context.run(work, found.append)
    at.qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    return found[0]
