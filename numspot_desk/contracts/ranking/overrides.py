"""The announcement that an order overrides something negotiated earlier without a word about it.

Held against the earlier versions of the same order and against other orders of the client: what was agreed
there on a topic and now says otherwise, or is no longer said at all. Of several versions of one order, the
latest that speaks of a topic counts. A restatement in the same words, or with the same data, is none. Only
what somebody negotiated counts: derogations, special conditions, a payment term, a ranking; not what every
order prints. What becomes of prices and discounts is `line_overrides`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from numspot_desk.contracts.ranking.layers import Topic
from numspot_desk.contracts.ranking.papers import OTHER, AgreedRanking, Clause, Paper, Saying
from numspot_desk.contracts.ranking.speaking import topic_of
from numspot_desk.rules.provisions import Effect


class Way(StrEnum):
    """How something earlier is overridden."""

    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Override:
    """What was agreed in the document `earlier_in`, and the clause that now says otherwise, if any does.
    `topics` are all on which it is so, `topic` the first."""

    way: Way
    topic: Topic
    earlier: Clause
    earlier_in: Paper
    now: Clause | None
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True)
class RankingOverride:
    """A ranking of the documents that the parties agreed, whose clause, agreed in the document `earlier_in`,
    the new order drops; `now` is what stands under the same reference, if anything does."""

    ranking: AgreedRanking
    earlier_in: Paper
    now: Clause | None


def ranking_overrides(
    new: Sequence[Paper], earlier: Sequence[Paper], rankings: Sequence[AgreedRanking]
) -> tuple[RankingOverride, ...]:
    """The agreed ranking that the documents of a new version no longer hold: its clause stood in an earlier
    version, and no clause of the new one says it again in the same words. Of several, the latest counts."""
    agreed = max(rankings, key=lambda one: (one.since, one.clause), default=None)
    if agreed is None:
        return ()
    held = [(paper, one) for paper in earlier for one in paper.clauses if one.ref == agreed.clause]
    if not held:
        return ()
    home, clause = max(held, key=lambda one: one[0].revision)
    now = [one for paper in new for one in paper.clauses]
    if any(_words(one) == _words(clause) for one in now):
        return ()
    return (RankingOverride(agreed, home, next((one for one in now if one.ref == agreed.clause), None)),)


def overrides(new: Sequence[Paper], earlier: Iterable[Paper]) -> tuple[Override, ...]:
    """What the documents of a new order override of those agreed before, in the order of the topics."""
    said = _negotiated(new)
    found: dict[tuple[Way, str, str, str], Override] = {}
    for topic, clause, saying, paper in sorted(_latest(earlier), key=lambda one: one[0]):
        now = said.get(topic, ())
        if any(_same(saying, clause, other, one) for one, other in now):
            continue
        way, by = (Way.CHANGED, now[0][0]) if now else (Way.DROPPED, None)
        key = (way, paper.id, clause.id, "" if by is None else by.id)
        first = found.get(key, Override(way, topic, clause, paper, by))
        found[key] = replace(first, topics=(*first.topics, topic))
    return tuple(sorted(found.values(), key=lambda one: (one.topic, one.earlier_in.id, one.earlier.id)))


def _latest(earlier: Iterable[Paper]) -> Iterator[tuple[Topic, Clause, Saying, Paper]]:
    """What was negotiated, of each order in its latest version that speaks of the topic."""
    spoken = [
        (topic, clause, saying, paper) for paper in earlier for topic, clause, saying in _sayings([paper])
    ]
    last: dict[tuple[str, Topic], int] = {}
    for topic, _clause, _saying, paper in spoken:
        key = paper.number, topic
        last[key] = max(paper.revision, last.get(key, 0))
    yield from (one for one in spoken if one[3].revision == last[one[3].number, one[0]])


_Said = Mapping[Topic, tuple[tuple[Clause, Saying], ...]]


def _negotiated(papers: Sequence[Paper]) -> _Said:
    found: dict[Topic, tuple[tuple[Clause, Saying], ...]] = {}
    for topic, clause, saying in sorted(_sayings(papers), key=lambda one: (one[0], one[1].id)):
        found[topic] = (*found.get(topic, ()), (clause, saying))
    return found


def _sayings(papers: Sequence[Paper]) -> Iterator[tuple[Topic, Clause, Saying]]:
    for clause in (clause for paper in papers for clause in paper.clauses):
        for saying in clause.says:
            if clause.negotiated or saying.effect is Effect.REPLACE:
                yield _topic(saying, clause), clause, saying
        if clause.negotiated and not clause.says:
            saying = Saying(OTHER, Effect.COMPLETE)
            yield _topic(saying, clause), clause, saying


def _topic(saying: Saying, clause: Clause) -> Topic:
    """Its subject; what names neither a subject nor a clause of the general terms is known by its own
    reference."""
    found = topic_of(saying)
    return Topic(OTHER, clause.ref) if found == Topic(OTHER) else found


def _same(saying: Saying, clause: Clause, other: Saying, now: Clause) -> bool:
    """Whether two clauses say the same: the same data, or where they have none, the same words."""
    elsewhere = None not in (saying.target, other.target) and saying.target != other.target
    if saying.effect is not other.effect or elsewhere:
        return False
    if saying.data or other.data:
        return saying.data == other.data
    return _words(clause) == _words(now)


def _words(clause: Clause) -> str:
    return " ".join(clause.text.split())
