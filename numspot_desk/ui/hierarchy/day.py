"""A contract on a day as the page reads it, the events that move its day, and the keys of its rows. No Qt.

A key says what a row or a link opens: `topic:…`, `clause:…`, `paper:…`, or `head:…` for a heading.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from numspot_desk.contracts.ranking.consolidated import Entry, by_clause, consolidated
from numspot_desk.contracts.ranking.hierarchy import Contract, Situation
from numspot_desk.contracts.ranking.layers import Topic
from numspot_desk.contracts.ranking.papers import Clause, PaperKind
from numspot_desk.contracts.ranking.what_if import Edit, Flip, flips, tried
from numspot_desk.language.catalog import Language
from numspot_desk.usecases.contract import paper_words
from numspot_desk.usecases.contract.show_hierarchy import ShownContract


@dataclass(frozen=True)
class Day:
    """A contract on a day, with the trial under way; everything that is read of it is read once."""

    shown: ShownContract
    on: dt.date
    edits: tuple[Edit, ...] = ()

    @cached_property
    def contract(self) -> Contract:
        """The contract as tried."""
        return tried(self.shown.contract, self.edits)

    @cached_property
    def situation(self) -> Situation:
        """The contract as tried, on the day."""
        return self.contract.situation(self.on)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The consolidated text."""
        return consolidated(self.situation)

    @cached_property
    def standings(self) -> Mapping[str, Entry]:
        """What became of each clause, by its id."""
        return by_clause(self.entries)

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """Which answers the trial changes."""
        if not self.edits:
            return ()
        return flips(self.shown.contract.situation(self.on), self.situation)


@dataclass(frozen=True)
class DayEvent:
    """A day on which something of the contract changes, and what."""

    on: dt.date
    what: str


def events(contract: Contract, language: Language) -> tuple[DayEvent, ...]:
    """Every day on which a document starts to hold or another version of the general terms binds."""
    found: list[DayEvent] = []
    before: str | None = None
    for day in contract.days():
        situation = contract.situation(day)
        bound = situation.bound
        label = bound.version.label if bound is not None and bound.version is not None else None
        said = list(_starting(contract, day, language))
        if label is not None and label != before:
            said.append(language.text("general terms, version {label}", label=label))
        if situation.ended_on is not None:
            said.append(language.text("the contract is over"))
        before = label
        found.append(DayEvent(day, ", ".join(said) or language.text("the contract changes")))
    return tuple(found)


def _starting(contract: Contract, day: dt.date, language: Language) -> Iterator[str]:
    """The documents of the order that start to hold on a day, each name once."""
    names = (
        paper_words.document_name(paper, language)
        for paper in contract.papers
        if paper.since == day and paper.under is None and paper.kind is not PaperKind.GENERAL
    )
    yield from dict.fromkeys(names)
    yield from (one.title for one in contract.incorporated if one.dated == day)
    if any(agreed.since == day for agreed in contract.rankings):
        yield language.text("another ranking")


def topic_key(topic: Topic) -> str:
    """The key of a subject."""
    return f"topic:{topic.subject}|{topic.target}"


def topic_of(clause: Clause, number: int) -> Topic:
    """The topic of one of the sayings of a clause."""
    saying = clause.says[number]
    return Topic(saying.subject, (saying.target or "") if saying.subject == "other" else "")
