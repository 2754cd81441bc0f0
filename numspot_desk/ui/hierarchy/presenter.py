"""What the hierarchy page shows, decided without Qt: the contract on a day, the row chosen with its answers,
the trial under way. The rows of the tree are `rows`; how answers are written is `sheets`; how all is painted,
`view`.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from numspot_desk.contracts.ranking.layers import Answer, Topic
from numspot_desk.contracts.ranking.papers import Clause, Paper, Saying, Unranked
from numspot_desk.contracts.ranking.what_if import Add, Edit, Remove, Rerank
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import message
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.provisions import Effect
from numspot_desk.ui.context import WhyRequest
from numspot_desk.ui.hierarchy.day import Day, topic_key, topic_of
from numspot_desk.ui.hierarchy.rows import UNRANKED, Row, TreeRows
from numspot_desk.usecases.contract import hierarchy_words as words
from numspot_desk.usecases.contract.hierarchy_notes import day_notes
from numspot_desk.usecases.contract.override_words import override_text
from numspot_desk.usecases.contract.show_hierarchy import ShownContract


@dataclass
class HierarchyPresenter:
    """One contract, one day, one row chosen."""

    language: Language
    today: dt.date
    day: Day | None = None
    chosen: str = ""
    sought: str = ""
    for_beta: bool = False
    _answers: dict[str, tuple[Answer, ...]] = field(default_factory=dict)

    # ── The contract and the day ─────────────────────────────────────────────────────────────────

    def show(self, shown: ShownContract) -> None:
        """Another contract, today; or the same one read again, on the day that is looked at."""
        same = self.day is not None and self.day.shown.number == shown.number
        on = self.day.on if same and self.day is not None else self._first_day(shown)
        self._take(Day(shown, on, self.day.edits if same and self.day is not None else ()))
        if not same:
            self.chosen = self.sought = ""
            self.for_beta = False
        if not self.chosen and self.day is not None:
            self.chosen = TreeRows(self.day, self.language).first()

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

    @property
    def has_betas(self) -> bool:
        """Whether the order has beta services, of which something else may be asked (P5)."""
        return self.day is not None and self.day.contract.beta

    def ask_for_beta(self, *, on: bool) -> None:
        """Ask about a beta service of the contract, or about any other."""
        self.for_beta = on
        self._answers.clear()

    # ── The tree ─────────────────────────────────────────────────────────────────────────────────

    def rows(self) -> tuple[Row, ...]:
        """The tree, or what was found of the text sought."""
        if self.day is None:
            return ()
        rows = TreeRows(self.day, self.language)
        if not self.sought.strip():
            return rows.tree()
        nothing = Row("head:nothing", self.language.text("No clause of this contract holds these words."))
        return rows.found(self.sought) or (nothing,)

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
        clause = self.day.situation.clause(rest) if kind == "clause" else None
        if clause is None:
            return ()
        if clause.says:
            return tuple(self._answer(topic_of(clause, number)) for number in range(len(clause.says)))
        return self.day.situation.about(clause.ref, beta=self._beta)

    def _answer(self, topic: Topic) -> Answer:
        assert self.day is not None
        return self.day.situation.answer(topic, beta=self._beta)

    @property
    def _beta(self) -> bool | None:
        return True if self.for_beta and self.has_betas else None

    def clause(self) -> Clause | None:
        """The clause that is chosen: that of the row, else the one that prevails on the subject."""
        if self.day is None:
            return None
        kind, _colon, rest = self.chosen.partition(":")
        if kind == "clause":
            return self.day.situation.clause(rest)
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

    def unranked(self) -> Unranked | None:
        """The document without rank that is chosen, if one is."""
        kind, _colon, number = self.chosen.partition(":")
        if self.day is None or kind != UNRANKED or int(number) >= len(self.day.situation.unranked):
            return None
        return self.day.situation.unranked[int(number)]

    def topic(self) -> Topic | None:
        """The question of the row that is chosen, if it is one."""
        answers = self.answers()
        return answers[0].topic if answers else None

    def citation(self) -> str:
        """The chosen clause as people cite it; "" where none is."""
        clause = self.clause()
        if clause is None or self.day is None:
            return ""
        return words.citation(clause, self.day.situation.paper_of(clause), self.language)

    def why(self, number: int = 0) -> WhyRequest | None:
        """The explanation of one of the answers; None where there is none such."""
        answers = self.answers()
        if not 0 <= number < len(answers):
            return None
        return WhyRequest(words.answer_name(answers[number], self.language), answers[number].why)

    def announcements(self) -> tuple[str, ...]:
        """What has to be known before anything is read of the contract on this day."""
        if self.day is None:
            return ()
        text, shown, said = self.language.text, self.day.shown, []
        if shown.unsigned is not None:
            said.append(text("Nobody signed this order yet: what stands here is what it would say."))
        said += day_notes(self.day.situation, self.language)
        said += [override_text(one, self.language) for one in shown.overrides]
        if shown.contract.history is None:
            said.append(text("No general terms are imported: their references stand for their text."))
        if not self.day.situation.papers and self.day.situation.ended_on is None:
            said.append(text("No document of this contract was in force on that day."))
        return tuple(said)

    def choose_clause(self, ref: str) -> bool:
        """Choose the clause with this reference, of the latest document that has it; False for none."""
        clauses = self.day.situation.clauses.values() if self.day is not None else ()
        found = [clause for clause in clauses if clause.ref == ref.partition("#")[0]]
        if found:
            self.chosen = f"clause:{found[-1].id}"
        return bool(found)

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
            if not self.chosen.startswith("topic:"):
                self.chosen = topic_key(topic_of(clause, 0))

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
        self.chosen = topic_key(topic_of(clause, 0))

    def end_trial(self) -> None:
        """The contract as it is."""
        if self.day is not None:
            self._take(Day(self.day.shown, self.day.on))

    def _try(self, edit: Edit) -> None:
        assert self.day is not None
        self._take(Day(self.day.shown, self.day.on, (*self.day.edits, edit)))
