"""The first page: how to begin on an empty store, then what waits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.home.view import HomePage
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.usecases.orders.order_acts import OrderChanged, act
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.reviews.read_review import content_of
from numspot_desk.usecases.reviews.review_order import request_review
from numspot_desk.usecases.samples.sample_order import start_sample_order
from tests.ui.conftest import settle
from tests.ui.keyboard import CONTROL, press


def home(window: MainWindow) -> HomePage:
    found = window.current()
    assert isinstance(found, HomePage)
    return found


def test_an_empty_store_says_how_to_begin(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    page = home(window)
    create, sample = page._empty.buttons()
    assert (create.text(), sample.text()) == ("Créer une commande", "Essayer avec un exemple")
    assert QApplication.focusWidget() is create, "Enter begins"
    assert page.primary_action() is None, "one clear action, not two"
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert window.top_bar.title().startswith("Commande CMD-2026-")


def test_what_waits_is_shown_and_opens_by_key(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    made: list[OrderChanged] = []
    desk.run(lambda store: start_sample_order(store, desk.person, desk.clock, desk.chance), made.append)
    settle(desk, qtbot)
    desk.announce(made[0].changes)
    settle(desk, qtbot)
    page = home(window)
    assert page.figures["drafts"].figure == 1
    assert page.figures["drafts"].accessibleName() == "Brouillons (1)"
    assert page.primary_action() is not None
    line = page._lines[0]
    assert "Tilleuls" in line.accessibleName() and "Brouillon" in line.accessibleName()
    line.setFocus()
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert made[0].record.number in window.top_bar.title()


def test_a_figure_opens_its_list(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    made: list[OrderChanged] = []
    desk.run(lambda store: start_sample_order(store, desk.person, desk.clock, desk.chance), made.append)
    settle(desk, qtbot)
    window.go("home")
    settle(desk, qtbot)
    home(window).figures["in_review"].click()
    settle(desk, qtbot)
    assert window.top_bar.title() == "Commandes"
    assert window.current().model.rowCount() == 0  # type: ignore[union-attr]


def test_orders_in_review_wait_for_legal_alone(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    def sent(workspace: Workspace) -> OrderChanged:
        order = start_sample_order(workspace, desk.person, desk.clock, desk.chance).record
        return request_review(workspace, order.id, content_of(order), "", desk.person, desk.clock)

    made: list[OrderChanged] = []
    desk.run(sent, made.append)
    settle(desk, qtbot)
    window.go("home")
    settle(desk, qtbot)
    page = home(window)
    assert page.figures["in_review"].figure == 1
    assert not page.review_lines[0].isVisible()
    assert page.other_lines[0].isVisible(), "and who sent it sees where it is"
    desk.set_person(Person("Louis Juriste", "legal"))
    settle(desk, qtbot)
    assert page.review_lines[0].isVisible() and not page.other_lines[0].isVisible()
    page.review_lines[0].setFocus()
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert made[0].record.number in window.top_bar.title()


def test_deadlines_of_exported_orders_are_listed_with_their_why(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    def exported(workspace: Workspace) -> None:
        order = start_sample_order(workspace, desk.person, desk.clock, desk.chance).record
        answers = {**order.answers, "offer_valid_until": "2026-11-25"}
        data = {"answers": answers}
        done = act("order.exported", order.id, desk.person, desk.clock.now())
        workspace.orders.freeze(order.id, order.row_version, data, fingerprint(data), "NS2026TEST", done)

    desk.run(exported)
    settle(desk, qtbot)
    window.go("home")
    settle(desk, qtbot)
    page = home(window)
    assert page.deadline_card.figure == len(page.deadlines.found) >= 1
    line = page._deadline_lines[0]
    assert "25 nov. 2026" in line.accessibleName() and "dans 3 jours" in line.accessibleName()
    line.setFocus()
    press(Qt.Key.Key_I, CONTROL)
    assert window.why_side.is_open()


def test_the_page_speaks_the_other_language_at_once(window: MainWindow, desk: DeskContext) -> None:
    desk.set_language("en")
    assert home(window)._empty.buttons()[0].text() == "Create an order"


class _Keys:
    """The one act of safety that the first page asks about."""

    kept = False

    def recovery_key_kept(self, _workspace: Workspace) -> bool:
        return self.kept


def test_home_reminds_until_a_recovery_key_is_kept(
    window: MainWindow, desk: DeskContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = home(window)
    assert not page.reminder.isVisible(), "nothing is known of the key: nothing is said"
    keys = _Keys()
    monkeypatch.setattr(desk, "safety", keys)
    page.enter()
    settle(desk, qtbot)
    assert page.reminder.isVisible()
    asked: list[tuple[str, object]] = []
    desk.page_requested.disconnect()
    desk.page_requested.connect(lambda name, argument: asked.append((name, argument)))
    page.reminder.button.click()
    assert asked == [("settings", "recovery_key")]
    keys.kept = True
    page.enter()
    settle(desk, qtbot)
    assert not page.reminder.isVisible()
