"""The page «Hiérarchie», by keyboard: a contract, its tree, the prevailing text, days, trials, search."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.ranking.layers import Topic
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.provisions import Effect
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.hierarchy.trial_dialog import TrialDialog
from numspot_desk.ui.hierarchy.view import HierarchyPage
from numspot_desk.usecases.orders.order_acts import new_draft
from numspot_desk.usecases.samples.sample_answers import sample_answers
from tests.ui.hierarchy.shown import BREACH, TODAY, choose, chosen_text, prepare, settle
from tests.ui.keyboard import ALT, CONTROL, press, type_text


def test_an_empty_workspace_says_what_will_be_here(desk: DeskContext, qtbot: QtBot) -> None:
    shown = HierarchyPage(desk)
    qtbot.addWidget(shown)
    shown.show()
    shown.enter()
    settle(desk, qtbot)
    assert not shown.tree.isVisible()
    assert not shown.searchable()


def test_the_prevailing_text_stands_above_what_it_sets_aside(page: HierarchyPage) -> None:
    choose(page, BREACH)
    told = chosen_text(page)
    assert "CP-D1 l’emporte" in told
    assert told.index("Trente <jours>.") < told.index("Dix jours.")
    assert "CG art. 6.3.a, version 2026-01" in told
    assert "ce que la clause au-dessus ne dit pas" in told


def test_differences_are_struck_out_and_underlined(page: HierarchyPage) -> None:
    choose(page, BREACH)
    html = page.reading.sheet.toHtml()
    assert "line-through" in html and "underline" in html


def test_a_void_clause_bears_its_article_of_law(page: HierarchyPage) -> None:
    choose(page, "topic:payment_term|")
    assert "L.441-10" in chosen_text(page)
    row = next(row for head in page.presenter.rows() for row in head.rows if row.key == "topic:payment_term|")
    assert row.loud and row.note


def test_the_tree_is_walked_by_keyboard_and_says_its_ranks(page: HierarchyPage) -> None:
    page.tree.setFocus()
    seen = set()
    for _ in range(8):
        press(Qt.Key.Key_Down)
        seen.add(page.presenter.chosen)
        spoken = page.tree.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken
    assert len(seen) > 5
    index = page.tree.currentIndex()
    assert QAccessible.queryAccessibleInterface(page.tree) is not None
    assert index.isValid()


def test_the_day_moves_from_event_to_event(page: HierarchyPage) -> None:
    choose(page, BREACH)
    assert page.presenter.day is not None and page.presenter.day.on == TODAY
    page.days.later.setFocus()
    press(Qt.Key.Key_Space)
    assert page.presenter.day.on == dt.date(2027, 3, 1)
    assert page.days.field.value() == "2027-03-01"
    assert "Douze jours." in chosen_text(page)
    assert not page.days.later.isEnabled()
    page.tree.setFocus()
    press(Qt.Key.Key_Left, ALT)
    assert page.presenter.day.on == dt.date(2026, 1, 1)


def test_a_typed_day_is_taken_and_none_is_refused(page: HierarchyPage) -> None:
    page.days.field.setFocus()
    page.days.field.selectAll()
    type_text("01/04/2027")
    press(Qt.Key.Key_Return)
    assert page.presenter.day is not None and page.presenter.day.on == dt.date(2027, 4, 1)
    page.days.field.selectAll()
    type_text("hier")
    press(Qt.Key.Key_Return)
    assert page.presenter.day.on == dt.date(2027, 4, 1)
    assert page.days.field.value() == "2027-04-01"


def test_the_consolidated_text_shows_origins_and_hides_what_no_longer_counts(page: HierarchyPage) -> None:
    page.tools.whole.setFocus()
    press(Qt.Key.Key_Space)
    told = chosen_text(page)
    assert told.index("Trente <jours>.") < told.index("Dix jours.")
    assert "À cent jours." not in told
    page.tools.everything.setChecked(True)
    assert "À cent jours." in chosen_text(page)


def test_a_trial_says_which_answers_flip_and_saves_nothing(page: HierarchyPage, desk: DeskContext) -> None:
    choose(page, BREACH)
    page.tools.without.trigger()
    told = chosen_text(page)
    assert "1 réponse change" in told
    assert page.presenter.trying
    page.tools.end.trigger()
    assert not page.presenter.trying
    assert "réponse change" not in chosen_text(page)


def test_a_clause_is_tried_from_the_dialog(page: HierarchyPage, qtbot: QtBot) -> None:
    page.dialogs.open_trial()
    (dialog,) = page.findChildren(TrialDialog)
    dialog.subject.setCurrentIndex(dialog.subject.findData("insurance"))
    assert dialog.target.text() == "CG-12"
    dialog.words.setPlainText("Deux millions.")
    dialog.accept()
    assert page.presenter.trying
    assert "Deux millions." in chosen_text(page)


def test_a_clause_on_no_subject_needs_the_clause_it_names(page: HierarchyPage) -> None:
    page.dialogs.open_trial()
    (dialog,) = page.findChildren(TrialDialog)
    dialog.subject.setCurrentIndex(dialog.subject.findData("other"))
    dialog.target.setText("article six")
    standard = dialog.buttons.StandardButton.Ok
    assert not dialog.buttons.button(standard).isEnabled()
    dialog.target.setText("CG-18")
    assert dialog.buttons.button(standard).isEnabled()
    dialog.reject()


def test_ranked_lower_the_clause_gives_way(page: HierarchyPage) -> None:
    page.presenter.chosen = BREACH
    page.presenter.try_rank(Document.GENERAL)
    (flip,) = page.presenter.day.flips
    assert flip.topic == Topic("breach_notice")
    page.presenter.end_trial()
    page.presenter.try_clause(Topic("insurance"), Effect.COMPLETE, "CG-12", "Un.", Document.SPECIAL)
    assert page.presenter.trying


def test_the_texts_of_the_contract_are_searched(page: HierarchyPage) -> None:
    page.search("trente")
    assert len(page.tree.row_keys()) == 1
    page.tree.setFocus()
    press(Qt.Key.Key_Down)
    assert page.presenter.chosen.endswith(":D1")
    page.search("")
    assert BREACH in page.tree.row_keys()


def test_the_citation_goes_to_the_clipboard(page: HierarchyPage) -> None:
    key = next(key for key in page.tree.row_keys() if key.endswith(":CG-6.3.b"))
    choose(page, key)
    press(Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text() == "CG art. 6.3.b, version 2026-01"


def test_why_is_answered_by_the_rules(page: HierarchyPage) -> None:
    choose(page, BREACH)
    found = page.why()
    assert isinstance(found, WhyRequest)
    assert found.step.clauses == ("CG-2.2",)


def test_another_contract_is_found_by_name(page: HierarchyPage, desk: DeskContext, qtbot: QtBot) -> None:
    page.contracts.typed.setFocus()
    page.contracts.typed.selectAll()
    type_text("nobody of this name")
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert page.presenter.day is not None, "the contract stays"
    made: list[str] = []
    answers = sample_answers("clinic", TODAY)
    desk.run(
        lambda store: new_draft(store, answers, "order.started", desk.person, desk.clock, desk.chance),
        lambda one: made.append(one.record.number),
    )
    settle(desk, qtbot)
    page.contracts.typed.selectAll()
    type_text("tilleuls")
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert page.presenter.day.shown.number == made[0]
    assert page.contracts.typed.text().startswith(made[0])


def test_the_language_changes_without_losing_the_row(page: HierarchyPage, desk: DeskContext) -> None:
    choose(page, BREACH)
    desk.set_language("en")
    assert "CP-D1 prevails" in chosen_text(page)
    assert page.presenter.chosen == BREACH


def test_the_picture_shows_the_documents_and_says_its_arrows(page: HierarchyPage) -> None:
    page.tools.pictured.setFocus()
    press(Qt.Key.Key_Space)
    assert page.reading.picture.isVisible() and not page.reading.sheet.isVisible()
    told = page.reading.picture.accessibleDescription()
    assert "CP-D1 → CG-6.3.a" in told
    assert "CP-D2 → CG-A1.1 (Nulle de plein droit" in told
    svg = page.reading.picture.svg()
    assert b"<svg" in svg and b"CP-D1" in svg
    assert page.reading.picture.png().startswith(b"\x89PNG")
    page.tools.whole.setChecked(True)
    assert not page.tools.pictured.isChecked() and page.reading.sheet.isVisible()


def test_the_whole_text_or_the_picture_is_saved(
    page: HierarchyPage, desk: DeskContext, qtbot: QtBot, tmp_path: Path
) -> None:
    said: list[str] = []
    desk.message_posted.connect(lambda message: said.append(message.text))
    page.save_in(tmp_path)
    settle(desk, qtbot)
    assert said[-1].endswith("-consolide-2026-11-22.docx")
    page.tools.pictured.setChecked(True)
    page.save_in(tmp_path)
    settle(desk, qtbot)
    assert said[-1].endswith("-hierarchie-2026-11-22.png") and ".svg, " in said[-1]


def test_a_beta_service_of_the_order_is_asked_about(desk: DeskContext, qtbot: QtBot) -> None:
    made: list[str] = []
    desk.run(lambda store: prepare(store, desk, beta=True), made.append)
    settle(desk, qtbot)
    page = HierarchyPage(desk)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.enter(made[0])
    settle(desk, qtbot)
    choose(page, BREACH)
    assert page.tools.beta.isVisible() and "CG-18.3" not in chosen_text(page)
    page.tools.beta.click()
    assert "CG-18.3" in chosen_text(page) and "bêta" in chosen_text(page)
    page.tools.whole.click()
    assert not page.tools.beta.isVisible()


def test_an_order_without_beta_services_is_not_asked_about_them(page: HierarchyPage) -> None:
    assert page.tools.beta.isHidden()
