"""What the acts on an order share: a free number, a new draft from answers, the outcome they return."""

import datetime as dt
from dataclasses import dataclass, field

from numspot_desk.contracts.order.numbering import new_suffix, order_number
from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.orders.edit_order import check_context
from numspot_desk.usecases.orders.extract import extract
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import Answers, Extracted, OrderRecord, Place
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Chance, Clock

_TRIES = 20


@dataclass(frozen=True)
class OrderChanged:
    """The order as it is after an act, and what to refresh."""

    record: OrderRecord
    changes: Changes = field(default_factory=Changes)


def changed(record: OrderRecord, *others: str) -> OrderChanged:
    """The outcome of an act on this order (and on others, by id)."""
    return OrderChanged(record, Changes(orders=frozenset({record.id, *others})))


def act(kind: str, subject: str, person: Person, at: dt.datetime, **details: str) -> Act:
    """An act for the audit log; details hold nothing personal."""
    return Act(kind, subject, person.name, at, details)


def free_number(workspace: Workspace, clock: Clock, chance: Chance) -> str:
    """An order number of this year that the store does not hold yet."""
    for _ in range(_TRIES):
        number = order_number(clock.today().year, new_suffix(chance.bytes))
        if not workspace.orders.numbers_taken([number]):
            return number
    raise RuntimeError("chance gives the same order numbers again and again")


def extracted(workspace: Workspace, answers: Answers, clock: Clock) -> Extracted:
    """What lists and search need of these answers today."""
    return extract(answers, check_order(answers, check_context(workspace, clock)))


def new_draft(
    workspace: Workspace,
    answers: Answers,
    kind: str,
    person: Person,
    clock: Clock,
    chance: Chance,
    **details: str,
) -> OrderChanged:
    """Create a draft with a number of its own; `kind` names the act, `details` stand in its audit row."""
    number = free_number(workspace, clock, chance)
    record = workspace.orders.create(
        number,
        answers,
        Place(),
        extracted(workspace, answers, clock),
        act(kind, number, person, clock.now(), **details),
    )
    return changed(record)
