"""Lengths that clauses state, and what is told of those that did not hold."""

import datetime as dt
from typing import Any

import pytest

from numspot_desk.rules.clauses import Document
from numspot_desk.rules.explain import SetAside
from numspot_desk.rules.lengths import LONGEST, Agreed, Length, agreed, length_in
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.provisions import Effect, Provision

ON = dt.date(2026, 11, 22)
BASE = Length(7, "days")


def _provision(name: str, clause: str, data: dict[str, Any], **changes: Any) -> Provision:
    return Provision(
        **{
            "id": name,
            "document": Document(clause[:2]),
            "clause": clause,
            "subject": "breach_notice",
            "effect": Effect.REPLACE,
            "data": data,
            "target": "CG-6.3.a",
            **changes,
        }
    )


def _agreed(*provisions: Provision) -> Agreed[Length]:
    return agreed(BASE, ("CG-6.3.a",), provisions, "breach_notice", ON, Setting(on=ON), length_in)


@pytest.mark.parametrize("unit", LONGEST)
def test_a_length_is_read_from_none_at_all_to_the_most_of_its_unit(unit: str) -> None:
    most = LONGEST[unit]
    assert [length_in({unit: count}) for count in (0, most)] == [Length(0, unit), Length(most, unit)]
    assert [length_in({unit: count}) for count in (-1, most + 1, True, "7")] == [None] * 4


def test_two_lengths_are_none() -> None:
    assert length_in({"days": 7, "weeks": 1}) is None


def test_the_most_of_each_unit_is_about_a_century_or_ten_years_of_hours() -> None:
    assert LONGEST == {
        "days": 36_600,
        "weeks": 5_200,
        "months": 1_200,
        "years": 100,
        "hours": 100_000,
        "minutes": 1_000_000,
    }


def test_the_special_conditions_hold_and_the_lower_ranks_are_told() -> None:
    found = _agreed(_provision("p", "CP-2", {"days": 30}), _provision("s", "CS-HDS-3", {"days": 15}))
    assert (found.value, found.clauses) == (Length(15, "days"), ("CS-HDS-3",))
    assert found.set_aside == (
        SetAside("limit.provision", "30 days", clauses=("CP-2",)),
        SetAside("limit.general_terms", "7 days", clauses=("CG-6.3.a",)),
    )


def test_only_those_that_disagree_are_named_as_a_conflict() -> None:
    found = _agreed(
        _provision("a", "CP-1", {"days": 30}),
        _provision("b", "CP-2", {}, target=None, effect=Effect.EXCLUDE),
        _provision("c", "CP-3", {"days": 40}),
    )
    assert (found.value, found.conflict, found.clauses) == (None, ("a", "c"), ("CP-1", "CP-3"))
