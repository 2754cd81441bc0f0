"""`handover export|import`: an order to another laptop and back, on the workspace named by `--workspace`.

The passphrase of the file comes from `NUMSPOT_DESK_HANDOVER_PASSPHRASE` or a prompt, never from an argument:
those are seen by others on the machine.
"""

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import Any, Final

from numspot_desk.app.console import Console, Status
from numspot_desk.app.door import account_name, open_for_command
from numspot_desk.app.world import SystemChance, SystemClock
from numspot_desk.documents.files import FolderFiles
from numspot_desk.language.messages import message
from numspot_desk.store.sealed import Sealer
from numspot_desk.usecases.handover.receive_handover import (
    Reception,
    open_handover,
    preview_handover,
    read_handover,
    receive_handover,
)
from numspot_desk.usecases.handover.send_handover import hand_over
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.refusals import FileRefused, NoSuchRecord

VARIABLE: Final = "NUMSPOT_DESK_HANDOVER_PASSPHRASE"


def export(console: Console, options: argparse.Namespace) -> Status:
    """Write the hand-over of an order, named by its number, in a folder."""
    passphrase = _passphrase(console)
    with open_for_command(console.folder, console.language) as workspace:
        record = workspace.orders.by_number(options.order)
        if record is None:
            raise NoSuchRecord(
                message("No order of this workspace has the number {number}.", number=options.order)
            )
        made = hand_over(
            workspace,
            record.id,
            options.out,
            passphrase,
            sealer=Sealer(SystemChance()),
            files=FolderFiles(),
            person=_person(options),
            clock=SystemClock(),
            chance=SystemChance(),
        )
    console.answer(
        {"file": str(made.path), "order": made.package.number, "revision": made.package.last.revision}
    )
    return Status.DONE


def receive(console: Console, options: argparse.Namespace) -> Status:
    """Receive a hand-over, or with `--preview` say what that would do."""
    sealed = read_handover(Path(options.file))
    package = open_handover(sealed, _passphrase(console), Sealer(SystemChance()))
    person, clock = _person(options), SystemClock()
    with open_for_command(console.folder, console.language) as workspace:
        if options.preview:
            reception = preview_handover(workspace, package, person, clock)
        else:
            reception = receive_handover(workspace, package, person, clock).reception
    console.answer(_answer(reception))
    for warning in reception.warnings:
        console.say(warning)
    return Status.DONE


def _answer(reception: Reception) -> dict[str, Any]:
    return {
        "order": reception.package.number,
        "from": reception.package.by,
        "known": reception.known is not None,
        "nothing_new": reception.nothing_new,
        "versions": [
            {
                "revision": plan.main.revision,
                "met": plan.met.value,
                "state": plan.main.state.value,
                "open_branches": plan.new_branches,
                "approval": None
                if plan.approval is None
                else {
                    "by": plan.approval.actor,
                    "holds": plan.approval.holds,
                    "refused_by": plan.approval.refusal,
                },
            }
            for plan in reception.versions
        ],
    }


def _person(options: argparse.Namespace) -> Person:
    return Person(options.name or account_name(), options.role)


def _passphrase(console: Console) -> str:
    given = os.environ.get(VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise FileRefused(
            message(
                "The hand-over needs its passphrase: give it in {variable}, or run this in a terminal.",
                variable=VARIABLE,
            )
        )
    return getpass.getpass(console.language.text("Passphrase of the file") + " : ")
