"""The top of the page: its title, search where the page has one, and its one primary action."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.elided import ElidedLabel
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.reminders.bell import Bell

WIDEST_TITLE = 30 * GRID
"""A title up to this width is never cut, in pixels."""
ROOM_FOR_KEYS = 100 * GRID
"""Wider than this, the button of the search over everything names its keys."""
SEARCH_AFTER_MS = 150
"""How long typing must rest before the search runs."""


class TopBar(QWidget):
    """`searched` carries the text once typing rests; `left_downwards` when Down or Return leaves the
    search for what was found. Escape empties the search."""

    searched = Signal(str)
    left_downwards = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._action: QAction | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "topbar")
        self._title = ElidedLabel(self)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        set_role(self._title, "title")
        self.search = QLineEdit(self)
        self.search.setMinimumWidth(12 * GRID)
        self.search.setMaximumWidth(40 * GRID)
        self.search.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SEARCH_AFTER_MS)
        self._rest.timeout.connect(self._rested)
        self.search.textChanged.connect(self._rest.start)
        self.search.returnPressed.connect(self._rested)
        self.search.returnPressed.connect(self.left_downwards)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.left_downwards)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.search)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self.search.clear)
        self.palette_button = QPushButton(self)
        self.bell = Bell(context, self)
        self.primary = QPushButton(self)
        set_role(self.primary, "primary")
        self.primary.clicked.connect(self._trigger)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._title, 3)
        layout.addWidget(self.search, 2)
        layout.addWidget(self.palette_button)
        layout.addWidget(self.bell)
        layout.addWidget(self.primary)
        self.setMinimumHeight(7 * GRID)
        theme().changed.connect(self.retranslate)
        context.language_changed.connect(self.retranslate)
        self.retranslate()

    def show_page(self, title: str, action: QAction | None, search: str | None) -> None:
        """Dress the bar for a page; `search` is what the page is searched for, None where it cannot be."""
        self._title.setText(title)
        whole = self._title.fontMetrics().horizontalAdvance(title) + GRID
        self._title.setMinimumWidth(min(whole, WIDEST_TITLE))
        self.search.setVisible(search is not None)
        if not self._rest.isActive() and self.search.text() != (search or ""):
            self.search.setText(search or "")
            self._rest.stop()
        if self._action is not None:
            self._action.changed.disconnect(self._dress_primary)
        self._action = action
        if action is not None:
            action.changed.connect(self._dress_primary)
        self._dress_primary()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        plenty = event.size().width() > ROOM_FOR_KEYS
        self.palette_button.setText("Ctrl+K" if plenty else "")
        self.bell.set_room(plenty)

    def title(self) -> str:
        """The title that stands there."""
        return self._title.text()

    def retranslate(self) -> None:
        """Names and icons in the language and theme in force."""
        text = self.context.language.text
        self._glass.setIcon(icon("search", "muted"))
        self.search.setPlaceholderText(text("Search this page (Ctrl+F)"))
        self.search.setAccessibleName(text("Search this page"))
        self.palette_button.setText("Ctrl+K" if self.width() > ROOM_FOR_KEYS else "")
        self.palette_button.setIcon(icon("search", "muted"))
        self.palette_button.setToolTip(text("Find an order, a client, a clause or an action (Ctrl+K)"))
        self.palette_button.setAccessibleName(text("Find everywhere"))

    def _dress_primary(self) -> None:
        action = self._action
        self.primary.setVisible(action is not None)
        if action is None:
            return
        self.primary.setText(action.text())
        self.primary.setEnabled(action.isEnabled())
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.primary.setToolTip(f"{action.toolTip()} ({keys})" if keys else action.toolTip())
        self.primary.setAccessibleName(action.text().replace("&", ""))

    def _trigger(self) -> None:
        if self._action is not None:
            self._action.trigger()

    def _rested(self) -> None:
        self._rest.stop()
        self.searched.emit(self.search.text())
