"""The rates of the European Central Bank that the calculators use: those of the rules, and those that people
added in the workspace, each with its first day. A later day of check than the rules' own moves the warning.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.language.messages import N_, message
from numspot_desk.rules.rates import ECB, Rate
from numspot_desk.usecases.calculations.parts import Entry, Kind, Rates, Rows, Values
from numspot_desk.usecases.calculations.typed_facts import facts_of, place_of
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.roles import require_writer

SETTING: Final = "ecb_rates"
"""`{"rates": [{"from": "2026-12-16", "rate": "2.40"}], "last_checked": "2026-12-20"}`"""
ADDED: Final = Rows(
    "rates",
    N_("Rates added here"),
    (
        Entry("from", N_("In force from"), Kind.DAY),
        Entry("rate", N_("Main refinancing rate (%)"), Kind.NUMBER),
    ),
    N_("A rate of a day that the program knows replaces its own."),
)
CHECKED: Final = Entry(
    "last_checked",
    N_("Checked up to"),
    Kind.DAY,
    N_("The day on which you compared the rates with those that the bank publishes."),
    optional=True,
)
_HIGHEST: Final = Decimal(100)


def known_rates(kept: Mapping[str, Any] | None = None) -> Rates:
    """The rates of the rules with those that were kept, which replace them on the same day."""
    kept = kept or {}
    rates = {rate.start: rate for rate in ECB.rates} | {rate.start: rate for rate in _own(kept)}
    listed = tuple({"from": day.isoformat(), "rate": format(rates[day].rate, "f")} for day in sorted(rates))
    return Rates(listed, max(ECB.last_checked, _day(kept.get("last_checked")) or dt.date.min).isoformat())


def kept_rates(workspace: Workspace) -> Mapping[str, Any]:
    """What people added, as it is kept; empty where nobody did."""
    return workspace.settings.get(SETTING) or {}


def rates_problems(values: Values, today: dt.date) -> list[Problem]:
    """What is wrong with rates as they were typed, by field (`rates[0].rate`, `last_checked`)."""
    facts, found = facts_of((ADDED, CHECKED), values)
    if found:
        return found
    days: set[str] = set()
    for position, row in enumerate(facts["rates"]):
        field = f"rates[{place_of(list(values['rates']), ADDED, position)}]"
        if row["from"] in days:
            said = message("Another rate is given for this day already.")
            found.append(problem("invalid_value", f"{field}.from", said))
        if Decimal(row["rate"]) > _HIGHEST:
            said = message("Write a percentage from 0 to 100.")
            found.append(problem("invalid_value", f"{field}.rate", said))
        days.add(row["from"])
    if facts.get("last_checked", "") > today.isoformat():
        said = message("This day is still to come: nobody can have checked it.")
        found.append(problem("invalid_value", "last_checked", said))
    return found


def keep_rates(workspace: Workspace, values: Values, person: Person, clock: Clock) -> Changes:
    """Keep the rates that were typed, with an audit row. Raises `ValueError` for what `rates_problems`
    refuses, `MoveRefused` for a read-only role."""
    require_writer(person)
    faults = rates_problems(values, clock.today())
    if faults:
        raise ValueError(faults[0].field)
    facts, _none = facts_of((ADDED, CHECKED), values)
    if facts == kept_rates(workspace):
        return Changes()
    workspace.settings.put(SETTING, facts, Act(f"settings.{SETTING}", SETTING, person.name, clock.now()))
    return Changes(settings=True)


def _own(kept: Mapping[str, Any]) -> list[Rate]:
    """The rates that people added; what cannot be read is left out."""
    found = []
    for row in kept.get("rates") or ():
        day, rate = _day(row.get("from")), _rate(row.get("rate"))
        if day is not None and rate is not None:
            found.append(Rate(day, rate))
    return found


def _rate(value: object) -> Decimal | None:
    try:
        return Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
