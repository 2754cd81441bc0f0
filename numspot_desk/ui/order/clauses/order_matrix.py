"""The coverage matrix of the open order, over the wizard: it follows the answers while gaps are covered from
the library, and leads to the clause that covers a subject.
"""

from typing import TYPE_CHECKING

from numspot_desk.contracts.clauses.coverage import matrices
from numspot_desk.contracts.order.order_document import QUALIFICATIONS
from numspot_desk.contracts.order.order_facts import OrderFacts, read_facts
from numspot_desk.rules.checklists import SUBJECTS
from numspot_desk.ui.conditions.coverage_dialog import CoverageDialog
from numspot_desk.ui.order.clauses.library_dialog import LibraryDialog

if TYPE_CHECKING:
    from numspot_desk.ui.order.clauses.conditions_step import ConditionsStep


class OrderMatrix:
    """Opened by the conditions step; `dialog` is None while it is closed."""

    def __init__(self, step: "ConditionsStep") -> None:
        self._step = step
        self.dialog: CoverageDialog | None = None

    def open(self) -> None:
        """Show the matrix, the first gap chosen."""
        step = self._step
        text, client = step.context.language.text, read_facts(step.presenter.answers).client.legal_name
        number = step.presenter.record.number
        about = text("{number}, {client}", number=number, client=client) if client else number
        dialog = CoverageDialog(step.context, about, step, editable=step.presenter.editable)
        dialog.clause_asked.connect(self._show_clause)
        dialog.add_asked.connect(self._cover)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        self.refresh()
        dialog.open()

    def refresh(self) -> None:
        """Lay the answers out again as they stand."""
        step = self._step
        if self.dialog is None or step.presenter.opened is None:
            return
        facts = read_facts(step.presenter.answers)
        covers = step.presenter.opened.context.terms_of(facts).covers
        self.dialog.show_matrices(matrices(facts, covers, step.context.clock.today()))

    def _cover(self, subject: str) -> None:
        """Offer the clauses of the library that cover a subject; the matrix stays behind."""
        if self.dialog is None:
            return
        checklist = SUBJECTS[subject].checklist
        kind = checklist if checklist in QUALIFICATIONS else ""
        LibraryDialog(self._step.context, self._step.clauses, self.dialog, kind, subject).open()

    def _show_clause(self, clause: str) -> None:
        path = _path_of(read_facts(self._step.presenter.answers), clause)
        if self.dialog is not None:
            self.dialog.accept()
        self._step.focus_field(f"{path}.text")

    def _closed(self) -> None:
        self.dialog = None


def _path_of(facts: OrderFacts, clause: str) -> str:
    """The path of a clause by its id; one without id is known by its path already."""
    for special in facts.special_conditions:
        for one in special.clauses:
            if one.id == clause:
                return f"special_conditions[{special.position}].clauses[{one.position}]"
    for derogation in facts.derogations:
        if derogation.id == clause:
            return f"derogations[{derogation.position}]"
    return clause
