"""Clauses of a contract written into its general terms, each as a marked change: `inscribed(terms, …)`.

A clause that replaces or excludes takes the place of the text of the clause that it names, the heading stays;
one that completes stands after it; one that names a paragraph touches that paragraph alone. Refusing every
mark gives the general terms back, to the character. Clauses that cannot stand together are refused by name:
nothing is decided here that the parties left open. Which clauses an order has is for `contracts`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby
from typing import Final

from numspot_desk.language.messages import Message, message
from numspot_desk.rules.provisions import Effect
from numspot_desk.terms.redline import ARTICLES, Form, Origin, Paragraph, paragraphs
from numspot_desk.terms.tree import Node, Terms
from numspot_desk.terms.word_diff import Mark, Piece, similarity, word_diff, words

_ALIKE: Final = 0.5
"""Texts less alike than this are struck out and written anew, not reworded word by word."""
_DISPLACES: Final = frozenset({Effect.REPLACE, Effect.EXCLUDE})


@dataclass(frozen=True)
class Inscription:
    """A clause to write in: what it does to the clause or paragraph `target` (`CG-6.3.a#2`), in which words.

    Without an effect, nothing is written and its origin is a note at the target. Without a target it stands
    after the last clause, under the heading `under` and its own `title`. `subject` and `rank` tell which
    clauses speak of the same thing at the same rank.
    """

    origin: Origin
    effect: Effect | None
    text: str
    target: str = ""
    subject: str = ""
    rank: str = ""
    under: str = ""
    title: str = ""

    @property
    def lines(self) -> list[str]:
        """Its paragraphs."""
        return [line for line in self.text.split("\n") if line.strip()]


class CannotInscribe(Exception):
    """Clauses that cannot be written into these terms: `faults` say which and why, each by name."""

    def __init__(self, faults: Sequence[Message]) -> None:
        super().__init__(faults[0].msgid)
        self.faults = tuple(faults)


def inscribed(terms: Terms, inscriptions: Sequence[Inscription]) -> tuple[Paragraph, ...]:
    """The general terms with these clauses written in. Raises `CannotInscribe`."""
    places = _Places(terms)
    faults = [*_astray(inscriptions, places), *_clashes(inscriptions, places)]
    if faults:
        raise CannotInscribe(faults)
    at: dict[_Place, list[Inscription]] = {}
    for one in inscriptions:
        if one.target:
            at.setdefault(places.of(one.target), []).append(one)
    writer = _Writer(at)
    title = [_kept(Form.TITLE, terms.title)] if terms.title else []
    body = [paragraph for node in terms.nodes for paragraph in writer.clause(node)]
    return (*title, *body, *_at_the_end([one for one in inscriptions if not one.target]))


def paragraph_count(terms: Terms, target: str) -> int:
    """How many paragraphs a clause has with its parts; 0 for one that these terms lack, 1 for a paragraph."""
    places = _Places(terms)
    place = places.find(target)
    if place is None:
        return 0
    return 1 if place.line else sum(len(each.lines) for each in places.nodes[place.ref].walk())


# ── Where ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Place:
    """A clause by its own reference; `line` is the paragraph, counted from 1, 0 for the clause as a whole."""

    ref: str
    line: int = 0


@dataclass
class _Places:
    """Every clause of the terms by its references, and the clauses that each stands in."""

    terms: Terms
    nodes: dict[str, Node] = field(default_factory=dict)
    _own: dict[str, str] = field(default_factory=dict)
    _above: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in self.terms.nodes:
            self._enter(node, ())

    def _enter(self, node: Node, above: tuple[str, ...]) -> None:
        self.nodes.setdefault(node.ref, node)
        self._above.setdefault(node.ref, above)
        for name in (node.ref, *node.aliases):
            self._own.setdefault(name, node.ref)
        for child in node.children:
            self._enter(child, (*above, node.ref))

    def find(self, target: str) -> _Place | None:
        """The place of a reference, or None where these terms have none such."""
        if target in self._own:
            return _Place(self._own[target])
        base, mark, number = target.rpartition("#")
        if not mark or not number.isdigit() or base not in self._own:
            return None
        ref, line = self._own[base], int(number)
        return _Place(ref, line) if 1 <= line <= len(self.nodes[ref].lines) else None

    def of(self, target: str) -> _Place:
        """The place of a reference that is known to exist."""
        found = self.find(target)
        assert found is not None
        return found

    def holds(self, outer: _Place, inner: _Place) -> bool:
        """Whether a clause as a whole holds another place, not itself."""
        if outer.line or outer == inner:
            return False
        return outer.ref == inner.ref or outer.ref in self._above[inner.ref]


def _astray(inscriptions: Iterable[Inscription], places: _Places) -> Iterator[Message]:
    for one in inscriptions:
        if one.target and places.find(one.target) is None:
            yield message(
                "{clause} names {target}, which these general terms do not have: choose another clause.",
                clause=one.origin.name,
                target=one.target,
            )


def _clashes(inscriptions: Iterable[Inscription], places: _Places) -> Iterator[Message]:
    placed = [(one, places.find(one.target)) for one in inscriptions if one.target and one.effect]
    for (one, here), (other, there) in combinations(placed, 2):
        if here is None or there is None or one.rank != other.rank:
            continue
        if here == there and _at_odds(one, other):
            yield message(
                "{clause} and {other} do not go together: both change {target}. Keep one, or aim each at its"
                " own paragraph.",
                clause=one.origin.name,
                other=other.origin.name,
                target=one.target,
            )
        for outer, inner, holds in ((one, other, (here, there)), (other, one, (there, here))):
            if outer.effect in _DISPLACES and places.holds(*holds):
                yield message(
                    "{clause} takes the place of {target} as a whole, in which {other} changes {part}: aim"
                    " {clause} at the paragraphs that it changes, or take {other} out.",
                    clause=outer.origin.name,
                    target=outer.target,
                    other=inner.origin.name,
                    part=inner.target,
                )


def _at_odds(one: Inscription, other: Inscription) -> bool:
    """Whether two clauses of one rank cannot both be written at one place."""
    effects = {one.effect, other.effect}
    if Effect.EXCLUDE in effects:
        return len(effects) > 1
    return effects == {Effect.REPLACE} and one.subject == other.subject and one.lines != other.lines


# ── What is written ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Entry:
    """A paragraph of a clause: what heads it on the same line, its own words, its number (0: a heading)."""

    form: Form
    head: str
    text: str
    number: int

    @property
    def kept(self) -> tuple[Piece, ...]:
        """What heads it, as a piece that stays."""
        return (Piece(Mark.KEPT, self.head),) if self.head else ()


def _entries(node: Node) -> list[_Entry]:
    form = Form.ARTICLE if node.kind in ARTICLES else Form.CLAUSE
    own = [_Entry(Form.TEXT, "", line.text, number) for number, line in enumerate(node.lines, 1)]
    if node.heading_line is None:
        return own
    heading = node.marker + node.title
    if node.marker and node.lines and node.lines[0].number == node.heading_line:
        return [_Entry(Form.TEXT, heading, own[0].text, 1), *own[1:]]
    return [_Entry(form, heading, "", 0), *own]


class _Writer:
    """Writes the clauses of the terms in their order with what was agreed at each place."""

    def __init__(self, at: Mapping[_Place, Sequence[Inscription]]) -> None:
        self._at = at

    def clause(self, node: Node, gone: tuple[Origin, ...] = ()) -> Iterator[Paragraph]:
        """A clause and its parts; `gone` are the origins that took away the clause that holds it."""
        here = self._at.get(_Place(node.ref), ())
        displacing = [one for one in here if one.effect in _DISPLACES]
        if gone:
            yield from (_struck(entry, gone) for entry in _entries(node))
        elif displacing:
            yield from _displaced(node, displacing)
        else:
            notes = tuple(one.origin for one in here if one.effect is None)
            yield from self._own_lines(node, notes)
        below = gone or tuple(one.origin for one in displacing)
        for child in node.children:
            yield from self.clause(child, below)
        for one in here:
            if one.effect is Effect.COMPLETE:
                yield from (_added(line, one.origin) for line in one.lines)

    def _own_lines(self, node: Node, notes: tuple[Origin, ...]) -> Iterator[Paragraph]:
        for place, entry in enumerate(_entries(node)):
            here = self._at.get(_Place(node.ref, entry.number), ()) if entry.number else ()
            displacing = [one for one in here if one.effect in _DISPLACES]
            about = tuple(one.origin for one in here if one.effect is None) + (() if place else notes)
            if displacing:
                yield from _reworded([entry], _lines_of(displacing))
            else:
                yield Paragraph(entry.form, Mark.KEPT, _pieces(entry), about)
            for one in here:
                if one.effect is Effect.COMPLETE:
                    yield from (_added(line, one.origin) for line in one.lines)


_Line = tuple[str, tuple[Origin, ...]]


def _lines_of(displacing: Sequence[Inscription]) -> list[_Line]:
    """The new paragraphs with their origins; the same words of several are written once."""
    found: dict[tuple[str, ...], tuple[Origin, ...]] = {}
    for one in displacing:
        found[tuple(one.lines)] = (*found.get(tuple(one.lines), ()), one.origin)
    made = [(line, origins) for lines, origins in found.items() for line in lines]
    return made or [("", tuple(one.origin for one in displacing))]


def _displaced(node: Node, displacing: Sequence[Inscription]) -> Iterator[Paragraph]:
    entries = _entries(node)
    if entries and not entries[0].number:
        yield _kept(entries[0].form, entries[0].head)
        entries = entries[1:]
    yield from _reworded(entries, _lines_of(displacing))


def _reworded(old: Sequence[_Entry], new: Sequence[_Line]) -> Iterator[Paragraph]:
    """Paragraphs that give way to others: word by word where the texts are alike, else struck out whole and
    written anew. What heads the first stays."""
    everyone = tuple(dict.fromkeys(origin for _line, origins in new for origin in origins))
    written = [(line, origins) for line, origins in new if line]
    before, after = "\n".join(one.text for one in old), "\n".join(line for line, _origins in written)
    alike = similarity(words(before), words(after), 0.0) >= _ALIKE
    if old and old[0].head:
        yield _headed(old[0], written[:1], everyone, alike=alike)
        old, written = old[1:], written[1:]
    if alike:
        marked = paragraphs([(one.form, one.text) for one in old], [(Form.TEXT, line) for line, _ in written])
        for each in marked:
            changed = each.mark is not Mark.KEPT or any(one.mark is not Mark.KEPT for one in each.pieces)
            yield Paragraph(each.form, each.mark, each.pieces, everyone if changed else ())
        return
    yield from (_struck(one, everyone) for one in old)
    for line, origins in written:
        yield Paragraph(Form.TEXT, Mark.INSERTED, (Piece(Mark.INSERTED, line),), origins)


def _headed(entry: _Entry, new: Sequence[_Line], origins: tuple[Origin, ...], *, alike: bool) -> Paragraph:
    """A paragraph that stands on the line of its number, with the words that take the place of its own."""
    line = new[0][0] if new else ""
    if alike:
        changed = word_diff(entry.text, line)
    else:
        both = ((Mark.DELETED, entry.text), (Mark.INSERTED, line))
        changed = tuple(Piece(mark, text) for mark, text in both if text)
    return Paragraph(entry.form, Mark.KEPT, (*entry.kept, *changed), origins)


def _pieces(entry: _Entry) -> tuple[Piece, ...]:
    return (Piece(Mark.KEPT, entry.head + entry.text),) if entry.head or entry.text else ()


def _kept(form: Form, text: str) -> Paragraph:
    return Paragraph(form, Mark.KEPT, (Piece(Mark.KEPT, text),) if text else ())


def _struck(entry: _Entry, origins: tuple[Origin, ...]) -> Paragraph:
    text = entry.head + entry.text
    return Paragraph(entry.form, Mark.DELETED, (Piece(Mark.DELETED, text),) if text else (), origins)


def _added(text: str, origin: Origin, form: Form = Form.TEXT) -> Paragraph:
    return Paragraph(form, Mark.INSERTED, (Piece(Mark.INSERTED, text),), (origin,))


def _at_the_end(inscriptions: Sequence[Inscription]) -> Iterator[Paragraph]:
    """The clauses that no clause of the terms has a place for, under headings of their own."""
    for under, group in groupby(inscriptions, lambda one: one.under):
        if under:
            yield Paragraph(Form.ARTICLE, Mark.INSERTED, (Piece(Mark.INSERTED, under),))
        for one in group:
            if one.title:
                yield _added(one.title, one.origin, Form.CLAUSE)
            yield from (_added(line, one.origin) for line in one.lines)
