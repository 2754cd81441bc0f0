"""The clauses of the rules in versions adopted one after another: followed, decided, used."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.contracts.ranking.layers import Topic
from numspot_desk.rules.mandatory_law import LAW
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.terms.tree import Terms
from numspot_desk.usecases.contract.show_hierarchy import contract_of
from numspot_desk.usecases.general_terms.compare_terms import compare_versions
from numspot_desk.usecases.general_terms.rule_clauses import (
    RuleClauseRefused,
    decide_rule_clause,
    follow_rule_clauses,
    rule_clauses_of,
)
from numspot_desk.usecases.general_terms.terms_in_force import checked_terms
from numspot_desk.usecases.orders.edit_order import check_context_on
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.terms import SourceFile, TermsVersion
from numspot_desk.usecases.refusals import MoveRefused
from tests.contracts.contracts import derogation
from tests.terms.numbered import numbered, one_article_more, wording
from tests.usecases.desk import LAWYER, NOON, PERSON, TODAY, FixedClock, draft, sample, workspace_in

FIRST, SECOND, THIRD = "2025-01", "2026-01", "2026-06"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


def adopt(workspace: OpenWorkspace, label: str, terms: Terms) -> None:
    start = dt.date.fromisoformat(f"{label}-01")
    days = start - dt.timedelta(days=60), start
    version = TermsVersion(str(uuid.uuid5(uuid.NAMESPACE_URL, label)), label, "fr", *days, NOON)
    source = SourceFile("terms.txt", b"x", hashlib.sha256(b"x").hexdigest())
    workspace.terms.adopt(version, terms, source, Act("terms.adopted", version.id, LAWYER.name, NOON))
    follow_rule_clauses(workspace, label, LAWYER, FixedClock())


def reworded(*refs: str) -> Callable[[str], str]:
    return lambda ref: f"{wording(ref)} Deux mots de plus." if ref in refs else wording(ref)


def without(terms: Terms, ref: str) -> Terms:
    return replace(terms, nodes=[node for node in terms.nodes if node.ref != ref])


def three(workspace: OpenWorkspace) -> None:
    adopt(workspace, FIRST, numbered())
    adopt(workspace, SECOND, numbered(one_article_more, added="CG-6"))
    adopt(workspace, THIRD, numbered(one_article_more, reworded("CG-7.2", "CG-6.3.a"), added="CG-6"))


def stands(workspace: OpenWorkspace, label: str) -> dict[str, str | None]:
    return {one.clause: one.ref for one in rule_clauses_of(workspace, label)}


def test_they_are_followed_from_version_to_version(workspace: OpenWorkspace) -> None:
    three(workspace)
    assert stands(workspace, FIRST)["CG-6.3.a"] == "CG-6.3.a"
    for label in (SECOND, THIRD):
        assert stands(workspace, label)["CG-6.3.a"] == "CG-7.3.a"
        assert stands(workspace, label)["CG-2.2"] == "CG-2.2"


def test_versions_that_the_rules_were_not_written_for_keep_their_numbers(workspace: OpenWorkspace) -> None:
    other = numbered()
    adopt(
        workspace, FIRST, replace(other, nodes=[replace(one, title=f"Un {one.ref}") for one in other.nodes])
    )
    assert rule_clauses_of(workspace, FIRST) == ()


def test_the_rules_are_named_right_between_the_second_and_the_third(workspace: OpenWorkspace) -> None:
    three(workspace)
    found = compare_versions(workspace, SECOND, THIRD, "fr", TODAY).comparison
    rules = {one.ref: set(one.rules) for one in found.changes}
    assert rules.keys() == {"CG-8.2", "CG-7.3.a"}
    assert {"T12", "R02"} <= rules["CG-8.2"] and "T14" not in rules["CG-8.2"]
    assert {"T05", "T06"} <= rules["CG-7.3.a"]


def test_what_governs_is_found_under_the_new_number(workspace: OpenWorkspace) -> None:
    three(workspace)
    record = draft(workspace, sample("workshop") | {"derogations": []})
    situation = contract_of(workspace, record.id).contract.situation(TODAY)
    assert situation.bound is not None and situation.bound.version is not None
    assert situation.bound.version.label == THIRD
    breach = situation.answer(Topic("breach_notice")).prevailing
    assert breach is not None and breach.clause.ref == "CG-7.3.a"
    beta = situation.answer(Topic("breach_notice"), beta=True)
    assert beta.prevailing is not None and beta.prevailing.clause.ref == "CG-19.3"
    assert [(one.clause.ref, one.rule) for one in beta.stack] == [("CG-7.3.a", "P5")]
    (audit,) = situation.about("CG-18.1")
    assert audit.topic.subject == "audit"


def test_what_gives_way_by_its_own_words_still_does(workspace: OpenWorkspace) -> None:
    three(workspace)
    lenient = derogation("D1", "CG-17", "export_control", "replace", "Au choix du client.")
    record = draft(workspace, sample("workshop") | {"derogations": [lenient]})
    situation = contract_of(workspace, record.id).contract.situation(TODAY)
    (below,) = situation.answer(Topic("export_control")).stack
    assert (below.clause.ref, below.rule) == ("CG-17", "P7")


def test_the_points_of_the_data_act_are_counted_under_the_new_number(workspace: OpenWorkspace) -> None:
    three(workspace)
    counted = {ref for refs in checked_terms(workspace, TODAY)[None].covers.values() for ref in refs}
    named = {row["clause"] for row in LAW["data_act"]["beside"]}
    assert counted and counted <= {one_article_more(ref) for ref in named}


def test_a_derogation_of_a_clause_that_moved_is_told_where_it_is(workspace: OpenWorkspace) -> None:
    adopt(workspace, FIRST, numbered())
    moved = {"CG-15": "CG-20"}
    adopt(workspace, SECOND, numbered(lambda ref: moved.get(ref, ref)))
    assert checked_terms(workspace, TODAY)[None].moved == {"CG-15": "CG-20"}
    old = derogation("D1", "CG-15", "confidentiality_term", "replace", "Dix ans.")
    answers = sample("workshop") | {"general_terms": None, "derogations": [old]}
    found = check_order(answers, check_context_on(workspace, TODAY)).problems
    (told,) = [one for one in found if one.code == "target_clause_unknown"]
    assert told.message.params["ref"] == "CG-20"


def test_legal_decides_what_is_not_sure_and_nothing_is_erased(workspace: OpenWorkspace) -> None:
    adopt(workspace, FIRST, numbered())
    adopt(workspace, SECOND, without(numbered(), "CG-16"))
    (lost,) = [one for one in rule_clauses_of(workspace, SECOND) if one.open]
    assert lost.clause == "CG-16"
    decide_rule_clause(workspace, SECOND, "CG-16", "art. 17.1", LAWYER, FixedClock())
    kept = workspace.terms.rule_clauses(SECOND)["CG-16"]
    assert (kept.ref, kept.decided, kept.by) == ("CG-17.1", True, LAWYER.name)
    adopt(workspace, THIRD, without(numbered(one_article_more, added="CG-6"), "CG-17"))
    assert stands(workspace, THIRD)["CG-16"] == "CG-18.1", "what legal decided is followed"
    decide_rule_clause(workspace, SECOND, "CG-16", "", LAWYER, FixedClock())
    gone = workspace.terms.rule_clauses(SECOND)["CG-16"]
    assert gone.ref is None and gone.decided and not gone.open
    assert workspace.audit.verify().broken_at is None


@pytest.mark.parametrize("typed", ["CG-99", "CG-7.1, CG-7.2"])
def test_a_decision_that_cannot_be_is_refused(workspace: OpenWorkspace, typed: str) -> None:
    three(workspace)
    before = rule_clauses_of(workspace, SECOND)
    with pytest.raises(RuleClauseRefused):
        decide_rule_clause(workspace, SECOND, "CG-16", typed, LAWYER, FixedClock())
    assert rule_clauses_of(workspace, SECOND) == before


def test_only_legal_decides(workspace: OpenWorkspace) -> None:
    three(workspace)
    sales = replace(PERSON, role="sales")
    with pytest.raises(MoveRefused):
        decide_rule_clause(workspace, SECOND, "CG-16", "CG-17", sales, FixedClock())
    with pytest.raises(MoveRefused):
        follow_rule_clauses(workspace, SECOND, sales, FixedClock())
