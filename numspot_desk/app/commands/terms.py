"""`terms …`: the clause tree of a file of general terms, and two versions compared, without any workspace."""

import argparse
import sys
from pathlib import Path

from numspot_desk.app.console import Console, Status
from numspot_desk.app.json_input import Fault, Unusable
from numspot_desk.language.messages import message
from numspot_desk.terms.comparing import compare
from numspot_desk.terms.text_reader import MAX_BYTES
from numspot_desk.terms.tree import Terms
from numspot_desk.usecases.compare_terms import comparison_answer
from numspot_desk.usecases.outline_terms import outline_answer, outline_bytes, read_terms
from numspot_desk.usecases.refusals import FileRefused


def outline(console: Console, options: argparse.Namespace) -> Status:
    """Answer the clause tree of general terms."""
    console.answer(outline_answer(terms_in(options.file), console.language))
    return Status.DONE


def compare_versions(console: Console, options: argparse.Namespace) -> Status:
    """Answer what became of each clause from the old version to the new; the faults of both are named."""
    if options.old == options.new == "-":
        return console.refuse(
            Fault("-", "", message("Standard input holds one version: name a file for the other."))
        )
    read: list[Terms] = []
    faults: list[Fault] = []
    for name in (options.old, options.new):
        try:
            read.append(terms_in(name))
        except Unusable as refused:
            faults += refused.faults
    if faults:
        return console.refuse(*faults)
    console.answer(comparison_answer(compare(read[0], read[1])))
    return Status.DONE


def terms_in(name: str) -> Terms:
    """The general terms of a file, or of standard input for `-`. Raises `Unusable`."""
    try:
        if name == "-":
            return outline_bytes(name, sys.stdin.buffer.read(MAX_BYTES + 1))
        return read_terms(Path(name))
    except FileRefused as refused:
        raise Unusable(Fault(name, "", refused.message)) from refused
