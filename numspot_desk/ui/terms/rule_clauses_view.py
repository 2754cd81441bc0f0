"""The rules whose clause has another number in a version: a line a clause that the rules name, where it
stands, the rules that rest on it, who said so; legal decides below. Following is
`usecases.general_terms.rule_clauses`.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTreeWidgetItem, QVBoxLayout, QWidget

from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, message
from numspot_desk.rules import clauses
from numspot_desk.rules.changes import rules_of
from numspot_desk.rules.time import paris_day
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.row_tree import RowTree
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.general_terms.rule_clauses import (
    RuleClauseRefused,
    decide_rule_clause,
    follow_rule_clauses,
    rule_clauses_of,
)
from numspot_desk.usecases.ports.terms import RuleClause

_HELD = Qt.ItemDataRole.UserRole


class RuleClausesView(QWidget):
    """`closed` when the person goes back."""

    closed = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._label = ""
        self._found: tuple[RuleClause, ...] | None = None
        self._back = QPushButton(self)
        set_role(self._back, "quiet")
        self._back.clicked.connect(self.closed)
        self._heading, self._summary = QLabel(self), QLabel(self)
        set_role(self._heading, "heading")
        set_role(self._summary, "muted")
        for label in (self._heading, self._summary):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.list = RowTree(self)
        self.list.setColumnCount(4)
        self.list.currentItemChanged.connect(self._current)
        self.clause = TextField(context, self)
        self.row = FormRow(
            context,
            N_("Where this clause stands in this version"),
            self.clause,
            N_("Such as CG-8.1; left empty: this version has it no more."),
            parent=self,
        )
        self.keep_button, self.follow_button = QPushButton(self), QPushButton(self)
        self.keep_button.clicked.connect(self.keep)
        self.clause.returnPressed.connect(self.keep)
        self.follow_button.clicked.connect(self.follow)
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addWidget(self._heading, 1)
        held = QWidget(self)
        acts = FlowLayout(held)
        acts.addWidget(self.keep_button)
        acts.addWidget(self.follow_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self._summary)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.row)
        layout.addWidget(held)
        theme().changed.connect(self._dress)
        context.language_changed.connect(self.retranslate)
        self.retranslate()

    def show_version(self, label: str, _language: str = "fr") -> None:
        """Show the clauses that stand elsewhere in this version, or that legal has to find."""
        self._label, self._found = label, None
        self.retranslate()
        self._read()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> RuleClause | None:
        """The current clause."""
        item = self.list.currentItem()
        return None if item is None else item.data(0, _HELD)

    def follow(self) -> None:
        """Look for the clauses in a version that was adopted before they were looked for."""
        label, context = self._label, self.context

        def done(found: tuple[RuleClause, ...]) -> None:
            context.announce(Changes(terms=True))
            self._show(label, found)

        context.run(
            lambda workspace: follow_rule_clauses(workspace, label, context.person, context.clock),
            done,
            owner=self,
        )

    def keep(self) -> None:
        """Keep where the current clause stands; what cannot be is said beside the field."""
        if (one := self.chosen()) is None:
            return
        context, label, typed = self.context, self._label, self.clause.value()
        self.row.set_problems(())

        def done(changes: Changes) -> None:
            context.announce(changes)
            context.post(context.language.text("Decided for {point}.", point=one.clause))
            self._read()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

        def failed(error: BaseException) -> None:
            if isinstance(error, RuleClauseRefused):
                self.row.set_problems([problem("invalid_value", "clause", error.message)])
                self.clause.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                context.failed(error)

        context.run(
            lambda workspace: decide_rule_clause(
                workspace, label, one.clause, typed, context.person, context.clock
            ),
            done,
            failed,
            owner=self,
        )

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────

    def _read(self) -> None:
        label = self._label
        self.context.run(
            lambda workspace: rule_clauses_of(workspace, label),
            lambda found: self._show(label, found),
            owner=self,
        )

    def _show(self, label: str, found: tuple[RuleClause, ...]) -> None:
        if self._label == label:
            self._found = found
            self._fill()

    def _fill(self) -> None:
        kept = self.chosen()
        text = self.context.language.text
        self.list.clear()
        shown = [one for one in self._found or () if one.moved or one.decided]
        for one in sorted(shown, key=lambda one: not one.open):
            title = clauses.title(one.clause, self.context.language.code)
            cells = [
                f"{one.clause} · {title}" if title else one.clause,
                one.ref or (text("to decide") if one.open else text("no longer there")),
                ", ".join(rules_of(one.clause)),
                self._reason(one),
            ]
            item = QTreeWidgetItem(self.list, cells)
            item.setData(0, _HELD, one)
            item.setIcon(1, icon("warning", "warning") if one.open else icon("check", "success"))
            for column, cell in enumerate(cells):
                item.setToolTip(column, cell)
            if kept is not None and kept.clause == one.clause:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self._summary.setText(self._said())
        self.follow_button.setVisible(self._found == ())
        self._dress()
        self._current()

    def _said(self) -> str:
        language, found = self.context.language, self._found
        if found is None:
            return ""
        if not found:
            return language.text(
                "The clauses of the rules were not looked for in this version: its numbers count as theirs."
            )
        waiting = sum(one.open for one in found)
        if waiting:
            return language.ntext(
                "{n} clause that the rules rest on waits for legal: until then no rule finds it here.",
                "{n} clauses that the rules rest on wait for legal: until then no rule finds them here.",
                waiting,
            )
        moved = sum(one.moved for one in found)
        if not moved:
            return language.text("Every clause that the rules rest on has its number in this version.")
        return language.ntext(
            "{n} clause that the rules rest on has another number in this version.",
            "{n} clauses that the rules rest on have another number in this version.",
            moved,
        )

    def _reason(self, one: RuleClause) -> str:
        language = self.context.language
        if one.decided:
            return language.render(message("Decided by {who} on {day}", who=one.by, day=paris_day(one.at)))
        if one.ref is not None:
            return language.text("Found by its words")
        if one.proposed:
            return language.text("To decide: it may be {refs}", refs=one.proposed)
        return language.text("To decide: no clause resembles it")

    def _current(self) -> None:
        one = self.chosen()
        self.row.set_problems(())
        self.clause.set_value("" if one is None else one.ref or one.proposed or "")
        self.keep_button.setEnabled(one is not None)

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self._back.setText(text("Back to the versions"))
        self._heading.setText(text("Rules whose clause moved: version {label}", label=self._label))
        self.list.setAccessibleName(text("Clauses that the rules name"))
        self.list.setHeaderLabels(
            [text("Clause as the rules name it"), text("In this version"), text("Rules"), text("Why")]
        )
        self.keep_button.setText(text("Keep this decision"))
        self.follow_button.setText(text("Look for the clauses"))
        self._fill()

    def _dress(self) -> None:
        self._back.setIcon(icon("chevron-left", "accent"))
        room = theme().metrics().averageCharWidth()
        for column, letters in enumerate((34, 18, 24)):
            self.list.setColumnWidth(column, letters * room)
