"""Writing a version of a clause by keyboard: preview at every key, refusals in place, nothing lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.library.built_in import built_in
from numspot_desk.contracts.library.writing import document_of
from numspot_desk.ui.conditions.clause_editor import ClauseEditor
from numspot_desk.ui.conditions.library_view import LibraryView
from numspot_desk.ui.conditions.view import ConditionsPage
from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.usecases.conditions.clause_library import read_library
from numspot_desk.usecases.conditions.write_clause import checked, write_clause
from numspot_desk.usecases.person import Person
from tests.ui.conditions.shown import settle
from tests.ui.keyboard import CONTROL, press, tab_to, type_text

LAWYER = Person("Louis Juriste", "legal")


@pytest.fixture
def view(page: ConditionsPage, desk: DeskContext, qtbot: QtBot) -> LibraryView:
    desk.set_person(LAWYER)
    page.show_tab("library")
    settle(desk, qtbot)
    found = page.tab()
    assert isinstance(found, LibraryView)
    return found


def opened(view: LibraryView, clause_id: str, qtbot: QtBot) -> ClauseEditor:
    view.choose(clause_id)
    view.write_version()
    settle(view.context, qtbot)
    editor = view.writing.editor
    assert editor is not None
    return editor


def test_the_form_says_every_clause_of_the_program_again(view: LibraryView, qtbot: QtBot) -> None:
    for clause_id in ("breach-notice", "audit-rights", "references", "hds-29-remote-access", "discount"):
        editor = opened(view, clause_id, qtbot)
        assert editor.form.document() == {**document_of(built_in()[clause_id]), "version": 2}
        editor.reject()
        settle(view.context, qtbot)


def test_a_version_is_written_by_keyboard(view: LibraryView, desk: DeskContext, qtbot: QtBot) -> None:
    view.choose("breach-notice")
    press(Qt.Key.Key_E, CONTROL)
    settle(desk, qtbot)
    editor = view.writing.editor
    assert editor is not None
    text = editor.form.fields["text"]
    assert QApplication.focusWidget() is text
    press(Qt.Key.Key_End, CONTROL)
    type_text(" Le Client en accuse réception.")
    assert "quinze (15) jours calendaires" in editor.preview.toPlainText().replace("\xa0", " ")
    assert "Le Client en accuse réception." in editor.preview.toPlainText()
    press(Qt.Key.Key_Return, CONTROL)
    settle(desk, qtbot)
    assert editor.note_row.problems and QApplication.focusWidget() is editor.note
    type_text("Demandé par les hôpitaux")
    press(Qt.Key.Key_Return, CONTROL)
    settle(desk, qtbot)
    settle(desk, qtbot)
    entry = view.entry()
    assert entry is not None and entry.clause.version == 2
    assert entry.clause.text.endswith("Le Client en accuse réception.")
    assert entry.versions[0].clause == built_in()["breach-notice"]
    assert entry.latest.note == "Demandé par les hôpitaux"


def test_what_is_wrong_is_said_beside_the_field_that_was_touched(view: LibraryView, qtbot: QtBot) -> None:
    editor = opened(view, "breach-notice", qtbot)
    before = editor.preview.toPlainText()
    press(Qt.Key.Key_A, CONTROL)
    type_text("Sans délai.")
    rows = editor.form.all_rows()
    assert [name for name, row in rows.items() if row.problems] == ["text"]
    assert editor.preview.toPlainText() == before and "1 point" in editor.outcome.text()
    editor.reject()


def test_a_ladder_with_a_gap_is_refused_at_the_ladder(
    view: LibraryView, desk: DeskContext, qtbot: QtBot
) -> None:
    editor = opened(view, "breach-notice", qtbot)
    form = editor.form.parameters[0]
    cell = form.ladder.bands[0].fields["most"]
    tab_to(cell)
    press(Qt.Key.Key_A, CONTROL)
    type_text("3")
    (problem,) = form.rows["ladder"].problems
    assert "4" in desk.language.render(problem.message)
    press(Qt.Key.Key_Return, CONTROL)
    settle(desk, qtbot)
    assert view.writing.editor is editor and editor.outcome.problem
    press(Qt.Key.Key_Escape)
    settle(desk, qtbot)


def test_text_of_a_word_processor_is_refused_and_cleaned(view: LibraryView, qtbot: QtBot) -> None:
    editor = opened(view, "breach-notice", qtbot)
    editor.form.fields["text"].insertPlainText("\u200b{ REF _Ref1 \\h } ")
    assert editor.form.rows["text"].problems
    tab_to(editor.form.clean_button)
    press(Qt.Key.Key_Space)
    assert not editor.form.rows["text"].problems and not editor.form.clean_button.isVisible()
    assert "\u200b" not in editor.form.document()["text"]
    editor.reject()


def test_a_target_that_the_terms_lack_is_refused(view: LibraryView, qtbot: QtBot) -> None:
    editor = opened(view, "breach-notice", qtbot)
    tab_to(editor.form.fields["target"], 200)
    press(Qt.Key.Key_A, CONTROL)
    type_text("CG-99.9")
    assert editor.form.rows["target"].problems
    editor.reject()


def test_what_is_left_is_offered_again(view: LibraryView, desk: DeskContext, qtbot: QtBot) -> None:
    said: list[QuietMessage] = []
    desk.message_posted.connect(said.append)
    editor = opened(view, "breach-notice", qtbot)
    press(Qt.Key.Key_Escape)
    settle(desk, qtbot)
    assert not said  # nothing was typed
    editor = opened(view, "breach-notice", qtbot)
    press(Qt.Key.Key_A, CONTROL)
    type_text("Rien que {delay}.")
    press(Qt.Key.Key_Escape)
    settle(desk, qtbot)
    undo = said[-1].undo
    assert undo is not None
    undo()
    settle(desk, qtbot)
    again = view.writing.editor
    assert again is not None and again is not editor
    assert again.form.document()["text"] == "Rien que {delay}."
    again.reject()


def test_a_version_written_meanwhile_is_not_written_over(
    view: LibraryView, desk: DeskContext, qtbot: QtBot
) -> None:
    editor = opened(view, "breach-notice", qtbot)
    made = {**document_of(built_in()["breach-notice"]), "version": 2}
    desk.run(lambda store: write_clause(store, made, "Entre-temps", LAWYER, desk.clock))
    settle(desk, qtbot)
    editor.note.set_value("La mienne")
    press(Qt.Key.Key_Return, CONTROL)
    settle(desk, qtbot)
    assert view.writing.editor is editor and "version 2" in editor.outcome.text()
    editor.reject()


def test_a_clause_of_ones_own_is_written_from_nothing(
    view: LibraryView, desk: DeskContext, qtbot: QtBot
) -> None:
    tab_to(view.new_button)
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    editor = view.writing.editor
    assert editor is not None and QApplication.focusWidget() is editor.form.fields["id"]
    type_text("visit-notice")
    for name, said in (
        ("title.fr", "Préavis de visite"),
        ("title.en", "Notice of a visit"),
        ("target", "CG-17.1"),
        ("text", "Toute visite est annoncée {value_1} à l'avance."),
        ("gloss", "Any visit is announced {value_1} before."),
        ("reason.fr", "Demandé."),
        ("reason.en", "Asked for."),
    ):
        tab_to(editor.form.fields[name], 200)
        type_text(said)
    editor.form.fields["subject"].set_value("audit")
    tab_to(editor.form.add_button, 200)
    press(Qt.Key.Key_Space)
    QApplication.processEvents()
    form = editor.form.parameters[0]
    assert QApplication.focusWidget() is form.fields["name"]
    for name, said in (("label.fr", "Préavis"), ("label.en", "Notice")):
        tab_to(form.fields[name], 2)
        type_text(said)
    editor.note.set_value("Première")
    assert "trente (30) jours calendaires" in editor.preview.toPlainText().replace("\xa0", " ")
    press(Qt.Key.Key_Return, CONTROL)
    settle(desk, qtbot)
    settle(desk, qtbot)
    entry = view.entry()
    assert entry is not None and entry.clause.id == "visit-notice" and entry.clause.version == 1


def test_a_parameter_taken_out_is_put_back(view: LibraryView, desk: DeskContext, qtbot: QtBot) -> None:
    editor = opened(view, "audit-rights", qtbot)
    before = editor.form.document()
    editor.form.parameters[0].removed.emit()
    assert len(editor.form.document()["parameters"]) == len(before["parameters"]) - 1
    assert QApplication.focusWidget() is editor.form.restore_button
    press(Qt.Key.Key_Space)
    assert editor.form.document() == before
    editor.reject()
    settle(desk, qtbot)


def test_a_relation_is_added_and_taken_out_by_keyboard(
    view: LibraryView, desk: DeskContext, qtbot: QtBot
) -> None:
    editor = opened(view, "breach-notice", qtbot)
    field = editor.form.fields["excludes"]
    tab_to(field.add, 200)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    field.add.edited.emit()
    assert editor.form.document()["excludes"] == ["payment-term"]
    field.list.setFocus()
    press(Qt.Key.Key_Delete)
    assert "excludes" not in editor.form.document()
    editor.reject()
    settle(desk, qtbot)


def test_every_field_has_a_name_for_screen_readers(
    view: LibraryView, desk: DeskContext, qtbot: QtBot
) -> None:
    editor = opened(view, "audit-rights", qtbot)
    for name, row in editor.form.all_rows().items():
        assert row.editor.accessibleName(), name
    for form in editor.form.parameters:
        for band in form.ladder.bands:
            assert all(field.accessibleName() for field in band.fields.values())
            assert band.remove.accessibleName()
    editor.reject()
    settle(desk, qtbot)


def test_checking_a_draft_says_what_keeping_it_would(desk: DeskContext, qtbot: QtBot) -> None:
    found: list[object] = []
    made = {**document_of(built_in()["breach-notice"]), "version": 2, "text": "Sans place."}
    desk.run(lambda store: checked(read_library(store), made), found.append)
    settle(desk, qtbot)
    assert isinstance(found[0], tuple)
