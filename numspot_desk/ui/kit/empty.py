"""The empty state: an icon, one sentence that says why nothing is here, and at most two actions."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from numspot_desk.ui.context import DeskContext, Text
from numspot_desk.ui.kit.icons import pixmap
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID

_ICON = 6 * GRID
_WIDEST = 60 * GRID


class EmptyState(QWidget):
    """Centred in the room it has. The first action is the primary one."""

    def __init__(
        self,
        context: DeskContext,
        icon_name: str,
        heading: Text,
        sentence: Text,
        actions: Sequence[QAction] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._icon_name, self._heading_text, self._sentence_text = icon_name, heading, sentence
        self._sign = QLabel(self)
        self._sign.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._heading = QLabel(self)
        self._heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        set_role(self._heading, "heading")
        self._sentence = QLabel(self)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setWordWrap(True)
        self._sentence.setMinimumWidth(30 * GRID)
        self._sentence.setMaximumWidth(_WIDEST)
        set_role(self._sentence, "muted")
        self._actions = tuple(actions)
        self._buttons = [QPushButton(self) for _ in self._actions]
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addStretch(1)
        for index, (button, action) in enumerate(zip(self._buttons, self._actions, strict=True)):
            set_role(button, "primary" if index == 0 else "secondary")
            button.clicked.connect(action.trigger)
            action.changed.connect(self._dress)
            row.addWidget(button)
        row.addStretch(1)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(self._sentence, 4)
        centred.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addStretch(2)
        layout.addWidget(self._sign)
        layout.addWidget(self._heading)
        layout.addLayout(centred)
        layout.addSpacing(GRID)
        layout.addLayout(row)
        layout.addStretch(3)
        theme().changed.connect(self._dress)
        context.language_changed.connect(self._dress)
        self._dress()

    def say(self, heading: Text, sentence: Text) -> None:
        """Say something else."""
        self._heading_text, self._sentence_text = heading, sentence
        self._dress()

    def buttons(self) -> list[QPushButton]:
        """The buttons of the actions, in their order."""
        return self._buttons

    def _dress(self) -> None:
        self._sign.setPixmap(pixmap(self._icon_name, "muted", _ICON, self.devicePixelRatioF()))
        self._heading.setText(self.context.text(self._heading_text))
        self._sentence.setText(self.context.text(self._sentence_text))
        for button, action in zip(self._buttons, self._actions, strict=True):
            button.setText(action.text())
            button.setAccessibleName(action.text().replace("&", ""))
            button.setEnabled(action.isEnabled())
