"""The rows of the tree: the subjects, then the documents by rank; or what was found. No Qt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from numspot_desk.contracts.ranking.consolidated import Standing
from numspot_desk.contracts.ranking.layers import Answer, Role, Topic
from numspot_desk.contracts.ranking.papers import Clause, Paper, PaperKind
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_
from numspot_desk.rules.checklists import SUBJECTS as CHECKLIST_SUBJECTS
from numspot_desk.rules.clauses import Document, parse
from numspot_desk.ui.hierarchy.day import Day, topic_key
from numspot_desk.usecases.contract import hierarchy_words as words
from numspot_desk.usecases.contract import paper_words
from numspot_desk.usecases.contract.search_contract import search_contract
from numspot_desk.usecases.explaining.subject_names import SUBJECT_NAMES

LOUD: Final = frozenset({Standing.OPEN, Standing.VOID})
NOTES: Final[Mapping[Standing, str]] = MappingProxyType(
    {
        Standing.REPLACED: N_("Departed from"),
        Standing.EXCLUDED: N_("Set aside"),
        Standing.SUPERSEDED: N_("Restated"),
        Standing.TRANSLATION: N_("Translation"),
        Standing.OPEN: N_("Open conflict"),
        Standing.VOID: N_("Void"),
    }
)
UNRANKED: Final = "unranked"
_SPOKEN: Final = tuple(SUBJECT_NAMES)
_LISTED: Final = tuple(CHECKLIST_SUBJECTS)


@dataclass(frozen=True)
class Row:
    """A row of the tree, by its key (`day`): its text, the letter of its `rank`, `outlined` for what is
    incorporated; `note` is what became of it in a word, `detail` by what; `loud` when legal or the law has a
    word on it. `opened` rows show what is below them at first."""

    key: str
    text: str
    rank: Document | None = None
    outlined: bool = False
    note: str = ""
    detail: str = ""
    loud: bool = False
    rows: tuple["Row", ...] = ()
    opened: bool = False


class TreeRows:
    """Makes the rows of one contract on one day, in one language."""

    def __init__(self, day: Day, language: Language) -> None:
        self._day = day
        self._language = language

    def tree(self) -> tuple[Row, ...]:
        """The questions on which the contract says something, then its documents by rank."""
        topics = self._day.situation.topics
        spoken = sorted((one for one in topics if one.subject in SUBJECT_NAMES), key=_spoken)
        listed = sorted((one for one in topics if one.subject not in SUBJECT_NAMES), key=_listed)
        heads = (
            (self._language.text("Subjects that the order speaks of"), spoken),
            (self._language.text("Subjects that special conditions must cover"), listed),
        )
        questions = (
            Row(f"head:{number}", name, rows=tuple(map(self._question, asked)), opened=number == 0)
            for number, (name, asked) in enumerate(heads)
            if asked
        )
        return (*questions, *self._papers(), *self._unranked())

    def found(self, sought: str) -> tuple[Row, ...]:
        """The clauses of the contract that hold these words, each with the passage around them."""
        return tuple(
            Row(
                f"clause:{one.clause.id}",
                words.clause_title(one.clause, self._language) + (f" – {one.passage}" if one.passage else ""),
                one.clause.document,
            )
            for one in search_contract(self._day.situation, sought, self._language)
        )

    def first(self) -> str:
        """The key that a person looks at first: what legal or the law has a word on, else the subject on
        which most clauses meet."""
        topics = (topic for topic in self._day.situation.topics if topic.subject in SUBJECT_NAMES)
        answers = [self._day.situation.answer(topic) for topic in sorted(topics, key=_spoken)]
        if answers:
            most = max(answers, key=lambda one: (_loud(one), _negotiated(one), len(one.layers)))
            return topic_key(most.topic)
        return next((row.key for row in self.tree() if not row.key.startswith("head:")), "")

    def _question(self, topic: Topic) -> Row:
        answer = self._day.situation.answer(topic)
        rank = next((layer.clause.document for layer in answer.layers), None)
        note = ""
        if answer.open_conflict:
            note = self._language.text("Open conflict")
        elif _void(answer):
            note = self._language.text("Void")
        name = words.answer_name(answer, self._language)
        return Row(topic_key(topic), name, rank, note=note, loud=_loud(answer))

    def _papers(self) -> Iterator[Row]:
        papers = self._day.situation.papers
        orders = [one.id for one in papers if one.kind in (PaperKind.PARTICULAR, PaperKind.AMENDMENT)]
        for paper in papers:
            if paper.under is None:
                below = tuple(self._paper(p) for p in papers if p.under == paper.id)
                yield self._paper(paper, (*self._clauses(paper), *below), opened=paper.id in orders[-1:])

    def _unranked(self) -> Iterator[Row]:
        """What has no place in the hierarchy (P4)."""
        known = self._day.situation.unranked
        rows = (
            Row(f"{UNRANKED}:{number}", paper_words.unranked_name(one, self._language))
            for number, one in enumerate(known)
        )
        if known:
            yield Row("head:unranked", self._language.text("Without rank"), rows=tuple(rows))

    def _paper(self, paper: Paper, rows: tuple[Row, ...] = (), *, opened: bool = False) -> Row:
        return Row(
            f"paper:{paper.id}",
            paper_words.paper_name(paper, self._language),
            paper.rank,
            paper.kind is PaperKind.INCORPORATED,
            self._paper_note(paper),
            rows=rows,
            opened=opened,
        )

    def _paper_note(self, paper: Paper) -> str:
        """What tells a document from another of the same name, short: the end of a long name is cut."""
        if paper.under is None and not paper.signed:
            return self._language.text("Not signed")
        return self._language.text("English text") if paper.language != "fr" else ""

    def _clauses(self, paper: Paper) -> tuple[Row, ...]:
        """The clauses, parts under what holds them."""
        children: dict[str, list[Clause]] = {"": []}
        above: list[Clause] = []
        for clause in paper.clauses:
            while above and not _part(clause, above[-1]):
                above.pop()
            children.setdefault(above[-1].id if above else "", []).append(clause)
            above.append(clause)
        return tuple(self._clause(clause, children) for clause in children[""])

    def _clause(self, clause: Clause, children: dict[str, list[Clause]]) -> Row:
        entry = self._day.standings.get(clause.id)
        note, detail, loud = "", "", False
        if entry is not None and entry.standing is not Standing.APPLIES:
            note = self._language.text(NOTES[entry.standing])
            detail = words.standing_text(entry, self._day.situation, self._language)
            loud = entry.standing in LOUD
        rows = tuple(self._clause(part, children) for part in children.get(clause.id, ()))
        title = words.clause_title(clause, self._language)
        return Row(f"clause:{clause.id}", title, clause.document, False, note, detail, loud, rows)


def _void(answer: Answer) -> bool:
    return any(layer.role is Role.VOID for layer in answer.stack)


def _loud(answer: Answer) -> bool:
    return answer.open_conflict or _void(answer)


def _negotiated(answer: Answer) -> bool:
    own = (layer for layer in answer.layers if layer.clause.document is not Document.GENERAL)
    return any(layer.saying.target is not None for layer in own)


def _spoken(topic: Topic) -> tuple[int, str]:
    return _SPOKEN.index(topic.subject), topic.target


def _listed(topic: Topic) -> int:
    return _LISTED.index(topic.subject) if topic.subject in _LISTED else len(_LISTED)


def _part(clause: Clause, whole: Clause) -> bool:
    if clause.ref == whole.ref or clause.says or whole.says:
        return False
    one, other = parse(clause.ref), parse(whole.ref)
    return one.within(other.clause) and (one.parts, one.term, one.heading) != (
        other.parts,
        other.term,
        other.heading,
    )
