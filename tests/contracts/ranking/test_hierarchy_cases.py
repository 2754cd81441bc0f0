"""Situations of the hierarchy as data: documents and general terms in, the answer of a day out.

A derogation is written `id target subject effect key=value…`, special conditions `kind subject`, a layer of
the stack `reference role rule what-it-keeps`.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.ranking.contract_papers import Edition, OrderPaper, papers_of
from numspot_desk.contracts.ranking.hierarchy import Contract, Situation
from numspot_desk.contracts.ranking.layers import Answer, Topic
from numspot_desk.contracts.ranking.papers import AgreedRanking, Incorporated, PaperKind, PaperState, Unranked
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.payment_term import Buyer
from numspot_desk.rules.versions import Basis, History, Version
from numspot_desk.usecases.contract import hierarchy_words as words
from numspot_desk.usecases.contract import paper_words
from numspot_desk.usecases.contract.hierarchy_notes import day_notes
from tests.contracts.contracts import NUMBER, derogation, order, terms

CASES = json.loads((Path(__file__).parent.parent / "cases" / "hierarchy.json").read_text(encoding="utf-8"))
EN, FR = load_language("en"), load_language("fr")
_DAY = dt.date.fromisoformat


def _value(text: str) -> Any:
    if text.startswith("'"):
        return text.strip("'")
    if ":" in text:
        return dict([text.split(":")])
    return int(text) if text.isdigit() else [text]


def _derogation(written: str, revision: int) -> dict[str, Any]:
    ident, target, subject, effect, *data = written.split()
    values = {key: _value(value) for key, _equals, value in (one.partition("=") for one in data)}
    return derogation(ident, target, subject, effect, f"{written}, {revision}", **values)


def _special(written: str, place: int) -> dict[str, Any]:
    kind, *subjects = written.split()
    clause = {"id": f"S{place}", "subjects": subjects, "text": f"Clause {written}."}
    return {"kind": kind, "certificate": None, "clauses": [clause]}


def _order(said: dict[str, Any]) -> OrderPaper:
    clauses = [_derogation(one, said["revision"]) for one in said["derogations"]]
    special = [_special(one, place) for place, one in enumerate(said.get("special", ()), 1)]
    changes = {"special_conditions": special} | {key: said[key] for key in ("payment",) if key in said}
    frozen = order(*clauses, revision=said["revision"], **changes)
    if said["signed"] is None:
        return OrderPaper(frozen, None, signed=False, state=PaperState.DRAFT, dated=_DAY("2026-03-02"))
    return OrderPaper(frozen, _DAY(said["signed"]), signed=True)


def _edition(said: dict[str, Any]) -> Edition:
    start = _DAY(said["from"])
    published = _DAY(said["published"]) if "published" in said else start - dt.timedelta(days=100)
    text = terms(said.get("breach", "Dix jours."))
    return Edition(Version(said["label"], published, start), text, said.get("language", "fr"))


def _history(said: dict[str, Any], editions: list[Edition]) -> History:
    refusals = {label: dt.datetime.fromisoformat(at) for label, at in said.get("refusals", {}).items()}
    return History(
        _DAY(said["signed_on"]),
        tuple(edition.version for edition in editions),
        refusals,
        tuple(_DAY(day) for day in said.get("used_on", ())),
        frozenset(said.get("accepted", ())),
        said.get("qualified", False),
        Basis(said.get("basis", "signed")),
    )


def contract_of_case(case: dict[str, Any]) -> Contract:
    editions = [_edition(one) for one in case.get("terms", ())]
    days = ("dated",)
    ranked = (one | {"since": _DAY(one["since"])} for one in case.get("rankings", ()))
    named, outside = (
        [{k: _DAY(v) if k in days else v for k, v in one.items()} for one in case.get(key, ())]
        for key in ("incorporated", "unranked")
    )
    return Contract(
        NUMBER,
        "Atelier Exemple",
        papers_of([_order(one) for one in case["orders"]], editions),
        setting=Setting(Buyer(case.get("buyer", "private")), case.get("in_union", True)),
        history=_history(case["history"], editions) if "history" in case else None,
        unranked=tuple(Unranked(**one) for one in outside),
        incorporated=tuple(Incorporated(**one) for one in named),
        rankings=tuple(
            AgreedRanking(tuple(map(Document, one["ranking"])), one["since"], one["clause"]) for one in ranked
        ),
        ended_on=_DAY(case["ended_on"]) if "ended_on" in case else None,
    )


def _answer(situation: Situation, case: dict[str, Any]) -> Answer | None:
    ask = case["ask"]
    if isinstance(ask, str):
        return situation.answer(Topic(ask), beta=case.get("beta"))
    if "clause" in ask:
        return next(iter(situation.about(ask["clause"])), None)
    return situation.answer(Topic(ask["subject"], ask["target"]))


def _seen(situation: Situation, answer: Answer) -> dict[str, Any]:
    """Everything that a case may expect."""
    found, bound, prevailing = answer.governance, situation.bound, answer.prevailing
    refs = {name: clause.ref for name, clause in situation.clauses.items()}
    general = [p for p in situation.papers if p.kind is PaperKind.GENERAL]
    named = {one.title for one in situation.contract.incorporated}
    return {
        "prevailing": None if prevailing is None else prevailing.clause.ref,
        "text": None if prevailing is None else prevailing.clause.text,
        "stack": [f"{one.clause.ref} {one.role} {one.rule or '-'} {one.keeps}" for one in answer.stack],
        "ranked_by": next((step.clause for step in found.steps if step.rule == "P1"), None),
        "void": [void.law for void in found.void],
        "conflicts": [[refs[name] for name in group] for group in found.conflicts],
        "outside": [[one.kind, one.id] for one in found.outside],
        "astray": list(answer.astray),
        "languages": [p.language for p in general],
        "papers": [
            p.id for p in situation.papers if p.kind is not PaperKind.INCORPORATED or p.title in named
        ],
        "editions": [p.edition for p in situation.papers if p.edition],
        "bound": None if bound is None or bound.version is None else bound.version.label,
        "ends_on": None if bound is None or bound.ends_on is None else bound.ends_on.isoformat(),
        "insufficient": [] if bound is None else list(bound.insufficient),
    }


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_situation_is_answered_as_the_table_says(case: dict[str, Any]) -> None:
    situation = contract_of_case(case).situation(_DAY(case["on"]))
    answer = _answer(situation, case)
    expected = dict(case["expect"])
    if expected.pop("none", False):
        assert answer is None
        return
    assert answer is not None
    note = expected.pop("note", None)
    seen = _seen(situation, answer)
    assert {key: seen[key] for key in expected} == expected
    if note is not None:
        assert note in " ".join(day_notes(situation, EN))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_situation_is_put_in_words_in_both_languages(case: dict[str, Any]) -> None:
    situation = contract_of_case(case).situation(_DAY(case["on"]))
    answer = _answer(situation, case)
    if answer is None:
        return
    for language in (FR, EN):
        said = [words.verdict(answer, situation, language), *day_notes(situation, language)]
        said += [paper_words.paper_name(paper, language) for paper in situation.papers]
        said += [paper_words.unranked_name(one, language) for one in situation.unranked]
        for layer in answer.layers:
            said.append(words.reason(layer, answer, language))
            said.append(words.citation(layer.clause, situation.paper_of(layer.clause), language))
        assert all(said)
        assert not any("{" in one or "  " in one for one in said)


def test_the_table_is_large_enough_to_be_relied_on() -> None:
    assert len(CASES) >= 40
