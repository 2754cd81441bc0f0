"""`rules …`: facts of a contract in, what the general terms and the law make of them out, explained."""

import argparse
from collections.abc import Callable, Mapping
from typing import Any, Final

from numspot_desk.app.console import Console, Status
from numspot_desk.app.door import open_for_command
from numspot_desk.contracts.given.fact_reading import FactsRefused
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import message
from numspot_desk.usecases.answers.amount_answers import (
    late_invoices_answer,
    late_payment_answer,
    liability_answer,
    penalty_answer,
    refund_answer,
)
from numspot_desk.usecases.answers.availability_answer import availability_answer
from numspot_desk.usecases.answers.deadlines_answer import deadlines_answer
from numspot_desk.usecases.answers.exit_answer import exit_answer
from numspot_desk.usecases.answers.json_input import Fault, read_object
from numspot_desk.usecases.answers.precedence_answers import changes_answer, precedence_answer
from numspot_desk.usecases.contract.contract_deadlines import contract_deadlines
from numspot_desk.usecases.contract.contract_precedence import contract_precedence

_ANSWERS: Final[Mapping[str, Callable[[Mapping[str, Any], Language | None], dict[str, Any]]]] = {
    "deadlines": deadlines_answer,
    "penalty": penalty_answer,
    "availability": availability_answer,
    "liability": liability_answer,
    "late-payment": late_payment_answer,
    "late-invoices": late_invoices_answer,
    "refund": refund_answer,
    "exit": exit_answer,
    "precedence": precedence_answer,
    "changes": changes_answer,
}


def precedence(console: Console, options: argparse.Namespace) -> Status:
    """Answer `rules precedence` on the facts of a file, or on a contract of the workspace."""
    narrowed = options.subject is not None or options.clause is not None
    if (options.contract is None) == (options.file is None):
        return console.refuse(
            Fault("rules precedence", "", message("Name one of the two: a file of facts, or --contract."))
        )
    if options.contract is None and narrowed:
        return console.refuse(
            Fault(options.file, "", message("--subject and --clause go with --contract only."))
        )
    if options.contract is None:
        return answer(console, options)
    with open_for_command(console.folder, console.language) as workspace:
        found = contract_precedence(
            workspace,
            options.contract,
            console.on,
            console.language,
            subject=options.subject,
            clause=options.clause,
        )
    console.answer(found)
    return Status.DONE


def deadlines(console: Console, options: argparse.Namespace) -> Status:
    """Answer `rules deadlines` on the facts of a file, or on a contract of the workspace."""
    if (options.contract is None) == (options.file is None):
        return console.refuse(
            Fault("rules deadlines", "", message("Name one of the two: a file of facts, or --contract."))
        )
    if options.contract is None:
        return answer(console, options)
    with open_for_command(console.folder, console.language) as workspace:
        found = contract_deadlines(workspace, options.contract, console.on, console.language)
    console.answer(found)
    return Status.DONE


def answer(console: Console, options: argparse.Namespace) -> Status:
    """Answer one question (`options.question`) about the facts of a file; every fault is named."""
    document = read_object(options.file)
    try:
        found = _ANSWERS[options.question](document, console.language)
    except FactsRefused as refused:
        return console.refuse(*(Fault(options.file, fault.path, fault.message) for fault in refused.faults))
    console.answer(found)
    return Status.DONE
