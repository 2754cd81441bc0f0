"""The picture by keyboard: from piece to piece, each said aloud, Enter opens it; a click never moves it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.picture_scene import KEY
from numspot_desk.ui.hierarchy.view import HierarchyPage
from numspot_desk.usecases.orders.order_acts import new_draft
from numspot_desk.usecases.samples.sample_answers import sample_answers
from tests.contracts.contracts import derogation
from tests.ui.hierarchy.shown import BREACH, TODAY, choose, settle
from tests.ui.keyboard import CONTROL, press

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def pictured(page: HierarchyPage) -> HierarchyPage:
    choose(page, BREACH)
    press(Qt.Key.Key_P, CONTROL | SHIFT)
    page.reading.picture.setFocus(Qt.FocusReason.TabFocusReason)
    return page


def read(page: HierarchyPage) -> list[str]:
    """What is said from the first piece to the last."""
    picture, said = page.reading.picture, []
    press(Qt.Key.Key_Home)
    while not said or picture.pointed() != said[-1]:
        said.append(picture.pointed())
        press(Qt.Key.Key_Down)
    return said


def test_the_arrows_go_through_cards_and_clauses_in_their_order(pictured: HierarchyPage) -> None:
    said = read(pictured)
    assert said[0].startswith("CP. ") and "Conditions générales" in said[3]
    assert said[1].startswith("CP-D1") and said[1].endswith("→ CG-6.3.a")
    assert said[2].startswith("CP-D2") and "Nulle de plein droit" in said[2], "what became of it is said"
    assert [one for one in said[4:] if "6.3.a" in one]
    press(Qt.Key.Key_Up)
    assert pictured.reading.picture.pointed() == said[-2]


def test_enter_opens_the_piece_and_the_picture_stays(pictured: HierarchyPage) -> None:
    picture = pictured.reading.picture
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    assert pictured.presenter.chosen.endswith(":D1")
    assert picture.isVisible() and picture.hasFocus() and picture.pointed().startswith("CP-D1")
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Space)
    assert pictured.presenter.chosen.startswith("paper:")


def test_the_piece_is_framed_in_sight_and_announced(
    pictured: HierarchyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: announced.append(event.message()))
    picture = pictured.reading.picture
    pictured.resize(500, 300)
    before = len(picture.scene().items())
    press(Qt.Key.Key_End)
    assert announced == [picture.pointed()] and len(picture.scene().items()) == before
    frame = max(picture.scene().items(), key=lambda item: item.zValue())
    shown = picture.mapFromScene(frame.sceneBoundingRect().center())
    assert picture.viewport().rect().contains(shown)
    pictured.tree.setFocus()
    assert len(picture.scene().items()) == before - 1, "no frame without the focus"


def test_a_key_with_a_modifier_is_left_to_the_page(pictured: HierarchyPage) -> None:
    press(Qt.Key.Key_Home)
    on = pictured.presenter.day.on
    press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert pictured.presenter.day.on > on
    assert pictured.reading.picture.pointed().startswith("CP. ")


def test_a_click_does_not_scroll_what_is_clicked(pictured: HierarchyPage) -> None:
    picture = pictured.reading.picture
    pictured.resize(700, 400)
    pictured.tree.setFocus()
    picture.verticalScrollBar().setValue(picture.verticalScrollBar().maximum())
    item = next(one for one in picture.items() if str(one.data(KEY) or "").endswith(":CG-A1.1"))
    place: QPoint = picture.mapFromScene(item.sceneBoundingRect().center())
    QTest.mouseClick(picture.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert pictured.presenter.chosen.endswith(":CG-A1.1")


def test_a_derogation_of_a_paragraph_names_it(page: HierarchyPage, desk: DeskContext, qtbot: QtBot) -> None:
    answers = dict(sample_answers("workshop", TODAY)) | {
        "derogations": [
            derogation("D1", "CG-6.3.a#1", "breach_notice", "replace", "Trente jours.", days=30),
            derogation("D2", "CG-6.3.a", "breach_notice", "complete", "Par écrit."),
        ]
    }
    made: list[str] = []
    desk.run(
        lambda store: (
            new_draft(
                store,
                answers,
                "order.started",
                desk.person,
                desk.clock,
                desk.chance,
            ).record.number
        ),
        made.append,
    )
    settle(desk, qtbot)
    page.enter(made[0])
    settle(desk, qtbot)
    page.tools.pictured.click()
    picture = page.reading.picture
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    said = read(page)
    assert said[1].endswith("→ CG-6.3.a, alinéa 1") and said[2].endswith("→ CG-6.3.a")
    assert len([one for one in said[4:] if one.startswith("CG-6.3.a, alinéa 1 · ")]) == 1
    assert "alinéa 1" in picture.accessibleDescription()
