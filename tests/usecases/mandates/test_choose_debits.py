"""What is offered for the bank's file on a day, and what forbids what was chosen of it."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from numspot_desk.contracts.mandate_life.facts import Revoked, Scheme, Signed
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.mandates.choose_debits import Offer, collection_of, offer_debits, verdict
from numspot_desk.usecases.mandates.mandate_acts import open_mandate, record_facts
from numspot_desk.usecases.mandates.plan_debits import Plan, plan_debit
from numspot_desk.usecases.settings.creditor_account import change_creditor_account
from tests.usecases.desk import LAWYER
from tests.usecases.mandate_desk import SIGNED_ON, AnyDay, desk_of, order_in, prepared, workspace_on

TODAY = dt.date(2027, 2, 1)
DAY = dt.date(2027, 2, 26)
OURS = "FR7630006000011234567890189"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    clock = AnyDay()
    with workspace_on(tmp_path / "desk", clock) as opened:
        order = order_in(opened).id
        change_creditor_account(opened, OURS, "", LAWYER, clock)
        for rum, scheme in (("A-1", Scheme.CORE), ("A-2", Scheme.CORE), ("B-3", Scheme.B2B)):
            by = desk_of(clock, 1000 * len(rum + scheme) + ord(rum[2]) * 100)
            open_mandate(opened, order, prepared(rum, scheme=scheme), by, Signed(SIGNED_ON, "Alix Martin"))
            plan_debit(
                opened, rum, Plan(DAY, f"F-{rum}", TODAY, Decimal("120.50"), TODAY), desk_of(AnyDay(TODAY))
            )
        yield opened


def offered(workspace: OpenWorkspace, scheme: Scheme = Scheme.CORE) -> Offer:
    return offer_debits(workspace, DAY, scheme, TODAY)


def test_a_day_offers_the_debits_of_one_scheme_and_counts_the_others(workspace: OpenWorkspace) -> None:
    found = offered(workspace)
    assert [one.debit.rum for one in found.candidates] == ["A-1", "A-2"] and found.others == 1
    assert found.payee.iban == OURS and not any(one.refusals for one in found.candidates)
    b2b = offered(workspace, Scheme.B2B)
    assert [len(one.refusals) for one in b2b.candidates] == [1], "its bank has not registered it"
    assert offer_debits(workspace, DAY + dt.timedelta(3), Scheme.CORE, TODAY).candidates == ()


def test_what_was_chosen_goes_for_the_amount_that_was_chosen(workspace: OpenWorkspace) -> None:
    found = offered(workspace)
    amounts = {found.candidates[1].id: Decimal("100.00")}
    assert verdict(found, amounts, TODAY).clear
    assert [(one.rum, one.amount) for one in collection_of(found, amounts).debits] == [
        ("A-2", Decimal("100.00"))
    ]


def test_more_than_was_announced_is_refused_at_its_debit(workspace: OpenWorkspace) -> None:
    found = offered(workspace)
    one = found.candidates[0]
    judged = verdict(found, {one.id: Decimal("120.51")}, TODAY)
    assert list(judged.of_debits) == [one.id] and not judged.of_fields and not judged.of_all


def test_a_mandate_that_was_revoked_since_is_refused_at_its_debit(workspace: OpenWorkspace) -> None:
    amounts = {one.id: one.debit.amount for one in offered(workspace).candidates}
    record_facts(workspace, "A-2", [Revoked(dt.date(2027, 1, 5))], desk_of(AnyDay(TODAY), 9000))
    found = offered(workspace)
    judged = verdict(found, amounts, TODAY)
    assert list(judged.of_debits) == [found.candidates[1].id]
    assert found.candidates[1].refusals == judged.of_debits[found.candidates[1].id]


def test_two_debits_of_one_mandate_are_told_at_both(workspace: OpenWorkspace) -> None:
    plan_debit(workspace, "A-1", Plan(DAY, "F-9", TODAY, Decimal(5), TODAY), desk_of(AnyDay(TODAY), 8000))
    found = offered(workspace)
    twice = {one.id: one.debit.amount for one in found.candidates if one.debit.rum == "A-1"}
    assert verdict(found, twice, TODAY).of_debits.keys() == twice.keys()
    alone = dict(list(twice.items())[:1])
    assert verdict(found, alone, TODAY).clear, "one of the two may go"


def test_nothing_chosen_and_no_account_are_told_of_the_whole(workspace: OpenWorkspace) -> None:
    assert len(verdict(offered(workspace), {}, TODAY).of_all) == 1
    change_creditor_account(workspace, "", "", LAWYER, AnyDay())
    found = offered(workspace)
    judged = verdict(found, {found.candidates[0].id: Decimal(1)}, TODAY)
    assert list(judged.of_fields) == ["creditor.iban"] and not judged.of_debits


def test_a_day_that_is_too_soon_is_told_of_the_day(workspace: OpenWorkspace) -> None:
    found = offered(workspace)
    judged = verdict(found, {found.candidates[0].id: Decimal(1)}, DAY)
    assert list(judged.of_fields) == ["collect_on"]
