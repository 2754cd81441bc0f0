"""Which clause of an adopted version covers each point of the Data Act: a line a point, what counts, who said
so, what the words suggest; below, the text of these clauses and the field where legal names them. Deciding is
`usecases.conditions.terms_coverage`.
"""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from numspot_desk.language.messages import N_, message
from numspot_desk.rules.time import paris_day
from numspot_desk.terms.tree import Terms
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.clause_text import ClauseText
from numspot_desk.ui.terms.deciding_view import DecidedLine, DecidingView
from numspot_desk.usecases.conditions.terms_coverage import (
    CoverageRefused,
    PointCoverage,
    decide_coverage,
    points_of,
)
from numspot_desk.usecases.ports.workspace import Workspace

_LINES = 9
"""Lines of the list of points that are in sight, however small the window."""


class CoverageView(DecidingView):
    """`closed` when the person goes back."""

    WIDTHS = (11, 48, 20)
    SIGNED = 2

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        question = N_("Clauses that cover this point")
        super().__init__(
            context, question, N_("Such as CG-7.1, CG-7.3; left empty: no clause covers it."), parent
        )
        self._version = ("", "fr")
        self._points: tuple[PointCoverage, ...] = ()
        self._terms: Terms | None = None
        self._asked = QLabel(self)
        self._asked.setTextFormat(Qt.TextFormat.PlainText)
        self._asked.setWordWrap(True)
        self.text = ClauseText(self)
        self.suggest_button = QPushButton(self)
        self.suggest_button.clicked.connect(self._take_suggestion)
        set_role(self.suggest_button, "quiet")
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addStretch(1)
        inside = QWidget(self)
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(GRID)
        body.addWidget(self._heading)
        body.addWidget(self._summary)
        body.addWidget(self.list, 3)
        body.addWidget(self._asked)
        body.addWidget(self.text, 2)
        body.addWidget(self.row)
        body.addWidget(self._acts(self.suggest_button))
        area = QScrollArea(self)  # in a small window with large letters, nothing is squeezed
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        self.retranslate()

    def show_version(self, label: str, language: str) -> None:
        """Show every point of the Data Act beside this version."""
        self._version = (label, language)
        self._points, self._terms = (), None
        self.retranslate()
        self._read()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        label, language = self._version
        today = self.context.clock.today()

        def read(workspace: Workspace) -> tuple[tuple[PointCoverage, ...], Terms]:
            return points_of(workspace, label, language, today), workspace.terms.get(label, language).terms

        def shown(found: tuple[tuple[PointCoverage, ...], Terms]) -> None:
            if self._version == (label, language):
                self._points, self._terms = found
                self._fill()

        self.context.run(read, shown, owner=self)

    def point(self) -> PointCoverage | None:
        """The current point."""
        found: PointCoverage | None = self._current()
        return found

    def keep(self) -> None:
        """Keep which clauses cover the current point; what cannot be is said beside the field. Where it was
        decided before, an undo decides as it was."""
        if (one := self.point()) is not None:
            before = None if one.decision is None else ", ".join(one.decision.clauses)
            self._cover(one, self.field.value(), before)

    def _cover(self, one: PointCoverage, typed: str, before: str | None = None) -> None:
        context, label = self.context, self._version[0]
        self._decide(
            one.subject.id,
            lambda workspace: decide_coverage(
                workspace, label, one.subject.id, typed, context.person, context.clock
            ),
            CoverageRefused,
            None if before is None else partial(self._cover, one, before),
        )

    def _take_suggestion(self) -> None:
        if (one := self.point()) is not None:
            self.field.set_value(", ".join(one.suggested))
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────

    def _fill(self) -> None:
        language = self.context.language
        self._put_lines(
            DecidedLine(
                one,
                one.subject.id,
                (
                    one.subject.id,
                    one.subject.title(language.code),
                    ", ".join(one.clauses) or language.text("none"),
                    self._reason(one),
                ),
                waits=not one.clauses,
            )
            for one in self._points
        )
        covered = sum(bool(one.clauses) for one in self._points)
        self._summary.setText(
            language.ntext(
                "{n} point of {all} is covered. Orders under this version warn of the others.",
                "{n} points of {all} are covered. Orders under this version warn of the others.",
                covered,
                all=len(self._points),
            )
            if self._points
            else ""
        )
        self._dress()
        self._show_current()

    def _reason(self, one: PointCoverage) -> str:
        language = self.context.language
        if (decision := one.decision) is not None:
            day = paris_day(decision.decided_at)
            return language.render(message("Decided by {who} on {day}", who=decision.decided_by, day=day))
        if one.counted:
            return language.text("Counted by the rules")
        if one.suggested:
            return language.text(
                "To decide: the text may speak of it in {refs}", refs=", ".join(one.suggested)
            )
        return language.text("To decide")

    def _said(self, one: PointCoverage) -> str:
        """What a point asks, in full: its line may cut it."""
        title = one.subject.title(self.context.language.code)
        return f"{one.subject.id} · {title}"

    def _show_current(self) -> None:
        one = self.point()
        self.row.set_problems(())
        self._asked.setText("" if one is None else self._said(one))
        refs = () if one is None else (one.clauses or one.suggested)
        found = () if self._terms is None else tuple(filter(None, map(self._terms.find, refs)))
        self.text.show_clauses(found)
        self.field.set_value("" if one is None else ", ".join(one.clauses))
        self.keep_button.setEnabled(one is not None)
        self.suggest_button.setEnabled(one is not None and bool(one.suggested))

    def retranslate(self) -> None:
        super().retranslate()
        text = self.context.language.text
        self._heading.setText(text("Data Act points of version {label}", label=self._version[0]))
        self.list.setAccessibleName(text("Points of the Data Act"))
        self.list.setHeaderLabels([text("Point"), text("What it asks"), text("Clauses"), text("Why")])
        self.text.setAccessibleName(text("Text of the clauses"))
        self.text.setPlaceholderText(text("No clause is named for this point yet."))
        self.suggest_button.setText(text("Take the suggestion"))
        self._fill()

    def _dress(self) -> None:
        super()._dress()
        line = self.text.fontMetrics().lineSpacing()
        self.text.setMinimumHeight(4 * line)
        self.list.setMinimumHeight(_LINES * line)
