"""The index of what falls due is the agenda counted afresh, whatever happened to the contracts before."""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.agenda.due_days import due_day, entry_of
from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.contracts.agenda.standing import Standing
from numspot_desk.contracts.mandate_life.facts import Collected, Revoked, Signed
from numspot_desk.contracts.order.order_check import CheckContext, check_order
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.messages import Message
from numspot_desk.rules.readings import READINGS
from numspot_desk.store.workspace import OpenWorkspace, create_workspace
from numspot_desk.usecases.contract.chosen_readings import choose_reading, readings_chosen, take_back_reading
from numspot_desk.usecases.contract.import_events import keep_events_file
from numspot_desk.usecases.contract.record_events import (
    correct_event,
    entered_events,
    record_event,
    withdraw_event,
)
from numspot_desk.usecases.deadlines.agenda_page import agenda_page
from numspot_desk.usecases.deadlines.due_index import counted_by, freshen, rows_of
from numspot_desk.usecases.deadlines.explain_entry import explained_entry, why_of_entry
from numspot_desk.usecases.deadlines.mark_entry import mark
from numspot_desk.usecases.mandates.mandate_acts import Desk, open_mandate, record_facts, take_back
from numspot_desk.usecases.orders.archive_order import archive_orders
from numspot_desk.usecases.orders.attach_signed_copy import attach_signed_copy
from numspot_desk.usecases.orders.freeze_order import freeze_record, keep_version
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.orders.order_acts import new_draft
from numspot_desk.usecases.ports.due import DueQuery
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.refusals import DeskError, NoSuchRecord
from numspot_desk.usecases.samples.sample_answers import CLINIC
from tests.store.desk import KEY, SeededChance
from tests.usecases.contract.test_import_events import Told
from tests.usecases.contract.test_show_hierarchy import adopt
from tests.usecases.desk import LAWYER, PERSON, TODAY, FixedClock, move, sample
from tests.usecases.laptops import Laptop, Ticking
from tests.usecases.mandate_desk import SCAN, prepared

FIRST = dt.date(2026, 5, 4)
NOON = dt.time(12, tzinfo=dt.UTC)
NOTHING = Message("nothing to act on")


def query(today: dt.date, **changed: Any) -> DueQuery:
    return DueQuery(now=dt.datetime.combine(today, NOON), today=today, **changed)


def afresh(workspace: OpenWorkspace, today: dt.date) -> list[AgendaEntry]:
    """Every entry, counted now; without what the index leaves out."""
    entries = agenda_page(workspace, today, None, 10_000).entries
    return sorted((replace(one, why=None) for one in entries), key=_place)


def held(workspace: OpenWorkspace, today: dt.date) -> list[AgendaEntry]:
    """Every entry of the index, once what changed is counted again."""
    while freshen(workspace, today, 2):
        pass
    found = rows_of(workspace.due.all(query(today)), query(today))
    return sorted((row.entry for row in found), key=_place)


def _place(entry: AgendaEntry) -> tuple[str, str]:
    return entry.contract.order_id, entry.key


class Desks:
    """A workspace to which things happen at random."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.workspace = create_workspace(folder / "w", KEY, clock=FixedClock(), chance=SeededChance(seed))
        self.chance = random.Random(seed)
        self.by = Desk(PERSON, FixedClock(), SeededChance(seed + 100))
        self.today = TODAY
        self.contracts: list[str] = []

    def acts(self) -> list[Callable[[], None]]:
        return [
            self.sign_an_order,
            self.export_an_order,
            self.enter_an_event,
            self.enter_an_event,
            self.correct_an_event,
            self.withdraw_an_event,
            self.import_events,
            self.open_a_mandate,
            self.debit_a_mandate,
            self.take_a_debit_back,
            self.choose_a_reading,
            self.take_a_reading_back,
            self.publish_terms,
            self.refuse_terms,
            self.withdraw_a_refusal,
            self.sign_a_new_version,
            self.archive_or_not,
            self.end_a_contract,
            self.let_days_pass,
            self.mark_an_entry,
        ]

    def any(self) -> str:
        return self.chance.choice(self.contracts)

    def day(self) -> dt.date:
        return FIRST + dt.timedelta(days=self.chance.randrange(200))

    def number(self, order_id: str) -> str:
        return self.workspace.orders.load(order_id).number

    def export_an_order(self) -> None:
        answers = sample(self.chance.choice(["workshop", CLINIC]))
        answers["lines"][0] |= {"mode": "reserved", "term": {"start": "2026-06-01", "end": "2027-05-31"}}
        record = new_draft(self.workspace, answers, "order.created", PERSON, FixedClock(), self.by.chance)
        self.freeze(record.record)

    def freeze(self, record: OrderRecord) -> None:
        check = check_order(record.answers, CheckContext(FIRST, None))
        frozen = freeze_record(
            self.workspace, record, check, issued_on=FIRST, chance=self.by.chance, mark=None
        )
        keep_version(self.workspace, record, frozen, PERSON, FixedClock().now())
        self.contracts.append(record.id)

    def sign_an_order(self) -> None:
        self.export_an_order()
        self.sign(self.contracts[-1])

    def sign(self, order_id: str) -> None:
        attach_signed_copy(
            self.workspace, order_id, "a.pdf", b"%PDF-1.7 x", FIRST, person=PERSON, clock=FixedClock()
        )

    def given(self) -> dict[str, Any]:
        on, number = self.day().isoformat(), f"F-{self.chance.randrange(4)}"
        at = f"{on}T09:00:00+02:00"
        return self.chance.choice(
            [
                {"kind": "invoice_issued", "on": on, "number": number, "amount_incl_tax": "120.00"},
                {"kind": "invoice_paid", "on": on, "number": number},
                {"kind": "termination_notice", "at": at, "by": "client"},
                {"kind": "formal_notice", "at": at, "by": "client", "reason": "breach"},
                {"kind": "personal_data_breach_known", "at": at},
                {"kind": "ticket_opened", "at": at, "severity": 1},
            ]
        )

    def enter_an_event(self) -> None:
        record_event(self.workspace, self.any(), self.given(), self.by)

    def entered(self) -> tuple[str, str]:
        order_id = self.any()
        found = list(entered_events(self.workspace, self.number(order_id)))
        if not found:
            raise NoSuchRecord(NOTHING)
        return order_id, self.chance.choice(found)

    def correct_an_event(self) -> None:
        correct_event(self.workspace, *self.entered(), self.given(), self.by)

    def withdraw_an_event(self) -> None:
        withdraw_event(self.workspace, *self.entered(), self.by)

    def import_events(self) -> None:
        number = self.number(self.any())
        path = self.folder / "invoices.csv"
        lines = "".join(f";C{self.chance.randrange(99)};{self.day():%d/%m/%Y};12,00;\n" for _ in range(3))
        path.write_text("Contrat;Numéro;Date;Montant TTC;Payée le\n" + lines, encoding="utf-8")
        keep_events_file(self.workspace, path, number, self.by, Told())

    def open_a_mandate(self) -> None:
        rum = f"OLD-{self.chance.randrange(10**6)}"
        facts = prepared(rum, on=FIRST), Signed(FIRST, "Alix Martin", "Lyon")
        open_mandate(self.workspace, self.any(), facts[0], self.by, facts[1])

    def mandate(self) -> str:
        found = self.workspace.mandates.of_order(self.any())
        if not found:
            raise NoSuchRecord(NOTHING)
        return self.chance.choice(list(found))

    def debit_a_mandate(self) -> None:
        fact = self.chance.choice([Collected(self.day()), Collected(self.day()), Revoked(self.day())])
        record_facts(self.workspace, self.mandate(), [fact], self.by, SCAN)

    def take_a_debit_back(self) -> None:
        kept = self.workspace.mandates.get(self.mandate())
        take_back(self.workspace, kept.rum, kept.entries[-1].entry.id, "Erreur", self.by)

    def choose_a_reading(self) -> None:
        reading = READINGS[self.chance.choice(["R01", "R02", "R05", "R14"])]
        option = self.chance.choice([one.id for one in reading.options])
        choose_reading(self.workspace, self.any(), reading.id, option, "Avis", LAWYER, FixedClock())

    def take_a_reading_back(self) -> None:
        order_id = self.any()
        for one in readings_chosen(self.workspace, self.number(order_id)):
            take_back_reading(self.workspace, order_id, one.event_id, LAWYER, FixedClock())

    def publish_terms(self) -> None:
        adopt(self.workspace, f"CG {self.chance.randrange(10**6)}", self.day() + dt.timedelta(days=30))

    def refuse_terms(self) -> None:
        adopted = self.workspace.terms.list()
        if adopted:
            label, at = self.chance.choice(adopted).label, dt.datetime.combine(self.day(), NOON)
            self.workspace.terms.refuse(self.any(), label, at, self.by.act("terms.refused", ""))

    def withdraw_a_refusal(self) -> None:
        for one in self.workspace.terms.refusals()[:1]:
            order = self.workspace.orders.by_number(one.number)
            assert order is not None
            act = self.by.act("terms.refusal_withdrawn", order.id)
            self.workspace.terms.withdraw_refusal(order.id, one.label, act)

    def sign_a_new_version(self) -> None:
        made = new_version(self.workspace, self.any(), PERSON, FixedClock()).record
        self.freeze(made)
        if self.chance.random() < 0.5:
            self.sign(made.id)

    def archive_or_not(self) -> None:
        record = self.workspace.orders.load(self.any())
        archive_orders(self.workspace, [record.id], not record.archived, PERSON, FixedClock())

    def end_a_contract(self) -> None:
        record = self.workspace.orders.load(self.any())
        move(self.workspace, record, OrderState.ACTIVE, "order.active")
        move(self.workspace, self.workspace.orders.load(record.id), OrderState.TERMINATED, "order.ended")

    def let_days_pass(self) -> None:
        self.today += dt.timedelta(days=self.chance.randrange(-30, 400))

    def mark_an_entry(self) -> None:
        entry = self.chance.choice(afresh(self.workspace, self.today))
        mark(self.workspace, entry.key, person=PERSON, clock=FixedClock(), done_on=FIRST, note="Vu")


@pytest.fixture
def desks(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desks]:
    made = Desks(tmp_path, getattr(request, "param", 1))
    yield made
    made.workspace.close()


@pytest.mark.parametrize("desks", range(1, 7), indirect=True)
def test_the_index_is_the_agenda_counted_afresh_after_any_acts(desks: Desks) -> None:
    for act in (desks.sign_an_order, desks.sign_an_order, desks.export_an_order):
        act()
    done = []
    for _ in range(30):
        act = desks.chance.choice(desks.acts())
        try:
            act()
        except DeskError:
            continue
        done.append(act.__name__)
        assert held(desks.workspace, desks.today) == afresh(desks.workspace, desks.today), done
    assert len(set(done)) > 8, "most acts are possible"


def test_every_act_counts_again_only_the_contract_that_it_changes(desks: Desks) -> None:
    for _ in range(3):
        desks.sign_an_order()
    held(desks.workspace, TODAY)
    by = counted_by()
    assert desks.workspace.due.stale_count(by, TODAY) == 0
    record_event(desks.workspace, desks.contracts[1], desks.given(), desks.by)
    assert [one.family_id for one in desks.workspace.due.stale(by, TODAY, 9)] == [desks.contracts[1]]
    held(desks.workspace, TODAY)
    desks.publish_terms()
    assert desks.workspace.due.stale_count(by, TODAY) == 3


def test_all_is_counted_again_by_other_rules_when_asked_and_when_the_law_may_change(desks: Desks) -> None:
    desks.sign_an_order()
    held(desks.workspace, TODAY)
    count = desks.workspace.due.stale_count
    assert count("another program", TODAY) == 1
    assert count(counted_by(), dt.date(2026, 12, 31)) == 0
    assert count(counted_by(), dt.date(2027, 1, 1)) == 1, "a half-year brings its rates"
    assert count(counted_by(), TODAY - dt.timedelta(days=3650)) == 1, "the clock went back"
    desks.workspace.due.forget_all()
    assert count(counted_by(), TODAY) == 1
    assert held(desks.workspace, TODAY) == afresh(desks.workspace, TODAY)


def test_a_change_that_is_undone_leaves_the_index_as_it_was(desks: Desks) -> None:
    desks.sign_an_order()
    before = held(desks.workspace, TODAY)
    with pytest.raises(RuntimeError), desks.workspace.transaction():
        record_event(desks.workspace, desks.contracts[0], desks.given(), desks.by)
        raise RuntimeError
    assert desks.workspace.due.stale_count(counted_by(), TODAY) == 0
    assert held(desks.workspace, TODAY) == before


def test_what_a_colleague_hands_over_is_counted(tmp_path: Path) -> None:
    clock = Ticking()
    sales, legal = Laptop(tmp_path / "1", 1, PERSON, clock), Laptop(tmp_path / "2", 2, LAWYER, clock)
    order_id = sales.new_order()
    today = clock.today()
    try:
        check = check_order(sales.record(order_id).answers, CheckContext(today, None))
        record = sales.record(order_id)
        frozen = freeze_record(
            sales.workspace, record, check, issued_on=today, chance=sales.chance, mark=None
        )
        keep_version(sales.workspace, record, frozen, PERSON, clock.now())
        assert held(legal.workspace, today) == []
        legal.receive(sales.send(order_id))
        assert held(legal.workspace, today) == afresh(legal.workspace, today) != []
    finally:
        sales.workspace.close()
        legal.workspace.close()


def test_an_entry_is_explained_from_its_facts_and_not_from_the_index(desks: Desks) -> None:
    desks.sign_an_order()
    desks.enter_an_event()
    for entry in agenda_page(desks.workspace, TODAY, None, 100).entries:
        found = explained_entry(desks.workspace, entry.key, TODAY, entry.contract.order_id)
        assert found == entry and found.contract.events == entry.contract.events
        assert why_of_entry(desks.workspace, entry.key, TODAY) == entry.why
        assert entry_of(due_day(entry), TODAY) == replace(entry, why=None)
    for key in (f"{desks.contracts[0]}:T99::x", "nobody:T22::x", ""):
        with pytest.raises(NoSuchRecord):
            explained_entry(desks.workspace, key, TODAY)


def test_marks_go_with_their_entries_and_are_found_by_state(desks: Desks) -> None:
    desks.sign_an_order()
    key = held(desks.workspace, TODAY)[0].key
    given = {"person": PERSON, "clock": FixedClock()}
    mark(desks.workspace, key, **given, done_on=TODAY, for_day=FIRST, owner="Anne")  # type: ignore[arg-type]
    asked = query(TODAY, states=frozenset({Standing.DONE}))
    for _ in range(2):  # as it is marked, and as its contract is counted again
        (row,) = rows_of(desks.workspace.due.page(asked).rows, asked)
        assert (row.entry.key, row.standing, row.moved) == (key, Standing.DONE, True)
        assert desks.workspace.due.counts(query(TODAY))[Standing.DONE] == 1
        desks.workspace.due.forget_all()
        held(desks.workspace, TODAY)
    mark(desks.workspace, key, **given, done_on=None, owner="")  # type: ignore[arg-type]
    assert desks.workspace.due.page(asked).rows == ()
