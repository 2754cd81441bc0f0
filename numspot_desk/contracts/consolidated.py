"""The consolidated reading: the whole contract as one text on a day, each paragraph with its origin.

Special conditions first, then the particular conditions and their amendments, then the general terms, where
each derogation stands right before the clause it names. Every clause in force stands there exactly once, with
what became of it; the running text leaves out what no longer counts. Nothing is merged into new wording: a
person who signs reads the words that were agreed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from numspot_desk.contracts.hierarchy import Answer, Clause, Paper, PaperKind, Role, Situation
from numspot_desk.rules.clauses import NoClause, Reference, parse
from numspot_desk.rules.provisions import Effect


class Standing(StrEnum):
    """What became of a clause in the contract as a whole."""

    APPLIES = "applies"
    REPLACED = "replaced"  # applies only where what replaces it is silent
    EXCLUDED = "excluded"
    SUPERSEDED = "superseded"  # restated by a later version of the order
    OPEN = "open"
    VOID = "void"


RUNNING = frozenset({Standing.APPLIES, Standing.REPLACED, Standing.OPEN})
"""What the running text holds: a replaced clause still governs what its derogation leaves unsaid."""


@dataclass(frozen=True)
class Entry:
    """One clause of the consolidated text: its document, what became of it, by which clauses (ids) or which
    article of law, and the clause of the general terms beside which it stands."""

    clause: Clause
    paper: Paper
    standing: Standing
    by: tuple[str, ...] = ()
    law: str = ""
    beside: str | None = None


def consolidated(situation: Situation) -> tuple[Entry, ...]:
    """Every clause in force on the day, each once, in reading order."""
    answers = [situation.answer(topic) for topic in situation.topics]
    papers = (paper for paper in situation.papers if paper.kind is PaperKind.GENERAL)
    general = [clause for paper in papers for clause in paper.clauses if not clause.says]
    standing = _standings(answers, _General(general)) | _restated(situation)
    known = {clause.ref for clause in general}
    beside: dict[str, list[Clause]] = {}
    for clause in situation.clauses.values():
        if (target := _target(clause, known)) is not None:
            beside.setdefault(target, []).append(clause)
    placed = {clause.id for clauses in beside.values() for clause in clauses}
    entries: list[Entry] = []
    for paper in situation.papers:
        for clause in paper.clauses:
            if clause.says and clause.id in placed:
                continue
            if not clause.says and paper.kind is PaperKind.GENERAL:
                for own in beside.pop(clause.ref, ()):
                    entries.append(_entry(own, situation.paper_of(own), standing, clause.ref))
            entries.append(_entry(clause, paper, standing, None))
    return tuple(entries)


def running(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The text that counts on the day."""
    return tuple(entry for entry in entries if entry.standing in RUNNING)


def _target(clause: Clause, known: set[str]) -> str | None:
    """The clause of the general terms beside which a derogation stands; None where they have none such."""
    named = (saying.target.partition("#")[0] for saying in clause.says if saying.target)
    return next((target for target in named if target in known), None)


_What = tuple[Standing, tuple[str, ...], str]
_Said = tuple[str, _What]
_Found = dict[str, _What]
_DISPLACES = {Effect.REPLACE: Standing.REPLACED, Effect.EXCLUDE: Standing.EXCLUDED}
_WEIGHT = {
    Standing.REPLACED: 1,
    Standing.EXCLUDED: 2,
    Standing.SUPERSEDED: 3,
    Standing.OPEN: 4,
    Standing.VOID: 5,
}


def _standings(answers: Sequence[Answer], general: "_General") -> _Found:
    """What became of each clause that something became of; the gravest where topics differ."""
    found: _Found = {}
    for answer in answers:
        for name, said in _of_answer(answer, general):
            former = found.get(name)
            if former is None or _WEIGHT[said[0]] > _WEIGHT[former[0]]:
                found[name] = said
            elif former[0] is said[0]:
                found[name] = (former[0], tuple(sorted({*former[1], *said[1]})), former[2])
    return found


def _restated(situation: Situation) -> _Found:
    """The sections that settle no subject and that a later version of the order prints anew."""
    return {
        former.id: (Standing.SUPERSEDED, (clause.id,), "")
        for clause in situation.clauses.values()
        if clause.replaces is not None
        and (former := situation.clauses.get(clause.replaces)) is not None
        and not former.says
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
            case Role.REPLACED:
                by = (step.winner for step in answer.governance.steps if step.loser == name)
                yield name, (Standing.SUPERSEDED, tuple(by), "")
            case _ if layer.clause.says and layer.saying.effect in _DISPLACES:
                for clause in general.within(layer.saying.target):
                    yield clause, (_DISPLACES[layer.saying.effect], (name,), "")


class _General:
    """The clauses of the general terms of the day, with the ones that a derogation names found quickly."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self._by_article: dict[str, list[tuple[Reference, str]]] = {}
        for clause in clauses:
            reference = parse(clause.ref)
            self._by_article.setdefault(reference.parts[0], []).append((reference, clause.id))

    def within(self, target: str | None) -> Iterator[str]:
        """The ids of the clause named and of its parts; of none where only a paragraph is named."""
        if target is None:
            return
        try:
            named = parse(target)
        except NoClause:
            return
        if named.paragraph is None:
            near = self._by_article.get(named.parts[0], ())
            yield from (name for reference, name in near if reference.within(named))


def _entry(clause: Clause, paper: Paper, standing: _Found, beside: str | None) -> Entry:
    found, by, law = standing.get(clause.id, (Standing.APPLIES, (), ""))
    return Entry(clause, paper, found, by, law, beside)
