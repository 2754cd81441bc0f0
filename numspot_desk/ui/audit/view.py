"""The audit log: the acts with a filter, the verification of the whole chain with what is wrong row by row,
and the comparison with the head that a document prints. Reached from the settings.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import N_
from numspot_desk.language.zone import PARIS
from numspot_desk.ui.audit.words import FAULTS, about, act_name
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.page import Page
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.ports.audit import AuditEntry, AuditVerdict
from numspot_desk.usecases.read_audit import LogPage, find_head, read_log, verify_log
from numspot_desk.usecases.refusals import DeskError

_COLUMNS = (N_("No."), N_("When"), N_("Who"), N_("What"), N_("About"), N_("Digest"))
_SHORT = 12
_FAULTS_SAID = 5


class AuditPage(Page):
    """Nothing here changes the log."""

    page_id: ClassVar[str] = "audit"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._text = ""
        self._entries: list[AuditEntry] = []
        self._head = ""
        self._verdict: AuditVerdict | None = None
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        set_role(self._words, "muted")
        self.verify = QPushButton(self)
        set_role(self.verify, "primary")
        self.verify.clicked.connect(self._verify)
        self.copy = QPushButton(self)
        self.copy.clicked.connect(self._copy)
        self.compare = QPushButton(self)
        self.compare.clicked.connect(self._compare)
        self.more = QPushButton(self)
        self.more.clicked.connect(self._read_more)
        self.printed = TextField(context, self)
        self.printed.returnPressed.connect(self._compare)
        self.printed_row = FormRow(
            context,
            N_("Head printed in a document"),
            self.printed,
            N_("Paste the digest from the foot of an exported document."),
            may_fail=False,
            parent=self,
        )
        self.outcome = OutcomeLine(self)
        self.table = self._new_table()
        buttons = FlowLayout()
        for button in (self.verify, self.compare, self.copy, self.more):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._words)
        layout.addWidget(self.printed_row)
        layout.addLayout(buttons)
        layout.addWidget(self.outcome)
        layout.addWidget(self.table, 1)
        self.retranslate()

    def _new_table(self) -> QTableWidget:
        table = QTableWidget(0, len(_COLUMNS), self)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        table.setMinimumHeight(16 * GRID)
        return table

    def title(self) -> str:
        return self.context.language.text("Audit log")

    def searchable(self) -> bool:
        return True

    def search_text(self) -> str:
        return self._text

    def search(self, text: str) -> None:
        self._text = text
        self._show_rows()

    def enter(self, argument: Any = None) -> None:
        self._entries = []
        self._say("")
        self._read(None)
        self.verify.setFocus()

    def retranslate(self) -> None:
        text = self.context.language.text
        self._words.setText(
            text(
                "Every act is a row with its digest, bound to the row before: an altered, removed or moved"
                " row is found. A cut end shows only against the head that an exported document prints."
            )
        )
        self.verify.setText(text("Verify the log"))
        self.copy.setText(text("Copy the head"))
        self.compare.setText(text("Compare the printed head"))
        self.more.setText(text("Show earlier acts"))
        self.table.setHorizontalHeaderLabels([text(column) for column in _COLUMNS])
        self.table.setAccessibleName(text("Audit log"))
        self._show_rows()

    # ── Reading ──────────────────────────────────────────────────────────────────────────────────────

    def _read(self, before: int | None) -> None:
        if self.context.has_workspace:
            self.context.run(lambda workspace: read_log(workspace, before), self._arrived, owner=self)

    def _read_more(self) -> None:
        self._read(self._entries[-1].sequence if self._entries else None)

    def _arrived(self, page: LogPage) -> None:
        self._entries += page.entries
        self._head = page.head
        self.more.setEnabled(page.more)
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = fold_line(self._text)
        rows = [(entry, self._cells(entry)) for entry in self._entries]
        shown = [(entry, cells) for entry, cells in rows if wanted in fold_line(" ".join(cells))]
        faulty = {fault.sequence for fault in self._verdict.faults} if self._verdict else set()
        self.table.setRowCount(len(shown))
        for row, (entry, cells) in enumerate(shown):
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                if column == 0:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                    item.setData(Qt.ItemDataRole.UserRole, entry.sequence)
                    if entry.sequence in faulty:
                        item.setText(f"⚠ {words}")
                self.table.setItem(row, column, item)

    def _cells(self, entry: AuditEntry) -> Sequence[str]:
        language, formats = self.context.language, self.context.language.formats
        day = formats.date_list(entry.at.astimezone(PARIS).date())
        return (
            str(entry.sequence),
            language.text("{day}, {time}", day=day, time=formats.time(entry.at)),
            entry.actor or "–",
            language.text(act_name(entry.kind)),
            about(entry),
            f"{entry.digest[:_SHORT]}…",
        )

    # ── Verifying ────────────────────────────────────────────────────────────────────────────────────

    def _verify(self) -> None:
        self._say("")
        self.context.run(verify_log, self._verified, self._failed, owner=self)

    def _verified(self, verdict: AuditVerdict) -> None:
        self._verdict = verdict
        text = self.context.language.text
        if not verdict.faults:
            count = self.context.language.ntext(
                "The chain holds: {n} act, none altered.",
                "The chain holds: {n} acts, none altered.",
                verdict.entries,
            )
            self._say(count)
        else:
            said = [text(FAULTS[fault.kind], n=fault.sequence) for fault in verdict.faults[:_FAULTS_SAID]]
            hidden = len(verdict.faults) - len(said)
            if hidden:
                said.append(self.context.language.ntext("and {n} other", "and {n} others", hidden))
            said.append(text("Keep this workspace as it is, and restore a backup beside it to compare."))
            self._say(" ".join(said), problem=True)
        self._show_rows()
        if verdict.faults:
            self._go_to(verdict.faults[0].sequence)

    def _compare(self) -> None:
        pasted = self.printed.value()
        self.context.run(
            lambda workspace: find_head(workspace, pasted), self._compared, self._failed, owner=self
        )

    def _compared(self, row: int | None) -> None:
        text = self.context.language.text
        if row is None:
            self._say(
                text(
                    "No row has this head: the log was cut or rewritten since the document was made, or the"
                    " document comes from another workspace."
                ),
                problem=True,
            )
            return
        self._say(text("This head is the one of row {n}: the log still holds all that it held then.", n=row))
        self._go_to(row)

    def _go_to(self, sequence: int) -> None:
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            if item is not None and item.data(Qt.ItemDataRole.UserRole) == sequence:
                self.table.selectRow(row)
                return

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._head)
        self._say(self.context.language.text("The head is copied: {head}", head=self._head))

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._say(self.context.language.render(error.message), problem=True)

    def _say(self, words: str, *, problem: bool = False) -> None:
        self.outcome.say(words, problem=problem)
