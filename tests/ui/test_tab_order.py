"""Tab follows the eye on every page: down the page, and from left to right within a line."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.ui.pages import PAGES
from numspot_desk.usecases.orders.order_acts import OrderChanged
from numspot_desk.usecases.samples.sample_order import start_sample_order


def settle(context: DeskContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not context.busy, timeout=10_000)


@pytest.fixture
def window(desk: DeskContext, qtbot: QtBot) -> Iterator[MainWindow]:
    made: list[OrderChanged] = []
    desk.run(lambda store: start_sample_order(store, desk.person, desk.clock, desk.chance), made.append)
    settle(desk, qtbot)
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    shown.activateWindow()
    shown.show_desk("home")
    shown.sample = made[0].record.id
    settle(desk, qtbot)
    yield shown
    shown.close()
    settle(desk, qtbot)


def stops_of(page: QWidget) -> list[QWidget]:
    """Where Tab stops within the page, from its first stop until it leaves; a table is left by Ctrl+Tab."""
    chain: list[QWidget] = []
    widget = page.nextInFocusChain()
    first = None
    while widget is not first:
        first = first or widget
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if takes and page.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
            chain.append(widget)
        widget = widget.nextInFocusChain()
    return chain


def place(widget: QWidget, page: QWidget) -> QRect:
    """Where it stands; a field with its label above it."""
    parent = widget.parentWidget()
    if isinstance(parent, FormRow):
        widget = parent
    return QRect(widget.mapTo(page, widget.rect().topLeft()), widget.size())


def column_of(widget: QWidget, page: QWidget) -> QWidget:
    """The part of the page that scrolls or is split from the rest: Tab goes through one, then the next."""
    parent = widget.parentWidget()
    while parent is not page and not parent.inherits("QAbstractScrollArea"):
        parent = parent.parentWidget()
    return parent


def against_the_eye(page: QWidget) -> list[str]:
    """The neighbours in the order of Tab of which the second stands before the first for the eye."""
    wrong = []
    for before, after in pairwise(stops_of(page)):
        if column_of(before, page) is not column_of(after, page):
            continue
        one, other = place(before, page), place(after, page)
        above = other.bottom() < one.top()
        same_line = other.top() <= one.bottom() and one.top() <= other.bottom()
        if above or (same_line and other.right() < one.left()):
            wrong.append(f"{_said(before)} {one.getRect()} → {_said(after)} {other.getRect()}")
    return wrong


def _said(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName()}”"


@pytest.mark.parametrize("page_id", [spec.id for spec in PAGES if spec.id != "order"])
def test_tab_follows_the_eye(window: MainWindow, page_id: str, qtbot: QtBot) -> None:
    window.go(page_id)
    settle(window.context, qtbot)
    QApplication.processEvents()
    page = window.current()
    assert page is not None
    assert against_the_eye(page) == []


@pytest.mark.parametrize("step", list(StepId))
def test_tab_follows_the_eye_at_every_step_of_an_order(
    window: MainWindow, step: StepId, qtbot: QtBot
) -> None:
    window.go("order", window.sample)
    settle(window.context, qtbot)
    page = window.current()
    assert isinstance(page, OrderPage)
    page.presenter.go(step)
    settle(window.context, qtbot)
    QApplication.processEvents()
    assert len(stops_of(page.view(step))) > 1
    assert against_the_eye(page) == []


def test_tab_goes_through_the_frame_then_the_page(window: MainWindow, qtbot: QtBot) -> None:
    window.go("settings")
    settle(window.context, qtbot)
    window.navigation.setFocus()
    seen: list[str] = []
    for _ in range(200):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        held = QApplication.focusWidget()
        part = next(
            name
            for name, root in (
                ("navigation", window.navigation),
                ("top", window.top_bar),
                ("page", window.current()),
                ("status", window.status),
                ("other", window),
            )
            if root is not None and (root is held or root.isAncestorOf(held))
        )
        if not seen or seen[-1] != part:
            seen.append(part)
        if seen.count("navigation") > 1:
            break
    start = seen.index("navigation")
    assert seen[start : start + 4] == ["navigation", "top", "page", "status"], seen
