"""Every gesture of the page «Hiérarchie» that leads elsewhere or brings something out: by keyboard, and by a
click on the picture."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.ranking.papers import Unranked
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.precedence import WITHOUT_RANK
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.day import Day
from numspot_desk.ui.hierarchy.picture_scene import KEY
from numspot_desk.ui.hierarchy.trial_dialog import TrialDialog
from numspot_desk.ui.hierarchy.view import HierarchyPage
from numspot_desk.ui.home.cards import OrderLine
from numspot_desk.ui.kit.explained import explanation_at
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import LIGHT
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.ui.orders.view import OrdersPage
from numspot_desk.ui.preview.pages import PagesDialog
from tests.ui.hierarchy.shown import BREACH, choose, chosen_text, settle
from tests.ui.keyboard import CONTROL, press, type_text

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def asked(desk: DeskContext) -> list[tuple[str, object]]:
    """The pages that were asked for."""
    pages: list[tuple[str, object]] = []
    desk.page_requested.connect(lambda page, argument: pages.append((page, argument)))
    return pages


# ── From and to the order ────────────────────────────────────────────────────────────────────────────


def order_id(page: HierarchyPage) -> str:
    assert page.presenter.day is not None
    return page.presenter.day.shown.order_id


def test_the_order_of_the_contract_is_one_key_away(
    page: HierarchyPage, asked: list[tuple[str, object]]
) -> None:
    page.tree.setFocus()
    press(Qt.Key.Key_Return, CONTROL)
    assert asked == [("order", order_id(page))]


@pytest.mark.parametrize("make", [OrdersPage, OrderPage])
def test_an_order_leads_to_its_hierarchy(
    make: Callable[[DeskContext], OrdersPage | OrderPage],
    page: HierarchyPage,
    desk: DeskContext,
    asked: list[tuple[str, object]],
    qtbot: QtBot,
) -> None:
    page.hide()
    other = make(desk)
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    other.enter(order_id(page) if isinstance(other, OrderPage) else None)
    settle(desk, qtbot)
    press(Qt.Key.Key_H, CONTROL)
    assert asked == [("hierarchy", order_id(page))]


def test_a_line_of_the_first_page_leads_to_the_hierarchy(
    page: HierarchyPage, desk: DeskContext, asked: list[tuple[str, object]], qtbot: QtBot
) -> None:
    page.hide()
    holder = QWidget()
    qtbot.addWidget(holder)
    line = OrderLine(desk, holder)
    found: list[object] = []
    desk.run(lambda workspace: workspace.orders.page(_every()).rows[0], found.append)
    settle(desk, qtbot)
    line.show_order(found[0])
    holder.show()
    holder.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    press(Qt.Key.Key_H, CONTROL)
    assert asked == [("hierarchy", order_id(page))]


def _every() -> object:
    from numspot_desk.usecases.ports.orders import OrderQuery

    return OrderQuery()


# ── Views, search, links ─────────────────────────────────────────────────────────────────────────────


def test_three_keys_show_the_three_views(page: HierarchyPage) -> None:
    page.tree.setFocus()
    press(Qt.Key.Key_P, CONTROL | SHIFT)
    assert page.reading.picture.isVisible()
    press(Qt.Key.Key_T, CONTROL | SHIFT)
    assert page.tools.everything.isVisible() and "CP-1" in chosen_text(page)
    press(Qt.Key.Key_A, CONTROL | SHIFT)
    assert page.reading.sheet.isVisible() and not page.tools.everything.isVisible()


def test_the_place_in_the_whole_text_stays_when_the_day_moves(page: HierarchyPage) -> None:
    page.resize(700, 500)
    page.tools.whole.click()
    bar = page.reading.sheet.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    page.days.later.click()
    assert before and bar.value() == before


def test_a_contract_is_chosen_from_the_keyboard_and_read_at_once(page: HierarchyPage) -> None:
    page.tree.setFocus()
    press(Qt.Key.Key_O, CONTROL)
    assert page.contracts.typed.hasFocus() and page.contracts.typed.selectedText()
    type_text(page.presenter.day.shown.number)
    press(Qt.Key.Key_Return)
    page.context.idle.connect(lambda: None)
    assert page.tree.hasFocus() or page.context.busy


def test_words_that_nothing_holds_are_said_to_be_found_nowhere(page: HierarchyPage) -> None:
    page.search("zzz")
    assert page.tree.row_keys() == ["head:nothing"]
    assert "Aucune clause" in page.tree.model().index(0, 0).data()
    page.search("trente")
    page.tree.setFocus()
    press(Qt.Key.Key_Down)
    assert page.reading.sheet.extraSelections(), "the words are marked in the text"
    page.search("DELAI")
    page.tree.setFocus()
    press(Qt.Key.Key_Down)
    marked = [one.cursor.selectedText() for one in page.reading.sheet.extraSelections()]
    assert "délai" in {word.casefold() for word in marked}, "accents and case do not count"
    page.search("")
    assert not page.reading.sheet.extraSelections()


def test_a_clause_asked_for_elsewhere_is_chosen_here(page: HierarchyPage) -> None:
    page.tools.whole.click()
    assert page.open_clause("CG-6.3.a")
    assert page.presenter.chosen.endswith(":CG-6.3.a")
    assert page.tools.answer.isChecked()
    assert not page.open_clause("CG-99")


def test_each_answer_has_its_own_why(page: HierarchyPage, desk: DeskContext) -> None:
    explained: list[str] = []
    desk.why_requested.connect(lambda request: explained.append(request.title))
    choose(page, BREACH)
    page.reading.key_asked.emit("why:0")
    page.reading.key_asked.emit("why:7")
    assert explained == ["Mise en demeure pour manquement"]


def test_why_is_asked_from_the_tools_as_well(page: HierarchyPage) -> None:
    choose(page, BREACH)
    page.tools.print.setFocus()
    found = explanation_at(page.tools.print)
    assert found is not None and found.title == "Mise en demeure pour manquement"


def test_a_click_on_the_picture_chooses_the_clause(page: HierarchyPage) -> None:
    page.tools.pictured.click()
    picture = page.reading.picture
    item = next(one for one in picture.items() if str(one.data(KEY) or "").endswith(":D1"))
    place: QPoint = picture.mapFromScene(item.sceneBoundingRect().center())
    QTest.mouseClick(picture.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.presenter.chosen.endswith(":D1")
    assert page.tree.currentIndex().data().startswith("CP-D1")
    assert picture.isVisible()


def test_documents_without_rank_stand_last_and_say_so(page: HierarchyPage) -> None:
    from dataclasses import replace

    day = page.presenter.day
    assert day is not None
    contract = replace(day.shown.contract, unranked=(Unranked(WITHOUT_RANK[0], "Achats"),))
    page.presenter.day = Day(replace(day.shown, contract=contract), day.on)
    page._paint_all()
    assert page.tree.row_keys()[-1] == "unranked:0"
    choose(page, "unranked:0")
    assert "Sans rang" in chosen_text(page)


# ── Trials ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_trial_is_made_and_ended_by_keyboard_alone(page: HierarchyPage, qtbot: QtBot) -> None:
    choose(page, BREACH)
    press(Qt.Key.Key_E, CONTROL)
    menu = page.tools.trial.menu()
    assert menu.isVisible() and menu.activeAction() is page.tools.without
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.presenter.trying)
    assert "Tel quel" in chosen_text(page) and page.tools.end_trial.isVisible()
    page.tools.end_trial.setFocus()
    press(Qt.Key.Key_Space)
    assert not page.presenter.trying and not page.tools.end_trial.isVisible()


def test_a_clause_is_not_offered_the_rank_that_it_has(page: HierarchyPage) -> None:
    choose(page, BREACH)
    page.tools.open_trials()
    offered = [rank.value for rank, action in page.tools.ranks.items() if action.isEnabled()]
    page.tools.trial.menu().close()
    assert offered == ["CS", "CG"]
    page.tools.ranks[Document.SPECIAL].trigger()
    page.tools.open_trials()
    assert page.tools.ranks[Document.PARTICULAR].isEnabled(), "there is a way back"
    page.tools.trial.menu().close()


def test_the_clause_to_try_starts_from_the_subject_that_is_read(page: HierarchyPage) -> None:
    choose(page, BREACH)
    page.dialogs.open_trial()
    (dialog,) = page.findChildren(TrialDialog)
    assert dialog.subject.value() == "breach_notice" and dialog.target.text() == "CG-6.3.a"
    dialog.reject()


def test_a_trial_outlives_the_reading_of_the_store(page: HierarchyPage, qtbot: QtBot) -> None:
    choose(page, BREACH)
    page.tools.without.trigger()
    page.refresh()
    settle(page.context, qtbot)
    assert page.presenter.trying


# ── Pages and files ──────────────────────────────────────────────────────────────────────────────────


def printed(page: HierarchyPage, tmp_path: Path, *, pictured: bool = False, whole: bool = False) -> bytes:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    path = tmp_path / "out.pdf"
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    page.output.printing(pictured=pictured, whole=whole, everything=False)(printer)
    return path.read_bytes()


@pytest.mark.parametrize(("pictured", "whole"), [(False, False), (False, True), (True, False)])
def test_every_view_is_printed(page: HierarchyPage, tmp_path: Path, pictured: bool, whole: bool) -> None:
    choose(page, BREACH)
    (page.tools.pictured if pictured else page.tools.whole if whole else page.tools.answer).click()
    assert printed(page, tmp_path, pictured=pictured, whole=whole).startswith(b"%PDF")


def test_the_pages_are_shown_before_they_are_printed(page: HierarchyPage, qtbot: QtBot) -> None:
    choose(page, BREACH)
    press(Qt.Key.Key_P, CONTROL)
    (dialog,) = page.findChildren(PagesDialog)
    qtbot.waitUntil(dialog.isVisible)
    dialog.reject()
    qtbot.waitUntil(lambda: not page.findChildren(PagesDialog))


def test_what_leaves_the_screen_has_the_colours_of_paper(page: HierarchyPage) -> None:
    theme().choose("dark")
    page.tools.pictured.click()
    image = QImage.fromData(page.reading.picture.png())
    assert image.pixelColor(2, image.height() - 2).name() == LIGHT.surface
    assert LIGHT.surface.encode() in page.reading.picture.svg()


def test_a_folder_is_asked_for_by_keyboard(page: HierarchyPage, qtbot: QtBot) -> None:
    page.tree.setFocus()
    press(Qt.Key.Key_S, CONTROL)
    dialogs = page.findChildren(QFileDialog)
    assert len(dialogs) == 1
    dialogs[0].reject()


def test_the_share_of_the_tree_is_kept(page: HierarchyPage, desk: DeskContext, qtbot: QtBot) -> None:
    page.body.split.moveSplitter(333, 1)
    kept = page.body.split.sizes()
    again = HierarchyPage(desk)
    qtbot.addWidget(again)
    again.resize(page.size())
    again.show()
    settle(desk, qtbot)
    assert again.body.split.sizes() == kept
