"""Hand-over and plain JSON by keyboard, between two real workspaces."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.documents.files import FolderFiles
from numspot_desk.store.passphrases import LEAST_COST
from numspot_desk.store.sealed import Sealer
from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.handover.actions import HandoverActions
from numspot_desk.ui.handover.branches import BranchesDialog
from numspot_desk.ui.handover.dialogs import FaultsDialog, ReceiveDialog, SendDialog
from numspot_desk.ui.handover.words import strength
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.orders.order_acts import OrderChanged
from numspot_desk.usecases.ports.orders import OrderQuery
from numspot_desk.usecases.samples.sample_answers import CLINIC, sample_answers
from numspot_desk.usecases.samples.sample_order import start_sample_order
from tests.usecases.laptops import LAWYER, SECRET, Laptop, Ticking


class Chosen:
    """Somebody who always chooses the same folder and file (`Chooser`)."""

    def __init__(self, folder: Path, file: Path | None = None) -> None:
        self.place, self.one = folder, file

    def folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        chosen(self.place)

    def file(self, parent: QWidget, title: str, filters: str, chosen: Callable[[Path], None]) -> None:
        assert self.one is not None
        chosen(self.one)

    def show(self, folder: Path) -> None:
        raise AssertionError("no folder is shown")


class Undecided(Chosen):
    """Somebody who thinks better of it."""

    def __init__(self) -> None:
        super().__init__(Path())

    def folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        pass


@pytest.fixture
def actions(desk: DeskContext, tmp_path: Path, qtbot: QtBot) -> HandoverActions:
    desk.files = FolderFiles()
    desk.sealer = Sealer(desk.chance, LEAST_COST)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    made = HandoverActions(desk, window)
    out = tmp_path / "out"
    out.mkdir()
    made.chooser = Chosen(out)
    return made


@pytest.fixture
def legal(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path / "legal", 2, LAWYER, Ticking())


def sample(desk: DeskContext, qtbot: QtBot) -> tuple[str, str]:
    made: list[OrderChanged] = []
    desk.run(lambda w: start_sample_order(w, desk.person, desk.clock, desk.chance), made.append)
    qtbot.waitUntil(lambda: bool(made), timeout=10_000)
    return made[0].record.id, made[0].record.number


def sent(desk: DeskContext, actions: HandoverActions, qtbot: QtBot) -> tuple[str, Path]:
    order, number = sample(desk, qtbot)
    actions.send(order, number)
    dialog = actions.dialog
    assert isinstance(dialog, SendDialog)
    QTest.keyClicks(dialog.fields.first, SECRET)
    QTest.keyClicks(dialog.fields.second, SECRET)
    QTest.keyClick(dialog.fields.second, Qt.Key.Key_Return)
    out = actions.chooser.place
    qtbot.waitUntil(lambda: bool(list(out.glob("*.remise"))), timeout=10_000)
    qtbot.waitUntil(lambda: not desk.busy, timeout=10_000)
    return order, next(out.glob("*.remise"))


def asked(desk: DeskContext, actions: HandoverActions, qtbot: QtBot, second: str = SECRET) -> SendDialog:
    """The dialog to send, with the passphrase typed and Return pressed."""
    order, number = sample(desk, qtbot)
    actions.send(order, number)
    dialog = actions.dialog
    assert isinstance(dialog, SendDialog)
    QTest.keyClicks(dialog.fields.first, SECRET)
    QTest.keyClicks(dialog.fields.second, second)
    QTest.keyClick(dialog.fields.second, Qt.Key.Key_Return)
    return dialog


def received(actions: HandoverActions, desk: DeskContext, path: Path, qtbot: QtBot) -> str:
    """Open, read the preview, receive; the preview's words."""
    actions.receive(path)
    dialog = actions.dialog
    assert isinstance(dialog, ReceiveDialog)
    QTest.keyClicks(dialog.secret, SECRET)
    QTest.keyClick(dialog.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.preview.isHidden(), timeout=10_000)
    told = dialog.preview.toPlainText()
    QTest.keyClick(dialog.go, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not desk.busy and actions.dialog is None, timeout=10_000)
    return told


def test_an_order_goes_to_legal_and_comes_back_as_a_branch_that_is_chosen(
    desk: DeskContext, actions: HandoverActions, legal: Laptop, qtbot: QtBot
) -> None:
    order, path = sent(desk, actions, qtbot)
    legal.receive(path)
    legal.edit(order, purchase_order_number="BC-7")
    told = received(actions, desk, legal.send(order), qtbot)
    assert "Louis Juriste" in told and "prend sa place" in told
    assert "déjà passé ici" in received(actions, desk, path, qtbot)

    actions.show_branches(order)
    qtbot.waitUntil(lambda: isinstance(actions.dialog, BranchesDialog), timeout=10_000)
    dialog = actions.dialog
    assert isinstance(dialog, BranchesDialog)
    assert dialog.list.count() == 1 and "Mise de côté" in dialog.list.item(0).text()
    assert "BC-7" in dialog.text.toPlainText()
    with qtbot.waitSignal(actions.settled, timeout=10_000):
        QTest.keyClick(dialog.take, Qt.Key.Key_Space)
    assert dialog.outcome.text().startswith("C’est fait")
    dialog.close()
    QApplication.processEvents()


def test_a_folder_that_takes_no_file_is_said_and_another_one_is_chosen_with_what_was_typed(
    desk: DeskContext, actions: HandoverActions, tmp_path: Path, qtbot: QtBot
) -> None:
    out = actions.chooser.place
    taken = tmp_path / "devis.txt"
    taken.write_text("kept", encoding="utf-8")
    actions.chooser = Chosen(taken)
    dialog = asked(desk, actions, qtbot)
    qtbot.waitUntil(lambda: dialog.outcome.problem, timeout=10_000)
    assert "devis.txt" in dialog.outcome.text() and dialog.isVisible() and dialog.go.hasFocus()
    assert taken.read_text(encoding="utf-8") == "kept"
    actions.chooser = Chosen(out)
    told: list[QuietMessage] = []
    desk.message_posted.connect(told.append)
    QTest.keyClick(dialog.go, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    (written,) = out.glob("*.remise")
    assert written.name in told[0].text and str(out) in told[0].text
    assert actions.dialog is None


def test_no_folder_chosen_leaves_the_dialog_as_it_was(
    desk: DeskContext, actions: HandoverActions, qtbot: QtBot
) -> None:
    actions.chooser = Undecided()
    dialog = asked(desk, actions, qtbot)
    assert dialog.isVisible() and dialog.go.isEnabled() and dialog.fields.value() == SECRET
    dialog.reject()


def test_a_passphrase_typed_once_is_said(desk: DeskContext, actions: HandoverActions, qtbot: QtBot) -> None:
    dialog = asked(desk, actions, qtbot, second="")
    assert dialog.isVisible() and "deux fois" in dialog.outcome.text()
    dialog.reject()


def test_another_passphrase_is_asked_again(desk: DeskContext, actions: HandoverActions, qtbot: QtBot) -> None:
    _order, path = sent(desk, actions, qtbot)
    actions.receive(path)
    dialog = actions.dialog
    assert isinstance(dialog, ReceiveDialog)
    QTest.keyClicks(dialog.secret, "une tout autre phrase")
    QTest.keyClick(dialog.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.go.isEnabled() and not desk.busy, timeout=10_000)
    assert dialog.preview.isHidden() and dialog.secret.hasFocus()
    dialog.reject()


def test_an_order_goes_out_as_json_and_comes_in_as_a_new_draft(
    desk: DeskContext, actions: HandoverActions, qtbot: QtBot
) -> None:
    order, _number = sample(desk, qtbot)
    actions.save_json(order)
    out = actions.chooser.place
    qtbot.waitUntil(lambda: bool(list(out.glob("*.json"))), timeout=10_000)
    path = next(out.glob("*.json"))
    assert json.loads(path.read_text(encoding="utf-8")) == sample_answers(CLINIC, desk.clock.today())
    with qtbot.waitSignal(desk.page_requested, timeout=10_000):
        actions.take(path)
    count: list[int] = []
    desk.run(lambda w: w.orders.count(OrderQuery()), count.append)
    qtbot.waitUntil(lambda: bool(count), timeout=10_000)
    assert count == [2]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"format": "numspot-desk/order/1", "colour": "red"}', "colour"),
        ('{"lines": [{"quantity": 4}]}', "lines[0].quantity"),
        ('{"a": 1, "a": 2}', "a"),
        ("{", "ligne"),
    ],
)
def test_what_no_order_has_is_listed_at_its_place(
    desk: DeskContext, actions: HandoverActions, tmp_path: Path, qtbot: QtBot, content: str, said: str
) -> None:
    path = tmp_path / "order.json"
    path.write_text(content, encoding="utf-8")
    actions.bring_in(path)
    qtbot.waitUntil(lambda: isinstance(actions.dialog, FaultsDialog), timeout=10_000)
    dialog = actions.dialog
    assert isinstance(dialog, FaultsDialog)
    assert said in dialog.faults.toPlainText()
    dialog.reject()


def test_a_passphrase_shows_its_strength() -> None:
    assert strength("court") == ""
    assert "weak" in strength("aaaaaaaaaaaa")
    assert "good" in strength(SECRET)


def test_the_order_page_says_that_a_branch_waits_until_one_chooses(
    desk: DeskContext, actions: HandoverActions, legal: Laptop, qtbot: QtBot
) -> None:
    order, path = sent(desk, actions, qtbot)
    legal.receive(path)
    legal.edit(order, purchase_order_number="BC-legal")
    page = OrderPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.enter(order)
    qtbot.waitUntil(lambda: page.presenter.opened is not None and not desk.busy, timeout=10_000)
    assert page.branches.isHidden()
    changed = {**page.presenter.answers, "purchase_order_number": "BC-sales"}
    page.presenter.edit(changed, "purchase order", "purchase_order_number")
    page.leave()
    qtbot.waitUntil(lambda: not desk.busy, timeout=10_000)
    assert "des deux côtés" in received(actions, desk, legal.send(order), qtbot)
    page.enter(order)
    qtbot.waitUntil(lambda: not page.branches.isHidden(), timeout=10_000)
    QTest.keyClick(page.branches.compare, Qt.Key.Key_Space)
    made = page.branches._handover
    qtbot.waitUntil(lambda: isinstance(made.dialog, BranchesDialog), timeout=10_000)
    dialog = made.dialog
    assert isinstance(dialog, BranchesDialog)
    assert "BC-saleslegal" in dialog.text.toPlainText()
    QTest.keyClick(dialog.keep, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.branches.isHidden() and not desk.busy, timeout=10_000)
    assert page.presenter.answers["purchase_order_number"] == "BC-sales"
    dialog.reject()
    page.close()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_branches_fit_a_small_window_with_large_text(
    desk: DeskContext, actions: HandoverActions, legal: Laptop, qtbot: QtBot, language: str, look: str
) -> None:
    order, path = sent(desk, actions, qtbot)
    legal.receive(path)
    legal.edit(order, purchase_order_number="BC-7")
    received(actions, desk, legal.send(order), qtbot)
    desk.set_language("en" if language == "en" else "fr")
    theme().choose("dark" if look == "dark" else "light", 14)
    actions.show_branches(order)
    qtbot.waitUntil(lambda: isinstance(actions.dialog, BranchesDialog), timeout=10_000)
    dialog = actions.dialog
    assert isinstance(dialog, BranchesDialog)
    keep = os.environ.get("HANDOVER_PICTURES")
    if keep:
        dialog.grab().save(f"{keep}/branches-{language}-{look}.png")
    fits = dialog.minimumSizeHint().width() <= 800 and dialog.minimumSizeHint().height() <= 600
    dialog.reject()
    theme().choose("light")
    assert fits
