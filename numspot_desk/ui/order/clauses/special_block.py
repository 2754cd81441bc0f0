"""One set of special conditions in the form: certificate, coverage strip, clauses with their subjects."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from numspot_desk.contracts.order import order_document
from numspot_desk.contracts.order.derived_answers import clause_prefix
from numspot_desk.contracts.order.order_shape import blank
from numspot_desk.language.messages import N_
from numspot_desk.rules.checklists import Coverage
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order import questions
from numspot_desk.ui.order.answer_row import AnswerRow
from numspot_desk.ui.order.beside import Beside
from numspot_desk.ui.order.clauses.coverage_strip import CoverageStrip
from numspot_desk.ui.order.clauses.subject_picker import pick_subjects
from numspot_desk.ui.order.labels import QUALIFICATION_LABELS
from numspot_desk.ui.order.repeated import Group, Repeated

if TYPE_CHECKING:
    from numspot_desk.ui.order.clauses.conditions_step import ConditionsStep


class SpecialBlock(QFrame):
    """The special conditions at one position of the order."""

    def __init__(self, view: "ConditionsStep", position: int) -> None:
        super().__init__(view)
        self.view = view
        self.position = position
        self.path = f"special_conditions[{position}]"
        set_role(self, "card")
        self.rows: list[AnswerRow] = []
        self._coverage: Coverage | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self._head())
        scope, issued, until = questions.CERTIFICATE
        layout.addWidget(self._row(scope))
        dates = Beside(self)
        dates.put([self._row(issued), self._row(until)])
        layout.addWidget(dates)
        self.strip = CoverageStrip(view.context, parent=self)
        self.strip.chosen.connect(self._subject_chosen)
        layout.addWidget(self.strip)
        self.fill = QPushButton(self)
        set_role(self.fill, "quiet")
        self.fill.clicked.connect(self._add_missing)
        layout.addWidget(self.fill, 0, Qt.AlignmentFlag.AlignLeft)
        self.clauses = Repeated(
            view,
            f"{self.path}.clauses",
            [[question] for question in questions.SPECIAL_CLAUSE],
            title=self._clause_title,
            add_label=N_("Add a clause"),
            add_name=N_("Add a clause"),
            remove_label=N_("Remove clause {n}"),
            remove_name=N_("Remove a clause"),
            dress=self._offer_subjects,
            fresh=self._fresh,
            parent=self,
        )
        layout.addWidget(self.clauses)
        self.from_library = QPushButton(self)
        set_role(self.from_library, "quiet")
        self.from_library.clicked.connect(self._open_library)
        layout.addWidget(self.from_library, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    @property
    def kind(self) -> str:
        """`HDS` or `SecNumCloud`."""
        return str(order_document.get(self.view.presenter.answers, f"{self.path}.kind") or "")

    def show_answers(self) -> None:
        """As many clauses as the answers have."""
        self.clauses.show_answers()
        editable = self.view.presenter.editable
        self.remove.setVisible(editable)
        self.from_library.setVisible(editable)
        self.fill.setVisible(editable and bool(self._uncovered()))

    def show_coverage(self, coverage: Coverage) -> None:
        """Show which subjects the clauses cover."""
        self._coverage = coverage
        self.strip.show_coverage(coverage)
        self.fill.setVisible(self.view.presenter.editable and bool(self._uncovered()))

    def retranslate(self) -> None:
        """Say titles and buttons again."""
        text = self.view.context.language.text
        label = QUALIFICATION_LABELS.get(self.kind, self.kind)
        self.title.setText(text("Special conditions {kind}", kind=text(label) if label else ""))
        self.fill.setText(text("Add one clause per subject not covered"))
        name = text("Remove these special conditions")
        self.remove.setToolTip(name)
        self.remove.setAccessibleName(name)
        self.from_library.setText(text("Take a clause of the library"))
        self.from_library.setIcon(icon("search", "accent"))
        self.clauses.retranslate()
        self.strip.retranslate()

    def _head(self) -> QHBoxLayout:
        self.title = QLabel(self)
        set_role(self.title, "heading")
        self.remove = QToolButton(self)
        self.remove.setIcon(icon("trash", "muted"))
        self.remove.clicked.connect(self._remove)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.remove)
        return head

    def _row(self, question: questions.Question) -> QWidget:
        member = question.path.rpartition("[0].")[2]
        row = self.view.row(question.at(f"{self.path}.{member}"))
        self.rows.append(row)
        return row

    def _uncovered(self) -> list[str]:
        return [subject.id for subject in self._coverage.uncovered] if self._coverage is not None else []

    def _subject_chosen(self, subject: str) -> None:
        """Show the clause that covers the subject; where none does, add one."""
        for position, clause in enumerate(self.clauses.items()):
            if subject in (clause.get("subjects") or ()):
                self.view.focus_field(f"{self.path}.clauses[{position}].text")
                return
        if not self.view.presenter.editable:
            return
        if any(subject in one.clause.covers for one in self.view.clauses.offers(self.kind)):
            self.view.choose_from_library(self.kind, subject)
        else:
            self._add([subject])

    def _open_library(self) -> None:
        self.view.choose_from_library(self.kind)

    def _fresh(self, beside: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
        path, empty = f"{self.path}.clauses", blank(order_document.SPECIAL_CLAUSE)
        return self.view.clauses.fresh(path, empty, clause_prefix(self.kind), beside)

    def _add_missing(self) -> None:
        self._add(self._uncovered())

    def _add(self, subjects: list[str]) -> None:
        presenter = self.view.presenter
        if not subjects or not presenter.editable:
            return
        first = len(self.clauses.items())
        made: list[dict[str, Any]] = []
        for subject in subjects:
            made.append({**self._fresh(made), "subjects": [subject]})
        path = f"{self.path}.clauses"
        after = order_document.put(presenter.answers, path, [*self.clauses.items(), *made])
        presenter.edit(after, N_("Add clauses"), f"{path}[{first}].text")
        self.view.focus_field(f"{path}[{first}].text")

    def _remove(self) -> None:
        presenter = self.view.presenter
        after = order_document.remove(presenter.answers, self.path)
        presenter.edit(after, N_("Remove special conditions"), "special_conditions")
        self.view.context.post(
            self.view.context.language.text("Special conditions removed"), presenter.undo_of_last()
        )

    def _offer_subjects(self, group: Group) -> None:
        editor = group.rows[0].field_editor
        if isinstance(editor, TextField):
            pick_subjects(editor, lambda: self.kind)
        self.view.cards.dress(group)

    def _clause_title(self, item: Any, position: int) -> str:
        name = item.get("id") if isinstance(item, dict) else None
        return self.view.context.language.text("Clause {name}", name=name or position + 1)
