"""Orders written and read back: drafts, optimistic locking, states, frozen versions, attachments."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.store.schema import (
    order_versions,
    version_clauses,
    version_facts,
    version_lines,
    version_mandates,
)
from numspot_desk.store.workspace import OpenWorkspace, open_workspace
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderQuery, OrderRecord, OrderVersion, Place
from numspot_desk.usecases.refusals import MoveRefused, NoSuchRecord, NumberTaken, StaleRecord
from tests.store.desk import IBAN, KEY, SetClock, complete_answers, extracted

NewOrder = Callable[..., OrderRecord]
NewAct = Callable[..., Act]


def export(desk: OpenWorkspace, record: OrderRecord, act: Act, rum: str | None = None) -> OrderVersion:
    data = {"answers": dict(record.answers), "number": record.number, "rum": rum}
    return desk.orders.freeze(record.id, record.row_version, data, fingerprint(data), rum, act)


def test_a_draft_comes_back_exactly_as_typed(desk: OpenWorkspace, new_order: NewOrder) -> None:
    answers = complete_answers(note="demi-frappe\u0000\ud83d et «guillemets» 12,5 \u202e")
    made = new_order(answers=answers, place=Place("lines", "lines[0].label"))
    assert desk.orders.load(made.id) == made
    assert made.answers == answers
    assert (made.place.step, made.place.field) == ("lines", "lines[0].label")
    assert (made.state, made.row_version, made.revision) == (OrderState.DRAFT, 1, 1)


def test_an_acknowledged_edit_is_there_after_reopening(
    desk: OpenWorkspace, new_order: NewOrder, clock: SetClock
) -> None:
    made = new_order()
    edited = complete_answers(purchase_order_number="BC 12")
    assert desk.orders.save_draft(made.id, 1, edited, Place("terms"), extracted(), clock.now()) == 2
    desk.close()
    with open_workspace(desk.folder, KEY, clock=clock) as again:
        found = again.orders.load(made.id)
    assert (found.answers, found.place, found.row_version) == (edited, Place("terms"), 2)


def test_an_edit_over_a_newer_one_is_refused_and_nothing_is_written(
    desk: OpenWorkspace, new_order: NewOrder, clock: SetClock
) -> None:
    made = new_order()
    desk.orders.save_draft(made.id, 1, complete_answers(note="first"), Place(), extracted(), clock.now())
    with pytest.raises(StaleRecord):
        desk.orders.save_draft(made.id, 1, complete_answers(note="second"), Place(), extracted(), clock.now())
    assert desk.orders.load(made.id).answers["note"] == "first"


def test_an_autosave_writes_no_audit_row_and_an_act_does(
    desk: OpenWorkspace, new_order: NewOrder, clock: SetClock, act: NewAct
) -> None:
    made = new_order()
    before = desk.audit.head()
    desk.orders.save_draft(made.id, 1, complete_answers(), Place(), extracted(), clock.now())
    assert desk.audit.head() == before
    desk.orders.change_state(made.id, 2, OrderState.CANCELLED, act("order.cancelled"))
    entry = desk.audit.entries(made.id)[0]
    assert (entry.kind, entry.actor) == ("order.cancelled", "Anne Roy")
    assert entry.details == {"from": "draft", "to": "cancelled", "number": made.number}


def test_a_float_in_an_answer_is_refused_and_leaves_nothing(desk: OpenWorkspace, new_order: NewOrder) -> None:
    with pytest.raises(TypeError, match="float"):
        new_order(answers={"lines": [{"quantity": 1.5}]})
    assert desk.orders.count(OrderQuery()) == 0


def test_a_number_is_taken_once(desk: OpenWorkspace, new_order: NewOrder) -> None:
    new_order(number="CMD-2026-7K3Q9XM4")
    with pytest.raises(NumberTaken):
        new_order(number="CMD-2026-7K3Q9XM4")
    assert desk.orders.numbers_taken(["CMD-2026-7K3Q9XM4", "CMD-2026-00000000"]) == {"CMD-2026-7K3Q9XM4"}
    assert desk.orders.count(OrderQuery()) == 1


def test_an_unknown_order_is_refused_by_name(desk: OpenWorkspace, act: NewAct) -> None:
    with pytest.raises(NoSuchRecord):
        desk.orders.load("no such id")
    with pytest.raises(NoSuchRecord):
        desk.orders.attach("no such id", "rib", "rib.pdf", b"x", act())
    with pytest.raises(NoSuchRecord):
        desk.orders.attachment_content("no such id")
    assert desk.orders.by_number("CMD-2026-ZZZZZZZZ") is None
    assert desk.orders.version("no such id") is None


# ── States ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_move_that_the_states_do_not_have_is_refused(
    desk: OpenWorkspace, new_order: NewOrder, act: NewAct
) -> None:
    made = new_order()
    with pytest.raises(MoveRefused):
        desk.orders.change_state(made.id, 1, OrderState.SIGNED, act())
    with pytest.raises(MoveRefused):  # exporting keeps the data: only `freeze` does it
        desk.orders.change_state(made.id, 1, OrderState.EXPORTED, act())
    assert desk.orders.load(made.id) == made


def test_an_exported_order_never_changes(
    desk: OpenWorkspace, new_order: NewOrder, act: NewAct, clock: SetClock
) -> None:
    made = new_order()
    version = export(desk, made, act("order.exported"))
    with pytest.raises(MoveRefused):
        desk.orders.save_draft(made.id, 2, complete_answers(note="x"), Place(), extracted(), clock.now())
    with pytest.raises(MoveRefused):
        desk.orders.delete_draft(made.id, act())
    with pytest.raises(MoveRefused):
        export(desk, desk.orders.load(made.id), act())
    cancelled = desk.orders.change_state(made.id, 2, OrderState.CANCELLED, act())
    with pytest.raises(MoveRefused):  # only what was never exported comes back as a draft
        desk.orders.change_state(made.id, cancelled.row_version, OrderState.DRAFT, act())
    assert desk.orders.version(made.id) == version
    assert desk.orders.versions([made.id, "no such id"]) == {made.id: version}


def test_a_frozen_version_cannot_be_touched_in_the_file_either(
    desk: OpenWorkspace, new_order: NewOrder, act: NewAct
) -> None:
    made = new_order()
    export(desk, made, act())
    for statement in (order_versions.update().values(fingerprint="0" * 64), version_lines.delete()):
        with (
            pytest.raises(DBAPIError, match="written once"),
            desk._session.transaction() as connection,
        ):
            connection.execute(statement)


def test_the_facts_of_an_export_are_typed(desk: OpenWorkspace, new_order: NewOrder, act: NewAct) -> None:
    made = new_order()
    version = export(desk, made, act("order.exported"), "NS20267K3Q9XM4")
    assert (version.rum, version.number, version.revision) == ("NS20267K3Q9XM4", made.number, 1)
    assert desk.orders.load(made.id).state is OrderState.EXPORTED
    with desk._session.transaction() as connection:
        line = connection.execute(select(version_lines)).one()
        whole = connection.execute(select(version_facts)).one()
        clauses = connection.execute(select(version_clauses).order_by(version_clauses.c.position)).all()
        mandate = connection.execute(select(version_mandates)).one()
    assert (line.term_start, line.term_end) == (dt.date(2026, 12, 1), dt.date(2027, 11, 30))
    assert (line.quantity, str(line.unit_price)) == (Decimal(4), "100.0050")
    assert (whole.excl_tax, whole.price_dated) == (Decimal("360.02"), dt.date(2026, 11, 1))
    assert [(clause.origin, clause.clause_id) for clause in clauses] == [
        ("derogation", "D1"),
        ("special_conditions", "CS-1"),
    ]
    assert (mandate.iban, mandate.rum_key) == (IBAN, "NS20267K3Q9XM4")


@pytest.mark.parametrize(
    "answers",
    [
        complete_answers(lines=[{"service": "virtual_machine"}]),
        complete_answers(lines=None),
        complete_answers(offer_valid_until="le 31"),
        complete_answers(client={"legal_name": None}),
        complete_answers(mandate={"debtor": {"name": "A"}, "iban": "FR7600000000000000000000000"}),
    ],
)
def test_an_order_that_is_not_complete_is_not_frozen(
    desk: OpenWorkspace, new_order: NewOrder, act: NewAct, answers: dict[str, Any]
) -> None:
    made = new_order(answers=answers)
    with pytest.raises(MoveRefused):
        export(desk, made, act(), "NS20267K3Q9XM4")
    assert desk.orders.load(made.id) == made
    assert desk.orders.numbers_taken(["NS20267K3Q9XM4"]) == frozenset()
    assert desk.audit.entries()[0].kind == "order.created"


def test_a_fingerprint_of_other_data_is_refused(
    desk: OpenWorkspace, new_order: NewOrder, act: NewAct
) -> None:
    made = new_order()
    with pytest.raises(ValueError, match="fingerprint"):
        desk.orders.freeze(made.id, 1, {"a": 1}, fingerprint({"a": 2}), None, act())


def test_a_mandate_reference_belongs_to_one_order_whatever_its_case(
    desk: OpenWorkspace, new_order: NewOrder, act: NewAct
) -> None:
    first, second = new_order(), new_order()
    export(desk, first, act(), "NS2026ABCDEFGH")
    assert desk.orders.numbers_taken(["ns2026abcdefgh", "other"]) == {"ns2026abcdefgh"}
    with pytest.raises(NumberTaken):
        export(desk, second, act(), "ns2026abcdefgh")
    assert desk.orders.load(second.id).state is OrderState.DRAFT


def test_a_new_version_keeps_the_number_and_may_keep_the_mandate(
    desk: OpenWorkspace, new_order: NewOrder, act: NewAct
) -> None:
    first = new_order()
    export(desk, first, act(), "NS2026ABCDEFGH")
    make = desk.orders.create
    second = make(first.number, complete_answers(), Place(), extracted(), act(), revision=2, family=first.id)
    third = make(first.number, complete_answers(), Place(), extracted(), act(), revision=3, family=second.id)
    export(desk, third, act(), "NS2026ABCDEFGH")
    latest = desk.orders.by_number(first.number)
    assert latest is not None and latest.id == third.id
    for number, revision in ((first.number, 3), ("CMD-2026-ZZZZZZZZ", 4)):
        with pytest.raises(ValueError, match="family"):
            make(number, {}, Place(), extracted(), act(), revision=revision, family=first.id)
    with pytest.raises(ValueError, match="first version"):
        make("CMD-2026-ZZZZZZZZ", {}, Place(), extracted(), act(), revision=2)


# ── Shelves ──────────────────────────────────────────────────────────────────────────────────────────


def test_an_archived_order_leaves_the_list_and_comes_back(
    desk: OpenWorkspace, new_order: NewOrder, act: NewAct
) -> None:
    made = new_order()
    archived = desk.orders.set_archived(made.id, 1, True, act("order.archived"))
    assert archived.archived
    assert desk.orders.count(OrderQuery()) == 0
    assert desk.orders.count(OrderQuery(archived=True, text="atelier")) == 1
    assert not desk.orders.set_archived(made.id, 2, False, act()).archived
    assert desk.orders.count(OrderQuery(text="atelier")) == 1


def test_a_deleted_draft_comes_back_whole_with_its_attachments(
    desk: OpenWorkspace, new_order: NewOrder, act: NewAct
) -> None:
    made = new_order()
    desk.orders.attach(made.id, "rib", "rib.pdf", b"%PDF", act("file.attached"))
    deleted = desk.orders.delete_draft(made.id, act("order.deleted"))
    assert deleted == made
    assert desk.orders.count(OrderQuery()) == desk.orders.count(OrderQuery(text="atelier")) == 0
    assert desk.orders.clients("atelier") == []
    with pytest.raises(NoSuchRecord):
        desk.orders.load(made.id)
    back = desk.orders.restore_draft(deleted, extracted(), act("order.restored"))
    assert replace(back, row_version=1, updated_at=made.updated_at) == made
    assert desk.orders.count(OrderQuery(text="atelier")) == 1
    assert desk.orders.attachment_content(desk.orders.attachments(made.id)[0].id) == b"%PDF"
    with pytest.raises(MoveRefused):
        desk.orders.restore_draft(deleted, extracted(), act())


def test_a_deleted_number_is_never_given_again(desk: OpenWorkspace, new_order: NewOrder, act: NewAct) -> None:
    made = new_order()
    desk.orders.delete_draft(made.id, act())
    assert desk.orders.numbers_taken([made.number]) == {made.number}
    with pytest.raises(NumberTaken):
        new_order(number=made.number)


def test_deleted_drafts_are_removed_for_good_after_a_month(
    desk: OpenWorkspace, new_order: NewOrder, act: NewAct, clock: SetClock
) -> None:
    kept, made = new_order(), new_order()
    desk.orders.attach(made.id, "rib", "rib.pdf", b"%PDF", act())
    deleted = desk.orders.delete_draft(made.id, act())
    clock.forward(days=29)
    desk.tidy()
    assert desk.orders.attachments(made.id)
    clock.forward(days=2)
    desk.tidy()
    assert desk.orders.attachments(made.id) == []
    assert desk.orders.load(kept.id) == kept
    assert desk.orders.restore_draft(deleted, extracted(), act()).answers == deleted.answers
    assert desk.orders.count(OrderQuery(text="atelier")) == 2


# ── Attachments, transactions ────────────────────────────────────────────────────────────────────────


def test_an_attachment_is_kept_byte_for_byte(desk: OpenWorkspace, new_order: NewOrder, act: NewAct) -> None:
    made, content = new_order(), bytes(range(256)) * 5_000
    kept = desk.orders.attach(made.id, "signed_copy", "signé \u0000.pdf", content, act("order.signed_copy"))
    assert desk.orders.attachments(made.id) == [kept]
    assert (kept.size, kept.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert desk.orders.attachment_content(kept.id) == content
    assert desk.audit.entries(made.id)[0].details["sha256"] == kept.sha256


def test_all_writes_of_a_transaction_are_one(desk: OpenWorkspace, new_order: NewOrder, act: NewAct) -> None:
    made, head = new_order(), desk.audit.head()
    with pytest.raises(RuntimeError), desk.transaction():
        desk.orders.change_state(made.id, 1, OrderState.CANCELLED, act())
        desk.settings.put("creditor", {"ics": "FR72ZZZ123456"}, act())
        raise RuntimeError
    assert desk.orders.load(made.id) == made
    assert desk.settings.get("creditor") is None
    assert desk.audit.head() == head


def test_a_failed_act_inside_a_transaction_leaves_nothing_when_the_rest_goes_on(
    desk: OpenWorkspace, new_order: NewOrder, act: NewAct
) -> None:
    made = new_order(answers=complete_answers(lines=None))
    with desk.transaction():
        with pytest.raises(MoveRefused):
            export(desk, made, act(), "NS2026ABCDEFGH")
        desk.settings.put("creditor", {"ics": "FR72ZZZ123456"}, act())
    assert desk.settings.get("creditor") == {"ics": "FR72ZZZ123456"}
    assert desk.orders.load(made.id) == made
    assert desk.audit.verify().broken_at is None


def test_the_clock_going_back_loses_nothing(
    desk: OpenWorkspace, new_order: NewOrder, clock: SetClock
) -> None:
    older, made = new_order(), new_order()
    clock.forward(days=-3650)
    desk.orders.save_draft(older.id, 1, complete_answers(note="kept"), Place(), extracted(), clock.now())
    assert desk.orders.load(older.id).answers["note"] == "kept"
    assert [row.id for row in desk.orders.page(OrderQuery()).rows] == [older.id, made.id]


def test_a_naive_instant_is_refused(desk: OpenWorkspace, new_order: NewOrder) -> None:
    made = new_order()
    with pytest.raises((ValueError, TypeError)):
        desk.orders.save_draft(
            made.id,
            1,
            {},
            Place(),
            extracted(),
            dt.datetime(2026, 11, 20),  # noqa: DTZ001 - what is refused
        )
    assert desk.orders.load(made.id) == made
