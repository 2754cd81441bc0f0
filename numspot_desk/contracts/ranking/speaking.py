"""Which clauses of a day speak of a question, and which questions a clause is about.

A clause of the general terms speaks where its subject belongs to it or a derogation names it; where one of
its paragraphs is named, that paragraph stands apart from the rest. Who prevails is `rules.precedence`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from numspot_desk.contracts.ranking.layers import Spoken, Topic
from numspot_desk.contracts.ranking.papers import OTHER, Clause, Saying
from numspot_desk.contracts.ranking.paragraphs import paragraph, rest, split_reference
from numspot_desk.rules.clauses import Document, NoClause, parse
from numspot_desk.rules.precedence import DECIDES
from numspot_desk.rules.subjects import CLAUSES, subjects_of

_BETA: Final[str] = DECIDES["beta"]
_PARTS: Final = re.compile(r"[.:/#]")


class Speaking:
    """The clauses in force on a day, found by what they speak of."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self._clauses = tuple(clauses)

    @property
    def topics(self) -> frozenset[Topic]:
        """The questions on which a document above the general terms says something."""
        said = self._sayings.items()
        return frozenset(topic for topic, clauses in said if any(is_own(clause) for clause, _ in clauses))

    def exists(self, ref: str) -> bool:
        """Whether there is such a clause, or such a paragraph of it."""
        base, number = split_reference(ref)
        whole = self._by_ref.get(base, ())
        return any(number is None or paragraph(clause, number) is not None for clause in whole)

    def topics_about(self, ref: str) -> set[Topic]:
        """The questions on which a clause, a part of it or what holds it speaks."""
        base, number = split_reference(ref)
        called = {_called(clause) for clause in self._by_ref.get(base, ())} if number is None else set()
        found = {Topic(subject) for name in called for subject in subjects_of(name)}
        for topic, said in self._sayings.items():
            for clause, saying in said:
                if is_own(clause) and (clause.ref == ref or touches(saying.target, ref)):
                    found.add(topic)
        return found

    def on(self, topic: Topic, *, beta: bool) -> Iterator[tuple[Clause, Saying]]:
        """The clauses on a topic, each once: those that say something on it, and the general terms' own that
        these name or that the subject belongs to."""
        named = () if topic.target else CLAUSES.get(topic.subject, ())
        wanted = {ref for name in (*named, *((_BETA,) if beta else ())) for ref in self._refs_of(name)}
        if topic.target:
            wanted.add(topic.target)
        apart: set[str] = set()
        for clause, saying in self._said_on(topic):
            yield clause, saying
            if saying.target is not None and not _holds(saying.target, topic.target):
                wanted.add(saying.target)
                apart.add(saying.target)
        for clause in self._general(wanted - {""}, apart):
            yield clause, Saying(topic.subject, target=clause.ref)

    def _said_on(self, topic: Topic) -> Iterator[tuple[Clause, Saying]]:
        """What is said on a topic; on a clause that no subject names, also what is said of a part of it or of
        what holds it."""
        yield from self._sayings.get(topic, ())
        for other in self._by_article.get(_article(topic.target), ()):
            if other != topic and _nested(other.target, topic.target):
                yield from self._sayings[other]

    def _refs_of(self, name: str) -> tuple[str, ...]:
        """The references that a clause which the rules name has in the texts of the day."""
        return self._by_name.get(name, ())

    def _general(self, wanted: set[str], apart: set[str]) -> Iterator[Clause]:
        """The clauses named; where a derogation names a paragraph, it and the rest of its clause."""
        paragraphs: dict[str, set[int]] = {}
        whole: set[str] = set()
        for ref in wanted:
            base, number = split_reference(ref)
            numbers = paragraphs.setdefault(base, set())
            numbers |= set() if number is None else {number}
            if number is None or ref in apart:
                whole.add(base)
        for base in sorted(paragraphs):
            for clause in self._by_ref.get(base, ()):
                if clause.says:
                    continue
                numbers = paragraphs[base]
                yield from (one for n in sorted(numbers) if (one := paragraph(clause, n)) is not None)
                if base in whole and (left := rest(clause, numbers)) is not None:
                    yield left

    def astray(self, spoken: Spoken) -> tuple[str, ...]:
        """The targets of clauses of the order that no text of the day has."""
        named = {saying.target for clause, saying in spoken.values() if is_own(clause) and saying.target}
        return tuple(sorted(target for target in named if not self.exists(target)))

    @cached_property
    def _sayings(self) -> Mapping[Topic, tuple[tuple[Clause, Saying], ...]]:
        """Every clause that says something, by its topics."""
        found: dict[Topic, list[tuple[Clause, Saying]]] = {}
        for clause in self._clauses:
            for saying in clause.says:
                found.setdefault(topic_of(saying), []).append((clause, saying))
        return {topic: tuple(said) for topic, said in found.items()}

    @cached_property
    def _by_article(self) -> Mapping[str, tuple[Topic, ...]]:
        """The questions that are a clause, by its article or annex."""
        found: dict[str, tuple[Topic, ...]] = {}
        for topic in sorted(self._sayings):
            if topic.target:
                found[_article(topic.target)] = (*found.get(_article(topic.target), ()), topic)
        return found

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for clause in self._clauses:
            if not is_own(clause):
                found[_called(clause)] = (*found.get(_called(clause), ()), clause.ref)
        return found

    @cached_property
    def _by_ref(self) -> Mapping[str, tuple[Clause, ...]]:
        found: dict[str, tuple[Clause, ...]] = {}
        for clause in self._clauses:
            found[clause.ref] = (*found.get(clause.ref, ()), clause)
        return found


def topic_of(saying: Saying) -> Topic:
    """The question that a clause answers."""
    return Topic(saying.subject, (saying.target or "") if saying.subject == OTHER else "")


def touches(target: str | None, ref: str) -> bool:
    """Whether a clause that names `target` touches `ref`: itself, a part of it, or what holds it; of a clause
    taken apart, its own paragraph alone."""
    if target is None:
        return False
    try:
        one, other = parse(target), parse(ref)
    except NoClause:
        return target == ref
    if one.paragraph is not None and other.paragraph is not None:
        return one == other
    return one.clause.within(other.clause) or other.clause.within(one.clause)


def _called(clause: Clause) -> str:
    """What the rules call a clause."""
    return clause.ref if clause.known_as is None else clause.known_as


def _article(ref: str) -> str:
    return _PARTS.split(ref, maxsplit=1)[0]


def _nested(one: str, other: str) -> bool:
    return bool(one and other) and (_holds(one, other) or _holds(other, one))


def _holds(target: str, part: str) -> bool:
    """Whether `target` is a clause of which `part`, another one, is a part."""
    try:
        return target != part and parse(part).part_of(parse(target))
    except NoClause:
        return False


def taken_apart(spoken: Spoken) -> frozenset[str]:
    """The clauses of which a derogation names a paragraph."""
    own = (split_reference(saying.target or "") for clause, saying in spoken.values() if is_own(clause))
    return frozenset(base for base, number in own if number is not None)


def is_own(clause: Clause) -> bool:
    """Whether a clause is the order's, not the general terms'."""
    return clause.document is not Document.GENERAL
