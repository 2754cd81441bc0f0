"""The verdicts on clauses: the table of situations, and what holds whatever the clauses are."""

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numspot_desk.contracts.clauses.clause_verdict import (
    Verdict,
    assess,
    ground_of,
)
from numspot_desk.contracts.clauses.clause_verdict_clauses import OrderClause, clauses_of
from numspot_desk.contracts.clauses.clause_verdict_words import Fault
from numspot_desk.contracts.library.built_in import built_in
from numspot_desk.contracts.library.clause import ClauseKind
from numspot_desk.contracts.order.order_document import EFFECTS, SUBJECTS
from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.rules import clauses as references
from tests.contracts import orders
from tests.contracts.situations import assessed, ground, moves, order_of, situations

TABLE = situations()


@pytest.mark.parametrize("situation", TABLE, ids=[row["name"] for row in TABLE])
def test_the_table(situation: dict[str, Any]) -> None:
    found = assessed(situation)
    assert len(found.verdicts) == len(situation["expect"])
    for one, expected in zip(found.verdicts, situation["expect"], strict=True):
        assert one.verdict == expected["verdict"]
        assert list(one.clauses) == expected["at"]
        assert sorted({finding.fault.value for finding in one.findings}) == expected.get("findings", [])
        assert one.modified is expected.get("modified", False)
        effects = found.effects(one.clause.path)
        assert ("none" if effects is None else effects.standing) == expected.get("standing", "applies")
        assert ([] if effects is None else moves(effects)) == expected.get("moves", [])


def test_the_table_is_large_enough() -> None:
    bad = [
        row
        for row in TABLE
        if any(
            one["verdict"] in ("void", "unknown_target")
            or {"open_conflict", "exclusive", "broken_reference"} & set(one.get("findings", []))
            for one in row["expect"]
        )
    ]
    assert len(TABLE) >= 60
    assert len(bad) >= 20


@pytest.mark.parametrize(
    "situation",
    [row for row in TABLE if len(row["clauses"]) > 1],
    ids=[row["name"] for row in TABLE if len(row["clauses"]) > 1],
)
def test_the_order_of_the_clauses_never_counts(situation: dict[str, Any]) -> None:
    derogations = len(order_of(situation)[0]["derogations"])
    first = _by_id(assessed(situation))
    for order in itertools.permutations(range(derogations)):
        assert _by_id(assessed(situation, list(order))) == first


def _by_id(found: Any) -> dict[Any, Any]:
    return {
        (one.clause.id, one.clause.text): (
            one.verdict,
            one.clauses,
            sorted({finding.fault for finding in one.findings}),
            moves(effects) if (effects := found.effects(one.clause.path)) is not None else None,
        )
        for one in found.verdicts
    }


def test_every_clause_of_the_library_stands_as_preferred_without_a_finding() -> None:
    for clause in built_in().values():
        if any(one.preferred is None for one in clause.parameters):
            continue  # a text that only the order knows
        found = assessed({"clauses": [{"library": clause.id}]}).verdicts[0]
        assert {one.fault for one in found.findings} <= {Fault.CONDITION}, clause.id
        void_for_a_business = clause.id in ("payment-term-public", "payment-term-health")
        assert found.verdict is Verdict.COMPLIANT or void_for_a_business, clause.id
        assert found.clause.is_derogation is (clause.kind is ClauseKind.DEROGATION)


_TEXTS = st.text(max_size=200) | st.sampled_from(
    ["article 6", "CG-6.3.a", "{ REF x }", "Le Client", "CS-", "CG-1:Client est", "«", "annexe IV et point 3"]
)
_DATA = st.dictionaries(
    st.sampled_from(["days", "months", "end_of_month", "covers", "readings", "percent", "late_payment_rate"]),
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=10)
    | st.lists(st.text(max_size=5), max_size=3)
    | st.dictionaries(st.sampled_from(["R02", "R99"]), st.text(max_size=5), max_size=2),
    max_size=3,
)
_DEROGATIONS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["D1", "D2", "D3", "", "x"]),
            "text": _TEXTS,
            "target": st.sampled_from([*sorted(references.KNOWN)[:40], "CG-99", "nowhere", ""]),
            "subject": st.sampled_from([*SUBJECTS, "", "?"]),
            "effect": st.sampled_from([*EFFECTS, "", "?"]),
            "data": _DATA,
        }
    ),
    max_size=6,
)


@given(_DEROGATIONS, st.randoms())
@settings(max_examples=150, deadline=None)
def test_any_clauses_get_a_verdict_whatever_their_order(rows: list[Any], chance: Any) -> None:
    rows = [{**row, "id": f"{row['id']}{number}"} for number, row in enumerate(rows)]
    answers = {**orders.order(), "derogations": rows}
    shuffled = list(rows)
    chance.shuffle(shuffled)
    on = ground_of(read_facts(answers), orders.AS_OF, None)
    first = assess(clauses_of(answers), on)
    other = assess(clauses_of({**answers, "derogations": shuffled}), on)
    assert {one.clause.id: _said(one) for one in first.verdicts} == {
        one.clause.id: _said(one) for one in other.verdicts
    }
    for one in first.verdicts:
        first.effects(one.clause.path)


def _said(one: Any) -> Any:
    return one.verdict, one.clauses, {finding.fault for finding in one.findings}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(_JSON)
@settings(max_examples=80, deadline=None)
def test_answers_of_any_form_are_read(value: Any) -> None:
    answers = {"derogations": value, "special_conditions": [{"clauses": value, "kind": value}, value]}
    on = ground_of(read_facts(answers), orders.AS_OF, None)
    assess(clauses_of(answers), on)


@given(_DEROGATIONS, st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_taking_a_clause_out_and_putting_it_back_restores_everything(rows: list[Any], at: int) -> None:
    answers = {**orders.order(), "derogations": rows}
    on = ground_of(read_facts(answers), orders.AS_OF, None)
    whole = assess(clauses_of(answers), on)
    less = assess(clauses_of({**answers, "derogations": rows[:at] + rows[at + 1 :]}), on, before=whole)
    back = assess(clauses_of(answers), on, before=less)
    assert back == whole
    assert [back.effects(one.clause.path) for one in back.verdicts] == [
        whole.effects(one.clause.path) for one in whole.verdicts
    ]


def test_what_did_not_change_is_taken_from_before() -> None:
    answers, taken = order_of({"clauses": [{"library": "breach-notice"}, {"library": "references"}]})
    on = ground({}, answers)
    first = assess(clauses_of(answers), on, taken)
    answers["derogations"][0]["text"] += " Sauf urgence."
    after = assess(clauses_of(answers), on, taken, before=first)
    assert after == assess(clauses_of(answers), on, taken)
    assert after.alone["derogations[1]"] is first.alone["derogations[1]"]
    assert after.by_path["derogations[0]"].modified


def test_a_clause_of_twenty_thousand_characters_and_one_more() -> None:
    answers = orders.order()
    on = ground_of(read_facts(answers), orders.AS_OF, None)
    long = "Le service est rendu. " * 910
    fits, over = (
        OrderClause(f"derogations[{at}]", f"D{at}", f"CP-D{at}", long[:size], target="CG-12", subject="other")
        for at, size in ((0, 20_000), (1, 20_001))
    )
    found = assess([fits, over], on)
    assert not found.verdicts[0].has(Fault.TOO_LONG)
    assert found.verdicts[1].has(Fault.TOO_LONG)
    assert found.verdicts[1].blocking
