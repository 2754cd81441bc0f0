"""Planned debits: the notice of 14 days, a clause that shortens it, the invoice due before its debit."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.mandate_life.facts import Revoked, Signed, Suspended
from numspot_desk.language.catalog import load_language
from numspot_desk.language.messages import Message
from numspot_desk.rules.explain import Step
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.contract.chosen_readings import choose_reading
from numspot_desk.usecases.explaining.explanations import citation, tell
from numspot_desk.usecases.mandates.mandate_acts import Desk, FactRefused, open_mandate, record_facts
from numspot_desk.usecases.mandates.mandate_words import ahead, event_names, next_event
from numspot_desk.usecases.mandates.plan_debits import (
    INVOICE,
    Plan,
    first_lawful_debit,
    plan_debit,
    planned_debits,
    take_back_debit,
    with_next_debits,
)
from numspot_desk.usecases.mandates.read_mandate import read_mandate
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.mandates import MandateQuery
from numspot_desk.usecases.refusals import MoveRefused, NoSuchRecord
from tests.usecases.desk import LAWYER, Counting
from tests.usecases.mandate_desk import RUM, AnyDay, desk_of, order_in, prepared, signed_mandate, workspace_on

ISSUED = dt.date(2027, 3, 18)
DAY = dt.timedelta(days=1)


@pytest.fixture
def clock() -> AnyDay:
    return AnyDay()


@pytest.fixture
def by(clock: AnyDay) -> Desk:
    return desk_of(clock)


@pytest.fixture
def store(tmp_path: Path, clock: AnyDay, by: Desk) -> Iterator[OpenWorkspace]:
    with workspace_on(tmp_path / "w", clock) as opened:
        signed_mandate(opened, order_in(opened).id, by)
        clock.day = ISSUED
        yield opened


def plan(debit_on: dt.date = ISSUED + 14 * DAY, **changed: Any) -> Plan:
    made = Plan(debit_on, "F-2027-031", ISSUED, Decimal("1200.00"), ISSUED)
    return replace(made, **changed)


def clause(days: int, name: str = "D1") -> dict[str, Any]:
    return {
        "id": name,
        "target": "CG-A1.3",
        "subject": "payment_means",
        "effect": "replace",
        "data": {"days": days},
        "text": f"Le prélèvement est annoncé {days} jours avant.",
    }


def refused(store: OpenWorkspace, chosen: Plan, by: Desk, rum: str = RUM) -> tuple[str, str]:
    with pytest.raises(FactRefused) as error:
        plan_debit(store, rum, chosen, by)
    return error.value.field, error.value.code


def test_a_debit_announced_fourteen_days_before_is_planned(store: OpenWorkspace, by: Desk) -> None:
    assert plan_debit(store, RUM, plan(), by).mandates == {RUM}
    (found,) = planned_debits(store, RUM.lower())
    assert found.plan == plan() and found.announce_by == ISSUED and not found.shortened
    assert found.notice.explanation.clauses == ("CG-A1.3",)
    entry = store.audit.entries(limit=1)[0]
    assert entry.kind == "mandate.debit_planned" and entry.details["debit_on"] == "2027-04-01"


def test_a_day_too_early_is_refused_with_the_first_one_possible(store: OpenWorkspace, by: Desk) -> None:
    with pytest.raises(FactRefused) as error:
        plan_debit(store, RUM, plan(ISSUED + 13 * DAY), by)
    assert (error.value.field, error.value.code) == ("debit_on", "announced_late")
    assert error.value.message.params["first"] == ISSUED + 14 * DAY
    assert planned_debits(store, RUM) == ()
    assert first_lawful_debit(store, RUM, ISSUED) == ISSUED + 14 * DAY


def test_only_a_clause_of_the_contract_shortens_the_notice(
    store: OpenWorkspace, clock: AnyDay, by: Desk
) -> None:
    clock.day = dt.date(2026, 12, 1)
    order = order_in(store, "CMD-2026-OTHER000", derogations=[clause(5)])
    signed_mandate(store, order.id, by, "SHORT-1")
    clock.day = ISSUED
    assert first_lawful_debit(store, "SHORT-1", ISSUED) == ISSUED + 5 * DAY
    assert refused(store, plan(ISSUED + 4 * DAY), by, "SHORT-1") == ("debit_on", "announced_late")
    plan_debit(store, "SHORT-1", plan(ISSUED + 5 * DAY), by)
    (found,) = planned_debits(store, "SHORT-1")
    assert found.shortened and found.conflict is None, "the debit fits before the end of the month"


def test_clauses_that_disagree_let_no_debit_be_planned(store: OpenWorkspace, clock: AnyDay, by: Desk) -> None:
    clock.day = dt.date(2026, 12, 1)
    order = order_in(store, "CMD-2026-OTHER000", derogations=[clause(5), clause(7, "D2")])
    signed_mandate(store, order.id, by, "OPEN-1")
    clock.day = ISSUED
    assert refused(store, plan(ISSUED + 30 * DAY), by, "OPEN-1") == ("debit_on", "notice_open")
    assert first_lawful_debit(store, "OPEN-1", ISSUED) is None


def test_an_invoice_due_before_its_first_debit_says_from_when_it_is_late(
    store: OpenWorkspace, by: Desk
) -> None:
    plan_debit(store, RUM, plan(), by)
    conflict = planned_debits(store, RUM)[0].conflict
    assert conflict is not None
    assert (conflict.due, conflict.first_debit) == (dt.date(2027, 3, 31), dt.date(2027, 4, 1))
    assert conflict.late_from == dt.date(2027, 4, 1)
    assert "R06" in str(conflict.limit.explanation)


def test_the_reading_that_legal_chose_decides_the_conflict(store: OpenWorkspace, by: Desk) -> None:
    plan_debit(store, RUM, plan(), by)
    order = store.mandates.get(RUM).order_id
    choose_reading(store, order, "R06", "due_date", "Usage de la maison", LAWYER, by.clock)
    conflict = planned_debits(store, RUM)[0].conflict
    assert conflict is not None and conflict.late_from == dt.date(2027, 3, 31)


def test_an_invoice_of_the_first_days_of_a_month_has_no_conflict(
    store: OpenWorkspace, clock: AnyDay, by: Desk
) -> None:
    clock.day = first = dt.date(2027, 3, 1)
    plan_debit(store, RUM, plan(first + 14 * DAY, issued_on=first, announced_on=first), by)
    assert planned_debits(store, RUM)[0].conflict is None


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({"invoice": " "}, ("invoice", "no_invoice")),
        ({"invoice": "F" * 41}, ("invoice", "no_invoice")),
        ({"amount": Decimal(0)}, ("amount", "bad_amount")),
        ({"amount": Decimal("-1")}, ("amount", "bad_amount")),
        ({"amount": Decimal("1.001")}, ("amount", "bad_amount")),
        ({"amount": Decimal(10**12)}, ("amount", "bad_amount")),
        ({"issued_on": ISSUED + 15 * DAY}, ("issued_on", "issued_late")),
        ({"debit_on": ISSUED - DAY, "issued_on": ISSUED - 20 * DAY}, ("debit_on", "debit_past")),
        ({"debit_on": ISSUED + 400 * DAY}, ("debit_on", "debit_far")),
        ({"announced_on": ISSUED + DAY}, ("debit_on", "announced_late")),
    ],
)
def test_a_plan_that_cannot_be_is_refused_beside_its_field(
    store: OpenWorkspace, by: Desk, changed: dict[str, Any], wanted: tuple[str, str]
) -> None:
    before = store.audit.head()
    assert refused(store, plan(**changed), by) == wanted
    assert planned_debits(store, RUM) == () and store.audit.head() == before


def test_a_mandate_that_takes_no_debit_on_the_day_is_refused(
    store: OpenWorkspace, clock: AnyDay, by: Desk
) -> None:
    clock.day = dt.date(2026, 12, 1)
    open_mandate(store, order_in(store, "CMD-2026-OTHER000").id, prepared("NOT-YET"), by)
    clock.day = ISSUED
    assert refused(store, plan(), by, "NOT-YET") == ("debit_on", "not_collectable")
    record_facts(store, RUM, [Suspended(ISSUED)], by)
    assert refused(store, plan(), by) == ("debit_on", "not_collectable")


def test_no_debit_after_the_last_banking_day_of_a_revoked_mandate(store: OpenWorkspace, by: Desk) -> None:
    record_facts(store, RUM, [Revoked(ISSUED)], by)  # its last day is the 18th of April, a Sunday
    assert refused(store, plan(dt.date(2027, 4, 18)), by) == ("debit_on", "after_last_debit")
    assert refused(store, plan(dt.date(2027, 4, 19)), by) == ("debit_on", "not_collectable")
    plan_debit(store, RUM, plan(dt.date(2027, 4, 16)), by)


def test_no_debit_is_offered_after_a_lapse_that_falls_on_a_sunday(
    store: OpenWorkspace, clock: AnyDay, by: Desk
) -> None:
    lapse = dt.date(2029, 12, 2)  # the mandate is signed on 2 December 2026 and never used
    assert lapse.isoweekday() == 7
    clock.day = dt.date(2026, 12, 2)
    order = order_in(store, "CMD-2026-OTHER000").id
    open_mandate(store, order, prepared("SUNDAY-1"), by, Signed(clock.day, "Alix Martin"))
    clock.day = issued = dt.date(2029, 11, 10)
    made = {"issued_on": issued, "announced_on": issued}
    assert refused(store, plan(lapse, **made), by, "SUNDAY-1") == ("debit_on", "after_last_debit")
    with pytest.raises(FactRefused) as error:
        plan_debit(store, "SUNDAY-1", plan(lapse - DAY, **made), by)
    assert error.value.message.params["day"] == dt.date(2029, 11, 30), (
        "the Friday before, not the Monday after"
    )
    plan_debit(store, "SUNDAY-1", plan(dt.date(2029, 11, 30), **made), by)
    late = plan(dt.date(2029, 11, 30), issued_on=issued, announced_on=dt.date(2029, 11, 20), invoice="F-2")
    assert refused(store, late, by, "SUNDAY-1") == ("debit_on", "announced_too_late_for_the_mandate")
    shown = ahead(read_mandate(store, "SUNDAY-1", issued).life)
    assert [day for day, _ in shown] == [dt.date(2029, 11, 30), lapse]


def test_an_explanation_names_events_as_a_person_would(store: OpenWorkspace, by: Desk) -> None:
    plan_debit(store, RUM, plan(), by)
    (found,) = planned_debits(store, RUM)
    french = load_language("fr")

    def told(step: Step, names: Mapping[str, Message]) -> str:
        return citation("", tell(step, french, names), french).replace("\u00a0", " ")

    notice = told(found.notice.explanation, event_names(found.notice.explanation))
    assert "prélèvement du 1er avril 2027" in notice and "2027-04-01" not in notice
    conflict = found.conflict
    assert conflict is not None
    late = told(conflict.limit.explanation, {INVOICE: conflict.invoice})
    assert "facture F-2027-031 du 18 mars 2027" in late
    state = read_mandate(store, RUM, ISSUED).life.explanation
    assert "signature du 1er décembre 2026" in told(state, event_names(state))


def test_a_day_on_which_banks_settle_nothing_is_refused_with_the_next_one(
    store: OpenWorkspace, by: Desk
) -> None:
    with pytest.raises(FactRefused) as error:
        plan_debit(store, RUM, plan(dt.date(2027, 4, 3)), by)
    assert (error.value.code, error.value.message.params["next"]) == (
        "not_a_banking_day",
        dt.date(2027, 4, 5),
    )
    late = plan(dt.date(2027, 4, 2), announced_on=dt.date(2027, 3, 20))
    with pytest.raises(FactRefused) as error:
        plan_debit(store, RUM, late, by)
    assert error.value.message.params["first"] == dt.date(2027, 4, 5), "the first possible day is no Saturday"


def test_one_debit_an_invoice_until_it_is_taken_back(store: OpenWorkspace, by: Desk) -> None:
    plan_debit(store, RUM, plan(), by)
    assert refused(store, plan(ISSUED + 20 * DAY, invoice="f-2027-031"), by) == ("invoice", "invoice_planned")
    take_back_debit(store, RUM, planned_debits(store, RUM)[0].event_id, by)
    assert planned_debits(store, RUM) == ()
    plan_debit(store, RUM, plan(ISSUED + 20 * DAY), by)
    with pytest.raises(NoSuchRecord):
        take_back_debit(store, RUM, "nothing", by)


def test_a_list_tells_the_next_planned_debit_until_its_day_has_passed(store: OpenWorkspace, by: Desk) -> None:
    def told(day: dt.date) -> str:
        (row,) = with_next_debits(store, store.mandates.page(MandateQuery(day)).rows, day)
        return load_language("fr").render(next_event(row, day)).replace("\u00a0", " ")

    first = ISSUED + 14 * DAY
    assert "prévu" not in told(ISSUED)
    plan_debit(store, RUM, plan(ISSUED + 20 * DAY, invoice="F-2"), by)
    plan_debit(store, RUM, plan(first), by)
    assert told(ISSUED) == told(first) == "Prélèvement prévu le 1er avril 2027"
    assert told(first + DAY) == "Prélèvement prévu le 7 avril 2027"
    assert "prévu" not in told(ISSUED + 21 * DAY)


def test_somebody_who_only_reads_plans_nothing(store: OpenWorkspace, clock: AnyDay) -> None:
    with pytest.raises(MoveRefused):
        plan_debit(store, RUM, plan(), Desk(Person("Lea", "read_only"), clock, Counting(9000)))
