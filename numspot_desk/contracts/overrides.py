"""The announcement that an order overrides something negotiated earlier without a word about it.

Held against the earlier versions of the same order and against other orders of the client: what was agreed
there on a topic and now says otherwise, or is no longer said at all. A restatement in the same words, or with
the same data, is none. Only what somebody negotiated counts: derogations and special conditions, not the
sections that every order form prints.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from numspot_desk.contracts.hierarchy import OTHER, Clause, Paper, PaperKind, Saying, Topic


class Way(StrEnum):
    """How something earlier is overridden."""

    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Override:
    """What was agreed in the document `earlier_in`, and the clause that now says otherwise, if any does."""

    way: Way
    topic: Topic
    earlier: Clause
    earlier_in: Paper
    now: Clause | None


def overrides(new: Sequence[Paper], earlier: Iterable[Paper]) -> tuple[Override, ...]:
    """What the documents of a new order override of those agreed before, in the order of the topics."""
    said = _negotiated(new)
    found: list[Override] = []
    for paper in earlier:
        for topic, clauses in _negotiated([paper]).items():
            for clause, saying in clauses:
                now = said.get(topic, ())
                if not now:
                    found.append(Override(Way.DROPPED, topic, clause, paper, None))
                elif not any(_same(saying, clause, other, one) for one, other in now):
                    found.append(Override(Way.CHANGED, topic, clause, paper, now[0][0]))
    return tuple(sorted(found, key=lambda one: (one.topic, one.earlier_in.id, one.earlier.id)))


_Said = Mapping[Topic, tuple[tuple[Clause, Saying], ...]]


def _negotiated(papers: Sequence[Paper]) -> _Said:
    found: dict[Topic, tuple[tuple[Clause, Saying], ...]] = {}
    for topic, clause, saying in sorted(_sayings(papers), key=lambda one: (one[0], one[1].id)):
        found[topic] = (*found.get(topic, ()), (clause, saying))
    return found


def _sayings(papers: Sequence[Paper]) -> Iterator[tuple[Topic, Clause, Saying]]:
    for paper in papers:
        for clause in paper.clauses:
            for saying in clause.says:
                if paper.kind is PaperKind.SPECIAL or saying.target is not None:
                    target = saying.target or ""
                    yield Topic(saying.subject, target if saying.subject == OTHER else ""), clause, saying


def _same(saying: Saying, clause: Clause, other: Saying, now: Clause) -> bool:
    """Whether two clauses say the same: the same data, or where they have none, the same words."""
    if saying.effect is not other.effect or saying.target != other.target:
        return False
    if saying.data or other.data:
        return saying.data == other.data
    return " ".join(clause.text.split()) == " ".join(now.text.split())
