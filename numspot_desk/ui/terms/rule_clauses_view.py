"""The rules whose clause has another number in a version: a line a clause that the rules name, where it
stands, the rules that rest on it, who said so; legal decides below. Following is
`usecases.general_terms.rule_clauses`.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from numspot_desk.language.messages import N_, message
from numspot_desk.rules import clauses
from numspot_desk.rules.changes import rules_of
from numspot_desk.rules.time import paris_day
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.deciding_view import DecidedLine, DecidingView
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.general_terms.rule_clauses import (
    RuleClauseRefused,
    decide_rule_clause,
    follow_rule_clauses,
    rule_clauses_of,
)
from numspot_desk.usecases.ports.terms import RuleClause


class RuleClausesView(DecidingView):
    """`closed` when the person goes back."""

    WIDTHS = (34, 18, 24)
    SIGNED = 1

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        question = N_("Where this clause stands in this version")
        super().__init__(
            context, question, N_("Such as CG-8.1; left empty: this version has it no more."), parent
        )
        self._label = ""
        self._found: tuple[RuleClause, ...] | None = None
        self.follow_button = QPushButton(self)
        self.follow_button.clicked.connect(self.follow)
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addWidget(self._heading, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self._summary)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.row)
        layout.addWidget(self._acts(self.follow_button))
        self.retranslate()

    def show_version(self, label: str, _language: str = "fr") -> None:
        """Show the clauses that stand elsewhere in this version, or that legal has to find."""
        self._label, self._found = label, None
        self.retranslate()
        self._read()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> RuleClause | None:
        """The current clause."""
        found: RuleClause | None = self._current()
        return found

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
        context, label, typed = self.context, self._label, self.field.value()
        self._decide(
            one.clause,
            lambda workspace: decide_rule_clause(
                workspace, label, one.clause, typed, context.person, context.clock
            ),
            RuleClauseRefused,
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
        shown = [one for one in self._found or () if one.moved or one.decided]
        self._put_lines(map(self._line, sorted(shown, key=lambda one: not one.open)))
        self._summary.setText(self._said())
        self.follow_button.setVisible(self._found == ())
        self._dress()
        self._show_current()

    def _line(self, one: RuleClause) -> DecidedLine:
        text = self.context.language.text
        title = clauses.title(one.clause, self.context.language.code)
        cells = (
            f"{one.clause} · {title}" if title else one.clause,
            one.ref or (text("to decide") if one.open else text("no longer there")),
            ", ".join(rules_of(one.clause)),
            self._reason(one),
        )
        return DecidedLine(one, one.clause, cells, one.open)

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

    def _show_current(self) -> None:
        one = self.chosen()
        self.row.set_problems(())
        self.field.set_value("" if one is None else one.ref or one.proposed or "")
        self.keep_button.setEnabled(one is not None)

    def retranslate(self) -> None:
        super().retranslate()
        text = self.context.language.text
        self._heading.setText(text("Rules whose clause moved: version {label}", label=self._label))
        self.list.setAccessibleName(text("Clauses that the rules name"))
        self.list.setHeaderLabels(
            [text("Clause as the rules name it"), text("In this version"), text("Rules"), text("Why")]
        )
        self.follow_button.setText(text("Look for the clauses"))
        self._fill()
