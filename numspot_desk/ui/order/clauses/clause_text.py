"""The field of a clause's text: what is pasted from a word processor comes in without its fields and hidden
characters, and says so; what was pasted can be had as it was.
"""

from math import ceil

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.library.pasted import Cleaned, clean
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import LongTextField
from numspot_desk.ui.kit.tokens import GRID

_LEAST_LINES = 3
_MOST_LINES = 14


class ClauseTextField(LongTextField):
    """Several lines of text that legal will sign for. `pasting` while a paste comes in: it is an act of its
    own, not typing."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent=parent)
        self.pasting = False
        self.document().documentLayout().documentSizeChanged.connect(self._set_height)

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        cleaned = clean(text)
        if not cleaned.changed:
            self._paste(_tidy(text, cleaned))
            return
        before = self.value()
        self._paste(_tidy(text, cleaned))
        after = self.value()

        def as_it_was() -> None:
            if self.value() == after and not self.isReadOnly():
                self.set_value(before)
                self.moveCursor(self.textCursor().MoveOperation.End)
                self._paste(text)

        self.context.post(self._said(cleaned), as_it_was)

    def _set_height(self) -> None:
        """As high as its text, within reason: a clause is read whole while it is written."""
        lines = round(self.document().size().height())  # a plain text document is as high as its lines
        shown = min(max(lines, _LEAST_LINES), _MOST_LINES)
        line = ceil(QFontMetricsF(self.font()).lineSpacing())
        self.setFixedHeight(line * shown + 3 * GRID)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_height()  # another width breaks other lines, and the document does not say so

    def _paste(self, text: str) -> None:
        self.pasting = True
        try:
            self.insertPlainText(text)
        finally:
            self.pasting = False

    def _said(self, cleaned: Cleaned) -> str:
        language = self.context.language
        parts = []
        if cleaned.fields:
            parts.append(language.ntext("{n} field", "{n} fields", cleaned.fields))
        if cleaned.lost:
            parts.append(language.ntext("{n} lost reference", "{n} lost references", cleaned.lost))
        count = sum(number for _name, number in cleaned.characters)
        if count:
            names = ", ".join(name for name, _number in cleaned.characters[:3])
            said = language.ntext("{n} invisible character", "{n} invisible characters", count)
            parts.append(f"{said} ({names})")
        return language.text(N_("Pasted without {what}."), what=", ".join(parts))


def _tidy(text: str, cleaned: Cleaned) -> str:
    """The clean text, with the space that parted it from its neighbours."""
    before = " " if text[:1].isspace() and "\n" not in text[:1] else ""
    after = " " if text[-1:].isspace() and len(text) > 1 and "\n" not in text[-1:] else ""
    return f"{before}{cleaned.text}{after}"
