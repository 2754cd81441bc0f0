"""What came of an act, in words: a problem with its sign in front, or plain words where all went well.

For what concerns no single field; a problem of a field stands in its row (`form`).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from numspot_desk.ui.kit.icons import pixmap
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID

_ICON = 16
_SIGNS: Final[Mapping[str, str]] = MappingProxyType({"problem": "error", "warning": "warning"})


class OutcomeLine(QWidget):
    """Says one thing at a time. `keep_room` keeps a line free for it, so that nothing jumps."""

    def __init__(self, parent: QWidget | None = None, *, keep_room: bool = False) -> None:
        super().__init__(parent)
        self._keep_room = keep_room
        self._role = ""
        self._sign = QLabel(self)
        self._sign.setFixedWidth(_ICON)
        self._sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._sign)
        layout.addWidget(self._words, 1)
        theme().changed.connect(self._paint)
        self._paint()

    def say(self, text: str, *, problem: bool = False) -> None:
        """Say this, as a problem or not."""
        self.say_as("problem" if problem else "", text)

    def say_as(self, role: str, text: str) -> None:
        """Say this as a problem or a warning, with its sign, or as words of another role ("help")."""
        self._words.setText(text)
        self._role = role if text else ""
        self._paint()

    def clear(self) -> None:
        """Say nothing."""
        self.say("")

    def text(self) -> str:
        """What is said."""
        return self._words.text()

    @property
    def problem(self) -> bool:
        """Whether what is said is a problem."""
        return self._role == "problem"

    @property
    def role(self) -> str:
        """How it is said: "problem", "warning", the role of other words, or "" for plain ones."""
        return self._role

    def _paint(self) -> None:
        set_role(self._words, self._role)
        sign = _SIGNS.get(self._role)
        if sign is not None:
            self._sign.setPixmap(pixmap(sign, self._role, _ICON, self.devicePixelRatioF()))
        else:
            self._sign.clear()
        self._sign.setVisible(sign is not None)
        self._words.setMinimumHeight(theme().metrics().height() if self._keep_room else 0)
        self.setVisible(self._keep_room or bool(self.text()))
