"""Every page, in both languages: names for screen readers, own mnemonics, nothing cut at 14 points."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.elided import ElidedLabel
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.ui.pages import PAGES
from numspot_desk.ui.unlock import Refused, Unlock
from numspot_desk.ui.welcome import Welcome
from numspot_desk.usecases.orders.order_acts import OrderChanged
from numspot_desk.usecases.samples.sample_order import start_sample_order

PAGE_IDS = [spec.id for spec in PAGES]


class Safe:
    """Safety acts that are never asked here; the recovery key waits and there is a passphrase, so that all
    that can be offered shows."""

    def recovery_key_kept(self, _workspace: object) -> bool:
        return False

    def opens_by_session(self, _workspace: object) -> bool:
        return True

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"{name} was asked")


@pytest.fixture(params=["fr", "en"])
def window(desk: DeskContext, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    desk.safety = Safe()
    desk.set_language(request.param)
    made: list[OrderChanged] = []
    desk.run(lambda store: start_sample_order(store, desk.person, desk.clock, desk.chance), made.append)
    settle(desk, qtbot)
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1200, 800)
    shown.show()
    shown.activateWindow()
    shown.sample = made[0].record.id
    yield shown
    shown.close()
    settle(desk, qtbot)


def settle(context: DeskContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not context.busy, timeout=10_000)


def visit(window: MainWindow, page_id: str, qtbot: QtBot) -> None:
    window.show_desk("home")
    window.go(page_id, window.sample if page_id == "order" else None)
    settle(window.context, qtbot)
    QApplication.processEvents()


def focusable(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.objectName() != "qt_scrollarea_viewport"
        and not (isinstance(widget, QLineEdit) and widget.parent().inherits("QAbstractSpinBox"))
    ]


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


@pytest.mark.parametrize("page_id", PAGE_IDS)
def test_whatever_takes_the_focus_has_a_name(window: MainWindow, page_id: str, qtbot: QtBot) -> None:
    visit(window, page_id, qtbot)
    nameless = [widget for widget in focusable(window) if not name_of(widget).strip()]
    assert not nameless, [(w, w.parent()) for w in nameless]


@pytest.mark.parametrize("page_id", PAGE_IDS)
def test_mnemonics_are_not_shared(window: MainWindow, page_id: str, qtbot: QtBot) -> None:
    visit(window, page_id, qtbot)
    keys = Counter(
        QKeySequence.mnemonic(button.text()).toString()
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and not QKeySequence.mnemonic(button.text()).isEmpty()
    )
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("page_id", PAGE_IDS)
def test_the_first_focus_is_in_the_page_or_its_frame(window: MainWindow, page_id: str, qtbot: QtBot) -> None:
    visit(window, page_id, qtbot)
    assert QApplication.focusWidget() is not None


@pytest.mark.parametrize("page_id", PAGE_IDS)
def test_nothing_is_cut_with_large_text_in_a_small_window(
    window: MainWindow, page_id: str, qtbot: QtBot
) -> None:
    theme().choose("light", 14)
    try:
        window.resize(800, 600)
        visit(window, page_id, qtbot)
        assert window.width() <= 800 and window.height() <= 600
        assert cut(window) == []
    finally:
        theme().choose("light")


@pytest.mark.parametrize("step", list(StepId))
def test_no_step_of_an_order_is_wider_than_a_small_window_with_large_text(
    window: MainWindow, step: StepId, qtbot: QtBot
) -> None:
    theme().choose("light", 14)
    try:
        window.resize(800, 600)
        visit(window, "order", qtbot)
        page = window.current()
        assert isinstance(page, OrderPage)
        page.presenter.go(step)
        settle(window.context, qtbot)
        QApplication.processEvents()
        areas = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
        assert areas
        for area in areas:
            assert area.widget().width() <= area.viewport().width(), area
    finally:
        theme().choose("light")


def cut(root: QWidget) -> list[str]:
    """Buttons and labels of one line that are narrower than their text."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QAbstractButton) and widget.text():
            needed = widget.minimumSizeHint().width()
            if widget.width() < min(needed, widget.sizeHint().width()) - 1:
                found.append(f"{widget.text()}: {widget.width()} < {needed}")
        elif isinstance(widget, QLabel) and widget.text() and not isinstance(widget, ElidedLabel):
            if not widget.wordWrap() and widget.width() < widget.minimumSizeHint().width() - 1:
                found.append(f"{widget.text()}: {widget.width()} < {widget.minimumSizeHint().width()}")
            if widget.wordWrap() and widget.height() < widget.heightForWidth(widget.width()) - 1:
                found.append(f"{widget.text()}: lines are cut")
    return found


@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_gates_have_names_and_cut_nothing(context: DeskContext, qtbot: QtBot, code: str) -> None:
    from numspot_desk.language.messages import message

    context.set_language(code)
    theme().choose("light", 14)
    try:
        window = MainWindow(context)
        qtbot.addWidget(window)
        window.resize(800, 600)
        window.show()
        welcome = Welcome(context, keychain=False)
        for gate in (
            welcome,
            Unlock(context, keychain=True),
            Refused(context, message("The workspace is locked. Unlock it and try again.")),
        ):
            window.show_gate(gate)
            QApplication.processEvents()
            assert [w for w in focusable(gate) if not name_of(w).strip()] == []
            assert cut(gate) == []
    finally:
        theme().choose("light")
