"""What has to be known before anything is read of a contract: nobody signed it, it overrides something agreed
earlier, no text is imported. The first lines stand there; a button shows the others.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import pixmap
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID

SHOWN: Final = 2
"""So many sentences stand there at first; one where room is short."""


class Announcements(QWidget):
    """Hidden where there is nothing to say."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._said: tuple[str, ...] = ()
        self._at_first = SHOWN
        self._sign = QLabel(self)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        set_role(self.label, "warning")
        self.more = QPushButton(self)
        self.more.setCheckable(True)
        set_role(self.more, "quiet")
        self.more.toggled.connect(self._paint)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def announce(self, said: Sequence[str]) -> None:
        """Say these sentences, the gravest first."""
        if tuple(said) != self._said:
            self._said = tuple(said)
            self.more.setChecked(False)
        self._paint()

    def set_short(self, *, short: bool) -> None:
        """Whether room is short: one sentence at first then."""
        self._at_first = 1 if short else SHOWN
        self._paint()

    def _paint(self) -> None:
        language, most = self.context.language, self._at_first + (self._at_first > 1)
        everything = self.more.isChecked() or len(self._said) <= most
        self.label.setText("\n".join(self._said if everything else self._said[: self._at_first]))
        self.label.setAccessibleName(language.text("To know first"))
        self.more.setVisible(len(self._said) > most)
        hidden = len(self._said) - self._at_first
        self.more.setText(
            language.text("Show less")
            if self.more.isChecked()
            else language.ntext("{n} more", "{n} more", hidden)
        )
        self._sign.setPixmap(pixmap("warning", "warning", 16, self.devicePixelRatioF()))
        self.setVisible(bool(self._said))
