"""A row names its field, keeps room for its problem, says it in words, and answers "why?"."""

from pytestqt.qtbot import QtBot

from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, message
from numspot_desk.rules.explain import Step
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.kit.explained import explanation_at
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.problems import ProblemSummary

WRONG = problem("missing_field", "client.legal_name", message("The creditor needs a name."), clause="CG-A4")
DOUBT = problem("beta_line", "lines[0]", message("Write a percentage from 0 to 100."))


def row_of(context: DeskContext, qtbot: QtBot) -> FormRow:
    row = FormRow(context, N_("Your name"), TextField(context), N_("Default: like the system"))
    qtbot.addWidget(row)
    row.resize(400, 200)
    row.show()
    return row


def test_the_field_has_the_name_and_the_help_of_the_row(context: DeskContext, qtbot: QtBot) -> None:
    row = row_of(context, qtbot)
    assert row.editor.accessibleName() == "Votre nom"
    assert "Par défaut" in row.editor.accessibleDescription()
    context.set_language("en")
    assert row.editor.accessibleName() == "Your name"


def test_a_problem_in_one_line_moves_nothing(context: DeskContext, qtbot: QtBot) -> None:
    row = row_of(context, qtbot)
    before = row.sizeHint()
    row.set_problems([WRONG])
    assert row.sizeHint().height() == before.height()
    assert "Le créancier doit avoir un nom. (CG-A4)" in row.editor.accessibleDescription()
    assert row.editor.property("problem") == "error"
    row.set_problems([DOUBT])
    assert row.editor.property("problem") == "warning"
    row.set_problems([])
    assert not row.editor.property("problem")
    assert "créancier" not in row.editor.accessibleDescription()


def test_errors_come_before_warnings(context: DeskContext, qtbot: QtBot) -> None:
    row = row_of(context, qtbot)
    row.set_problems([DOUBT, WRONG])
    assert row.problems == (WRONG, DOUBT)


def test_why_is_found_from_the_focused_field(context: DeskContext, qtbot: QtBot) -> None:
    row = row_of(context, qtbot)
    assert explanation_at(row.editor) is None
    step = Step("totals.excl_tax", 1)
    named = message("The creditor needs a name.")
    row.set_problems([DOUBT, problem("missing_field", "client.legal_name", named, why=step)])
    found = explanation_at(row.editor)
    assert found == WhyRequest("Le créancier doit avoir un nom.", step)
    asked: list[WhyRequest] = []
    context.why_requested.connect(asked.append)
    row._ask.click()
    assert asked == [found]


def test_the_summary_counts_and_jumps(context: DeskContext, qtbot: QtBot) -> None:
    summary = ProblemSummary(context, shown=2)
    qtbot.addWidget(summary)
    assert not summary.isVisibleTo(None)
    summary.set_problems([DOUBT, WRONG, WRONG])
    jumps: list[str] = []
    summary.jump.connect(jumps.append)
    first = summary._buttons[0]
    assert first.accessibleName() == "Le créancier doit avoir un nom."
    first.click()
    assert jumps == ["client.legal_name"]
    assert summary._head.text() == "2 points à corriger"
    assert summary._more.text() == "et 1 autre"


def test_a_clause_that_the_sentence_names_is_not_said_twice(context: DeskContext, qtbot: QtBot) -> None:
    row = row_of(context, qtbot)
    row.set_problems([problem("missing_field", "f", message("CG-A4 asks for a name."), clause="CG-A4")])
    assert row.editor.accessibleDescription().count("CG-A4") == 1
