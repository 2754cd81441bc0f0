"""Mandates in the store: books that only grow, references kept for good, files encrypted, lists by key."""

import datetime as dt
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.mandate_life.book import Entry
from numspot_desk.contracts.mandate_life.facts import (
    Account,
    Amended,
    Collected,
    Fact,
    Prepared,
    Revoked,
    Signed,
    Suspended,
)
from numspot_desk.contracts.mandate_life.states import MandateState
from numspot_desk.store.names import STORE_FILE
from numspot_desk.store.schema import mandate_facts, mandate_files, mandates
from numspot_desk.store.workspace import OpenWorkspace, open_workspace
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.mandates import FileKind, MandateQuery, MandateSort
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.refusals import NoSuchRecord, NumberTaken, WorkspaceRefused
from tests.store.desk import IBAN, KEY, SetClock

DAY = dt.date(2026, 11, 20)
OTHER_IBAN = "DE89370400440532013000"
Acts = Callable[..., Act]
Orders = Callable[..., OrderRecord]


def prepared(rum: str = "OLD-2019-7", debtor: str = "Atelier Exemple", on: dt.date = DAY) -> Prepared:
    return Prepared(on, rum, debtor, Account(IBAN, "PSSTFRPP"), "FR15ZZZ588627")


def entry(fact: Fact, number: int) -> Entry:
    return Entry(str(uuid.UUID(int=number)), fact)


def opened(desk: OpenWorkspace, order_id: str, act: Act, number: int = 1, **chosen: str) -> str:
    fact = prepared(**chosen)
    desk.mandates.open(order_id, str(uuid.UUID(int=number)), fact, act)
    return fact.rum


def test_a_mandate_that_is_printed_begins_its_book(desk: OpenWorkspace, new_order: Orders, act: Acts) -> None:
    made = new_order()
    data = {
        "answers": dict(made.answers),
        "number": made.number,
        "issued_on": "2026-11-19",
        "creditor": {"ics": "FR72ZZZ123456"},
    }
    desk.orders.freeze(
        made.id, made.row_version, data, fingerprint(data), "NS20267K3Q9XM4", act("order.exported")
    )
    kept = desk.mandates.get("ns20267k3q9xm4")
    (first,) = kept.entries
    assert (kept.rum, kept.order_id, kept.number) == ("NS20267K3Q9XM4", made.id, made.number)
    assert first.entry.fact == Prepared(
        dt.date(2026, 11, 19), "NS20267K3Q9XM4", "Atelier Exemple", Account(IBAN, "PSSTFRPP"), "FR72ZZZ123456"
    )
    assert desk.mandates.of_order(made.id) == ["NS20267K3Q9XM4"]


def test_a_reference_is_kept_for_good_whatever_its_case(
    desk: OpenWorkspace, new_order: Orders, act: Acts
) -> None:
    one, other = new_order(), new_order()
    opened(desk, one.id, act("mandate.opened"))
    for taken in ("OLD-2019-7", "old-2019-7", "Old-2019-7"):
        with pytest.raises(NumberTaken) as refused:
            opened(desk, other.id, act("mandate.opened"), 2, rum=taken)
        assert "exists already" in refused.value.message.msgid
    with pytest.raises(DBAPIError, match="written once"), desk._session.transaction() as connection:
        connection.execute(mandates.delete())


def test_one_of_eight_who_open_the_same_reference_at_once_gets_it(
    desk: OpenWorkspace, folder: Path, new_order: Orders, act: Acts, clock: SetClock
) -> None:
    orders = [new_order().id for _ in range(8)]
    deed = act("mandate.opened")
    desk.close()

    def attempt(number: int) -> bool:
        rum = "".join(c.lower() if n % 8 == number else c for n, c in enumerate("SHARED-REFERENCE"))
        while True:
            try:
                with open_workspace(folder, KEY, clock=clock) as own:
                    opened(own, orders[number], deed, number + 1, rum=rum)
                return True
            except NumberTaken:
                return False
            except WorkspaceRefused:  # a colleague's program has the store: ask again
                continue

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(attempt, range(8)))
    assert sum(won) == 1
    with open_workspace(folder, KEY, clock=clock) as after:
        assert after.mandates.count(MandateQuery(DAY)) == 1
        assert after.mandates.get("shared-reference").order_id == orders[won.index(True)]
        assert after.audit.verify().broken_at is None


def test_facts_are_added_with_one_audit_row_and_never_changed(
    desk: OpenWorkspace, new_order: Orders, act: Acts
) -> None:
    rum = opened(desk, new_order().id, act("mandate.opened"))
    signed = entry(Signed(DAY, "Alix Martin", "Lyon"), 2)
    debits = [entry(Collected(DAY + dt.timedelta(n)), 3 + n) for n in range(3)]
    desk.mandates.append(rum, [signed, *debits], act("mandate.fact_recorded"))
    kept = desk.mandates.get(rum)
    assert [line.entry for line in kept.entries][1:] == [signed, *debits]
    assert {line.recorded_by for line in kept.entries} == {"Anne Roy"}
    last = desk.audit.entries(limit=1)[0]
    assert last.kind == "mandate.fact_recorded" and last.subject == rum
    assert last.details == {"rum": rum, "facts": ["collected", "signed"], "count": 4}
    for change in (mandate_facts.update().values(reason="x"), mandate_facts.delete()):
        with pytest.raises(DBAPIError, match="written once"), desk._session.transaction() as connection:
            connection.execute(change)


def test_the_audit_log_holds_neither_account_nor_name(
    desk: OpenWorkspace, new_order: Orders, act: Acts
) -> None:
    rum = opened(desk, new_order().id, act("mandate.opened"))
    facts = [Signed(DAY, "Alix Martin", "Lyon"), Amended(DAY, Account(OTHER_IBAN))]
    desk.mandates.append(rum, [entry(fact, 2 + n) for n, fact in enumerate(facts)], act("mandate.recorded"))
    log = str([(row.kind, row.subject, dict(row.details)) for row in desk.audit.entries()])
    assert IBAN not in log and OTHER_IBAN not in log and "Martin" not in log and "Atelier" not in log


def test_what_is_taken_back_stays_in_the_book(desk: OpenWorkspace, new_order: Orders, act: Acts) -> None:
    rum = opened(desk, new_order().id, act("mandate.opened"))
    desk.mandates.append(rum, [entry(Signed(DAY, "Alix Martin"), 2), entry(Collected(DAY), 3)], act())
    gone = Entry(str(uuid.UUID(int=4)), None, str(uuid.UUID(int=3)), "Jour d’une autre facture")
    desk.mandates.append(rum, [gone], act("mandate.fact_taken_back"))
    assert [line.entry for line in desk.mandates.get(rum).entries][-1] == gone
    (row,) = desk.mandates.page(MandateQuery(DAY)).rows
    assert (row.state, row.last_collected) == (MandateState.SIGNED, None)


def test_files_are_kept_encrypted_with_the_mandate(
    desk: OpenWorkspace, folder: Path, new_order: Orders, act: Acts
) -> None:
    order = new_order()
    rum = opened(desk, order.id, act("mandate.opened"))
    content = b"%PDF-1.7 RIB of " + IBAN.encode()
    kept = desk.mandates.keep_file(rum.lower(), FileKind.RIB, "rib.pdf", content, act("mandate.file_kept"))
    assert desk.mandates.files(rum) == [kept]
    assert desk.mandates.file_content(kept.id) == content
    assert desk.audit.entries(limit=1)[0].details["sha256"] == kept.sha256
    assert IBAN.encode() not in (folder / STORE_FILE).read_bytes()
    with pytest.raises(NoSuchRecord):
        desk.mandates.file_content("0" * 36)
    with pytest.raises(DBAPIError, match="written once"), desk._session.transaction() as connection:
        connection.execute(mandate_files.delete())


def test_the_rib_kept_with_a_draft_goes_with_the_mandate_it_becomes(
    desk: OpenWorkspace, new_order: Orders, act: Acts
) -> None:
    order = new_order()
    rib = desk.orders.attach(order.id, "rib", "rib.png", b"\x89PNG", act("order.rib_kept"))
    data = {"answers": dict(order.answers), "number": order.number}
    desk.orders.freeze(order.id, order.row_version, data, fingerprint(data), "NS2026A", act("order.exported"))
    (listed,) = desk.mandates.files("NS2026A")
    assert (listed.id, listed.kind, listed.sha256) == (rib.id, FileKind.RIB, rib.sha256)
    assert desk.mandates.file_content(rib.id) == b"\x89PNG"


def test_a_reference_that_nobody_gave_is_refused_in_words(
    desk: OpenWorkspace, new_order: Orders, act: Acts
) -> None:
    for refused in (
        lambda: desk.mandates.get("NOBODY"),
        lambda: desk.mandates.append("NOBODY", [entry(Collected(DAY), 1)], act()),
        lambda: desk.mandates.keep_file("NOBODY", FileKind.RIB, "a.pdf", b"%PDF-", act()),
        lambda: desk.mandates.files("NOBODY"),
        lambda: opened(desk, "0" * 36, act()),
    ):
        with pytest.raises(NoSuchRecord):
            refused()
    assert desk.mandates.count(MandateQuery(DAY)) == 0


@pytest.fixture
def several(desk: OpenWorkspace, new_order: Orders, act: Acts) -> OpenWorkspace:
    """Four mandates: not signed, suspended, revoked a fortnight ago, lapsed."""
    order = new_order().id
    lives: dict[str, tuple[str, list[Fact]]] = {
        "A-1": ("Écluse SA", []),
        "B-2": ("Béton Nord", [Signed(DAY, "A"), Suspended(DAY)]),
        "C-3": ("Atelier", [Signed(DAY, "A"), Revoked(DAY)]),
        "D-4": ("Zinc", [Signed(DAY, "A"), Collected(DAY)]),
    }
    number = 1
    for rum, (debtor, facts) in lives.items():
        opened(desk, order, act("mandate.opened"), number, rum=rum, debtor=debtor)
        if facts:
            desk.mandates.append(rum, [entry(fact, number + 1 + n) for n, fact in enumerate(facts)], act())
        number += 10
    return desk


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        (MandateSort.DEBTOR, ["C-3", "B-2", "A-1", "D-4"]),
        (MandateSort.RUM, ["A-1", "B-2", "C-3", "D-4"]),
        (MandateSort.ENDS, ["C-3", "B-2", "D-4", "A-1"]),
    ],
)
@pytest.mark.parametrize("descending", [False, True])
def test_pages_follow_each_other_in_every_sort(
    several: OpenWorkspace, sort: MandateSort, wanted: list[str], descending: bool
) -> None:
    query = MandateQuery(DAY, sort=sort, descending=descending)
    found, key = [], None
    while True:
        page = several.mandates.page(query, key, limit=1)
        found += [row.rum for row in page.rows]
        key = page.next_key
        if key is None:
            break
    assert found == (wanted[::-1] if descending else wanted)


def test_the_state_of_a_list_follows_its_day(several: OpenWorkspace) -> None:
    def states(day: dt.date) -> dict[str, str]:
        return {row.rum: row.state.value for row in several.mandates.page(MandateQuery(day)).rows}

    assert states(DAY) == {"A-1": "draft", "B-2": "suspended", "C-3": "signed", "D-4": "active"}
    assert states(dt.date(2026, 12, 20))["C-3"] == "signed"
    assert states(dt.date(2026, 12, 21))["C-3"] == "revoked"
    late = dt.date(2029, 11, 21)
    assert states(late) == {"A-1": "draft", "B-2": "lapsed", "C-3": "revoked", "D-4": "lapsed"}
    counts = several.mandates.counts_by_state(late)
    assert {state.value: count for state, count in counts.items() if count} == {
        "draft": 1,
        "lapsed": 2,
        "revoked": 1,
    }


def test_lists_are_narrowed_by_state_words_and_end(several: OpenWorkspace) -> None:
    def rums(**chosen: object) -> list[str]:
        query = MandateQuery(DAY, **chosen)  # type: ignore[arg-type]
        rows = several.mandates.page(query).rows
        assert several.mandates.count(query) == len(rows)
        return [row.rum for row in rows]

    assert rums(text="ecluse") == ["A-1"] == rums(text=" a -1 ")
    assert rums(text="%") == []
    assert rums(states=frozenset({MandateState.ACTIVE, MandateState.DRAFT})) == ["A-1", "D-4"]
    assert rums(ends_by=dt.date(2026, 12, 20)) == ["C-3"]
    assert rums(ends_by=dt.date(2026, 12, 19)) == []
    late = MandateQuery(dt.date(2026, 12, 21), ends_by=dt.date(2027, 12, 31))
    assert several.mandates.count(late) == 0, "what has ended no longer warns"
    with pytest.raises(ValueError, match="another sort"):
        several.mandates.page(MandateQuery(DAY), ("x",))


def test_a_list_shows_of_an_account_what_may_be_shown(several: OpenWorkspace) -> None:
    rows = several.mandates.page(MandateQuery(DAY)).rows
    assert all(IBAN not in repr(row) and row.iban_masked for row in rows)
