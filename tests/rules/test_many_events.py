"""A thousand events, the most that are read, in shapes where each could meet each: still soon counted, and
told in a length that grows with the events alone."""

import datetime as dt
import time
from collections.abc import Callable, Iterator

import pytest

from numspot_desk.contracts.given.fact_reading import MOST_ENTRIES
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.explain import Step
from numspot_desk.rules.limits import deadlines
from numspot_desk.rules.time import PARIS, paris_day

AS_OF = dt.date(2026, 11, 22)
START = dt.datetime(2026, 1, 1, 9, tzinfo=PARIS)
HALF = MOST_ENTRIES // 2
THIRD = MOST_ENTRIES // 3
STEPS_PER_EVENT = 40
"""The most steps of an explanation for each event: twice what these shapes need."""


def _at(hours: int) -> dt.datetime:
    return START + dt.timedelta(hours=hours)


def _ends_and_orders() -> Iterator[Event]:
    for n in range(HALF):
        yield Event(f"n{n}", "termination_notice", at=_at(n % 24), details={"by": "client"})
        yield Event(f"o{n}", "recovery_ordered", at=_at(48 + n))


def _orders_and_receipts() -> Iterator[Event]:
    yield Event("n", "termination_notice", at=_at(0), details={"by": "client"})
    for n in range(HALF - 1):
        yield Event(f"o{n}", "recovery_ordered", at=_at(48 + n))
        yield Event(f"x{n}", "recovery_received", at=_at(2200 + 24 * n), answers=f"o{n}")


def _one_recovery_after_another() -> Iterator[Event]:
    yield Event("n", "termination_notice", at=_at(0), details={"by": "client"})
    for n in range(HALF - 1):
        yield Event(f"o{n}", "recovery_ordered", at=_at(24 * (90 + 2 * n)))
        yield Event(f"x{n}", "recovery_received", at=_at(24 * (92 + 2 * n)), answers=f"o{n}")


def _breaches() -> Iterator[Event]:
    for n in range(HALF):
        yield Event(f"f{n}", "formal_notice", at=_at(n), details={"by": "client", "reason": "breach"})
        yield Event(f"b{n}", "breach_termination_mail", at=_at(400 + n), details={"by": "client"})


def _cancellations() -> Iterator[Event]:
    for n in range(MOST_ENTRIES):
        cancels = f"e{n - 1}" if n else None
        yield Event(f"e{n}", "termination_notice", at=_at(n), details={"by": "client"}, cancels=cancels)


def _questions() -> Iterator[Event]:
    for n in range(THIRD):
        about = {"ticket": f"k{n % 10}"}
        yield Event(f"k{n}", "ticket_opened", at=_at(0), details={"severity": 1 + n % 3})
        yield Event(f"q{n}", "client_asked", at=_at(1 + 2 * n), details=about)
        yield Event(f"a{n}", "client_answered", at=_at(2 + 2 * n), details=about, answers=f"q{n}")


def _invoices() -> Iterator[Event]:
    for n in range(THIRD):
        day = paris_day(_at(24 * n))
        yield Event(f"i{n}", "invoice_issued", on=day, details={"number": "1", "amount_incl_tax": "1.00"})
        yield Event(f"p{n}", "invoice_paid", on=day, details={"number": "1"})
        yield Event(f"d{n}", "invoice_disputed", on=day, details={"number": "1"})


def _outages() -> Iterator[Event]:
    for n in range(HALF):
        day = paris_day(_at(48 * n))
        yield Event(f"r{n}", "reserved_term", details={"start": paris_day(START), "end": dt.date(2030, 1, 1)})
        yield Event(f"o{n}", "outage", details={"from": day, "to": day, "force_majeure": True})


def _refusals() -> Iterator[Event]:
    for n in range(HALF):
        force = {"enters_into_force": dt.date(2030, 1, 1)}
        yield Event(f"g{n}", "general_terms_published", on=paris_day(START), details=force)
        yield Event(f"r{n}", "terms_refused", at=_at(24 + n), details={"terms": "g0"})


SHAPES: list[Callable[[], Iterator[Event]]] = [
    _ends_and_orders,
    _orders_and_receipts,
    _one_recovery_after_another,
    _breaches,
    _cancellations,
    _questions,
    _invoices,
    _outages,
    _refusals,
]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_thousand_events_are_counted_and_told_within_bounds(shape: Callable[[], Iterator[Event]]) -> None:
    made = tuple(shape())
    started = time.process_time()
    sheet = deadlines(Facts(AS_OF, made, "direct_debit"))
    taken = time.process_time() - started
    told, depth = _told(sheet.explanation)
    assert sheet.deadlines or sheet.settled
    assert depth < 100
    assert told < STEPS_PER_EVENT * len(made)
    assert taken < 2


def _told(step: Step) -> tuple[int, int]:
    """How many steps an explanation tells, those that it repeats included, and how deep they stand."""
    count, depth, stack = 0, 0, [(step, 1)]
    while stack:
        one, level = stack.pop()
        count, depth = count + 1, max(depth, level)
        stack += [(used, level + 1) for used in one.uses]
    return count, depth
