"""`order check`: what is wrong with an order in a file, without any workspace, or against the general terms
adopted in the one that `--workspace` names.
"""

import argparse
from typing import Any

from numspot_desk.app.console import Console, Status
from numspot_desk.contracts.order.order_check import CheckContext, OrderCheck, TermsText, check_order
from numspot_desk.usecases.answers.json_input import read_object
from numspot_desk.usecases.orders.check_order import check_order_answer


def check(console: Console, options: argparse.Namespace) -> Status:
    """Answer what is wrong with an order and its totals; blocked unless it is ready."""
    _answers, found = checked(options.file, context_of(console, options))
    console.answer(check_order_answer(found, console.language))
    return Status.DONE if found.ready else Status.BLOCKED


def context_of(console: Console, options: argparse.Namespace, terms: TermsText | None = None) -> CheckContext:
    """What the order is checked against on the command's day: the general terms given, else those adopted in
    the workspace that was named, else the known clauses. Raises `WorkspaceRefused`."""
    if terms is not None or options.workspace is None:
        return CheckContext(console.on, terms)
    from numspot_desk.app.door import open_for_command
    from numspot_desk.usecases.orders.edit_order import check_context_on

    with open_for_command(options.workspace, console.language) as workspace:
        return check_context_on(workspace, console.on)


def checked(name: str, context: CheckContext) -> tuple[dict[str, Any], OrderCheck]:
    """The order of a file and its check. Raises `Unusable`."""
    answers = read_object(name)
    return answers, check_order(answers, context)
