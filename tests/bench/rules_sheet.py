"""One contract sheet: 60 deadlines and 2 penalties, explained, beside plain dateutil and openfisca-core; then
100 000 contracts recomputed, with the memory they leave.

The peers count less: dateutil adds a length to a date and says nothing; openfisca-core computes one formula a
value and traces it. Neither looks at the other readings. What is compared with openfisca-core is the time of
one explained value.
"""

import datetime as dt
import gc
import itertools
import resource
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta

from numspot_desk.rules.amounts.penalty import PenaltyFacts, ServiceLevel, penalty
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.limits import deadlines
from numspot_desk.rules.readings import vary
from numspot_desk.rules.time import PARIS
from tests.bench.measure import alternating, report_limit, report_ratio

DEADLINES = 60
PENALTIES = 2
CONTRACTS = 100_000
_LENGTHS = (
    relativedelta(days=90),
    relativedelta(days=7),
    relativedelta(months=3),
    relativedelta(months=12),
    relativedelta(days=15),
    relativedelta(weeks=8),
)


def bench(times: int) -> list[bool]:
    """Print the figures; the goals are under 1 ms a sheet and no slower than openfisca-core a value."""
    facts, penalties = sheet(dt.date(2026, 11, 22))
    assert len(deadlines(facts).deadlines) == DEADLINES

    def ours() -> None:
        compute(facts, penalties)

    days = [event.day for event in facts.events]

    def plain() -> None:
        found = [day + length for day, length in zip(itertools.cycle(days), _sixty(), strict=False)]
        assert len(found) == DEADLINES

    ours_timed, plain_timed = alternating(ours, plain, times, time.process_time)
    title = f"One contract sheet: {DEADLINES} deadlines and {PENALTIES} penalties, explained"
    print(f"{title}; plain dateutil, {DEADLINES} additions: {plain_timed}\n")
    met = [report_limit(title, ours_timed, 1.0)]
    met += _beside_openfisca(ours, times)
    _recompute(CONTRACTS)
    return met


def _sixty() -> list[relativedelta]:
    return [_LENGTHS[i % len(_LENGTHS)] for i in range(DEADLINES)]


def sheet(day: dt.date) -> tuple[Facts, Sequence[PenaltyFacts]]:
    """Facts of a contract of some years whose events open exactly sixty limits, and two penalties."""
    events: list[Event] = []

    def at(kind: str, after: int, **details: Any) -> None:
        instant = dt.datetime.combine(day + dt.timedelta(days=after), dt.time(10, 30), PARIS)
        events.append(Event(f"e{len(events)}", kind, instant, None, details))

    def on(kind: str, after: int, **details: Any) -> None:
        events.append(Event(f"e{len(events)}", kind, None, day + dt.timedelta(days=after), details))

    for month in range(14):  # three limits an invoice
        on("invoice_issued", 30 * month, number=f"F-{month}", amount_incl_tax="1200.00")
    for number in range(4):  # two a ticket
        at("ticket_opened", 11 * number, severity=1 + number % 3)
    at("termination_notice", 400, by="client")  # two
    at("formal_notice", 300, by="client", reason="breach")
    on("mandate_signed", 0)
    on("sla_period_ended", 30)
    at("service_consumed", 5)
    at("maintenance_planned", 60)
    on("penetration_test_planned", 90)
    on("audit_done", 100)
    on("sla_credit_granted", 40)
    penalties = [
        PenaltyFacts(
            (ServiceLevel("SLA6.access_api", observed), ServiceLevel("SLA5.load_balancer", observed)),
            Decimal("10000.00"),
            Decimal("10000.00"),
            False,
            day + dt.timedelta(days=3),
            day,
        )
        for observed in (Decimal("97.9"), Decimal("98.5"))
    ]
    return Facts(day, tuple(events), "direct_debit"), penalties


def compute(facts: Facts, penalties: Sequence[PenaltyFacts]) -> int:
    """The whole sheet: every deadline with its alternatives and spread, every penalty under each reading."""
    found = len(deadlines(facts).deadlines)
    for one in penalties:
        found += vary(lambda choice, one=one: penalty(one, choice), {}).applied.result.due > 0
    return found


def _beside_openfisca(ours: Callable[[], None], times: int) -> list[bool]:
    try:
        act, values = _openfisca()
    except ImportError:
        print("openfisca-core is not installed: its row is left out\n")
        return []
    found, peer = alternating(ours, act, times, time.process_time)
    values_ours = DEADLINES + PENALTIES
    title = (
        f"An explained value: {found.median / values_ours * 1000:.1f} µs, openfisca-core with tracing"
        f" {peer.median / values * 1000:.1f} µs ({values} values)"
    )
    return [report_ratio(title, found, "openfisca-core", peer, values_ours / values)]


def _openfisca() -> tuple[Callable[[], None], int]:
    """A situation of one contract with as many formulas, computed with tracing, from its building on."""
    from openfisca_core import entities, periods, taxbenefitsystems, variables
    from openfisca_core.simulations import SimulationBuilder

    contract = entities.Entity("contract", "contracts", "A contract", "")
    system = taxbenefitsystems.TaxBenefitSystem([contract])

    def variable(name: str, formula: Callable[..., Any] | None) -> None:
        members: dict[str, Any] = {
            "value_type": dt.date if formula is None else int,
            "entity": contract,
            "definition_period": periods.DateUnit.DAY,
            "label": name,
        }
        if formula is not None:
            members["formula"] = formula
        system.add_variable(type(name, (variables.Variable,), members))

    variable("trigger", None)
    names = [f"limit_{number}" for number in range(DEADLINES + PENALTIES)]
    for number, name in enumerate(names):
        variable(name, _after(number))

    def act() -> None:
        simulation = SimulationBuilder().build_from_entities(
            system, {"contracts": {"one": {"trigger": {"2026-11-22": "2026-11-22"}}}}
        )
        simulation.trace = True
        for name in names:
            simulation.calculate(name, "2026-11-22")
        assert len(simulation.tracer.trees) == len(names)

    act()
    return act, len(names)


def _after(days: int) -> Callable[..., Any]:
    """A formula: so many days after the trigger."""
    return lambda contract, period: contract("trigger", period).astype("int64") + days


def _recompute(count: int) -> None:
    """Recompute contracts one after another, keep none, and tell the speed and the memory they leave."""
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=i) for i in range(365)]
    contracts = [sheet(day) for day in days]
    for facts, penalties in contracts:
        compute(facts, penalties)
    gc.collect()
    before, started = _resident(), time.perf_counter()
    for number in range(count):
        compute(*contracts[number % len(contracts)])
    taken = time.perf_counter() - started
    print(f"{count} contracts of {DEADLINES + PENALTIES} explained values recomputed")
    memory = f"peak memory {before:.0f} MB before, {_resident():.0f} MB after"
    print(f"  {count / taken:.0f} contracts a second; {memory}\n")


def _resident() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
