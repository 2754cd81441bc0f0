"""What an order writes into its general terms: derogations and special conditions, each with its origin.

A derogation goes to the clause that it names; one that the law makes void is only noted there. A clause of
special conditions completes the clause that speaks of its subject; where none does, it stands at the end.
How they are written into the text is `terms.inscribed`. Comments and reasons of the desk are no part of it.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.contracts.content.derogations import place_shown
from numspot_desk.contracts.content.filled import Filled
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.content.parts import common, properties
from numspot_desk.contracts.content.special_conditions import clause_ref, completed_clause, subject_title
from numspot_desk.contracts.content.wording import Wording, wording
from numspot_desk.contracts.order.order_facts import DerogationFacts, read_facts
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.clauses import Document as Rank
from numspot_desk.rules.provisions import Effect
from numspot_desk.terms.inscribed import CannotInscribe, Inscription
from numspot_desk.terms.redline import Origin
from numspot_desk.terms.tree import Terms, references

KIND: Final = "consolidated_terms"


def inscriptions(order: FrozenOrder, terms: Terms, void: Mapping[int, str]) -> tuple[Inscription, ...]:
    """What the order writes into these terms, derogations first, each as its documents number it. `void`: the
    article of law that makes a derogation void, by its position. Raises `CannotInscribe` for clauses that do
    not say yet what they change, or how."""
    words, titles = wording(KIND), {node.ref: node.title for node in terms.walk()}
    facts = read_facts(order.answers)
    if faults := [fault for one in facts.derogations for fault in _unfinished(one)]:
        raise CannotInscribe(faults)
    derogations = (_derogation(one, void.get(one.position), titles, words) for one in facts.derogations)
    return (*derogations, *_special(order, references(terms), titles, words))


def consolidated_frame(order: FrozenOrder) -> Document:
    """The document around the marked text: header, footer and properties, no blocks of its own."""
    words, label = wording(KIND), order.terms.label
    named = words.say("terms", label=label) if label else words.say("terms_unnamed")
    head = words.say("footer", number=order.number, revision=str(order.revision), terms=named)
    title = words.say("title")
    said = properties(order, title, words.say("subject", number=order.number))
    return Document(KIND, title, "", (), (head, words.say("reading")), None, said)


def printed_ref(position: int) -> str:
    """The reference under which the order form prints a derogation."""
    return f"{Rank.PARTICULAR.value}-D{position + 1}"


def _unfinished(one: DerogationFacts) -> Iterator[Message]:
    ref = printed_ref(one.position)
    if not one.target:
        yield message("{clause} does not name the clause that it changes: choose it.", clause=ref)
    elif not one.effect:
        yield message(
            "{clause} does not say whether it replaces, completes or sets aside {target}: choose it.",
            clause=ref,
            target=one.target,
        )
    elif not one.text and one.effect != Effect.EXCLUDE:
        yield message("{clause} has no text yet: write it.", clause=ref)


def _derogation(
    one: DerogationFacts, law: str | None, titles: Mapping[str, str], words: Wording
) -> Inscription:
    ref, target = printed_ref(one.position), _named(one.target, titles, words)
    if law is not None:
        said = words.say("says.void", clause=ref, law=law)
        return Inscription(Origin(ref, said), None, "", one.target)
    effect = Effect(one.effect)
    lines = [words.say(f"says.{effect.value}", clause=ref, target=target)]
    if effect is Effect.REPLACE:
        lines.append(words.say("says.unsaid"))
    if one.subject:
        lines.append(words.say("says.subject", subject=common().say(f"subject.{one.subject}")))
    text = one.text or ("" if "#" in one.target else words.say("excluded"))
    origin = Origin(ref, "\n".join(lines))
    return Inscription(origin, effect, text, one.target, one.subject, Rank.PARTICULAR.value)


def _special(
    order: FrozenOrder, known: frozenset[str], titles: Mapping[str, str], words: Wording
) -> Iterator[Inscription]:
    filled = Filled(order.answers, common())
    for block in read_facts(order.answers).special_conditions:
        path = f"special_conditions[{block.position}]"
        kind = filled.written(f"{path}.kind")
        name = common().say(f"kind.{kind}") if common().has(f"kind.{kind}") else kind
        for clause in block.clauses:
            text = filled.written(f"{path}.clauses[{clause.position}].text").strip()
            if not text:
                continue
            ref = clause_ref(filled, path, kind, clause.position)
            target = completed_clause(clause.subjects, known)
            title = next((found for found in map(subject_title, clause.subjects) if found), "")
            rank = Rank.SPECIAL.value
            if target:
                named = _named(target, titles, words)
                said = words.say("says.special", clause=ref, target=named, kind=kind)
                yield Inscription(Origin(ref, said), Effect.COMPLETE, text, target, rank=rank)
            else:
                said = words.say("says.special_alone", clause=ref, kind=kind)
                heading = f"{ref} {title}".strip()
                under = words.say("article", kind=name)
                yield Inscription(
                    Origin(ref, said), Effect.COMPLETE, text, rank=rank, under=under, title=heading
                )


def _named(target: str, titles: Mapping[str, str], words: Wording) -> str:
    """A clause in words: its number, its title in these terms, the paragraph where one is meant."""
    named, title = place_shown(target), titles.get(target.partition("#")[0])
    return words.say("titled", ref=named, title=title) if title else named
