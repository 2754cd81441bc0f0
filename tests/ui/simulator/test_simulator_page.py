"""The page of the simulator by keyboard: imagining in few keys, refusals in place, scenarios side by side,
why, readings, files."""

import datetime as dt
from functools import partial
from pathlib import Path

from docx import Document as WordFile
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.deadlines.view import DeadlinesPage
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.simulator.dialog import ImaginedDialog
from numspot_desk.ui.simulator.table import COLUMNS
from numspot_desk.ui.simulator.view import SimulatorPage
from tests.ui.keyboard import CONTROL, focused, press, type_text
from tests.ui.simulator.conftest import NUMBER, settle

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NBSP = "\N{NO-BREAK SPACE}"


def shown(page: SimulatorPage, name: str) -> list[str]:
    """What a column says, from the top."""
    place = [one.id for one in COLUMNS].index(name)
    return [str(page.model.index(row, place).data()) for row in range(page.model.rowCount())]


def dialog(page: SimulatorPage) -> ImaginedDialog:
    QApplication.processEvents()
    found = [one for one in page.findChildren(ImaginedDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def imagine(page: SimulatorPage, qtbot: QtBot, what: str, day: str) -> None:
    """As a person does: Ctrl+N, a part of its name, Tab, the day, Enter."""
    press(Qt.Key.Key_N, CONTROL)
    form = dialog(page)
    type_text(what)
    press(Qt.Key.Key_Tab)
    assert focused() is next(iter(form.rows.values())).editor
    type_text(day)
    press(Qt.Key.Key_Return)
    settle(page.context, qtbot)


def test_a_formal_notice_is_imagined_in_a_few_keys(page: SimulatorPage, qtbot: QtBot) -> None:
    imagine(page, qtbot, "demeure pour manq", "01/12/2026")
    assert shown(page, "what")[0] == "Mise en demeure pour manquement"
    assert shown(page, "day")[:4] == ["1er déc. 2026", "8 déc. 2026", "9 déc. 2026", "19 déc. 2026"]
    assert "Fin du contrat pour manquement" in shown(page, "what")
    assert page.tabs.tabText(0) == "1. Mise en demeure pour manquement"
    assert focused() is page.table
    assert page.chips.assumptions["not_cured"].isChecked()


def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_lost(
    page: SimulatorPage, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_N, CONTROL)
    form = dialog(page)
    type_text("convenance du client")
    press(Qt.Key.Key_Tab)
    for typed, said in (
        ("29/02/2027", "date"),
        ("28/03/2027 02:30", "n’existe pas"),
        ("31/10/2027 02:30", "deux fois"),
        ("03/05/2026", "signé le 4 mai 2026"),
        ("01/12/2126", "corrigez l’année"),
    ):
        press(Qt.Key.Key_A, CONTROL)
        type_text(typed)
        press(Qt.Key.Key_Return)
        assert form.isVisible() and form.rows["at"].problems
        assert said in page.context.language.render(form.rows["at"].problems[0].message)
        assert form.rows["at"].editor.value() == typed  # type: ignore[attr-defined]
    assert not page.presenter.scenarios
    press(Qt.Key.Key_Escape)


def test_a_scenario_is_duplicated_and_its_day_typed_over(page: SimulatorPage, qtbot: QtBot) -> None:
    imagine(page, qtbot, "convenance du client", "10/12/2026")
    press(Qt.Key.Key_D, CONTROL)
    dialog(page)
    type_text("20/12/2026")
    press(Qt.Key.Key_Return)
    settle(page.context, qtbot)
    assert [one.name for one in page.presenter.scenarios] == [
        "Résiliation pour convenance du client",
        "Résiliation pour convenance du client 2",
    ]
    ends = [n for n, what in enumerate(shown(page, "what")) if what == "Fin du contrat après résiliation"]
    assert [shown(page, "day")[n] for n in ends] == ["10 mars 2027", "20 mars 2027"]
    assert shown(page, "difference")[ends[1]] == "10 jours plus tard"


def test_days_are_shifted_by_keys_and_a_refusal_changes_nothing(page: SimulatorPage, qtbot: QtBot) -> None:
    imagine(page, qtbot, "convenance du client", "05/05/2026")
    press(Qt.Key.Key_Right, ALT)
    settle(page.context, qtbot)
    assert shown(page, "day")[0] == "6 mai 2026"
    press(Qt.Key.Key_Left, ALT | SHIFT)
    settle(page.context, qtbot)
    assert shown(page, "day")[0] == "6 mai 2026", "a week before lies before the signature"


def test_assumptions_are_made_or_not_by_keys(page: SimulatorPage, qtbot: QtBot) -> None:
    imagine(page, qtbot, "demeure pour manq", "01/12/2026")
    chip = page.chips.assumptions["not_cured"]
    chip.setFocus()
    press(Qt.Key.Key_Space)
    settle(page.context, qtbot)
    assert shown(page, "what") == ["Mise en demeure pour manquement", "Résiliation pour manquement possible"]
    assert focused() is chip
    assert chip.accessibleName().startswith(f"Supposé{NBSP}: Le manquement persiste")
    press(Qt.Key.Key_Space)
    settle(page.context, qtbot)
    assert "Fin du contrat pour manquement" in shown(page, "what")


def test_another_reading_moves_every_scenario(page: SimulatorPage, qtbot: QtBot) -> None:
    imagine(page, qtbot, "demeure pour manq", "01/12/2026")
    menu = page.chips.readings["R01"].menu()
    assert [action.isChecked() for action in menu.actions()] == [True, False]
    menu.actions()[1].trigger()
    settle(page.context, qtbot)
    at = shown(page, "what").index("Fin du contrat pour manquement")
    assert shown(page, "day")[at] == "9 mars 2027"
    assert page.presenter.scenarios[0].readings == {"R01": "ninety_days"}
    page.chips.readings["R01"].menu().actions()[0].trigger()
    settle(page.context, qtbot)
    assert page.presenter.scenarios[0].readings == {}


def test_each_reading_stands_below_its_step(page: SimulatorPage, qtbot: QtBot) -> None:
    imagine(page, qtbot, "demeure pour manq", "01/12/2026")
    few = page.model.rowCount()
    press(Qt.Key.Key_R, CONTROL | SHIFT)
    settle(page.context, qtbot)
    assert page.model.rowCount() > few
    at = shown(page, "what").index("Fin du contrat pour manquement")
    assert "Lecture R01" in shown(page, "what")[at + 1] and shown(page, "day")[at + 1] == "9 mars 2027"


def test_keys_walk_the_timelines_and_the_table_follows(page: SimulatorPage, qtbot: QtBot) -> None:
    imagine(page, qtbot, "convenance du client", "10/12/2026")
    imagine(page, qtbot, "demeure pour manq", "01/12/2026")
    page.timelines.setFocus()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Right)
    mark, row = page.timelines.current(), page.table.current()
    assert mark is not None and row is not None and row.step.key == mark.step.key
    press(Qt.Key.Key_Down)
    mark, row = page.timelines.current(), page.table.current()
    assert mark is not None and row is not None and (mark.scenario, row.scenario) == (1, 1)
    assert page.tabs.currentIndex() == 1
    press(Qt.Key.Key_Plus)
    wide = page.timelines.sceneRect().width()
    press(Qt.Key.Key_0)
    assert page.timelines.sceneRect().width() < wide
    press(Qt.Key.Key_Return)
    assert focused() is page.table


def test_why_explains_the_mark_and_the_row(
    page: SimulatorPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    imagine(page, qtbot, "convenance du client", "10/12/2026")
    page.timelines.setFocus()
    press(Qt.Key.Key_Home)
    found = page.why()
    assert isinstance(found, WhyRequest) and found.title == "Résiliation pour convenance du client"
    page.table.setFocus()
    page.table.choose_row(shown(page, "what").index("Fin du contrat après résiliation"))
    press(Qt.Key.Key_I, CONTROL)
    settle(desk, qtbot)
    assert window.why_side.isVisible()
    found = page.why()
    assert found is not None and found.step.clauses[0] == "CG-7.1"
    assert found.events, "the imagined event has a name in the explanation"


def test_a_mark_says_what_it_is_with_and_without_colours(page: SimulatorPage, qtbot: QtBot) -> None:
    imagine(page, qtbot, "demeure pour manq", "01/12/2026")
    said = [mark.said for mark in page.timelines._marks()]
    assert "Mise en demeure pour manquement · 1er déc. 2026 · Client · imaginé" in said[0]
    assert any("une autre lecture laisse le jour ouvert" in one for one in said)
    assert "Le contrat prend fin le 19 déc. 2026" in page.timelines.accessibleDescription()


def test_events_are_added_changed_and_taken_out(page: SimulatorPage, qtbot: QtBot) -> None:
    imagine(page, qtbot, "convenance du client", "10/12/2026")
    press(Qt.Key.Key_N, CONTROL | SHIFT)
    dialog(page)
    type_text("récupération des données command")
    press(Qt.Key.Key_Tab)
    type_text("01/02/2027")
    press(Qt.Key.Key_Return)
    settle(page.context, qtbot)
    assert len(page.presenter.scenarios[0].events) == 2
    assert "?" in shown(page, "day")
    page.table.choose_row(shown(page, "what").index("Récupération des données commandée"))
    press(Qt.Key.Key_F2)
    assert dialog(page).rows["at"].editor.value() == "01/02/2027 09:00"  # type: ignore[attr-defined]
    press(Qt.Key.Key_Escape)
    settle(page.context, qtbot)
    undone = []
    page.context.message_posted.connect(lambda told: undone.append(told.undo))
    page.table.setFocus()
    press(Qt.Key.Key_Delete)
    settle(page.context, qtbot)
    assert len(page.presenter.scenarios[0].events) == 1
    undone[-1]()
    settle(page.context, qtbot)
    assert len(page.presenter.scenarios[0].events) == 2


def test_a_removed_scenario_comes_back_by_the_undo(page: SimulatorPage, qtbot: QtBot) -> None:
    imagine(page, qtbot, "convenance du client", "10/12/2026")
    undone = []
    page.context.message_posted.connect(lambda told: undone.append(told.undo))
    press(Qt.Key.Key_Delete, CONTROL | SHIFT)
    settle(page.context, qtbot)
    assert page._inside.currentWidget() is page._nothing and page.tabs.count() == 0
    undone[-1]()
    settle(page.context, qtbot)
    assert page.tabs.count() == 1 and page.model.rowCount() > 3


def test_scenarios_stay_from_one_visit_to_the_next(
    page: SimulatorPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    imagine(page, qtbot, "convenance du client", "10/12/2026")
    again = SimulatorPage(desk, window)
    again.enter(NUMBER)
    settle(desk, qtbot)
    settle(desk, qtbot)
    assert again.presenter.scenarios == page.presenter.scenarios
    desk.set_language("en")
    settle(desk, qtbot)
    assert "Contract ends after notice" in shown(page, "what")
    again.deleteLater()


def test_files_tell_the_same_and_hold_no_name(
    page: SimulatorPage, desk: DeskContext, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.word, desk.files = WordFiles(), FolderFiles()
    imagine(page, qtbot, "demeure pour manq", "01/12/2026")
    imagine(page, qtbot, "convenance du client", "10/12/2026")
    page.presenter.rename("=HYPERLINK(1)")
    page._simulate()
    settle(desk, qtbot)
    desk.set_language("en")
    out = tmp_path / "files"
    for kind in ("word", "pdf", "picture"):
        page.output.save_in(out, kind)
        settle(desk, qtbot)
    names = sorted(path.name for path in out.iterdir())
    stem = "simulation-CMD-2026-7K3Q9XM4-2026-11-22-143200"
    assert names == [f"{stem}.docx", f"{stem}.pdf", f"{stem}.png", f"{stem}.svg"]
    word = WordFile(str(out / names[0]))
    text = "\n".join(one.text for one in word.paragraphs)
    assert "Ceci est une simulation, non un fait" in text
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    for said in ("Atelier du Test", NUMBER, "22 novembre 2026", "19 déc. 2026", "CG-7.2"):
        assert any(said in cell for cell in cells), said
    assert any("règle propre au manquement" in cell for cell in cells), "readings"
    assert any("Le manquement persiste" in cell for cell in cells), "assumptions"
    assert "=HYPERLINK(1)" in cells, "typed text stays text"
    assert len(word.inline_shapes) == 1
    assert (out / names[1]).read_bytes().startswith(b"%PDF") and (out / names[2]).read_bytes()[1:4] == b"PNG"
    assert b"Simulation, not a fact" in (out / names[3]).read_bytes()


def _has_row(window: MainWindow) -> bool:
    page = window.current()
    return isinstance(page, DeadlinesPage) and page.current() is not None


def test_no_contract_is_named_before_one_is_chosen(
    contract: str, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    desk.go("simulator")
    settle(desk, qtbot)
    shown = window.current()
    assert isinstance(shown, SimulatorPage) and shown.presenter.ground is None
    assert shown.contracts.count() and shown.contracts.typed.text() == ""


def test_other_pages_lead_here_with_the_contract(
    window: MainWindow, contract: str, desk: DeskContext, qtbot: QtBot
) -> None:
    for page, argument in (("order", contract), ("hierarchy", NUMBER), ("deadlines", NUMBER)):
        window.go(page, argument)
        settle(desk, qtbot)
        if page == "deadlines":
            qtbot.waitUntil(partial(_has_row, window), timeout=20_000)
        press(Qt.Key.Key_Y, CONTROL | SHIFT)
        settle(desk, qtbot)
        found = window.current()
        assert isinstance(found, SimulatorPage), page
        assert found.presenter.ground is not None and found.presenter.ground.number == NUMBER


def test_an_order_that_is_not_signed_is_refused_in_words(
    page: SimulatorPage, desk: DeskContext, qtbot: QtBot
) -> None:
    told = []
    desk.message_posted.connect(lambda one: told.append(one.text))
    page.enter("CMD-2026-XXXXXXXX")
    settle(desk, qtbot)
    assert told and page.presenter.ground is not None, "the contract in hand stays"


def test_nothing_is_cut_in_a_small_window_with_large_letters(
    page: SimulatorPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    imagine(page, qtbot, "demeure pour manq", "01/12/2026")
    theme().choose("dark", 14.0)
    try:
        window.resize(800, 600)
        settle(desk, qtbot)
        assert window.width() <= 800 and window.height() <= 600
        assert page.chips.all.isVisible() and not page.chips.readings["R01"].isVisible()
        assert page.timelines.height() > 60 and page.table.height() > 60
    finally:
        theme().choose("light")


def test_the_day_of_non_renewal_is_the_last_that_counts(page: SimulatorPage, qtbot: QtBot) -> None:
    press(Qt.Key.Key_N, CONTROL)
    dialog(page)
    type_text("non-recon")
    day = dt.date(2027, 5, 31) - dt.timedelta(days=90)
    assert dialog(page).rows["at"].editor.value() == f"{day:%d/%m/%Y} 09:00"  # type: ignore[attr-defined]
    press(Qt.Key.Key_Escape)
