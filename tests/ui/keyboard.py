"""Keys where the focus is. pytest-qt's `keyClicks` aborts on letters outside ASCII; here each character is
a key event with its text."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def focused() -> QWidget:
    """The widget that keys go to."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
    """Press a key where the focus is."""
    for _ in range(times):
        QTest.keyClick(focused(), key, modifiers)


def type_text(text: str) -> None:
    """Type a text, letter by letter."""
    for character in text:
        key = ord(character.upper()) if character.isascii() else 0
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(focused(), QKeyEvent(kind, key, NONE, character))


def tab_to(widget: QWidget, most: int = 80) -> None:
    """Press Tab until this widget has the focus."""
    for _ in range(most):
        if QApplication.focusWidget() is widget:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {widget}")
