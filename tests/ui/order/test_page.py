"""The wizard as a person meets it, by keyboard: steps, problems, undo, language, read-only, refusals."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.order.flow import STEPS, StepId, StepState
from numspot_desk.contracts.order.order_document import get, put
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.messages import message
from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.order.autosave import LATEST_MS, QUIET_MS
from numspot_desk.ui.order.draft_keeper import SaveTrouble, Saving
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.orders.edit_order import DraftHandle, check_context, save_edit
from numspot_desk.usecases.orders.freeze_order import keep_version
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import OrderRecord, Place
from tests.documents.frozen_orders import frozen
from tests.ui.order.typist import ALT, CONTROL, SHIFT, Typist

Ask = Callable[[Callable[[Any], Any]], Any]


def _problems(page: OrderPage, field: str) -> list[str]:
    assert page.presenter.flow is not None
    row = page.view(page.presenter.flow.step).row_of(field)
    return [problem.code for problem in row.problems] if row is not None else []


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_order_starts_in_the_search_of_known_clients(page: OrderPage, typist: Typist) -> None:
    assert typist.focused().accessibleName() == "Retrouver un client déjà rencontré"


def test_every_step_is_reached_by_keyboard_and_next_is_never_refused(page: OrderPage, typist: Typist) -> None:
    assert page.presenter.flow is not None
    for step in STEPS[1:]:
        typist.next_step()
        assert page.presenter.flow.step is step
    typist.press(Qt.Key.Key_PageUp, CONTROL)
    assert page.presenter.flow.step is StepId.MANDATE
    for number, step in enumerate(STEPS):
        typist.press(Qt.Key(Qt.Key.Key_1 + number), ALT)
        assert page.presenter.flow.step is step


def test_steps_show_state_and_number_of_problems_in_words(page: OrderPage, typist: Typist) -> None:
    button = page.steps.buttons[StepId.CLIENT]
    assert button.status.state is StepState.UNTOUCHED
    typist.answer("client.legal_name", "Atelier")
    typist.settle()
    assert button.status.state is StepState.IN_PROGRESS
    typist.next_step()
    assert button.status.state is StepState.WITH_PROBLEMS
    assert f"({button.status.errors})" in button.text()
    assert "points à corriger" in button.accessibleName()


def test_arrows_move_between_the_steps(page: OrderPage, typist: Typist) -> None:
    page.steps.buttons[StepId.CLIENT].setFocus()
    typist.press(Qt.Key.Key_Down, times=3)
    typist.press(Qt.Key.Key_Space)
    assert page.presenter.place.step == "financial"


def test_back_and_next_lose_nothing(page: OrderPage, typist: Typist) -> None:
    typist.answer("client.legal_name", "Hôpital d’Évreux")
    typist.answer("client.siren", "3845123")
    typist.next_step()
    typist.press(Qt.Key.Key_PageUp, CONTROL)
    assert get(page.presenter.answers, "client.legal_name") == "Hôpital d’Évreux"
    typist.tab_to("client.siren")
    assert typist.focused().text() == "3845123"


# ── Problems ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_problem_stands_beside_its_field_once_the_person_has_left_it(
    page: OrderPage, typist: Typist
) -> None:
    typist.answer("client.siren", "384512340")
    page.presenter.check()
    assert _problems(page, "client.siren") == []
    typist.press(Qt.Key.Key_Tab)
    page.presenter.check()
    assert "invalid_siren" in _problems(page, "client.siren")
    typist.answer("client.siren", "384512349")
    page.presenter.check()
    assert _problems(page, "client.siren") == []


def test_a_consumer_is_refused_with_its_reason(page: OrderPage, typist: Typist) -> None:
    typist.answer("client.consumer", True)
    typist.settle()
    assert "consumer_not_eligible" in _problems(page, "client.consumer")
    row = page.view(StepId.CLIENT).row_of("client.consumer")
    assert row is not None and row.problems[0].clause == "CG-2"


def test_the_field_in_hand_stays_where_it_is_when_a_problem_appears_above(
    page: OrderPage, typist: Typist
) -> None:
    page.resize(1200, 400)
    typist.tab_to("client.siren")
    typist.type("512345678")
    typist.press(Qt.Key.Key_Tab)
    view = page.view(StepId.CLIENT)
    typist.tab_to("client.address.line1")
    field = typist.focused()
    before = field.mapTo(view, QPoint(0, 0)).y()
    told = view.problem_summary.height()
    page.presenter.put("client.consumer", True, "Consumer")
    page.presenter.check()
    QApplication.processEvents()
    assert view.problem_summary.height() > told
    assert field.mapTo(view, QPoint(0, 0)).y() == before


def test_a_clause_being_searched_is_not_said_to_be_unknown_until_the_field_is_left(
    page: OrderPage, typist: Typist
) -> None:
    def said() -> list[str]:
        page.presenter.check()
        listed = (*page.summary.problems.problems, *page.view(StepId.CONDITIONS).problem_summary.problems)
        return [each.code for each in listed if each.field == "derogations[0].target"]

    typist.press(Qt.Key.Key_5, ALT)
    typist.tab_to_button("Ajouter une dérogation")
    typist.press(Qt.Key.Key_Space)
    typist.tab_to("derogations[0].target")
    typist.type("paiement")
    assert said() == []
    typist.press(Qt.Key.Key_Escape)
    typist.press(Qt.Key.Key_Tab)
    assert "target_clause_unknown" in said() or "invalid_value" in said()


def test_the_summary_jumps_to_the_field_on_its_step(page: OrderPage, typist: Typist) -> None:
    typist.press(Qt.Key.Key_6, ALT)
    typist.answer("mandate.iban", "FR15 2004 1010 0505 0001 3M02 606")
    typist.press(Qt.Key.Key_1, ALT)
    typist.settle()
    page.summary.problems.setFocus()
    wanted = next(p for p in page.summary.problems.problems if p.field == "mandate.iban")
    words = page.context.language.render(wanted.message)
    typist.tab_to_button(words)
    typist.press(Qt.Key.Key_Space)
    assert (page.presenter.place.step, page.presenter.place.field) == ("mandate", "mandate.iban")
    assert typist.field() == "mandate.iban"


def test_a_country_typed_by_name_becomes_its_code(page: OrderPage, typist: Typist) -> None:
    typist.answer("client.address.country", "allemagne")
    typist.tab_to("client.phone")
    assert get(page.presenter.answers, "client.address.country") == "DE"


def test_f8_goes_around_the_problems(page: OrderPage, typist: Typist) -> None:
    typist.answer("client.consumer", True)
    typist.press(Qt.Key.Key_7, ALT)
    typist.settle()
    fields = [problem.field for problem in page.presenter.due.now()]
    typist.press(Qt.Key.Key_F8)
    assert page.presenter.place.field == fields[0]


def test_ctrl_i_finds_the_explanation_of_a_problem(page: OrderPage, typist: Typist) -> None:
    typist.answer("client.consumer", True)
    typist.settle()
    row = page.view(StepId.CLIENT).row_of("client.consumer")
    assert row is not None and row.why() is not None
    assert page.summary.why() is not None


# ── Nothing asked twice ──────────────────────────────────────────────────────────────────────────────


def test_the_siren_fills_the_vat_number_and_the_debtor_is_the_client(page: OrderPage, typist: Typist) -> None:
    typist.answer("client.legal_name", "Atelier Exemple")
    typist.answer("client.siren", "384 512 349")
    typist.tab_to("client.vat_number")
    assert get(page.presenter.answers, "client.siren") == "384512349"
    assert typist.focused().text() == "FR61384512349"
    typist.press(Qt.Key.Key_6, ALT)
    debtor = page.view(StepId.MANDATE).widget_of("mandate.debtor.name")
    assert debtor is not None and debtor.text() == "Atelier Exemple"


def test_a_public_body_is_asked_for_its_chorus_data(page: OrderPage, typist: Typist) -> None:
    view = page.view(StepId.CLIENT)
    assert not view.widget_of("public_procurement.siret").isVisible()
    typist.answer("client.public_body", True)
    assert view.widget_of("public_procurement.siret").isVisible()


def test_an_earlier_client_is_taken_by_enter(
    page: OrderPage, typist: Typist, new_order: Callable[[], OrderRecord], qtbot: QtBot
) -> None:
    typist.answer("client.legal_name", "Clinique de l’Étang")
    typist.answer("client.siren", "384512349")
    typist.settle()
    page.enter(new_order().id)
    qtbot.waitUntil(lambda: get(page.presenter.answers, "client.legal_name") is None)
    view = page.view(StepId.CLIENT)
    typist.type("etang")
    qtbot.waitUntil(lambda: view.found.count() == 1)
    typist.press(Qt.Key.Key_Return)
    assert get(page.presenter.answers, "client.siren") == "384512349"
    assert get(page.presenter.answers, "mandate.debtor.name") == "Clinique de l’Étang"


def test_the_search_of_clients_is_empty_for_another_order(
    page: OrderPage, typist: Typist, new_order: Callable[[], OrderRecord], qtbot: QtBot
) -> None:
    view = page.view(StepId.CLIENT)
    view.search.setFocus()
    typist.type("introuvable")
    qtbot.waitUntil(lambda: not page.context.busy)
    assert view.search.value() == "introuvable" and "Aucun client" in view.search.accessibleDescription()
    other = new_order().id
    page.enter(other)
    qtbot.waitUntil(lambda: page.presenter.record.id == other and not page.context.busy)
    assert view.search.value() == "" and "Aucun client" not in view.search.accessibleDescription()
    assert not view.found.isVisible()


def test_the_contractor_shows_only_when_it_differs(page: OrderPage, typist: Typist) -> None:
    typist.press(Qt.Key.Key_6, ALT)
    view = page.view(StepId.MANDATE)
    assert (
        not view.widget_of("mandate.contractor.name").isVisible()
        or view.widget_of("mandate.contractor.name").property("field") == "mandate.contractor"
    )
    typist.tab_to("mandate.contractor")
    typist.press(Qt.Key.Key_Space)
    typist.answer("mandate.contractor.name", "Filiale")
    assert get(page.presenter.answers, "mandate.contractor.name") == "Filiale"


def test_a_b2b_mandate_is_chosen_by_keyboard_and_says_what_it_takes_away(
    page: OrderPage, typist: Typist
) -> None:
    typist.press(Qt.Key.Key_6, ALT)
    view = page.view(StepId.MANDATE)
    assert "SEPA Core" in view.creditor.text() and not view.b2b_caution.isVisible()
    typist.tab_to("mandate.scheme")
    typist.press(Qt.Key.Key_Space)
    assert get(page.presenter.answers, "mandate.scheme") == "b2b"
    assert "SEPA B2B" in view.creditor.text() and "enregistrer" in view.b2b_caution.text()
    typist.press(Qt.Key.Key_Space)
    assert "scheme" not in page.presenter.answers["mandate"] and not view.b2b_caution.isVisible()


@pytest.mark.parametrize(
    "pasted",
    [
        "FR14 2004 1010 0505 0001 3M02 606",
        "fr14-2004-1010-0505-0001-3m02-606",
        "FR14\u00a02004\u202f1010 050500013M02606",
    ],
)
def test_an_iban_is_taken_as_people_paste_it_and_shown_in_groups(
    page: OrderPage, typist: Typist, pasted: str
) -> None:
    typist.press(Qt.Key.Key_6, ALT)
    typist.tab_to("mandate.iban")
    QApplication.clipboard().setText(pasted)
    typist.press(Qt.Key.Key_V, CONTROL)
    assert get(page.presenter.answers, "mandate.iban") == "FR1420041010050500013M02606"
    field = typist.focused()
    typist.press(Qt.Key.Key_Tab)
    assert field.text() == "FR14 2004 1010 0505 0001 3M02 606"


def test_the_bank_of_an_iban_is_a_hint_and_never_overwrites(
    page: OrderPage, typist: Typist, qtbot: QtBot
) -> None:
    typist.press(Qt.Key.Key_6, ALT)
    typist.answer("mandate.bank.name", "Ma banque")
    page.presenter.go(StepId.MANDATE, "mandate.iban")
    typist.answer("mandate.iban", "FR1420041010050500013M02606")
    view = page.view(StepId.MANDATE)
    qtbot.waitUntil(lambda: view.hint_box.isVisible(), timeout=20_000)
    assert get(page.presenter.answers, "mandate.bic") is None
    assert "vérifier" in view.hint_box.text.text()
    typist.tab_to_button("Compléter les champs vides")
    typist.press(Qt.Key.Key_Space)
    assert get(page.presenter.answers, "mandate.bic") == "PSSTFRPP"
    assert get(page.presenter.answers, "mandate.bank.name") == "Ma banque"
    assert get(page.presenter.answers, "mandate.bank.address.country") == "FR"
    assert get(page.presenter.answers, "mandate.bank.address.city") is None, "no register has addresses"


def test_a_bic_of_another_bank_than_the_iban_is_said_beside_it(
    page: OrderPage, typist: Typist, qtbot: QtBot
) -> None:
    typist.press(Qt.Key.Key_6, ALT)
    page.presenter.go(StepId.MANDATE, "mandate.iban")
    typist.answer("mandate.iban", "FR1420041010050500013M02606")
    typist.answer("mandate.bic", "BNPAFRPP")
    said = page.view(StepId.MANDATE).hint_box.text
    qtbot.waitUntil(lambda: said.role == "warning", timeout=20_000)
    assert "autre banque" in said.text() and "LA BANQUE POSTALE" in said.text()
    typist.answer("mandate.bic", "PSSTFRPPPAR")
    qtbot.waitUntil(lambda: said.role == "help", timeout=20_000)


# ── Undo ─────────────────────────────────────────────────────────────────────────────────────────────


def test_undo_and_redo_by_keyboard_name_what_they_do(page: OrderPage, typist: Typist) -> None:
    typist.answer("client.legal_name", "Atelier")
    typist.answer("client.siren", "384512349")
    assert page.foot.undo_action.text() == "Annuler\N{NO-BREAK SPACE}: Modifier le SIREN"
    typist.press(Qt.Key.Key_Z, CONTROL)
    assert get(page.presenter.answers, "client.siren") is None
    assert get(page.presenter.answers, "client.vat_number") is None
    assert typist.field() == "client.siren" and typist.focused().text() == ""
    typist.press(Qt.Key.Key_Z, CONTROL)
    assert get(page.presenter.answers, "client.legal_name") is None
    assert not page.foot.undo_action.isEnabled()
    typist.press(Qt.Key.Key_Z, CONTROL | SHIFT, times=2)
    assert get(page.presenter.answers, "client.siren") == "384512349"
    assert get(page.presenter.answers, "client.legal_name") == "Atelier"


def test_what_is_removed_comes_back_from_the_quiet_message(page: OrderPage, typist: Typist) -> None:
    messages: list[QuietMessage] = []
    page.context.message_posted.connect(messages.append)
    typist.press(Qt.Key.Key_2, ALT)
    typist.answer("technical_accounts[0].email", "cloud@atelier.example")
    typist.press(Qt.Key.Key_Tab)
    typist.tab_to_button("Retirer le compte 1")
    typist.press(Qt.Key.Key_Space)
    assert page.presenter.answers["technical_accounts"] == []
    assert messages[-1].undo is not None
    messages[-1].undo()
    assert get(page.presenter.answers, "technical_accounts[0].email") == "cloud@atelier.example"


# ── Saving ───────────────────────────────────────────────────────────────────────────────────────────


def test_an_edit_is_in_the_store_within_a_second_by_itself(
    page: OrderPage, typist: Typist, ask: Ask, qtbot: QtBot
) -> None:
    assert QUIET_MS <= 400 and LATEST_MS < 1000
    with qtbot.waitSignal(page.context.saved, timeout=5000):
        typist.answer("client.legal_name", "Atelier")
    order = page.presenter.record.id
    assert ask(lambda store: get(store.orders.load(order).answers, "client.legal_name")) == "Atelier"


def test_leaving_the_page_saves_at_once(page: OrderPage, typist: Typist, ask: Ask) -> None:
    typist.answer("client.legal_name", "Atelier")
    page.leave()
    order = page.presenter.record.id
    found = ask(lambda store: store.orders.load(order))
    assert get(found.answers, "client.legal_name") == "Atelier"
    assert found.place == Place("client", "client.legal_name")


def test_an_order_changed_elsewhere_is_said_and_the_text_kept(
    page: OrderPage, typist: Typist, ask: Ask, qtbot: QtBot
) -> None:
    record = page.presenter.record

    def elsewhere(store: Any) -> None:
        handle = DraftHandle(record.id, store.orders.load(record.id).row_version)
        context = check_context(store, page.context.clock)
        save_edit(store, handle, record.answers, Place(), context, page.context.clock)

    typist.settle()
    ask(elsewhere)
    typist.answer("client.legal_name", "Atelier")
    page.autosave.flush()
    qtbot.waitUntil(lambda: page.presenter.keeper.elsewhere is not None)
    assert page.presenter.saving is Saving.REFUSED
    view = page.view(StepId.CLIENT)
    assert view.widget_of("client.legal_name").text() == "Atelier"
    typist.tab_to_button("Garder ce qui est à l’écran")
    typist.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.presenter.saving is Saving.SAVED)
    assert ask(lambda store: get(store.orders.load(record.id).answers, "client.legal_name")) == "Atelier"


@pytest.fixture
def refused(page: OrderPage, typist: Typist, ask: Ask, qtbot: QtBot) -> OrderPage:
    """The page, whose edit the store refused: another text was saved there."""
    typist.answer("client.legal_name", "Atelier")
    typist.settle()
    record = page.presenter.record

    def elsewhere(store: Any) -> None:
        found = store.orders.load(record.id)
        answers = put(found.answers, "client.legal_name", "Clinique")
        handle, context = DraftHandle(record.id, found.row_version), check_context(store, page.context.clock)
        save_edit(store, handle, answers, Place(), context, page.context.clock)

    ask(elsewhere)
    typist.answer("client.phone", "0123456789")
    page.autosave.flush()
    qtbot.waitUntil(lambda: page.presenter.keeper.elsewhere is not None)
    return page


def test_what_differs_from_the_store_is_shown_and_reached(refused: OrderPage, typist: Typist) -> None:
    assert "Comparez" in refused.trouble._say.text(), (
        "both choices stand beside: nothing is to be opened again"
    )
    table = refused.trouble.comparison
    rows = [[table.item(row, column).text() for column in range(3)] for row in range(table.rowCount())]
    assert rows == [["Dénomination sociale", "Atelier", "Clinique"], ["Téléphone", "0123456789", "(vide)"]]
    table.setFocus()
    table.selectRow(0)
    typist.press(Qt.Key.Key_Return)
    assert typist.field() == "client.legal_name"


def test_the_text_of_the_store_can_be_taken_and_ones_own_brought_back(
    refused: OrderPage, typist: Typist, ask: Ask, qtbot: QtBot
) -> None:
    messages: list[QuietMessage] = []
    refused.context.message_posted.connect(messages.append)
    typist.tab_to_button("Reprendre ce qui est enregistré")
    typist.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: refused.presenter.keeper.trouble is None)
    presenter = refused.presenter
    assert get(presenter.answers, "client.legal_name") == "Clinique"
    assert get(presenter.answers, "client.phone") is None
    assert not refused.trouble.isVisible()
    assert messages[-1].undo is not None
    messages[-1].undo()
    assert get(presenter.answers, "client.phone") == "0123456789"
    typist.settle()
    kept = ask(lambda store: store.orders.load(presenter.record.id).answers)
    assert (get(kept, "client.legal_name"), get(kept, "client.phone")) == ("Atelier", "0123456789")


def test_trouble_is_shown_in_words(page: OrderPage) -> None:
    page.presenter.keeper.trouble = SaveTrouble(message("{name}", name="Disque plein"), stale=False)
    page.show_saving()
    assert page.presenter.saving is Saving.REFUSED
    assert any(
        child.isVisible()
        for child in page.findChildren(QWidget)
        if getattr(child, "text", str)() == "Disque plein"
    )
    page.presenter.keeper.trouble = None
    page.show_saving()


# ── Read-only, language, names ───────────────────────────────────────────────────────────────────────


def _freeze(page: OrderPage, ask: Ask, qtbot: QtBot) -> None:
    record = page.presenter.record

    def freeze(store: Any) -> None:
        kept = store.orders.load(record.id)
        order = frozen(dict(kept.answers), number=kept.number, revision=kept.revision, rum=None)
        keep_version(store, kept, order, Person("Camille", "sales"), page.context.clock.now())

    ask(freeze)
    page.enter(record.id)
    qtbot.waitUntil(lambda: page.presenter.record.state is OrderState.EXPORTED)


def test_an_exported_order_is_read_only_and_has_a_new_version(
    page: OrderPage, typist: Typist, ask: Ask, qtbot: QtBot
) -> None:
    typist.answer("client.legal_name", "Atelier")
    typist.settle()
    _freeze(page, ask, qtbot)
    before = page.presenter.answers
    view = page.view(StepId.CLIENT)
    view.focus_field("client.legal_name")
    typist.type("x")
    typist.press(Qt.Key.Key_Z, CONTROL)
    assert page.presenter.answers == before
    assert view.widget_of("client.legal_name").isReadOnly()
    page.presenter.go(StepId.REVIEW)
    typist.tab_to_button("Nouvelle version")
    typist.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.presenter.record.revision == 2)
    assert page.presenter.editable
    assert page.title().endswith(", version 2")
    assert get(page.presenter.answers, "client.legal_name") == "Atelier"


def test_another_language_keeps_the_draft_the_place_and_what_is_being_typed(
    page: OrderPage, typist: Typist
) -> None:
    typist.answer("client.siren", "3845")
    page.context.set_language("en")
    assert typist.field() == "client.siren"
    typist.type("12349")
    assert get(page.presenter.answers, "client.siren") == "384512349"
    assert page.steps.buttons[StepId.ACCOUNTS].text().startswith("Technical accounts")
    assert page.foot.undo_action.text() == "Undo: Edit the SIREN"
    for step in STEPS:
        page.presenter.go(step)
    page.context.set_language("fr")
    assert page.steps.buttons[StepId.ACCOUNTS].text().startswith("Comptes techniques")


@pytest.mark.parametrize("step", STEPS)
def test_everything_that_takes_the_focus_has_a_name(page: OrderPage, typist: Typist, step: StepId) -> None:
    page.presenter.go(step)
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert widget.accessibleName() or text, f"{step}: {widget} {widget.objectName()}"


@pytest.mark.parametrize("width", [580, 800, 1280])
def test_nothing_is_cut_at_the_sides(page: OrderPage, width: int) -> None:
    page.resize(width, 600)
    for step in STEPS:
        page.presenter.go(step)
        view = page.view(step)
        content = view.widget()
        QApplication.sendPostedEvents()
        assert content is not None and content.minimumSizeHint().width() <= view.viewport().width(), step
    content = page.summary.widget()
    assert content is not None and content.minimumSizeHint().width() <= page.summary.wanted_width()


@pytest.mark.parametrize(
    "hostile",
    [
        "=cmd|' /C calc'!A0",
        "{{7*7}}",
        "<w:fldSimple w:instr='x'/>",
        "../../x",
        "a\x00b",
        "\u202eabc",
        "é" * 10_000,
    ],
)
def test_hostile_text_is_kept_as_typed_or_named(
    page: OrderPage, typist: Typist, ask: Ask, hostile: str
) -> None:
    field = page.view(StepId.CLIENT).widget_of("client.legal_name")
    field.setText(hostile)
    field.edited.emit()
    typist.settle()
    order = page.presenter.record.id
    kept = ask(lambda store: get(store.orders.load(order).answers, "client.legal_name"))
    assert kept == page.presenter.answers["client"]["legal_name"]
    plain = hostile.isprintable() and len(hostile) < 200
    named = {p.code for p in page.presenter.problems if p.field == "client.legal_name"}
    assert kept == hostile or named
    assert bool(named) is not plain


def test_a_missing_order_is_said(page: OrderPage, context: DeskContext, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(context.message_posted, timeout=5000) as posted:
        page.enter("no-such-order")
    assert posted.args[0].problem


def test_the_first_letter_in_an_empty_group_moves_nothing(page: OrderPage, typist: Typist) -> None:
    typist.press(Qt.Key.Key_2, ALT)
    QApplication.processEvents()
    field = typist.focused()
    before = field.mapTo(page, QPoint(0, 0))
    typist.type("a")
    QApplication.processEvents()
    assert typist.field() == "technical_accounts[0].email" and field.mapTo(page, QPoint(0, 0)) == before


def test_a_known_region_is_taken_from_the_list(page: OrderPage, typist: Typist) -> None:
    typist.press(Qt.Key.Key_2, ALT)
    typist.tab_to("technical_accounts[0].region")
    typist.press(Qt.Key.Key_Down, ALT)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView) and popup.model().rowCount() == len(page.presenter.regions) > 1
    typist.press(Qt.Key.Key_Escape)
    typist.type("eu")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    typist.press(Qt.Key.Key_Down)
    wanted = popup.currentIndex().data()
    typist.press(Qt.Key.Key_Return)
    assert get(page.presenter.answers, "technical_accounts[0].region") == wanted
