"""What governs in a contract, in sentences: subjects, clauses, verdicts, reasons, what became of a clause.

What holds is `contracts.ranking.hierarchy`; here it becomes text in the reader's language. The documents
are named in `paper_words`, overrides told in `override_words`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from numspot_desk.contracts.ranking.consolidated import Entry, Standing
from numspot_desk.contracts.ranking.hierarchy import Situation
from numspot_desk.contracts.ranking.layers import Answer, Keeps, Layer, Role, Topic
from numspot_desk.contracts.ranking.papers import Clause, Paper, PaperKind
from numspot_desk.contracts.ranking.paragraphs import split_reference
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.rules import checklists, clauses
from numspot_desk.usecases.contract.paper_words import short_name
from numspot_desk.usecases.explaining.subject_names import SUBJECT_NAMES
from numspot_desk.usecases.general_terms.citations import cited_place, place_name

STANDING_NAMES: Final[Mapping[Standing, str]] = MappingProxyType(
    {
        Standing.APPLIES: N_("Applies"),
        Standing.REPLACED: N_("Replaced for what this clause provides"),
        Standing.EXCLUDED: N_("Set aside"),
        Standing.SUPERSEDED: N_("Restated by a later version"),
        Standing.TRANSLATION: N_("The French text prevails"),
        Standing.OPEN: N_("Open conflict"),
        Standing.VOID: N_("Void by law"),
    }
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
    """The clause as lists show it: its reference, the paragraph where it is one, and its title."""
    title = clause_heading(clause, language)
    place = place_name(clause.ref, language)
    return f"{place} · {title}" if title else place


def clause_heading(clause: Clause, language: Language) -> str:
    """The title of a clause: that of its text; where no text is known, the one its reference is known by."""
    if clause.title or clause.text:
        return clause.title
    return clauses.title(clause.ref, language.code) or ""


def citation(clause: Clause, paper: Paper, language: Language) -> str:
    """How people cite a clause: «CG art. 6.3.a, version 2026-01»."""
    text = language.text
    if paper.kind is PaperKind.GENERAL:
        ref, number = split_reference(clause.ref)
        place = cited_place(ref, language)
        if number is not None:
            place = text("{ref}, paragraph {n}", ref=place, n=number)
        cited = text("{place}, version {label}", place=place, label=paper.name) if paper.name else place
        return cited if paper.language == "fr" else text("{name}, English text", name=cited)
    cited = text(
        "{ref}, order {number}, version {revision}",
        ref=clause.ref,
        number=paper.number,
        revision=paper.revision,
    )
    return cited if paper.signed else text("{name}, not signed", name=cited)


def answer_name(answer: Answer, language: Language) -> str:
    """What an answer is about: its subject, or the clause with the title of its text."""
    for layer in answer.layers:
        if layer.clause.ref == answer.topic.target:
            return clause_title(layer.clause, language)
    return topic_name(answer.topic, language)


def verdict(answer: Answer, situation: Situation, language: Language) -> str:
    """Who governs, in one or two sentences."""
    said = _verdict(answer, situation, language)
    if not answer.astray:
        return said
    lost = ", ".join(place_name(ref, language) for ref in answer.astray)
    astray = language.text(
        "The general terms of that day have no {clause}: check what the derogation was meant for.",
        clause=lost,
    )
    return f"{said} {astray}"


def _verdict(answer: Answer, situation: Situation, language: Language) -> str:
    text = language.text
    if answer.open_conflict and answer.prevailing is None:
        refs = ", ".join(
            situation.clauses[name].ref for group in answer.governance.conflicts[:1] for name in group
        )
        return text(
            "Open conflict: {clauses} have the same rank and differ. Legal has to settle it.", clauses=refs
        )
    if answer.prevailing is None and any(layer.role is Role.VOID for layer in answer.stack):
        return text("No valid clause of the contract speaks of this on that day: the law applies.")
    if answer.prevailing is None:
        return text("No clause of the contract speaks of this on that day.")
    clause = answer.prevailing.clause
    place = place_name(clause.ref, language)
    document = short_name(situation.paper_of(clause), language)
    others = [layer for layer in answer.stack if layer.rule != "P6"]
    if not others:
        return text("{ref} governs alone ({document}).", ref=place, document=document)
    target, number = split_reference(answer.prevailing.saying.target or "")
    if number is not None and clause.ref != answer.prevailing.saying.target:
        return text(
            "{ref} prevails over paragraph {n} of {clause} ({document}); the rest of {clause} is unchanged.",
            ref=place,
            n=number,
            clause=target,
            document=document,
        )
    return text("{ref} prevails ({document}).", ref=place, document=document)


def reason(layer: Layer, answer: Answer, language: Language) -> str:
    """Why a clause stands where it does, in one sentence with the clause or the article."""
    winner = next((one.clause.ref for one in answer.layers if one.clause.id == layer.winner), "")
    if not winner and answer.prevailing is not None:
        winner = answer.prevailing.clause.ref
    ranked_by = next((step.clause for step in answer.governance.steps if step.rule == "P1"), "CG-2.2")
    return language.render(_reason(layer, place_name(winner, language), ranked_by))


def _reason(layer: Layer, winner: str, ranked_by: str) -> Message:
    because = layer.because
    match layer.role, layer.rule:
        case Role.PREVAILS, _:
            return message("No clause of a higher rank speaks of it ({clause}).", clause=ranked_by)
        case Role.AGREES, _ if not winner:
            return message("Of the same rank as the clauses in conflict, and compatible with them.")
        case Role.AGREES, _:
            return message("Of the same rank as {winner} and compatible with it: both apply.", winner=winner)
        case Role.BESIDE, _:
            return message(
                "{winner} speaks of another paragraph only: this text is unchanged.", winner=winner
            )
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
            return message(
                "By its own words, {clause} gives way to {winner}.", clause=because, winner=winner or "–"
            )
        case _, "P5":
            return message(
                "For beta services, {clause} prevails over the rest of the general terms.", clause=because
            )
        case _, "":
            return message("Of a lower rank ({clause}).", clause=ranked_by)
    return message("{winner} is of a higher rank ({clause}).", winner=winner or "–", clause=because)


def keeps(layer: Layer, language: Language) -> str:
    """What a clause below still governs, in one sentence; "" for one that stands elsewhere."""
    if layer.role is Role.BESIDE:
        return language.text("It governs as a whole.")
    if layer.role is not Role.BELOW:
        return ""
    match layer.keeps:
        case Keeps.ALL:
            return language.text("It still governs as a whole: the clause above completes it.")
        case Keeps.UNSAID:
            return language.text("It still governs what the clause above leaves unsaid.")
        case Keeps.NOTHING if layer.winner:
            return language.text("It governs nothing more on this point.")
        case Keeps.NOTHING:
            return language.text("What it still governs depends on how legal settles the conflict above.")


def standing_text(entry: Entry, situation: Situation, language: Language) -> str:
    """What became of a clause of the consolidated text, and by what."""
    found = [clause for name in entry.by if (clause := situation.clause(name)) is not None]
    refs = ", ".join(_by(clause, entry.standing, situation, language) for clause in found)
    said = language.text(STANDING_NAMES[entry.standing])
    by = entry.law or refs
    return language.text("{what}: {by}", what=said, by=by) if by else said


def _by(clause: Clause, standing: Standing, situation: Situation, language: Language) -> str:
    """The clause that does it; of a later version of the order, which one."""
    place = place_name(clause.ref, language)
    if standing is not Standing.SUPERSEDED:
        return place
    revision = situation.paper_of(clause).revision
    return language.text("{ref}, version {revision}", ref=place, revision=revision)
