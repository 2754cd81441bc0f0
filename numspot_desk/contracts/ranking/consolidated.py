"""The consolidated reading: the whole contract as one text on a day, each paragraph with its origin.

Special conditions first, then the particular conditions and their amendments, then the general terms, where
each derogation stands right before the clause, or the one paragraph, that it names. Every clause in force is
there exactly once, whole or paragraph by paragraph, with what became of it; the running text leaves out what
no longer counts. Nothing is merged into new wording: a person who signs reads the words that were agreed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from numspot_desk.contracts.ranking.hierarchy import Situation
from numspot_desk.contracts.ranking.layers import Answer, Keeps, Layer, Role
from numspot_desk.contracts.ranking.papers import Clause, Paper, PaperKind
from numspot_desk.contracts.ranking.paragraphs import paragraph, split_reference, taken_apart
from numspot_desk.rules.clauses import Document, NoClause, Reference, parse
from numspot_desk.rules.provisions import Effect


class Standing(StrEnum):
    """What became of a clause in the contract as a whole."""

    APPLIES = "applies"
    REPLACED = "replaced"  # applies only where what replaces it is silent
    EXCLUDED = "excluded"
    SUPERSEDED = "superseded"  # restated by a later version of the order
    TRANSLATION = "translation"  # the French text of the same clause prevails
    OPEN = "open"
    VOID = "void"


RUNNING = frozenset({Standing.APPLIES, Standing.REPLACED, Standing.OPEN})
"""What the running text holds: a replaced clause still governs what its derogation leaves unsaid."""


@dataclass(frozen=True)
class Entry:
    """One clause of the consolidated text: its document, what became of it, by which clauses (ids) or which
    article of law, and the clause of the general terms beside which it stands. Where a clause is taken apart,
    an entry is a piece of it, and `whole` the id of the clause."""

    clause: Clause
    paper: Paper
    standing: Standing
    by: tuple[str, ...] = ()
    law: str = ""
    beside: str | None = None
    whole: str = ""


def consolidated(situation: Situation) -> tuple[Entry, ...]:
    """Every clause in force on the day, each once, in reading order."""
    answers = [situation.answer(topic) for topic in situation.topics]
    papers = [paper for paper in situation.papers if paper.kind is PaperKind.GENERAL]
    own = [clause for clause in situation.clauses.values() if clause.says]
    general = _General(papers, own, situation.ranking)
    standing = _Standings(_standings(answers, general), _restated(situation) | _translations(papers))
    beside: dict[str, list[Clause]] = {}
    for clause in own:
        if (target := general.target_of(clause)) is not None:
            beside.setdefault(target, []).append(clause)
    placed = {clause.id for clauses in beside.values() for clause in clauses}
    entries: list[Entry] = []
    paper_of = situation.paper_of
    for paper in situation.papers:
        for clause in paper.clauses:
            if clause.says and clause.id in placed:
                continue
            if clause.says or paper.kind is not PaperKind.GENERAL:
                entries.append(standing.entry(clause, paper))
                continue
            entries += (
                standing.entry(one, paper_of(one), beside=clause.ref) for one in beside.pop(clause.ref, ())
            )
            for piece in general.pieces(clause):
                here = beside.pop(piece.ref, ())
                entries += (standing.entry(one, paper_of(one), beside=piece.ref) for one in here)
                entries.append(standing.entry(piece, paper, whole=clause.id))
    return tuple(entries)


def running(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The text that counts on the day."""
    return tuple(entry for entry in entries if entry.standing in RUNNING)


def by_clause(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """What became of each clause, by its id: of one taken apart, the gravest of its paragraphs."""
    found: dict[str, Entry] = {}
    for entry in entries:
        former = found.get(entry.whole)
        if former is None or _WEIGHT[entry.standing] > _WEIGHT[former.standing]:
            found[entry.whole] = entry
    return found


_What = tuple[Standing, tuple[str, ...], str]
_Said = tuple[str, _What]
_Found = dict[str, _What]
_LEFT = {Keeps.UNSAID: Standing.REPLACED, Keeps.NOTHING: Standing.EXCLUDED}
_DISPLACES = {Effect.REPLACE: Standing.REPLACED, Effect.EXCLUDE: Standing.EXCLUDED}
_WEIGHT = {
    Standing.APPLIES: 0,
    Standing.REPLACED: 1,
    Standing.EXCLUDED: 2,
    Standing.SUPERSEDED: 3,
    Standing.OPEN: 4,
    Standing.VOID: 5,
    Standing.TRANSLATION: 6,
}


def _standings(answers: Sequence[Answer], general: "_General") -> _Found:
    """What became of each clause that something became of; the gravest where topics differ."""
    found: _Found = {}
    for answer in answers:
        for name, said in _of_answer(answer, general):
            found[name] = _graver(found.get(name), said)
    return found


def _graver(one: _What | None, other: _What) -> _What:
    if one is None or _WEIGHT[other[0]] > _WEIGHT[one[0]]:
        return other
    if one[0] is other[0]:
        return one[0], tuple(sorted({*one[1], *other[1]})), one[2]
    return one


def _restated(situation: Situation) -> _Found:
    """The sections that settle no subject and that a later version of the order prints anew."""
    return {
        former.id: (Standing.SUPERSEDED, (clause.id,), "")
        for clause in situation.clauses.values()
        if clause.replaces is not None
        and (former := situation.clauses.get(clause.replaces)) is not None
        and not former.says
    }


def _translations(papers: Sequence[Paper]) -> _Found:
    """The clauses in another language of which there is a French text (P6)."""
    french = {clause.ref: clause.id for p in papers if p.language == "fr" for clause in p.clauses}
    return {
        clause.id: (Standing.TRANSLATION, (french[clause.ref],), "")
        for paper in papers
        if paper.language != "fr"
        for clause in paper.clauses
        if clause.ref in french
    }


def _of_answer(answer: Answer, general: "_General") -> Iterator[_Said]:
    for layer in answer.layers:
        name = layer.clause.id
        match layer.role:
            case Role.VOID:
                yield name, (Standing.VOID, (), layer.because)
            case Role.CONFLICT:
                group = next(group for group in answer.governance.conflicts if name in group)
                yield name, (Standing.OPEN, tuple(other for other in group if other != name), "")
            case Role.REPLACED if layer.rule != "P6":
                yield name, (Standing.SUPERSEDED, (layer.winner,), "")
            case Role.BELOW if layer.clause.says and layer.keeps is not Keeps.ALL and layer.winner:
                yield name, (_LEFT[layer.keeps], (layer.winner,), "")
                yield from _displaced(layer, general)
            case _ if layer.clause.says:
                yield from _displaced(layer, general)


def _displaced(layer: Layer, general: "_General") -> Iterator[_Said]:
    """What a derogation takes the place of: the clause that it names and its parts, or the one paragraph;
    nothing where the general terms rank above it."""
    if layer.saying.effect not in _DISPLACES:
        return
    if not general.under(layer.clause):
        return
    for clause in general.within(layer.saying.target):
        yield clause, (_DISPLACES[layer.saying.effect], (layer.clause.id,), "")


class _General:
    """The clauses of the general terms of the day, with the ones that a derogation names found quickly."""

    def __init__(self, papers: Iterable[Paper], own: Iterable[Clause], ranking: Sequence[Document]) -> None:
        self._ranking = ranking
        self._by_article: dict[str, list[tuple[Reference, Clause]]] = {}
        self._by_ref: dict[str, list[Clause]] = {}
        self._apart: dict[str, set[int]] = {}
        for clause in (one for paper in papers for one in paper.clauses if not one.says):
            reference = parse(clause.ref)
            self._by_article.setdefault(reference.parts[0], []).append((reference, clause))
            self._by_ref.setdefault(clause.ref, []).append(clause)
        for saying in (saying for clause in own for saying in clause.says):
            base, number = split_reference(saying.target or "")
            if number is not None and self._has(base, number):
                self._apart.setdefault(base, set()).add(number)

    def _has(self, base: str, number: int | None) -> bool:
        held = self._by_ref.get(base, ())
        return any(number is None or paragraph(one, number) is not None for one in held)

    def under(self, clause: Clause) -> bool:
        """Whether the general terms rank below a clause."""
        return self._ranking.index(clause.document) < self._ranking.index(Document.GENERAL)

    def target_of(self, clause: Clause) -> str | None:
        """The clause or the paragraph beside which a derogation stands; None where there is none such."""
        named = (saying.target for saying in clause.says if saying.target)
        return next((target for target in named if self._has(*split_reference(target))), None)

    def pieces(self, clause: Clause) -> Iterator[Clause]:
        """The clause; where some of its paragraphs are named, those by themselves and what is between."""
        named = self._apart.get(clause.ref)
        if named is None:
            yield clause
        elif clause.text:
            yield from taken_apart(clause, named)
        else:
            yield clause
            yield from (one for n in sorted(named) if (one := paragraph(clause, n)) is not None)

    def within(self, target: str | None) -> Iterator[str]:
        """The ids of the clause named and of its parts; of the paragraph alone where one is named."""
        base, number = split_reference(target or "")
        if number is not None:
            yield from (f"{clause.id}#{number}" for clause in self._by_ref.get(base, ()))
            return
        try:
            named = parse(base)
        except NoClause:
            return
        near = self._by_article.get(named.parts[0], ())
        yield from (clause.id for reference, clause in near if reference.within(named))


class _Standings:
    """What became of each clause or paragraph."""

    def __init__(self, found: _Found, others: _Found) -> None:
        self._found = found
        self._others = others

    def entry(self, clause: Clause, paper: Paper, *, beside: str | None = None, whole: str = "") -> Entry:
        """The entry of a clause; a paragraph shares the lot of its clause."""
        what: _What = (Standing.APPLIES, (), "")
        for name in {clause.id, whole or clause.id}:
            for found in (self._found, self._others):
                if name in found:
                    what = _graver(what, found[name])
        return Entry(clause, paper, *what, beside=beside, whole=whole or clause.id)
