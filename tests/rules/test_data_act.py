"""The general terms beside article 25 of the Data Act, with other lengths than today's as well."""

import datetime as dt
from dataclasses import replace

import pytest

from numspot_desk.rules import data_act
from numspot_desk.rules.data_act import Difference, beside_data_act
from numspot_desk.rules.lengths import Length
from numspot_desk.rules.mandatory_law import LAW
from numspot_desk.rules.table import TABLE, Table

APPLIES = dt.date(2025, 9, 12)
FREE = dt.date(2027, 1, 12)
DAY = dt.timedelta(days=1)


def _points(on: dt.date, table: Table = TABLE) -> dict[str, Difference]:
    return {one.point: one for one in beside_data_act(on, table)}


def test_the_regulation_is_held_from_its_first_day_on() -> None:
    assert beside_data_act(APPLIES - DAY) == ()
    assert set(_points(APPLIES)) == {f"DA-25.{letter}" for letter in "adghi"}


def test_the_general_terms_as_they_are() -> None:
    verdicts = {point[-1]: one.verdict for point, one in _points(APPLIES).items()}
    assert verdicts == {"a": "silent", "d": "below", "g": "below", "h": "meets", "i": "silent"}


@pytest.mark.parametrize(("days", "verdict"), [(62, "meets"), (63, "below"), (2, "meets")])
def test_a_notice_meets_two_months_up_to_sixty_two_days(days: int, verdict: str) -> None:
    rows = tuple(replace(row, length=Length(days, "days")) if row.id == "T10" else row for row in TABLE.rows)
    found = _points(APPLIES, Table(rows))["DA-25.d"]
    assert found.verdict == verdict
    assert [step.value for step in found.why.uses] == [days, 2]
    assert found.article == "Règl. (UE) 2023/2854, 25(2)(d)"


@pytest.mark.parametrize(
    ("side", "named", "days", "verdict"),
    [
        ("least", "retrieval_days", 29, "below"),
        ("least", "retrieval_days", 30, "meets"),
        ("most", "transition_days", 30, "meets"),
        ("most", "transition_days", 31, "below"),
    ],
)
def test_a_length_of_days_is_held_to_the_day(
    monkeypatch: pytest.MonkeyPatch, side: str, named: str, days: int, verdict: str
) -> None:
    row = {"point": "DA-25.g", "clause": "CG-7.2", "days": days, side: named}
    monkeypatch.setattr(data_act, "LAW", {"data_act": {**LAW["data_act"], "beside": [row]}})
    assert _points(APPLIES)["DA-25.g"].verdict == verdict


@pytest.mark.parametrize(("on", "allowed", "verdict"), [(FREE - DAY, True, "silent"), (FREE, False, "below")])
def test_a_charge_is_told_as_one_and_below_once_none_is_allowed(
    on: dt.date, allowed: bool, verdict: str
) -> None:
    found = _points(on)["DA-25.i"]
    assert found.verdict == verdict
    assert [(step.label, step.value) for step in found.why.uses] == [
        ("data_act.terms_charge", True),
        ("data_act.charges_allowed", allowed),
    ]
