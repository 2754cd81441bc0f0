"""The frame by keyboard: pages, search, why, quiet messages, window remembered, nothing heavy at start."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QSplitter, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import message
from numspot_desk.rules.explain import Step
from numspot_desk.rules.order_totals import PricedLine, order_totals
from numspot_desk.rules.value_added_tax import vat_case
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.frame.palette import Palette
from numspot_desk.ui.frame.palette_model import Find
from numspot_desk.ui.frame.shortcuts import ShortcutsDialog
from numspot_desk.ui.handover.dialogs import ReceiveDialog
from numspot_desk.ui.handover.dropped import ENDINGS
from numspot_desk.ui.kit.fields import NumberField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.main_window import MainWindow, page_keys
from numspot_desk.ui.settings.person import PersonSection
from numspot_desk.ui.settings.view import SettingsPage
from numspot_desk.ui.why.panel import WhyPanel
from numspot_desk.usecases.handover.send_handover import ENDING
from numspot_desk.usecases.orders.archive_order import archive_orders, remove_draft
from numspot_desk.usecases.orders.order_acts import OrderChanged, act
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.reviews.read_review import content_of
from numspot_desk.usecases.reviews.review_order import request_review
from numspot_desk.usecases.samples.sample_order import start_sample_order
from tests.ui.conftest import settle
from tests.ui.keyboard import CONTROL, focused, press, type_text

TOTALS = order_totals(
    [PricedLine(0, Decimal(12), Decimal(7200), Decimal(18), reserved=True)],
    vat_case("FR", "35000", foreign_vat_number=False),
)


def dropped(window: MainWindow, *paths: Path) -> bool:
    """Whether the window takes files that are dragged over it; it is then given them."""
    mime, copy = QMimeData(), Qt.DropAction.CopyAction
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(600, 400), copy, mime, *held)
    QApplication.sendEvent(window, entering)
    if not entering.isAccepted():
        return False
    falling = QDropEvent(QPointF(600, 400), copy, mime, *held)
    QApplication.sendEvent(window, falling)
    return falling.isAccepted()


def test_an_order_or_a_hand_over_dropped_on_any_page_comes_in(
    window: MainWindow, desk: DeskContext, tmp_path: Path, qtbot: QtBot
) -> None:
    order, sealed, other = (tmp_path / name for name in ("commande.json", "x.remise", "x.pdf"))
    order.write_text('{"purchase_order_number": "BC-9"}', encoding="utf-8")
    sealed.write_bytes(b"NUMSPOT-REMISE\n")
    assert f".{ENDING}" in ENDINGS
    assert not dropped(window, other) and not dropped(window, order, sealed)
    assert dropped(window, order)
    qtbot.waitUntil(lambda: "CMD-" in window.windowTitle(), timeout=10_000)
    settle(desk, qtbot)

    assert dropped(window, sealed)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=10_000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReceiveDialog) and "x.remise" in dialog.findChildren(QLabel)[1].text()
    assert not dropped(window, order)  # one thing after the other
    dialog.reject()
    desk.set_person(Person("Anne Lectrice", "read_only"))
    assert not dropped(window, order)


def sample(desk: DeskContext, qtbot: QtBot) -> OrderChanged:
    made: list[OrderChanged] = []
    desk.run(lambda store: start_sample_order(store, desk.person, desk.clock, desk.chance), made.append)
    settle(desk, qtbot)
    desk.announce(made[0].changes)
    settle(desk, qtbot)
    return made[0]


def test_pages_are_reached_by_keys(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    titles = []
    for number in range(1, 10):
        press(Qt.Key(ord(str(number))), CONTROL)
        settle(desk, qtbot)
        titles.append(window.top_bar.title())
    assert titles == [
        "Accueil",
        "Commandes",
        "Mandats",
        "Conditions spécifiques",
        "Hiérarchie",
        "Échéances",
        "Simulateur",
        "Calculs",
        "Conditions générales",
    ]
    assert desk.preferences.get("page") == "terms"
    assert window.windowTitle() == "Conditions générales — NumSpot Desk", "as Qt titles the dialogs"
    press(Qt.Key.Key_Comma, CONTROL)
    settle(desk, qtbot)
    assert window.top_bar.title() == "Réglages"


def test_the_digit_row_of_a_french_keyboard_works_too() -> None:
    assert [keys[1].toString() for keys in map(page_keys, (1, 2, 9))] == ["Ctrl+&", "Ctrl+É", "Ctrl+Ç"]


def test_the_language_switches_at_once_and_keeps_what_is_typed(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    window.go("settings")
    settle(desk, qtbot)
    window.top_bar.search.setFocus()
    type_text("ICS")
    window.status.language.click()
    assert window.top_bar.title() == "Settings"
    assert window.top_bar.search.text() == "ICS"
    assert window.navigation.entry("orders").accessibleName() == "Orders"


def test_return_leads_from_the_search_to_the_list_and_escape_empties_it(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    window.go("orders")
    settle(desk, qtbot)
    window.top_bar.search.setFocus()
    type_text("rien de tel")
    press(Qt.Key.Key_Escape)
    assert window.top_bar.search.text() == "" and focused() is window.top_bar.search
    led: list[bool] = []
    window.top_bar.left_downwards.connect(lambda: led.append(True))
    press(Qt.Key.Key_Return)
    assert led == [True]


def test_an_edit_says_when_it_was_saved(window: MainWindow, desk: DeskContext) -> None:
    desk.saved.emit(desk.clock.now())
    assert window.status.saved.text() == "Enregistré à 14:32"


def test_what_waits_is_counted_beside_its_page(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    sample(desk, qtbot)
    assert window.navigation.entry("orders").count == 1
    assert window.navigation.entry("orders").accessibleName() == "Commandes (1)"


@pytest.mark.parametrize("width", [900, 1280])
@pytest.mark.parametrize("points", [10.0, 16.0])
def test_a_quiet_message_covers_nothing_of_the_page_nor_of_its_explanation(
    window: MainWindow, desk: DeskContext, width: int, points: float
) -> None:
    theme().choose("light", points)
    window.resize(width, 700)
    window.why_side.explain(WhyRequest("Total", Step("line.region", "eu-west-2")))
    QApplication.processEvents()
    desk.post("Le brouillon est supprimé, la suppression peut encore être annulée.", lambda: None)
    QApplication.processEvents()
    shown = QRect(window.quiet.mapTo(window, QPoint(0, 0)), window.quiet.size())
    room = QRect(window.why_side.mapTo(window, QPoint(0, 0)), window.why_side.size())
    assert window.quiet.isVisible() and not shown.intersects(room)
    assert window.quiet._text.height() >= window.quiet._text.heightForWidth(window.quiet._text.width())
    assert window.quiet.undo.visibleRegion().boundingRect().size() == window.quiet.undo.size()


def test_ctrl_k_offers_the_change_of_role(window: MainWindow, desk: DeskContext) -> None:
    (change,) = [one for one in window._actions() if one.label == "Changer de rôle"]
    change.act()
    page = window.current()
    assert isinstance(page, SettingsPage)
    section = page.sections["person"]
    assert isinstance(section, PersonSection) and section.role.hasFocus()


def test_a_quiet_message_offers_undo_and_moves_nothing(window: MainWindow, desk: DeskContext) -> None:
    before = window.pages.geometry()
    undone: list[bool] = []
    desk.post("Brouillon supprimé.", lambda: undone.append(True))
    assert window.quiet.isVisible() and window.pages.geometry() == before
    window.setFocus()
    press(Qt.Key.Key_Z, CONTROL)
    assert undone == [True] and not window.quiet.isVisible()
    desk.post("Rien à annuler.")
    assert window.quiet.undo.isHidden() and not window.quiet.undo_now()
    window.quiet._timer.timeout.emit()
    assert not window.quiet.isVisible()


def test_ctrl_i_explains_the_focused_value(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    window.go("orders")
    settle(desk, qtbot)
    page = window.current()
    assert page is not None
    row = FormRow(desk, "Total including tax", NumberField(desk), parent=page)
    row.set_problems(
        [problem("missing_field", "lines", message("The creditor needs a name."), why=TOTALS.why)]
    )
    row.show()
    row.editor.setFocus()
    press(Qt.Key.Key_I, CONTROL)
    panel = window.findChild(WhyPanel)
    assert panel is not None and panel.isVisible()
    assert QApplication.focusWidget() is row.editor, "the focus stays in the work"
    assert (
        "70 848,00 €".replace(" ", "\N{NARROW NO-BREAK SPACE}", 1).replace(" ", "\N{NO-BREAK SPACE}")
        in panel.text()
    )
    press(Qt.Key.Key_I, CONTROL)
    assert QApplication.focusWidget() is panel.tree, "asked again, the keys reach the panel"
    index = panel.model.index(0, 0)
    assert panel.model.rowCount(index) > 0
    panel.copy_citation()
    copied = QGuiApplication.clipboard().text()
    assert "CG-A1.1" in copied and "Quantité\N{NO-BREAK SPACE}: 12" in copied
    panel.tree.setFocus()
    press(Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_a_clause_of_the_explanation_is_a_link(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    desk.show_why("Total TTC", TOTALS.why)
    panel = window.findChild(WhyPanel)
    asked: list[str] = []
    panel.clause_asked.connect(asked.append)
    model = panel.model
    clause = next(
        index
        for index in (model.index(row, 0) for row in range(model.rowCount()))
        if (line := model.line(index)) is not None and line.ref
    )
    panel.tree.setCurrentIndex(clause)
    panel.tree.setFocus()
    press(Qt.Key.Key_Return)
    assert asked == ["CG-A1.1"] and window.top_bar.title() == "Conditions générales"


def test_where_nothing_was_computed_it_says_so(window: MainWindow, desk: DeskContext) -> None:
    press(Qt.Key.Key_I, CONTROL)
    assert window.quiet.text().startswith("Rien n’est calculé ici")


def test_one_search_finds_orders_clauses_and_pages(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    made = sample(desk, qtbot)
    press(Qt.Key.Key_K, CONTROL)
    palette = window.findChild(Palette)
    assert palette is not None and QApplication.focusWidget() is palette.search
    type_text("tilleuls")
    palette.look()
    settle(desk, qtbot)
    first = palette.model.find(palette.model.index(0))
    assert first is not None and made.record.number in first.detail
    palette.search.clear()
    type_text("6.3.a")
    palette.look()
    settle(desk, qtbot)
    assert palette.model.find(palette.model.index(0)).detail == "CG-6.3.a"
    palette.search.clear()
    type_text("conditions")
    palette.look()
    settle(desk, qtbot)
    shown = [palette.model.find(palette.model.index(n)) for n in range(palette.model.rowCount())]
    details = [find.detail for find in shown if find is not None]
    first_clause = next(n for n, detail in enumerate(details) if detail.startswith("CG-"))
    assert "Action" in details[:first_clause] and "Action" not in details[first_clause:]
    palette.search.clear()
    type_text("réglag")
    palette.look()
    settle(desk, qtbot)
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert window.top_bar.title() == "Réglages"
    qtbot.waitUntil(lambda: window.findChild(Palette) is None)


def test_one_search_finds_mandates_deadlines_and_the_clauses_of_orders(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    order = sample(desk, qtbot).record
    answers = {**order.answers, "offer_valid_until": "2026-11-25"}
    data = {"answers": answers}

    def exported(workspace: Workspace) -> None:
        done = act("order.exported", order.id, desk.person, desk.clock.now())
        workspace.orders.freeze(order.id, order.row_version, data, fingerprint(data), "NS2026TEST", done)

    desk.run(exported)
    window.go("home")
    settle(desk, qtbot)
    press(Qt.Key.Key_K, CONTROL)
    palette = window.findChild(Palette)
    assert palette is not None

    def found(typed: str) -> list[tuple[str, str, str]]:
        palette.search.clear()
        type_text(typed)
        palette.look()
        settle(desk, qtbot)
        return [(find.icon, find.title, find.detail) for find in finds_of(palette)]

    assert [(picture, title) for picture, title, _ in found("ns 2026 te")] == [("mandates", "NS2026TEST")]
    offer = "Fin de l’offre"
    assert any(row[0] == "deadlines" and row[1].startswith(offer) for row in found("tilleuls"))
    deadline = next(row for row in found("fin offre tilleuls") if row[0] == "deadlines")
    assert deadline[2].startswith("25 nov. 2026") and order.number in deadline[2]
    word = answers["special_conditions"][0]["clauses"][0]["text"].split()[2]
    assert word in next(row for row in found(word) if row[0] == "orders")[2]
    assert found("raccourcis")[0] == ("help", "Raccourcis clavier", "Action")
    assert found("créer une comm")[0] == ("plus", "Créer une commande", "Action")


def test_ctrl_k_leads_to_the_prices_which_no_navigation_names(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_K, CONTROL)
    palette = window.findChild(Palette)
    assert palette is not None
    type_text("aller à : tarifs")
    palette.look()
    settle(desk, qtbot)
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert window.top_bar.title() == "Tarif"
    qtbot.waitUntil(lambda: window.findChild(Palette) is None)


def finds_of(palette: Palette) -> list[Find]:
    found = [palette.model.find(palette.model.index(n)) for n in range(palette.model.rowCount())]
    return [find for find in found if find is not None]


def test_what_was_opened_last_comes_first_greyed_when_gone_and_del_takes_it_off(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    orders = [sample(desk, qtbot).record for _ in range(3)]
    for order in orders:
        window.go("order", order.id)
        settle(desk, qtbot)
    kept, put_away, removed = orders
    desk.run(lambda store: archive_orders(store, [put_away.id], True, desk.person, desk.clock))
    desk.run(lambda store: remove_draft(store, removed.id, desk.person, desk.clock))
    settle(desk, qtbot)
    window.go("orders")
    settle(desk, qtbot)
    press(Qt.Key.Key_K, CONTROL)
    palette = window.findChild(Palette)
    assert palette is not None
    settle(desk, qtbot)
    first = finds_of(palette)[:3]
    assert [find.detail.split(" · ")[0] for find in first] == [o.number for o in (removed, put_away, kept)]
    assert [find.gone for find in first] == [True, True, False]
    assert "supprimée" in first[0].detail and "archivée" in first[1].detail, "in words, not by colour alone"
    press(Qt.Key.Key_Return)
    assert window.findChild(Palette) is palette, "what is gone opens nothing"
    press(Qt.Key.Key_Delete)
    assert put_away.number in finds_of(palette)[0].detail and palette.list.currentIndex().row() == 0
    kept_text = desk.preferences.get("recent")
    assert removed.id not in kept_text and kept_text.split(";") == [put_away.id, kept.id], "ids, nothing else"
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert put_away.number in window.top_bar.title(), "an archived order can still be read"


def test_a_recent_order_that_was_tidied_away_is_said_to_be_removed(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    desk.preferences.put("recent", "0" * 36)
    press(Qt.Key.Key_K, CONTROL)
    palette = window.findChild(Palette)
    assert palette is not None
    settle(desk, qtbot)
    first = finds_of(palette)[0]
    assert first.title == "Commande supprimée" and first.gone and first.act is None
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(Palette) is None)


def test_escape_gives_the_focus_back(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    before = QApplication.focusWidget()
    press(Qt.Key.Key_K, CONTROL)
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before
    qtbot.waitUntil(lambda: window.findChild(Palette) is None)


def test_f1_lists_the_keys_of_the_frame_and_of_the_page(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    window.go("orders")
    settle(desk, qtbot)
    press(Qt.Key.Key_F1)
    dialog = window.findChild(QDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(QDialog) is None)
    assert ("Ctrl+D", "Dupliquer") in window.current().shortcuts()


def test_a_gate_takes_the_name_of_the_page_off_the_window(window: MainWindow, desk: DeskContext) -> None:
    window.go("settings")
    assert window.windowTitle().startswith("Réglages")
    window.show_gate(QWidget(window))
    assert window.windowTitle() == "NumSpot Desk"


def test_locking_forgets_the_pages(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    desk.close_workspace()
    settle(desk, qtbot)
    assert window.current() is None and window.pages.count() == 0


def test_the_width_of_the_explanation_is_remembered(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    desk.show_why("Total TTC", TOTALS.why)
    panel = window.findChild(WhyPanel)
    panel.setFocus()
    splitter = window.findChild(QSplitter)
    splitter.moveSplitter(splitter.width() - 420, 1)
    width = panel.width()
    press(Qt.Key.Key_Escape)
    assert panel.isHidden()
    again = MainWindow(desk)
    qtbot.addWidget(again)
    again.resize(1200, 800)
    again.show()
    again.show_desk("home")
    again.why_side.explain(WhyRequest("Total TTC", TOTALS.why))
    assert abs(again.findChild(WhyPanel).width() - width) <= 2
    again.close()
    settle(desk, qtbot)


def test_the_window_is_remembered(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    window.resize(700, 600)
    window.navigation.toggle()
    window.close()
    again = MainWindow(desk)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (700, 600)
    assert again.navigation.collapsed


def test_a_narrow_window_shows_icons_alone(window: MainWindow) -> None:
    window.resize(900, 700)
    assert window.navigation.collapsed
    window.resize(1300, 700)
    assert not window.navigation.collapsed


FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from numspot_desk.app.wiring import make_context
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.preferences import Preferences
from numspot_desk.ui.look import apply_look
application = QApplication([])
context = make_context(Preferences(Path(sys.argv[1])), "fr")
apply_look(context)
window = MainWindow(context)
window.show()
application.processEvents()
window.grab()
heavy = "sqlalchemy docx pydantic openpyxl babel babel.core lxml schwifty stdnum keyring alembic".split()
heavy += ["numspot_desk." + name for name in ("usecases.ports.orders", "documents.files", "rules.explain")]
print(sorted(set(heavy) & set(sys.modules)))
"""


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(tmp_path / "preferences.ini")],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert run.stdout.strip() == "[]"


def test_the_next_start_shows_the_order_that_was_open(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    order = sample(desk, qtbot).record
    window.go("order", order.id)
    settle(desk, qtbot)
    window.show_desk()
    settle(desk, qtbot)
    again = MainWindow(desk)
    qtbot.addWidget(again)
    again.show_desk()
    settle(desk, qtbot)
    assert order.number in again.windowTitle()


def test_an_order_that_is_gone_at_the_next_start_leaves_the_list(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    desk.preferences.put("page", "order/no-such-order")
    with qtbot.waitSignal(desk.message_posted):
        window.show_desk()
    settle(desk, qtbot)
    assert window.top_bar.title() == "Commandes"
    assert desk.preferences.get("page") == "orders"


def test_the_list_of_orders_waits_for_nothing_that_checks_an_order() -> None:
    program = (
        "import sys, numspot_desk.ui.orders.view\n"
        "late = ('sqlalchemy', 'stdnum', 'numspot_desk.contracts.order.order_check')\n"
        "print([name for name in late if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert run.stdout.strip() == "[]"


def test_the_list_of_shortcuts_fits_the_window_and_is_read_to_its_end_by_keyboard(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    theme().choose("light", 14)
    try:
        window.resize(800, 560)
        press(Qt.Key.Key_F1)
        dialog = window.findChild(ShortcutsDialog)
        table = dialog.findChild(QTableWidget)
        qtbot.waitUntil(table.hasFocus)
        assert dialog.width() <= window.width() and dialog.height() <= window.height()
        assert table.horizontalHeader().length() <= table.viewport().width(), "nothing is cut at the right"
        for _ in range(table.rowCount()):
            press(Qt.Key.Key_PageDown)
        assert table.currentRow() == table.rowCount() - 1
        press(Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: window.findChild(ShortcutsDialog) is None)
    finally:
        theme().choose("light")


def test_an_order_read_again_behind_another_page_leaves_the_cursor_where_one_types(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    made: list[OrderChanged] = []

    def under_review(store: Workspace) -> OrderChanged:
        started = start_sample_order(store, desk.person, desk.clock, desk.chance)
        seen = content_of(started.record)
        return request_review(store, started.record.id, seen, "", desk.person, desk.clock)

    desk.set_person(Person("Louis Juriste", "legal"))
    desk.run(under_review, made.append)
    qtbot.waitUntil(lambda: bool(made), timeout=10_000)
    window.go("order", made[0].record.id)
    settle(desk, qtbot)
    window.go("settings")
    settle(desk, qtbot)
    page = window.current()
    assert isinstance(page, SettingsPage)
    page.powers.people.setFocus()
    type_text("Inès Conseil ; Directrice ; 200")
    page.powers.settle()
    settle(desk, qtbot)
    type_text(" 000")
    assert page.powers.people.value() == "Inès Conseil ; Directrice ; 200 000"
