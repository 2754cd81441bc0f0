"""A calculator's answer to what was typed: the problems by field, or what was found. Telling it is `told`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from numspot_desk.contracts.given.fact_reading import FactsRefused, Fault
from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.usecases.answers.answered import Answered
from numspot_desk.usecases.calculations.laws_kept import Laws, known_laws
from numspot_desk.usecases.calculations.parts import Calculator, Rates, Rows, Values
from numspot_desk.usecases.calculations.typed_facts import facts_of, place_of

MISSING: Final = "missing_field"


@dataclass(frozen=True)
class Outcome:
    """What a calculator found, or why it found nothing: `problems` name the field by its key
    (`incidents[0].to`). `facts` are what a command would answer alike."""

    calculator: Calculator
    facts: Mapping[str, Any]
    found: Answered | None
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> tuple[Problem, ...]:
        """What was typed and cannot be used; a field that is still empty is none."""
        return tuple(one for one in self.problems if one.code != MISSING)


def calculate(calculator: Calculator, values: Values, rates: Rates, laws: Laws | None = None) -> Outcome:
    """Answer what was typed, with what is to be verified of the laws it rests on; nothing is raised for what
    cannot be used."""
    laws = laws or known_laws()
    facts, problems = facts_of(calculator.parts, values)
    if calculator.rated:
        facts |= {"ecb_rates": [dict(rate) for rate in rates.rates], "ecb_rates_checked": rates.checked}
        facts |= {key: laws.values(key) for key in ("recovery_flat", "legal_interest")}
    if problems:
        return Outcome(calculator, facts, None, tuple(problems))
    try:
        return Outcome(calculator, facts, _with_cautions(calculator, facts, laws), ())
    except FactsRefused as refused:
        faults = tuple(_located(calculator, values, fault) for fault in refused.faults)
        return Outcome(calculator, facts, None, faults)


def _with_cautions(calculator: Calculator, facts: Mapping[str, Any], laws: Laws) -> Answered:
    """The answer, with the laws that were last checked before its day. Raises `FactsRefused`."""
    found = calculator.find(facts)
    day = facts.get(calculator.day)
    used = (*calculator.laws, "public_interest") if facts.get("public_buyer") else calculator.laws
    cautions = laws.cautions(used, dt.date.fromisoformat(day) if day else None)
    return replace(found, why=found.why._replace(uses=(*found.why.uses, *cautions)))


def _located(calculator: Calculator, values: Values, fault: Fault) -> Problem:
    """The fault at the row that was typed: the rows left empty are not among the facts."""
    found = problem("invalid_value", fault.path, fault.message)
    key, bracket, rest = fault.path.partition("[")
    part = next((one for one in calculator.parts if one.key == key), None)
    if not bracket or not isinstance(part, Rows):
        return found
    number, _, column = rest.partition("]")
    place = place_of(list(values.get(key) or []), part, int(number))
    return replace(found, field=f"{key}[{place}]{column}")
