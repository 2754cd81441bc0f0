"""Ten thousand mandates of thirty-six collections: their states computed from the facts, the list opened.

The peer of the list is what it would cost without columns of its own: every fact read.
"""

import datetime as dt
import tempfile
import uuid
from pathlib import Path
from typing import Any

from numspot_desk.contracts.mandate_life import limits
from numspot_desk.contracts.mandate_life.book import Book, Entry
from numspot_desk.contracts.mandate_life.facts import (
    Account,
    Collected,
    Fact,
    Prepared,
    Revoked,
    Signed,
    Suspended,
)
from numspot_desk.contracts.mandate_life.standing import standing
from numspot_desk.contracts.mandate_life.states import MandateState
from numspot_desk.store.mandate_rows import entry_of, fact_row, standing_columns
from numspot_desk.store.schema import mandate_facts, mandate_standings, mandates, orders
from numspot_desk.usecases.ports.mandates import MandateQuery, MandateSort
from tests.bench.keychain import door_of
from tests.bench.measure import alternating, report_limit, report_ratio, timed
from tests.store.many_orders import fill

COUNT, EACH = 10_000, 36
TODAY = dt.date(2026, 11, 22)
ACCOUNT = Account("FR1420041010050500013M02606", "PSSTFRPP", "La Banque Postale")
AT = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def bench(times: int) -> list[bool]:
    """Print the figures; the goals are 300 ms for all states and 50 ms for the list."""
    lives = [life_of(number) for number in range(COUNT)]
    title = f"The states of {COUNT:,} mandates with {EACH} collections each"
    met = [
        report_limit(f"{title}, limits known", timed(lambda: _states(lives), times), 300.0),
        report_limit(f"{title}, limits counted first", timed(lambda: _states_afresh(lives), times), 300.0),
    ]
    with (
        tempfile.TemporaryDirectory(prefix="numspot-bench-") as scratch,
        door_of(Path(scratch)).create(use_keychain=True).workspace as workspace,
    ):
        fill(workspace._session, COUNT)
        _keep(workspace, lives)
        return met + _lists(workspace, times)


def life_of(number: int) -> tuple[Fact, ...]:
    """The facts of one mandate: thirty-six monthly debits; some are suspended, some revoked, some lapse."""
    signed = dt.date(2022, 1, 1) + dt.timedelta(days=number % 700)
    first = Prepared(signed, f"NS{number:08d}", f"Débiteur {number:05d}", ACCOUNT, "FR15ZZZ588627")
    debits = [Collected(_months_after(signed, month)) for month in range(1, EACH + 1)]
    last = debits[-1].on
    facts: list[Fact] = [first, Signed(signed, "Alix Martin", "Lyon"), *debits]
    if number % 10 == 1:
        facts.append(Suspended(last + dt.timedelta(days=1)))
    elif number % 10 == 2:
        facts.append(Revoked(last + dt.timedelta(days=1)))
    return tuple(facts)


def _months_after(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.month - 1 + months, 12)
    return dt.date(day.year + year, month + 1, min(day.day, 28))


def _states(lives: list[tuple[Fact, ...]]) -> list[MandateState]:
    return [standing(facts, TODAY).state for facts in lives]


def _states_afresh(lives: list[tuple[Fact, ...]]) -> list[MandateState]:
    """The same, as after a start: no limit of any day is known yet."""
    limits._limit.cache_clear()
    return _states(lives)


def _lists(workspace: Any, times: int) -> list[bool]:
    asked = {
        "by debtor": MandateQuery(TODAY),
        "by end": MandateQuery(TODAY, sort=MandateSort.ENDS),
        "by reference, from the last": MandateQuery(TODAY, sort=MandateSort.RUM, descending=True),
        "of one state": MandateQuery(TODAY, states=frozenset({MandateState.SUSPENDED})),
        "searched": MandateQuery(TODAY, text="debiteur 0999"),
        "found nowhere": MandateQuery(TODAY, text="zzzz"),
        "ending within 90 days": MandateQuery(TODAY, ends_by=TODAY + dt.timedelta(days=90)),
    }
    met = []
    for name, query in asked.items():
        page = timed(lambda query=query: workspace.mandates.page(query), times)
        met.append(report_limit(f"The list of {COUNT:,} mandates opened, {name}", page, 50.0))
        count = timed(lambda query=query: workspace.mandates.count(query), times)
        met.append(report_limit("  how many there are, which follows", count, 50.0))

    def of_facts() -> None:
        with workspace._session.transaction() as connection:
            for row in connection.execute(mandate_facts.select()):
                entry_of(row)

    ours, peer = alternating(lambda: workspace.mandates.page(MandateQuery(TODAY)), of_facts, 3)
    met.append(report_ratio("The first page by debtor, from columns", ours, "every fact read", peer, 0.1))
    return met


def _keep(workspace: Any, lives: list[tuple[Fact, ...]]) -> None:
    """Write the books and their columns as the store would have."""
    with workspace._session.transaction() as connection:
        family = connection.execute(orders.select().with_only_columns(orders.c.id).limit(1)).scalar_one()
        sequence = 1
        for start in range(0, COUNT, 500):
            kept, facts, standings = [], [], []
            for number in range(start, start + 500):
                key = f"NS{number:08d}"
                kept.append({"rum_key": key, "rum": key, "family_id": family})
                entries = tuple(
                    Entry(str(uuid.UUID(int=sequence + n)), one) for n, one in enumerate(lives[number])
                )
                facts += [fact_row(one, sequence + n, key, "Anne", AT) for n, one in enumerate(entries)]
                standings.append(dict(standing_columns(key, Book(entries))))
                sequence += len(entries)
            connection.execute(mandates.insert(), kept)
            connection.execute(mandate_facts.insert(), facts)
            connection.execute(mandate_standings.insert(), standings)
