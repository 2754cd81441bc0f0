"""The announcement that a later version of an order prices a line otherwise than an earlier one did: another
unit price, a lower discount.

A line is the same by its service, label, region and way of billing; one whose label alone was changed is
recognised where nothing else could be meant. Lines added, taken out or changed in quantity say so themselves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from numspot_desk.contracts.order.order_facts import LineFacts
from numspot_desk.contracts.ranking.papers import Paper
from numspot_desk.language.folding import fold_line

Key = tuple[str, ...]


class LineWay(StrEnum):
    """What became of the price of a line."""

    PRICE = "price_changed"
    DISCOUNT = "discount_lowered"


@dataclass(frozen=True)
class LineOverride:
    """A line of the order that is priced otherwise than in the document `earlier_in`: its number in the new
    order (from 1), its label, what it was and what it is now, in euros a unit or in per cent."""

    way: LineWay
    number: int
    label: str
    was: Decimal
    now: Decimal
    earlier_in: Paper


def line_overrides(
    new: Sequence[LineFacts], earlier: Sequence[tuple[Paper, Sequence[LineFacts]]]
) -> tuple[LineOverride, ...]:
    """What the lines of a new version override of those of the versions before it, in the order of the lines;
    each is held against the latest version that has it."""
    latest = sorted(earlier, key=lambda one: one[0].revision, reverse=True)
    open_lines = list(new)
    found: list[LineOverride] = []
    for paper, lines in latest:
        pairs = _pairs(open_lines, lines)
        for line, former in pairs:
            found += _departures(line, former, paper)
        paired = [line for line, _former in pairs]
        open_lines = [line for line in open_lines if line not in paired]
    return tuple(sorted(found, key=lambda one: one.number))  # of a line, the price first


def _departures(line: LineFacts, former: LineFacts, paper: Paper) -> Iterator[LineOverride]:
    number = line.position + 1
    if None not in (line.unit_price, former.unit_price) and line.unit_price != former.unit_price:
        assert line.unit_price is not None and former.unit_price is not None
        yield LineOverride(LineWay.PRICE, number, line.label, former.unit_price, line.unit_price, paper)
    was, now = former.discount_percent or Decimal(0), line.discount_percent or Decimal(0)
    if now < was:
        yield LineOverride(LineWay.DISCOUNT, number, line.label, was, now, paper)


def _pairs(new: Sequence[LineFacts], former: Sequence[LineFacts]) -> list[tuple[LineFacts, LineFacts]]:
    """The lines that are the same: by their label first, then those that are alone of their kind."""
    left = list(former)
    found: list[tuple[LineFacts, LineFacts]] = []
    for line in new:
        same = next((one for one in left if _named(one) == _named(line)), None)
        if same is not None:
            left.remove(same)
            found.append((line, same))
    paired = [line for line, _one in found]
    rest = [line for line in new if line not in paired]
    for line in rest:
        alike = [one for one in left if _kind(one) == _kind(line)]
        if len(alike) == 1 and sum(_kind(one) == _kind(line) for one in rest) == 1:
            found.append((line, alike[0]))
    return found


def _kind(line: LineFacts) -> Key:
    return line.service, line.region, line.mode, line.qualification


def _named(line: LineFacts) -> Key:
    return (*_kind(line), fold_line(line.label))
