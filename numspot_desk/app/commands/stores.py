"""`store backup|verify|restore` and `audit verify`, on the workspace named by `--workspace`."""

import argparse

from numspot_desk.app.console import Console, Status
from numspot_desk.app.door import account_name, door_of, key_for_command, open_for_command
from numspot_desk.app.world import SystemClock
from numspot_desk.language.messages import message
from numspot_desk.store.backup import ASKED
from numspot_desk.usecases.ports.audit import Act, AuditVerdict


def backup(console: Console, options: argparse.Namespace) -> Status:
    """Write a backup in a folder, read back and checked."""
    with open_for_command(console.folder, console.language) as workspace:
        act = Act("workspace.backed_up", workspace.id, account_name(), SystemClock().now())
        made = workspace.backups.make(ASKED, options.folder, act=act)
    console.answer({"file": str(made.path), "made_at": made.made_at})
    return Status.DONE


def verify(console: Console, options: argparse.Namespace) -> Status:
    """Read the whole store and its audit chain; blocked when either is damaged."""
    with open_for_command(console.folder, console.language) as workspace:
        damage = workspace.damage()
        verdict = workspace.audit.verify()
    sound = not damage and verdict.broken_at is None
    console.answer({"sound": sound, "damage": damage, "audit": _audit(verdict)})
    return Status.DONE if sound else Status.BLOCKED


def restore(console: Console, options: argparse.Namespace) -> Status:
    """Put a checked backup in place of the store; the former one is kept aside."""
    former = door_of(console.folder, account_name()).restore(
        options.file, lambda ways: key_for_command(ways, console.language)
    )
    console.answer({"restored": str(options.file), "former": None if former is None else str(former)})
    console.say(message("The backup is in place. The former workspace is kept, nothing of it was removed."))
    return Status.DONE


def verify_audit(console: Console, options: argparse.Namespace) -> Status:
    """Check the chain of the audit log; blocked when it is broken, or lacks the printed head asked for."""
    with open_for_command(console.folder, console.language) as workspace:
        verdict = workspace.audit.verify()
        found = workspace.audit.sequence_of(options.head.lower()) if options.head else None
    asked = {"head_at": found} if options.head else {}
    console.answer(_audit(verdict) | asked)
    whole = verdict.broken_at is None and (found is not None or not options.head)
    return Status.DONE if whole else Status.BLOCKED


def _audit(verdict: AuditVerdict) -> dict[str, object]:
    faults = [{"row": fault.sequence, "what": fault.kind.value} for fault in verdict.faults]
    return {
        "entries": verdict.entries,
        "head": verdict.head,
        "broken_at": verdict.broken_at,
        "faults": faults,
    }
