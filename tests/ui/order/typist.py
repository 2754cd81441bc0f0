"""Somebody at the keyboard: types any text, moves by Tab, chooses in lists. Never a mouse.

`keyClicks` of pytest-qt aborts on letters outside ASCII; here each character is a key event with its text.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.ui.order.answer_row import FIELD
from numspot_desk.ui.order.draft_keeper import Saving
from numspot_desk.ui.order.page import OrderPage

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
_TABS = 400


class Typist:
    """At work on one order page."""

    def __init__(self, page: OrderPage, qtbot: QtBot) -> None:
        self.page = page
        self.qtbot = qtbot

    # ── Keys ─────────────────────────────────────────────────────────────────────────────────────────

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key without text, where the focus is."""
        for _ in range(times):
            QTest.keyClick(self._hears_keys(), key, modifiers)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        for character in text:
            key = ord(character.upper()) if character.isascii() else 0
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self._hears_keys(), QKeyEvent(kind, key, NONE, character))
        QApplication.processEvents()

    def _hears_keys(self) -> QWidget:
        """A list that is open over the page hears keys first, and the page stays the active window. A window
        system sees to that; an off-screen Qt has none."""
        window = self.page.window()
        if QApplication.activeWindow() is not window:
            window.activateWindow()
            self.qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        return QApplication.activePopupWidget() or self.focused()

    def focused(self) -> QWidget:
        """The widget that keys go to."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    def field(self) -> str:
        """The field that the focus is in."""
        return str(self.focused().property(FIELD) or "")

    # ── Form ─────────────────────────────────────────────────────────────────────────────────────────

    def tab_to(self, field: str) -> None:
        """Press Tab until the focus is in a field."""
        seen = []
        for _ in range(_TABS):
            if self.field() == field:
                return
            seen.append(self.field())
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {field}; it passes {[each for each in seen if each][-40:]}")

    def tab_to_button(self, name: str) -> None:
        """Press Tab until the focus is on a button with this name."""
        for _ in range(_TABS):
            widget = self.focused()
            if name in (getattr(widget, "text", str)(), widget.accessibleName()):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches the button {name}")

    def answer(self, field: str, value: object) -> None:
        """Go to a field and answer it."""
        self.tab_to(field)
        widget = self.focused()
        if isinstance(widget, QCheckBox):
            if widget.isChecked() is not value:
                self.press(Qt.Key.Key_Space)
        elif isinstance(widget, QComboBox):
            self.choose(str(value))
        else:
            self.press(Qt.Key.Key_A, CONTROL)
            self.type(str(value))

    def choose(self, value: str) -> None:
        """Choose a value in the list that has the focus, with the arrows."""
        box = self.focused()
        assert isinstance(box, QComboBox)
        target = box.findData(value)
        assert target >= 0, f"{value} is not offered"
        while box.currentIndex() != target:
            self.press(Qt.Key.Key_Down if box.currentIndex() < target else Qt.Key.Key_Up)

    def next_step(self) -> None:
        """To the next step by keyboard."""
        self.press(Qt.Key.Key_PageDown, CONTROL)

    def settle(self) -> None:
        """Wait until what was typed is checked and in the store."""
        self.page.autosave.flush()
        self.qtbot.waitUntil(
            lambda: not self.page.context.busy and self.page.presenter.saving is Saving.SAVED, timeout=10_000
        )
        self.page.presenter.check()
