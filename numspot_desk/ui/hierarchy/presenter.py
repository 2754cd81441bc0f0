"""What the hierarchy page shows, decided without Qt: the contract on a day, the rows of its tree, the answers
of the row chosen, the trial under way. How it is written is `sheets`; how it is painted, `view`.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from numspot_desk.contracts.consolidated import Entry, Standing, consolidated
from numspot_desk.contracts.hierarchy import (
    Answer,
    Clause,
    Contract,
    Paper,
    PaperKind,
    Saying,
    Situation,
    Topic,
)
from numspot_desk.contracts.what_if import Add, Edit, Flip, Remove, Rerank, flips, tried
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import message
from numspot_desk.rules.checklists import SUBJECTS as CHECKLIST_SUBJECTS
from numspot_desk.rules.clauses import Document, parse
from numspot_desk.rules.provisions import Effect
from numspot_desk.ui.context import WhyRequest
from numspot_desk.usecases import hierarchy_words as words
from numspot_desk.usecases.search_contract import search_contract
from numspot_desk.usecases.show_hierarchy import ShownContract
from numspot_desk.usecases.subject_names import SUBJECT_NAMES

LOUD = frozenset({Standing.OPEN, Standing.VOID})


@dataclass(frozen=True)
class Row:
    """A row of the tree. `key` says what it opens (`topic:…`, `clause:…`, `paper:…`, `head:…` for a heading),
    `rank` its letter, `outlined` for what is incorporated; `note` is what became of it, `loud` when legal or
    the law has a word on it."""

    key: str
    text: str
    rank: Document | None = None
    outlined: bool = False
    note: str = ""
    loud: bool = False
    rows: tuple["Row", ...] = ()


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
    def standings(self) -> dict[str, Entry]:
        """What became of each clause, by its id."""
        return {entry.clause.id: entry for entry in self.entries}

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """Which answers the trial changes."""
        if not self.edits:
            return ()
        return flips(self.shown.contract.situation(self.on), self.situation)


@dataclass
class HierarchyPresenter:
    """One contract, one day, one row chosen."""

    language: Language
    today: dt.date
    day: Day | None = None
    chosen: str = ""
    sought: str = ""
    _answers: dict[str, tuple[Answer, ...]] = field(default_factory=dict)

    # ── The contract and the day ─────────────────────────────────────────────────────────────────

    def show(self, shown: ShownContract) -> None:
        """Another contract, today; or the same one read again, on the day that is looked at."""
        same = self.day is not None and self.day.shown.number == shown.number
        on = self.day.on if same and self.day is not None else self._first_day(shown)
        self._take(Day(shown, on))
        if not same:
            self.chosen = ""
        self.chosen = self.chosen or self._first_row()

    def go_to(self, on: dt.date) -> None:
        """The same contract on another day."""
        if self.day is not None:
            self._take(Day(self.day.shown, on, self.day.edits))

    def next_day(self, step: int) -> dt.date | None:
        """The next day (1) or the one before (-1) on which something changes; None where there is none."""
        if self.day is None:
            return None
        days = self.day.shown.contract.days()
        if step > 0:
            return next((day for day in days if day > self.day.on), None)
        return next((day for day in reversed(days) if day < self.day.on), None)

    def _first_day(self, shown: ShownContract) -> dt.date:
        """Today, or where nothing of the contract holds yet, its first day."""
        if shown.contract.situation(self.today).papers:
            return self.today
        return min(shown.contract.days(), default=self.today)

    def _take(self, day: Day) -> None:
        self.day = day
        self._answers.clear()

    def _first_row(self) -> str:
        rows = (row for head in self.rows() for row in (*head.rows, head))
        return next((row.key for row in rows if not row.key.startswith("head:")), "")

    # ── The tree ─────────────────────────────────────────────────────────────────────────────────

    def rows(self) -> tuple[Row, ...]:
        """The tree: the questions on which the contract says something, then its documents by rank; or what
        was found of the text sought."""
        if self.day is None:
            return ()
        if self.sought.strip():
            return tuple(self._found())
        topics = self.day.situation.topics
        spoken = sorted((one for one in topics if one.subject in SUBJECT_NAMES), key=_spoken)
        listed = sorted((one for one in topics if one.subject not in SUBJECT_NAMES), key=_listed)
        heads = (
            (self.language.text("Subjects that the order speaks of"), spoken),
            (self.language.text("Subjects that special conditions must cover"), listed),
        )
        questions = tuple(
            Row(f"head:{number}", name, rows=tuple(map(self._question, asked)))
            for number, (name, asked) in enumerate(heads)
            if asked
        )
        return (*questions, *self._papers())

    def _question(self, topic: Topic) -> Row:
        answer = self._answer(topic)
        void = any(layer.role == "void" for layer in answer.stack)
        rank = next((layer.clause.document for layer in answer.layers), None)
        note = ""
        if answer.open_conflict:
            note = self.language.text("Open conflict")
        elif void:
            note = self.language.text("Void by law")
        name = words.answer_name(answer, self.language)
        return Row(_topic_key(topic), name, rank, False, note, answer.open_conflict or void)

    def _papers(self) -> Iterator[Row]:
        assert self.day is not None
        papers = self.day.situation.papers
        for paper in papers:
            if paper.under is None:
                below = tuple(self._paper_row(p) for p in papers if p.under == paper.id)
                yield self._paper_row(paper, (*self._clauses(paper), *below))

    def _paper_row(self, paper: Paper, rows: tuple[Row, ...] = ()) -> Row:
        outlined = paper.kind is PaperKind.INCORPORATED
        return Row(
            f"paper:{paper.id}", words.paper_name(paper, self.language), paper.rank, outlined, rows=rows
        )

    def _clauses(self, paper: Paper) -> tuple[Row, ...]:
        """The clauses, parts under what holds them."""
        children: dict[str, list[Clause]] = {"": []}
        above: list[Clause] = []
        for clause in paper.clauses:
            while above and not _part(clause, above[-1]):
                above.pop()
            children.setdefault(above[-1].id if above else "", []).append(clause)
            above.append(clause)
        return tuple(self._clause_row(clause, children) for clause in children[""])

    def _clause_row(self, clause: Clause, children: dict[str, list[Clause]]) -> Row:
        assert self.day is not None
        entry = self.day.standings.get(clause.id)
        quiet = entry is None or entry.standing is Standing.APPLIES
        note = "" if quiet or entry is None else words.standing_text(entry, self.day.situation, self.language)
        return Row(
            f"clause:{clause.id}",
            words.clause_title(clause, self.language),
            clause.document,
            False,
            note,
            entry is not None and entry.standing in LOUD,
            tuple(self._clause_row(part, children) for part in children.get(clause.id, ())),
        )

    def _found(self) -> Iterator[Row]:
        assert self.day is not None
        for one in search_contract(self.day.situation, self.sought, self.language):
            title = words.clause_title(one.clause, self.language)
            yield Row(f"clause:{one.clause.id}", title, one.clause.document, False, one.passage)

    # ── What was chosen ──────────────────────────────────────────────────────────────────────────

    def answers(self) -> tuple[Answer, ...]:
        """What governs the row that is chosen; nothing for a heading or a document."""
        if self.day is None:
            return ()
        if self.chosen not in self._answers:
            self._answers[self.chosen] = tuple(self._answers_of(self.chosen))
        return self._answers[self.chosen]

    def _answers_of(self, key: str) -> Sequence[Answer]:
        assert self.day is not None
        kind, _colon, rest = key.partition(":")
        if kind == "topic":
            subject, _bar, target = rest.partition("|")
            return (self._answer(Topic(subject, target)),)
        clause = self.day.situation.clauses.get(rest) if kind == "clause" else None
        if clause is None:
            return ()
        if clause.says:
            return tuple(self._answer(_topic_of(clause, number)) for number in range(len(clause.says)))
        return self.day.situation.about(clause.ref)

    def _answer(self, topic: Topic) -> Answer:
        assert self.day is not None
        return self.day.situation.answer(topic)

    def clause(self) -> Clause | None:
        """The clause that is chosen: that of the row, else the one that prevails on the subject."""
        if self.day is None:
            return None
        kind, _colon, rest = self.chosen.partition(":")
        if kind == "clause":
            return self.day.situation.clauses.get(rest)
        answers = self.answers()
        if answers and answers[0].prevailing is not None:
            return answers[0].prevailing.clause
        return None

    def paper(self) -> Paper | None:
        """The document that is chosen, if one is."""
        if self.day is None or not self.chosen.startswith("paper:"):
            return None
        name = self.chosen.partition(":")[2]
        return next((paper for paper in self.day.situation.papers if paper.id == name), None)

    def citation(self) -> str:
        """The chosen clause as people cite it; "" where none is."""
        clause = self.clause()
        if clause is None or self.day is None:
            return ""
        return words.citation(clause, self.day.situation.paper_of(clause), self.language)

    def why(self) -> WhyRequest | None:
        """The explanation of the first answer."""
        answers = self.answers()
        if not answers:
            return None
        return WhyRequest(words.answer_name(answers[0], self.language), answers[0].why)

    # ── Trials ───────────────────────────────────────────────────────────────────────────────────

    @property
    def trying(self) -> bool:
        """Whether a trial is under way."""
        return self.day is not None and bool(self.day.edits)

    def may_try(self) -> bool:
        """Whether the chosen clause can be taken out or ranked otherwise in a trial."""
        clause = self.clause()
        return clause is not None and bool(clause.says)

    def try_without(self) -> None:
        """See the contract without the chosen clause."""
        clause = self.clause()
        if clause is not None and clause.says:
            self._try(Remove(clause.id))
            self.chosen = _topic_key(_topic_of(clause, 0))

    def try_rank(self, rank: Document) -> None:
        """See the contract with the chosen clause at another rank."""
        clause = self.clause()
        if clause is not None and clause.says:
            self._try(Rerank(clause.id, rank))

    def try_clause(self, topic: Topic, effect: Effect, target: str, text: str, rank: Document) -> None:
        """See the contract with one more clause, in the document of a rank or as though it had its rank."""
        assert self.day is not None
        number = 1 + sum(isinstance(edit, Add) for edit in self.day.edits)
        papers = [paper for paper in self.day.situation.papers if paper.under is None]
        home = next((paper for paper in reversed(papers) if paper.rank is rank), papers[0])
        saying = Saying(topic.subject, effect, target=target or None)
        title = self.language.render(message("Clause on trial"))
        clause = Clause(f"trial:{number}", rank, f"{rank.value}-E{number}", title, text, (saying,))
        self._try(Add(home.id, clause))
        self.chosen = _topic_key(_topic_of(clause, 0))

    def end_trial(self) -> None:
        """The contract as it is."""
        if self.day is not None:
            self._take(Day(self.day.shown, self.day.on))

    def _try(self, edit: Edit) -> None:
        assert self.day is not None
        self._take(Day(self.day.shown, self.day.on, (*self.day.edits, edit)))


_SPOKEN: Final = tuple(SUBJECT_NAMES)
_LISTED: Final = tuple(CHECKLIST_SUBJECTS)


def _spoken(topic: Topic) -> tuple[int, str]:
    return _SPOKEN.index(topic.subject), topic.target


def _listed(topic: Topic) -> int:
    return _LISTED.index(topic.subject) if topic.subject in _LISTED else len(_LISTED)


def _topic_key(topic: Topic) -> str:
    return f"topic:{topic.subject}|{topic.target}"


def _topic_of(clause: Clause, number: int) -> Topic:
    saying = clause.says[number]
    return Topic(saying.subject, (saying.target or "") if saying.subject == "other" else "")


def _part(clause: Clause, whole: Clause) -> bool:
    if clause.ref == whole.ref or clause.says or whole.says:
        return False
    one, other = parse(clause.ref), parse(whole.ref)
    return one.within(other.clause) and (one.parts, one.term, one.heading) != (
        other.parts,
        other.term,
        other.heading,
    )
