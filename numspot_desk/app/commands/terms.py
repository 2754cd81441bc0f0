"""`terms outline`: the clause tree of a file of general terms, without any workspace."""

import argparse
import sys
from pathlib import Path

from numspot_desk.app.console import Console, Status
from numspot_desk.app.json_input import Fault, Unusable
from numspot_desk.terms.text_reader import MAX_BYTES
from numspot_desk.terms.tree import Terms
from numspot_desk.usecases.outline_terms import outline_answer, outline_bytes, read_terms
from numspot_desk.usecases.refusals import FileRefused


def outline(console: Console, options: argparse.Namespace) -> Status:
    """Answer the clause tree of general terms."""
    console.answer(outline_answer(terms_in(options.file), console.language))
    return Status.DONE


def terms_in(name: str) -> Terms:
    """The general terms of a file, or of standard input for `-`. Raises `Unusable`."""
    try:
        if name == "-":
            return outline_bytes(name, sys.stdin.buffer.read(MAX_BYTES + 1))
        return read_terms(Path(name))
    except FileRefused as refused:
        raise Unusable(Fault(name, "", refused.message)) from refused
