"""What an order changes: the same in any order, true to the deadlines themselves; the rules of a clause."""

import datetime as dt
import itertools
from typing import Any

import pytest

from numspot_desk.rules.changes import changed_by, rules_of, rules_resting_on
from numspot_desk.rules.clauses import Document, NoClause
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.limits import deadlines
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.payment_term import Buyer
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


def _general(clause: str, subject: str) -> Provision:
    return Provision(f"g {clause}", Document.GENERAL, clause, subject, Effect.STATES)


def test_the_buyer_given_decides_what_is_void() -> None:
    fifty = (_provision("1", "payment_term", {"days": 50}),)
    assert [one.standing for one in changed_by(fifty, ON).changes] == ["applies"]
    public = Setting(Buyer.PUBLIC, on=ON)
    assert [one.standing for one in changed_by(fifty, ON, public).changes] == ["void"]


def test_only_what_the_contract_itself_says_from_its_day_on_is_a_change() -> None:
    own = _provision("1", "breach_notice", {"days": 30}, in_force_from=ON)
    stated = _general("CG-6.3.a", "breach_notice")
    assert [one.by for one in changed_by((own, stated), ON).changes] == [("1",)]
    assert changed_by((own, stated), ON - dt.timedelta(days=1)).changes == ()


@pytest.mark.parametrize(
    ("subject", "general", "clauses"),
    [
        ("breach_notice", None, ["CG-6.3.a"]),  # of the limit
        ("breach_notice", "CG-6.1.d", ["CG-6.1.d"]),  # of the general terms, where they state it
        ("subcontracting", None, ["CG-18.6"]),  # one that gives way
        ("discount", None, ["CG-A1.1"]),  # of an amount
        ("colour", None, []),
    ],
)
def test_a_provision_that_names_no_clause_changes_those_on_its_subject(
    subject: str, general: str | None, clauses: list[str]
) -> None:
    others = [_general("CG-12", "insurance")]
    others += [] if general is None else [_general(general, subject)]
    own = _provision("1", subject, {"days": 30})
    assert [one.clause for one in changed_by((own, *others), ON).changes] == clauses


def test_several_effects_on_one_clause_are_told_as_several() -> None:
    one = _provision("1", "audit", {"years": 2}, target="CG-17.1")
    again = _provision("2", "audit", {"years": 2}, target="CG-17.1")
    more = Provision("3", Document.PARTICULAR, "CP-3", "audit", Effect.COMPLETE, {}, target="CG-17.1")
    assert [found.effect for found in changed_by((one, again), ON).changes] == ["replace"]
    assert [found.effect for found in changed_by((one, more), ON).changes] == ["several"]


@pytest.mark.parametrize(
    ("others", "standing"),
    [
        ([], "applies"),
        ([_provision("2", "breach_notice", {"days": 40})], "open_conflict"),
        ([_provision("2", "breach_notice", {"days": 40}, replaces="1")], "set_aside"),
    ],
)
def test_a_change_stands_or_not(others: list[Provision], standing: str) -> None:
    own = _provision("1", "breach_notice", {"days": 30}, target="CG-6.3.a")
    found = {by: one for one in changed_by((own, *others), ON).changes for by in one.by}
    assert found["1"].standing == ("applies" if standing == "set_aside" else standing)
    assert (found["1"].clause, found["1"].why.label) == ("CG-6.3.a", f"changes.{found['1'].standing}")


def test_a_change_that_another_clause_replaces_is_set_aside() -> None:
    own = _provision("1", "breach_notice", {"days": 30}, target="CG-6.3.a")
    later = _provision("2", "breach_notice", {"days": 40}, target="CG-18.1", replaces="1")
    found = {one.clause: one for one in changed_by((own, later), ON).changes}
    assert (found["CG-6.3.a"].standing, found["CG-18.1"].standing) == ("set_aside", "applies")
    assert found["CG-6.3.a"].moves == ()


def test_a_conflict_of_others_leaves_a_change_standing() -> None:
    own = _provision("1", "price", {"unit_price": "90.00"}, target="CG-A1.1")
    others = [_provision(name, "price", {"index": name}, target="CG-A1.3") for name in ("2", "3")]
    found = {one.clause: one.standing for one in changed_by((own, *others), ON).changes}
    assert found == {"CG-A1.1": "applies", "CG-A1.3": "open_conflict"}


def test_a_price_moves_amounts_and_no_limit() -> None:
    own = _provision("1", "price", {"unit_price": "90.00"}, target="CG-A1.1")
    (price,) = changed_by((own,), ON).changes
    assert [one.rule for one in price.moves] == ["M4", "M5"]


def test_the_limits_that_follow_an_end_move_with_it_and_no_others() -> None:
    (notice,) = changed_by((_provision("1", "termination_notice", {"days": 30}),), ON).changes
    moved = {one.rule: (one.before, one.after) for one in notice.moves}
    assert {"T07": ("90 days", "30 days"), "T10": ("90 days", "30 days")}.items() <= moved.items()
    assert moved["T12"] == moved["T13"] == (None, None)
    asides = {step.params["rule"]: step.set_aside for step in notice.why.uses if "rule" in step.params}
    assert [one.value for one in asides["T10"]] == ["90 days"]
    assert asides["T12"] == ()
    (breach,) = changed_by((_provision("1", "breach_notice", {"days": 30}),), ON).changes
    assert [one.rule for one in breach.moves] == ["T05"]


@pytest.mark.parametrize(
    ("ref", "rules"),
    [
        ("CG-6.3.a", {"T05", "T06", "R01", "R16"}),
        ("CG-6", {"T04", "T05", "T06", "T07", "T08", "T09", "M4", "R19", "R21"}),
        ("CG-A3.SLA10", {"T27", "R05", "R13", "M1", "M6"}),
        ("CG-A1.1", {"T22", "T31", "M5", "P7", "R06"}),
        ("CG-18.5", {"P6"}),
        ("CG-2.2", {"P1", "P2", "P3", "P4", "P9"}),
        ("CG-3.1", {"T01", "T02", "P10", "P13"}),
        ("CG-1:Services Professionnels", {"P11"}),
        ("CG-12", set()),
    ],
)
def test_the_rules_that_rest_on_a_clause(ref: str, rules: set[str]) -> None:
    assert rules <= set(rules_of(ref))
    assert rules or not rules_of(ref)


def test_what_holds_a_clause_is_told_from_its_parts() -> None:
    assert {"T05", "T06"} <= set(rules_of("CG-6"))
    assert not {"T05", "T06"} & set(rules_resting_on("CG-6"))
    assert {"T05", "T06"} <= set(rules_resting_on("CG-6.3.a"))
    assert "M1" in rules_resting_on("CG-A3.SLA10"), "the whole annex holds it"


def test_what_is_no_clause_has_no_rules() -> None:
    for asked in (rules_of, rules_resting_on):
        with pytest.raises(NoClause):
            asked("six")
