"""The import of general terms: what the file holds as a tree, its lines that fit nowhere placed by hand, name
and days, then the adoption. Reading, checking and keeping are `usecases.general_terms.adopt_terms`.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.language.messages import N_, message
from numspot_desk.language.typed import NotTyped, parse_date
from numspot_desk.terms.isolated import Reading
from numspot_desk.terms.written import Placement
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import ChoiceField, DateField, TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.keys import action_within
from numspot_desk.ui.kit.splitter import RememberedSplitter
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.clause_text import ClauseText
from numspot_desk.ui.terms.clause_tree import ClauseTree
from numspot_desk.ui.terms.placing_panel import PlacingPanel
from numspot_desk.ui.terms.terms_words import LANGUAGE_NAMES, counted
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.general_terms.adopt_terms import (
    Adoption,
    AdoptionRefused,
    TermsPreview,
    adopt_terms,
    earliest_entry,
    preview_terms,
)
from numspot_desk.usecases.ports.terms import TermsVersion
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.roles import may_decide


class ImportView(QWidget):
    """`closed` when the person goes back with nothing kept; `adopted` carries the version that was kept."""

    closed = Signal()
    adopted = Signal(object)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.preview: TermsPreview | None = None
        self._former: list[TermsPreview] = []
        self._reading = Reading()
        self._back, self.adopt_button = QPushButton(self), QPushButton(self)
        set_role(self._back, "quiet")
        set_role(self.adopt_button, "primary")
        self._back.clicked.connect(self.closed)
        self.adopt_button.clicked.connect(self.adopt)
        self._action = action_within(self, "Ctrl+Return", self.adopt)
        self._heading, self._verdict, self._notes = QLabel(self), QLabel(self), QLabel(self)
        for label, role in ((self._heading, "heading"), (self._verdict, "muted"), (self._notes, "warning")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            set_role(label, role)
        self.label, self.language = TextField(context, self), ChoiceField(context, [], self)
        self.language.set_options(list(LANGUAGE_NAMES.items()))
        self.published_on, self.in_force_from = DateField(context, self), DateField(context, self)
        self.rows = {
            "label": FormRow(context, N_("Name of the version"), self.label, parent=self),
            "language": FormRow(context, N_("Language of the text"), self.language, parent=self),
            "published_on": FormRow(context, N_("Published on"), self.published_on, parent=self),
            "in_force_from": FormRow(context, N_("In force from"), self.in_force_from, parent=self),
        }
        for field in (self.label, self.language, self.published_on, self.in_force_from):
            field.edited.connect(self._forget_problems)
        self.published_on.edited.connect(self._say_earliest)
        self.placing = PlacingPanel(context, self)
        self.placing.decided.connect(self._decide)
        self.placing.taken_back.connect(self._take_back)
        self.placing.looked_at.connect(self._look_at)
        self.tree = ClauseTree(self)
        self.text = ClauseText(self)
        self.tree.chosen.connect(self._show_clause)
        self._lay_out()
        theme().changed.connect(self._dress)
        context.language_changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addStretch(1)
        head.addWidget(self.adopt_button)
        form = QGridLayout()
        form.setHorizontalSpacing(2 * GRID)
        for number, row in enumerate(self.rows.values()):
            form.addWidget(row, number // 2, number % 2)
        splitter = RememberedSplitter(self.context, "terms_import", self)
        splitter.addWidget(self.tree)
        splitter.addWidget(self.text)
        splitter.restore([45 * GRID, 60 * GRID])
        splitter.setMinimumHeight(32 * GRID)
        inside = QWidget(self)
        body = QVBoxLayout(inside)
        body.setContentsMargins(3 * GRID, 0, 3 * GRID, 2 * GRID)
        body.setSpacing(GRID)
        body.addWidget(self._heading)
        body.addWidget(self._verdict)
        body.addWidget(self._notes)
        body.addLayout(form)
        body.addWidget(self.placing)
        body.addWidget(splitter, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        top = QHBoxLayout()
        top.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        top.addLayout(head)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(area, 1)

    # ── What the file holds ──────────────────────────────────────────────────────────────────────

    def show_preview(self, preview: TermsPreview) -> None:
        """Show another file: its name and language are proposed, its days are for the person."""
        self._former = []
        self.label.set_value(Path(preview.name).stem)
        self.language.set_value(preview.terms.language if preview.terms.language in LANGUAGE_NAMES else "fr")
        self.published_on.set_value("")
        self.in_force_from.set_value("")
        self._forget_problems()
        self._say_earliest()
        self._show(preview)
        (self.placing.list if preview.terms.unplaced else self.label).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _show(self, preview: TermsPreview, ref: str = "") -> None:
        self.preview = preview
        self.tree.show_terms(preview.terms, ref or self.tree.ref())
        self.placing.show_lines(preview.terms, can_take_back=bool(self._former))
        self._say()
        self._show_clause()

    def _show_clause(self) -> None:
        node = None if self.preview is None else self.preview.terms.find(self.tree.ref())
        self.text.show_clause(node)

    def _look_at(self, ref: str) -> None:
        self.tree.go(ref)

    # ── Placing by hand ──────────────────────────────────────────────────────────────────────────

    def _decide(self, decisions: dict[int, Placement]) -> None:
        """Read the file again with these decisions. One that cannot be kept is said, and nothing changes."""
        preview = self.preview
        if preview is None:
            return
        placements = {**preview.placements, **decisions}
        self.placing.set_busy(True)
        reading = self._reading = Reading()

        def read() -> TermsPreview:
            return preview_terms(preview.name, preview.content, placements, reading)

        def done(found: TermsPreview) -> None:
            self.placing.set_busy(False)
            if self.preview is preview:
                self._former.append(preview)
                self._show(found)
                self.placing.list.setFocus(Qt.FocusReason.OtherFocusReason)

        def failed(error: BaseException) -> None:
            self.placing.set_busy(False)
            if reading.stopped:
                return
            if isinstance(error, DeskError):
                self.placing.say_problem(error.message)
            else:
                self.context.failed(error)

        self.context.apart(read, done, failed, owner=self)

    def let_go(self) -> None:
        """The file is no longer wanted: what is being read of it stops."""
        self._reading.stop()

    def _take_back(self) -> None:
        if self._former:
            self._show(self._former.pop())

    # ── Adopting ─────────────────────────────────────────────────────────────────────────────────

    def asked(self) -> Adoption:
        """What the person says of this version."""
        return Adoption(
            self.label.value(),
            self.language.value(),
            _day(self.published_on.value()),
            _day(self.in_force_from.value()),
        )

    def adopt(self) -> None:
        """Keep the version; what cannot be is said beside its field, and nothing is kept."""
        preview, asked, context = self.preview, self.asked(), self.context
        if preview is None or not self.adopt_button.isEnabled():
            return
        self.adopt_button.setEnabled(False)

        def done(found: tuple[TermsVersion, Changes]) -> None:
            self.adopt_button.setEnabled(True)
            version, changes = found
            context.announce(changes)
            self.adopted.emit(version)

        def failed(error: BaseException) -> None:
            self.adopt_button.setEnabled(True)
            if isinstance(error, AdoptionRefused):
                self.show_problems(error.problems)
            else:
                self.adopt_button.setFocus(Qt.FocusReason.OtherFocusReason)
                context.failed(error)

        context.run(
            lambda workspace: adopt_terms(
                workspace, preview, asked, context.person, context.clock, context.chance
            ),
            done,
            failed,
            owner=self,
        )

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say each problem beside its field, and go to the first one."""
        problems = [self._unreadable(one) or one for one in problems]
        for name, row in self.rows.items():
            row.set_problems([one for one in problems if one.field == name])
        first = problems[0]
        for one in problems:
            if one.field == "unplaced":
                self.placing.say_problem(one.message)
        target = self.rows[first.field].editor if first.field in self.rows else self.placing.list
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unreadable(self, found: Problem) -> Problem | None:
        """A day that was typed and is none is not a missing one."""
        field = {"published_on": self.published_on, "in_force_from": self.in_force_from}.get(found.field)
        if field is None or not field.value().strip() or _day(field.value()) is not None:
            return None
        return problem("invalid_value", found.field, message("Type the date, such as 22/11/2026."))

    def _say_earliest(self) -> None:
        """Say below the entry into force how early it may be, once the publication is known."""
        published = _day(self.published_on.value())
        row = self.rows["in_force_from"]
        said = message("Fifteen days after the publication at the earliest (T01).")
        if published is not None:
            said = message(
                "At the earliest on {earliest}, fifteen days after the publication (T01).",
                earliest=earliest_entry(published),
            )
        row.set_label(N_("In force from"), said)

    def _forget_problems(self) -> None:
        for row in self.rows.values():
            row.set_problems(())

    def shortcuts(self) -> list[tuple[str, str]]:
        """(keys, what they do), for the list of F1."""
        return [("Ctrl+Return", self.adopt_button.text())]

    # ── Words ────────────────────────────────────────────────────────────────────────────────────

    def retranslate(self) -> None:
        """Say everything again in the reader's language, keeping what is typed."""
        text = self.context.language.text
        self._back.setText(text("Cancel the import"))
        self.adopt_button.setText(text("Adopt this version"))
        self.tree.setAccessibleName(text("Clauses"))
        self.text.setAccessibleName(text("Text of the clause"))
        self._say()
        self._dress()

    def _say(self) -> None:
        preview, language = self.preview, self.context.language
        self._heading.setText("" if preview is None else preview.name)
        if preview is None:
            return
        terms = preview.terms
        said = [counted(terms, language) + "."]
        if terms.contents:
            said.append(
                language.ntext(
                    "{n} line of the table of contents is left out.",
                    "{n} lines of the table of contents are left out.",
                    len(terms.contents),
                )
            )
        if not may_decide(self.context.person):
            said.append(language.text("You can check this file; legal adopts it."))
        self._verdict.setText(" ".join(said))
        notes = [
            language.render(one.message) + (f" « {one.text} »" if one.text.strip() else "")
            for one in terms.remarks
        ]
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))

    def _dress(self) -> None:
        self._back.setIcon(icon("chevron-left", "accent"))


def _day(typed: str) -> dt.date | None:
    try:
        return parse_date(typed)
    except NotTyped:
        return None
