"""The page of the calculators by keyboard: results as one types, problems in place, nothing lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from numspot_desk.ui.calculators.laws_dialog import LawsDialog
from numspot_desk.ui.calculators.rates_dialog import RatesDialog
from numspot_desk.ui.calculators.view import CalculatorsPage
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.usecases.calculations.calculators import CALCULATORS
from numspot_desk.usecases.calculations.kept_forms import kept_forms
from numspot_desk.usecases.person import Person
from tests.ui.conditions.shown import settle
from tests.ui.keyboard import CONTROL, focused, press, tab_to, type_text

NBSP = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"


@pytest.fixture
def window(desk: DeskContext, qtbot: QtBot) -> Iterator[MainWindow]:
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    shown.activateWindow()
    shown.show_desk("home")
    settle(desk, qtbot)
    yield shown
    shown.close()
    settle(desk, qtbot)


@pytest.fixture
def page(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> CalculatorsPage:
    window.go("calculators")
    settle(desk, qtbot)
    found = window.current()
    assert isinstance(found, CalculatorsPage)
    return found


def _plain(text: str) -> str:
    return text.replace(NBSP, " ").replace(NARROW, " ")


def _fill_refund(page: CalculatorsPage) -> None:
    page.show_calculator("refund")
    page.form.first().setFocus()
    for text in ("36 500", "01/01/2026", "31/12/2026", "30/09/2026"):
        type_text(text)
        press(Qt.Key.Key_Tab)


def test_a_refund_is_typed_and_answered_with_its_formula(page: CalculatorsPage) -> None:
    _fill_refund(page)
    assert "9 200,00 €" in _plain(page.result.headline.text())
    body = _plain(page.result.body.toPlainText())
    assert "36 500,00 € × 92 jours / 365 jours = 9 200,00 €" in body and "CG-6.3.b" in body
    assert "9 300,00 €" in body, "the other reading"


def test_what_is_lacking_is_listed_and_no_field_is_blamed(page: CalculatorsPage) -> None:
    page.show_calculator("refund")
    assert "Montant facturé pour la durée" in page.result.body.toPlainText()
    assert not any(row.problems for row in page.form.rows.values())


def test_a_problem_stands_below_its_field_once_it_is_left(page: CalculatorsPage) -> None:
    _fill_refund(page)
    billed = page.form.editors["billed"]
    billed.setFocus()
    billed.selectAll()  # type: ignore[union-attr]
    type_text("1,2,3")
    assert not page.form.rows["billed"].problems
    press(Qt.Key.Key_Tab)
    assert page.form.rows["billed"].problems
    assert "Montant facturé" in page.result.body.toPlainText()
    page.result.problem_asked.emit("billed")
    assert focused() is billed


def test_incidents_are_typed_in_the_table(page: CalculatorsPage) -> None:
    page.show_calculator("availability")
    form = page.form
    form.editors["commitment"].set_value("SLA4.internet_access")  # type: ignore[union-attr]
    form.editors["commitment"].edited.emit()  # type: ignore[union-attr]
    form.editors["period.start"].setFocus()
    type_text("01/01/2026")
    press(Qt.Key.Key_Tab)
    type_text("31/12/2026")
    tab_to(form.tables["incidents"].view)
    type_text("01/02/2026 10:00")
    press(Qt.Key.Key_Tab)
    type_text("01/02/2026 10:04")
    assert form.tables["incidents"].model.rows == [{"from": "01/02/2026 10:00", "to": "01/02/2026 10:04"}]
    press(Qt.Key.Key_Return)
    assert "99,999619" in page.result.headline.text()


def test_rows_are_pasted_marked_and_removed_with_an_undo(
    page: CalculatorsPage, desk: DeskContext, qtbot: QtBot
) -> None:
    page.show_calculator("availability")
    table = page.form.tables["incidents"]
    table.view.setFocus()
    QGuiApplication.clipboard().setText(
        "29/03/2026 02:30\t29/03/2026 04:00\n01/02/2026 10:00\t01/02/2026 10:04"
    )
    press(Qt.Key.Key_V, CONTROL)
    assert len(table.model.rows) == 2
    assert "n’existe pas" in table.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    undone = []
    desk.message_posted.connect(lambda shown: undone.append(shown.undo))
    table.view.setCurrentIndex(table.model.index(0, 0))
    press(Qt.Key.Key_Delete)
    assert [row["from"] for row in table.model.rows] == ["01/02/2026 10:00"]
    undone[-1]()
    assert len(table.model.rows) == 2


def test_a_csv_file_is_read_whole_or_refused_in_place(
    page: CalculatorsPage, desk: DeskContext, qtbot: QtBot, tmp_path: Path
) -> None:
    page.show_calculator("availability")
    table = page.form.tables["incidents"]
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("Début;Fin\n01/02/2026 10:00;01/02/2026 10:04\n", encoding="cp1252")
    bad.write_text("Début;Fin\n01/02/2026 10:00;hier\n", encoding="utf-8")
    table.read_file(good)
    settle(desk, qtbot)
    table.read_file(bad)
    settle(desk, qtbot)
    assert len(table.model.rows) == 1 and "Ligne 2" in table.said()


def test_nothing_is_lost_between_calculators_pages_and_languages(
    page: CalculatorsPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    _fill_refund(page)
    page.show_calculator("liability")
    window.go("home")
    settle(desk, qtbot)
    desk.set_language("en")
    window.go("calculators", "refund")
    settle(desk, qtbot)
    assert page.form.editors["billed"].value() == "36500.00"  # type: ignore[union-attr]
    assert "€9,200.00" in page.result.headline.text()
    page.empty_form()
    assert page.presenter.told() is None


def test_the_level_found_is_carried_into_the_penalty(page: CalculatorsPage) -> None:
    page.show_calculator("availability")
    page.show_typed(
        {
            "commitment": "SLA9.api",
            "period.start": "01/10/2026",
            "period.end": "31/10/2026",
            "incidents": [{"from": "05/10/2026 10:00", "to": "05/10/2026 20:00"}],
            "all_zones": "true",
        }
    )
    page.result.carry.click()
    assert page.presenter.chosen.id == "penalty"
    assert page.form.tables["services"].model.rows[0]["commitment"] == "SLA9.api"


def test_keys_walk_copy_and_explain(page: CalculatorsPage, window: MainWindow) -> None:
    _fill_refund(page)
    press(Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert "9 200,00 €" in _plain(QGuiApplication.clipboard().text())
    assert page.why() is not None
    seen = []
    for _ in CALCULATORS:
        press(Qt.Key.Key_PageDown, CONTROL)
        seen.append(page.presenter.chosen.id)
    assert sorted(seen) == sorted(one.id for one in CALCULATORS)


def test_a_narrow_window_folds_the_list_into_a_choice(page: CalculatorsPage, window: MainWindow) -> None:
    assert page.list.isVisible() and not page.choice.isVisible()
    window.resize(800, 600)
    page.resize(600, 500)
    assert not page.list.isVisible() and page.choice.isVisible()


def test_a_rate_is_added_in_the_workspace_and_counts_at_once(
    page: CalculatorsPage, desk: DeskContext, qtbot: QtBot
) -> None:
    page.show_calculator("late_payment")
    page.result.rates.click()
    dialog = page.findChild(RatesDialog)
    assert dialog is not None
    dialog.table.model.put_back([{"from": "01/07/2026", "rate": "2,40"}])
    dialog.checked.set_value("2026-12-24")
    dialog.keep.click()
    assert dialog.row.problems, "a check of the future is refused"
    dialog.checked.set_value("2026-11-20")
    dialog.keep.click()
    settle(desk, qtbot)
    assert {"from": "2026-07-01", "rate": "2.40"} in page.presenter.rates.rates
    assert page.presenter.rates.checked == "2026-11-20"


def test_what_is_typed_outlives_the_application_and_can_be_emptied(
    page: CalculatorsPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    _fill_refund(page)
    window.go("home")
    settle(desk, qtbot)
    window.close()
    settle(desk, qtbot)
    again = MainWindow(desk)
    qtbot.addWidget(again)
    again.show()
    again.go("calculators", "refund")
    settle(desk, qtbot)
    shown = again.current()
    assert isinstance(shown, CalculatorsPage)
    assert "9 200,00 €" in _plain(shown.result.headline.text())
    assert shown.form.editors["billed"].text() == f"36{NARROW}500,00"  # type: ignore[union-attr]
    shown.form.empty.click()
    shown.leave()
    settle(desk, qtbot)
    kept: list[object] = []
    desk.run(kept_forms, kept.append)
    settle(desk, qtbot)
    assert kept == [{}]


@pytest.mark.parametrize("size", [(1200, 800), (800, 600)])
def test_no_form_is_wider_than_its_room(
    page: CalculatorsPage, window: MainWindow, desk: DeskContext, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    for one in CALCULATORS:
        page.show_calculator(one.id)
        settle(desk, qtbot)
        assert page.form.widget().minimumSizeHint().width() <= page.form.viewport().width(), one.id


def test_a_law_is_added_by_legal_and_counts_at_once(
    page: CalculatorsPage, desk: DeskContext, qtbot: QtBot
) -> None:
    page.show_calculator("late_payment")
    page.result.laws.click()
    dialog = page.findChild(LawsDialog)
    assert dialog is not None and not dialog.keep.isEnabled() and "D.441-5" in dialog.known.text()
    dialog.reject()
    desk.set_person(Person("Louis Juriste", "legal"))
    settle(desk, qtbot)
    page.result.laws.click()
    dialog = page.findChildren(LawsDialog)[-1]
    row = {
        "law": "recovery_flat",
        "from": "01/02/2026",
        "value": "50",
        "checked": "24/12/2026",
        "source": "JO",
    }
    dialog.table.model.put_back([row])
    dialog.keep.click()
    assert dialog.table.said(), "a check of the future is refused"
    dialog.table.model.put_back([{**row, "checked": "20/11/2026"}])
    dialog.keep.click()
    settle(desk, qtbot)
    assert page.presenter.laws.values("recovery_flat")[-1] == {"from": "2026-02-01", "amount": "50"}


def test_an_exit_is_pictured_where_there_is_height_and_told_everywhere(
    page: CalculatorsPage, desk: DeskContext, qtbot: QtBot
) -> None:
    page.show_calculator("exit")
    page.show_typed({"notified_on": "31/12/2026", "in_union": "true"})
    assert page.result.strip.isVisible()
    assert "Préavis" in page.result.strip.accessibleDescription()
    page.resize(600, 500)
    assert not page.result.strip.isVisible()
    assert "28 février 2027" in page.result.body.toPlainText()
