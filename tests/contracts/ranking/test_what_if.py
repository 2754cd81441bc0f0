"""Trials: which answers a clause added, taken out or ranked otherwise would flip."""

import datetime as dt

from numspot_desk.contracts.ranking.contract_papers import Edition
from numspot_desk.contracts.ranking.papers import Clause, Saying
from numspot_desk.contracts.ranking.what_if import Add, Remove, Rerank, flips, tried
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.provisions import Effect
from tests.contracts.contracts import contract, derogation, order, signed, terms, version

DAY = dt.date(2026, 9, 1)
FIRST = Edition(version("2026-01", dt.date(2026, 1, 1)), terms())
THIRTY = derogation("D1", "CG-6.3.a", "breach_notice", "replace", "Trente jours.", days=30)
SIXTY = derogation("D2", "CG-6.3.a", "breach_notice", "replace", "Soixante jours.", days=60)


def test_a_clause_taken_out_gives_the_question_back_to_the_general_terms() -> None:
    found = contract(signed(order(THIRTY)), editions=(FIRST,))
    (flip,) = flips(found.situation(DAY), tried(found, [Remove("CP/v1:D1")]).situation(DAY))
    assert flip.topic.subject == "breach_notice"
    assert flip.before.prevailing is not None and flip.before.prevailing.clause.ref == "CP-D1"
    assert flip.after.prevailing is not None and flip.after.prevailing.clause.ref == "CG-6.3.a"


def test_a_clause_added_can_open_a_conflict() -> None:
    found = contract(signed(order(THIRTY)), editions=(FIRST,))
    saying = Saying("breach_notice", Effect.REPLACE, {"days": 60}, "CG-6.3.a")
    clause = Clause("trial", Document.PARTICULAR, "CP-D2", "", "Soixante jours.", (saying,))
    (flip,) = flips(found.situation(DAY), tried(found, [Add("CP/v1", clause)]).situation(DAY))
    assert not flip.before.open_conflict and flip.after.open_conflict


def test_a_clause_ranked_higher_settles_a_conflict_and_ranked_lower_gives_way() -> None:
    found = contract(signed(order(THIRTY, SIXTY)), editions=(FIRST,))
    raised = tried(found, [Rerank("CP/v1:D2", Document.SPECIAL)])
    (flip,) = flips(found.situation(DAY), raised.situation(DAY))
    assert flip.after.prevailing is not None and flip.after.prevailing.clause.id == "CP/v1:D2"
    lowered = tried(found, [Rerank("CP/v1:D2", Document.GENERAL)])
    after = lowered.situation(DAY).answer(flip.topic)
    assert after.prevailing is not None and after.prevailing.clause.id == "CP/v1:D1"


def test_an_edit_that_names_nothing_changes_nothing() -> None:
    found = contract(signed(order(THIRTY)), editions=(FIRST,))
    assert tried(found, [Remove("nothing"), Rerank("nothing", Document.SPECIAL)]) == found
