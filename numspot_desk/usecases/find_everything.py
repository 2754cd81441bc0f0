"""One search over all there is: orders, clients, mandates, deadlines, clauses. What a find opens is for the
screen."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from numspot_desk.language.folding import fold_line
from numspot_desk.rules import clauses
from numspot_desk.usecases.ports.mandates import MandateQuery, MandateRow
from numspot_desk.usecases.ports.orders import (
    ClientSummary,
    OrderQuery,
    OrderSummary,
    OrderTrace,
)
from numspot_desk.usecases.ports.workspace import Workspace

if TYPE_CHECKING:
    from numspot_desk.usecases.deadlines.upcoming_deadlines import UpcomingDeadline

EACH = 6
"""How many finds of one kind are shown."""
MANDATE_LETTERS = 4
"""So much of a reference or a debtor is typed before mandates are looked for."""


_BEFORE_NUMBER = re.compile(r"^(?:art(?:icle)?\b\.?\s*)?(?:cg\b[-\s]*)?")


@dataclass(frozen=True)
class Findings:
    """What was found for `text`, best first, each kind cut at `EACH`."""

    text: str
    recent: Sequence[RecentOrder] = ()
    orders: Sequence[OrderSummary] = ()
    clients: Sequence[ClientSummary] = ()
    mandates: Sequence[MandateRow] = ()
    deadlines: Sequence[UpcomingDeadline] = ()


@dataclass(frozen=True)
class RecentOrder:
    """An order that the person opened once; `trace` is None when the store no longer knows it."""

    id: str
    trace: OrderTrace | None

    @property
    def deleted(self) -> bool:
        """Whether there is nothing left to open."""
        return self.trace is None or self.trace.deleted


@dataclass(frozen=True)
class FoundClause:
    """A clause of the general terms by its reference or title."""

    ref: str
    title: str
    exact: bool = False  # the text is its reference


def find_everything(workspace: Workspace, text: str, today: dt.date, opened: Sequence[str] = ()) -> Findings:
    """Orders, clients and mandates that hold the text, and the next deadlines of those orders. When it is
    empty: the orders of these ids, which the person opened last, whatever became of them, then the latest
    orders."""
    orders = workspace.orders.page(OrderQuery(text=text), limit=EACH).rows
    if text.strip():
        from numspot_desk.usecases.deadlines.upcoming_deadlines import deadlines_of, nearest_first

        return Findings(
            text,
            orders=orders,
            clients=workspace.orders.clients(text, limit=EACH),
            mandates=_mandates(workspace, text, today),
            deadlines=nearest_first(deadlines_of(workspace, orders, today))[:EACH],
        )
    traces = workspace.orders.traces(opened)
    recent = [RecentOrder(order_id, traces.get(order_id)) for order_id in opened]
    others = [order for order in orders if order.id not in opened]
    return Findings(text, recent=recent, orders=others[: max(0, EACH - len(recent))])


def _mandates(workspace: Workspace, text: str, today: dt.date) -> Sequence[MandateRow]:
    """Mandates by their reference or debtor, once enough of it is typed."""
    if len(text.strip()) < MANDATE_LETTERS:
        return ()
    return workspace.mandates.page(MandateQuery(today, text), limit=EACH).rows


def find_clauses(text: str, language: str) -> list[FoundClause]:
    """Clauses whose reference starts with the text or whose title holds it, case and accents folded."""
    wanted = fold_line(text)
    if not wanted:
        return []
    number = _BEFORE_NUMBER.sub("", wanted, count=1)
    found: list[tuple[int, FoundClause]] = []
    for ref in clauses.TITLES:
        title = clauses.title(ref, language) or ""
        own = ref.casefold().removeprefix("cg-")
        if own == number:
            weight = 0
        elif number and own.startswith(f"{number}."):
            weight = 1
        elif wanted in fold_line(title):
            weight = 2
        else:
            continue
        found.append((weight, FoundClause(ref, title, exact=weight == 0)))
    found.sort(key=lambda pair: (pair[0], clauses.sort_key(pair[1].ref)))
    return [clause for _, clause in found[:EACH]]
