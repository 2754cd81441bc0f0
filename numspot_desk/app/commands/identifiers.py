"""`id KIND VALUE`: whether an identifier holds, its canonical form, and what follows from it."""

import argparse

from numspot_desk.app.console import Console, Status
from numspot_desk.usecases.answers.identify import identify, identify_answer


def check(console: Console, options: argparse.Namespace) -> Status:
    """Answer the verdict; blocked when the identifier is not valid."""
    found = identify(options.kind, options.value)
    console.answer(identify_answer(found, console.language))
    return Status.DONE if found.valid else Status.BLOCKED
