"""The tools of the hierarchy page: which view is shown, the trial menu, why, citation, save, print.

It says what was asked for; the page does it.
"""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from numspot_desk.rules.clauses import Document
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.contract.paper_words import RANK_NAMES

ROOM_FOR_NAMES: Final = 100
"""Width, in letters, above which tools show their names beside their icons."""
ROOM_BESIDE: Final = 56
"""Width, in letters, above which the tools stand beside the views, not below them."""


class ToolRow(QWidget):
    """`view_changed` when another view is wanted; `menu_opening` before the trial menu shows."""

    view_changed = Signal()
    menu_opening = Signal()
    rank_asked = Signal(object)  # Document
    beta_asked = Signal(bool)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.answer, self.whole, self.pictured = (QPushButton(self) for _ in range(3))
        self._views = QButtonGroup(self)
        for button in (self.answer, self.whole, self.pictured):
            button.setCheckable(True)
            set_role(button, "chip")
            self._views.addButton(button)
        self.answer.setChecked(True)
        self.everything = QCheckBox(self)
        self.everything.toggled.connect(self.view_changed)
        self.beta = QCheckBox(self)
        self.beta.toggled.connect(self.beta_asked)
        self._views.buttonToggled.connect(self._show_view)
        self.end_trial = QPushButton(self)
        set_role(self.end_trial, "quiet")
        self.why, self.copy, self.save, self.print, self.trial = (QToolButton(self) for _ in range(5))
        self.named, self.readings, self.events, self.notes = (QToolButton(self) for _ in range(4))
        self.without, self.add, self.end = (QAction(self) for _ in range(3))
        self.end_trial.clicked.connect(self.end.trigger)
        self.ranks = {rank: QAction(self) for rank in Document}
        self._make_menu()
        views = FlowLayout()
        for widget in (self.answer, self.whole, self.pictured, self.everything, self.beta):
            views.addWidget(widget)
        tools = QHBoxLayout()
        tools.setSpacing(GRID // 2)
        tools.addStretch()
        tools.addWidget(self.end_trial)
        beside = (self.named, self.readings, self.events, self.notes)
        for tool in (self.trial, *beside, self.why, self.copy, self.save, self.print):
            tools.addWidget(tool)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID)
        self._layout.addLayout(views, 1)
        self._layout.addLayout(tools)
        self.everything.hide()
        self.beta.hide()
        self.show_trial(on=False)

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        for view, name, keys in (
            (self.answer, text("What prevails"), "Ctrl+Shift+A"),
            (self.whole, text("Consolidated text"), "Ctrl+Shift+T"),
            (self.pictured, text("Picture"), "Ctrl+Shift+P"),
        ):
            view.setText(name)
            view.setToolTip(f"{name} ({keys})")
        self.everything.setText(text("Show what no longer counts"))
        self.beta.setText(text("For a beta service"))
        self.beta.setToolTip(text("CG-18.3 then prevails over the rest of the general terms"))
        self.end_trial.setAccessibleName(text("End the trial"))
        self.end_trial.setToolTip(text("End the trial"))
        self.trial.setText(text("What if"))
        for button, name, picture in (
            (self.named, text("Documents and ranking named by the parties (Ctrl+D)"), "link"),
            (self.readings, text("How this contract is read (Ctrl+Shift+R)"), "reading"),
            (self.events, text("Events of the contract (Ctrl+J)"), "calendar"),
            (self.notes, text("Notes of the contract (Ctrl+Shift+J)"), "calculators"),
            (self.why, text("Why? (Ctrl+I)"), "why"),
            (self.copy, text("Copy as a citation (Ctrl+Shift+C)"), "copy"),
            (self.save, text("Save in a folder: the whole text in Word, or the picture (Ctrl+S)"), "save"),
            (self.print, text("Pages and printing (Ctrl+P)"), "print"),
            (self.trial, text("What if: try a change, nothing is saved (Ctrl+E)"), "sample"),
        ):
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setIcon(icon(picture, "muted"))
        self.end_trial.setIcon(icon("close", "accent"))
        self.without.setText(text("Without this clause"))
        self.add.setText(text("With another clause…"))
        self.end.setText(text("End the trial"))
        for rank, action in self.ranks.items():
            action.setText(text("At the rank of: {rank}", rank=text(RANK_NAMES[rank])))
        self._name_tools()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_tools()

    def _name_tools(self) -> None:
        """Names beside the icons, and the icons beside the views, where there is room for them."""
        letters = self.width() / self.fontMetrics().averageCharWidth()
        roomy = letters > ROOM_FOR_NAMES
        across = QBoxLayout.Direction.LeftToRight
        self._layout.setDirection(across if letters > ROOM_BESIDE else QBoxLayout.Direction.TopToBottom)
        style = Qt.ToolButtonStyle
        beside, alone = style.ToolButtonTextBesideIcon, style.ToolButtonIconOnly
        self.trial.setToolButtonStyle(beside if roomy else alone)
        self.end_trial.setText(self.end.text() if roomy else "")

    def show_beta(self, *, offered: bool, on: bool) -> None:
        """Offer to ask about a beta service where the order has one and an answer is read."""
        self.beta.setVisible(offered and self.answer.isChecked())
        self.beta.blockSignals(True)
        self.beta.setChecked(on)
        self.beta.blockSignals(False)

    def show_trial(self, *, on: bool) -> None:
        """Whether a trial is under way, to be ended in one click."""
        self.end_trial.setVisible(on)
        self.end.setEnabled(on)

    def open_trials(self) -> None:
        """Open the menu of trials, the first one that is possible chosen."""
        menu = self.trial.menu()
        self.menu_opening.emit()
        menu.popup(self.trial.mapToGlobal(self.trial.rect().bottomLeft()))
        menu.setActiveAction(next(action for action in menu.actions() if action.isEnabled()))

    def _make_menu(self) -> None:
        menu = QMenu(self)
        self.trial.setMenu(menu)
        self.trial.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for action in (self.without, *self.ranks.values(), self.add, self.end):
            menu.addAction(action)
        menu.aboutToShow.connect(self.menu_opening)
        for rank, action in self.ranks.items():
            action.triggered.connect(lambda _on=False, rank=rank: self.rank_asked.emit(rank))

    def _show_view(self, _button: QPushButton, on: bool) -> None:
        """Another view is chosen; the one that it leaves has nothing more to say."""
        if on:
            self.everything.setVisible(self.whole.isChecked())
            self.view_changed.emit()
