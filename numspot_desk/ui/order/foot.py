"""The foot of the order page: undo and redo by name, where the latest edit is, the way between the steps."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from numspot_desk.contracts.order.flow import STEPS
from numspot_desk.contracts.order.history import Change
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.draft_keeper import Saving
from numspot_desk.ui.order.presenter import OrderPresenter


class Foot(QWidget):
    """`summary_toggled` asks for the summary where there is no room for it all the time."""

    summary_toggled = Signal(bool)

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.presenter = presenter
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "foot")
        self.undo_action = self._action(QKeySequence.StandardKey.Undo, presenter.undo)
        self.redo_action = self._action(QKeySequence.StandardKey.Redo, presenter.redo)
        self.redo_action.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self._unsaved = QLabel(self)
        set_role(self._unsaved, "small")
        self.summary_button = QPushButton(self)
        self.summary_button.setCheckable(True)
        self.summary_button.toggled.connect(self.summary_toggled)
        self._back = QPushButton(self)
        self._back.clicked.connect(presenter.back)
        self._next = QPushButton(self)
        set_role(self._next, "primary")
        self._next.clicked.connect(presenter.next)
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        line.setSpacing(GRID)
        line.addWidget(self._tool(self.undo_action))
        line.addWidget(self._tool(self.redo_action))
        line.addWidget(self._unsaved, 1)
        line.addWidget(self.summary_button)
        line.addWidget(self._back)
        line.addWidget(self._next)
        theme().changed.connect(self._dress)
        self._dress()

    def retranslate(self) -> None:
        """Say the buttons again."""
        text = self.context.language.text
        self._back.setText(text("Back"))
        self._next.setText(text("Next"))
        self.summary_button.setText(text("Summary"))

    def show_step(self) -> None:
        """Which ways there are from the step."""
        flow = self.presenter.flow
        if flow is not None:
            position = STEPS.index(flow.step)
            self._back.setEnabled(position > 0)
            self._next.setEnabled(position < len(STEPS) - 1)

    def take_focus(self) -> None:
        """For a step that has nothing to type: the focus on the way on, or back from the last step."""
        way = self._next if self._next.isEnabled() else self._back
        way.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_saving(self) -> None:
        """Say when the latest edit is not in the store; that it is there stands in the status line."""
        refused = self.presenter.editable and self.presenter.saving is Saving.REFUSED
        self._unsaved.setText(self.context.language.text("Not saved yet") if refused else "")

    def show_undo(self) -> None:
        """Name what undo and redo would do."""
        flow, text, render = self.presenter.flow, self.context.language.text, self.context.language.render
        change = flow.next_undo if flow is not None else None
        again = flow.next_redo if flow is not None else None
        undo = text("Undo: {change}", change=render(change.name)) if change else text("Nothing to undo here")
        redo = text("Redo: {change}", change=render(again.name)) if again else text("Nothing to redo here")
        self._name(self.undo_action, undo, change)
        self._name(self.redo_action, redo, again)

    def _name(self, action: QAction, name: str, change: Change | None) -> None:
        action.setText(name)
        action.setToolTip(f"{name} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        action.setEnabled(change is not None and self.presenter.editable)

    def _action(self, key: QKeySequence.StandardKey, do: Callable[[], None]) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(do)
        return action

    def _tool(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _dress(self) -> None:
        self.undo_action.setIcon(icon("undo"))
        self.redo_action.setIcon(icon("redo"))
