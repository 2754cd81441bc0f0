"""The branches of a version side by side: the list, what differs word by word, and the choice.

What a choice does is `usecases.handover.choose_branch`; nothing is lost by one, so that none asks twice.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.handover.package import Standing
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.handover.words import branch_label, compared
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.marked_text import MarkedText
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.handover.choose_branch import Branches, go_on_with, read_branches, stay_with_own
from numspot_desk.usecases.ports.handover import Branch
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.roles import may_write


class BranchesDialog(QDialog):
    """`settled` carries the `Changes` of a choice."""

    settled = Signal(object)

    def __init__(self, context: DeskContext, found: Branches, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._found = found
        text = context.language.text
        number = found.held.variant.number
        self.setWindowTitle(text("Branches of order {number}", number=number))
        heading = QLabel(self.windowTitle(), self)
        set_role(heading, "heading")
        self._say = QLabel(self)
        self._say.setWordWrap(True)
        set_role(self._say, "muted")
        self.list = QListWidget(self)
        self.list.setAccessibleName(text("Branches"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = MarkedText(self)
        self.text.setAccessibleName(text("What differs, word by word"))
        split = QSplitter(self)
        split.addWidget(self.list)
        split.addWidget(self.text)
        split.setStretchFactor(1, 2)
        self.outcome = OutcomeLine(self)
        self.take = QPushButton(text("Go on with this one"), self)
        self.keep = QPushButton(text("Keep mine"), self)
        self.close_button = QPushButton(text("Close"), self)
        self.close_button.setDefault(True)
        self.take.setAutoDefault(False)
        self.keep.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.take, self.keep, self.close_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading)
        layout.addWidget(self._say)
        layout.addWidget(split, 1)
        layout.addWidget(self.outcome)
        layout.addLayout(buttons)
        self.resize(94 * GRID, 62 * GRID)
        self.list.currentRowChanged.connect(self._show)
        self.take.clicked.connect(self._take)
        self.keep.clicked.connect(self._keep)
        self.close_button.clicked.connect(self.reject)
        self._fill()
        self.list.setFocus()

    def _fill(self) -> None:
        self.list.clear()
        for branch in self._found.branches:
            self.list.addItem(branch_label(branch, self.context.language))
        if self._found.branches:
            self.list.setCurrentRow(0)
        self._show()

    def _chosen(self) -> Branch | None:
        row = self.list.currentRow()
        return self._found.branches[row] if 0 <= row < len(self._found.branches) else None

    def _show(self, _row: int = 0) -> None:
        text, branch = self.context.language.text, self._chosen()
        writer = may_write(self.context.person)
        self.take.setEnabled(branch is not None and self._found.replaceable and writer)
        self.keep.setEnabled(branch is not None and branch.standing is Standing.OPEN and writer)
        if branch is None:
            self._say.setText(text("This version has no branch."))
            self.text.show_pieces((), "")
            return
        if self._found.replaceable:
            self._say.setText(
                text(
                    "Struck: what your version says. Underlined: what the branch says. Neither is ever lost."
                )
            )
        else:
            self._say.setText(
                text("This version was exported or archived: it stays. A new version can take up a branch.")
            )
        self.text.show_pieces(*compared(self._found.held.variant, branch.variant, self.context.language))

    def _take(self) -> None:
        self._settle(go_on_with)

    def _keep(self) -> None:
        self._settle(stay_with_own)

    def _settle(self, do: Callable[..., Changes]) -> None:
        branch, context = self._chosen(), self.context
        if branch is None:
            return
        main, wanted, person = self._found.held.variant, branch.variant.id, context.person

        def work(workspace: Workspace) -> tuple[Changes, Branches]:
            changes = do(workspace, main.order_id, wanted, main.id, person, context.clock)
            return changes, read_branches(workspace, main.order_id)

        context.run(work, self._settled, self._failed, owner=self)

    def _settled(self, done: tuple[Changes, Branches]) -> None:
        changes, self._found = done
        self.settled.emit(changes)
        self.outcome.say(self.context.language.text("Done. The other one stays in the list, set aside."))
        self._fill()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.outcome.say(self.context.language.render(error.message), problem=True)
