"""What the parties named beside the texts, entered and taken back on the hierarchy page."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.named_dialog import NamedDialog
from numspot_desk.ui.hierarchy.view import HierarchyPage
from numspot_desk.usecases.orders.order_acts import new_draft
from numspot_desk.usecases.samples.sample_answers import sample_answers
from tests.contracts.contracts import derogation
from tests.usecases.desk import TODAY

THIRTY = derogation("D1", "CG-6.3.a", "breach_notice", "replace", "Trente jours.", days=30)


def settle(desk: DeskContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk.busy, timeout=10_000)


@pytest.fixture
def page(desk: DeskContext, qtbot: QtBot) -> HierarchyPage:
    answers = dict(sample_answers("workshop", TODAY)) | {"derogations": [THIRTY]}
    made: list[Any] = []
    desk.run(
        lambda store: new_draft(store, answers, "order.started", desk.person, desk.clock, desk.chance),
        made.append,
    )
    settle(desk, qtbot)
    shown = HierarchyPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.show()
    shown.enter(made[0].record.number)
    settle(desk, qtbot)
    return shown


@pytest.fixture
def dialog(page: HierarchyPage) -> Iterator[NamedDialog]:
    page.tools.named.click()
    (found,) = page.findChildren(NamedDialog)
    yield found
    found.close()


def save(dialog: NamedDialog) -> None:
    dialog.buttons.button(dialog.buttons.StandardButton.Save).click()


def test_a_document_without_rank_is_typed_and_taken_back(
    page: HierarchyPage, dialog: NamedDialog, desk: DeskContext, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog.title, "Conditions Achat")
    qtbot.keyClicks(dialog.day, "03/02/2026")
    qtbot.keyClick(dialog.day, Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert page.presenter.day is not None
    (one,) = page.presenter.day.shown.named.unranked
    assert (one.kind, one.title) == ("purchase_terms", "Conditions Achat")
    (button,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "Retirer"]
    assert "Conditions Achat" in button.accessibleName()
    button.click()
    settle(desk, qtbot)
    assert page.presenter.day.shown.named.named == ()


def test_another_ranking_turns_the_answers(
    page: HierarchyPage, dialog: NamedDialog, desk: DeskContext, qtbot: QtBot
) -> None:
    dialog.sort.setCurrentIndex(2)
    assert dialog.title.isHidden() and not dialog.ranking.isHidden()
    dialog.ranking.setCurrentIndex(dialog.ranking.findData(["CG", "CS", "CP"]))
    save(dialog)
    assert "jour" in dialog.problem.text()
    dialog.day.setText("02/03/2026")
    save(dialog)
    settle(desk, qtbot)
    assert "CP-8" in dialog.problem.text(), "the clause is missing, what was typed stays"
    dialog.clause.setText("CP-8")
    save(dialog)
    settle(desk, qtbot)
    assert page.presenter.day is not None
    assert [one.value for one in page.presenter.day.situation.ranking] == ["CG", "CS", "CP"]
    assert any("CP-8" in said for said in page.presenter.announcements())


def test_a_document_incorporated_stands_under_what_refers_to_it(
    page: HierarchyPage, dialog: NamedDialog, desk: DeskContext, qtbot: QtBot
) -> None:
    dialog.sort.setCurrentIndex(1)
    dialog.title.setText("Matrice")
    dialog.edition.setText("3")
    dialog.referred_by.setCurrentIndex(dialog.referred_by.findData("CG"))
    save(dialog)
    settle(desk, qtbot)
    assert page.presenter.day is not None
    (paper,) = [one for one in page.presenter.day.situation.papers if one.edition == "3"]
    assert paper.under == "CG"
