"""The answer of `rules availability`: incidents of a period in, the level observed and its explanation out.

What counts lives in `rules.amounts.availability`, what is a fact in `contracts.given.availability_facts`.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from numspot_desk.contracts.given.availability_facts import availability_facts
from numspot_desk.language.catalog import Language
from numspot_desk.rules.amounts.availability import Availability, NoContractStart, availability
from numspot_desk.rules.readings import Choice
from numspot_desk.usecases.answers.answered import Answered, answered


def availability_answer(document: Mapping[str, Any], language: Language | None = None) -> dict[str, Any]:
    """`availability_found` as JSON."""
    return availability_found(document).answer(language)


def availability_found(document: Mapping[str, Any]) -> Answered:
    """The availability of a service over a period (M6). Raises `FactsRefused` with every fault located."""
    asked = availability_facts(document)

    def compute(choice: Choice) -> Availability | None:
        try:
            return availability(asked.facts, choice)
        except NoContractStart:
            return None  # another reading, which the facts do not allow to compute: left out

    return answered(compute, asked.held, _told, lambda found: found.why)


def _told(found: Availability) -> dict[str, Any]:
    return {
        "downtime_seconds": _seconds(found.downtime),
        "period_seconds": _seconds(found.period),
        "observed": format(found.observed_shown, "f"),
        "promised": format(found.promised, "f"),
        "met": found.met,
        "applies": found.applies,
    }


def _seconds(value: Decimal) -> int | str:
    """Whole seconds as a number, others as text, exactly."""
    return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")
