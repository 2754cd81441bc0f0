"""`rules deadlines`: facts of a contract in, every time limit with its explanation out."""

import argparse

from numspot_desk.app.console import Console, Status
from numspot_desk.app.json_input import Fault, read_object
from numspot_desk.contracts.facts import FactsRefused
from numspot_desk.usecases.deadlines_answer import deadlines_answer


def deadlines(console: Console, options: argparse.Namespace) -> Status:
    """Answer the deadlines of a contract's facts."""
    document = read_object(options.file)
    try:
        answer = deadlines_answer(document, console.language)
    except FactsRefused as refused:
        return console.refuse(*(Fault(options.file, fault.path, fault.message) for fault in refused.faults))
    console.answer(answer)
    return Status.DONE
