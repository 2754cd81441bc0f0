"""`deadlines export --ics FILE`: what falls due in the contracts of the workspace, as a calendar file."""

import argparse
from pathlib import Path
from typing import Final

from numspot_desk.app.console import Console, Status
from numspot_desk.app.door import account_name, open_for_command
from numspot_desk.app.world import SystemClock
from numspot_desk.documents.calendar_file import CalendarFiles
from numspot_desk.documents.files import FolderFiles
from numspot_desk.language.messages import message
from numspot_desk.usecases.answers.json_input import Fault
from numspot_desk.usecases.deadlines.export_calendar import export_calendar
from numspot_desk.usecases.person import Person

_ENDING: Final = ".ics"


def export(console: Console, options: argparse.Namespace) -> Status:
    """Write the calendar file of one contract or of all; again, it updates what an earlier one said."""
    out: Path = options.ics
    if out.suffix != _ENDING:
        return console.refuse(
            Fault(str(out), "", message("the name of a calendar file ends in {ending}", ending=_ENDING))
        )
    with open_for_command(console.folder, console.language) as workspace:
        made = export_calendar(
            workspace,
            out,
            console.on,
            number=options.contract,
            writer=CalendarFiles(),
            files=FolderFiles(),
            language=console.language,
            person=Person(account_name(), "read_only"),
            clock=SystemClock(),
        )
    console.answer(
        {
            "file": str(made.path),
            "sha256": made.sha256,
            "contract": made.contract,
            "events": made.events,
            "new": made.new,
            "changed": made.changed,
            "cancelled": made.cancelled,
        }
    )
    return Status.DONE
