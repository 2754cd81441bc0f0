"""The answer of `rules exit`: a notice of exit in, its timeline under the Data Act and beside it that of the
general terms out, explained.

What counts lives in `rules.data_act_exit`, what is a fact in `contracts.given.exit_facts`.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from numspot_desk.contracts.given.exit_facts import exit_facts
from numspot_desk.language.catalog import Language
from numspot_desk.rules.data_act import beside_data_act
from numspot_desk.rules.data_act_exit import ExitTimeline, exit_timeline
from numspot_desk.usecases.answers.answered import Answered, answered


def exit_answer(document: Mapping[str, Any], language: Language | None = None) -> dict[str, Any]:
    """`exit_found` as JSON."""
    return exit_found(document).answer(language)


def exit_found(document: Mapping[str, Any]) -> Answered:
    """The timeline of an exit (P12). Raises `FactsRefused` with every fault located."""
    asked = exit_facts(document)
    on = asked.facts.notified_on
    return answered(
        lambda choice: exit_timeline(asked.facts, choice),
        asked.held,
        lambda found: _told(found, on),
        lambda found: found.why,
    )


def _told(found: ExitTimeline, on: dt.date) -> dict[str, Any]:
    return {
        "applies": found.applies,
        "notice_ends": found.notice_ends.isoformat(),
        "transition_ends": _written(found.transition_ends),
        "contract_ends": found.contract_ends.isoformat(),
        "retrieval_ends": _written(found.retrieval_ends),
        "erased_from": found.erased_from.isoformat(),
        "erased_by": found.erased_by.isoformat(),
        "charges": found.charges.value,
        "charges_due": None if found.charges_due is None else format(found.charges_due, "f"),
        "terms_end": found.terms_end.isoformat(),
        "terms_erased": found.terms_erased.isoformat(),
        "phases": [
            {
                "phase": one.name,
                "from": one.start.isoformat(),
                "to": one.end.isoformat(),
                "days": one.days,
                "clause": one.clause,
            }
            for one in found.phases
        ],
        "differences": [
            {"point": one.point, "clause": one.clause, "law": one.article, "verdict": one.verdict}
            for one in (beside_data_act(on) if found.applies else ())
        ],
        "past_last_check": _written(found.past_last_check),
    }


def _written(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
