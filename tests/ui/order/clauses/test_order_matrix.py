"""The coverage matrix over the wizard, by keyboard: a gap blocks, the library covers it, nothing blocks."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.clauses.coverage import CoverState
from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.order_document import put
from numspot_desk.rules.checklists import SUBJECTS
from numspot_desk.ui.conditions.coverage_dialog import CoverageDialog
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.order.clauses.conditions_step import ConditionsStep
from numspot_desk.ui.order.clauses.library_dialog import LibraryDialog
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.orders.order_acts import new_draft
from numspot_desk.usecases.samples.sample_answers import CLINIC, sample_answers
from tests.ui.keyboard import CONTROL, press
from tests.ui.order.typist import Typist

GAP = "R1111-11.14"


@pytest.fixture
def step(
    page: OrderPage, desk: DeskContext, ask: Callable[[Any], Any], typist: Typist, qtbot: QtBot
) -> ConditionsStep:
    """The conditions of the clinic, whose last HDS subject no clause covers."""
    answers = sample_answers(CLINIC, desk.clock.today())
    answers = put(answers, "special_conditions[0].clauses[13].subjects", ["R1111-11.13"])
    made = ask(lambda store: new_draft(store, answers, "order.sample", desk.person, desk.clock, desk.chance))
    page.enter(made.record.id)
    qtbot.waitUntil(
        lambda: page.presenter.opened is not None and page.presenter.record.id == made.record.id,
        timeout=10_000,
    )
    typist.press(
        Qt.Key(Qt.Key.Key_1 + list(StepId).index(StepId.CONDITIONS)), Qt.KeyboardModifier.AltModifier
    )
    typist.settle()
    found = page.view(StepId.CONDITIONS)
    assert isinstance(found, ConditionsStep)
    return found


def opened(step: ConditionsStep, qtbot: QtBot) -> CoverageDialog:
    press(Qt.Key.Key_M, CONTROL)
    dialog = step.matrix.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.matrix.tree.hasFocus)
    return dialog


def uncovered(step: ConditionsStep) -> list[str]:
    result = step.presenter.check_result
    assert result is not None
    errors = [one for one in result.problems if one.code == "uncovered_subject"]
    return [one.field.rpartition("].")[2] for one in errors if one.field.startswith("special_conditions")]


def test_a_gap_is_covered_from_the_library_and_no_longer_blocks(
    step: ConditionsStep, typist: Typist, qtbot: QtBot
) -> None:
    assert uncovered(step) == [GAP] and step.presenter.blocked
    dialog = opened(step, qtbot)
    row = dialog.matrix.row()
    assert row is not None and row.subject.id == GAP and row.state is CoverState.GAP
    press(Qt.Key.Key_Insert)
    library = dialog.findChild(LibraryDialog)
    assert library is not None
    qtbot.waitUntil(library.search.hasFocus)
    press(Qt.Key.Key_Return)
    typist.settle()
    qtbot.waitUntil(lambda: dialog.findChild(LibraryDialog) is None)
    after = dialog.matrix.row()
    assert after is not None and after.subject.id == GAP and after.state is CoverState.ORDER
    assert uncovered(step) == [] and dialog.isVisible()
    assert dialog.matrix.tabs["HDS"].text().endswith("rien ne manque")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.matrix.tree.hasFocus)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: step.matrix.dialog is None)
    step.activateWindow()
    editor = step.widget_of("special_conditions[0].clauses[14].text")
    assert editor is not None
    qtbot.waitUntil(editor.hasFocus)


def test_undo_opens_the_gap_again(step: ConditionsStep, typist: Typist, qtbot: QtBot) -> None:
    dialog = opened(step, qtbot)
    press(Qt.Key.Key_Insert)
    library = dialog.findChild(LibraryDialog)
    assert library is not None
    qtbot.waitUntil(library.search.hasFocus)
    press(Qt.Key.Key_Return)
    typist.settle()
    step.presenter.undo()
    typist.settle()
    assert uncovered(step) == [GAP]
    row = dialog.matrix.row()
    assert row is not None and row.state is CoverState.GAP
    dialog.reject()


def test_each_subject_that_is_asked_for_has_a_clause_in_the_library(step: ConditionsStep) -> None:
    desk = step.clauses.desk
    assert desk is not None
    covering = {subject for clause in desk.latest.values() for subject in clause.covers}
    assert {one.id for one in SUBJECTS.values() if one.required} <= covering


def test_an_order_that_may_not_change_is_only_read(
    step: ConditionsStep, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(step.presenter), "editable", property(lambda _self: False))
    step.matrix.open()
    dialog = step.matrix.dialog
    assert dialog is not None and not dialog.matrix.add_button.isVisible()
    qtbot.waitUntil(dialog.matrix.tree.hasFocus)
    press(Qt.Key.Key_Insert)
    assert dialog.findChild(LibraryDialog) is None
    dialog.reject()
