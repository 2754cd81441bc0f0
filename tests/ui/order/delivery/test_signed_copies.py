"""Signed copies by keyboard: the day that must be given, attaching, the list, saving one back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.order.delivery.export_panel import ExportPanel
from numspot_desk.ui.order.delivery.signed_copies import SignedCopies
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.orders.edit_order import DraftHandle, check_context, save_edit
from numspot_desk.usecases.orders.export_order import export_set
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import Place
from numspot_desk.usecases.samples.sample_answers import WORKSHOP, sample_answers
from tests.ui.order.typist import Typist

PDF = b"%PDF-1.7\r\n\x00\xff signed"
ATTACH, ANOTHER = "Joindre l’exemplaire signé…", "Joindre un autre exemplaire signé…"
SAVE = "Enregistrer une copie de scan signé.pdf"


class Chooser:
    """Chooses without a dialog, and counts."""

    def __init__(self, file: Path, folder: Path) -> None:
        self.place, self.chosen_file, self.asked = folder, file, 0

    def folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        self.asked += 1
        chosen(self.place)

    def file(self, parent: QWidget, title: str, filters: str, chosen: Callable[[Path], None]) -> None:
        self.asked += 1
        chosen(self.chosen_file)

    def show(self, folder: Path) -> None:
        raise AssertionError("nothing is opened")


@pytest.fixture
def context(context: DeskContext) -> DeskContext:
    """The context with the real writers."""
    context.word, context.files = WordFiles(), FolderFiles()
    return context


@pytest.fixture
def chooser(tmp_path: Path) -> Chooser:
    file, folder = tmp_path / "scan signé.pdf", tmp_path / "copies"
    file.write_bytes(PDF)
    folder.mkdir()
    return Chooser(file, folder)


@pytest.fixture
def panel(
    page: OrderPage, ask: Callable[[Any], Any], chooser: Chooser, tmp_path: Path, qtbot: QtBot
) -> ExportPanel:
    """The documents of an exported order, open at the review."""
    context, order = page.context, page.presenter.record.id

    def export(store: Any) -> None:
        against = check_context(store, context.clock)
        handle = DraftHandle(order, store.orders.load(order).row_version)
        answers = sample_answers(WORKSHOP, context.clock.today())
        save_edit(store, handle, answers, Place("review"), against, context.clock)
        export_set(
            store,
            order,
            tmp_path / "out",
            context.word,
            context.files,
            person=context.person,
            clock=context.clock,
            chance=context.chance,
            context=against,
        )

    page.autosave.flush()
    ask(export)
    page.enter(order)
    qtbot.waitUntil(lambda: page.presenter.record.state is OrderState.EXPORTED)
    page.presenter.go(StepId.REVIEW)
    shown = page.view(StepId.REVIEW).export_panel
    shown.chooser = chooser
    return shown


def said_of_day(copies: SignedCopies) -> str:
    problems = copies.day_row.problems
    return copies.context.language.render(problems[0].message) if problems else ""


def press_attach(typist: Typist) -> None:
    typist.tab_to_button(ATTACH)
    typist.press(Qt.Key.Key_Space)


def type_day(typist: Typist, panel: ExportPanel, day: str) -> None:
    panel.copies.signed_on.setFocus()
    panel.copies.signed_on.selectAll()
    typist.type(day)


def test_a_day_that_is_missing_or_cannot_be_read_is_asked_for_and_never_made_up(
    page: OrderPage, typist: Typist, panel: ExportPanel, chooser: Chooser
) -> None:
    copies = panel.copies
    press_attach(typist)
    assert "Indiquez le jour" in said_of_day(copies) and copies.signed_on.hasFocus()
    for typed in ("31/02/2026", "hier", "1/2/26"):
        type_day(typist, panel, typed)
        assert not copies.day_row.problems, "typing takes the problem away"
        press_attach(typist)
        assert "pas une date" in said_of_day(copies) and copies.signed_on.hasFocus()
        assert copies.signed_on.text() == typed
    assert chooser.asked == 0 and page.presenter.record.state is OrderState.EXPORTED


def test_a_day_that_cannot_be_is_said_beside_it_and_nothing_is_kept(
    page: OrderPage, typist: Typist, panel: ExportPanel, chooser: Chooser, qtbot: QtBot
) -> None:
    for day, why in (("23/11/2027", "dans le futur"), ("21/11/2020", "précède l’export")):
        type_day(typist, panel, day)
        press_attach(typist)
        qtbot.waitUntil(lambda why=why: why in said_of_day(panel.copies))
        assert panel.copies.signed_on.hasFocus()
    assert page.presenter.record.state is OrderState.EXPORTED and not panel.copies.rows


def test_a_copy_is_attached_listed_and_saved_back_by_keyboard(
    page: OrderPage, typist: Typist, panel: ExportPanel, chooser: Chooser, qtbot: QtBot
) -> None:
    type_day(typist, panel, page.context.clock.today().strftime("%d/%m/%Y"))
    press_attach(typist)
    qtbot.waitUntil(lambda: len(panel.copies.rows) == 1 and not page.context.busy, timeout=20_000)
    assert page.presenter.record.state is OrderState.SIGNED
    (row,) = panel.copies.rows
    assert row.name.text() == "scan signé.pdf"
    assert (
        row.about.text()
        .replace("\u202f", " ")
        .startswith(f"1 ko, ajouté par {page.context.person.name} le 22 nov. 2026")
    )
    assert not panel.copies.day_row.isVisible(), "the order has its day"
    qtbot.waitUntil(row.save.isVisible)
    panel.legal.memo.setFocus()  # the last button before the kept copies
    passed = []
    for _ in range(2):
        typist.press(Qt.Key.Key_Tab)
        passed.append(typist.focused())
    assert passed == [row.save, panel.copies.attach], "Tab goes as the eye does"
    assert row.save.accessibleName() == SAVE and panel.copies.attach.text() == ANOTHER
    row.save.setFocus()
    typist.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: any(chooser.place.iterdir()) and not page.context.busy)
    (written,) = chooser.place.iterdir()
    assert written.read_bytes() == PDF and written.name in panel.outcome.text()
    assert not panel.outcome.problem and panel.open_folder.isVisible()


def test_a_refused_file_is_said_and_the_day_stays(
    page: OrderPage, typist: Typist, panel: ExportPanel, chooser: Chooser, qtbot: QtBot
) -> None:
    with chooser.chosen_file.open("wb") as file:
        file.truncate(4 * 1024**3)
    day = page.context.clock.today().strftime("%d/%m/%Y")
    type_day(typist, panel, day)
    press_attach(typist)
    qtbot.waitUntil(lambda: panel.outcome.problem)
    assert "25\xa0Mo" in panel.outcome.text() and panel.copies.signed_on.text() == day
    assert page.presenter.record.state is OrderState.EXPORTED


def test_who_only_reads_attaches_nothing(page: OrderPage, panel: ExportPanel) -> None:
    assert panel.copies.attach.isVisible()
    page.context.set_person(Person("Camille Durand", "read_only"))
    assert not panel.copies.attach.isVisible() and not panel.copies.day_row.isVisible()


def test_another_order_shows_neither_the_day_nor_the_copies(
    page: OrderPage, typist: Typist, panel: ExportPanel, new_order: Callable[[], Any], qtbot: QtBot
) -> None:
    type_day(typist, panel, page.context.clock.today().strftime("%d/%m/%Y"))
    press_attach(typist)
    qtbot.waitUntil(lambda: len(panel.copies.rows) == 1 and not page.context.busy, timeout=20_000)
    first, other = page.presenter.record.id, new_order().id
    page.enter(other)
    qtbot.waitUntil(lambda: page.presenter.record.id == other and not page.context.busy)
    assert not panel.copies.rows and panel.copies.signed_on.text() == "" and panel.copies.isHidden()
    page.enter(first)
    qtbot.waitUntil(lambda: len(panel.copies.rows) == 1)
