"""Acts on orders against the real store: what they make, what they refuse, what they write in the journal."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.order.order_document import blank_order, get, put
from numspot_desk.contracts.order.states import CancelReason, OrderState
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.deadlines.what_waits import what_waits
from numspot_desk.usecases.find_everything import find_clauses, find_everything
from numspot_desk.usecases.orders.archive_order import archive_orders, remove_draft, restore_draft
from numspot_desk.usecases.orders.cancel_order import cancel_order, undo_cancel
from numspot_desk.usecases.orders.cancellation import cancel_reason
from numspot_desk.usecases.orders.duplicate_order import duplicate_order
from numspot_desk.usecases.orders.edit_order import check_context, open_order
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.orders.order_acts import act, extracted, free_number
from numspot_desk.usecases.orders.start_order import start_order
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import OrderQuery, OrderRecord, OrderVersion, Place
from numspot_desk.usecases.refusals import MoveRefused, NoSuchRecord
from numspot_desk.usecases.samples.sample_order import start_sample_order
from numspot_desk.usecases.settings.change_settings import (
    change_creditor,
    change_four_eyes,
    change_threshold,
    creditor_problems,
    read_settings,
    threshold_problems,
)
from tests.usecases.desk import LAWYER, PERSON, TODAY, Counting, FixedClock, workspace_in

CLOCK = FixedClock()
READER = Person("Anne Lectrice", "read_only")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenWorkspace]:
    with workspace_in(tmp_path / "workspace") as opened:
        yield opened


@pytest.fixture
def chance() -> Counting:
    return Counting(100)


@pytest.fixture
def sample(desk: OpenWorkspace, chance: Counting) -> OrderRecord:
    return start_sample_order(desk, PERSON, CLOCK, chance).record


def exported(desk: OpenWorkspace, order: OrderRecord) -> OrderVersion:
    done = act("order.exported", order.id, PERSON, CLOCK.now())
    data = {"answers": dict(order.answers)}
    return desk.orders.freeze(order.id, order.row_version, data, fingerprint(data), "NS2026TEST", done)


def kinds(desk: OpenWorkspace, subject: str) -> list[str]:
    return [entry.kind for entry in desk.audit.entries(subject)]


def test_an_order_starts_blank_with_its_final_number(desk: OpenWorkspace, chance: Counting) -> None:
    outcome = start_order(desk, PERSON, CLOCK, chance)
    order = outcome.record
    assert re.fullmatch(r"CMD-\d{4}-[0-9A-HJKMNP-TV-Z]{8}", order.number) and order.number.startswith(
        "CMD-2026-"
    )
    assert order.answers == blank_order()
    assert (order.state, order.revision, order.author) == (OrderState.DRAFT, 1, PERSON.name)
    assert outcome.changes.orders == {order.id}
    assert desk.orders.load(order.id).answers == blank_order()


def test_a_number_that_is_taken_is_not_given_again(desk: OpenWorkspace) -> None:
    first = start_order(desk, PERSON, CLOCK, Counting()).record.number
    assert free_number(desk, CLOCK, Counting()) != first

    class Stuck:
        def bytes(self, count: int) -> bytes:
            return (1).to_bytes(count, "big")

    with pytest.raises(RuntimeError):
        free_number(desk, CLOCK, Stuck())


def test_a_duplicate_leaves_out_what_belongs_to_one_order(
    desk: OpenWorkspace, sample: OrderRecord, chance: Counting
) -> None:
    copy = duplicate_order(desk, sample.id, PERSON, CLOCK, chance).record
    assert copy.id != sample.id and copy.number != sample.number and copy.revision == 1
    assert get(copy.answers, "client") == get(sample.answers, "client")
    assert get(copy.answers, "lines") == get(sample.answers, "lines")
    for path in ("purchase_order_number", "offer_valid_until", "mandate.signed_on"):
        assert get(copy.answers, path) is None
    assert desk.orders.load(sample.id) == sample, "the original is untouched"


def test_a_half_filled_draft_can_be_duplicated(desk: OpenWorkspace, chance: Counting) -> None:
    blank = start_order(desk, PERSON, CLOCK, chance).record
    assert duplicate_order(desk, blank.id, PERSON, CLOCK, chance).record.answers == blank.answers


def test_a_new_version_is_a_document_that_nobody_has_signed(desk: OpenWorkspace, sample: OrderRecord) -> None:
    answers = put(put(sample.answers, "mandate.signed_on", "2026-11-20"), "mandate.place", "Lyon")
    answers = put(put(answers, "purchase_order_number", "BC 12"), "mandate.bic", "PSSTFRPPXXX")
    place, now = Place(), CLOCK.now()
    desk.orders.save_draft(
        sample.id, sample.row_version, answers, place, extracted(desk, answers, CLOCK), now
    )
    exported(desk, desk.orders.load(sample.id))
    second = new_version(desk, sample.id, PERSON, CLOCK).record.answers
    assert get(second, "mandate.signed_on") is None and get(second, "mandate.place") is None
    assert second["purchase_order_number"] == "BC 12" and get(second, "mandate.bic") == "PSSTFRPPXXX"


def test_a_new_version_follows_an_exported_one_alone(desk: OpenWorkspace, sample: OrderRecord) -> None:
    with pytest.raises(MoveRefused):
        new_version(desk, sample.id, PERSON, CLOCK)
    exported(desk, sample)
    outcome = new_version(desk, sample.id, PERSON, CLOCK)
    second = outcome.record
    assert (second.number, second.revision, second.state) == (sample.number, 2, OrderState.DRAFT)
    assert {**second.answers, "mandate": None} == {**sample.answers, "mandate": None}
    assert desk.orders.load(sample.id).state is OrderState.EXPORTED
    assert outcome.changes.orders == {sample.id, second.id}
    with pytest.raises(MoveRefused) as refused:
        new_version(desk, sample.id, PERSON, CLOCK)
    assert refused.value.message.params["revision"] == 2


def test_a_cancelled_order_that_was_not_exported_comes_back(desk: OpenWorkspace, sample: OrderRecord) -> None:
    assert cancel_order(desk, sample.id, PERSON, CLOCK).record.state is OrderState.CANCELLED
    with pytest.raises(MoveRefused):
        new_version(desk, sample.id, PERSON, CLOCK)
    with pytest.raises(MoveRefused):
        cancel_order(desk, sample.id, PERSON, CLOCK)
    assert undo_cancel(desk, sample.id, PERSON, CLOCK).record.state is OrderState.DRAFT
    assert {"order.cancelled", "order.cancellation_undone"} <= set(kinds(desk, sample.id))


def test_a_cancellation_keeps_its_reason_and_the_order_tells_it(
    desk: OpenWorkspace, sample: OrderRecord
) -> None:
    assert cancel_reason(desk, sample.id) is None
    cancel_order(desk, sample.id, PERSON, CLOCK, CancelReason.EXPIRED)
    assert open_order(desk, sample.id, CLOCK).cancelled is CancelReason.EXPIRED
    undo_cancel(desk, sample.id, PERSON, CLOCK)
    assert open_order(desk, sample.id, CLOCK).cancelled is None
    cancel_order(desk, sample.id, PERSON, CLOCK)
    assert open_order(desk, sample.id, CLOCK).cancelled is CancelReason.OTHER


def test_the_cancellation_of_an_exported_order_stands(desk: OpenWorkspace, sample: OrderRecord) -> None:
    exported(desk, sample)
    cancel_order(desk, sample.id, PERSON, CLOCK)
    with pytest.raises(MoveRefused):
        undo_cancel(desk, sample.id, PERSON, CLOCK)
    assert desk.orders.load(sample.id).state is OrderState.CANCELLED


def test_archiving_is_all_or_none_and_can_be_undone(
    desk: OpenWorkspace, sample: OrderRecord, chance: Counting
) -> None:
    other = start_order(desk, PERSON, CLOCK, chance).record
    with pytest.raises(NoSuchRecord):
        archive_orders(desk, [sample.id, "no such order"], True, PERSON, CLOCK)
    assert not desk.orders.load(sample.id).archived
    outcome = archive_orders(desk, [sample.id, other.id], True, PERSON, CLOCK)
    assert outcome.changes.orders == {sample.id, other.id}
    assert desk.orders.count(OrderQuery()) == 0
    assert desk.orders.count(OrderQuery(archived=True)) == 2
    archive_orders(desk, [sample.id, other.id], True, PERSON, CLOCK)
    archive_orders(desk, [sample.id], False, PERSON, CLOCK)
    assert desk.orders.count(OrderQuery()) == 1
    with pytest.raises(ValueError, match="no order"):
        archive_orders(desk, [], True, PERSON, CLOCK)


def test_a_removed_draft_comes_back_whole(desk: OpenWorkspace, sample: OrderRecord) -> None:
    gone = remove_draft(desk, sample.id, PERSON, CLOCK).record
    with pytest.raises(NoSuchRecord):
        desk.orders.load(sample.id)
    back = restore_draft(desk, gone, PERSON, CLOCK).record
    assert (back.id, back.number, back.answers) == (sample.id, sample.number, sample.answers)
    assert desk.orders.count(OrderQuery(text="tilleuls")) == 1, "found again by its text"


def test_what_was_exported_cannot_be_removed(desk: OpenWorkspace, sample: OrderRecord) -> None:
    exported(desk, sample)
    with pytest.raises(MoveRefused):
        remove_draft(desk, sample.id, PERSON, CLOCK)


def test_a_read_only_role_changes_nothing(desk: OpenWorkspace, sample: OrderRecord, chance: Counting) -> None:
    entries = desk.audit.verify().entries
    for change in (
        lambda: start_order(desk, READER, CLOCK, chance),
        lambda: start_sample_order(desk, READER, CLOCK, chance),
        lambda: duplicate_order(desk, sample.id, READER, CLOCK, chance),
        lambda: new_version(desk, sample.id, READER, CLOCK),
        lambda: cancel_order(desk, sample.id, READER, CLOCK),
        lambda: undo_cancel(desk, sample.id, READER, CLOCK),
        lambda: archive_orders(desk, [sample.id], True, READER, CLOCK),
        lambda: remove_draft(desk, sample.id, READER, CLOCK),
        lambda: restore_draft(desk, sample, READER, CLOCK),
        lambda: change_creditor(desk, {"legal_name": "X"}, READER, CLOCK),
        lambda: change_threshold(desk, "20", READER, CLOCK),
    ):
        with pytest.raises(MoveRefused):
            change()
    assert desk.audit.verify().entries == entries


def test_the_journal_names_no_client(desk: OpenWorkspace, sample: OrderRecord) -> None:
    archive_orders(desk, [sample.id], True, PERSON, CLOCK)
    for entry in desk.audit.entries():
        assert "Tilleuls" not in repr(entry)
    assert desk.audit.verify().broken_at is None


def test_what_waits_counts_and_names_the_latest(
    desk: OpenWorkspace, sample: OrderRecord, chance: Counting
) -> None:
    start_order(desk, PERSON, CLOCK, chance)
    exported(desk, sample)
    waiting = what_waits(desk)
    assert (waiting.total, waiting.drafts, waiting.in_review, waiting.to_sign) == (2, 1, 0, 1)
    assert {row.number for row in waiting.recent} == {
        row.number for row in desk.orders.page(OrderQuery()).rows
    }
    assert not waiting.empty


def test_an_empty_workspace_is_known_as_such(desk: OpenWorkspace) -> None:
    assert what_waits(desk).empty


def test_everything_is_found_by_any_of_its_words(desk: OpenWorkspace, sample: OrderRecord) -> None:
    assert [row.id for row in find_everything(desk, "TILLEULS", TODAY).orders] == [sample.id]
    assert [client.name for client in find_everything(desk, "tilleuls", TODAY).clients] == [
        get(sample.answers, "client.legal_name")
    ]
    assert not find_everything(desk, "zzz", TODAY).orders
    latest = find_everything(desk, "", TODAY)
    assert [row.id for row in latest.orders] == [sample.id] and not latest.clients


def test_orders_opened_last_come_before_the_latest_whatever_became_of_them(
    desk: OpenWorkspace, sample: OrderRecord, chance: Counting
) -> None:
    gone = start_order(desk, PERSON, CLOCK, chance).record
    remove_draft(desk, gone.id, PERSON, CLOCK)
    found = find_everything(desk, "", TODAY, [gone.id, "unknown", sample.id])
    assert [order.id for order in found.recent] == [gone.id, "unknown", sample.id]
    assert [order.deleted for order in found.recent] == [True, True, False]
    assert found.recent[0].trace is not None and found.recent[0].trace.number == gone.number
    assert not found.orders, "an order is not named twice"


@pytest.mark.parametrize("typed", ["6.3.a", "CG-6.3.a", "cg 6.3.A", "art. 6.3.a", "article 6.3.a"])
def test_a_clause_is_found_by_its_number(typed: str) -> None:
    found = find_clauses(typed, "fr")
    assert found[0].ref == "CG-6.3.a" and found[0].exact


def test_a_clause_is_found_by_its_title() -> None:
    assert "CG-7" in [clause.ref for clause in find_clauses("reversibilite", "fr")]
    assert find_clauses("", "fr") == []
    assert find_clauses("zzz", "fr") == []


def test_settings_have_their_defaults_and_keep_what_is_set(desk: OpenWorkspace) -> None:
    before = read_settings(desk)
    assert (before.creditor.ics, before.discount_threshold) == ("FR15ZZZ588627", "15")
    assert not change_creditor(desk, before.creditor.data(), PERSON, CLOCK).settings, "the defaults are set"
    data = before.creditor.data() | {"signatory_name": "Dominique Exemple", "ics": "fr15 zzz 588627"}
    assert change_creditor(desk, data, LAWYER, CLOCK).settings
    assert not change_creditor(desk, data, PERSON, CLOCK).settings, "nothing changed, nothing written"
    assert change_threshold(desk, "12,5 %", LAWYER, CLOCK).settings
    after = read_settings(desk)
    assert (after.creditor.signatory_name, after.creditor.ics) == ("Dominique Exemple", "FR15ZZZ588627")
    assert after.discount_threshold == "12.5"
    assert str(check_context(desk, CLOCK).discount_threshold) == "12.5"


def test_settings_refuse_what_cannot_be() -> None:
    good = {"legal_name": "NumSpot", "ics": "FR15ZZZ588627"}
    assert creditor_problems(good) == []
    assert [found.field for found in creditor_problems({"legal_name": " ", "ics": "FR47ZZZ588627"})] == [
        "legal_name",
        "ics",
    ]
    for wrong in ("", "douze", "-1", "101"):
        assert threshold_problems(wrong)
    for right in ("0", "100", "12,5"):
        assert not threshold_problems(right)


def test_a_wrong_threshold_is_never_written(desk: OpenWorkspace) -> None:
    with pytest.raises(ValueError, match="101"):
        change_threshold(desk, "101", LAWYER, CLOCK)
    assert read_settings(desk).discount_threshold == "15"


def test_what_binds_numspot_is_changed_by_legal_alone(desk: OpenWorkspace) -> None:
    data = read_settings(desk).creditor.data()
    for name, value in (("ics", "FR72ZZZ123456"), ("signatory_name", "X"), ("legal_name", "X")):
        with pytest.raises(MoveRefused, match="Only legal"):
            change_creditor(desk, data | {name: value}, PERSON, CLOCK)
    assert read_settings(desk).creditor.data() == data
    assert change_creditor(desk, data | {"phone": "+33 1 00 00 00 00"}, PERSON, CLOCK).settings
    for change in (
        lambda: change_threshold(desk, "99", PERSON, CLOCK),
        lambda: change_four_eyes(desk, True, PERSON, CLOCK),
    ):
        with pytest.raises(MoveRefused, match="Only legal"):
            change()


def test_a_wrong_creditor_identifier_is_never_written(desk: OpenWorkspace) -> None:
    with pytest.raises(ValueError, match="ics"):
        change_creditor(desk, {"ics": "FR16ZZZ588627"}, LAWYER, CLOCK)
    assert read_settings(desk).creditor.ics == "FR15ZZZ588627"
