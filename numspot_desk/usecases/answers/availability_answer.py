"""The answer of `rules availability`: incidents of a period in, the level observed and its explanation out.

What counts lives in `rules.amounts.availability`, what is a fact in `contracts.given.availability_facts`.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from numspot_desk.contracts.given.availability_facts import availability_facts
from numspot_desk.language.catalog import Language
from numspot_desk.rules.amounts.availability import Availability, NoContractStart, availability
from numspot_desk.rules.readings import Choice, vary
from numspot_desk.usecases.explaining.limit_explanations import explained, with_grounds


def availability_answer(document: Mapping[str, Any], language: Language | None = None) -> dict[str, Any]:
    """The availability of a service over a period (M6). Raises `FactsRefused` with every fault located."""
    asked = availability_facts(document)

    def compute(choice: Choice) -> Availability | None:
        try:
            return availability(asked.facts, choice)
        except NoContractStart:
            return None  # another reading, which the facts do not allow to compute: left out

    found = vary(compute, asked.held.options, asked.held.settled)
    result = found.applied.result
    assert result is not None, "the facts are refused without the start that a chosen reading needs"
    applied = _told(result)
    return {
        **applied,
        "readings": dict(sorted(found.applied.named.items())),
        "alternatives": [
            {"readings": {name: option}, **other}
            for name, option, one in found.alone
            if one is not None and (other := _told(one)) != applied
        ],
        "explanation": explained(with_grounds(result.why, asked.held.grounds(found.applied.named)), language),
    }


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
