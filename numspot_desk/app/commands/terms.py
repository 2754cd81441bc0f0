"""`terms …`: the clause tree of a file of general terms, and two versions compared, without any workspace."""

import argparse
import datetime as dt
import sys
from pathlib import Path

from numspot_desk.app.console import Console, Status
from numspot_desk.contracts.content.terms_memo import Compared
from numspot_desk.language.messages import message
from numspot_desk.language.zone import PARIS
from numspot_desk.terms.cautions import cautions
from numspot_desk.terms.comparing import Comparison, compare
from numspot_desk.terms.text_reader import MAX_BYTES
from numspot_desk.terms.tree import Terms
from numspot_desk.usecases.answers.json_input import Fault, Unusable
from numspot_desk.usecases.general_terms.compare_terms import comparison_answer
from numspot_desk.usecases.general_terms.export_comparison import (
    export_comparison,
    french_cautions,
    french_rule_names,
)
from numspot_desk.usecases.general_terms.outline_terms import outline_answer, outline_bytes, read_terms
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
    found = compare(read[0], read[1])
    for caution in cautions(found):
        console.say(caution)
    if options.out is not None:
        _export(console, options, found)
    console.answer(comparison_answer(found))
    return Status.DONE


def _export(console: Console, options: argparse.Namespace, found: Comparison) -> None:
    """Write the Word files of the comparison, both or none. Raises `FileRefused`."""
    from numspot_desk.documents.files import FolderFiles
    from numspot_desk.documents.word import WordFiles
    from numspot_desk.documents.word_redline import WordRedlines

    old, new = (Path(name).stem if name != "-" else "-" for name in (options.old, options.new))
    names = french_rule_names(found)
    compared = Compared(
        found,
        old,
        new,
        "numspot-desk",
        console.on,
        contracts_asked=False,
        rule_names=names,
        cautions=french_cautions(found),
    )
    export_comparison(
        compared,
        options.out,
        word=WordFiles(),
        redlines=WordRedlines(),
        files=FolderFiles(),
        at=dt.datetime.combine(console.on, dt.time(12), PARIS),
    )


def terms_in(name: str) -> Terms:
    """The general terms of a file, or of standard input for `-`. Raises `Unusable`."""
    try:
        if name == "-":
            return outline_bytes(name, sys.stdin.buffer.read(MAX_BYTES + 1))
        return read_terms(Path(name))
    except FileRefused as refused:
        raise Unusable(Fault(name, "", refused.message)) from refused
