"""What the wizard decides, without a screen: due problems, saving, refusals that keep the text."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from numspot_desk.contracts.order.flow import StepId, StepState
from numspot_desk.contracts.order.order_check import CheckContext
from numspot_desk.contracts.order.order_document import blank_order, get, put
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.reviewing.review import BegunNote
from numspot_desk.language.messages import message
from numspot_desk.ui.order.draft_keeper import Saving
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import OrderRecord, Place
from numspot_desk.usecases.refusals import MoveRefused, StaleRecord, WorkspaceRefused
from tests.contracts.orders import order
from tests.ui.conftest import NOON, FixedClock


class Orders:
    """One order, in memory; refuses when told to."""

    def __init__(self, answers: dict[str, Any], state: OrderState, place: Place) -> None:
        self.record = OrderRecord(
            "o1", "CMD-2026-7K3Q9XM4", 1, state, answers, place, 3, False, NOON, NOON, "Camille"
        )
        self.refusal: Exception | None = None
        self.saved: list[tuple[Any, Place, int]] = []

    def load(self, order_id: str) -> OrderRecord:
        return self.record

    def version(self, order_id: str) -> None:
        return None

    def save_draft(
        self, order_id: str, row_version: int, answers: Any, place: Place, extracted: Any, at: Any
    ) -> int:
        if self.refusal is not None:
            raise self.refusal
        self.saved.append((answers, place, row_version))
        return row_version + 1


class Nothing:
    def __init__(self) -> None:
        self.notes: dict[str, BegunNote] = {}
        self.refusal: Exception | None = None

    def current(self, today: dt.date) -> None:
        return None

    def all(self) -> tuple[()]:
        return ()

    def get(self, name: str) -> None:
        return None

    def list(self) -> tuple[()]:
        return ()

    def steps(self, order_id: str) -> tuple[()]:
        return ()

    def writers(self, order_id: str) -> tuple[()]:
        return ()

    def of(self, order_id: str) -> tuple[()]:
        return ()

    def earlier(self, order_id: str) -> tuple[()]:
        return ()

    def kept(self) -> tuple[()]:
        return ()

    def origins(self, order_id: str) -> dict[str, Any]:
        return {}

    def standing(self, numbers: Any, kinds: Any) -> dict[str, Any]:
        return {}

    def reasons(self, order_id: str) -> dict[str, Any]:
        return {}

    def latest(self, kind: str, subjects: Any) -> dict[str, Any]:
        return {}

    def begun(self, order_id: str) -> dict[str, BegunNote]:
        return self.notes

    def keep_begun(self, order_id: str, role: str, note: BegunNote | None, at: Any) -> None:
        if self.refusal is not None:
            raise self.refusal
        if note is not None:
            self.notes[role] = note


class Store:
    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self.catalogue = self.settings = self.reviews = self.terms = Nothing()
        self.audit = self.comments = self.library = self.register = self.events = self.reviews


class Desk:
    """Screen, timers and background work, all at once and in order."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.told: list[str] = []
        self.waiting: list[Callable[[], None]] = []
        self.slow = False

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("show_") or name in ("saved", "not_opened", "check_soon", "save_soon"):
            return lambda *_: self.told.append(name)
        raise AttributeError(name)

    def run(self, work: Any, done: Any = None, failed: Any = None) -> None:
        def finish() -> None:
            try:
                result = work(self.store)
            except Exception as error:
                failed(error)
            else:
                if done is not None:
                    done(result)

        self.waiting.append(finish)
        if not self.slow:
            self.work()

    def work(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


def _open(
    answers: dict[str, Any] | None = None,
    state: OrderState = OrderState.DRAFT,
    role: str = "sales",
    place: Place = Place(),
) -> tuple[OrderPresenter, Desk, Orders]:
    orders = Orders(answers or blank_order(), state, place)
    desk = Desk(Store(orders))
    presenter = OrderPresenter(desk.run, FixedClock(), lambda: Person("Camille", role), desk, desk)
    presenter.open("o1")
    desk.told.clear()
    return presenter, desk, orders


def test_an_edit_asks_for_a_check_and_a_save_and_is_undone_by_name() -> None:
    presenter, desk, _ = _open()
    presenter.put("client.siren", "384512349", "Edit the SIREN")
    assert {"show_answers", "check_soon", "save_soon"} <= set(desk.told)
    assert presenter.flow is not None and presenter.flow.next_undo is not None
    assert presenter.flow.next_undo.name.msgid == "Edit the SIREN"
    presenter.undo()
    assert get(presenter.answers, "client.siren") is None
    assert presenter.place.field == "client.siren"


def test_saves_name_the_version_that_the_one_before_gave_even_while_it_runs() -> None:
    presenter, desk, orders = _open()
    desk.slow = True
    for name in ("A", "At", "Atelier"):
        presenter.put("client.legal_name", name, "Edit the legal name")
        presenter.save()
    assert presenter.saving is Saving.PENDING
    desk.work()
    assert [version for _, _, version in orders.saved] == [3, 4, 5]
    assert get(orders.saved[-1][0], "client.legal_name") == "Atelier"
    assert presenter.saving is Saving.SAVED


def test_nothing_to_save_saves_nothing() -> None:
    presenter, _, orders = _open(place=Place("client", ""))
    presenter.save()
    assert orders.saved == []


def test_the_place_is_saved_too() -> None:
    presenter, _, orders = _open()
    presenter.go(StepId.MANDATE, "mandate.iban")
    presenter.save()
    assert orders.saved[-1][1] == Place("mandate", "mandate.iban", frozenset({"client"}))


def test_an_order_opens_where_it_was_left() -> None:
    presenter, _, _ = _open(place=Place("services", "lines[0].quantity"))
    assert presenter.place == Place("services", "lines[0].quantity")


def test_a_step_visited_and_left_empty_still_says_so_after_a_restart() -> None:
    first, _, orders = _open()
    first.go(StepId.ACCOUNTS)
    first.go(StepId.SERVICES)
    first.go(StepId.MANDATE)
    first.save()
    again, _, _ = _open(place=orders.saved[-1][1])
    assert again.due.statuses() == first.due.statuses()
    assert {status.step for status in again.due.statuses() if status.errors} == {
        StepId.CLIENT,
        StepId.ACCOUNTS,
        StepId.SERVICES,
    }


def test_a_step_left_that_no_longer_exists_is_forgotten() -> None:
    presenter, _, _ = _open(place=Place("client", "", frozenset({"surprise", "services"})))
    assert presenter.place.left == {"services"}


def test_nothing_complains_about_the_field_that_is_typed_in_until_it_is_left() -> None:
    presenter, desk, _ = _open(order())

    def told() -> tuple[list[str], int]:
        presenter.check()
        (client, *_) = presenter.due.statuses()
        codes = {each.code for each in presenter.due.headlines() if each.field == "client.siren"}
        return sorted(codes), client.errors

    before = told()
    presenter.begin_typing("client.siren")
    presenter.put("client.siren", "12", "Edit the SIREN")
    assert told() == before
    assert presenter.due.statuses()[0].state is StepState.IN_PROGRESS, "not complete either"
    presenter.end_typing()
    assert desk.told[-1] == "show_check"
    assert told() == (["invalid_siren"], before[1] + 1)


def test_what_was_wrong_before_stays_while_it_is_mended_and_what_comes_back_waits() -> None:
    presenter, _, _ = _open(order())

    def typed(text: str) -> bool:
        presenter.begin_typing("client.siren")
        presenter.put("client.siren", text, "Edit the SIREN")
        presenter.check()
        return any(each.code == "invalid_siren" for each in presenter.due.now())

    good = get(presenter.answers, "client.siren")
    assert not typed("12")
    presenter.end_typing()
    assert typed("123")
    assert not typed(good)
    assert not typed("123")


def test_the_data_of_chorus_pro_are_asked_for_before_they_are_missed() -> None:
    presenter, _, _ = _open(put(order(), "client.public_body", True))
    told = [each.code for each in presenter.due.now()]
    assert "public_procurement_missing" not in told
    presenter.focused("public_procurement.siret")
    presenter.focused("public_procurement.service_code")
    missed = [each.field for each in presenter.due.now() if each.code == "public_procurement_missing"]
    assert missed == ["public_procurement.siret"]
    presenter.go(StepId.ACCOUNTS)
    missed = [each.field for each in presenter.due.now() if each.code == "public_procurement_missing"]
    assert len(missed) == 3


def test_going_elsewhere_ends_the_typing() -> None:
    presenter, _, _ = _open(order())
    presenter.begin_typing("client.siren")
    presenter.put("client.siren", "12", "Edit the SIREN")
    presenter.check()
    presenter.go(StepId.REVIEW)
    assert "invalid_siren" in {each.code for each in presenter.due.now()}


def test_a_place_that_no_longer_exists_opens_on_the_first_step() -> None:
    presenter, _, _ = _open(place=Place("surprise", "x"))
    assert presenter.place.step == "client"


@pytest.mark.parametrize(
    "refusal",
    [
        WorkspaceRefused(message("The disk is full.")),
        MoveRefused(message("The order is no longer a draft.")),
        StaleRecord(message("The order was changed elsewhere.")),
    ],
)
def test_a_refused_save_is_said_and_the_text_kept(refusal: Any) -> None:
    presenter, _, orders = _open()
    orders.refusal = refusal
    presenter.put("client.legal_name", "Atelier", "Edit the legal name")
    presenter.save()
    assert presenter.saving is Saving.REFUSED
    assert presenter.keeper.trouble is not None and presenter.keeper.trouble.message == refusal.message
    assert get(presenter.answers, "client.legal_name") == "Atelier"
    orders.refusal = None
    presenter.keeper.insist()
    assert presenter.saving is Saving.SAVED
    assert get(orders.saved[-1][0], "client.legal_name") == "Atelier"


def test_a_bug_in_a_save_is_raised_and_the_text_kept() -> None:
    presenter, _, orders = _open()
    orders.refusal = ZeroDivisionError()
    presenter.put("client.legal_name", "Atelier", "Edit the legal name")
    with pytest.raises(ZeroDivisionError):
        presenter.save()
    assert presenter.keeper.unsaved and presenter.saving is Saving.REFUSED


@pytest.mark.parametrize(
    ("state", "role"),
    [(OrderState.EXPORTED, "legal"), (OrderState.SIGNED, "sales"), (OrderState.DRAFT, "read_only")],
)
def test_what_may_not_change_does_not(state: OrderState, role: str) -> None:
    presenter, _, orders = _open(state=state, role=role)
    presenter.put("client.legal_name", "Atelier", "Edit the legal name")
    presenter.edit({}, "Add a line", "lines[0].service")
    presenter.go(StepId.MANDATE)
    presenter.save()
    assert presenter.answers["client"]["legal_name"] is None
    assert orders.saved == []


def test_what_is_missing_waits_until_the_person_has_been_there() -> None:
    presenter, _, _ = _open()
    presenter.check()
    assert not [found for found in presenter.due.now() if found.code == "missing_field"]
    waiting = len(presenter.due.still_to_fill())
    assert waiting > 10
    presenter.focused("client.legal_name")
    presenter.focused("client.legal_form")
    presenter.check()
    assert [found.field for found in presenter.due.now() if found.code == "missing_field"] == [
        "client.legal_name"
    ]
    presenter.next()
    fields = {found.field for found in presenter.due.at(StepId.CLIENT)}
    assert "client.address.city" in fields
    presenter.go(StepId.REVIEW)
    assert presenter.due.still_to_fill() == ()


def test_a_wrong_value_is_due_at_once() -> None:
    presenter, _, _ = _open()
    presenter.put("client.consumer", True, "Change consumer or business", typing=False)
    presenter.check()
    assert "consumer_not_eligible" in {found.code for found in presenter.due.now()}


def test_the_points_of_the_data_act_are_one_headline_at_the_end() -> None:
    presenter, _, _ = _open()
    presenter.check()
    headlines = presenter.due.headlines()
    assert headlines[-1].field.startswith("general_terms.DA-")
    assert headlines[-1].message.params["n"] == 9
    assert sum(found.field.startswith("general_terms.DA-") for found in headlines) == 1


def test_undo_offered_after_a_removal_does_nothing_once_something_followed() -> None:
    answers = put(blank_order(), "technical_accounts[0].email", "a@b.example")
    presenter, _, _ = _open(answers)
    presenter.go(StepId.ACCOUNTS)
    presenter.edit(
        {**presenter.answers, "technical_accounts": []}, "Remove a technical account", "technical_accounts"
    )
    undo = presenter.undo_of_last()
    undo()
    assert len(presenter.answers["technical_accounts"]) == 1
    presenter.redo()
    late = presenter.undo_of_last()
    presenter.put("technical_accounts[0].email", "c@d.example", "Edit an account")
    late()
    assert get(presenter.answers, "technical_accounts[0].email") == "c@d.example"


def test_the_context_of_the_check_is_the_one_of_the_workspace() -> None:
    presenter, _, _ = _open()
    assert presenter.opened is not None
    lists = presenter.opened.context.price_lists
    assert presenter.opened.context == CheckContext(NOON.date(), price_lists=lists)
    assert [each.kind for each in lists] == ["sample"]


def test_a_note_is_saved_like_an_edit_and_stays_when_the_store_refuses() -> None:
    presenter, desk, _ = _open()
    presenter.keeper.notes.write("", "À relire")
    assert "save_soon" in desk.told and presenter.keeper.unsaved
    desk.store.reviews.refusal = WorkspaceRefused(message("The disk is full."))
    presenter.save()
    assert presenter.saving is Saving.REFUSED and presenter.keeper.notes.own.text == "À relire"
    desk.store.reviews.refusal = None
    presenter.keeper.insist()
    assert presenter.saving is Saving.SAVED
    assert desk.store.reviews.notes == {"sales": BegunNote("", "À relire")}


def test_a_note_begun_on_an_order_in_review_brings_back_its_place() -> None:
    presenter, desk, _ = _open(state=OrderState.IN_REVIEW, role="legal")
    desk.store.reviews.notes["legal"] = BegunNote("lines[0]", "Trop cher")
    presenter.open("o1")
    assert presenter.place == Place("review", "review.note")
    assert presenter.keeper.notes.own == BegunNote("lines[0]", "Trop cher")


def test_an_order_received_for_review_opens_there_and_one_read_again_stays_where_one_is() -> None:
    presenter, _desk, _ = _open(state=OrderState.IN_REVIEW, role="legal")
    assert presenter.flow is not None and presenter.flow.step is StepId.REVIEW
    presenter.go(StepId.SERVICES)
    presenter.open(presenter.record.id)
    assert presenter.flow.step is StepId.SERVICES
    drafted, _desk, _ = _open()
    assert drafted.flow is not None and drafted.flow.step is StepId.CLIENT
