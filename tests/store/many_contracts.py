"""Many signed contracts with invoices, notices and tickets, the same for the same seed: for benches of what
falls due. Rows are written in bulk, as the store itself writes them one by one; no audit rows.
"""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from typing import Any

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.store.order_queries import STATE_RANK
from numspot_desk.store.schema import CURRENT, contract_events, order_versions, orders, signatures
from numspot_desk.store.session import Session
from tests.store.desk import complete_answers
from tests.store.many_orders import fill

FIRST = dt.date(2024, 11, 1)
DAYS = 1_095
"""Events are spread over three years from the first day."""
_AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
_BATCH = 2_000
Row = dict[str, Any]


def fill_contracts(session: Session, count: int, seed: int = 1) -> None:
    """Add signed contracts to an empty store, each with about twenty deadlines."""
    fill(session, count, seed)
    chance = random.Random(seed)
    signed = {"state": OrderState.SIGNED.value, "state_rank": STATE_RANK[OrderState.SIGNED], "shelf": CURRENT}
    data = {"answers": complete_answers(mandate=None)}
    with session.transaction() as connection:
        connection.execute(orders.update().values(signed))
        ids = list(connection.execute(orders.select().with_only_columns(orders.c.id)).scalars())
        frozen = {"frozen_at": _AT, "fingerprint": "0" * 64, "data": data}
        connection.execute(order_versions.insert(), [{"order_id": one, **frozen} for one in ids])
        connection.execute(signatures.insert(), [{"order_id": one, "signed_on": FIRST} for one in ids])
        made = _events(ids, chance)
        while batch := [row for _, row in zip(range(_BATCH), made, strict=False)]:
            connection.execute(contract_events.insert(), batch)


def _events(ids: list[str], chance: random.Random) -> Iterator[Row]:
    sequence = 0
    for family in ids:
        for kind, at, data in _life(chance):
            sequence += 1
            yield {
                "id": str(uuid.UUID(int=sequence)),
                "sequence": sequence,
                "family_id": family,
                "kind": kind,
                "at": at if isinstance(at, dt.datetime) else None,
                "on_day": None if isinstance(at, dt.datetime) else at,
                "data": data,
                "supersedes": None,
                "recorded_at": _AT,
                "recorded_by": "Louis Juriste",
            }


def _life(chance: random.Random) -> Iterator[tuple[str, dt.date | dt.datetime, Row]]:
    """What happened to one contract: six invoices of which some were paid, a notice, tickets."""

    def day() -> dt.date:
        return FIRST + dt.timedelta(days=chance.randrange(DAYS))

    def moment() -> dt.datetime:
        return dt.datetime.combine(day(), dt.time(9, 30), dt.UTC)

    for place in range(6):
        number, issued = f"F-{place + 1}", day()
        yield "invoice_issued", issued, {"number": number, "amount_incl_tax": "1200.00"}
        if place % 3 == 0:
            yield "invoice_paid", issued + dt.timedelta(days=20), {"number": number}
    yield "formal_notice", moment(), {"by": "numspot", "reason": "non_payment"}
    yield "maintenance_planned", moment(), {}
    yield "ticket_opened", moment(), {"severity": 2}
    if chance.random() < 0.3:
        yield "termination_notice", moment(), {"by": "client"}
