"""Where the clauses that the rules name stand in a later version: found by their words, or left to decide."""

from dataclasses import replace

import pytest

from numspot_desk.rules.changes import clauses_named
from numspot_desk.terms.comparing import compare
from numspot_desk.terms.rule_clauses import Known, followed, matches, where_written
from numspot_desk.terms.tree import Terms
from numspot_desk.terms.whereabouts import Found
from tests.terms.comparisons import node, terms, verger
from tests.terms.numbered import numbered, one_article_more, wording

BASE = numbered()
LATER = numbered(one_article_more, added="CG-6")
START = {one.clause: one.ref for one in where_written(BASE)}


def found(later: Terms = LATER) -> dict[str, Found]:
    return {one.clause: one for one in followed(START, compare(BASE, later))}


def test_the_rules_know_terms_that_bear_their_titles_and_no_others() -> None:
    assert matches(BASE)
    assert not matches(verger("2025"))


def test_in_its_own_version_each_clause_has_its_number() -> None:
    assert set(START) == set(clauses_named())
    assert all(ref == clause for clause, ref in START.items())


def test_an_article_put_in_moves_every_clause_after_it() -> None:
    stands = found()
    assert stands["CG-6.3.a"].ref == "CG-7.3.a" and stands["CG-18.3"].ref == "CG-19.3"
    assert stands["CG-2.2"].ref == "CG-2.2" and stands["CG-A1.1"].ref == "CG-A1.1"
    assert all(one.ref is not None for one in stands.values())


def test_a_clause_with_other_words_under_its_number_and_title_is_found() -> None:
    later = numbered(words=lambda ref: "Tout autre chose." if ref == "CG-17.1" else wording(ref))
    assert found(later)["CG-17.1"].ref == "CG-17.1"


def test_a_clause_that_is_gone_is_left_to_decide() -> None:
    without = [one for one in BASE.nodes if one.ref != "CG-16"]
    one = found(replace(BASE, nodes=without))["CG-16"]
    assert (one.ref, one.moved) == (None, True)


def test_another_clause_under_the_number_is_only_proposed() -> None:
    old = terms(node("CG-1", "le rang de la poire sous le noyer", title="Rang"))
    new = terms(node("CG-1", "le rang de la vigne est un autre rang", title="Vigne"))
    (one,) = followed({"CG-1": "CG-1"}, compare(old, new))
    assert one.ref is None and one.proposed in ("CG-1", None)


def test_what_was_not_found_before_is_not_found_later() -> None:
    (one,) = followed({"CG-16": None}, compare(BASE, LATER))
    assert one == Found("CG-16", None)


KNOWN = Known({"CG-6.3.a": "CG-7.3.a", "CG-7.1": "CG-8.1", "CG-18.3": "CG-19.3", "CG-16": None})


@pytest.mark.parametrize(
    ("ref", "called"),
    [
        ("CG-8.1", "CG-7.1"),
        ("CG-8.1.b", "CG-7.1.b"),
        ("CG-19.3#2", "CG-18.3#2"),
        ("CG-7.1", ""),
        ("CG-7.1.c", ""),
        ("CG-16", ""),
        ("CG-18.3", ""),
        ("CG-3.1", "CG-3.1"),
        ("CG-18.31", "CG-18.31"),
    ],
)
def test_the_rules_call_a_clause_by_the_number_that_they_know(ref: str, called: str) -> None:
    assert KNOWN.of(ref) == called
