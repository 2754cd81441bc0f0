"""What stands at the right of the tree: the answer, the consolidated text, or the picture; one at a time.

Its words are `sheets`, its drawing `picture`. Here: which one is shown, where the reader is in it, and the
words sought marked in it.
"""

import re
from enum import Enum, auto
from typing import Final
from urllib.parse import quote, unquote

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QStackedWidget, QTextBrowser, QTextEdit, QWidget

from numspot_desk.language.folding import fold_line
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.picture import HierarchyPicture
from numspot_desk.ui.hierarchy.presenter import HierarchyPresenter
from numspot_desk.ui.hierarchy.sheets import Sheets
from numspot_desk.ui.kit.theme import theme

_WORD: Final = re.compile(r"\w+")


class View(Enum):
    """What is read."""

    ANSWER = auto()
    WHOLE = auto()
    PICTURE = auto()


class Reading(QStackedWidget):
    """`key_asked` carries the key of a link or of a piece of the picture."""

    key_asked = Signal(str)

    def __init__(
        self, context: DeskContext, presenter: HierarchyPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self._shown: tuple[View, str] | None = None
        self.sheet = QTextBrowser(self)
        self.sheet.setOpenLinks(False)
        self.sheet.anchorClicked.connect(self._link)
        self.picture = HierarchyPicture(context, self)
        self.picture.chosen.connect(self.key_asked)
        self.addWidget(self.sheet)
        self.addWidget(self.picture)

    def show_view(self, view: View, *, everything: bool) -> None:
        """Paint what is shown; the place in the whole text stays where the contract is the same."""
        day = self.presenter.day
        number = "" if day is None else day.shown.number
        same, self._shown = self._shown == (view, number), (view, number)
        if view is View.PICTURE and day is not None:
            self.picture.show_day(day, self.presenter.chosen)
            self.setCurrentWidget(self.picture)
            return
        self.setCurrentWidget(self.sheet)
        sheets = Sheets(self.presenter, theme().tokens)
        place = self.sheet.verticalScrollBar().value()
        links = Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        reading = (
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # hundreds of links would keep Tab in the whole text: its clauses are reached in the tree
        self.sheet.setTextInteractionFlags(reading & ~links if view is View.WHOLE else reading)
        if view is View.WHOLE:
            self.sheet.setHtml(sheets.consolidated(everything=everything))
            if same:
                self.sheet.verticalScrollBar().setValue(place)
            else:
                self.show_chosen()
        else:
            self.sheet.setHtml(sheets.answers())
        self._mark_sought()

    def show_chosen(self) -> None:
        """Bring the chosen clause or document of the whole text in sight."""
        clause = self.presenter.clause()
        key = f"clause:{clause.id}" if clause is not None else self.presenter.chosen
        self.sheet.scrollToAnchor(quote(key))

    def _link(self, url: QUrl) -> None:
        self.key_asked.emit(unquote(url.toString()))

    def _mark_sought(self) -> None:
        """The words that are sought, on a ground of their own."""
        look = QTextCharFormat()
        look.setBackground(theme().colour("warning_ground"))
        look.setForeground(theme().colour("text"))
        sought = tuple(fold_line(self.presenter.sought).split())
        text = self.sheet.toPlainText() if sought else ""
        found = []
        for word in _WORD.finditer(text):
            if fold_line(word.group()).startswith(sought):
                cursor = QTextCursor(self.sheet.document())
                cursor.setPosition(word.start())
                cursor.setPosition(word.end(), QTextCursor.MoveMode.KeepAnchor)
                found.append(_selection(cursor, look))
        self.sheet.setExtraSelections(found)


def _selection(cursor: QTextCursor, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    selection.cursor, selection.format = cursor, look
    return selection
