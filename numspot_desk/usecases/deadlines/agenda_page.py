"""The agenda of the workspace: every entry of every contract, some contracts at a time.

What was exported or signed, never a draft. The facts are those of `facts_of_contract`; what follows from
them is the agenda of each contract (`contracts.agenda`).
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from numspot_desk.contracts.agenda.entries import AgendaEntry, stated
from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.usecases.contract.facts_of_contract import known_contracts, pending_contract
from numspot_desk.usecases.ports.due import BoundOrder
from numspot_desk.usecases.ports.orders import OrderQuery, OrderSummary
from numspot_desk.usecases.ports.workspace import Workspace

STATES: Final = frozenset({OrderState.EXPORTED, OrderState.SIGNED, OrderState.ACTIVE, OrderState.TERMINATED})


@dataclass(frozen=True)
class AgendaPage:
    """The entries of some contracts, and the key of the next ones (None: no more)."""

    entries: tuple[AgendaEntry, ...]
    next_key: tuple[Any, ...] | None


def agenda_page(workspace: Workspace, today: dt.date, key: tuple[Any, ...] | None, limit: int) -> AgendaPage:
    """Every entry of the next `limit` contracts, in no order, and the key to go on with, so that a save never
    waits for all contracts."""
    page = workspace.orders.page(OrderQuery(states=STATES), key, limit)
    return AgendaPage(tuple(entries_of(workspace, page.rows, today)), page.next_key)


def entries_of(
    workspace: Workspace, rows: Iterable[OrderSummary | BoundOrder], today: dt.date
) -> Iterator[AgendaEntry]:
    """The entries of the contracts among these orders. Of a contract the latest signed version tells; a later
    one that was only exported tells of its offer. An order that was never exported has none."""
    bound = [row for row in rows if row.state in STATES]
    contracts = {one.number: one for one in known_contracts(workspace, [row.number for row in bound], today)}
    waiting = [row for row in bound if row.state is OrderState.EXPORTED]
    versions = workspace.orders.versions([row.id for row in waiting])
    for row in bound:
        contract = contracts.get(row.number)
        if contract is not None and row.id == contract.order_id:
            yield from contract.agenda()
        elif row.id in versions and contract is not None:
            order = read_facts(versions[row.id].data["answers"])
            yield from stated(replace(contract.named, order_id=row.id), order, today, signed=False)
        elif row.id in versions:
            yield from pending_contract(workspace, row.number, today).agenda()
