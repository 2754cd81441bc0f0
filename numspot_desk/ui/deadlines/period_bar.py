"""The bar that says which view of the agenda is shown and which days, and moves through time."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QToolButton, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.calendar import Shown
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID

VIEWS: Final = (
    (Shown.AGENDA, N_("Agenda"), "table", "Ctrl+Shift+A"),
    (Shown.MONTH, N_("Month"), "calendar", "Ctrl+Shift+M"),
    (Shown.WEEK, N_("Week"), "columns", "Ctrl+Shift+W"),
)
"""The views: name, icon, keys."""


class PeriodBar(QWidget):
    """Which view, which month or week, back and on, today; and what the page adds at the end."""

    view_asked = Signal(object)  # Shown
    moved = Signal(int)
    today_asked = Signal()

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._flow = layout = FlowLayout(self, spacing=GRID // 2)
        self._group = QButtonGroup(self)
        self.views: dict[Shown, QPushButton] = {}
        for shown, _, _, _ in VIEWS:
            button = QPushButton(self)
            button.setCheckable(True)
            set_role(button, "chip")
            button.clicked.connect(_Asking(self, shown))
            self._group.addButton(button)
            self.views[shown] = button
            layout.addWidget(button)
        self.back, self.on = QToolButton(self), QToolButton(self)
        self.back.clicked.connect(lambda: self.moved.emit(-1))
        self.on.clicked.connect(lambda: self.moved.emit(1))
        for button_ in (self.back, self.on):
            button_.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.today = QPushButton(self)
        set_role(self.today, "quiet")
        self.today.clicked.connect(self.today_asked)
        self._title = QLabel(self)
        set_role(self._title, "heading")
        self._title.setContentsMargins(GRID, 0, 2 * GRID, 0)
        self._moving = (self.back, self.on, self.today, self._title)
        for widget in self._moving:
            layout.addWidget(widget)
        theme().changed.connect(self.retranslate)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        self._flow.addWidget(widget)

    def show_as(self, shown: Shown) -> None:
        """Mark the view that is shown; time is moved through in the pictures alone."""
        self.views[shown].setChecked(True)
        for widget in self._moving:
            widget.setVisible(shown is not Shown.AGENDA)

    def say(self, title: str) -> None:
        """Say which days are shown."""
        self._title.setText(title[:1].upper() + title[1:])

    def title(self) -> str:
        """What is said of the days that are shown."""
        return self._title.text()

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        for shown, name, picture, keys in VIEWS:
            self.views[shown].setText(text(name))
            self.views[shown].setIcon(icon(picture, "muted"))
            self.views[shown].setToolTip(f"{text(name)} ({keys})")
        for button, name, picture in (
            (self.back, text("Back (Page Up)"), "chevron-left"),
            (self.on, text("On (Page Down)"), "chevron-right"),
        ):
            button.setIcon(icon(picture, "muted"))
            button.setToolTip(name)
            button.setAccessibleName(name)
        self.today.setText(text("Today"))
        self.today.setToolTip(text("Go to today (T in the calendar)"))


class _Asking:
    def __init__(self, bar: PeriodBar, shown: Shown) -> None:
        self._bar, self._shown = bar, shown

    def __call__(self, _checked: bool = False) -> None:
        self._bar.view_asked.emit(self._shown)
