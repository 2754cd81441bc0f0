"""The rung of a clause with its values: total over all values, and never above what the law allows."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.contracts.library.built_in import built_in
from numspot_desk.contracts.library.clause import (
    DECIMAL,
    WHOLE,
    LibraryClause,
    Parameter,
    ParameterKind,
    Rung,
)
from numspot_desk.contracts.library.judging import band_of, judge, provision_of
from numspot_desk.contracts.library.reading import read_clause
from numspot_desk.contracts.library.values import value_fault
from numspot_desk.rules.mandatory_law import Setting, void_by_law
from numspot_desk.rules.payment_term import Buyer
from tests.contracts.library.clauses import choice, clause, document, percent, single
from tests.examples import examples

ANY_VALUE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 400),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(str),
    st.dates().map(dt.date.isoformat),
    st.lists(st.integers(), max_size=2),
    st.sampled_from(["one", "two", "three", "\u200b", "{delay}", "10.00", "1e3", "NaN"]),
)


@pytest.mark.parametrize(
    ("value", "rung"),
    [
        (1, Rung.PREFERRED),
        (10, Rung.PREFERRED),
        (11, Rung.ACCEPTABLE),
        (30, Rung.ACCEPTABLE),
        (31, Rung.NEEDS_LEGAL),
        (60, Rung.NEEDS_LEGAL),
        (61, Rung.REFUSED),
        (90, Rung.REFUSED),
        (91, Rung.REFUSED),
        (0, Rung.REFUSED),
        (None, Rung.REFUSED),
        ("30", Rung.REFUSED),
    ],
)
def test_the_ladder_decides_at_each_boundary(value: object, rung: Rung) -> None:
    assert judge(clause(), {"delay": value}).rung is rung


def test_a_reason_is_told_with_its_article() -> None:
    (long,) = judge(clause(), {"delay": 45}).reasons
    assert long.words is not None and long.words.french == "Long."
    (refused,) = judge(clause(), {"delay": 75}).reasons
    assert refused.law == "C. com. L.441-10 I"


def test_a_value_outside_the_limits_says_the_limits() -> None:
    (reason,) = judge(clause(), {"delay": 400}).reasons
    assert reason.said is not None
    assert reason.said.params["most"] == Decimal(90) and reason.said.params["value"] == Decimal(400)


def test_a_value_that_no_parameter_has_is_refused() -> None:
    assert judge(clause(), {"delay": 5, "other": 1}).rung is Rung.REFUSED


def test_the_worst_of_several_counts_and_comes_first() -> None:
    second = {**percent(), "name": "rate"}
    made = document(text="{delay} {rate}", parameters=[{**document()["parameters"][0]}, second], data={})
    found = judge(read_clause(made), {"delay": 11, "rate": "50"})
    assert found.rung is Rung.NEEDS_LEGAL
    assert [one.rung for one in found.reasons] == [Rung.NEEDS_LEGAL, Rung.ACCEPTABLE]


@given(value=ANY_VALUE, kind=st.sampled_from(["days", "percent", "choice", "text", "date"]))
@examples(300)
def test_any_value_whatever_gets_an_answer(value: Any, kind: str) -> None:
    made = {"days": None, "percent": percent(), "choice": choice()}.get(kind, single(kind))
    found = read_clause(document(parameters=[made] if made else document()["parameters"], data={}))
    judgement = judge(found, {"delay": value})
    inside = value_fault(found.parameters[0], value) is None
    assert (judgement.rung is Rung.REFUSED) >= (not inside)
    assert (band_of(found.parameters[0], value) is not None) == inside


@given(cuts=st.sets(st.integers(2, 89), max_size=6), value=st.integers(1, 90))
@examples(60)
def test_a_ladder_that_is_read_holds_every_value_once(cuts: set[int], value: int) -> None:
    starts = [1, *sorted(cuts)]
    ends = [start - 1 for start in starts[1:]] + [90]
    rows = [
        {"rung": list(Rung)[position % 4].value, "least": low, "most": high}
        for position, (low, high) in enumerate(zip(starts, ends, strict=True))
    ]
    (parameter,) = read_clause(
        document(parameters=[{**document()["parameters"][0], "ladder": rows}])
    ).parameters
    holding = [
        band
        for band in parameter.ladder
        if band.least is not None and band.most is not None and band.least <= value <= band.most
    ]
    assert holding == [band_of(parameter, value)]


# ── The clauses of the program ───────────────────────────────────────────────────────────────────────


def _values(parameter: Parameter) -> list[Any]:
    """The ends of each band, and the limits: where a ladder can go wrong."""
    if parameter.kind in WHOLE:
        return [int(end) for band in parameter.ladder for end in (band.least, band.most) if end is not None]
    if parameter.kind in DECIMAL:
        return [str(end) for band in parameter.ladder for end in (band.least, band.most)]
    if parameter.kind is ParameterKind.FLAG:
        return [True, False]
    if parameter.kind is ParameterKind.CHOICE:
        return [option.value for option in parameter.options]
    return ["2027-06-30"] if parameter.kind is ParameterKind.DATE else ["Mot"]


def test_what_the_ladders_let_through_is_never_void(any_built_in: LibraryClause) -> None:
    buyers = {"buyer:public": Buyer.PUBLIC, "buyer:public_health": Buyer.PUBLIC_HEALTH}
    who = next((buyers[one] for one in any_built_in.requires if one in buyers), Buyer.PRIVATE)
    start = {one.name: _values(one)[0] for one in any_built_in.parameters}
    for day in (dt.date(2026, 11, 22), dt.date(2027, 1, 12)):
        setting = Setting(who, True, day)
        for parameter in any_built_in.parameters:
            for value in _values(parameter):
                values = {**start, **any_built_in.preferred, parameter.name: value}
                values = {name: start[name] if one is None else one for name, one in values.items()}
                band = band_of(parameter, value)
                assert band is not None
                if all(
                    (held := band_of(one, values[one.name])) is not None and held.rung is not Rung.REFUSED
                    for one in any_built_in.parameters
                ):
                    if any_built_in.target is not None:
                        assert void_by_law(provision_of(any_built_in, values), setting) is None
                    assert judge(any_built_in, values, setting).rung is not Rung.REFUSED
                else:
                    assert judge(any_built_in, values, setting).rung is Rung.REFUSED


def test_the_clauses_of_the_program_start_where_sales_may_go(any_built_in: LibraryClause) -> None:
    for parameter in any_built_in.parameters:
        if parameter.preferred is not None:
            band = band_of(parameter, parameter.preferred)
            assert band is not None and band.rung is Rung.PREFERRED


@pytest.mark.parametrize(
    ("name", "days", "buyer", "rung", "law"),
    [
        ("payment-term", 60, Buyer.PRIVATE, Rung.NEEDS_LEGAL, "C. com. L.441-10 I"),
        ("payment-term", 61, Buyer.PRIVATE, Rung.REFUSED, "C. com. L.441-10 I"),
        ("payment-term-month-end", 46, Buyer.PRIVATE, Rung.REFUSED, "C. com. L.441-10 I"),
        ("payment-term-public", 30, Buyer.PUBLIC, Rung.PREFERRED, None),
        ("payment-term-public", 31, Buyer.PUBLIC, Rung.REFUSED, "CCP R.2192-10"),
        ("payment-term-health", 50, Buyer.PUBLIC_HEALTH, Rung.PREFERRED, None),
        ("payment-term-health", 51, Buyer.PUBLIC_HEALTH, Rung.REFUSED, "CCP R.2192-11"),
        ("payment-term", 45, Buyer.PUBLIC, Rung.REFUSED, "CCP R.2192-10"),
        ("termination-notice", 63, Buyer.PRIVATE, Rung.REFUSED, "Règl. (UE) 2023/2854, 25(2)(d)"),
        ("data-retention", 29, Buyer.PRIVATE, Rung.REFUSED, "Règl. (UE) 2023/2854, 25(2)(g)"),
    ],
)
def test_the_law_refuses_by_its_article(
    name: str, days: int, buyer: Buyer, rung: Rung, law: str | None
) -> None:
    found = built_in()[name]
    judgement = judge(found, {found.parameters[0].name: days}, Setting(buyer, True, dt.date(2026, 11, 22)))
    assert judgement.rung is rung
    if law is not None:
        assert law in [reason.law for reason in judgement.reasons if reason.rung is rung]
