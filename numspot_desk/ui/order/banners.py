"""Two strips above the form: a version that no longer changes, and an edit that the store refused.

Where the store holds another text, the second shows what differs, and the person chooses.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from numspot_desk.contracts.order.states import FROZEN, OrderState
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.states import cancel_reason_label, state_label
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.comparison import Comparison
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.usecases.contract.order_papers import BINDING

_UNDER_REVIEW = frozenset({OrderState.IN_REVIEW, OrderState.APPROVED})


class Strip(QFrame):
    """A sentence and its buttons."""

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, role: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.presenter = presenter
        set_role(self, role)
        self._say = QLabel(self)
        self._say.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._line = QHBoxLayout()
        self._column.addLayout(self._line)
        self._line.addWidget(self._say, 1)
        self.hide()

    def _button(self) -> QPushButton:
        button = QPushButton(self)
        self._line.addWidget(button)
        return button


class FrozenBanner(Strip):
    """A version that can be read and copied alone; `new_version_asked` makes one that can change,
    `events_asked` opens what happened to its contract."""

    new_version_asked = Signal()
    events_asked = Signal()

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, presenter, "banner", parent)
        self.events = self._button()
        self.events.clicked.connect(self.events_asked)
        self._new_version = self._button()
        self._new_version.clicked.connect(self.new_version_asked)

    def show_order(self) -> None:
        """Say why nothing can be typed, or be gone."""
        text, presenter = self.context.language.text, self.presenter
        self._new_version.setText(text("New version"))
        self.events.setText(text("Events…"))
        self.events.setToolTip(text("Events of the contract (Ctrl+J)"))
        self.setVisible(presenter.opened is not None and not presenter.editable)
        if presenter.opened is not None and not presenter.editable:
            record = presenter.record
            state = text(N_("Archived")) if record.archived else text(state_label(record.state))
            if record.state in _UNDER_REVIEW and not record.archived:
                say = text(
                    "{state}: nothing can be typed. What can be done stands in the last step.", state=state
                )
            elif presenter.opened.cancelled is not None and not record.archived:
                why = text(cancel_reason_label(presenter.opened.cancelled))
                say = text("{state} ({reason}): this version no longer changes.", state=state, reason=why)
            else:
                say = text(
                    "{state}: this version can be read and copied, and no longer changes.", state=state
                )
            self._say.setText(say)
            self._new_version.setVisible(record.state in FROZEN)
            self.events.setVisible(record.state in BINDING)

    def acts(self) -> Sequence[tuple[QPushButton, str]]:
        """The button that is offered, with its icon."""
        offered = not (self.isHidden() or self._new_version.isHidden())
        return ((self._new_version, "version"),) if offered else ()


class TroubleBanner(Strip):
    """Why the latest edit is not in the store, and what to do about it."""

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, presenter, "summary", parent)
        self._reload = self._button()
        self._reload.clicked.connect(self._read_again)
        self._again = self._button()
        self._again.clicked.connect(presenter.keeper.insist)
        self.comparison = Comparison(context, self)
        self.comparison.jump.connect(presenter.go_to_field)
        self._column.addWidget(self.comparison)

    def show_trouble(self) -> None:
        """Say what keeps the edit out, or be gone."""
        text, trouble = self.context.language.text, self.presenter.keeper.trouble
        self.setVisible(trouble is not None)
        if trouble is not None:
            self._say.setText(
                text(
                    "This order was changed elsewhere since you opened it: your latest edit is not saved. "
                    "Compare, then keep what is on screen or take what is in the store."
                )
                if trouble.stale
                else self.context.language.render(trouble.message)
            )
            self._again.setText(text("Keep what is on screen") if trouble.stale else text("Try again"))
            self._reload.setText(text("Take what is in the store"))
            self._reload.setVisible(trouble.stale)
            self.comparison.show_differences(self.presenter.keeper.differences(self.presenter.answers))

    def _read_again(self) -> None:
        """Show the other text; what was on screen can be brought back."""
        said = self.context.language.text("The text in the store is shown. Yours can be brought back.")
        self.context.post(said, self.presenter.reload())
