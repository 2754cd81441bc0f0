"""The register of readings and their exploration: every combination once, one reading at a time beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.rules import clauses
from numspot_desk.rules.readings import READINGS, Choice, Run, UnknownReading, checked, explore, vary
from numspot_desk.rules.table import TABLE


def test_the_register_is_whole() -> None:
    assert list(READINGS) == [f"R{number:02}" for number in range(1, 24)]
    for reading in READINGS.values():
        assert len(reading.options) >= 2
        assert len({option.id for option in reading.options}) == len(reading.options)
        assert reading.question_en.endswith("?") and reading.question_fr.endswith("\N{NO-BREAK SPACE}?")
        assert all(option.en and option.fr for option in reading.options)
        assert reading.clauses and reading.changes


def test_each_clause_of_the_register_exists() -> None:
    named = {ref for reading in READINGS.values() for ref in reading.clauses if ref.startswith("CG-")}
    assert all(clauses.known(ref, None) for ref in named)


def test_the_register_and_the_table_of_limits_name_each_other() -> None:
    by_table = {(name, row.id) for row in TABLE.rows for name in row.readings}
    by_register = {
        (name, rule) for name, reading in READINGS.items() for rule in reading.changes if rule.startswith("T")
    }
    assert by_table <= by_register
    chained = {("R01", "T12"), ("R09", "T12"), ("R11", "T12"), ("R02", "T12")}
    assert by_register - by_table <= chained


@pytest.mark.parametrize("chosen", [{"R99": "x"}, {"R02": "noon"}, {"R02": ""}])
def test_an_unknown_reading_is_refused(chosen: dict[str, str]) -> None:
    with pytest.raises(UnknownReading):
        checked(chosen)


def _tree(choice: Choice) -> tuple[str, ...]:
    """R09 is asked only where R01 is read the second way."""
    first = choice.of("R01")
    if first == "ninety_days":
        return first, choice.of("R09")
    choice.name("R15")
    return (first,)


def test_every_branch_is_taken_once() -> None:
    found = explore(_tree, {})
    assert [run.result for run in found.all] == [
        ("ten_days",),
        ("ninety_days", "last_day"),
        ("ninety_days", "next_first"),
    ]
    assert found.alone == (("R01", "ninety_days", ("ninety_days", "last_day")),)
    assert found.readings == {"R01": "ten_days", "R09": "last_day", "R15": "no_roll"}


def test_a_chosen_reading_applies_and_the_default_becomes_the_alternative() -> None:
    found = explore(_tree, {"R01": "ninety_days", "R09": "next_first"})
    assert found.applied.result == ("ninety_days", "next_first")
    assert found.alone == (
        ("R01", "ten_days", ("ten_days",)),
        ("R09", "last_day", ("ninety_days", "last_day")),
    )
    assert len({run.result for run in found.all}) == len(found.all) == 3


@given(st.sets(st.sampled_from(sorted(READINGS)), max_size=5))
def test_all_combinations_of_independent_readings_are_seen(names: set[str]) -> None:
    found = explore(lambda choice: tuple(choice.of(name) for name in sorted(names)), {})
    expected = 1
    for name in names:
        expected *= len(READINGS[name].options)
    assert len({run.result for run in found.all}) == len(found.all) == expected


def test_readings_and_alternatives_are_told_in_the_order_of_the_register() -> None:
    found = explore(lambda choice: choice.of("R09") + choice.of("R01"), {})
    assert list(found.readings) == ["R01", "R09"]
    assert [name for name, _option, _result in found.alone] == ["R01", "R09"]
    named = explore(lambda choice: (choice.name("R15"), choice.name("R06")), {})
    assert list(named.readings) == ["R06", "R15"]


@given(st.sets(st.sampled_from(sorted(READINGS)), max_size=5), st.sampled_from(["", "R03", "R09"]))
def test_varied_alone_is_what_exploring_gives_of_each_reading_alone(names: set[str], settled: str) -> None:
    def compute(choice: Choice) -> tuple[str, ...]:
        return tuple(choice.of(name) for name in sorted(names, reverse=True))

    chosen = {settled: READINGS[settled].options[1].id} if settled else {}
    varied, explored = vary(compute, chosen, chosen), explore(compute, chosen, chosen)
    assert varied.applied == explored.applied
    assert varied.alone == explored.alone
    assert varied.all == (varied.applied,)


def test_each_reading_is_varied_from_the_chosen_ones() -> None:
    assert vary(_tree, {"R01": "ninety_days", "R09": "next_first"}).alone == (
        ("R01", "ten_days", ("ten_days",)),
        ("R09", "last_day", ("ninety_days", "last_day")),
    )


def test_a_reading_that_only_another_path_names_is_told() -> None:
    def compute(choice: Choice) -> str:
        option = choice.of("R01")
        if option == "ninety_days":
            choice.name("R15")
        return option

    found = explore(compute, {})
    assert len(found.all) == 2
    assert found.readings == {"R01": "ten_days", "R15": "no_roll"}


def test_a_shared_part_is_computed_once_for_each_set_of_options() -> None:
    seen: list[str] = []

    def part(choice: Choice) -> str:
        seen.append(choice.of("R01"))
        return seen[-1]

    known: list[Run[str]] = []
    for option in ("ten_days", "ninety_days", "ten_days", "ninety_days"):
        choice = Choice({"R01": option})
        assert choice.once(known, part) == option
        assert choice.used == {"R01": option}
    assert seen == ["ten_days", "ninety_days"]


def test_a_reading_is_varied_beside_the_others_as_they_were_chosen() -> None:
    found = explore(lambda choice: (choice.of("R01"), choice.of("R09")), {"R09": "next_first"})
    assert found.applied.result == ("ten_days", "next_first")
    assert found.alone == (
        ("R01", "ninety_days", ("ninety_days", "next_first")),
        ("R09", "last_day", ("ten_days", "last_day")),
    )
