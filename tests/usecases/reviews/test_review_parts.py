"""Clause by clause: approvals bound to what was read, sent back, taken back; who may not; powers; races."""

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.contracts.order.order_document import get, put
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.reviewing.review import ReviewKind
from numspot_desk.contracts.reviewing.review_parts import PartState
from numspot_desk.language.catalog import load_language
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.orders.duplicate_order import duplicate_order
from numspot_desk.usecases.orders.edit_order import DraftHandle, save_edit
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.person import Person, same_person
from numspot_desk.usecases.ports.orders import OrderRecord, Place
from numspot_desk.usecases.refusals import MoveRefused, StaleRecord
from numspot_desk.usecases.reviews.delegate_review import DelegateRefused, delegate_review, open_reviews
from numspot_desk.usecases.reviews.read_review import Review, content_of, read_review, standing_approval
from numspot_desk.usecases.reviews.review_acts import NoteRefused, PowerRefused
from numspot_desk.usecases.reviews.review_order import (
    PartsOpen,
    approve_order,
    modify_again,
    request_review,
    return_order,
    take_review,
)
from numspot_desk.usecases.reviews.review_parts import approve_parts, return_part, unread_part
from numspot_desk.usecases.reviews.review_rules import RULES, ReviewAct, allowed, require_role, require_state
from numspot_desk.usecases.settings.change_settings import change_four_eyes, change_powers, change_threshold
from tests.examples import TIMES
from tests.usecases.desk import (
    CONTEXT,
    LAWYER,
    NOON,
    PERSON,
    Counting,
    FixedClock,
    approved,
    draft,
    export,
    read_all,
    sample,
    workspace_in,
)

CLOCK = FixedClock()
OTHER = Person("Inès Conseil", "legal")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenWorkspace]:
    with workspace_in(tmp_path / "workspace") as opened:
        yield opened


@pytest.fixture
def record(desk: OpenWorkspace) -> OrderRecord:
    """An order in review, with derogations and special conditions."""
    made = draft(desk, sample("clinic"))
    return request_review(desk, made.id, content_of(made), "", PERSON, CLOCK).record


def review_of(desk: OpenWorkspace, record: OrderRecord) -> Review:
    return read_review(desk, desk.orders.load(record.id))


def states(desk: OpenWorkspace, record: OrderRecord) -> list[PartState]:
    return [each.state for each in review_of(desk, record).parts]


def approve(desk: OpenWorkspace, record: OrderRecord, person: Person = LAWYER) -> OrderRecord:
    return approve_order(desk, record.id, content_of(record), "", person, CLOCK).record


def edited(desk: OpenWorkspace, record: OrderRecord, path: str, value: Any) -> OrderRecord:
    record = desk.orders.load(record.id)
    handle = DraftHandle(record.id, record.row_version)
    save_edit(desk, handle, put(record.answers, path, value), Place("review"), CONTEXT, CLOCK)
    return desk.orders.load(record.id)


def back(desk: OpenWorkspace, record: OrderRecord) -> OrderRecord:
    return return_order(desk, record.id, content_of(record), "À revoir", LAWYER, CLOCK).record


def again(desk: OpenWorkspace, record: OrderRecord) -> OrderRecord:
    return request_review(desk, record.id, content_of(record), "", PERSON, CLOCK).record


# ── Clause by clause ─────────────────────────────────────────────────────────────────────────────────


def test_each_derogation_clause_and_discount_is_a_part(desk: OpenWorkspace) -> None:
    answers = put(sample("clinic"), "lines[0].discount_percent", "15")
    answers = put(answers, "lines[1].discount_percent", "15.01")
    fields = [each.part.field for each in review_of(desk, draft(desk, answers)).parts]
    clauses = [field for field in fields if field.startswith("special_conditions")]
    assert len(clauses) == sum(len(each["clauses"]) for each in answers["special_conditions"])
    assert [field for field in fields if field.startswith("lines")] == ["lines[1]"]
    assert sum(field.startswith("derogations") for field in fields) == len(answers["derogations"])


def test_the_order_is_approved_only_once_each_part_is(desk: OpenWorkspace, record: OrderRecord) -> None:
    parts = review_of(desk, record).parts
    with pytest.raises(PartsOpen) as refusal:
        approve(desk, record)
    assert [each.field for each in refusal.value.problems] == [each.part.field for each in parts]
    french = load_language("fr")
    said = [french.render(each.message) for each in refusal.value.problems]
    assert all(each.part.id in words for each, words in zip(parts, said, strict=True) if each.part.id)
    assert len(set(said)) == len(said)
    for each in parts[:-1]:
        one = [(each.part.fingerprint, each.part.id)]
        approve_parts(desk, record.id, content_of(record), one, LAWYER, CLOCK)
    with pytest.raises(PartsOpen) as refusal:
        approve(desk, record)
    assert [each.field for each in refusal.value.problems] == [parts[-1].part.field]
    read_all(desk, record)
    assert approve(desk, record).state is OrderState.APPROVED
    assert len([e for e in desk.audit.entries(record.id) if e.kind == "order.clause_approved"]) == len(parts)


def test_one_changed_clause_is_read_again_and_the_others_are_not(
    desk: OpenWorkspace, record: OrderRecord
) -> None:
    read_all(desk, record)
    record = back(desk, record)
    before = get(record.answers, "derogations[0].text")
    record = edited(desk, record, "derogations[0].text", before + " Ajout.")
    review = review_of(desk, record)
    assert [each.state for each in review.parts] == [PartState.CHANGED] + [PartState.APPROVED] * (
        len(review.parts) - 1
    )
    changed = review.parts[0]
    assert changed.step is not None and changed.step.actor == LAWYER.name
    assert [(d.here, d.there) for d in changed.changes] == [(before, before + " Ajout.")]
    record = again(desk, record)
    row = desk.audit.entries(record.id)[0]
    assert row.details["changed"] == ["derogations[0].text"]
    assert row.details["voided"] == {"derogations[0]": [changed.step.part, changed.part.fingerprint]}
    assert "Ajout" not in str(row.details)
    with pytest.raises(PartsOpen):
        approve(desk, record)
    read_all(desk, record)
    assert approve(desk, record).state is OrderState.APPROVED


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("derogations[0].target", "CG-15"),
        ("derogations[0].effect", "complete"),
        ("derogations[0].data", {"days": 31}),
        ("derogations[0].id", "D9"),
        ("general_terms", {"label": "CG 2027", "published_on": "2027-01-01", "in_force_from": "2027-02-01"}),
    ],
)
def test_anything_that_a_clause_says_voids_its_approval(
    desk: OpenWorkspace, record: OrderRecord, path: str, value: Any
) -> None:
    read_all(desk, record)
    record = edited(desk, back(desk, record), path, value)
    assert review_of(desk, record).parts[0].state is not PartState.APPROVED


def test_a_certificate_binds_every_clause_of_its_set(desk: OpenWorkspace, record: OrderRecord) -> None:
    read_all(desk, record)
    record = edited(desk, back(desk, record), "special_conditions[0].certificate.valid_until", "2030-01-31")
    review = review_of(desk, record)
    kind = review.parts[-1].part.set_kind
    assert {each.state for each in review.parts if each.part.set_kind == kind} == {PartState.CHANGED}


def test_moving_clauses_keeps_what_was_read(desk: OpenWorkspace, record: OrderRecord) -> None:
    read_all(desk, record)
    clauses = get(record.answers, "special_conditions[0].clauses")
    record = edited(desk, back(desk, record), "special_conditions[0].clauses", clauses[::-1])
    assert set(states(desk, record)) == {PartState.APPROVED}


def test_a_clause_put_back_word_for_word_is_approved_again_but_not_the_order(
    desk: OpenWorkspace, record: OrderRecord
) -> None:
    record = modify_again(desk, approved_now(desk, record).id, content_of(record), PERSON, CLOCK).record
    text = get(record.answers, "derogations[0].text")
    record = edited(desk, record, "derogations[0].text", "Autre chose.")
    assert PartState.CHANGED in states(desk, record)
    record = edited(desk, record, "derogations[0].text", text)
    assert set(states(desk, record)) == {PartState.APPROVED}
    assert standing_approval(desk, record) is None
    record = again(desk, record)
    assert standing_approval(desk, record) is None
    assert approve(desk, record).state is OrderState.APPROVED


def approved_now(desk: OpenWorkspace, record: OrderRecord) -> OrderRecord:
    read_all(desk, record)
    return approve(desk, record)


def test_of_two_equal_parts_each_is_read(desk: OpenWorkspace) -> None:
    answers = sample("clinic")
    line = {**answers["lines"][0], "discount_percent": "40"}
    made = draft(desk, put(answers, "lines", [line, line]))
    prints = [each.part.fingerprint for each in review_of(desk, made).parts]
    assert len(set(prints)) == len(prints)


def test_a_clause_is_sent_back_with_its_reason(desk: OpenWorkspace, record: OrderRecord) -> None:
    part = review_of(desk, record).parts[0].part
    seen = content_of(record)
    with pytest.raises(NoteRefused):
        return_part(desk, record.id, seen, part.fingerprint, "D1", "  ", LAWYER, CLOCK)
    return_part(desk, record.id, seen, part.fingerprint, "D1", "Trop long", LAWYER, CLOCK)
    found = review_of(desk, record).parts[0]
    assert found.state is PartState.TO_CHANGE and found.step is not None and found.step.note == "Trop long"
    with pytest.raises(PartsOpen):
        approve(desk, record)
    sent = return_order(desk, record.id, seen, "", LAWYER, CLOCK).record
    assert sent.state is OrderState.DRAFT, "the reasons on the clauses suffice"
    assert "Trop long" not in str([entry.details for entry in desk.audit.entries(record.id)])


def test_what_was_said_of_a_clause_can_be_taken_back(desk: OpenWorkspace, record: OrderRecord) -> None:
    read_all(desk, record)
    part = review_of(desk, record).parts[0].part
    unread_part(desk, record.id, content_of(record), part.fingerprint, "D1", LAWYER, CLOCK)
    assert states(desk, record)[0] is PartState.TO_READ
    with pytest.raises(PartsOpen):
        approve(desk, record)


def test_a_part_taken_out_is_named(desk: OpenWorkspace, record: OrderRecord) -> None:
    read_all(desk, record)
    record = back(desk, record)
    record = edited(desk, record, "derogations", list(record.answers["derogations"])[1:])
    gone = review_of(desk, record).gone
    assert [(step.kind, step.kept["id"]) for step in gone] == [(ReviewKind.PART_APPROVED, "D1")]


# ── Races ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_clause_that_says_something_else_by_now_is_not_approved(
    desk: OpenWorkspace, record: OrderRecord
) -> None:
    seen, part = content_of(record), review_of(desk, record).parts[0].part.fingerprint
    record = edited(desk, back(desk, record), "derogations[0].text", "Autre chose.")
    record = again(desk, record)
    head = desk.audit.head()
    for content in (seen, content_of(record)):
        with pytest.raises(StaleRecord):
            approve_parts(desk, record.id, content, [(part, "D1")], LAWYER, CLOCK)
        with pytest.raises(StaleRecord):
            return_part(desk, record.id, content, part, "D1", "Non", LAWYER, CLOCK)
    assert desk.audit.head() == head


def test_two_reviewers_at_once_leave_one_approval(desk: OpenWorkspace, record: OrderRecord) -> None:
    seen = content_of(record)
    parts = [(each.part.fingerprint, "") for each in review_of(desk, record).parts]
    approve_parts(desk, record.id, seen, parts, LAWYER, CLOCK)
    rows = len(desk.audit.entries(record.id))
    approve_parts(desk, record.id, seen, parts, OTHER, CLOCK)
    assert len(desk.audit.entries(record.id)) == rows, "read already: nothing to add"
    approve_order(desk, record.id, seen, "", OTHER, CLOCK)
    for late in (lambda: approve(desk, record), lambda: back(desk, record)):
        with pytest.raises(MoveRefused):
            late()
    approval = standing_approval(desk, desk.orders.load(record.id))
    assert approval is not None and approval.step.actor == OTHER.name


def test_a_version_exported_meanwhile_takes_no_further_decision(
    desk: OpenWorkspace, record: OrderRecord, tmp_path: Path
) -> None:
    seen = content_of(record)
    part = review_of(desk, record).parts[0].part.fingerprint
    assert export(desk, approved_now(desk, record), tmp_path / "out").frozen
    for late in (
        lambda: modify_again(desk, record.id, seen, PERSON, CLOCK),
        lambda: return_part(desk, record.id, seen, part, "D1", "Non", LAWYER, CLOCK),
        lambda: take_review(desk, record.id, seen, OTHER, CLOCK),
    ):
        with pytest.raises(MoveRefused):
            late()
    assert standing_approval(desk, desk.orders.load(record.id)) is not None


# ── Four eyes ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name", ["Camille Vendeuse", " camille  VENDEUSE ", "Camille-Vendeuse", "CAMILLE\u00a0VENDEÜSE"]
)
def test_the_author_reads_no_clause_under_any_spelling(
    desk: OpenWorkspace, record: OrderRecord, name: str
) -> None:
    change_four_eyes(desk, True, LAWYER, CLOCK)
    with pytest.raises(MoveRefused, match="four eyes") as refusal:
        read_all(desk, record, Person(name, "legal"))
    assert refusal.value.message.params["name"] == name.strip()


def test_what_the_author_read_does_not_count_once_four_eyes_are_set(
    desk: OpenWorkspace, record: OrderRecord
) -> None:
    read_all(desk, record, Person(PERSON.name, "legal"))
    change_four_eyes(desk, True, LAWYER, CLOCK)
    with pytest.raises(PartsOpen):
        approve(desk, record)
    read_all(desk, record)
    assert approve(desk, record).state is OrderState.APPROVED


def test_who_wrote_what_was_duplicated_does_not_approve_the_duplicate(
    desk: OpenWorkspace, record: OrderRecord
) -> None:
    change_four_eyes(desk, True, LAWYER, CLOCK)
    seller = Person("Bruno Vendeur", "sales")
    copy = duplicate_order(desk, record.id, seller, CLOCK, Counting(700)).record
    twice = duplicate_order(desk, copy.id, seller, CLOCK, Counting(800)).record
    asked = request_review(desk, twice.id, content_of(twice), "", seller, CLOCK).record
    with pytest.raises(MoveRefused, match="four eyes"):
        read_all(desk, asked, Person(PERSON.name, "legal"))
    assert approved_now(desk, asked).state is OrderState.APPROVED


def test_who_wrote_the_first_version_does_not_approve_the_second(
    desk: OpenWorkspace, record: OrderRecord, tmp_path: Path
) -> None:
    assert export(desk, approved_now(desk, record), tmp_path / "out").frozen
    change_four_eyes(desk, True, LAWYER, CLOCK)
    seller = Person("Bruno Vendeur", "sales")
    second = new_version(desk, record.id, seller, CLOCK).record
    second = request_review(desk, second.id, content_of(second), "", seller, CLOCK).record
    with pytest.raises(MoveRefused, match="four eyes"):
        read_all(desk, second, Person(PERSON.name, "legal"))


def test_two_names_are_one_person_or_two() -> None:
    assert same_person("Zoé  d’Arc", "ZOE D'ARC") and same_person("Strauß", "STRAUSS")
    assert not same_person("Anne Roy", "Anne Roi") and not same_person("", "Anne")
    assert not same_person("李", "王")


# ── Powers and thresholds ────────────────────────────────────────────────────────────────────────────


def powers(desk: OpenWorkspace, ceiling: str, **people: str) -> None:
    listed = [{"name": name, "title": "", "ceiling": own} for name, own in people.items()]
    change_powers(desk, ceiling, listed, LAWYER, CLOCK)


def test_an_order_above_the_power_is_approved_by_who_has_more(
    desk: OpenWorkspace, record: OrderRecord
) -> None:
    read_all(desk, record)
    powers(desk, "1000", **{OTHER.name: ""})
    assert review_of(desk, record).powers.of(LAWYER.name) == Decimal(1000)
    with pytest.raises(PowerRefused) as refusal:
        approve(desk, record)
    assert refusal.value.message.params["names"] == OTHER.name
    assert desk.orders.load(record.id).state is OrderState.IN_REVIEW
    assert approve(desk, record, Person(OTHER.name.upper(), "legal")).state is OrderState.APPROVED


def test_a_power_reaches_its_own_amount(desk: OpenWorkspace, record: OrderRecord) -> None:
    read_all(desk, record)
    totals = check_order(record.answers, CONTEXT).totals
    assert totals is not None
    amount = totals.excl_tax
    powers(desk, "", **{LAWYER.name: format(amount - Decimal("0.01"), "f")})
    with pytest.raises(PowerRefused):
        approve(desk, record)
    powers(desk, "", **{LAWYER.name: format(amount, "f")})
    assert approve(desk, record).state is OrderState.APPROVED


@pytest.mark.parametrize(
    ("ceiling", "listed"),
    [
        ("-1", []),
        ("beaucoup", []),
        ("", [{"name": " ", "ceiling": ""}]),
        ("", [{"name": "Anne", "ceiling": "x"}]),
        ("", [{"name": "Anne", "ceiling": ""}, {"name": " ANNE ", "ceiling": "5"}]),
    ],
)
def test_powers_that_make_no_sense_are_refused(
    desk: OpenWorkspace, ceiling: str, listed: list[dict[str, str]]
) -> None:
    with pytest.raises(ValueError):
        change_powers(desk, ceiling, listed, LAWYER, CLOCK)
    with pytest.raises(MoveRefused):
        change_powers(desk, "", [], PERSON, CLOCK)


def test_another_threshold_shows_in_a_review_under_way(desk: OpenWorkspace) -> None:
    made = draft(desk, put(sample("clinic"), "lines[0].discount_percent", "20"))
    record = again(desk, made)
    assert review_of(desk, record).threshold_asked == Decimal(15)
    before = len(review_of(desk, record).parts)
    change_threshold(desk, "25", LAWYER, CLOCK)
    review = review_of(desk, record)
    assert (review.threshold_asked, review.threshold) == (Decimal(15), Decimal(25))
    assert len(review.parts) == before - 1


# ── Delegation ───────────────────────────────────────────────────────────────────────────────────────


def test_a_review_is_delegated_taken_over_and_listed(desk: OpenWorkspace, record: OrderRecord) -> None:
    seen = content_of(record)
    assert [each.order.id for each in open_reviews(desk, LAWYER).nobodys] == [record.id]
    delegate_review(desk, record.id, seen, " Inès  Conseil ", "Congé", LAWYER, CLOCK)
    assert review_of(desk, record).holder == OTHER.name
    assert [each.holder for each in open_reviews(desk, OTHER).mine] == [OTHER.name]
    assert [each.asked_by for each in open_reviews(desk, LAWYER).others] == [PERSON.name]
    written = str([entry.details for entry in desk.audit.entries(record.id)])
    assert OTHER.name not in written and "Congé" not in written
    take_review(desk, record.id, seen, LAWYER, CLOCK)
    assert review_of(desk, record).holder == LAWYER.name
    again(desk, back(desk, record))
    assert review_of(desk, record).holder == "", "a new request begins anew"


@pytest.mark.parametrize("name", ["", "  ", "a\x00b", "x" * 201, LAWYER.name, LAWYER.name.upper()])
def test_a_review_goes_to_a_named_other(desk: OpenWorkspace, record: OrderRecord, name: str) -> None:
    with pytest.raises(DelegateRefused):
        delegate_review(desk, record.id, content_of(record), name, "", LAWYER, CLOCK)


def test_under_four_eyes_no_review_goes_to_its_author(desk: OpenWorkspace, record: OrderRecord) -> None:
    change_four_eyes(desk, True, LAWYER, CLOCK)
    with pytest.raises(DelegateRefused, match="four eyes"):
        delegate_review(desk, record.id, content_of(record), PERSON.name, "", LAWYER, CLOCK)


# ── The table of roles ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("act", ReviewAct)
@pytest.mark.parametrize("role", ["sales", "legal", "read_only", "", "director"])
@pytest.mark.parametrize("state", OrderState)
def test_the_table_of_roles_and_states_is_what_is_held(act: ReviewAct, role: str, state: OrderState) -> None:
    order = OrderRecord("1", "CMD-1", 1, state, {}, Place(), 1, False, NOON, NOON, "Anne")

    def held() -> bool:
        try:
            require_role(act, Person("Anne", role))
            require_state(act, order)
        except MoveRefused:
            return False
        return True

    assert held() is allowed(act, role, state)
    decides = act not in (
        ReviewAct.REQUEST,
        ReviewAct.WITHDRAW,
        ReviewAct.MODIFY,
        ReviewAct.COMMENT,
        ReviewAct.RESOLVE,
    )
    if role == "sales":
        assert not (decides and held())
    if role not in ("sales", "legal"):
        assert not held()


def test_every_act_has_its_rule() -> None:
    assert set(RULES) == set(ReviewAct)


# ── No approval survives a change ────────────────────────────────────────────────────────────────────


@pytest.mark.campaign
def test_no_approval_survives_any_edit(desk: OpenWorkspace, record: OrderRecord) -> None:
    """Random edits, with undo to the same content now and then: the whole never comes back by itself, a part
    exactly where it says what was read."""
    chance = random.Random(11)
    approved_now(desk, record)
    read = {each.part.field: each.part.content for each in review_of(desk, record).parts}
    record = modify_again(desk, record.id, content_of(record), PERSON, CLOCK).record
    first = record.answers
    for _ in range(20 * TIMES):
        kept, answers = chance.random() < 0.2, desk.orders.load(record.id).answers
        answers = first if kept else _shaken(answers, chance)
        handle = DraftHandle(record.id, desk.orders.load(record.id).row_version)
        save_edit(desk, handle, answers, Place("review"), CONTEXT, CLOCK)
        now = desk.orders.load(record.id)
        assert standing_approval(desk, now) is None
        for each in read_review(desk, now).parts:
            same = [content for content in read.values() if content == each.part.content]
            assert (each.state is PartState.APPROVED) <= bool(same)
            if now.answers == first:
                assert each.state is PartState.APPROVED
    copy = duplicate_order(desk, record.id, PERSON, CLOCK, Counting(900)).record
    assert {each.state for each in read_review(desk, copy).parts} <= {PartState.TO_READ}


def _shaken(answers: Any, chance: random.Random) -> Any:
    """The answers with one clause or line changed, moved or taken out."""
    name = chance.choice(["derogations", "lines", "clauses"])
    path = "special_conditions[0].clauses" if name == "clauses" else name
    items = [dict(each) for each in get(answers, path) or []]
    if not items:
        return answers
    at, way = chance.randrange(len(items)), chance.random()
    if way < 0.5:
        member = "label" if name == "lines" else "text"
        items[at][member] = f"{items[at].get(member)} {chance.randrange(9)}"
    elif way < 0.8:
        items.insert(0, items.pop(at))
    elif len(items) > 1:
        items.pop(at)
    return put(answers, path, items)


def test_a_new_version_starts_with_nothing_read(
    desk: OpenWorkspace, record: OrderRecord, tmp_path: Path
) -> None:
    assert export(desk, approved_now(desk, record), tmp_path / "out").frozen
    second = new_version(desk, record.id, PERSON, CLOCK).record
    assert {each.state for each in read_review(desk, second).parts} == {PartState.TO_READ}
    assert approved(desk, second).state is OrderState.APPROVED
