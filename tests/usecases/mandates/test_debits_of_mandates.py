"""Debits of the mandates of a real workspace: planned, known by their reference, left to by a file."""

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from numspot_desk.contracts.collection.reading import read_collection
from numspot_desk.contracts.collection.refusals import faults
from numspot_desk.contracts.mandate_life.facts import Amended
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.pain008 import DebitFiles
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.mandates.debits_of_mandates import (
    known_in,
    known_mandate,
    planned_collection,
    planned_on,
)
from numspot_desk.usecases.mandates.hand_over_debits import hand_over_debits
from numspot_desk.usecases.mandates.mandate_acts import record_facts
from numspot_desk.usecases.mandates.plan_debits import Plan, plan_debit, planned_debits
from numspot_desk.usecases.refusals import NoSuchRecord
from tests.contracts.collection.asked import PAYEE
from tests.usecases.mandate_desk import RUM, AnyDay, desk_of, order_in, signed_mandate, workspace_on

TODAY = dt.date(2027, 2, 1)
DAY = dt.date(2027, 2, 26)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    clock = AnyDay()
    opened = workspace_on(tmp_path / "desk", clock)
    record = order_in(opened)
    signed_mandate(opened, record.id, desk_of(clock))
    yield opened
    opened.close()


def plan(workspace: OpenWorkspace) -> None:
    told = Plan(DAY, "FA-2027-0042", TODAY, Decimal("120.50"), TODAY)
    plan_debit(workspace, RUM, told, desk_of(AnyDay(TODAY), 7000))


def test_planned_debits_are_handed_over(workspace: OpenWorkspace, tmp_path: Path) -> None:
    plan(workspace)
    collection = planned_collection(workspace, DAY, PAYEE, planned_debits(workspace, RUM))
    assert faults(collection, TODAY) == ()
    done = hand_over_debits(collection, TODAY, DebitFiles(), FolderFiles(), tmp_path / "out")
    sent = done.message.batches[0].transactions[0]
    assert (sent.rum, sent.reference, sent.amount) == (RUM, "FA-2027-0042", Decimal("120.50"))
    assert sent.text == "Facture FA-2027-0042"


def test_the_planned_debits_of_a_day_are_found_among_all(workspace: OpenWorkspace) -> None:
    assert planned_on(workspace, DAY) == ()
    plan(workspace)
    assert [planned.rum for planned in planned_on(workspace, DAY)] == [RUM]
    assert planned_on(workspace, DAY + dt.timedelta(3)) == ()


def test_the_address_is_that_of_the_debtor_the_order_names(workspace: OpenWorkspace) -> None:
    assert known_mandate(workspace, RUM).address.city == ""  # "Atelier Exemple" is not in the order
    record = workspace.orders.by_number("CMD-2026-7K3Q9XM4")
    assert record is not None
    named = str(record.answers["mandate"]["debtor"]["name"])
    record_facts(workspace, RUM, [Amended(TODAY, debtor=named)], desk_of(AnyDay(TODAY), 5000))
    known = known_mandate(workspace, RUM.lower())
    assert known.address.city == record.answers["mandate"]["debtor"]["address"]["city"]
    assert len(known.facts) == 3


def test_what_is_not_there_is_not_known(workspace: OpenWorkspace) -> None:
    assert known_in(workspace)("NS2026XXXXXXXX") is None
    with pytest.raises(NoSuchRecord):
        known_mandate(workspace, "NS2026XXXXXXXX")


def test_a_file_may_leave_the_facts_to_the_workspace(workspace: OpenWorkspace) -> None:
    document = json.loads(
        '{"collect_on": "2027-02-26", "debits": [{"rum": "old-2019-7", "amount": "120.50",'
        ' "reference": "FA-2027-0042", "announced_on": "2027-02-01"}]}'
    )
    collection = read_collection(document, PAYEE, known_in(workspace))
    assert faults(collection, TODAY) == ()
    assert collection.payee == PAYEE
