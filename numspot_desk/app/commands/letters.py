"""`mandate print`, `mandate letter`: the form of a mandate of the workspace, the letters about it, and the
message that announces a debit.
"""

import argparse

from numspot_desk.app.console import Console, Status
from numspot_desk.app.door import open_for_command
from numspot_desk.contracts.content.mandate_letters import AnnouncedDebit
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.mail import DraftFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.language.messages import message
from numspot_desk.usecases.answers.json_input import Fault
from numspot_desk.usecases.mandates.mandate_letters import (
    Letter,
    LetterMatter,
    mandate_letter,
    write_letter,
    write_notice_mail,
)
from numspot_desk.usecases.mandates.print_mandate import print_mandate


def print_form(console: Console, options: argparse.Namespace) -> Status:
    """Write the form of a mandate of the workspace as it stands."""
    with open_for_command(console.folder, console.language) as workspace:
        path = print_mandate(workspace, options.rum, console.on, options.out, WordFiles(), FolderFiles())
    console.answer({"files": [path]})
    return Status.DONE


def write(console: Console, options: argparse.Namespace) -> Status:
    """Write a letter, and the message with it where it announces a debit."""
    letter = Letter(options.kind)
    said = (options.invoice, options.amount, options.debit_on)
    if letter is Letter.NOTICE and None in said:
        return console.refuse(
            Fault("mandate letter", "", message("Name the invoice, the amount and the day of the debit."))
        )
    debit = AnnouncedDebit(*said) if letter is Letter.NOTICE else None
    with open_for_command(console.folder, console.language) as workspace:
        matter = LetterMatter(from_day=options.from_day, debit=debit)
        made = mandate_letter(workspace, options.rum, letter, console.on, matter)
    written = [write_letter(made, options.out, WordFiles(), FolderFiles())]
    if debit is not None:
        written.append(write_notice_mail(made, options.out, WordFiles(), DraftFiles(), FolderFiles()))
    console.answer({"files": written})
    return Status.DONE
