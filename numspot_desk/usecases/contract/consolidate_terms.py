"""The general terms of an order with its clauses written into them as tracked changes: a file to read and to
negotiate on, never part of the set that is signed.

From a file alone, or from the workspace, where the version that the order names is taken, in French.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Final

from numspot_desk.contracts.content.consolidated_terms import consolidated_frame, inscriptions, printed_ref
from numspot_desk.contracts.content.file_names import slug
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.content.parts import common
from numspot_desk.contracts.order.order_check import OrderCheck
from numspot_desk.contracts.order.order_facts import DerogationFacts, read_facts
from numspot_desk.contracts.problems import Problem
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.provisions import Effect
from numspot_desk.rules.time import paris_day
from numspot_desk.terms.inscribed import CannotInscribe, inscribed, paragraph_count
from numspot_desk.terms.tree import Terms
from numspot_desk.usecases.contract.named_facts import named_facts
from numspot_desk.usecases.contract.order_papers import draft_of
from numspot_desk.usecases.general_terms.terms_in_force import terms_in_force
from numspot_desk.usecases.ports.files import FileWriter, RedlineWriter
from numspot_desk.usecases.ports.terms import StoredTerms
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import DeskError

AUTHOR: Final = "NumSpot"
"""Who the changes are by where the desk's own legal name is not known."""
_DEROGATION: Final = re.compile(r"derogations\[(\d+)\]")


class RedlineRefused(DeskError):
    """The clauses of the order cannot be written into the general terms: `faults` say which, each by name.
    Nothing was written."""

    def __init__(self, faults: Sequence[Message]) -> None:
        super().__init__(
            reduce(lambda one, other: message("{first}\n{second}", first=one, second=other), faults)
        )
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Consolidation:
    """The file, and what a person should know of it before it is sent."""

    name: str
    content: bytes
    cautions: tuple[Message, ...] = ()


def consolidate_terms(
    order: FrozenOrder, terms: Terms, check: OrderCheck, writer: RedlineWriter, at: dt.datetime
) -> Consolidation:
    """The general terms with the clauses of an order written into them, as made at an instant, by the desk's
    legal entity. Raises `RedlineRefused`, and `DeskError` for text that Word cannot carry."""
    if open_ones := [problem.message for problem in check.problems if _is_conflict(problem)]:
        raise RedlineRefused(open_ones)
    try:
        void = _void(check)
        written = inscriptions(order, terms, void)
        if not written:
            raise RedlineRefused(
                [message("This order changes nothing in the general terms: there is nothing to write in.")]
            )
        paragraphs = inscribed(terms, written)
    except CannotInscribe as refused:
        raise RedlineRefused(refused.faults) from refused
    author = order.creditor.legal_name or AUTHOR
    content = writer.write(consolidated_frame(order), paragraphs, author, at)
    derogations = (one for one in read_facts(order.answers).derogations if one.position not in void)
    told = (strikes_out_much(one, terms) for one in derogations)
    return Consolidation(file_name(order), content, tuple(one for one in told if one is not None))


def consolidation_of(
    workspace: Workspace, order_id: str, check: OrderCheck, writer: RedlineWriter, at: dt.datetime
) -> Consolidation:
    """The same for an order of the workspace: as it was exported, else as its draft stands. Raises
    `RedlineRefused` also where its version of the general terms was not adopted here, or where the parties
    ranked them above the order."""
    record = workspace.orders.load(order_id)
    version = workspace.orders.version(order_id)
    order = draft_of(workspace, record) if version is None else FrozenOrder.from_data(version.data)
    stored = governing_text(workspace, order.terms.label, at)
    _refuse_lower_rank(workspace, record.number, at)
    named = replace(order, terms=replace(order.terms, label=order.terms.label or stored.version.label))
    return consolidate_terms(named, stored.terms, check, writer, at)


def governing_text(workspace: Workspace, label: str | None, at: dt.datetime) -> StoredTerms:
    """The text of the version that an order names, in French where there is one (P6), else of the version in
    force at an instant. Raises `RedlineRefused` where it was not adopted here."""
    if label is None:
        in_force = terms_in_force(workspace, paris_day(at))
        if in_force is None:
            raise RedlineRefused(
                [message("No general terms are adopted here yet: import them, then make this document.")]
            )
        return in_force
    adopted = [one for one in workspace.terms.list() if fold_line(one.label) == fold_line(label)]
    if not adopted:
        raise RedlineRefused(
            [message("Version {label} of the general terms is not adopted here: import it.", label=label)]
        )
    chosen = next((one for one in adopted if one.language == "fr"), adopted[0])
    return workspace.terms.get(chosen.label, chosen.language)


def write_consolidation(made: Consolidation, folder: Path, files: FileWriter) -> Path:
    """Write the file to a folder. Raises `FileRefused` where a file of another content has its name."""
    return files.write_all(folder, {made.name: made.content})[0]


def file_name(order: FrozenOrder) -> str:
    """What the file is called: number, version, what it is."""
    version = f"-v{order.revision}" if order.revision > 1 else ""
    return f"{slug(order.number)}{version}-{common().say('file.consolidated_terms')}.docx"


def _refuse_lower_rank(workspace: Workspace, number: str, at: dt.datetime) -> None:
    held = [one for one in named_facts(workspace, number).rankings if one.since <= paris_day(at)]
    agreed = max(held, key=lambda one: (one.since, one.clause), default=None)
    if agreed is None or agreed.ranking[-1] is Document.GENERAL:
        return
    raise RedlineRefused(
        [
            message(
                "The parties ranked the general terms above other documents ({clause}): written into them,"
                " a clause of lower rank would read as though it prevailed. Use the hierarchy instead.",
                clause=agreed.clause,
            )
        ]
    )


def _is_conflict(problem: Problem) -> bool:
    return problem.code == "open_conflict" and problem.field.startswith("derogations[")


def _void(check: OrderCheck) -> Mapping[int, str]:
    """The article that makes a derogation void, by its position."""
    found: dict[int, str] = {}
    for problem in check.problems:
        place = _DEROGATION.match(problem.field)
        if problem.code == "void_clause" and place is not None:
            found.setdefault(int(place[1]), problem.clause or "")
    return found


def strikes_out_much(one: DerogationFacts, terms: Terms) -> Message | None:
    """That a derogation takes the place of more paragraphs than it has: perhaps it means one of them."""
    struck = paragraph_count(terms, one.target)
    if one.effect != Effect.REPLACE or struck <= len(one.text.split("\n")):
        return None
    return message(
        "{clause} strikes out the {n} paragraphs of {target}. If it changes one of them, aim at that one"
        " ({example}).",
        clause=printed_ref(one.position),
        n=struck,
        target=one.target,
        example=f"{one.target}#1",
    )
