"""The cards of derogations and special conditions, by keyboard: taken from the library, filled in, written
freely, judged, moved, compared, commented."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.clauses.clause_reasons import ClauseReason
from numspot_desk.contracts.clauses.clause_verdict import Verdict
from numspot_desk.contracts.clauses.clause_verdict_words import Fault
from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.order_check import TermsText
from numspot_desk.contracts.order.order_document import get, put
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.order.clauses.clause_card import ClauseCard
from numspot_desk.ui.order.clauses.clause_panes import CommentsPane, DifferencePane, PreviewPane, ReasonPane
from numspot_desk.ui.order.clauses.conditions_step import ConditionsStep
from numspot_desk.ui.order.clauses.library_dialog import LibraryDialog
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.orders.edit_order import DraftHandle, check_context, save_edit
from numspot_desk.usecases.orders.order_json import order_json
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import Place
from tests.contracts import orders
from tests.ui import keyboard
from tests.ui.order.typist import ALT, CONTROL, Typist

Ask = Callable[[Callable[[Any], Any]], Any]
FIRST, SECOND = "derogations[0]", "derogations[1]"


@pytest.fixture
def step(page: OrderPage, ask: Ask, qtbot: QtBot) -> Callable[..., ConditionsStep]:
    """The conditions step of an order with these derogations."""

    def opened(*derogations: dict[str, Any], **changes: Any) -> ConditionsStep:
        record, clock = page.presenter.record, page.context.clock
        answers = {**orders.order(), "derogations": list(derogations), **changes}

        def work(store: Any) -> None:
            handle = DraftHandle(record.id, store.orders.load(record.id).row_version)
            save_edit(store, handle, answers, Place("conditions"), check_context(store, clock), clock)

        page.autosave.flush()
        qtbot.waitUntil(lambda: not page.context.busy, timeout=10_000)
        ask(work)
        return again(page, qtbot)

    return opened


def again(page: OrderPage, qtbot: QtBot) -> ConditionsStep:
    """The step as it opens from the store."""
    page.enter((page.presenter.record.id, StepId.CONDITIONS))
    qtbot.waitUntil(lambda: not page.context.busy, timeout=10_000)
    view = page.view(StepId.CONDITIONS)
    assert isinstance(view, ConditionsStep)
    qtbot.waitUntil(lambda: view.clauses.desk is not None and view.clauses.assessment is not None)
    return view


def card(view: ConditionsStep, path: str = FIRST) -> ClauseCard:
    return view.cards.cards[path]


def text_at(view: ConditionsStep, path: str) -> str:
    return str(get(view.presenter.answers, f"{path}.text"))


def verdict(view: ConditionsStep, path: str = FIRST) -> Verdict:
    found = view.clauses.verdict(path)
    assert found is not None
    return found.verdict


def button(view: ConditionsStep, path: str, name: str, typist: Typist) -> QPushButton:
    """Open a pane by its button, from the field of the text."""
    typist.tab_to(f"{path}.text")
    wanted = card(view, path).buttons[name]
    keyboard.tab_to(wanted)
    typist.press(Qt.Key.Key_Space)
    return wanted


def dialog_of(view: ConditionsStep, qtbot: QtBot) -> LibraryDialog:
    found = [one for one in view.findChildren(LibraryDialog) if one.isVisible()]
    assert len(found) == 1
    qtbot.waitUntil(lambda: QApplication.activeWindow() is found[0], timeout=5_000)
    return found[0]


def take(view: ConditionsStep, typist: Typist, words: str) -> None:
    """Take the first clause of the library that answers to these words."""
    typist.tab_to_button("Prendre une dérogation dans la bibliothèque")
    typist.press(Qt.Key.Key_Space)
    dialog = dialog_of(view, typist.qtbot)
    keyboard.type_text(words)
    keyboard.press(Qt.Key.Key_Return)
    closed(dialog, typist)


def closed(dialog: LibraryDialog, typist: Typist) -> None:
    """Wait until the dialog is gone and the page has the keyboard again, as a window system sees to it."""
    typist.qtbot.waitUntil(lambda: not dialog.isVisible())
    window = typist.page.window()
    window.activateWindow()
    typist.qtbot.waitUntil(lambda: QApplication.activeWindow() is window)


# ── The library ──────────────────────────────────────────────────────────────────────────────────────


def test_a_clause_is_searched_and_taken_by_keyboard(
    step: Callable[..., ConditionsStep], typist: Typist
) -> None:
    view = step()
    take(view, typist, "suspension")
    assert typist.field() == f"{FIRST}.text"
    assert get(view.presenter.answers, f"{FIRST}.target") == "CG-6.1.d"
    assert "sept (7)" in text_at(view, FIRST) or "quinze (15)" in text_at(view, FIRST)
    assert verdict(view) is Verdict.COMPLIANT
    assert "T04" in card(view).effects.text() and "Rien d’autre ne change." in card(view).effects.text()


def test_the_arrows_walk_through_the_clauses_while_the_search_keeps_the_focus(
    step: Callable[..., ConditionsStep], typist: Typist
) -> None:
    view = step()
    typist.tab_to_button("Prendre une dérogation dans la bibliothèque")
    typist.press(Qt.Key.Key_Space)
    dialog = dialog_of(view, typist.qtbot)
    first = dialog.title.text()
    keyboard.press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is dialog.search and dialog.title.text() != first
    keyboard.type_text("zzz")
    assert not dialog.insert.isEnabled()
    assert dialog.title.text() == "Aucune clause de la bibliothèque ne correspond à cette recherche."
    keyboard.press(Qt.Key.Key_Escape)
    assert not view.presenter.answers.get("derogations")


def test_a_clause_that_is_called_so_stands_before_one_that_says_so(
    step: Callable[..., ConditionsStep],
) -> None:
    dialog = step().choose_from_library()
    dialog.search.setText("emeure")
    dialog.search.edited.emit()
    assert dialog.list.count() == 0
    dialog.search.setText("mise en DEMEURE")
    dialog.search.edited.emit()
    assert dialog.list.item(0).text().startswith("Préavis de mise en demeure")
    assert dialog.list.count() > 1
    dialog.reject()


def test_what_cannot_stand_in_the_order_is_refused_by_name(
    step: Callable[..., ConditionsStep], typist: Typist
) -> None:
    view = step()
    take(view, typist, "plafond de responsabilité")
    typist.tab_to_button("Prendre une dérogation dans la bibliothèque")
    typist.press(Qt.Key.Key_Space)
    dialog = dialog_of(view, typist.qtbot)
    keyboard.type_text("plafond de responsabilité")
    barred = []
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        barred.append(dialog.barred.text())
        assert not dialog.insert.isEnabled()
        keyboard.press(Qt.Key.Key_Return)
        assert dialog.isVisible()
    assert any("a déjà cette clause" in one for one in barred)
    assert any("exclut celle-ci" in one for one in barred)
    assert len(view.presenter.answers["derogations"]) == 1
    dialog.reject()


def test_a_clause_that_the_governing_version_lacks_is_refused_by_name(
    step: Callable[..., ConditionsStep],
) -> None:
    view = step(orders.derogation())
    opened = view.presenter.opened
    assert opened is not None
    terms = TermsText(references=frozenset({"CG-6.3.a"}))
    view.presenter.opened = replace(opened, context=replace(opened.context, terms=terms))
    view.show_check()
    dialog = view.choose_from_library()
    dialog.search.setText("suspension")
    dialog.search.edited.emit()
    assert "CG-6.1.d" in dialog.barred.text() and not dialog.insert.isEnabled()
    dialog.reject()


def test_ctrl_space_opens_the_library_of_the_place(
    step: Callable[..., ConditionsStep], typist: Typist
) -> None:
    view = step(special_conditions=[orders.conditions("HDS", "R1111-11.1")])
    typist.press(Qt.Key.Key_Space, CONTROL)
    dialog = dialog_of(view, typist.qtbot)
    assert dialog.about.text().startswith("CG-")
    keyboard.press(Qt.Key.Key_Escape)
    closed(dialog, typist)
    typist.tab_to("special_conditions[0].clauses[0].text")
    typist.press(Qt.Key.Key_Space, CONTROL)
    dialog = dialog_of(view, typist.qtbot)
    assert dialog.about.text().startswith("R1111-11.")
    keyboard.press(Qt.Key.Key_Escape)


# ── Values ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_value_writes_the_clause_and_undo_brings_the_former_back(
    step: Callable[..., ConditionsStep], typist: Typist
) -> None:
    view = step()
    take(view, typist, "suspension")
    before = text_at(view, FIRST)
    typist.answer(f"{FIRST}.values.delay", "30")
    assert "trente (30)" in text_at(view, FIRST)
    assert get(view.presenter.answers, f"{FIRST}.data.days") == 30
    assert verdict(view) is Verdict.FALLBACK
    assert "→ 30 jours" in card(view).effects.text()
    typist.tab_to(f"{FIRST}.text")
    while text_at(view, FIRST) != before:
        typist.press(Qt.Key.Key_Z, CONTROL)
    assert verdict(view) is Verdict.COMPLIANT
    row = card(view).parameters
    assert row is not None and row.rows["delay"].editor.text() != "30"


@pytest.mark.parametrize(
    ("typed", "said"), [("900", "hors limites"), ("", "rien n’est renseigné"), ("120", "")]
)
def test_a_refused_value_waits_beside_the_text_and_is_there_after_a_restart(
    step: Callable[..., ConditionsStep], typist: Typist, typed: str, said: str
) -> None:
    view = step()
    take(view, typist, "suspension")
    before = text_at(view, FIRST)
    typist.tab_to(f"{FIRST}.values.delay")
    typist.press(Qt.Key.Key_A, CONTROL)
    typist.type(typed) if typed else typist.press(Qt.Key.Key_Delete)

    def refused(shown: ConditionsStep) -> None:
        parameters = card(shown).parameters
        assert parameters is not None
        assert parameters.rows["delay"].editor.text() == typed
        (problem,) = parameters.rows["delay"].problems
        assert said in shown.context.language.render(problem.message).lower()
        assert "le texte garde sa valeur d’avant" in card(shown).blocking.text()
        assert text_at(shown, FIRST) == before and verdict(shown) is Verdict.COMPLIANT

    refused(view)
    typist.settle()
    refused(again(view.presenter and typist.page, typist.qtbot))


def test_tab_goes_as_the_eye_does_when_the_order_opens_and_when_a_pane_does(
    step: Callable[..., ConditionsStep], typist: Typist
) -> None:
    view = step()
    take(view, typist, "suspension")
    typist.settle()
    view = again(typist.page, typist.qtbot)
    typist.tab_to(f"{FIRST}.text")
    typist.press(Qt.Key.Key_Tab)
    assert typist.field() == f"{FIRST}.values.delay"
    button(view, FIRST, "reason", typist)
    typist.press(Qt.Key.Key_Tab, times=2)
    pane = card(view).pane("reason")
    assert isinstance(pane, ReasonPane) and typist.focused() is pane.asked_by


def test_an_order_opens_again_in_the_value_that_was_typed(
    step: Callable[..., ConditionsStep], typist: Typist
) -> None:
    view = step()
    take(view, typist, "suspension")
    typist.answer(f"{FIRST}.values.delay", "20")
    typist.settle()
    typist.page.enter(view.presenter.record.id)
    typist.qtbot.waitUntil(lambda: not typist.page.context.busy)
    assert typist.field() == f"{FIRST}.values.delay"


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_free_clause_is_judged_at_each_key(step: Callable[..., ConditionsStep], typist: Typist) -> None:
    view = step(orders.derogation(text="", data=None))
    assert verdict(view) is Verdict.DEVIATION
    typist.tab_to(f"{FIRST}.text")
    typist.type("Selon l’article 42, le Plan de Secours prévaut. Voir CP-D9.")
    found = view.clauses.verdict(FIRST)
    assert found is not None
    assert {one.text for one in found.findings} == {"article 42", "Plan de Secours", "CP-D9"}
    assert "article 42" in card(view).blocking.text() and "CP-D9" in card(view).blocking.text()
    assert "Plan de Secours" in card(view).remarks.text()
    typist.press(Qt.Key.Key_Z, CONTROL)
    assert text_at(view, FIRST) == ""


def test_two_clauses_of_one_rank_are_an_open_conflict_named_on_both(
    step: Callable[..., ConditionsStep], typist: Typist
) -> None:
    view = step(orders.derogation(), orders.derogation(id="D2", data={"days": 60}, text="Soixante jours."))
    assert "D2" in card(view).blocking.text() and "D1" in card(view, SECOND).blocking.text()
    assert "trancher" in card(view).effects.text()
    typist.tab_to(f"{SECOND}.subject")
    typist.answer(f"{SECOND}.data.days", "30")
    assert not card(view).blocking.isVisible()


def test_a_clause_void_by_law_names_the_article(step: Callable[..., ConditionsStep], typist: Typist) -> None:
    term = orders.derogation(target="CG-A1.1", subject="payment_term", data={"days": 90}, text="À 90 jours.")
    view = step(term)
    assert verdict(view) is Verdict.VOID
    assert "L441-10" in card(view).verdict.text().replace(" ", "").replace(".", "")
    assert "Nulle" in card(view).effects.text()


def test_text_from_a_word_processor_comes_in_clean_and_can_be_had_as_it_was(
    step: Callable[..., ConditionsStep], typist: Typist, context: DeskContext
) -> None:
    view = step(orders.derogation(text="Avant. "))
    dirty = (
        "Le délai est de { REF _Ref1 \\h } trente\u200b jours\u00ad. Erreur ! Source du renvoi introuvable."
    )
    mime = QMimeData()
    mime.setText(dirty)
    QGuiApplication.clipboard().setMimeData(mime)
    said: list[str] = []
    context.message_posted.connect(lambda posted: said.append(posted.text))
    typist.tab_to(f"{FIRST}.text")
    typist.press(Qt.Key.Key_End, CONTROL)
    typist.press(Qt.Key.Key_V, CONTROL)
    now = text_at(view, FIRST)
    assert now.startswith("Avant. Le délai") and "REF" not in now and "\u200b" not in now
    found = view.clauses.verdict(FIRST)
    assert found is not None and not found.has(Fault.FIELD) and not found.has(Fault.HIDDEN)
    assert said and said[-1].startswith("Collé sans")
    typist.press(Qt.Key.Key_Z, CONTROL)
    assert text_at(view, FIRST) == "Avant. "


def test_words_changed_by_hand_are_compared_and_taken_back(
    step: Callable[..., ConditionsStep], typist: Typist
) -> None:
    view = step()
    take(view, typist, "suspension")
    before = text_at(view, FIRST)
    typist.press(Qt.Key.Key_End, CONTROL)
    typist.type(" Sauf urgence.")
    found = view.clauses.verdict(FIRST)
    assert found is not None and found.modified and verdict(view) is Verdict.DEVIATION
    assert card(view).parameters is not None and not card(view).parameters.isVisible()
    button(view, FIRST, "difference", typist)
    pane = card(view).pane("difference")
    assert isinstance(pane, DifferencePane) and "Sauf urgence" in pane.text.toPlainText()
    keyboard.tab_to(card(view).revert)
    typist.press(Qt.Key.Key_Space)
    assert text_at(view, FIRST) == before and verdict(view) is Verdict.COMPLIANT


def test_the_preview_has_the_number_and_the_words_of_the_word_file(
    step: Callable[..., ConditionsStep], typist: Typist
) -> None:
    view = step(
        orders.derogation(), orders.derogation(id="D7", subject="termination_notice", target="CG-7.1")
    )
    button(view, SECOND, "preview", typist)
    pane = card(view, SECOND).pane("preview")
    assert isinstance(pane, PreviewPane)
    assert pane.head.text().startswith("CP-D2 – ")
    assert "CG-7.1" in pane.body.text() and "Trente jours." in pane.body.text()
    typist.tab_to(f"{SECOND}.text")
    typist.press(Qt.Key.Key_End, CONTROL)
    typist.type(" Pas un de plus.")
    assert "Trente jours. Pas un de plus." in pane.body.text()


# ── Moving ───────────────────────────────────────────────────────────────────────────────────────────


def ids(view: ConditionsStep) -> list[str]:
    return [row["id"] for row in view.presenter.answers["derogations"]]


def three() -> list[dict[str, Any]]:
    return [
        orders.derogation(id=name, subject=subject, target=target, data=None, text=f"Texte {name}.")
        for name, subject, target in (
            ("D1", "breach_notice", "CG-6.3.a"),
            ("D2", "termination_notice", "CG-7.1"),
            ("D3", "suspension_notice", "CG-6.1.d"),
        )
    ]


def test_alt_and_the_arrows_move_a_clause_and_the_focus_goes_with_it(
    step: Callable[..., ConditionsStep], typist: Typist
) -> None:
    view = step(*three())
    typist.tab_to(f"{SECOND}.text")
    typist.press(Qt.Key.Key_Up, ALT)
    assert ids(view) == ["D2", "D1", "D3"] and typist.field() == f"{FIRST}.text"
    typist.press(Qt.Key.Key_Up, ALT)
    assert ids(view) == ["D2", "D1", "D3"]
    typist.press(Qt.Key.Key_Down, ALT, times=2)
    assert ids(view) == ["D1", "D3", "D2"] and typist.field() == "derogations[2].text"
    typist.press(Qt.Key.Key_Z, CONTROL, times=3)
    assert ids(view) == ["D1", "D2", "D3"]
    card(view, "derogations[2]").handle.setFocus()
    typist.press(Qt.Key.Key_Up, ALT)
    assert ids(view) == ["D1", "D3", "D2"]
    assert QApplication.focusWidget() is card(view, SECOND).handle


def test_a_clause_is_dragged_by_its_handle(step: Callable[..., ConditionsStep], qtbot: QtBot) -> None:
    view = step(*three())
    handle, below = card(view).handle, card(view, "derogations[2]").group
    target = below.mapToGlobal(QPoint(10, below.height() - 4))
    start = handle.mapToGlobal(handle.rect().center())
    for kind, at in (
        (QEvent.Type.MouseButtonPress, start),
        (QEvent.Type.MouseMove, target),
        (QEvent.Type.MouseButtonRelease, target),
    ):
        held = (
            Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
        )
        local = QPointF(handle.mapFromGlobal(at))
        event = QMouseEvent(
            kind, local, QPointF(at), Qt.MouseButton.LeftButton, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(handle, event)
    assert ids(view) == ["D2", "D3", "D1"]


# ── Beside the order ─────────────────────────────────────────────────────────────────────────────────


def test_reason_and_end_are_kept_beside_the_order(
    step: Callable[..., ConditionsStep], typist: Typist
) -> None:
    view = step(orders.derogation())
    button(view, FIRST, "reason", typist)
    pane = card(view).pane("reason")
    assert isinstance(pane, ReasonPane)
    for editor, words in (
        (pane.asked_by, "Le client"),
        (pane.until, "31/12/2027"),
        (pane.why, "Sa pratique"),
    ):
        keyboard.tab_to(editor)
        typist.type(words)
    typist.press(Qt.Key.Key_Tab)
    typist.settle()
    shown = again(typist.page, typist.qtbot)
    reason = shown.clauses.reason_of(FIRST)
    assert isinstance(reason, ClauseReason)
    assert (reason.asked_by, reason.why, str(reason.until)) == ("Le client", "Sa pratique", "2027-12-31")
    assert "Sa pratique" not in order_json(shown.presenter.answers).decode()


def test_sales_and_legal_talk_on_a_clause_and_none_of_it_is_exported(
    step: Callable[..., ConditionsStep], typist: Typist, context: DeskContext
) -> None:
    view = step(orders.derogation())
    button(view, FIRST, "comments", typist)
    pane = card(view).pane("comments")
    assert isinstance(pane, CommentsPane)
    keyboard.tab_to(pane.words)
    typist.type("Le client y tient.")
    keyboard.tab_to(pane.send)
    typist.press(Qt.Key.Key_Space)
    typist.qtbot.waitUntil(lambda: len(view.clauses.comments.threads(FIRST)) == 1, timeout=5_000)
    typist.qtbot.waitUntil(lambda: card(view).buttons["comments"].text() == "Commentaires (1)")
    assert pane.words.value() == ""
    context.person = Person("Louis Juriste", "legal")
    view.clauses._shown()
    keyboard.tab_to(pane.words)
    typist.type("Trente, pas plus.")
    keyboard.tab_to(pane.send)
    typist.press(Qt.Key.Key_Space)
    typist.qtbot.waitUntil(
        lambda: len(view.clauses.comments.threads(FIRST)[0].thread.entries) == 2, timeout=5_000
    )
    keyboard.tab_to(pane.resolve)
    typist.press(Qt.Key.Key_Space)
    typist.qtbot.waitUntil(lambda: view.clauses.comments.threads(FIRST)[0].thread.resolved, timeout=5_000)
    assert "y tient" not in order_json(view.presenter.answers).decode()


def test_what_was_taken_out_and_written_anew_has_nothing_of_the_former_clause(
    step: Callable[..., ConditionsStep], typist: Typist
) -> None:
    view = step()
    take(view, typist, "suspension")
    former = get(view.presenter.answers, f"{FIRST}.id")
    typist.tab_to_button("Retirer la dérogation 1")
    typist.press(Qt.Key.Key_Space)
    typist.tab_to_button("Ajouter une dérogation")
    typist.press(Qt.Key.Key_Space)
    assert get(view.presenter.answers, f"{FIRST}.id") != former
    found = view.clauses.verdict(FIRST)
    assert found is not None and found.taken is None


# ── Special conditions ───────────────────────────────────────────────────────────────────────────────


def test_a_subject_that_nothing_covers_is_covered_from_the_library(
    step: Callable[..., ConditionsStep], typist: Typist
) -> None:
    view = step(special_conditions=[orders.conditions("HDS", "R1111-11.1")])
    block = view._blocks[0]
    cell = block.strip.cells["R1111-11.14"]
    cell.setFocus()
    typist.press(Qt.Key.Key_Space)
    dialog = dialog_of(view, typist.qtbot)
    assert "R1111-11.14" in dialog.about.text()
    keyboard.press(Qt.Key.Key_Return)
    closed(dialog, typist)
    path = "special_conditions[0].clauses[1]"
    assert get(view.presenter.answers, f"{path}.subjects") == ["R1111-11.14"]
    assert typist.field() == f"{path}.text"
    assert verdict(view, path) is Verdict.COMPLIANT


def test_a_frozen_order_shows_its_clauses_and_changes_none(
    step: Callable[..., ConditionsStep], typist: Typist, context: DeskContext
) -> None:
    context.person = Person("Anne Lectrice", "read_only")
    view = step(*three())
    assert not view.presenter.editable
    assert verdict(view) is Verdict.DEVIATION
    assert not card(view).handle.isVisible() and not view.from_library.isVisible()
    assert view.clauses.move(FIRST, 1) == FIRST
    assert put(view.presenter.answers, "derogations", []) != view.presenter.answers


def test_a_clause_that_no_longer_fits_the_order_counts_among_the_problems_of_the_step(
    step: Callable[..., ConditionsStep], typist: Typist
) -> None:
    view = step()
    take(view, typist, "délai de paiement")
    presenter = view.presenter
    source = card(view).parameters
    assert source is not None and source.clause.requires == ("buyer:private",)
    assert not presenter.blocked
    presenter.edit(put(presenter.answers, "client.public_body", True), "x", "client.public_body")
    presenter.check()
    found = [each for each in presenter.problems if each.field == FIRST and each.code == "invalid_value"]
    assert len(found) == 1 and presenter.blocked
    assert "CP-D1" in view.context.language.render(found[0].message)
    presenter.undo()
    presenter.check()
    assert not presenter.blocked
