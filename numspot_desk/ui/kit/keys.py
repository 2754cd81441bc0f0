"""Keys: named as the keyboard of the reader does ("Ctrl+Page suiv", not "Ctrl+PgDown"), and the acts that
they start while the focus is within a widget.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

TO = " … "
"""Between the first and the last of a row of keys."""


def keys_said(keys: str) -> str:
    """Keys written as Qt stores them (`Ctrl+PgDown`, `Alt+1 … Alt+7`), in the language of Qt's own words."""
    native = QKeySequence.SequenceFormat.NativeText
    return TO.join(QKeySequence(one).toString(native) for one in keys.split(TO))


def action_within(
    widget: QWidget, keys: str | QKeySequence.StandardKey | Qt.Key, act: Callable[..., object]
) -> QAction:
    """An action of a widget that its keys start while the focus is in the widget."""
    action = QAction(widget)
    action.setShortcut(QKeySequence(keys))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(act)
    widget.addAction(action)
    return action
