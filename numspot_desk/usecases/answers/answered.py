"""An answer before it is JSON: its values, the readings it rests on, what each other one would give, and why.

Commands write it as JSON; the calculators tell it on a screen and keep the steps for "why?".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from numspot_desk.language.catalog import Language
from numspot_desk.rules.explain import Step
from numspot_desk.rules.readings import Choice, vary
from numspot_desk.rules.settled_readings import InForce
from numspot_desk.usecases.explaining.limit_explanations import explained, with_grounds

T = TypeVar("T")


@dataclass(frozen=True)
class Alternative:
    """What another option of one reading would give, in the values of the answer. `said` (a msgid): the words
    of an option that is none of the register, `reading` then being the fact that it changes."""

    reading: str
    option: str
    values: Mapping[str, Any]
    said: str = ""

    @property
    def changes(self) -> Mapping[str, Any]:
        """The facts that give it, in their JSON form."""
        changed = {self.reading: self.option}
        return changed if self.said else {"readings": changed}


@dataclass(frozen=True)
class Answered:
    """An answer: `values` by the keys that other tools rely on, in their JSON forms."""

    values: Mapping[str, Any]
    readings: Mapping[str, str]
    alternatives: tuple[Alternative, ...]
    why: Step

    def answer(self, language: Language | None = None) -> dict[str, Any]:
        """The answer as JSON; with a language, its explanation in words too."""
        return {
            **self.values,
            "readings": dict(self.readings),
            "alternatives": [{**one.changes, **one.values} for one in self.alternatives],
            "explanation": explained(self.why, language),
        }


def answered(
    compute: Callable[[Choice], T | None],
    held: InForce,
    tell: Callable[[T], Mapping[str, Any]],
    why: Callable[[T], Step],
) -> Answered:
    """What the readings in force give, and each other one alone where it differs. `compute` gives None for a
    reading whose facts are not known: that one is left out, unless it is in force."""
    found = vary(compute, held.options, held.settled)
    result = found.applied.result
    assert result is not None, "the facts are refused without what a reading in force needs"
    told = tell(result)
    others = (
        Alternative(name, option, tell(other)) for name, option, other in found.alone if other is not None
    )
    return Answered(
        told,
        dict(sorted(found.applied.named.items())),
        tuple(one for one in others if one.values != told),
        with_grounds(why(result), held.grounds(found.applied.named)),
    )
