"""Ten thousand contracts by version of the general terms: all of them computed for a day, then narrowed."""

import datetime as dt
import random
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

from numspot_desk.app.world import SystemChance, SystemClock
from numspot_desk.store.schema import (
    contract_events,
    order_versions,
    orders,
    signatures,
    terms_refusals,
    version_terms,
)
from numspot_desk.ui.terms.contracts_presenter import ContractList
from numspot_desk.usecases.contract.contract_facts import ENDED, USED
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.samples.sample_terms import adopt_sample_terms
from tests.bench.keychain import door_of
from tests.bench.measure import Timed, report_limit
from tests.store.many_orders import fill

COUNT = 10_000


def bench(times: int) -> list[bool]:
    """Print the figures: the first page shown, every contract of it computed before."""
    with (
        tempfile.TemporaryDirectory(prefix="numspot-bench-") as scratch,
        door_of(Path(scratch)).create(use_keychain=True).workspace as workspace,
    ):
        fill(workspace._session, COUNT)
        adopted = adopt_sample_terms(workspace, SystemClock(), SystemChance())
        sign_all(workspace, adopted[0].label)
        today = SystemClock().today()
        met = []
        for title, choice in (("first page", ""), ("those that may refuse", "may_refuse")):
            taken = [_taken(workspace, ContractList(today, choice)) for _ in range(times)]
            met.append(report_limit(f"{COUNT:,} contracts by version, {title}", Timed(taken), 100.0))
        return met


def _taken(workspace: Workspace, asked: ContractList) -> float:
    start = time.perf_counter()
    page = asked.fetch(workspace, None, 50)
    taken = (time.perf_counter() - start) * 1000
    assert len(asked.all) == COUNT and len(page.rows) <= 50
    return taken


def sign_all(workspace: Any, label: str) -> None:
    """Sign every order of the workspace on a day of the last two years, with refusals, uses and ends."""
    chance, at = random.Random(7), dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    first = dt.date(2025, 1, 1)
    with workspace._session.transaction() as connection:
        ids = list(connection.execute(orders.select().with_only_columns(orders.c.id)).scalars())
        days = {one: first + dt.timedelta(chance.randrange(690)) for one in ids}
        frozen = {"frozen_at": at, "fingerprint": "0" * 64, "data": {}}
        connection.execute(order_versions.insert(), [{"order_id": one, **frozen} for one in ids])
        connection.execute(
            signatures.insert(), [{"order_id": one, "signed_on": day} for one, day in days.items()]
        )
        connection.execute(version_terms.insert(), [{"order_id": one, "label": label} for one in ids])
        connection.execute(
            terms_refusals.insert(),
            [
                {
                    "family_id": one,
                    "label_key": "exemple",
                    "label": label,
                    "refused_at": at,
                    "recorded_at": at,
                    "recorded_by": "Louis Juriste",
                }
                for one in ids[::50]
            ],
        )
        connection.execute(
            contract_events.insert(),
            [
                {
                    "id": str(uuid.UUID(int=place)),
                    "sequence": place,
                    "family_id": one,
                    "kind": USED if place % 2 else ENDED,
                    "at": None,
                    "on_day": days[one] + dt.timedelta(chance.randrange(400)),
                    "data": {},
                    "supersedes": None,
                    "recorded_at": at,
                    "recorded_by": "Louis Juriste",
                }
                for place, one in enumerate(ids[::10], 1)
            ],
        )
