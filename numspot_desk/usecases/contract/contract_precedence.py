"""The answer of `rules precedence --contract`: what governs in a kept contract on a day.

The JSON of `rules precedence`, one answer a topic, with the documents of the contract and the texts.
"""

import datetime as dt
from typing import Any

from numspot_desk.contracts.ranking.hierarchy import Situation
from numspot_desk.contracts.ranking.layers import Answer, Layer, Topic
from numspot_desk.contracts.ranking.line_overrides import LineOverride, LineWay
from numspot_desk.contracts.ranking.overrides import Override, RankingOverride, Way
from numspot_desk.contracts.ranking.papers import Clause, Paper
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import message
from numspot_desk.rules.subjects import CLAUSES
from numspot_desk.usecases.answers.precedence_answers import binding_answer, governance_answer
from numspot_desk.usecases.contract import hierarchy_words as words
from numspot_desk.usecases.contract import paper_words
from numspot_desk.usecases.contract.announce_overrides import Announced
from numspot_desk.usecases.contract.hierarchy_notes import day_notes
from numspot_desk.usecases.contract.override_words import override_text
from numspot_desk.usecases.contract.show_hierarchy import ShownContract, contract_of
from numspot_desk.usecases.explaining.limit_explanations import explained
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import DeskError

Json = dict[str, Any]


class NoSuchTopic(DeskError):
    """The contract has no such subject or clause on the day."""


def contract_precedence(
    workspace: Workspace,
    asked: str,
    on: dt.date,
    language: Language,
    *,
    subject: str | None = None,
    clause: str | None = None,
) -> Json:
    """What governs in a contract on a day: every topic on which it says something, one subject, or one
    clause. Raises `NoSuchRecord`, `NoSuchTopic`."""
    shown = contract_of(workspace, asked)
    situation = shown.contract.situation(on)
    answers = _answers(situation, subject, clause)
    return {
        "contract": shown.number,
        "on": on.isoformat(),
        "signed": shown.unsigned is None,
        "general_terms": binding_answer(situation.bound),
        "ranking": [document.value for document in situation.ranking],
        "readings": [
            {
                "reading": one.reading,
                "option": one.option,
                "reason": one.reason,
                "chosen_on": one.on.isoformat(),
                "chosen_by": one.by,
            }
            for one in shown.readings
        ],
        "notes": list(day_notes(situation, language)),
        "documents": [_document(paper, language) for paper in situation.papers],
        "without_rank": [
            {
                "kind": one.kind,
                "name": paper_words.unranked_name(one, language),
                "rule": "P4",
                "clause": "CG-2.2",
            }
            for one in situation.unranked
        ],
        "answers": [_answer(situation, answer, language) for answer in answers],
        "overrides": _overrides(shown, language),
    }


def _answers(situation: Situation, subject: str | None, clause: str | None) -> tuple[Answer, ...]:
    if clause is not None:
        found = situation.about(clause)
        if not found:
            raise NoSuchTopic(message("The contract has no clause {clause} on that day.", clause=clause))
        return found
    if subject is not None:
        topics = [topic for topic in situation.topics if topic.subject == subject]
        if not topics and subject not in CLAUSES:
            raise NoSuchTopic(message("The contract has no subject {subject}.", subject=subject))
        return tuple(situation.answer(topic) for topic in topics or [Topic(subject)])
    return tuple(situation.answer(topic) for topic in situation.topics)


def _document(paper: Paper, language: Language) -> Json:
    return {
        "id": paper.id,
        "kind": paper.kind.value,
        "rank": paper.rank.value,
        "name": paper_words.paper_name(paper, language),
        "since": None if paper.since is None else paper.since.isoformat(),
        "signed": paper.signed,
        "state": paper.state.value,
        "language": paper.language,
        "under": paper.under,
    }


def _answer(situation: Situation, answer: Answer, language: Language) -> Json:
    told = governance_answer(answer.governance, situation.bound)
    return {
        **told,
        "target": answer.topic.target or None,
        "astray": list(answer.astray),
        "verdict": words.verdict(answer, situation, language),
        "clauses": [_layer(situation, answer, layer, language) for layer in answer.layers],
        "explanation": explained(answer.why, language),
    }


def _layer(situation: Situation, answer: Answer, layer: Layer, language: Language) -> Json:
    clause: Clause = layer.clause
    paper = situation.paper_of(clause)
    return {
        "id": clause.id,
        "clause": clause.ref,
        "document": paper.id,
        "role": layer.role.value,
        "rule": layer.rule or None,
        "because": layer.because or None,
        "keeps": layer.keeps.value,
        "reason": words.reason(layer, answer, language),
        "citation": words.citation(clause, paper, language),
        "text": situation.whole_text(clause),
    }


def _overrides(shown: ShownContract, language: Language) -> list[Json]:
    return [
        {
            **_override(one),
            "order": one.earlier_in.number,
            "version": one.earlier_in.revision,
            "message": override_text(one, language),
        }
        for one in shown.overrides
    ]


def _override(one: Announced) -> Json:
    """What is overridden: a clause on a subject, the price or the discount of a line, an agreed ranking."""
    match one:
        case Override():
            now = None if one.now is None else one.now.ref
            return {
                "way": one.way.value,
                "subject": one.topic.subject,
                "clause": one.earlier.ref,
                "now": now,
            }
        case RankingOverride():
            return {"way": Way.DROPPED.value, "ranking": [*one.ranking.ranking], "clause": one.ranking.clause}
        case LineOverride():
            subject = "price" if one.way is LineWay.PRICE else "discount"
            return {
                "way": one.way.value,
                "subject": subject,
                "line": one.number,
                "was": str(one.was),
                "now": str(one.now),
            }
