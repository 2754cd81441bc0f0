"""What the documents of a contract, the roles of its clauses and the reasons are called, in sentences.

What holds is `contracts.hierarchy`; here it becomes text in the reader's language.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from numspot_desk.contracts.consolidated import Entry, Standing
from numspot_desk.contracts.contract_papers import CERTIFICATE, PRICE_LIST
from numspot_desk.contracts.hierarchy import (
    Answer,
    Clause,
    Contract,
    Keeps,
    Layer,
    Paper,
    PaperKind,
    Role,
    Situation,
    Topic,
)
from numspot_desk.contracts.overrides import Override, Way
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.rules import checklists, clauses
from numspot_desk.rules.clauses import Document
from numspot_desk.usecases.subject_names import SUBJECT_NAMES

RANK_NAMES: Final[Mapping[Document, str]] = MappingProxyType(
    {
        Document.SPECIAL: N_("Special conditions"),
        Document.PARTICULAR: N_("Particular conditions"),
        Document.GENERAL: N_("General terms"),
    }
)
INCORPORATED_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "responsibility_matrix": N_("Responsibility matrix"),
        "service_catalogue": N_("Service catalogue"),
        "public_prices": N_("Public prices"),
        "public_documentation": N_("Public documentation"),
        "end_of_life_policy": N_("End-of-life policy"),
        PRICE_LIST: N_("Public price list"),
        CERTIFICATE: N_("Certificate"),
    }
)
STANDING_NAMES: Final[Mapping[Standing, str]] = MappingProxyType(
    {
        Standing.APPLIES: N_("Applies"),
        Standing.REPLACED: N_("Replaced for what the other says"),
        Standing.EXCLUDED: N_("Set aside"),
        Standing.SUPERSEDED: N_("Restated by a later version"),
        Standing.OPEN: N_("Open conflict"),
        Standing.VOID: N_("Void by law"),
    }
)


def document_name(paper: Paper, language: Language) -> str:
    """The document in words: its kind, and its version where it has one."""
    text = language.text
    match paper.kind:
        case PaperKind.SPECIAL:
            return text("Special conditions {kind}", kind=paper.name)
        case PaperKind.PARTICULAR:
            return text(RANK_NAMES[paper.rank])
        case PaperKind.AMENDMENT:
            return text("Amendment (version {revision})", revision=paper.revision)
        case PaperKind.GENERAL if paper.name:
            return text("General terms and annexes, version {label}", label=paper.name)
        case PaperKind.GENERAL:
            return text("General terms and annexes (no version imported)")
        case PaperKind.INCORPORATED:
            return text(INCORPORATED_NAMES[paper.name])


def paper_name(paper: Paper, language: Language) -> str:
    """The document in words, with the day from which it holds."""
    text, name = language.text, document_name(paper, language)
    if paper.kind is PaperKind.INCORPORATED:
        return name
    if not paper.signed:
        return text("{name}, not signed", name=name)
    if paper.since is None:
        return name
    return text("{name}, from {date}", name=name, date=language.formats.date_list(paper.since))


def contract_on(contract: Contract, on: dt.date, language: Language) -> str:
    """The contract by its number, its client and a day."""
    return language.text(
        "{number} · {client}, on {date}",
        number=contract.number,
        client=contract.client,
        date=language.formats.date_long(on),
    )


def topic_name(topic: Topic, language: Language) -> str:
    """The subject in words; a subject of a checklist by its title, a clause by its reference."""
    if topic.target:
        return clause_name(topic.target, language)
    if (listed := checklists.SUBJECTS.get(topic.subject)) is not None:
        return f"{topic.subject} · {listed.title(language.code)}"
    return language.text(SUBJECT_NAMES.get(topic.subject, topic.subject))


def clause_name(ref: str, language: Language) -> str:
    """A reference with its title where it has one."""
    title = clauses.title(ref, language.code)
    return f"{ref} · {title}" if title else ref


def clause_title(clause: Clause, language: Language) -> str:
    """The clause as lists show it: its reference and its title."""
    title = clause_heading(clause, language)
    return f"{clause.ref} · {title}" if title else clause.ref


def clause_heading(clause: Clause, language: Language) -> str:
    """The title of a clause: that of its text; where no text is known, the one its reference is known by."""
    if clause.title or clause.text:
        return clause.title
    return clauses.title(clause.ref, language.code) or ""


def citation(clause: Clause, paper: Paper, language: Language) -> str:
    """How people cite a clause: «CG art. 6.3.a, version 2026-01»."""
    document, _dash, path = clause.ref.partition("-")
    if paper.kind is PaperKind.GENERAL:
        place = language.text("{document} art. {path}", document=document, path=path)
        return (
            language.text("{place}, version {label}", place=place, label=paper.name) if paper.name else place
        )
    return language.text(
        "{ref}, order {number}, version {revision}",
        ref=clause.ref,
        number=paper.number,
        revision=paper.revision,
    )


def answer_name(answer: Answer, language: Language) -> str:
    """What an answer is about: its subject, or the clause with the title of its text."""
    for layer in answer.layers:
        if layer.clause.ref == answer.topic.target:
            return clause_title(layer.clause, language)
    return topic_name(answer.topic, language)


def verdict(answer: Answer, situation: Situation, language: Language) -> str:
    """Who governs, in one sentence."""
    if answer.open_conflict and answer.prevailing is None:
        refs = ", ".join(
            situation.clauses[name].ref for group in answer.governance.conflicts[:1] for name in group
        )
        return language.text(
            "Open conflict: {clauses} have the same rank and differ. Legal has to settle it.", clauses=refs
        )
    if answer.prevailing is None and any(layer.role is Role.VOID for layer in answer.stack):
        return language.text("No valid clause of the contract speaks of this on that day: the law applies.")
    if answer.prevailing is None:
        return language.text("No clause of the contract speaks of this on that day.")
    clause = answer.prevailing.clause
    paper = situation.paper_of(clause)
    if len(answer.layers) == 1:
        return language.text(
            "{ref} governs alone ({document}).", ref=clause.ref, document=_short(paper, language)
        )
    return language.text("{ref} prevails ({document}).", ref=clause.ref, document=_short(paper, language))


def reason(layer: Layer, answer: Answer, language: Language) -> str:
    """Why a clause stands where it does, in one sentence with the clause or the article."""
    winner = "" if answer.prevailing is None else answer.prevailing.clause.ref
    return language.render(_reason(layer, winner))


def _reason(layer: Layer, winner: str) -> Message:
    ref, because = layer.clause.ref, layer.because
    match layer.role, layer.rule:
        case Role.PREVAILS, _:
            return message("Of the highest rank that speaks of it (CG-2.2).")
        case Role.AGREES, _:
            return message("Of the same rank as {winner} and no other view: both hold.", winner=winner)
        case Role.CONFLICT, _:
            return message("Of the same rank, and it says otherwise: the contract settles nothing (CG-2.2).")
        case Role.VOID, _:
            return message("Void by law: {law}. It has no effect.", law=because)
        case Role.REPLACED, "P10":
            return message("Of an earlier version of the general terms ({clause}).", clause=because)
        case Role.REPLACED, "P6":
            return message("The French text prevails over this one ({clause}).", clause=because)
        case Role.REPLACED, _:
            return message("A later version of the order restates it ({clause}).", clause=because)
        case _, "P7":
            return message("{ref} gives way by its own words ({clause}).", ref=ref, clause=because)
        case _, "P5":
            return message(
                "For beta services, {clause} prevails over the rest of the general terms.", clause=because
            )
        case _, "":
            return message("Of a lower rank (CG-2.2).")
    return message("{winner} is of a higher rank ({clause}).", winner=winner or "–", clause=because)


def keeps(layer: Layer, language: Language) -> str:
    """What a clause below still governs, in one sentence; "" for one that stands elsewhere."""
    if layer.role is not Role.BELOW:
        return ""
    match layer.keeps:
        case Keeps.ALL:
            return language.text("It still governs as a whole: the clause above completes it.")
        case Keeps.UNSAID:
            return language.text("It still governs what the clause above leaves unsaid.")
        case Keeps.NOTHING:
            return language.text("It governs nothing more on this point.")


def standing_text(entry: Entry, situation: Situation, language: Language) -> str:
    """What became of a clause of the consolidated text, and by what."""
    refs = ", ".join(situation.clauses[name].ref for name in entry.by if name in situation.clauses)
    said = language.text(STANDING_NAMES[entry.standing])
    by = entry.law or refs
    return language.text("{what}: {by}", what=said, by=by) if by else said


def override_text(one: Override, language: Language) -> str:
    """The announcement of one override."""
    text = language.text
    topic = topic_name(one.topic, language)
    where = text(
        "{number}, version {revision}", number=one.earlier_in.number, revision=one.earlier_in.revision
    )
    if one.way is Way.DROPPED or one.now is None:
        return text(
            "{topic}: {ref} was negotiated in {order}; this order no longer says it.",
            topic=topic,
            ref=one.earlier.ref,
            order=where,
        )
    return text(
        "{topic}: {ref}, negotiated in {order}, now reads otherwise ({now}).",
        topic=topic,
        ref=one.earlier.ref,
        order=where,
        now=one.now.ref,
    )


def _short(paper: Paper, language: Language) -> str:
    if paper.kind is PaperKind.AMENDMENT or paper.revision > 1:
        name = language.text(RANK_NAMES[paper.rank])
        return language.text("{name}, version {revision}", name=name, revision=paper.revision)
    return language.text(RANK_NAMES[paper.rank])
