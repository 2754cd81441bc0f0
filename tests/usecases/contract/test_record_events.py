"""Events entered of a contract, against a real workspace: kept, corrected, withdrawn, and refused by name."""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from numspot_desk.contracts.mandate_life.facts import Signed
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.events import ANSWERED_KINDS, KINDS, Field
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.contract.facts_of_contract import contract_facts, known_contract
from numspot_desk.usecases.contract.record_events import (
    OF_MANDATES,
    EventRefused,
    correct_event,
    entered_events,
    record_event,
    withdraw_event,
)
from numspot_desk.usecases.mandates.mandate_acts import Desk, open_mandate
from numspot_desk.usecases.refusals import MoveRefused, NoSuchRecord
from tests.usecases.contract.test_facts_of_contract import NUMBER, answers
from tests.usecases.contract.test_show_hierarchy import adopt, signed
from tests.usecases.desk import PERSON, Counting, FixedClock, draft, move, workspace_in
from tests.usecases.mandate_desk import prepared

MAY = dt.date(2026, 5, 4)
FR, EN = load_language("fr"), load_language("en")
Given = Mapping[str, Any]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


@pytest.fixture
def order_id(workspace: OpenWorkspace, tmp_path: Path) -> str:
    return signed(workspace, draft(workspace, answers()), tmp_path / "out", MAY).id


@pytest.fixture
def without_mandate(workspace: OpenWorkspace, tmp_path: Path) -> str:
    by_transfer = answers(mandate=None, payment={"means": "transfer", "term": None})
    return signed(workspace, draft(workspace, by_transfer), tmp_path / "out", MAY).id


@pytest.fixture
def by() -> Desk:
    return Desk(PERSON, FixedClock(), Counting(5000))


def happened(kind: str, when: str, **fields: Any) -> Given:
    return {"kind": kind, KINDS[kind].moment or "from": when, **fields}


def notice(when: str = "2026-06-01T09:00:00+02:00", **fields: Any) -> Given:
    return happened("termination_notice", when, **{"by": "client", **fields})


def invoice(number: str = "F1", on: str = "2026-06-01") -> Given:
    return happened("invoice_issued", on, number=number, amount_incl_tax="120.00")


def paid(number: str = "F1", on: str = "2026-06-20") -> Given:
    return happened("invoice_paid", on, number=number)


def refusal(workspace: OpenWorkspace, order_id: str, given: Given, by: Desk) -> EventRefused:
    with pytest.raises(EventRefused) as refused:
        record_event(workspace, order_id, given, by)
    for language in (FR, EN):
        assert language.render(refused.value.message)
    return refused.value


def entered(workspace: OpenWorkspace) -> dict[str, dict[str, Any]]:
    known = entered_events(workspace, NUMBER)
    events = contract_facts(workspace, NUMBER, MAY).events
    return {one.id: {"kind": one.kind, **one.details} for one in events if one.id in known}


# ── Kept, corrected, withdrawn ───────────────────────────────────────────────────────────────────────


def test_an_event_is_kept_with_who_and_when_and_moves_the_deadlines(
    workspace: OpenWorkspace, order_id: str, by: Desk
) -> None:
    ident, changes = record_event(workspace, order_id, notice(), by)
    assert changes.orders == {order_id} and changes.terms
    (kept,) = entered_events(workspace, NUMBER).values()
    assert (kept.id, kept.recorded_by, dict(kept.data)) == (ident, PERSON.name, {"by": "client"})
    agenda = {one.rule: one for one in known_contract(workspace, NUMBER, MAY).agenda()}
    assert str(agenda["T10"].last_day) == "2026-08-30"
    assert agenda["T10"].key == f"{order_id}:T10::{ident}"
    (act,) = [one for one in workspace.audit.entries() if one.kind == "contract.event_recorded"]
    assert act.details == {"kind": "termination_notice", "on": "2026-06-01", "number": NUMBER}


def test_a_correction_supersedes_and_what_is_tied_to_it_stays_tied(
    workspace: OpenWorkspace, order_id: str, by: Desk
) -> None:
    ticket, _ = record_event(
        workspace, order_id, happened("ticket_opened", "2026-06-01T09:00:00+02:00", severity=3), by
    )
    record_event(
        workspace, order_id, happened("client_asked", "2026-06-01T10:00:00+02:00", ticket=ticket), by
    )
    better = happened("ticket_opened", "2026-06-01T08:30:00+02:00", severity=1)
    correct_event(workspace, order_id, ticket, better, by)
    correct_event(workspace, order_id, ticket, {**better, "severity": 2}, by)
    assert entered(workspace)[ticket]["severity"] == 2
    assert len(workspace.events.history(NUMBER)) == 4, "nothing was changed or removed"
    acts = [one.kind for one in workspace.audit.entries() if one.kind.startswith("contract.event")]
    assert sorted(acts) == ["contract.event_corrected"] * 2 + ["contract.event_recorded"] * 2
    with pytest.raises(EventRefused):
        correct_event(workspace, order_id, ticket, {**better, "severity": 2}, by)


def test_a_withdrawn_event_counts_no_longer_and_is_not_withdrawn_twice(
    workspace: OpenWorkspace, order_id: str, by: Desk
) -> None:
    ident, _ = record_event(workspace, order_id, notice(), by)
    withdraw_event(workspace, order_id, ident, by)
    assert entered(workspace) == {}
    with pytest.raises(NoSuchRecord):
        withdraw_event(workspace, order_id, ident, by)
    record_event(workspace, order_id, notice(), by)


def test_what_others_rest_on_is_withdrawn_last(workspace: OpenWorkspace, order_id: str, by: Desk) -> None:
    issued, _ = record_event(workspace, order_id, invoice(), by)
    payment, _ = record_event(workspace, order_id, paid(), by)
    with pytest.raises(EventRefused) as refused:
        withdraw_event(workspace, order_id, issued, by)
    assert "Facture payée F1" in FR.render(refused.value.message)
    with pytest.raises(EventRefused):
        correct_event(workspace, order_id, issued, invoice("F2"), by)
    withdraw_event(workspace, order_id, payment, by)
    withdraw_event(workspace, order_id, issued, by)


def test_general_terms_that_were_refused_are_withdrawn_after_their_refusal(
    workspace: OpenWorkspace, order_id: str, by: Desk
) -> None:
    published = happened("general_terms_published", "2026-06-01", enters_into_force="2026-07-01")
    terms, _ = record_event(workspace, order_id, published, by)
    refusal_of = happened("terms_refused", "2026-06-10T09:00:00+02:00", terms=terms)
    refused, _ = record_event(workspace, order_id, refusal_of, by)
    with pytest.raises(EventRefused) as kept:
        withdraw_event(workspace, order_id, terms, by)
    assert "Refus de nouvelles conditions générales" in FR.render(kept.value.message)
    withdraw_event(workspace, order_id, refused, by)
    withdraw_event(workspace, order_id, terms, by)


def test_an_event_of_the_order_itself_is_not_corrected_here(
    workspace: OpenWorkspace, order_id: str, by: Desk
) -> None:
    term = next(one for one in contract_facts(workspace, NUMBER, MAY).events if one.kind == "reserved_term")
    with pytest.raises(NoSuchRecord):
        withdraw_event(workspace, order_id, term.id, by)


# ── Every kind ───────────────────────────────────────────────────────────────────────────────────────

_VALUES: Mapping[str, Any] = {
    "day": "2026-07-02",
    "instant": "2026-07-02T10:00:00+02:00",
    "text": "F1",
    "amount": "10.50",
    "boolean": True,
}


def whole(kind: str, tied: Mapping[str, str]) -> dict[str, Any]:
    form = KINDS[kind]
    made: dict[str, Any] = {"kind": kind}
    if form.moment is not None:
        made[form.moment] = "2026-07-02T09:00:00+02:00" if form.moment == "at" else "2026-07-02"
    for name, field in form.fields.items():
        made[name] = _value(field, tied)
    if kind in ANSWERED_KINDS:
        made["answers"] = tied[ANSWERED_KINDS[kind][0]]
    return made


def _value(field: Field, tied: Mapping[str, str]) -> Any:
    if field.type == "event":
        return tied[str(field.options[0])]
    return field.options[0] if field.type == "choice" else _VALUES[field.type]


def test_every_kind_that_the_rules_know_is_kept_and_read_back_as_given(
    workspace: OpenWorkspace, without_mandate: str, by: Desk
) -> None:
    order_id = without_mandate
    tied: dict[str, str] = {}
    first = ["invoice_issued", "ticket_opened", "client_asked", "service_consumed", "sla_period_ended"]
    for kind in [*first, *(kind for kind in KINDS if kind not in first)]:
        tied[kind], _ = record_event(workspace, order_id, whole(kind, tied), by)
    found = {one.id: one for one in contract_facts(workspace, NUMBER, MAY).events}
    for kind, ident in tied.items():
        assert found[ident].kind == kind
        assert set(found[ident].details) == set(KINDS[kind].fields)


# ── What cannot be ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (notice("2026-05-03T23:59:00+02:00"), "at"),  # the day before the signature
        (invoice(on="2026-05-03"), "on"),
        ({"kind": "outage", "from": "2026-05-03", "to": "2026-05-05", "force_majeure": True}, "from"),
        (notice("2026-12-01T12:00:01+01:00"), "at"),  # a second from now
        (invoice(on="2026-12-02"), "on"),
        ({"kind": "outage", "from": "2026-11-30", "to": "2026-12-02", "force_majeure": True}, "to"),
        (notice(received_at="2026-12-02T09:00:00+01:00"), "received_at"),
        (notice(received_at="2026-06-01T08:59:00+02:00"), "received_at"),
        (notice("2026-06-01T09:00:00"), "at"),  # an instant without its offset
        (notice("2026-02-29T09:00:00+01:00"), "at"),
        (happened("audit_done", "2026-02-29"), "on"),
        (happened("audit_done", "2027-06-31"), "on"),
        (happened("audit_done", "02/06/2026"), "on"),
        ({"kind": "audit_done"}, "on"),
        ({"kind": "audit_done", "on": "2026-06-02", "mood": "fine"}, "mood"),
        ({"kind": "sunshine", "on": "2026-06-02"}, "kind"),
        ({}, "kind"),
        (notice(by="nobody"), "by"),
        (notice(answers="nothing"), "answers"),
        (notice(cancels="nothing"), "cancels"),
        (paid("F9"), "number"),
        (happened("ticket_opened", "2026-06-01T09:00:00+02:00", severity=4), "severity"),
        (happened("ticket_opened", "2026-06-01T09:00:00+02:00", severity="1"), "severity"),
        ({**invoice(), "amount_incl_tax": "1,50"}, "amount_incl_tax"),
        (happened("penalty_claimed", "2026-06-01T09:00:00+02:00"), "answers"),
        (
            happened("general_terms_published", "2026-06-01", enters_into_force="2026-05-31"),
            "enters_into_force",
        ),
        (
            happened("export_control_notice", "2026-06-01T09:00:00+02:00", effective_on="2026-05-31"),
            "effective_on",
        ),
        ({"kind": "outage", "from": "2026-06-05", "to": "2026-06-04", "force_majeure": True}, "to"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(
    workspace: OpenWorkspace, order_id: str, by: Desk, record: Given, field: str
) -> None:
    refused = refusal(workspace, order_id, record, by)
    assert refused.field == field
    assert workspace.events.history(NUMBER) == ()


@pytest.mark.parametrize(
    "record",
    [
        notice("2026-05-04T00:00:00+02:00"),  # the first moment of the day of the signature
        notice("2026-12-01T12:00:00+01:00"),  # this very moment
        notice("2026-10-25T02:30:00+02:00"),  # the first 2:30 of the night of the change
        notice("2026-10-25T02:30:00+01:00"),  # the second one
        happened("maintenance_planned", "2027-03-28T03:30:00+02:00"),
        happened("penetration_test_planned", "2028-02-29"),
        {"kind": "suspension", "from": "2026-11-01", "to": "2027-02-01", "reason": "judicial_authority"},
        happened("general_terms_published", "2026-01-01", enters_into_force="2026-01-20"),
    ],
)
def test_what_can_be_is_kept(workspace: OpenWorkspace, order_id: str, by: Desk, record: Given) -> None:
    record_event(workspace, order_id, record, by)
    assert len(entered(workspace)) == 1


def test_the_two_moments_of_the_night_of_the_change_are_an_hour_apart(
    workspace: OpenWorkspace, order_id: str, by: Desk
) -> None:
    for offset in ("+02:00", "+01:00"):
        record_event(workspace, order_id, happened("snapshot_created", f"2026-10-25T02:30:00{offset}"), by)
    found = [one.instant for one in known_contract(workspace, NUMBER, MAY).agenda() if one.rule == "T32"]
    assert [str(one) for one in found] == ["2026-10-26 01:30:00+01:00", "2026-10-26 02:30:00+01:00"]


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        (notice(), notice(), "at"),
        (notice("2026-06-01T09:00:00+02:00"), notice("2026-06-01T07:00:00Z"), "at"),
        (invoice(), invoice(), "number"),
        (invoice(), invoice(on="2026-07-01"), "number"),
        (happened("services_ended", "2026-06-01"), happened("services_ended", "2026-07-01"), "on"),
    ],
)
def test_nothing_is_entered_twice(
    workspace: OpenWorkspace, order_id: str, by: Desk, first: Given, second: Given, field: str
) -> None:
    record_event(workspace, order_id, first, by)
    assert refusal(workspace, order_id, second, by).field == field
    assert len(entered(workspace)) == 1


def test_an_invoice_is_paid_once_and_not_before_it_was_issued(
    workspace: OpenWorkspace, order_id: str, by: Desk
) -> None:
    issued, _ = record_event(workspace, order_id, invoice(), by)
    assert refusal(workspace, order_id, paid(on="2026-05-31"), by).field == "on"
    record_event(workspace, order_id, paid(on="2026-06-01"), by)
    assert refusal(workspace, order_id, paid(on="2026-07-01"), by).field == "number"
    with pytest.raises(EventRefused) as refused:
        correct_event(workspace, order_id, issued, invoice(on="2026-06-02"), by)
    assert refused.value.field == "on", "it would be later than its payment"


def test_an_answer_is_no_earlier_than_what_it_answers(
    workspace: OpenWorkspace, order_id: str, by: Desk
) -> None:
    formal = happened("formal_notice", "2026-06-01T09:00:00+02:00", by="numspot", reason="breach")
    ident, _ = record_event(workspace, order_id, formal, by)
    early = happened("reservation_notified", "2026-06-01T08:00:00+02:00", answers=ident)
    assert refusal(workspace, order_id, early, by).field == "answers", "it answers a consumption"
    cancels = notice("2026-06-01T08:59:59+02:00", cancels=ident)
    assert refusal(workspace, order_id, cancels, by).field == "at"
    record_event(workspace, order_id, notice("2026-06-01T09:00:00+02:00", cancels=ident), by)


def test_the_page_that_keeps_a_thing_keeps_it_alone(
    workspace: OpenWorkspace, without_mandate: str, by: Desk
) -> None:
    order_id = without_mandate
    record_event(workspace, order_id, happened("debit_made", "2026-06-01"), by)
    open_mandate(workspace, order_id, prepared(), by, Signed(dt.date(2026, 12, 1), "x"))
    for kind in sorted(OF_MANDATES):
        assert refusal(workspace, order_id, whole(kind, {}), by).field == "kind"
    adopt(workspace, "2026-08", dt.date(2026, 8, 1))
    refused = happened("terms_refused", "2026-07-01T09:00:00+02:00", terms="2026-08")
    assert refusal(workspace, order_id, refused, by).field == "terms"


def test_nothing_is_entered_of_an_order_without_a_signature_or_by_a_reader(
    workspace: OpenWorkspace, order_id: str, by: Desk
) -> None:
    other = draft(workspace, answers(), "CMD-2026-00000002")
    with pytest.raises(NoSuchRecord):
        record_event(workspace, other.id, notice(), by)
    reader = replace(by, person=replace(PERSON, role="read_only"))
    with pytest.raises(MoveRefused):
        record_event(workspace, order_id, notice(), reader)
    ident, _ = record_event(workspace, order_id, notice(), by)
    with pytest.raises(MoveRefused):
        correct_event(workspace, order_id, ident, notice(by="numspot"), reader)
    with pytest.raises(MoveRefused):
        withdraw_event(workspace, order_id, ident, reader)


def test_a_contract_that_has_ended_still_takes_its_events(
    workspace: OpenWorkspace, order_id: str, by: Desk
) -> None:
    active = move(workspace, workspace.orders.load(order_id), OrderState.ACTIVE, "order.active")
    move(workspace, active, OrderState.TERMINATED, "order.terminated")
    record_event(workspace, order_id, notice(), by)
    assert "T12" in {one.rule for one in known_contract(workspace, NUMBER, MAY).agenda()}


# ── The order of entry ───────────────────────────────────────────────────────────────────────────────

_FREE = (
    notice(),
    happened("formal_notice", "2026-06-03T09:00:00+02:00", by="numspot", reason="non_payment"),
    invoice("F1"),
    invoice("F2", "2026-07-05"),
    happened("audit_done", "2026-08-01"),
    happened("last_use", "2026-08-02"),
    happened("sla_period_ended", "2026-08-31"),
    {"kind": "outage", "from": "2026-09-01", "to": "2026-09-04", "force_majeure": True},
)


def _agenda(workspace: OpenWorkspace) -> list[tuple[Any, ...]]:
    """The agenda without the ids that the store gives."""
    found = known_contract(workspace, NUMBER, MAY).agenda()
    return sorted(
        (
            one.rule,
            one.step or "",
            one.about,
            str(one.last_day),
            str(one.instant),
            str(one.safe),
            str(one.sure),
        )
        for one in found
    )


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(_FREE))))
def test_the_order_of_entry_does_not_matter(
    workspace: OpenWorkspace, order_id: str, by: Desk, order: list[int]
) -> None:
    agendas = []
    for places in (range(len(_FREE)), order):
        for place in places:
            record_event(workspace, order_id, _FREE[place], by)
        agendas.append(_agenda(workspace))
        for ident in list(entered_events(workspace, NUMBER)):
            withdraw_event(workspace, order_id, ident, by)
    assert agendas[0] == agendas[1]
    assert all(one != other for one, other in itertools.pairwise(agendas[0]))
