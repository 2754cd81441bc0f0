"""What sales and legal read before a signature: the general terms with the clauses of the order written into
them, and the internal memo on its departures. Neither is part of the set that goes to a client.

What came of an act is said by the panel around.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from numspot_desk.contracts.content.deviation_memo import Memo
from numspot_desk.language.messages import Message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.usecases.conditions.deviation_memo import memo_of, write_deviation_memo
from numspot_desk.usecases.contract.consolidate_terms import (
    Consolidation,
    consolidation_of,
    write_consolidation,
)
from numspot_desk.usecases.ports.workspace import Workspace


class LegalPapers(QWidget):
    """`written` tells the path of a file and what to know of it; `begun` comes before each act. `chooser` is
    asked at each use for who asks the person for places."""

    begun = Signal()
    written = Signal(object, object)  # Path, tuple[Message, ...]
    failed = Signal(object)  # the exception

    def __init__(
        self,
        context: DeskContext,
        presenter: OrderPresenter,
        chooser: Callable[[], Chooser],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.presenter = presenter
        self._chooser = chooser
        self._pressed: QPushButton | None = None
        self._title = QLabel(self)
        self._title.setWordWrap(True)
        set_role(self._title, "label")
        self.redline, self.memo = QPushButton(self), QPushButton(self)
        self.redline.clicked.connect(self._redline)
        self.memo.clicked.connect(self._memo)
        buttons = FlowLayout()
        for button, _ in self.buttons():
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._title)
        layout.addLayout(buttons)
        theme().changed.connect(self._dress)
        self.retranslate()

    def show_order(self) -> None:
        """Offer what can be written here."""
        self.redline.setVisible(self.context.redlines is not None)

    def buttons(self) -> tuple[tuple[QPushButton, str], ...]:
        """Each act with its icon."""
        return ((self.redline, "terms"), (self.memo, "file"))

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self._title.setText(text("To read before the signature: not part of the client's set"))
        self.redline.setText(text("Consolidated general terms…"))
        self.redline.setToolTip(
            text("The general terms of this order in Word, its clauses written into them as tracked changes")
        )
        self.memo.setText(text("Internal memo on the departures…"))
        self.memo.setToolTip(
            text("For the desk alone: standard and proposed texts, what moves, what is open")
        )
        self._dress()

    # ── Acts ─────────────────────────────────────────────────────────────────────────────────────────

    def _redline(self) -> None:
        context, opened, redlines = self.context, self.presenter.opened, self.context.redlines
        if opened is None or redlines is None:
            return
        order, check, at = opened.record.id, self.presenter.check_result, context.clock.now()
        assert check is not None

        def make(workspace: Workspace) -> Consolidation:
            return consolidation_of(workspace, order, check, redlines, at)

        def write(made: Consolidation, folder: Path) -> tuple[Path, tuple[Message, ...]]:
            return write_consolidation(made, folder, context.files), made.cautions

        self._do(make, write)

    def _memo(self) -> None:
        context, opened = self.context, self.presenter.opened
        if opened is None:
            return
        order, person, clock = opened.record.id, context.person, context.clock

        def make(workspace: Workspace) -> Memo:
            return memo_of(workspace, order, person, clock)

        def write(made: Memo, folder: Path) -> tuple[Path, tuple[Message, ...]]:
            return write_deviation_memo(made, folder, context.word, context.files), ()

        self._do(make, write)

    def _do(
        self,
        make: Callable[[Workspace], Any],
        write: Callable[[Any, Path], tuple[Path, tuple[Message, ...]]],
    ) -> None:
        """Ask where to, read with the workspace, write without it."""
        context = self.context
        self.presenter.save()

        def chosen(folder: Path) -> None:
            self._busy(busy=True)
            context.run(make, lambda made: written(made, folder), self._refused, owner=self)

        def written(made: Any, folder: Path) -> None:
            context.apart(lambda: write(made, folder), self._done, self._refused, owner=self)

        self._chooser().folder(self, context.language.text("Folder for the document"), chosen)

    def _done(self, made: tuple[Path, tuple[Message, ...]]) -> None:
        self._busy(busy=False)
        self.written.emit(*made)

    def _refused(self, error: BaseException) -> None:
        self._busy(busy=False)
        self.failed.emit(error)

    def _busy(self, *, busy: bool) -> None:
        if busy:
            focused = self.window().focusWidget()
            self._pressed = next((one for one, _ in self.buttons() if one is focused), None)
            self.begun.emit()
        for button, _ in self.buttons():
            button.setEnabled(not busy)
        if not busy and self._pressed is not None:
            self._pressed.setFocus()

    def _dress(self) -> None:
        for button, name in self.buttons():
            button.setIcon(icon(name, "accent"))
