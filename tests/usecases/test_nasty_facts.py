"""Facts nobody means: wrong types deep inside, contradictions, circles, too many, too long. Each fault is
located; nothing else happens.
"""

import copy
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from numspot_desk.contracts.given.fact_reading import MOST_ENTRIES, FactsRefused
from numspot_desk.usecases.answers.amount_answers import late_payment_answer
from numspot_desk.usecases.answers.availability_answer import availability_answer
from numspot_desk.usecases.answers.deadlines_answer import deadlines_answer
from numspot_desk.usecases.answers.precedence_answers import changes_answer, precedence_answer
from tests.usecases.test_readings_held import ASKED, AVAILABILITY, DEADLINES, LATE, PRECEDENCE

Answer = Callable[..., dict[str, Any]]
CHANGES = {key: value for key, value in PRECEDENCE.items() if key != "subject"}
COMMANDS = [
    *(pytest.param(*case.values[:2], id=case.id) for case in ASKED),
    pytest.param(changes_answer, CHANGES, id="changes"),
]
BAD: list[Any] = [
    *(None, True, False, 0, 3, -1, 1.5, 10**30, "", " ", "x" * 10_000, "\u202ebad", "-5", "1e9", "NaN"),
    *("0001-01-01", "9999-12-31", "0000-00-00", "2026-02-30", "2026-11-22T10:00:00"),
    *("9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", [], [[]], [None], {}, {"a": {"b": [1]}}),
]


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*path, key)
        yield from _places(one, (*path, key))


def _put(document: Mapping[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(dict(document))
    at: Any = changed
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return changed


def _refused(answer: Answer, document: Mapping[str, Any]) -> list[str]:
    with pytest.raises(FactsRefused) as refused:
        answer(document)
    return [fault.path for fault in refused.value.faults]


@pytest.mark.parametrize(("answer", "document"), COMMANDS)
def test_any_value_anywhere_is_answered_or_refused_by_its_place(
    answer: Answer, document: dict[str, Any]
) -> None:
    for path in _places(document):
        for bad in BAD:
            try:
                answer(_put(document, path, bad))
            except FactsRefused as refused:
                assert refused.faults and all(fault.path for fault in refused.faults), (path, bad)


@pytest.mark.parametrize("member", ["kind", "country", "public_body", "legal_form"])
def test_a_client_of_wrong_types_is_refused(member: str) -> None:
    assert _refused(deadlines_answer, {**DEADLINES, "client": {member: {}}}) == [f"client.{member}"]


@pytest.mark.parametrize(
    ("member", "value"),
    [("id", None), ("clause", None), ("data", ""), ("data", []), ("data", 0), ("text", {"a": 1})],
)
def test_a_provision_is_never_dropped_in_silence(member: str, value: Any) -> None:
    given = _put(PRECEDENCE, ("provisions", 0, member), value)
    assert _refused(precedence_answer, given) == [f"provisions[0].{member}"]


@pytest.mark.parametrize("value", ["", [], 0, False])
def test_what_a_clause_settles_is_an_object(value: Any) -> None:
    given = _put(PRECEDENCE, ("provisions", 0, "data"), {"readings": value})
    assert _refused(precedence_answer, given) == ["provisions[0].data.readings"]


def test_clauses_cannot_replace_each_other_in_a_circle() -> None:
    (one,) = PRECEDENCE["provisions"]
    circle = [{**one, "id": "a", "replaces": "b"}, {**one, "id": "b", "replaces": "a"}]
    tail = {**one, "id": "c", "replaces": "a"}
    assert _refused(precedence_answer, {**PRECEDENCE, "provisions": [*circle, tail]}) == [
        "provisions[0].replaces",
        "provisions[1].replaces",
    ]
    itself = {**PRECEDENCE, "provisions": [{**one, "replaces": "t"}]}
    assert _refused(precedence_answer, itself) == ["provisions[0].replaces"]


def test_two_rates_of_one_day_are_refused() -> None:
    rates = [{"from": "2026-01-01", "rate": "2.15"}, {"from": "2026-01-01", "rate": "4"}]
    assert _refused(late_payment_answer, {**LATE, "ecb_rates": rates}) == ["ecb_rates[1].from"]


def test_more_entries_than_are_read_are_refused_at_their_list() -> None:
    rate = {"from": "2026-01-01", "rate": "2.15"}
    assert _refused(late_payment_answer, {**LATE, "ecb_rates": [rate] * (MOST_ENTRIES + 1)}) == ["ecb_rates"]


def test_a_wait_of_centuries_is_refused() -> None:
    ticket = {"id": "k", "kind": "ticket_opened", "at": "1950-01-01T00:00:00Z", "severity": 3}
    asked = {"id": "q", "kind": "client_asked", "at": "1950-01-02T00:00:00Z", "ticket": "k"}
    answered = {"id": "a", "kind": "client_answered", "at": "2500-01-02T00:00:00Z", "ticket": "k"}
    assert _refused(deadlines_answer, {**DEADLINES, "events": [ticket, asked, answered]}) == ["events[2].at"]
    answered["at"] = "1959-12-01T00:00:00Z"
    assert deadlines_answer({**DEADLINES, "events": [ticket, asked, answered]})["deadlines"]


def test_a_thousand_windows_of_each_kind_are_each_met_once() -> None:
    def windows(minutes: int, **more: str) -> list[dict[str, str]]:
        starts = [
            dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=20 * i) for i in range(MOST_ENTRIES)
        ]
        return [
            {"from": f"{at.isoformat()}", "to": f"{(at + dt.timedelta(minutes=minutes)).isoformat()}"} | more
            for at in starts
        ]

    given = {
        **AVAILABILITY,
        "incidents": windows(10),
        "excluded": windows(6, reason="suspension"),
        "maintenance": windows(3, announced_on="2025-01-01"),
    }
    assert availability_answer(given)["downtime_seconds"] == MOST_ENTRIES * 4 * 60
