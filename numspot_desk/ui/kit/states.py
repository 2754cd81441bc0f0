"""The states of an order by word and icon, and the chips of states and of document ranks."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from numspot_desk.contracts.order.states import CancelReason, OrderState
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import pixmap
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID

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
_CANCEL_REASONS: Final = {
    CancelReason.CLIENT_DECLINED: N_("The client declined"),
    CancelReason.REPLACED: N_("Another order replaces it"),
    CancelReason.EXPIRED: N_("The offer is out of date"),
    CancelReason.MISTAKE: N_("It was entered by mistake"),
    CancelReason.OTHER: N_("Another reason"),
}


def state_label(state: OrderState) -> str:
    """The msgid of a state's word."""
    return _STATES[state][0]


def cancel_reason_label(reason: CancelReason) -> str:
    """The msgid of why an order was cancelled."""
    return _CANCEL_REASONS[reason]


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
