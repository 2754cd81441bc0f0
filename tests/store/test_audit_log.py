"""The audit chain: every change of a row is found, personal data stays out, a name can be erased."""

import datetime as dt
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import literal, select
from sqlalchemy.exc import DBAPIError

from numspot_desk.store.audit import GENESIS, append
from numspot_desk.store.schema import actors, audit
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.ports.audit import Act, FaultKind
from tests.examples import TIMES
from tests.store.desk import IBAN, SeededChance

NewAct = Callable[..., Act]


@pytest.fixture
def log(desk: OpenWorkspace, act: NewAct) -> OpenWorkspace:
    """Thirty rows: the creation of the workspace and 29 acts."""
    with desk._session.transaction() as connection:
        for number in range(2, 31):
            append(connection, act("order.changed", number=number), SeededChance(number))
    return desk


def tamper(desk: OpenWorkspace, *statements: Any) -> None:
    """Write past the triggers, as somebody who owns the file can."""
    raw: Any = desk._session.outside.connection.driver_connection
    raw.execute("DROP TRIGGER audit_no_update")
    raw.execute("DROP TRIGGER audit_no_delete")
    with desk._session.transaction() as connection:
        for statement in statements:
            connection.execute(statement)


def test_an_untouched_chain_holds(log: OpenWorkspace) -> None:
    verdict = log.audit.verify()
    assert (verdict.entries, verdict.broken_at) == (30, None)
    assert verdict.head == log.audit.head() == log.audit.entries()[0].digest != GENESIS
    assert log.audit.sequence_of(verdict.head) == 30


CHANGES: Mapping[str, Any] = {
    "kind": "order.signed",
    "subject": "another",
    "details": {"number": 0},
    "digest": "f" * 64,
    "previous": "e" * 64,
}


@pytest.mark.parametrize("column", CHANGES)
def test_an_edited_row_is_found_by_its_number(log: OpenWorkspace, column: str) -> None:
    at = random.Random(column).randrange(1, 31)
    tamper(log, audit.update().where(audit.c.sequence == at).values({column: CHANGES[column]}))
    assert log.audit.verify().broken_at == at


def test_a_removed_row_is_found(log: OpenWorkspace) -> None:
    tamper(log, audit.delete().where(audit.c.sequence == 17))
    assert log.audit.verify().broken_at == 17


def test_two_rows_that_changed_places_are_found(log: OpenWorkspace) -> None:
    tamper(
        log,
        audit.update().where(audit.c.sequence == 9).values(sequence=99),
        audit.update().where(audit.c.sequence == 10).values(sequence=9),
        audit.update().where(audit.c.sequence == 99).values(sequence=10),
    )
    assert log.audit.verify().broken_at == 9


def test_an_act_given_to_somebody_else_is_found(log: OpenWorkspace, act: NewAct) -> None:
    with log._session.transaction() as connection:
        other = Act("order.changed", "", "Louis Petit", act().at)
        append(connection, other, SeededChance(99))
        thief = connection.execute(select(actors.c.id).where(actors.c.name == "Louis Petit")).scalar_one()
    tamper(log, audit.update().where(audit.c.sequence == 5).values(actor_id=thief))
    assert log.audit.verify().broken_at == 5


def test_a_renamed_actor_is_found(log: OpenWorkspace) -> None:
    with log._session.transaction() as connection:
        connection.execute(actors.update().where(actors.c.name == "Anne Roy").values(name="Louis Petit"))
    assert log.audit.verify().broken_at == 2


def test_a_cut_tail_is_found_by_a_printed_head(log: OpenWorkspace) -> None:
    printed = log.audit.head()
    tamper(log, audit.delete().where(audit.c.sequence > 20))
    assert log.audit.verify().broken_at is None  # the chain alone cannot tell
    assert log.audit.sequence_of(printed) is None


@pytest.mark.parametrize("statement", [audit.update().values(kind="x"), audit.delete()])
def test_the_file_refuses_to_change_rows(log: OpenWorkspace, statement: Any) -> None:
    with pytest.raises(DBAPIError, match="written once"), log._session.transaction() as connection:
        connection.execute(statement)
    assert log.audit.verify().broken_at is None


def test_a_name_can_be_erased_and_the_chain_still_holds(log: OpenWorkspace) -> None:
    with log._session.transaction() as connection:
        connection.execute(actors.update().where(actors.c.name == "Anne Roy").values(name=None, salt=None))
    assert {entry.actor for entry in log.audit.entries()} == {""}
    assert log.audit.verify().broken_at is None


def test_personal_data_in_details_is_blotted_out(desk: OpenWorkspace, act: NewAct) -> None:
    details = {
        "file": f"RIB {IBAN} anne.roy@hopital.example.pdf",
        "spaced": ["FR14 2004 1010 0505 0001 3M02 606"],
        "number": "CMD-2026-7K3Q9XM4",
        "rum": "NS20267K3Q9XM4",
        "sha256": "ab12" * 16,
        "order": "ab12cdef-1234-4abc-8def-0123456789ab",  # begins as an account number does
    }
    desk.settings.put("x", {}, act("settings.changed", **details))
    kept = desk.audit.entries()[0].details
    assert kept["file"] == "RIB ••• •••"
    assert kept["spaced"] == ["•••"]
    ours = ("number", "rum", "sha256", "order")
    assert {name: kept[name] for name in ours} == {name: details[name] for name in ours}


def test_the_latest_row_of_a_kind_about_each_subject_is_found_at_once(
    desk: OpenWorkspace, act: NewAct
) -> None:
    for value in range(3):
        desk.settings.put("creditor", {"n": value}, act("settings.changed", n=value))
        desk.settings.put("other", {"n": value}, act("settings.changed", n=10 + value))
    found = desk.audit.latest("settings.changed", ["creditor", "other", "absent"])
    assert {subject: entry.details["n"] for subject, entry in found.items()} == {"creditor": 2, "other": 12}
    assert desk.audit.latest("order.signed", ["creditor"]) == desk.audit.latest("settings.changed", []) == {}


def test_entries_of_one_subject_come_latest_first(desk: OpenWorkspace, act: NewAct) -> None:
    for value in range(3):
        desk.settings.put("creditor", {"n": value}, act("settings.changed", n=value))
        desk.settings.put("other", {"n": value}, act("settings.changed"))
    found = desk.audit.entries("creditor", limit=2)
    assert [entry.details["n"] for entry in found] == [2, 1]
    assert [entry.actor for entry in found] == ["Anne Roy", "Anne Roy"]


@pytest.fixture
def chain(desk: OpenWorkspace, act: NewAct) -> OpenWorkspace:
    """Forty rows by several people, open to whoever owns the file."""
    people = ("Anne Roy", "Louis Petit", "Zoé Lune")
    with desk._session.transaction() as connection:
        for number in range(2, 41):
            made = act("order.changed", number=number, note=f"{number:064x}")
            append(connection, replace(made, actor=people[number % 3]), SeededChance(number))
    tamper(desk)
    return desk


Statements = tuple[list[Any], int]


def _edit(chance: random.Random, rows: int) -> Statements:
    at = chance.randrange(1, rows + 1)
    column, value = chance.choice(
        [
            ("kind", f"order.{chance.randrange(9**6)}"),
            ("subject", f"{chance.getrandbits(64):x}"),
            ("details", {"n": chance.random().hex()}),
            ("at", dt.datetime(2020, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=chance.randrange(10**8))),
            ("previous", f"{chance.getrandbits(256):064x}"),
            ("digest", f"{chance.getrandbits(256):064x}"),
            ("format", 2),
        ]
    )
    return [audit.update().where(audit.c.sequence == at).values({column: value})], at


def _delete(chance: random.Random, rows: int) -> Statements:
    first = chance.randrange(1, rows)
    last = min(first + chance.randrange(4), rows - 1)  # a cut tail is another matter
    return [audit.delete().where(audit.c.sequence.between(first, last))], first


def _delete_and_close_up(chance: random.Random, rows: int) -> Statements:
    at = chance.randrange(1, rows)
    return [
        audit.delete().where(audit.c.sequence == at),
        audit.update().where(audit.c.sequence > at).values(sequence=1_000 - 1 + audit.c.sequence),
        audit.update().where(audit.c.sequence >= 1_000).values(sequence=audit.c.sequence - 1_000),
    ], at


def _swap(chance: random.Random, rows: int) -> Statements:
    one, other = sorted(chance.sample(range(1, rows + 1), 2))
    return [
        audit.update().where(audit.c.sequence == one).values(sequence=999),
        audit.update().where(audit.c.sequence == other).values(sequence=one),
        audit.update().where(audit.c.sequence == 999).values(sequence=other),
    ], one


def _insert(chance: random.Random, rows: int) -> Statements:
    """A row of nobody's making between two, those after it moved on."""
    at = chance.randrange(1, rows + 1)
    columns = [column.name for column in audit.c if column.name not in ("sequence", "digest")]
    digest = f"{chance.getrandbits(256):064x}"
    copy = select(literal(at), literal(digest), *(audit.c[name] for name in columns))
    return [
        audit.update().where(audit.c.sequence >= at).values(sequence=audit.c.sequence + 1_001),
        audit.update().where(audit.c.sequence > 1_000).values(sequence=audit.c.sequence - 1_000),
        audit.insert().from_select(
            ["sequence", "digest", *columns],
            copy.where(audit.c.sequence == (at + 1 if at < rows else at - 1)),
        ),
    ], at


@pytest.mark.campaign
@pytest.mark.parametrize("way", [_edit, _delete, _delete_and_close_up, _swap, _insert])
def test_random_tampering_is_found_at_its_row(
    chain: OpenWorkspace, way: Callable[[random.Random, int], Statements]
) -> None:
    """Two thousand of each way in a campaign, a hundred otherwise; the chain is put back each time."""
    chance, rows = random.Random(way.__name__), chain.audit.verify().entries
    for _ in range(100 * TIMES):
        statements, at = way(chance, rows)
        with pytest.raises(InterruptedError), chain.transaction():
            with chain._session.transaction() as connection:
                for statement in statements:
                    connection.execute(statement)
            verdict = chain.audit.verify()
            assert verdict.broken_at == at == verdict.faults[0].sequence
            raise InterruptedError  # and put back
    assert chain.audit.verify().faults == ()


def test_a_cut_tail_of_any_length_loses_the_printed_head(chain: OpenWorkspace) -> None:
    printed = chain.audit.head()
    for kept in range(40):
        with pytest.raises(InterruptedError), chain.transaction():
            with chain._session.transaction() as connection:
                connection.execute(audit.delete().where(audit.c.sequence > kept))
            assert chain.audit.sequence_of(printed) is None and chain.audit.verify().head != printed
            raise InterruptedError
    assert chain.audit.sequence_of(printed) == 40


def test_every_fault_is_told_with_what_it_is(chain: OpenWorkspace) -> None:
    with chain._session.transaction() as connection:
        connection.execute(audit.update().where(audit.c.sequence == 5).values(kind="x"))
        connection.execute(audit.delete().where(audit.c.sequence.between(9, 11)))
        connection.execute(actors.update().where(actors.c.name == "Zoé Lune").values(name="Zoé Lunel"))
    told = [(fault.sequence, fault.kind) for fault in chain.audit.verify().faults]
    assert (5, FaultKind.EDITED) in told and (9, FaultKind.MISSING) in told
    assert {kind for _, kind in told} == {FaultKind.EDITED, FaultKind.MISSING, FaultKind.RENAMED}


def test_entries_go_on_before_a_row(chain: OpenWorkspace) -> None:
    assert [entry.sequence for entry in chain.audit.entries(limit=3, before=10)] == [9, 8, 7]
