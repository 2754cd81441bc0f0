"""Which general terms bind which contract on a day, and what a refusal changes, against the real store."""

import datetime as dt
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.terms.reading import read_terms
from numspot_desk.usecases.contract.contract_facts import (
    ENDED,
    USED,
    FactRefused,
    record_fact,
    take_back_fact,
)
from numspot_desk.usecases.general_terms.compare_terms import compare_versions
from numspot_desk.usecases.general_terms.contracts_by_terms import (
    ContractTerms,
    RefusalRefused,
    contracts_by_terms,
    refuse_terms,
    withdraw_refusal,
)
from numspot_desk.usecases.general_terms.contracts_touched import Passing
from numspot_desk.usecases.orders.edit_order import check_context
from numspot_desk.usecases.orders.extract import extract
from numspot_desk.usecases.orders.freeze_order import freeze_record, keep_version
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.events import ContractEvent, NewEvent
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.terms import SourceFile, TermsVersion
from numspot_desk.usecases.refusals import MoveRefused, NoSuchRecord
from tests.usecases.desk import (
    CONTEXT,
    LAWYER,
    NOON,
    PERSON,
    TODAY,
    Counting,
    FixedClock,
    draft,
    sample,
    workspace_in,
)

TEXT = b"ARTICLE 1. OBJET\n\nLe Verger loue des pommiers.\n"
OLD = ("2026-01", dt.date(2025, 12, 1), dt.date(2026, 1, 1))
NEW = ("2027-01", dt.date(2026, 11, 20), dt.date(2027, 1, 1))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


def adopt(
    workspace: OpenWorkspace, version: tuple[str, dt.date, dt.date], language: str = "fr", number: int = 1
) -> None:
    made = TermsVersion(str(uuid.UUID(int=number)), version[0], language, version[1], version[2], NOON)
    source = SourceFile("cg.txt", TEXT, "0" * 64)
    act = Act("terms.adopted", "", LAWYER.name, NOON)
    workspace.terms.adopt(made, read_terms("cg.txt", TEXT), source, act)


def signed(
    workspace: OpenWorkspace,
    day: str,
    number: str = "CMD-2026-00000001",
    seed: int = 0,
    **changed: Any,
) -> OrderRecord:
    record = draft(workspace, sample("workshop") | changed, number)
    return _sign(workspace, record, day, seed)


def _sign(workspace: OpenWorkspace, record: OrderRecord, day: str, seed: int = 0) -> OrderRecord:
    context = check_context(workspace, FixedClock())
    check = check_order(record.answers, context)
    order = freeze_record(
        workspace,
        record,
        check,
        issued_on=TODAY,
        chance=Counting(100 + seed),
        mark=None,
        terms=context.in_force,
    )
    keep_version(workspace, record, order, PERSON, NOON)
    record = workspace.orders.load(record.id)
    act = Act("order.signed", record.id, PERSON.name, NOON, {"signed_on": day})
    return workspace.orders.change_state(record.id, record.row_version, OrderState.SIGNED, act)


def contracts(workspace: OpenWorkspace, on: str) -> list[ContractTerms]:
    return list(contracts_by_terms(workspace, dt.date.fromisoformat(on)))


def only(workspace: OpenWorkspace, on: str) -> ContractTerms:
    (found,) = contracts(workspace, on)
    return found


def refuse(
    workspace: OpenWorkspace, order: OrderRecord, day: str = "2026-12-01", label: str = "2027-01"
) -> None:
    refuse_terms(workspace, order.id, label, dt.date.fromisoformat(day), PERSON, FixedClock())


def test_a_later_version_binds_from_its_entry_into_force(workspace: OpenWorkspace) -> None:
    adopt(workspace, OLD)
    adopt(workspace, NEW, number=2)
    adopt(workspace, NEW, "en", 3)
    signed(workspace, "2026-12-01")
    assert only(workspace, "2026-11-30").label is None
    assert only(workspace, "2026-12-31").label == "2026-01"
    assert only(workspace, "2027-01-01").label == "2027-01"
    assert [v.label for v in only(workspace, "2026-12-31").may_refuse] == ["2027-01"]
    assert only(workspace, "2027-01-01").may_refuse == ()


def test_without_any_adopted_version_nothing_binds(workspace: OpenWorkspace) -> None:
    signed(workspace, "2026-12-01")
    found = only(workspace, "2026-12-02")
    assert found.label is None and found.binding.why.label == "version.none"


def test_who_refused_in_time_stays_on_the_version_before_until_the_end(workspace: OpenWorkspace) -> None:
    adopt(workspace, OLD)
    adopt(workspace, NEW, number=2)
    order = signed(workspace, "2026-12-01")
    refuse(workspace, order)
    found = only(workspace, "2027-01-15")
    assert found.label == "2026-01" and found.binding.ends_on == dt.date(2027, 3, 1)
    assert found.refusal is not None and found.refusal.label == "2027-01" and found.may_refuse == ()
    assert only(workspace, "2027-03-02").label is None
    withdraw_refusal(workspace, order.id, "2027-01", PERSON, FixedClock())
    assert only(workspace, "2027-01-15").label == "2027-01"


@pytest.mark.parametrize(
    ("day", "label", "field"),
    [
        ("2026-11-19", "2027-01", "refused_on"),
        ("2026-12-02", "2027-01", "refused_on"),  # to come
        ("2026-11-25", "2031-01", "label"),
        ("2026-11-25", "2026-01", "refused_on"),  # in force already
        ("2026-01-01", "2026-01", "refused_on"),  # on the very day it enters into force
    ],
)
def test_a_refusal_that_cannot_be_is_refused_by_name(
    workspace: OpenWorkspace, day: str, label: str, field: str
) -> None:
    adopt(workspace, OLD)
    adopt(workspace, NEW, number=2)
    order = signed(workspace, "2026-12-01")
    rows = workspace.audit.verify().entries
    with pytest.raises(RefusalRefused) as refused:
        refuse(workspace, order, day, label)
    assert refused.value.field == field
    assert workspace.terms.refusals() == () and workspace.audit.verify().entries == rows


def test_a_refusal_sent_in_time_can_be_entered_once_the_version_is_in_force(workspace: OpenWorkspace) -> None:
    adopt(workspace, OLD)
    adopt(workspace, NEW, number=2)
    order = signed(workspace, "2026-02-01")
    before, after = only(workspace, "2026-11-19"), only(workspace, "2027-02-01")
    assert before.refusable == ()  # not published yet, and 2026-01 was accepted by the signature
    assert after.may_refuse == () and [one.label for one in after.refusable] == ["2027-01"]
    assert [one.label for one in only(workspace, "2026-12-31").may_refuse] == ["2027-01"]
    refuse(workspace, order, "2026-12-01")
    assert only(workspace, "2026-12-31").refusable == ()


def test_an_amendment_and_a_refusal_are_told_from_a_contract_signed_alike(workspace: OpenWorkspace) -> None:
    adopt(workspace, OLD)
    adopt(workspace, NEW, number=2)
    signed(workspace, "2026-02-01")
    order = signed(workspace, "2026-02-01", "CMD-2026-00000002", 1)
    refuse(workspace, order)
    kept, refused = contracts(workspace, "2027-02-01")
    assert (kept.label, refused.label) == ("2027-01", "2026-01")
    assert kept.binding.ends_on is None and refused.binding.ends_on == dt.date(2027, 3, 1)


def test_who_only_reads_records_no_refusal(workspace: OpenWorkspace) -> None:
    adopt(workspace, NEW)
    order = signed(workspace, "2026-12-01")
    with pytest.raises(MoveRefused):
        refuse_terms(workspace, order.id, "2027-01", TODAY, Person("Lise", "read_only"), FixedClock())


def test_the_version_that_the_order_names_is_the_one_accepted(workspace: OpenWorkspace) -> None:
    adopt(workspace, OLD)
    adopt(workspace, NEW, number=2)
    named = {"label": "2025-06", "published_on": "2025-05-01", "in_force_from": "2025-06-01"}
    signed(workspace, "2026-12-01", general_terms=named)
    assert only(workspace, "2026-12-31").label == "2025-06"
    assert only(workspace, "2027-01-01").label == "2027-01"


def test_a_qualified_service_needs_acceptance_until_an_amendment_names_the_version(
    workspace: OpenWorkspace,
) -> None:
    adopt(workspace, OLD)
    adopt(workspace, NEW, number=2)
    lines = [{**line, "qualification": "SecNumCloud"} for line in sample("workshop")["lines"]]
    first = signed(workspace, "2026-12-01", lines=lines)
    other = signed(workspace, "2026-12-01", "CMD-2026-00000009", 3, lines=lines)
    assert [one.binding.insufficient for one in contracts(workspace, "2027-01-01")] == [("2027-01",)] * 2
    named = {"label": "2027-01", "published_on": "2026-11-20", "in_force_from": "2027-01-01"}
    answers = sample("workshop") | {"lines": lines, "general_terms": named}
    amendment = workspace.orders.create(
        first.number,
        answers,
        first.place,
        extract(answers, check_order(answers, CONTEXT)),
        Act("order.started", "", PERSON.name, NOON),
        revision=2,
        family=first.id,
    )
    _sign(workspace, amendment, "2026-12-20", 5)
    found, alike = contracts(workspace, "2027-01-01")
    assert found.order_id == amendment.id and found.signed_on == dt.date(2026, 12, 1)
    assert found.binding.insufficient == ()
    assert alike.order_id == other.id and alike.binding.insufficient == ("2027-01",)
    former = workspace.orders.load(first.id)
    act = Act("order.archived", first.id, PERSON.name, NOON)
    workspace.orders.set_archived(first.id, former.row_version, True, act)
    assert contracts(workspace, "2027-01-01") == [found, alike]


def test_a_comparison_tells_who_does_not_simply_pass_to_the_newer_version(workspace: OpenWorkspace) -> None:
    adopt(workspace, OLD)
    adopt(workspace, NEW, number=2)
    qualified = [{**line, "qualification": "SecNumCloud"} for line in sample("workshop")["lines"]]
    refusing = signed(workspace, "2026-12-01")
    lacking = signed(workspace, "2026-12-01", "CMD-2026-00000009", 3, lines=qualified)
    signed(workspace, "2026-12-01", "CMD-2026-00000011", 6)
    refuse(workspace, refusing)
    found = compare_versions(workspace, "2026-01", "2027-01", "fr", TODAY).contracts
    assert found.passing == Passing((refusing.number,), (lacking.number,)) and found.count == 3
    back = compare_versions(workspace, "2027-01", "2026-01", "fr", TODAY).contracts
    assert back.passing == Passing()


def test_each_contract_comes_once_by_number_archived_ones_too(workspace: OpenWorkspace) -> None:
    adopt(workspace, OLD)
    numbers = [f"CMD-2026-0000000{n}" for n in range(1, 5)]
    made = [signed(workspace, "2026-12-01", number, n * 10) for n, number in enumerate(numbers)]
    act = Act("order.archived", made[0].id, PERSON.name, NOON)
    workspace.orders.set_archived(made[0].id, made[0].row_version, True, act)
    draft(workspace, sample("workshop"), "CMD-2026-00000009")
    assert [one.number for one in contracts(workspace, "2026-12-02")] == numbers


def record(workspace: OpenWorkspace, order: OrderRecord, kind: str, day: str) -> ContractEvent:
    clock = FixedClock()
    return record_fact(workspace, order.id, kind, dt.date.fromisoformat(day), PERSON, clock)[0]


def test_a_contract_is_on_no_version_after_its_last_day(workspace: OpenWorkspace) -> None:
    adopt(workspace, OLD)
    adopt(workspace, NEW, number=2)
    order = signed(workspace, "2026-11-01")
    record(workspace, order, ENDED, "2027-02-10")
    last = only(workspace, "2027-02-10")
    assert last.label == "2027-01" and last.ended_on is None
    after = only(workspace, "2027-02-11")
    assert after.label is None and after.ended_on == dt.date(2027, 2, 10) and after.may_refuse == ()
    assert after.binding.why.label == "version.ended"
    record(workspace, order, ENDED, "2027-03-01")  # corrected: it ends once
    assert only(workspace, "2027-02-11").ended_on is None
    (event,) = only(workspace, "2027-02-11").facts
    take_back_fact(workspace, order.id, event, PERSON, FixedClock())
    assert only(workspace, "2028-01-01").ended_on is None


def test_a_notice_of_termination_ends_the_contract_ninety_days_later(workspace: OpenWorkspace) -> None:
    adopt(workspace, OLD)
    order = signed(workspace, "2026-11-01")
    notice = NewEvent("termination_notice", at=NOON, data={"by": "client"})
    workspace.events.record(order.id, notice, Act("contract.event_recorded", order.id, PERSON.name, NOON))
    assert only(workspace, "2027-03-01").label == "2026-01"
    assert only(workspace, "2027-03-02").ended_on == dt.date(2027, 3, 1)
    later = NewEvent("termination_notice", at=NOON + dt.timedelta(5), data={"by": "provider"})
    workspace.events.record(order.id, later, Act("contract.event_recorded", order.id, PERSON.name, NOON))
    assert only(workspace, "2027-03-02").ended_on == dt.date(2027, 3, 1)  # the earliest notice ends it


def test_an_order_moved_to_its_end_is_shown_as_ended(workspace: OpenWorkspace) -> None:
    adopt(workspace, OLD)
    order = signed(workspace, "2026-11-01")
    act = Act("order.terminated", order.id, PERSON.name, NOON)
    workspace.orders.change_state(order.id, order.row_version, OrderState.TERMINATED, act)
    assert only(workspace, "2026-12-01").label == "2026-01"
    assert only(workspace, "2026-12-02").ended_on == dt.date(2026, 12, 1)


def test_a_day_of_use_after_a_refusal_is_named_by_the_reading(workspace: OpenWorkspace) -> None:
    adopt(workspace, OLD)
    adopt(workspace, ("2026-11", dt.date(2026, 10, 1), dt.date(2026, 11, 1)), number=2)
    order = signed(workspace, "2026-09-01")
    refuse(workspace, order, "2026-10-20", "2026-11")
    assert "R19" not in str(only(workspace, "2026-11-20").binding.why)
    record(workspace, order, USED, "2026-11-15")
    found = only(workspace, "2026-11-20")
    assert found.label == "2026-01" and found.used_on == (dt.date(2026, 11, 15),)
    assert "R19" in str(found.binding.why)


@pytest.mark.parametrize(("kind", "day"), [(USED, "2026-12-02"), (USED, "2026-10-31"), (ENDED, "2026-10-31")])
def test_a_fact_that_cannot_be_is_refused(workspace: OpenWorkspace, kind: str, day: str) -> None:
    order = signed(workspace, "2026-11-01")
    before = workspace.audit.head()
    with pytest.raises(FactRefused):
        record(workspace, order, kind, day)
    with pytest.raises(FactRefused):
        record_fact(workspace, order.id, kind, None, PERSON, FixedClock())
    assert workspace.audit.head() == before and workspace.events.standing() == {}


def test_a_day_is_entered_once_and_only_for_a_contract(workspace: OpenWorkspace) -> None:
    order = signed(workspace, "2026-11-01")
    record(workspace, order, USED, "2026-11-05")
    with pytest.raises(FactRefused):
        record(workspace, order, USED, "2026-11-05")
    unsigned = draft(workspace, sample("workshop"), "CMD-2026-00000009")
    with pytest.raises(NoSuchRecord):
        record(workspace, unsigned, USED, "2026-11-05")
    with pytest.raises(MoveRefused):
        record_fact(workspace, order.id, USED, TODAY, Person("Lecteur", "read_only"), FixedClock())
