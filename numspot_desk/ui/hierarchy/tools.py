"""The tools of the hierarchy page: which view is shown, the trial menu, why, citation, save, print.

It says what was asked for; the page does it.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from numspot_desk.rules.clauses import Document
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.hierarchy_words import RANK_NAMES


class ToolRow(QWidget):
    """`view_changed` when another view is wanted; `menu_opening` before the trial menu shows."""

    view_changed = Signal()
    menu_opening = Signal()
    rank_asked = Signal(object)  # Document

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.whole, self.pictured = QPushButton(self), QPushButton(self)
        for button, other in ((self.whole, self.pictured), (self.pictured, self.whole)):
            button.setCheckable(True)
            set_role(button, "chip")
            button.toggled.connect(lambda on, other=other: self._show_one(other, on=on))
        self.everything = QCheckBox(self)
        self.everything.toggled.connect(self.view_changed)
        self.why, self.copy, self.save, self.print, self._try = (QToolButton(self) for _ in range(5))
        self.without, self.add, self.end = (QAction(self) for _ in range(3))
        self.ranks = {rank: QAction(self) for rank in Document}
        self._make_menu()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.whole)
        layout.addWidget(self.pictured)
        layout.addWidget(self.everything)
        layout.addStretch(1)
        for tool in (self._try, self.why, self.copy, self.save, self.print):
            layout.addWidget(tool)
        self._show_everything()

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self.whole.setText(text("Consolidated text"))
        self.pictured.setText(text("Picture"))
        self.everything.setText(text("Show what no longer counts"))
        self._try.setText(text("What if"))
        for button, name, picture in (
            (self.why, text("Why? (Ctrl+I)"), "why"),
            (self.copy, text("Copy as a citation"), "copy"),
            (self.save, text("Save in a folder: the whole text in Word, or the picture"), "save"),
            (self.print, text("Print"), "print"),
            (self._try, text("What if"), "reading"),
        ):
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setIcon(icon(picture, "muted"))
        self.without.setText(text("Without this clause"))
        self.add.setText(text("With another clause…"))
        self.end.setText(text("End the trial"))
        for rank, action in self.ranks.items():
            action.setText(text("At the rank of: {rank}", rank=text(RANK_NAMES[rank])))

    def show_answer(self) -> None:
        """Back to the answer, from the whole text or the picture."""
        self.whole.setChecked(False)
        self.pictured.setChecked(False)

    def _make_menu(self) -> None:
        menu = QMenu(self)
        self._try.setMenu(menu)
        self._try.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._try.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for action in (self.without, *self.ranks.values(), self.add, self.end):
            menu.addAction(action)
        menu.aboutToShow.connect(self.menu_opening)
        for rank, action in self.ranks.items():
            action.triggered.connect(lambda _on=False, rank=rank: self.rank_asked.emit(rank))

    def _show_one(self, other: QPushButton, *, on: bool) -> None:
        """The whole text, the picture, or neither: the answer."""
        if on:
            other.setChecked(False)
        self._show_everything()
        self.view_changed.emit()

    def _show_everything(self) -> None:
        self.everything.setVisible(self.whole.isChecked())
