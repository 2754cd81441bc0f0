"""The documents of one contract by rank, and what governs each subject and clause on a day, with the text.

A `Contract` holds every document it ever had; its `situation` on a day knows the version of the general terms
that binds (P10) and answers: prevailing text, the stack below it with its differences, what the lower text
still governs, void clauses, open conflicts. Who prevails is decided in `rules.precedence`; the documents are
made from orders and general terms in `contract_papers`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from numspot_desk.rules.clauses import Document, NoClause, parse
from numspot_desk.rules.explain import Step
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.precedence import RANKS, Context, Governance, governing
from numspot_desk.rules.provisions import Effect, Provision
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.subjects import CLAUSES, subjects_of
from numspot_desk.rules.versions import Binding, History, binding
from numspot_desk.terms.word_diff import Piece, word_diff

OTHER = "other"
"""The subject of clauses that no other names: two of them meet only on one clause of the general terms."""


class PaperKind(StrEnum):
    """What a document of the contract is."""

    SPECIAL = "special"
    PARTICULAR = "particular"
    AMENDMENT = "amendment"
    GENERAL = "general"
    INCORPORATED = "incorporated"


@dataclass(frozen=True)
class Saying:
    """What a clause provides on one subject: how, in which data, and the clause of the general terms that it
    names."""

    subject: str
    effect: Effect = Effect.STATES
    data: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    target: str | None = None


@dataclass(frozen=True)
class Clause:
    """A clause of a document with its text. `id` is its own within the contract, `ref` what people cite;
    `document` its rank; `since` the day it holds from, None for always; `replaces` the id of the clause of an
    earlier version of the order that it restates. `text` is "" where only the reference is known."""

    id: str
    document: Document
    ref: str
    title: str = ""
    text: str = ""
    says: tuple[Saying, ...] = ()
    since: dt.date | None = None
    replaces: str | None = None

    def provision(self, saying: Saying) -> Provision:
        """What the rules compare."""
        return Provision(
            id=self.id,
            document=self.document,
            clause=self.ref,
            subject=saying.subject,
            effect=saying.effect,
            data=saying.data,
            target=saying.target,
            in_force_from=self.since,
            replaces=self.replaces,
            wording=" ".join(self.text.split()),
        )


@dataclass(frozen=True)
class Paper:
    """A document of the contract. `name` is the number of its order, the label of a version, the kind of
    special conditions or of what is incorporated; `under` the id of the document that refers to it.

    `number` and `revision` are those of its order; `signed` is false for what nobody signed yet.
    """

    id: str
    kind: PaperKind
    rank: Document
    name: str
    clauses: tuple[Clause, ...] = ()
    since: dt.date | None = None
    under: str | None = None
    revision: int = 1
    signed: bool = True
    number: str = ""


@dataclass(frozen=True, order=True)
class Topic:
    """A question: a subject, or for clauses that no subject names, the clause of the general terms."""

    subject: str
    target: str = ""


class Role(StrEnum):
    """What became of a clause on a topic; `AGREES`: of the rank of the prevailing one, saying the same."""

    PREVAILS = "prevails"
    AGREES = "agrees"
    BELOW = "below"
    CONFLICT = "conflict"
    REPLACED = "replaced"
    VOID = "void"


class Keeps(StrEnum):
    """What a clause of the stack still governs: all that the prevailing one completes, what it leaves
    unsaid, or nothing."""

    ALL = "all"
    UNSAID = "unsaid"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Layer:
    """A clause of the stack: its role, the rule that gives it (P…) and the clause or the article of law that
    rule rests on; `keeps` and the keys of its data that it alone states."""

    clause: Clause
    saying: Saying
    role: Role
    rule: str = ""
    because: str = ""
    keeps: Keeps = Keeps.NOTHING
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What governs a topic on a day. `prevailing` is None where nothing does or legal has to settle a
    conflict; `stack` holds every other clause that speaks of it: those in force by rank, then the rest."""

    topic: Topic
    governance: Governance
    prevailing: Layer | None
    stack: tuple[Layer, ...]
    why: Step

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Every clause that speaks of the topic, the prevailing one first."""
        return self.stack if self.prevailing is None else (self.prevailing, *self.stack)

    @property
    def open_conflict(self) -> bool:
        """Whether legal has to settle something."""
        return bool(self.governance.conflicts)

    def outcome(self) -> tuple[object, ...]:
        """What two answers are compared by."""
        return tuple((layer.clause.id, layer.role, layer.keeps, layer.keys) for layer in self.layers)


@dataclass(frozen=True)
class Contract:
    """A contract: its documents in any order, whom the law protects, and what decides which version of the
    general terms binds; without `history` the ones among the papers hold."""

    number: str
    client: str
    papers: tuple[Paper, ...]
    setting: Setting = field(default_factory=Setting)
    history: History | None = None
    ranking: tuple[Document, ...] = RANKS

    def situation(self, on: dt.date, choice: Choice | None = None) -> "Situation":
        """The contract on a day."""
        bound = None if self.history is None else binding(self.history, on, choice or Choice({}))
        return Situation(self, on, bound)

    def days(self) -> tuple[dt.date, ...]:
        """The days on which a document starts to hold or the governing version changes."""
        found = {paper.since for paper in self.papers if paper.since is not None}
        if self.history is not None:
            lawful = (version for version in self.history.versions if version.lawful)
            later = {one.in_force_from for one in lawful if one.in_force_from > self.history.signed_on}
            found = {day for day in found if day > self.history.signed_on} | later
            found.add(self.history.signed_on)
            ends = (binding(self.history, day, Choice({})).ends_on for day in sorted(found))
            found |= {end + dt.timedelta(days=1) for end in ends if end is not None}
        return tuple(sorted(found))


@dataclass(frozen=True)
class Situation:
    """One day of a contract."""

    contract: Contract
    on: dt.date
    bound: Binding | None

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The documents in force, by rank, then by date; what is incorporated after what refers to it."""
        own = [paper for paper in self.contract.papers if self._holds(paper)]
        ids = {paper.id for paper in own}
        heads = [paper for paper in own if paper.under is None]
        below = [paper for paper in own if paper.under in ids]
        ordered: list[Paper] = []
        for head in sorted(heads, key=self._place):
            ordered += [head, *sorted((p for p in below if p.under == head.id), key=self._place)]
        return tuple(ordered)

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Every clause in force, by id, in the order of the documents."""
        return MappingProxyType({one.id: one for paper in self.papers for one in paper.clauses})

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The questions on which a document above the general terms says something."""
        own = (one for one in self.clauses.values() if one.document is not Document.GENERAL)
        return tuple(sorted({_topic(saying) for one in own for saying in one.says}))

    def paper_of(self, clause: Clause) -> Paper:
        """The document that holds a clause in force. Raises `KeyError` for one of another day."""
        return self._paper_of[clause.id]

    def whole_text(self, clause: Clause) -> str:
        """The text of a clause with its parts, each part under its title."""
        told = [clause.text]
        for part in self._parts(clause):
            told += [part.title, part.text]
        return "\n".join(text for text in told if text)

    def differences(self, answer: Answer, lower: Layer) -> tuple[Piece, ...]:
        """How the prevailing text departs from a lower one, word by word; nothing where one has no text."""
        if answer.prevailing is None:
            return ()
        old, new = self.whole_text(lower.clause), self.whole_text(answer.prevailing.clause)
        return word_diff(old, new) if old and new else ()

    def answer(self, topic: Topic) -> Answer:
        """What governs a topic."""
        spoken = {clause.id: (clause, saying) for clause, saying in self._speaking(topic)}
        provisions = [
            replace(clause.provision(saying), subject=topic.subject) for clause, saying in spoken.values()
        ]
        setting = replace(self.contract.setting, on=self.on)
        found = governing(topic.subject, self.on, provisions, setting, Context(ranking=self.contract.ranking))
        prevailing, stack = _layers(found, spoken)
        why = found.why
        if self.bound is not None:
            why = why._replace(uses=(*why.uses, self.bound.why))
        return Answer(topic, found, prevailing, stack, why)

    def about(self, ref: str) -> tuple[Answer, ...]:
        """What governs a clause, one answer a topic on which it, a part of it or what holds it speaks; for
        one that nothing else touches, the answer that it governs itself. Nothing for an unknown clause."""
        topics = sorted(self._topics_about(ref))
        answers = [self.answer(topic) for topic in topics]
        touched = [one for one in answers if any(_near(layer, ref) for layer in one.layers)]
        return tuple(touched) or self._alone(ref)

    def _alone(self, ref: str) -> tuple[Answer, ...]:
        return (self.answer(Topic(OTHER, ref)),) if ref in self._by_ref else ()

    def _topics_about(self, ref: str) -> set[Topic]:
        found = {Topic(subject) for subject in subjects_of(ref) if ref in self._by_ref}
        for clause in self.clauses.values():
            for saying in clause.says:
                own = clause.document is not Document.GENERAL
                if own and (clause.ref == ref or _touches(saying.target, ref)):
                    found.add(_topic(saying))
        return found

    def _speaking(self, topic: Topic) -> Iterator[tuple[Clause, Saying]]:
        """The clauses on a topic, each once: those that say something on it, and the general terms' own that
        these name or that the subject belongs to."""
        wanted = {topic.target} if topic.target else set(CLAUSES.get(topic.subject, ()))
        for clause in self.clauses.values():
            for saying in clause.says:
                if _topic(saying) == topic:
                    yield clause, saying
                    wanted |= set() if saying.target is None else {saying.target}
        for ref in sorted({ref.partition("#")[0] for ref in wanted if ref}):
            for clause in self._by_ref.get(ref, ()):
                if not clause.says:
                    yield clause, Saying(topic.subject, target=clause.ref)

    @cached_property
    def _by_ref(self) -> Mapping[str, tuple[Clause, ...]]:
        found: dict[str, tuple[Clause, ...]] = {}
        for clause in self.clauses.values():
            found[clause.ref] = (*found.get(clause.ref, ()), clause)
        return found

    def _parts(self, clause: Clause) -> Iterator[Clause]:
        if clause.says:
            return
        whole = parse(clause.ref)
        for other in self._paper_of[clause.id].clauses:
            if other.id != clause.id and parse(other.ref).within(whole):
                yield other

    @cached_property
    def _paper_of(self) -> Mapping[str, Paper]:
        return {clause.id: paper for paper in self.papers for clause in paper.clauses}

    def _holds(self, paper: Paper) -> bool:
        if self.bound is not None and paper.kind is PaperKind.GENERAL:
            return self.bound.version is not None and paper.name == self.bound.version.label
        return paper.since is None or paper.since <= self.on

    def _place(self, paper: Paper) -> tuple[object, ...]:
        rank = self.contract.ranking.index(paper.rank)
        return rank, paper.since or dt.date.min, paper.revision, paper.name, paper.id


def _topic(saying: Saying) -> Topic:
    return Topic(saying.subject, (saying.target or "") if saying.subject == OTHER else "")


def _touches(target: str | None, ref: str) -> bool:
    """Whether a clause that names `target` touches `ref`: itself, a part of it, or what holds it."""
    if target is None:
        return False
    try:
        one, other = parse(target).clause, parse(ref).clause
    except NoClause:
        return target == ref
    return one.within(other) or other.within(one)


def _near(layer: Layer, ref: str) -> bool:
    return layer.clause.ref == ref or _touches(layer.saying.target, ref)


def _layers(
    found: Governance, spoken: Mapping[str, tuple[Clause, Saying]]
) -> tuple[Layer | None, tuple[Layer, ...]]:
    """The prevailing clause, and every other: in force by rank, then replaced, then void."""
    rules = {step.loser: (step.rule, step.clause) for step in (*found.steps, *found.yields)}
    at_odds = {name for group in found.conflicts for name in group}
    keys = dict(found.still_governs)
    prevailing = None if found.prevailing is None else Layer(*spoken[found.prevailing], Role.PREVAILS)
    stack: list[Layer] = []
    for name in found.stack:
        if name == found.prevailing:
            continue
        role = _role(spoken[name][0], prevailing, at_odds)
        rule, because = ("P2", "CG-2.2") if role is Role.CONFLICT else rules.get(name, ("", ""))
        keeps = _keeps(prevailing, role)
        stack.append(Layer(*spoken[name], role, rule, because, keeps, keys.get(name, ())))
    standing = set(found.stack) | {void.provision for void in found.void}
    for name in sorted(spoken.keys() - standing):
        rule, because = rules.get(name, ("", ""))
        if rule:
            stack.append(Layer(*spoken[name], Role.REPLACED, rule, because))
    for void in found.void:
        stack.append(Layer(*spoken[void.provision], Role.VOID, void.rule, void.law))
    return prevailing, tuple(stack)


def _role(clause: Clause, prevailing: Layer | None, at_odds: set[str]) -> Role:
    if clause.id in at_odds:
        return Role.CONFLICT
    same = prevailing is not None and prevailing.clause.document is clause.document
    return Role.AGREES if same else Role.BELOW


def _keeps(prevailing: Layer | None, role: Role) -> Keeps:
    if role is Role.AGREES:
        return Keeps.ALL
    if prevailing is None or role is Role.CONFLICT:
        return Keeps.NOTHING
    match prevailing.saying.effect:
        case Effect.COMPLETE | Effect.STATES:
            return Keeps.ALL
        case Effect.REPLACE:
            return Keeps.UNSAID
        case Effect.EXCLUDE:
            return Keeps.NOTHING
