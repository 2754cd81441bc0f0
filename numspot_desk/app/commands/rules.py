"""`rules …`: facts of a contract in, what the general terms and the law make of them out, explained."""

import argparse
from collections.abc import Callable, Mapping
from typing import Any, Final

from numspot_desk.app.console import Console, Status
from numspot_desk.app.json_input import Fault, read_object
from numspot_desk.contracts.fact_reading import FactsRefused
from numspot_desk.language.catalog import Language
from numspot_desk.usecases.amount_answers import (
    late_payment_answer,
    liability_answer,
    penalty_answer,
    refund_answer,
)
from numspot_desk.usecases.availability_answer import availability_answer
from numspot_desk.usecases.deadlines_answer import deadlines_answer
from numspot_desk.usecases.precedence_answers import changes_answer, precedence_answer

_ANSWERS: Final[Mapping[str, Callable[[Mapping[str, Any], Language | None], dict[str, Any]]]] = {
    "deadlines": deadlines_answer,
    "penalty": penalty_answer,
    "availability": availability_answer,
    "liability": liability_answer,
    "late-payment": late_payment_answer,
    "refund": refund_answer,
    "precedence": precedence_answer,
    "changes": changes_answer,
}


def answer(console: Console, options: argparse.Namespace) -> Status:
    """Answer one question (`options.question`) about the facts of a file; every fault is named."""
    document = read_object(options.file)
    try:
        found = _ANSWERS[options.question](document, console.language)
    except FactsRefused as refused:
        return console.refuse(*(Fault(options.file, fault.path, fault.message) for fault in refused.faults))
    console.answer(found)
    return Status.DONE
