"""What would change if a clause were added, taken out or ranked otherwise, before anything is saved.

A trial is a contract with edits applied to it; `flips` says which answers differ from those of the contract
as it is. Nothing here is kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from numspot_desk.contracts.ranking.hierarchy import Contract, Situation
from numspot_desk.contracts.ranking.layers import Answer, Topic
from numspot_desk.contracts.ranking.papers import Clause, Paper
from numspot_desk.rules.clauses import Document


@dataclass(frozen=True)
class Add:
    """One more clause in a document of the contract (its id)."""

    paper: str
    clause: Clause


@dataclass(frozen=True)
class Remove:
    """A clause less, by its id."""

    clause: str


@dataclass(frozen=True)
class Rerank:
    """A clause with the rank of another document."""

    clause: str
    rank: Document


Edit = Add | Remove | Rerank


@dataclass(frozen=True)
class Flip:
    """A question whose answer the trial changes: as it is, and as it would be."""

    topic: Topic
    before: Answer
    after: Answer


def tried(contract: Contract, edits: Iterable[Edit]) -> Contract:
    """The contract with the edits made one after another; one that names nothing of the contract changes
    nothing."""
    papers: Sequence[Paper] = contract.papers
    for edit in edits:
        papers = [_edited(paper, edit) for paper in papers]
    return replace(contract, papers=tuple(papers))


def _edited(paper: Paper, edit: Edit) -> Paper:
    match edit:
        case Add(name, clause) if name == paper.id:
            kept = tuple(one for one in paper.clauses if one.id != clause.id)
            return replace(paper, clauses=(*kept, clause))
        case Remove(name) if any(one.id == name for one in paper.clauses):
            return replace(paper, clauses=tuple(one for one in paper.clauses if one.id != name))
        case Rerank(name, rank) if any(one.id == name for one in paper.clauses):
            moved = (replace(one, document=rank) if one.id == name else one for one in paper.clauses)
            return replace(paper, clauses=tuple(moved))
    return paper


def flips(before: Situation, after: Situation) -> tuple[Flip, ...]:
    """The topics on which the two situations differ, in order."""
    topics = sorted({*before.topics, *after.topics})
    pairs = (Flip(topic, before.answer(topic), after.answer(topic)) for topic in topics)
    return tuple(pair for pair in pairs if pair.before.outcome() != pair.after.outcome())
