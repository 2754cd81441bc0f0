"""The review at the keyboard: sent by sales, returned with a remark, approved by legal, exported, void."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.order_document import put
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.reviewing.review import BegunNote
from numspot_desk.contracts.reviewing.review_parts import PartState
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.ui.order.review.delegate_dialog import DelegateDialog
from numspot_desk.ui.order.review.review_panel import ReviewPanel
from numspot_desk.usecases.orders.edit_order import DraftHandle, check_context, save_edit
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import Place
from numspot_desk.usecases.reviews.read_review import Review, standing_approval
from numspot_desk.usecases.reviews.review_rules import ReviewAct
from numspot_desk.usecases.samples.sample_answers import CLINIC, TOWN, WORKSHOP, sample_answers
from numspot_desk.usecases.settings.change_settings import change_four_eyes, change_powers, change_threshold
from tests.documents.word_reading import part, text_of
from tests.ui.order.fill import fill_order
from tests.ui.order.typist import ALT, Typist

Ask = Callable[[Callable[[Any], Any]], Any]
SALES = Person("Camille Durand", "sales")
LEGAL = Person("Louis Juriste", "legal")
NBSP = "\N{NO-BREAK SPACE}"
READER = Person("Anne Lectrice", "read_only")


class Chooser:
    def __init__(self, folder: Path) -> None:
        self.place = folder

    def folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        chosen(self.place)


@pytest.fixture
def context(context: DeskContext) -> Iterator[DeskContext]:
    context.word, context.files = WordFiles(), FolderFiles()
    yield context


@pytest.fixture
def panel(page: OrderPage, ask: Ask, qtbot: QtBot) -> Callable[[str], ReviewPanel]:
    """Fill the order with a sample and open its last step."""

    def fill(name: str) -> ReviewPanel:
        record, clock = page.presenter.record, page.context.clock

        def work(store: Any) -> None:
            handle = DraftHandle(record.id, store.orders.load(record.id).row_version)
            answers = sample_answers(name, clock.today())
            save_edit(store, handle, answers, Place("review"), check_context(store, clock), clock)

        page.autosave.flush()
        ask(work)
        page.enter(record.id)
        qtbot.waitUntil(lambda: page.presenter.place.step == "review")
        view = page.view(StepId.REVIEW)
        return view.review_panel

    return fill


def press(typist: Typist, name: str) -> None:
    typist.tab_to_button(name)
    typist.press(Qt.Key.Key_Space)


def write(typist: Typist, panel: ReviewPanel, note: str) -> None:
    typist.qtbot.waitUntil(lambda: not panel.context.busy)
    for _ in range(200):
        if typist.focused() is panel.note:
            break
        typist.press(Qt.Key.Key_Tab)
    assert typist.focused() is panel.note
    typist.type(note)


def read_all(typist: Typist, panel: ReviewPanel) -> None:
    """Approve every clause: the list, Ctrl+A, Ctrl+Return."""
    typist.qtbot.waitUntil(lambda: not panel.context.busy)
    for _ in range(200):
        if typist.focused() is panel.parts.list:
            break
        typist.press(Qt.Key.Key_Tab)
    typist.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    typist.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    opened = panel.presenter
    typist.qtbot.waitUntil(lambda: opened.opened.review.all_count and not panel.context.busy, timeout=10_000)


def until(page: OrderPage, state: OrderState, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.presenter.record.state is state and not page.context.busy, timeout=10_000)


def said(panel: ReviewPanel) -> list[str]:
    """What the steps of the review say, oldest first."""
    return [link.words() for link in panel.history.links if not link.isHidden()]


def offered(panel: ReviewPanel) -> set[str]:
    return {act.value for act, button in panel.buttons.items() if button.isVisibleTo(panel)}


def test_the_hospital_goes_from_empty_to_exported_by_keyboard_alone(
    shared: Path, page: OrderPage, typist: Typist, qtbot: QtBot, ask: Ask, tmp_path: Path
) -> None:
    order = json.loads((shared / "examples/orders/hospital-hds.json").read_text(encoding="utf-8"))
    fill_order(typist, order)
    panel = page.view(StepId.REVIEW).review_panel
    press(typist, "Envoyer en relecture")
    qtbot.waitUntil(lambda: bool(panel.blocking.problems))
    assert any("R1111-11.14" in problem.field for problem in panel.blocking.problems)
    assert page.presenter.record.state is OrderState.DRAFT

    typist.press(Qt.Key.Key_5, ALT)
    clauses = len(order["special_conditions"][0]["clauses"])
    path = f"special_conditions[0].clauses[{clauses}]"
    press(typist, "Ajouter une clause")
    typist.answer(f"{path}.subjects", "R1111-11.14")
    typist.answer(f"{path}.text", "Le point 14 est couvert par une stipulation d'exemple.")
    typist.press(Qt.Key.Key_7, ALT)
    typist.settle()
    write(typist, panel, "Merci de relire avant vendredi.")
    press(typist, "Envoyer en relecture")
    until(page, OrderState.IN_REVIEW, qtbot)
    assert not page.presenter.editable and offered(panel) == {"withdraw"}
    assert "review_required" not in {found.code for found in page.presenter.due.headlines()}

    page.context.set_person(LEGAL)
    assert "Merci de relire" in said(panel)[0]
    read_all(typist, panel)
    panel.parts.list.clearSelection()
    write(typist, panel, "Rien à redire.")
    press(typist, "Approuver")
    until(page, OrderState.APPROVED, qtbot)
    assert LEGAL.name in said(panel)[-1] and "Juridique" in said(panel)[-1]

    page.context.set_person(SALES)
    export = page.view(StepId.REVIEW).export_panel
    export.chooser = Chooser(tmp_path)
    press(typist, "Exporter les documents Word…")
    until(page, OrderState.EXPORTED, qtbot)
    number = page.presenter.record.id
    approval = ask(lambda store: standing_approval(store, store.orders.load(number)))
    words = sorted(tmp_path.glob("*.docx"))
    assert words and approval is not None
    for file in words:
        assert "projet" not in file.name
        assert approval.head in text_of(part(file.read_bytes(), "word/footer1.xml"))


def test_one_word_changed_after_the_approval_and_it_is_void(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot
) -> None:
    shown = panel(CLINIC)
    press(typist, "Envoyer en relecture")
    until(page, OrderState.IN_REVIEW, qtbot)
    page.context.set_person(LEGAL)
    read_all(typist, shown)
    press(typist, "Approuver")
    until(page, OrderState.APPROVED, qtbot)
    page.context.set_person(SALES)
    export = page.view(StepId.REVIEW).export_panel
    assert export.export.isVisible() and offered(shown) == {"modify"}
    press(typist, "Modifier à nouveau")
    until(page, OrderState.DRAFT, qtbot)
    assert page.presenter.editable and not export.export.isVisible()
    assert "caduque" in shown._say.text() and LEGAL.name in shown._say.text()
    page.presenter.edit(put(page.presenter.answers, "derogations[0].text", "Autrement."), "Edit", "")
    typist.settle()
    assert not export.export.isVisible() and "request" in offered(shown)


def test_legal_sends_back_with_a_remark_on_a_clause(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot
) -> None:
    shown = panel(CLINIC)
    press(typist, "Envoyer en relecture")
    until(page, OrderState.IN_REVIEW, qtbot)
    page.context.set_person(LEGAL)
    press(typist, "Prendre en charge")
    qtbot.waitUntil(lambda: len(said(shown)) == 2 and not page.context.busy)
    assert "take" not in offered(shown)
    press(typist, "Renvoyer")
    qtbot.waitUntil(lambda: bool(shown.outcome.text()))
    assert page.presenter.record.state is OrderState.IN_REVIEW
    write(typist, shown, "Trente jours au plus.")
    typist.press(Qt.Key.Key_Backtab)
    assert isinstance(typist.focused(), QComboBox)
    typist.choose("derogations[0].text")
    press(typist, "Renvoyer")
    until(page, OrderState.DRAFT, qtbot)
    texts = said(shown)
    assert "Trente jours au plus." in texts[2] and "Clause" in texts[2]
    assert shown.note.value() == "" and shown.outcome.text() == ""
    page.context.set_person(SALES)
    shown.history.jump_to_step(2)
    assert page.presenter.place.field == "derogations[0].text"


def test_sales_take_back_what_nobody_has_decided(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot
) -> None:
    shown = panel(CLINIC)
    press(typist, "Envoyer en relecture")
    until(page, OrderState.IN_REVIEW, qtbot)
    press(typist, "Reprendre en brouillon")
    until(page, OrderState.DRAFT, qtbot)
    assert page.presenter.editable and "request" in offered(shown)


def test_who_refuses_says_why(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot
) -> None:
    shown = panel(CLINIC)
    press(typist, "Envoyer en relecture")
    until(page, OrderState.IN_REVIEW, qtbot)
    page.context.set_person(LEGAL)
    press(typist, "Refuser")
    qtbot.waitUntil(lambda: bool(shown.outcome.text()))
    write(typist, shown, "Hors de notre politique.")
    press(typist, "Refuser")
    until(page, OrderState.REFUSED, qtbot)
    export = page.view(StepId.REVIEW).export_panel
    assert not offered(shown) and not export.export.isVisible() and not export.draft.isVisible()


def test_who_only_reads_sees_and_does_nothing(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot
) -> None:
    shown = panel(CLINIC)
    page.context.set_person(READER)
    assert shown.isVisible() and not offered(shown) and not shown.note_row.isVisible()
    page.context.set_person(SALES)
    press(typist, "Envoyer en relecture")
    until(page, OrderState.IN_REVIEW, qtbot)
    page.context.set_person(READER)
    assert not offered(shown) and said(shown)


def test_under_four_eyes_the_author_is_not_offered_to_approve(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot, ask: Ask
) -> None:
    ask(lambda store: change_four_eyes(store, True, LEGAL, page.context.clock))
    shown = panel(CLINIC)
    press(typist, "Envoyer en relecture")
    until(page, OrderState.IN_REVIEW, qtbot)
    page.context.set_person(Person(SALES.name, "legal"))
    assert ReviewAct.APPROVE.value not in offered(shown)
    assert "Double regard" in shown._say.text()
    page.context.set_person(LEGAL)
    assert ReviewAct.APPROVE.value in offered(shown)


def test_an_order_that_needs_no_review_shows_none(panel: Callable[[str], ReviewPanel]) -> None:
    assert not panel(WORKSHOP).isVisible()


def test_an_unfinished_order_says_what_to_settle_first(
    panel: Callable[[str], ReviewPanel], page: OrderPage
) -> None:
    shown = panel(TOWN)
    check = page.presenter.check_result
    assert check is not None
    assert shown.isVisible() is check.has("review_required")


def test_a_language_switch_says_everything_again(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot
) -> None:
    shown = panel(CLINIC)
    press(typist, "Envoyer en relecture")
    until(page, OrderState.IN_REVIEW, qtbot)
    page.context.set_language("en")
    page.retranslate()
    assert shown.buttons[ReviewAct.WITHDRAW].text() == "Take back to draft"
    assert said(shown)[0].startswith("Sent for review")


# ── A note that is not sent yet ──────────────────────────────────────────────────────────────────────


def begun(ask: Ask, page: OrderPage) -> dict[str, BegunNote]:
    return dict(ask(lambda store: store.reviews.begun(page.presenter.record.id)))


def again(page: OrderPage, qtbot: QtBot) -> OrderPage:
    """The page of a program started anew on the same workspace: nothing of the first one is asked."""
    fresh = OrderPage(page.context)
    qtbot.addWidget(fresh)
    page.hide()
    fresh.resize(1280, 800)
    fresh.show()
    fresh.enter(page.presenter.record.id)
    qtbot.waitUntil(lambda: fresh.presenter.opened is not None, timeout=10_000)
    return fresh


def test_a_note_being_typed_is_in_the_store_and_comes_back_where_it_was(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot, ask: Ask
) -> None:
    shown = panel(CLINIC)
    write(typist, shown, "Merci de relire l’article 6")
    qtbot.waitUntil(lambda: not page.presenter.keeper.unsaved, timeout=1_000)
    assert begun(ask, page) == {"sales": BegunNote("", "Merci de relire l’article 6")}
    fresh = again(page, qtbot)
    note = fresh.view(StepId.REVIEW).review_panel.note
    assert note.value() == "Merci de relire l’article 6"
    assert fresh.presenter.place == Place("review", "review.note")
    assert fresh.focusWidget() is note and note.textCursor().atEnd()


def test_a_remark_being_typed_keeps_its_place_and_its_writer(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot, ask: Ask
) -> None:
    shown = panel(CLINIC)
    press(typist, "Envoyer en relecture")
    until(page, OrderState.IN_REVIEW, qtbot)
    page.context.set_person(LEGAL)
    write(typist, shown, "Trente jours")
    typist.press(Qt.Key.Key_Backtab)
    typist.choose("derogations[0].text")
    press(typist, "Prendre en charge")
    qtbot.waitUntil(lambda: len(said(shown)) == 2 and not page.context.busy)
    assert shown.note.value() == "Trente jours", "only what sends a note takes it away"
    page.context.set_person(SALES)
    assert shown.note.value() == ""
    page.context.set_person(LEGAL)
    fresh = again(page, qtbot)
    view = fresh.view(StepId.REVIEW).review_panel
    assert (view.note.value(), view.place.value()) == ("Trente jours", "derogations[0].text")
    assert fresh.focusWidget() is view.note


def test_a_note_that_was_sent_is_begun_no_more(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot, ask: Ask
) -> None:
    shown = panel(CLINIC)
    write(typist, shown, "À relire")
    press(typist, "Envoyer en relecture")
    until(page, OrderState.IN_REVIEW, qtbot)
    assert shown.note.value() == "" and begun(ask, page) == {}


def test_a_remark_follows_its_line_and_says_when_it_is_gone(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot
) -> None:
    shown = panel(CLINIC)
    press(typist, "Envoyer en relecture")
    until(page, OrderState.IN_REVIEW, qtbot)
    page.context.set_person(LEGAL)
    write(typist, shown, "Trop cher")
    typist.press(Qt.Key.Key_Backtab)
    typist.choose("lines[0]")
    press(typist, "Renvoyer")
    until(page, OrderState.DRAFT, qtbot)
    page.context.set_person(SALES)
    answers = page.presenter.answers
    label = answers["lines"][0]["label"]
    last = len(answers["lines"]) - 1
    page.presenter.edit(put(answers, "lines", answers["lines"][::-1]), "Edit", "")
    typist.settle()
    assert f"Ligne {last + 1}" in said(shown)[1] and label in said(shown)[1]
    shown.history.jump_to_step(1)
    assert page.presenter.place.field == f"lines[{last}].service"
    page.presenter.go(StepId.REVIEW)
    page.presenter.edit(put(answers, "lines", answers["lines"][1:]), "Edit", "")
    typist.settle()
    assert "retiré depuis" in said(shown)[1]
    shown.history.jump_to_step(1)
    assert page.presenter.place.step == "review"


def test_who_approves_their_own_order_is_told_and_it_stays_in_sight(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot, ask: Ask
) -> None:
    shown = panel(CLINIC)
    press(typist, "Envoyer en relecture")
    until(page, OrderState.IN_REVIEW, qtbot)
    page.context.set_person(Person(SALES.name, "legal"))
    assert "même personne" in shown._say.text()
    read_all(typist, shown)
    press(typist, "Approuver")
    until(page, OrderState.APPROVED, qtbot)
    assert "a rédigé" in said(shown)[-1]
    (entry, *_) = ask(lambda store: store.audit.entries(page.presenter.record.id))
    assert entry.kind == "order.approved" and entry.details["own_order"] is True


# ── Clause by clause ─────────────────────────────────────────────────────────────────────────────────


def in_review(page: OrderPage, typist: Typist, shown: ReviewPanel, qtbot: QtBot) -> None:
    press(typist, "Envoyer en relecture")
    until(page, OrderState.IN_REVIEW, qtbot)
    page.context.set_person(LEGAL)


def settled(shown: ReviewPanel, qtbot: QtBot) -> Review:
    qtbot.waitUntil(lambda: not shown.context.busy, timeout=10_000)
    opened = shown.presenter.opened
    assert opened is not None
    return opened.review


def test_a_clause_is_marked_to_change_then_read_again_word_by_word(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot
) -> None:
    shown = panel(CLINIC)
    in_review(page, typist, shown, qtbot)
    read_all(typist, shown)
    shown.parts.list.clearSelection()
    shown.parts.list.setCurrentRow(0)
    assert shown.place.value() == "derogations[0].text" and shown.reader.text.isVisible()
    write(typist, shown, "Trente jours au plus.")
    press(typist, "À modifier")
    qtbot.waitUntil(lambda: settled(shown, qtbot).parts[0].state is PartState.TO_CHANGE)
    assert shown.note.value() == "" and "Trente jours" in shown.reader.reason.text()
    press(typist, "Renvoyer")
    until(page, OrderState.DRAFT, qtbot)
    page.context.set_person(SALES)
    text = page.presenter.answers["derogations"][0]["text"]
    page.presenter.edit(
        put(page.presenter.answers, "derogations[0].text", f"{text} Soit trente jours."), "Edit", ""
    )
    typist.settle()
    in_review(page, typist, shown, qtbot)
    assert settled(shown, qtbot).parts[0].state is PartState.CHANGED
    assert "Modifié depuis" in shown._say.text()
    shown.parts.list.setCurrentRow(0)
    assert "trente jours" in shown.reader.text.accessibleDescription()
    press(typist, "Approuver")
    qtbot.waitUntil(lambda: len(shown.blocking.problems) == 1, timeout=10_000)
    assert [each.field for each in shown.blocking.problems] == ["derogations[0]"]


def test_sales_and_legal_comment_on_a_clause_and_resolve(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot
) -> None:
    shown = panel(CLINIC)
    assert "comment" not in offered(shown)
    shown.parts.list.setCurrentRow(0)
    assert "comment" in offered(shown)
    write(typist, shown, "Pourquoi ce délai ?")
    press(typist, "Commenter")
    qtbot.waitUntil(lambda: "Pourquoi ce délai" in shown.reader.comments.text(), timeout=10_000)
    assert shown.note.value() == ""
    shown.parts.list.clearSelection()
    press(typist, "Envoyer en relecture")
    until(page, OrderState.IN_REVIEW, qtbot)
    page.context.set_person(LEGAL)
    shown.parts.list.setCurrentRow(0)
    write(typist, shown, "Usage du secteur.")
    press(typist, "Commenter")
    qtbot.waitUntil(lambda: "Usage du secteur" in shown.reader.comments.text(), timeout=10_000)
    press(typist, "Résoudre les commentaires")
    qtbot.waitUntil(lambda: "résolus" in shown.reader.comments.text(), timeout=10_000)
    assert shown.buttons[ReviewAct.RESOLVE].text() == "Rouvrir les commentaires"
    page.context.set_person(READER)
    assert not offered(shown) and "Pourquoi ce délai" in shown.reader.comments.text()


def words_of(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_a_review_is_delegated_by_name(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot
) -> None:
    shown = panel(CLINIC)
    in_review(page, typist, shown, qtbot)
    press(typist, "Déléguer…")
    dialog = page.findChild(DelegateDialog)
    assert dialog is not None
    assert "Aucune note" in words_of(dialog)
    for name, why in (("", "Indiquez le nom"), (LEGAL.name, "votre propre nom")):
        dialog.name.setText(name)
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        qtbot.waitUntil(dialog.give.isEnabled, timeout=10_000)
        assert why in words_of(dialog) and dialog.isVisible() and dialog.name.hasFocus()
    dialog.name.setText("Inès Conseil")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: settled(shown, qtbot).holder == "Inès Conseil", timeout=10_000)
    assert "Inès Conseil" in shown._say.text() and "déléguée à Inès Conseil" in said(shown)[-1]


def test_above_the_power_the_approval_is_not_offered(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot, ask: Ask
) -> None:
    listed = [{"name": "Inès Conseil", "title": "Directrice", "ceiling": ""}]
    ask(lambda store: change_powers(store, "10", listed, LEGAL, page.context.clock))
    shown = panel(CLINIC)
    in_review(page, typist, shown, qtbot)
    assert "approve" not in offered(shown)
    assert "Au-dessus de votre pouvoir de signature" in shown._say.text()
    assert "Inès Conseil" in shown._say.text()
    page.context.set_person(Person("Inès Conseil", "legal"))
    assert "approve" in offered(shown)


def test_another_threshold_is_said_at_once_in_a_review_under_way(
    page: OrderPage, typist: Typist, panel: Callable[[str], ReviewPanel], qtbot: QtBot, ask: Ask
) -> None:
    shown = panel(CLINIC)
    in_review(page, typist, shown, qtbot)
    changes = ask(lambda store: change_threshold(store, "5", LEGAL, page.context.clock))
    page.context.announce(changes)
    qtbot.waitUntil(lambda: "seuil de remise" in shown._say.text(), timeout=10_000)
    assert settled(shown, qtbot).threshold == 5


def test_who_decides_on_a_clause_reads_the_verdict_and_what_it_moves(
    page: OrderPage, panel: Callable[[str], ReviewPanel], qtbot: QtBot
) -> None:
    shown = panel(CLINIC)
    shown.parts.list.setCurrentRow(0)
    qtbot.waitUntil(lambda: bool(shown.reader.verdict.text()), timeout=10_000)
    lines = shown.reader.verdict.text().replace(NBSP, " ").splitlines()
    assert lines[0] == "Écart : Rédigée librement : le service juridique la lit. (CG-A1.1)"
    assert lines[-1].startswith("Ce qu’elle change : M3 – ") and "T22 – " in lines[-1]
    assert lines[-1].endswith("Rien d’autre ne change.")
    shown.parts.list.clearSelection()
    assert not shown.reader.verdict.isVisible()
