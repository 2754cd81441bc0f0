"""The steps at the left: state by icon and word, number of problems, reachable by keyboard.

Alt+1 to Alt+7 go to a step from anywhere on the page; up and down move between them. Narrow, the list
shows icons only, with the words as tooltips.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from numspot_desk.contracts.order.flow import STEPS, StepId, StepState, StepStatus
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.labels import STATE_ICONS, STATE_LABELS, STEP_TITLES

NARROW = 6 * GRID


class StepButton(QPushButton):
    """One step."""

    def __init__(self, context: DeskContext, number: int, step: StepId, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.number = number
        self.step = step
        self._status = StepStatus(step, StepState.UNTOUCHED, 0, 0)
        self._narrow = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setIconSize(QSize(20, 20))
        set_role(self, "step")
        self.paint_state()

    @property
    def status(self) -> StepStatus:
        """What is shown."""
        return self._status

    def set_status(self, status: StepStatus) -> None:
        """Show another state."""
        if status != self._status:
            self._status = status
            self.paint_state()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone, or the words too."""
        self._narrow = narrow
        self.paint_state()

    def paint_state(self) -> None:
        """Write icon, words and names."""
        language, status = self.context.language, self._status
        name, colour = STATE_ICONS[status.state]
        self.setIcon(icon(name, colour))
        title = language.text(STEP_TITLES[self.step])
        count = status.errors if status.state is StepState.WITH_PROBLEMS else 0
        self.setText("" if self._narrow else f"{title}  ({count})" if count else title)
        spoken = [f"{self.number}. {title}", language.text(STATE_LABELS[status.state])]
        if count:
            spoken.append(language.ntext("{n} point to correct", "{n} points to correct", count))
        if status.warnings:
            spoken.append(language.ntext("{n} point to check", "{n} points to check", status.warnings))
        self.setAccessibleName(", ".join(spoken))
        self.setToolTip(", ".join(spoken) + f" (Alt+{self.number})")


class StepList(QWidget):
    """All steps."""

    chosen = Signal(object)  # StepId

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "steps")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 2 * GRID, GRID, 2 * GRID)
        layout.setSpacing(GRID // 2)
        self.buttons = {step: StepButton(context, n, step, self) for n, step in enumerate(STEPS, 1)}
        for button in self.buttons.values():
            button.clicked.connect(self._clicked)
            layout.addWidget(button)
        layout.addStretch(1)
        theme().changed.connect(self.retranslate)

    def show_step(self, step: StepId) -> None:
        """Mark where the person is."""
        self.buttons[step].setChecked(True)

    def show_statuses(self, statuses: Sequence[StepStatus]) -> None:
        """Show every state."""
        for status in statuses:
            self.buttons[status.step].set_status(status)

    def wanted_width(self) -> int:
        """How wide the list is with words, in the font of now."""
        metrics = self.fontMetrics()
        titles = (self.context.language.text(title) for title in STEP_TITLES.values())
        return max(metrics.horizontalAdvance(f"{title}  (88)") for title in titles) + 10 * GRID

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone, or words too."""
        for button in self.buttons.values():
            button.set_narrow(narrow)

    def retranslate(self) -> None:
        """Say everything again."""
        for button in self.buttons.values():
            button.paint_state()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        focused = self.focusWidget()
        if event.key() in moves and isinstance(focused, StepButton):
            position = STEPS.index(focused.step) + moves[Qt.Key(event.key())]
            if 0 <= position < len(STEPS):
                self.buttons[STEPS[position]].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, StepButton):
            self.chosen.emit(sender.step)
