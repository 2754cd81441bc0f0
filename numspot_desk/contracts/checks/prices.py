"""Whether the lines of an order bear the prices that its price reference names.

A line keeps no mark of the list it was taken from; it is told by its service, mode, price and, where some
list has a service of that name, its description. A price that stands in no list was agreed: nothing is said.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from numspot_desk.contracts.order.order_facts import LineFacts, OrderFacts
from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.language.messages import message

PUBLIC: Final = "public_list"
_NAMED: Final = 8


@dataclass(frozen=True)
class ListedPrices:
    """What one price list asks: `kind` is `public_list` or `sample`, `dated` its first day, `prices` the
    service, mode and price in euros before tax of each description."""

    kind: str
    dated: dt.date
    prices: frozenset[tuple[str, str, str, Decimal]]  # label, service, mode, price

    def asks(self, line: LineFacts, *, named: bool) -> bool:
        """Whether a line bears a price of this list; `named`: under its description alone."""
        if named:
            return (line.label, line.service, line.mode, line.unit_price) in self.prices
        found = (line.service, line.mode, line.unit_price)
        return any(price[1:] == found for price in self.prices)


def price_reference_problems(facts: OrderFacts, lists: Sequence[ListedPrices]) -> Iterator[Problem]:
    """The lines that bear the price of another list than that referred to, one problem a list (CG-A1.1)."""
    day = facts.price_reference_date
    if facts.price_reference not in (PUBLIC, "sample") or day is None:
        return
    referred = _list_of(facts.price_reference, day, lists)
    labels = {price[0] for each in lists for price in each.prices}
    elsewhere: dict[ListedPrices, list[int]] = {}
    for line in facts.lines:
        named = line.label in labels
        if referred is not None and referred.asks(line, named=named):
            continue
        others = [each for each in lists if each is not referred and each.asks(line, named=named)]
        if others:
            elsewhere.setdefault(max(others, key=lambda each: each.dated), []).append(line.position + 1)
    for other, lines in elsewhere.items():
        yield problem(
            "price_lists_mixed",
            "price_reference.date",
            message(
                "The order refers to the prices of {day}, but these lines bear those of the list of {other}:"
                " {lines}. Take all lines from one list, or refer to the prices of this order.",
                day=day,
                other=other.dated,
                lines=", ".join(map(str, lines[:_NAMED])) + (", …" if len(lines) > _NAMED else ""),
            ),
            clause="CG-A1.1",
        )


def _list_of(kind: str, day: dt.date, lists: Sequence[ListedPrices]) -> ListedPrices | None:
    """The list that a reference means: of its kind, the latest dated until the day."""
    begun = [each for each in lists if each.kind == kind and each.dated <= day]
    return max(begun, key=lambda each: each.dated, default=None)
