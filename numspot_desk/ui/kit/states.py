"""The states of an order by word and icon, and the chips of states and of document ranks."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from numspot_desk.contracts.states import OrderState
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import pixmap
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID, RANK_COLOURS, Rank

_STATES: Final = {
    OrderState.DRAFT: (N_("Draft"), "draft", "muted"),
    OrderState.IN_REVIEW: (N_("In review"), "review", "warning"),
    OrderState.APPROVED: (N_("Approved"), "check-circle", "accent"),
    OrderState.EXPORTED: (N_("Exported"), "send", "particular"),
    OrderState.SIGNED: (N_("Signed"), "signature", "success"),
    OrderState.ACTIVE: (N_("Active"), "active", "success"),
    OrderState.TERMINATED: (N_("Ended"), "stop", "muted"),
    OrderState.REFUSED: (N_("Refused"), "close-circle", "problem"),
    OrderState.CANCELLED: (N_("Cancelled"), "slash-circle", "muted"),
}
RANK_NAMES: Final = {
    Rank.LAW: N_("Law"),
    Rank.SPECIAL: N_("Special conditions"),
    Rank.PARTICULAR: N_("Particular conditions"),
    Rank.GENERAL: N_("General terms"),
    Rank.INCORPORATED: N_("Incorporated by reference"),
}


def state_label(state: OrderState) -> str:
    """The msgid of a state's word."""
    return _STATES[state][0]


def state_icon(state: OrderState) -> tuple[str, str]:
    """The icon of a state and the token of its colour."""
    return _STATES[state][1:]


class StateChip(QWidget):
    """A state by icon and word."""

    def __init__(self, context: DeskContext, state: OrderState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._state = state
        self._sign = QLabel(self)
        self._word = QLabel(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._sign)
        layout.addWidget(self._word)
        layout.addStretch(1)
        theme().changed.connect(self._dress)
        context.language_changed.connect(self._dress)
        self._dress()

    def set_state(self, state: OrderState) -> None:
        """Show another state."""
        self._state = state
        self._dress()

    def text(self) -> str:
        """The word that stands there."""
        return self._word.text()

    def _dress(self) -> None:
        name, colour = state_icon(self._state)
        self._sign.setPixmap(pixmap(name, colour, 16, self.devicePixelRatioF()))
        self._word.setText(self.context.language.text(state_label(self._state)))


class RankChip(QFrame):
    """A document's rank by letter and tint; incorporated documents are outlined."""

    def __init__(self, context: DeskContext, rank: Rank, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._rank = rank
        self._letters = QLabel(self)
        self._letters.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, 0, GRID, 0)
        layout.addWidget(self._letters)
        theme().changed.connect(self._dress)
        context.language_changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        colour, ground = (getattr(theme().tokens, name) for name in RANK_COLOURS[self._rank])
        line = theme().tokens.edge if self._rank is Rank.INCORPORATED else ground
        self.setStyleSheet(
            f"RankChip {{ background: {ground}; border: 1px solid {line}; border-radius: 4px; }}"
        )
        self._letters.setStyleSheet(f"color: {colour}; font-weight: 600;")
        name = self.context.language.text(RANK_NAMES[self._rank])
        self._letters.setText("↪" if self._rank is Rank.INCORPORATED else self._rank.value)
        self.setToolTip(name)
        self.setAccessibleName(name)
