"""`order export`, `order redline`, `mandate export`: the Word files of an order in a file, with the adopted
general terms of a workspace where one is named by `--workspace`.
"""

import argparse
import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from numspot_desk.app.commands.orders import checked, context_of
from numspot_desk.app.commands.terms import terms_in
from numspot_desk.app.console import Console, Status
from numspot_desk.contracts.content.consolidated_terms import KIND as REDLINE
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.contracts.order.order_check import CheckContext, TermsText
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.language.messages import message
from numspot_desk.language.zone import PARIS
from numspot_desk.terms.mandate_annex import mandate_annex
from numspot_desk.terms.tree import references, titles
from numspot_desk.usecases.answers.json_input import Fault, Unusable
from numspot_desk.usecases.contract.consolidate_terms import (
    RedlineRefused,
    consolidate_terms,
    write_consolidation,
)
from numspot_desk.usecases.mandates.export_mandate import export_blank_mandate, export_mandate_from_file
from numspot_desk.usecases.orders.export_order import Exported, ExportRefused, export_from_file
from numspot_desk.usecases.orders.freeze_order import freeze_from_file

_TERMS_KINDS: Final = frozenset({".docx", ".txt", ".md"})


def export(console: Console, options: argparse.Namespace) -> Status:
    """Write the Word set of an order and its manifest."""
    context = context_of(console, options, _terms(options.terms))
    answers, found = checked(options.file, context)
    return _written(
        console,
        options.file,
        lambda: export_from_file(
            answers,
            found,
            WordFiles(),
            FolderFiles(),
            options.out,
            draft=options.draft,
            terms=context.terms_for(answers),
        ),
    )


def export_mandate(console: Console, options: argparse.Namespace) -> Status:
    """Write the mandate of an order alone."""
    context = context_of(console, options, _terms(options.terms))
    answers, found = checked(options.file, context)
    return _written(
        console,
        options.file,
        lambda: export_mandate_from_file(
            answers,
            found,
            WordFiles(),
            FolderFiles(),
            options.out,
            terms=context.terms_for(answers),
            scheme=Scheme(options.scheme) if options.scheme else None,
        ),
    )


def blank_mandate(console: Console, options: argparse.Namespace) -> Status:
    """Write a form of the mandate to fill by hand."""
    terms = _terms(options.terms)
    written = export_blank_mandate(
        Creditor(),
        WordFiles(),
        FolderFiles(),
        options.out,
        scheme=Scheme(options.scheme or Scheme.CORE),
        annex=None if terms is None else terms.mandate,
    )
    return _written(console, str(options.out), lambda: [written])


def redline(console: Console, options: argparse.Namespace) -> Status:
    """Write the general terms with the clauses of an order written into them as tracked changes."""
    from numspot_desk.documents.word_redline import WordRedlines

    given = _terms(options.terms)
    assert given is not None
    answers, found = checked(options.file, CheckContext(console.on, given))
    order = freeze_from_file(answers, found, draft=True, terms=given)
    at = dt.datetime.combine(console.on, dt.time(12), PARIS)
    try:
        made = consolidate_terms(order, terms_in(str(options.terms)), found, WordRedlines(), at)
    except RedlineRefused as refused:
        console.refuse(*(Fault(options.file, "", fault) for fault in refused.faults))
        return Status.BLOCKED
    out: Path = options.out
    path = write_consolidation(replace(made, name=out.name), out.parent, FolderFiles())
    for caution in made.cautions:
        console.say(caution)
    digest = hashlib.sha256(made.content).hexdigest()
    console.answer({"files": [{"file": str(path), "document": REDLINE, "sha256": digest}]})
    return Status.DONE


def _written(console: Console, name: str, write: Callable[[], Sequence[Exported]]) -> Status:
    try:
        written = write()
    except ExportRefused as refused:
        for problem in refused.problems:
            console.refuse(Fault(name, problem.field, problem.message))
        console.say(refused.message)
        return Status.BLOCKED
    console.answer(
        {
            "files": [
                {"file": str(one.path), "document": one.document, "sha256": one.sha256} for one in written
            ]
        }
    )
    return Status.DONE


def _terms(file: Path | None) -> TermsText | None:
    """The general terms of a file: the name under which an order cites them, the clauses that it may change,
    the sentences of its form of the mandate."""
    if file is None:
        return None
    if not file.is_file():
        raise Unusable(Fault(str(file), "", message("there is no file of this name")))
    if file.suffix.lower() not in _TERMS_KINDS:
        raise Unusable(Fault(str(file), "", message("general terms are read from .docx, .txt or .md")))
    terms = terms_in(str(file))
    return TermsText(
        file.stem, references=references(terms), titles=titles(terms), mandate=mandate_annex(terms)
    )
