"""A calculator's answer to what was typed: the problems by field, or what was found. Telling it is `told`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from numspot_desk.contracts.given.fact_reading import FactsRefused, Fault
from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.usecases.answers.answered import Answered
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


def calculate(calculator: Calculator, values: Values, rates: Rates) -> Outcome:
    """Answer what was typed; nothing is raised for what cannot be used."""
    facts, problems = facts_of(calculator.parts, values)
    if calculator.rated:
        facts |= {"ecb_rates": [dict(rate) for rate in rates.rates], "ecb_rates_checked": rates.checked}
    if problems:
        return Outcome(calculator, facts, None, tuple(problems))
    try:
        return Outcome(calculator, facts, calculator.find(facts), ())
    except FactsRefused as refused:
        faults = tuple(_located(calculator, values, fault) for fault in refused.faults)
        return Outcome(calculator, facts, None, faults)


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
