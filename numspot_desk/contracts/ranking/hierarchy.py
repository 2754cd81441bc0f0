"""The documents of one contract by rank, and what governs each subject and clause on a day, with the text.

A `Contract` holds every document it ever had; its `situation` on a day knows the version of the general terms
that binds (P10) and answers: prevailing text, the stack below it with its differences, what the lower text
still governs, void clauses, open conflicts. Who prevails is decided in `rules.precedence`; the documents are
made from orders and general terms in `contract_papers`; what each clause becomes is `layers`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

from numspot_desk.contracts.ranking.layers import Answer, Layer, Role, Topic, layers
from numspot_desk.contracts.ranking.papers import (
    OTHER,
    AgreedRanking,
    Clause,
    Incorporated,
    Paper,
    PaperKind,
    Unranked,
)
from numspot_desk.contracts.ranking.paragraphs import paragraph
from numspot_desk.contracts.ranking.speaking import Speaking, taken_apart, touches
from numspot_desk.rules.clauses import Document, parse
from numspot_desk.rules.explain import Step
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.precedence import RANKS, Context, Outside, governing
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.settled_readings import InForce, settled_readings
from numspot_desk.rules.versions import Basis, Binding, History, binding
from numspot_desk.terms.word_diff import Piece, word_diff

BETA: Final = "beta"
PAYMENT: Final = "payment_term"
"""The subject of which a payment term over what periodic invoices allow is void or not (R18)."""


@dataclass(frozen=True)
class Contract:
    """A contract: its documents in any order, whom the law protects, and what decides which version of the
    general terms binds; without `history` the ones among the papers hold.

    `unranked`, `incorporated` and `rankings` are what the parties named beside the texts: documents without
    rank (P4), documents incorporated with their date, another ranking than that of CG-2.2. `ended_on` is the
    last day of a contract that ended otherwise than by a refusal; `beta` whether it has beta services;
    `chosen` are the readings that legal chose for it (contract-rules, section 6).
    """

    number: str
    client: str
    papers: tuple[Paper, ...]
    setting: Setting = field(default_factory=Setting)
    history: History | None = None
    ranking: tuple[Document, ...] = RANKS
    unranked: tuple[Unranked, ...] = ()
    incorporated: tuple[Incorporated, ...] = ()
    rankings: tuple[AgreedRanking, ...] = ()
    ended_on: dt.date | None = None
    beta: bool = False
    chosen: InForce = field(default_factory=InForce)

    def situation(self, on: dt.date, choice: Choice | None = None) -> "Situation":
        """The contract on a day. Without a choice, the readings are those of the contract: what a clause
        settles (`readings` among its data), else what was chosen."""
        held = choice or self.choice(on)
        bound = None if self.history is None else binding(self.history, on, held)
        named = dict(held.named)
        grounds = self.in_force(on).grounds(named) if choice is None else ()
        return Situation(self, on, bound, held.of("R18"), grounds)

    def choice(self, on: dt.date) -> Choice:
        """The readings that hold for the contract on a day."""
        return Choice(self.in_force(on).options)

    def in_force(self, on: dt.date) -> InForce:
        """The readings chosen, and above them those that clauses in force on a day settle."""
        clauses = (clause for paper in self.papers for clause in paper.clauses)
        settling = [
            clause.provision(saying)
            for clause in clauses
            for saying in clause.says
            if saying.data.get("readings")
        ]
        return self.chosen._replace(settled=settled_readings(settling, on))

    def days(self) -> tuple[dt.date, ...]:
        """The days on which something changes: a document starts to hold, another version governs, another
        ranking, the end."""
        found = {paper.since for paper in self.papers if paper.since is not None}
        if self.history is not None:
            signed = self.history.basis is Basis.SIGNED
            found = {day for day in found if not signed or day > self.history.signed_on}
            found |= set(self._turns(self.history))
            ends = (binding(self.history, day, self.choice(day)).ends_on for day in sorted(found))
            found |= {end + dt.timedelta(days=1) for end in ends if end is not None}
        found |= {agreed.since for agreed in self.rankings}
        found |= {named.dated for named in self.incorporated if named.dated is not None}
        if self.ended_on is not None:
            found = {day for day in found if day <= self.ended_on} | {self.ended_on + dt.timedelta(days=1)}
        return tuple(sorted(found))

    def _turns(self, history: History) -> Iterator[dt.date]:
        """The signature, and each later entry into force; before a signature, every entry into force."""
        signed = history.basis is Basis.SIGNED
        if signed:
            yield history.signed_on
        for version in history.versions:
            if version.lawful and not (signed and version.in_force_from <= history.signed_on):
                yield version.in_force_from


@dataclass(frozen=True)
class Situation:
    """One day of a contract. `periodic`: whether its invoices are `ordinary` or `periodic` (R18); `grounds`:
    why the readings hold that the version of the general terms rests on."""

    contract: Contract
    on: dt.date
    bound: Binding | None
    periodic: str = "ordinary"
    grounds: tuple[Step, ...] = ()

    @cached_property
    def ended_on(self) -> dt.date | None:
        """The last day of a contract that is over on this day; None while it runs."""
        ends = [self.contract.ended_on, None if self.bound is None else self.bound.ends_on]
        return min((end for end in ends if end is not None and end < self.on), default=None)

    @cached_property
    def agreed(self) -> AgreedRanking | None:
        """The ranking that the parties agreed, the latest that holds; None where CG-2.2 ranks."""
        held = [one for one in self.contract.rankings if one.since <= self.on]
        return max(held, key=lambda one: (one.since, one.clause), default=None)

    @property
    def ranking(self) -> tuple[Document, ...]:
        """The documents, highest first."""
        return self.contract.ranking if self.agreed is None else self.agreed.ranking

    @property
    def unranked(self) -> tuple[Unranked, ...]:
        """The documents without rank (P4) that there were by this day."""
        known = (one for one in self.contract.unranked if one.dated is None or one.dated <= self.on)
        return tuple(sorted(known, key=lambda one: (one.dated or dt.date.min, one.kind, one.title)))

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The documents in force, by rank, then by date; what is incorporated after what refers to it."""
        if self.ended_on is not None:
            return ()
        own = [paper for paper in self.contract.papers if self._holds(paper)]
        heads = sorted((paper for paper in own if paper.under is None), key=self._place)
        own += self._named(heads)
        ordered: list[Paper] = []
        for head in heads:
            below = {p.name + p.title: p for p in own if p.under == head.id}
            ordered += [head, *sorted(below.values(), key=self._place)]
        return tuple(ordered)

    def _named(self, heads: list[Paper]) -> Iterator[Paper]:
        """What the contract incorporates by name, under the latest document that refers to it; of two
        editions of one document, the later one of the day."""
        held = (one for one in self.contract.incorporated if one.dated is None or one.dated <= self.on)
        for one in sorted(held, key=lambda one: (one.dated or dt.date.min, one.edition)):
            homes = [head for head in heads if _refers(head, one.referred_by)]
            homes = [home for home in homes if home.language == "fr"] or homes
            for home in homes[-1:]:
                # of what the general terms incorporate there is one of a kind, of other documents one a title
                listed = any(p.under == home.id and p.name == one.kind for p in self.contract.papers)
                title = "" if listed else one.title
                yield Paper(
                    f"{home.id}/{one.kind}{f':{title}' if title else ''}",
                    PaperKind.INCORPORATED,
                    home.rank,
                    one.kind,
                    under=home.id,
                    revision=home.revision,
                    signed=home.signed,
                    number=home.number,
                    state=home.state,
                    dated=one.dated,
                    title=title,
                    edition=one.edition,
                )

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Every clause in force, by id, in the order of the documents."""
        return MappingProxyType({one.id: one for paper in self.papers for one in paper.clauses})

    def clause(self, ident: str) -> Clause | None:
        """A clause in force by its id, or one paragraph of it; None where there is none."""
        found = self.clauses.get(ident)
        if found is not None:
            return found
        base, _mark, number = ident.rpartition("#")
        whole = self.clauses.get(base)
        if whole is None or whole.document is not Document.GENERAL or not number.isdigit():
            return None
        return paragraph(whole, int(number))

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The questions on which a document above the general terms says something, and that of the betas
        where the contract has some."""
        spoken = set(self._speaking.topics)
        if self.contract.beta and self.papers:
            spoken.add(Topic(BETA))
        return tuple(sorted(spoken))

    def paper_of(self, clause: Clause) -> Paper:
        """The document that holds a clause in force, or a paragraph of one. Raises `KeyError` for one of
        another day."""
        found = self._paper_of.get(clause.id)
        return self._paper_of[clause.id.rpartition("#")[0]] if found is None else found

    def whole_text(self, clause: Clause) -> str:
        """The text of a clause with its parts, each part under its title."""
        told = [clause.text]
        for part in self._parts(clause):
            told += [part.title, part.text]
        return "\n".join(text for text in told if text)

    def differences(self, answer: Answer, lower: Layer) -> tuple[Piece, ...]:
        """How the prevailing text departs from a lower one, word by word; nothing where one has no text, or
        where they are not held against each other: other paragraphs, another language."""
        if answer.prevailing is None or lower.role is Role.BESIDE or lower.rule == "P6":
            return ()
        winner = self.clause(lower.winner) if lower.winner else None
        old, new = self.whole_text(lower.clause), self.whole_text(winner or answer.prevailing.clause)
        return word_diff(old, new) if old and new else ()

    def answer(self, topic: Topic, *, beta: bool | None = None) -> Answer:
        """What governs a topic. `beta`: for a beta service (CG-18.3 then speaks on every subject of the
        general terms, P5) or for any other; None: for betas only where the topic is theirs."""
        if (topic, beta) not in self._answered:
            self._answered[topic, beta] = self._answer(topic, beta)
        return self._answered[topic, beta]

    @cached_property
    def _answered(self) -> dict[tuple[Topic, bool | None], Answer]:
        """What was answered already: a page asks the same for its tree, its text and its picture."""
        return {}

    def _answer(self, topic: Topic, beta: bool | None) -> Answer:
        spoken = {
            clause.id: (clause, saying) for clause, saying in self._speaking.on(topic, beta=beta is True)
        }
        provisions = [
            replace(clause.provision(saying), subject=topic.subject) for clause, saying in spoken.values()
        ]
        setting = replace(self.contract.setting, on=self.on, periodic=self.periodic)
        context = self._context(beta, taken_apart(spoken))
        found = governing(topic.subject, self.on, provisions, setting, context)
        prevailing, stack = layers(found, spoken, context.apart)
        why = found.why
        if self.bound is not None:
            why = why._replace(uses=(*why.uses, self.bound.why, *self.grounds))
        if topic.subject == PAYMENT:
            read = self.contract.in_force(self.on).grounds({"R18": self.periodic})
            why = why._replace(uses=(*why.uses, *read))
        general = any(paper.kind is PaperKind.GENERAL for paper in self.papers)
        astray = self._speaking.astray(spoken) if general else ()
        return Answer(topic, found, prevailing, stack, why, astray)

    def about(self, ref: str, *, beta: bool | None = None) -> tuple[Answer, ...]:
        """What governs a clause or a paragraph, one answer a topic on which it, a part of it or what holds it
        speaks; for one that nothing else touches, the answer that it governs itself. Nothing for an unknown
        clause. `beta` as for `answer`."""
        topics = sorted(self._speaking.topics_about(ref))
        answers = [self.answer(topic, beta=beta) for topic in topics]
        touched = [one for one in answers if any(_near(layer, ref) for layer in one.layers)]
        return tuple(touched) or self._alone(ref)

    def _alone(self, ref: str) -> tuple[Answer, ...]:
        return (self.answer(Topic(OTHER, ref)),) if self._speaking.exists(ref) else ()

    def _context(self, beta: bool | None, apart: frozenset[str]) -> Context:
        outside = tuple(Outside(_named_with_day(one), one.kind) for one in self.unranked)
        ranked_by = "CG-2.2" if self.agreed is None else self.agreed.clause
        return Context(self.ranking, beta, outside=outside, ranked_by=ranked_by, apart=apart)

    def _parts(self, clause: Clause) -> Iterator[Clause]:
        whole = parse(clause.ref)
        if clause.says or whole.paragraph is not None:
            return
        for other in self._paper_of[clause.id].clauses:
            if other.id != clause.id and parse(other.ref).within(whole):
                yield other

    @cached_property
    def _speaking(self) -> Speaking:
        return Speaking(self.clauses.values())

    @cached_property
    def _paper_of(self) -> Mapping[str, Paper]:
        return {clause.id: paper for paper in self.papers for clause in paper.clauses}

    def _holds(self, paper: Paper) -> bool:
        if self.bound is not None and paper.kind is PaperKind.GENERAL:
            return self.bound.version is not None and paper.name == self.bound.version.label
        return paper.since is None or paper.since <= self.on

    def _place(self, paper: Paper) -> tuple[object, ...]:
        rank = self.ranking.index(paper.rank)
        return rank, paper.since or dt.date.min, paper.revision, paper.name, paper.id


def _near(layer: Layer, ref: str) -> bool:
    return layer.clause.ref == ref or touches(layer.saying.target, ref)


def _refers(head: Paper, referred_by: str) -> bool:
    """Whether a document is the one that `referred_by` names: a rank, with the kind of special conditions."""
    rank, _dash, kind = referred_by.partition("-")
    return head.rank.value == rank and (not kind or head.name == kind)


def _named_with_day(one: Unranked) -> str:
    return one.title if one.dated is None else f"{one.title} ({one.dated.isoformat()})"
