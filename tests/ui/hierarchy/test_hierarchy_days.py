"""The day of the page «Hiérarchie» by keyboard and pointer: typed, stepped, slid, picked, back to today."""

import datetime as dt

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget

from numspot_desk.ui.hierarchy.view import HierarchyPage
from tests.ui.hierarchy.shown import TODAY
from tests.ui.keyboard import ALT, press

FIRST, MARCH = dt.date(2026, 1, 1), dt.date(2027, 3, 1)


def on(page: HierarchyPage) -> dt.date:
    assert page.presenter.day is not None
    return page.presenter.day.on


def test_on_the_line_arrows_go_from_event_to_event_and_pages_by_thirty_days(page: HierarchyPage) -> None:
    page.days.line.setFocus()
    press(Qt.Key.Key_Right)
    assert on(page) == MARCH
    press(Qt.Key.Key_PageDown)
    assert on(page) == MARCH + dt.timedelta(days=30)
    press(Qt.Key.Key_PageUp, times=2)
    assert on(page) == MARCH - dt.timedelta(days=30)
    press(Qt.Key.Key_End)
    assert on(page) == MARCH
    press(Qt.Key.Key_Home)
    assert on(page) == FIRST, "nobody signed: every entry into force is an event"
    press(Qt.Key.Key_Left)
    assert on(page) == FIRST, "nothing comes before"


def test_a_click_near_an_event_goes_to_it_and_elsewhere_to_that_day(page: HierarchyPage) -> None:
    line = page.days.line
    at = round(line._x((MARCH - line._start).days))
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(at + 3, 8))
    assert on(page) == MARCH
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(line.width() - 10, 8))
    assert on(page) > MARCH


def test_what_made_the_day_and_what_comes_next_are_said(page: HierarchyPage) -> None:
    assert "version 2026-01" in page.days.what.text()
    assert "puis le 1er mars 2027\u00a0: conditions générales, version 2027-03" in page.days.what.text()


def test_one_key_goes_back_to_today(page: HierarchyPage) -> None:
    press(Qt.Key.Key_Right, ALT)
    assert on(page) == MARCH and page.days.today.isEnabled()
    press(Qt.Key.Key_Home, ALT)
    assert on(page) == TODAY and not page.days.today.isEnabled()


def test_a_day_picked_in_the_month_is_shown(page: HierarchyPage) -> None:
    page.days.field.setFocus()
    press(Qt.Key.Key_Down, ALT)
    month = page.days.field.findChild(QCalendarWidget)
    assert isinstance(month, QCalendarWidget)
    month.setSelectedDate(QDate(2027, 4, 2))
    press(Qt.Key.Key_Return)
    assert on(page) == dt.date(2027, 4, 2)
    assert page.days.field.value() == "2027-04-02"
