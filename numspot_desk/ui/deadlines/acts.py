"""What can be done with a row of the agenda: the acts, their keys, the menu of a row."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.events.actions import KEYS
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.simulator import going

ACTS: Final = (
    ("open", N_("Open the contract"), "orders", "Return"),
    ("why", N_("Why this day?"), "why", "Ctrl+I"),
    ("events", N_("Events of the contract"), "calendar", KEYS),
    ("simulate", going.NAME, going.PICTURE, going.KEYS),
    ("done", N_("Done today, or no longer done"), "check", "Ctrl+Return"),
    ("mark", N_("Owner, evidence, note, put off…"), "person", "F2"),
    ("contract", N_("Only this contract"), "filter", "Ctrl+Shift+K"),
    ("client", N_("Only this client"), "client", "Ctrl+Shift+J"),
    ("owner", N_("Only this owner"), "person", "Ctrl+Shift+O"),
)
"""What can be done with a row: id, name, icon, keys."""
_FRAME_KEYS: Final = frozenset({"open", "why"})
"""The table opens by Enter itself, the frame asks "why?" itself."""


class RowActs:
    """The acts as actions of a widget, in force wherever the focus is within it."""

    def __init__(self, context: DeskContext, within: QWidget, does: Mapping[str, Callable[[], None]]) -> None:
        self.context, self._within = context, within
        self.actions: dict[str, QAction] = {}
        for name, _, _, keys in ACTS:
            action = QAction(within)
            action.triggered.connect(_Doing(does[name]))
            if name not in _FRAME_KEYS:
                action.setShortcut(QKeySequence(keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                within.addAction(action)
            self.actions[name] = action

    def show_menu(self, place: QPoint) -> None:
        """Offer them at a place of the screen."""
        menu = QMenu(self._within)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(self.actions.values()))
        menu.popup(place)

    def retranslate(self) -> None:
        """Say them again, in the colours in force."""
        for name, label, picture, _ in ACTS:
            self.actions[name].setText(self.context.language.text(label))
            self.actions[name].setIcon(icon(picture))


class _Doing:
    """An act without the flag that a triggered action carries."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act = act

    def __call__(self, _checked: bool = False) -> None:
        self._act()
