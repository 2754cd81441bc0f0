"""Collections from files: every form people's programs write, each bad line refused by its number."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from numspot_desk.contracts.mandate_life.facts import Collected, Revoked, Suspended
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.mandates.import_collections import keep_collections, read_collections
from numspot_desk.usecases.mandates.mandate_acts import Desk, record_facts
from numspot_desk.usecases.mandates.read_mandate import read_mandate
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.refusals import FileRefused, MoveRefused
from tests.usecases.desk import Counting
from tests.usecases.mandate_desk import (
    RUM,
    SIGNED_ON,
    AnyDay,
    desk_of,
    order_in,
    signed_mandate,
    workspace_on,
)

TODAY = dt.date(2027, 6, 1)
JANUARY, MARCH = dt.date(2027, 1, 31), dt.date(2027, 3, 31)


@pytest.fixture
def clock() -> AnyDay:
    return AnyDay()


@pytest.fixture
def by(clock: AnyDay) -> Desk:
    return desk_of(clock)


@pytest.fixture
def store(tmp_path: Path, clock: AnyDay, by: Desk) -> Iterator[OpenWorkspace]:
    """Two signed mandates, seen from June 2027."""
    with workspace_on(tmp_path / "w", clock) as opened:
        signed_mandate(opened, order_in(opened).id, by)
        signed_mandate(opened, order_in(opened, "CMD-2026-OTHER000").id, by, "OTHER-1")
        clock.day = TODAY
        yield opened


@pytest.mark.parametrize(
    "content",
    [
        b"RUM;Date\r\nold-2019-7;31/01/2027\r\nOTHER-1;2027-03-31\r\n",
        b"\xef\xbb\xbfR\xc3\xa9f\xc3\xa9rence,Montant,Date\nOLD-2019-7,12.00,31.01.2027\nOTHER-1,1,31/03/2027\n",
        "date de prélèvement\tmandat\n31/01/2027\tOLD-2019-7\n31/03/2027\tOTHER-1\n".encode("cp1252"),
        "RUM;date\nOLD-2019-7;31/01/2027\nOTHER-1;31/03/2027".encode("utf-16"),
        b"OLD-2019-7;31/01/2027\n\nOTHER-1;31/03/2027\n",
    ],
)
def test_every_form_of_file_is_read(store: OpenWorkspace, content: bytes) -> None:
    found = read_collections(store, content, TODAY)
    assert dict(found.days) == {RUM: (JANUARY,), "OTHER-1": (MARCH,)}
    assert (found.refused, found.known, found.added) == ((), 0, 2)


def test_a_file_of_days_alone_is_of_the_mandate_shown(store: OpenWorkspace) -> None:
    for content in (b"31/01/2027\n31/03/2027\n", b"Date\n31/01/2027\n31/03/2027\n"):
        assert dict(read_collections(store, content, TODAY, RUM).days) == {RUM: (JANUARY, MARCH)}
    mixed = b"RUM;date\nOTHER-1;31/01/2027\nold-2019-7;31/03/2027\n"
    found = read_collections(store, mixed, TODAY, RUM)
    assert dict(found.days) == {RUM: (MARCH,)} and [one.line for one in found.refused] == [2]


def test_each_line_that_cannot_be_is_refused_by_its_number_and_nothing_is_kept(
    store: OpenWorkspace, by: Desk
) -> None:
    record_facts(store, "OTHER-1", [Suspended(dt.date(2027, 2, 1)), Revoked(dt.date(2027, 2, 10))], by)
    content = (
        b"RUM;date\n"
        b"OLD-2019-7;31/01/2027\n"
        b"OLD-2019-7;30/11/2026\n"  # before the mandate
        b"OLD-2019-7;01/07/2027\n"  # in the future
        b"OLD-2019-7;31/02/2027\n"  # no such day
        b"OTHER-1;02/02/2027\n"  # suspended
        b"OTHER-1;01/04/2027\n"  # revoked
        b"NOBODY;31/01/2027\n"
        b";31/01/2027\n"
        b"OLD-2019-7;31/01/2027\n"  # twice
    )
    found = read_collections(store, content, TODAY)
    assert [one.line for one in found.refused] == [3, 4, 5, 6, 7, 8, 9]
    assert dict(found.days) == {RUM: (JANUARY,)} and found.known == 1
    before = store.audit.head()
    with pytest.raises(FileRefused):
        keep_collections(store, found, by)
    assert read_mandate(store, RUM, TODAY).life.standing.last_collected is None
    assert store.audit.head() == before


def test_a_corrected_file_is_kept_whole_and_adds_nothing_twice(store: OpenWorkspace, by: Desk) -> None:
    content = b"RUM;date\nOLD-2019-7;31/01/2027\nOLD-2019-7;31/01/2027\n"
    found = read_collections(store, content, TODAY)
    assert keep_collections(store, found, by).mandates == {RUM}
    assert read_mandate(store, RUM, TODAY).life.standing.last_collected == JANUARY
    assert store.audit.entries(limit=1)[0].details["count"] == 1
    again = read_collections(store, content, TODAY)
    assert not again.days and again.known == 2, "the same file twice adds nothing"


def test_a_debit_that_follows_a_lapse_is_refused_though_earlier_ones_go_in(
    store: OpenWorkspace, clock: AnyDay
) -> None:
    clock.day = dt.date(2032, 1, 1)
    content = b"RUM;date\nOLD-2019-7;31/01/2031\nOLD-2019-7;31/01/2028\n"
    found = read_collections(store, content, clock.day)
    assert dict(found.days) == {RUM: (dt.date(2028, 1, 31), dt.date(2031, 1, 31))}, "each within 36 months"
    late = b"RUM;date\nOLD-2019-7;01/02/2031\nOLD-2019-7;31/01/2028\n"
    found = read_collections(store, late, clock.day)
    assert dict(found.days) == {RUM: (dt.date(2028, 1, 31),)} and [one.line for one in found.refused] == [2]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\n\n ; \n", "empty"),
        (b"name;amount\nA;1\n", "no columns that are known"),
        (b"\x00\x01\x02", "cannot be read"),
        (b'RUM;date\n"A;31/01/2027\n', "quotation marks"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (b"RUM;date\n" + b"A;31/01/2027\n" * 20_001, "more than"),
    ],
)
def test_a_file_that_is_none_is_refused(store: OpenWorkspace, content: bytes, said: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_collections(store, content, TODAY)
    assert said in refused.value.message.msgid


def test_many_debits_of_one_mandate_are_kept_whole(store: OpenWorkspace, by: Desk) -> None:
    days = [SIGNED_ON + dt.timedelta(n) for n in range(150)]
    content = "RUM;date\n" + "".join(f"OLD-2019-7;{day}\n" for day in days)
    found = read_collections(store, content.encode(), TODAY)
    assert found.added == 150
    keep_collections(store, found, by)
    facts = [line.fact for line in read_mandate(store, RUM, TODAY).lines if isinstance(line.fact, Collected)]
    assert [fact.on for fact in facts] == days


def test_somebody_who_only_reads_keeps_nothing(store: OpenWorkspace, clock: AnyDay) -> None:
    found = read_collections(store, b"RUM;date\nOLD-2019-7;31/01/2027\n", TODAY)
    with pytest.raises(MoveRefused):
        keep_collections(store, found, Desk(Person("Lea", "read_only"), clock, Counting(9000)))
