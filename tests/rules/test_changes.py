"""What an order changes: the same in any order, true to the deadlines themselves; the rules of a clause."""

import datetime as dt
import itertools
from typing import Any

import pytest

from numspot_desk.rules.changes import changed_by, rules_of
from numspot_desk.rules.clauses import Document, NoClause
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.limits import deadlines
from numspot_desk.rules.provisions import Effect, Provision
from numspot_desk.rules.time import PARIS

ON = dt.date(2026, 11, 22)


def _provision(name: str, subject: str, data: dict[str, Any], **more: Any) -> Provision:
    return Provision(name, Document.PARTICULAR, f"CP-{name}", subject, Effect.REPLACE, data, **more)


def test_the_order_in_which_provisions_are_given_never_counts() -> None:
    given = [
        _provision("1", "breach_notice", {"days": 30}),
        _provision("2", "termination_notice", {"days": 30}),
        _provision("3", "payment_term", {"days": 90}),
        _provision("4", "audit", {"years": 2}, target="CG-17.1"),
    ]
    answers = {repr(changed_by(order, ON)) for order in itertools.permutations(given)}
    assert len(answers) == 1


def test_what_is_said_to_move_moves_in_the_deadlines() -> None:
    notice = Event(
        "n",
        "formal_notice",
        dt.datetime(2026, 11, 22, 10, tzinfo=PARIS),
        None,
        {"by": "client", "reason": "breach"},
    )
    own = (_provision("1", "breach_notice", {"days": 30}),)
    moved = {one.rule: one for change in changed_by(own, ON).changes for one in change.moves}
    assert (moved["T05"].before, moved["T05"].after) == ("7 days", "30 days")
    plain, changed = (
        next(one for one in deadlines(Facts(ON, (notice,), provisions=given)).deadlines if one.rule == "T05")
        for given in ((), own)
    )
    assert plain.result.last_day == ON + dt.timedelta(days=7)
    assert changed.result.last_day == ON + dt.timedelta(days=30)


def test_the_explanation_rests_on_who_governs() -> None:
    found = changed_by((_provision("1", "breach_notice", {"days": 30}),), ON)
    assert found.why.value == len(found.changes) == 1
    assert [used.label for used in found.changes[0].why.uses] == ["precedence.prevails", "changes.moves"]


@pytest.mark.parametrize(
    ("ref", "rules"),
    [
        ("CG-6.3.a", {"T05", "T06", "R01", "R16"}),
        ("CG-6", {"T04", "T05", "T06", "T07", "T08", "T09", "M4", "R19", "R21"}),
        ("CG-A3.SLA10", {"T27", "R05", "R13", "M1", "M6"}),
        ("CG-A1.1", {"T22", "T31", "M5", "P7", "R06"}),
        ("CG-18.5", set()),
    ],
)
def test_the_rules_that_rest_on_a_clause(ref: str, rules: set[str]) -> None:
    assert rules <= set(rules_of(ref))
    assert rules or not rules_of(ref)


def test_what_is_no_clause_has_no_rules() -> None:
    with pytest.raises(NoClause):
        rules_of("six")
