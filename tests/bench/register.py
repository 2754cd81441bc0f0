"""The register of departures over ten thousand contracts: a page by each sort, narrowed, searched, counted.

The peer is what the register would cost without columns of its own: the document of every order read and its
departures taken out of it.
"""

import datetime as dt
import random
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import select

from numspot_desk.app.world import SystemChance, SystemClock
from numspot_desk.contracts.clauses.departures import departures_of
from numspot_desk.store.schema import clause_reasons, departures, order_coverage, order_documents, orders
from numspot_desk.usecases.conditions.coverage_across import coverage_across
from numspot_desk.usecases.conditions.deviation_register import deviations, register_count, register_page
from numspot_desk.usecases.ports.register import RegisterQuery, RegisterSort
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.samples.sample_terms import adopt_sample_terms
from tests.bench.contracts_by_terms import sign_all
from tests.bench.keychain import door_of
from tests.bench.measure import alternating, report_limit, report_ratio, timed
from tests.store.many_orders import fill

COUNT = 10_000
EACH = 3
"""Departures of each contract."""
SUBJECTS = (("breach_notice", "CG-6.3.a"), ("payment_term", "CG-A1.1"), ("liability_cap", "CG-10.1.a"))


def bench(times: int) -> list[bool]:
    """Print the figures; the goal is under 100 ms for what a person waits for."""
    with (
        tempfile.TemporaryDirectory(prefix="numspot-bench-") as scratch,
        door_of(Path(scratch)).create(use_keychain=True).workspace as workspace,
    ):
        fill(workspace._session, COUNT)
        adopted = adopt_sample_terms(workspace, SystemClock(), SystemChance())
        sign_all(workspace, adopted[0].label)
        depart_all(workspace)
        met = [
            _shown(workspace, f"sorted by {sort.value}", RegisterQuery(sort=sort), times)
            for sort in RegisterSort
        ]
        met += [
            _shown(workspace, "one clause", RegisterQuery(target="CG-6.3.a"), times),
            _shown(workspace, "searched", RegisterQuery(text="stipulation 7"), times),
            _shown(workspace, "found nowhere", RegisterQuery(text="zzzz"), times),
            _shown(workspace, "approved by one", RegisterQuery(approved_by="Louis Juriste"), times),
            _standard(workspace, times),
            _across(workspace, times),
            _beside_documents(workspace),
        ]
        return met


def _shown(workspace: Workspace, title: str, query: RegisterQuery, times: int) -> bool:
    title = f"The register of {COUNT * EACH:,} departures of {COUNT:,} contracts, {title}"
    page = timed(lambda: register_page(workspace, query, None, 50), times)
    count = timed(lambda: register_count(workspace, query), times)
    return report_limit(title, page, 100.0) and report_limit(
        "  how many there are, which follows", count, 100.0
    )


def _standard(workspace: Workspace, times: int) -> bool:
    row = register_page(workspace, RegisterQuery(), None, 1).rows[0]
    title = "  the standard text of the row that is chosen"
    return report_limit(
        title, timed(lambda: deviations(workspace, [row], SystemClock().today()), times), 100.0
    )


def _across(workspace: Workspace, times: int) -> bool:
    def read() -> None:
        assert coverage_across(workspace, SystemClock().today())

    return report_limit(f"Coverage of the {COUNT // 10:,} contracts qualified", timed(read, times), 100.0)


def _beside_documents(workspace: Any) -> bool:
    query = RegisterQuery(sort=RegisterSort.CLIENT)

    def of_columns() -> None:
        register_page(workspace, query, None, 50)

    def of_documents() -> None:
        with workspace._session.transaction() as connection:
            for row in connection.execute(select(order_documents.c.answers)):
                departures_of(row.answers, "CMD", 1)

    ours, peer = alternating(of_columns, of_documents, 3)
    return report_ratio("The first page by client, from columns", ours, "every document read", peer, 0.1)


def depart_all(workspace: Any) -> None:
    """Give every order three departures, one in ten a checklist, as the store would have taken them out."""
    chance = random.Random(11)
    with workspace._session.transaction() as connection:
        ids = list(connection.execute(orders.select().with_only_columns(orders.c.id)).scalars())
        connection.execute(departures.insert(), [row for one in ids for row in _departing(one, chance)])
        reasons = [
            {
                "order_id": one,
                "clause_id": "D0",
                "asked_by": "Pôle achats",
                "why": "Comité mensuel",
                "until": dt.date(2027, 1, 1) + dt.timedelta(chance.randrange(900)),
            }
            for one in ids[::3]
        ]
        connection.execute(clause_reasons.insert(), reasons)
        covered = [
            {
                "order_id": one,
                "checklist": name,
                "uncovered": "R1111-11.14" if name == "HDS" else "DA-25.a DA-25.b",
                "scope": "activités 1 à 5",
                "valid_until": dt.date(2027, 3, 1) if name == "HDS" else None,
                "lines_end": None,
            }
            for one in ids[::10]
            for name in ("HDS", "DataAct")
        ]
        connection.execute(order_coverage.insert(), covered)


def _departing(order_id: str, chance: random.Random) -> list[dict[str, Any]]:
    rows = []
    for position in range(EACH):
        subject, target = chance.choice(SUBJECTS)
        text = (
            f"stipulation {chance.randrange(10_000)} : le délai est porté à {chance.randrange(90)} jours. "
            * 3
        )
        rows.append(
            {
                "order_id": order_id,
                "position": position,
                "kind": "derogation",
                "clause_id": f"D{position}",
                "field": f"derogations[{position}]",
                "target": target,
                "subject": subject,
                "effect": "replace",
                "proposed": text,
                "data": {"days": chance.randrange(90)},
                "rung": chance.choice(("preferred", "acceptable", "needs_legal", "own")),
                "discount": None,
                "approved_by": chance.choice(("Louis Juriste", "Anne Roy", "")),
                "superseded": False,
                "search_text": text,
            }
        )
    return rows
