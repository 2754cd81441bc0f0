"""What this order overrides of what was negotiated earlier with the client, said before it is reviewed.

The store is asked about the answers as they stand, once for each state of them that is looked at.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import FORM_WIDTH, GRID
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.usecases.contract.announce_overrides import Announced, overrides_of
from numspot_desk.usecases.contract.override_words import override_text


class OverridesNote(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.presenter = presenter
        self._asked: Any = None
        self._found: tuple[Announced, ...] = ()
        set_role(self, "summary-warning")
        self.setMaximumWidth(FORM_WIDTH + 4 * GRID)
        self.title = QLabel(self)
        set_role(self.title, "label")
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        set_role(self.label, "warning")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.title)
        layout.addWidget(self.label)
        self.retranslate()

    def ask(self) -> None:
        """Ask about the order as it stands, unless that was asked already."""
        opened, answers = self.presenter.opened, self.presenter.answers
        if opened is None or self._asked is answers:
            return
        self._asked, order_id = answers, opened.record.id
        self.context.run(
            lambda workspace: (answers, overrides_of(workspace, order_id, answers)), self._answered
        )

    def _answered(self, found: tuple[Any, Sequence[Announced]]) -> None:
        answers, overrides = found
        if answers is self._asked:
            self._found = tuple(overrides)
            self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language of the moment."""
        language = self.context.language
        self.title.setText(language.text("What this order overrides of what was negotiated earlier"))
        said = "\n".join(override_text(one, language) for one in self._found)
        self.label.setText(said)
        self.label.setAccessibleName(self.title.text())
        self.setVisible(bool(said))
