"""`order check`: what is wrong with an order in a file, without any workspace."""

import argparse
from typing import Any

from numspot_desk.app.console import Console, Status
from numspot_desk.app.json_input import read_object
from numspot_desk.contracts.order_check import CheckContext, OrderCheck, check_order
from numspot_desk.usecases.check_order import check_order_answer


def check(console: Console, options: argparse.Namespace) -> Status:
    """Answer what is wrong with an order and its totals; blocked unless it is ready."""
    _answers, found = checked(console, options.file)
    console.answer(check_order_answer(found, console.language))
    return Status.DONE if found.ready else Status.BLOCKED


def checked(
    console: Console, name: str, terms_references: frozenset[str] | None = None
) -> tuple[dict[str, Any], OrderCheck]:
    """The order of a file and its check on the command's day, against the clauses of the general terms
    given or the known ones. Raises `Unusable`."""
    answers = read_object(name)
    context = CheckContext(console.on, terms_references)
    return answers, check_order(answers, context)
