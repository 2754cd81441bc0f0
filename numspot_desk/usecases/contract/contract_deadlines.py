"""The answer of `rules deadlines --contract`: every time limit of a kept contract, with the facts behind it.

The JSON of `rules deadlines`, of the facts that `facts_of_contract` finds; these stand in the answer in the
form in which a file gives them.
"""

import datetime as dt
from typing import Any

from numspot_desk.contracts.given.written_events import written
from numspot_desk.language.catalog import Language
from numspot_desk.usecases.answers.deadlines_answer import facts_answer
from numspot_desk.usecases.contract.event_words import event_names
from numspot_desk.usecases.contract.facts_of_contract import known_contract
from numspot_desk.usecases.ports.workspace import Workspace


def contract_deadlines(
    workspace: Workspace, number: str, on: dt.date, language: Language | None = None
) -> dict[str, Any]:
    """All deadlines of a contract on a day, by the number of its order. Raises `NoSuchRecord`."""
    known = known_contract(workspace, number, on)
    facts = known.facts
    return {
        "contract": known.number,
        "client": known.client,
        "signed_on": None if known.signed_on is None else known.signed_on.isoformat(),
        "facts": {
            "payment": {"means": facts.payment_means},
            "events": [written(one) for one in facts.events],
            "readings": dict(facts.readings),
            "provisions": [
                {"id": one.id, "clause": one.clause, "subject": one.subject, "effect": one.effect.value}
                for one in facts.provisions
            ],
        },
        **facts_answer(facts, language, event_names(facts.events)),
    }
