"""How the end of a contract is told: the reading it rests on, and which orders of data recovery moved it."""

import datetime as dt

import pytest

from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.explain import Step
from numspot_desk.rules.limits import Deadline, deadlines
from numspot_desk.rules.time import PARIS, add_days

SENT = dt.date(2026, 1, 10)
END = dt.date(2026, 4, 10)
"""The notice's own end, ninety days later."""


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 10, tzinfo=PARIS)


def _recovered(*orders: tuple[int, int], **readings: str) -> dict[str, Deadline]:
    """The limits after orders of recovery and their receipts, in days from the notice's own end."""
    made = [Event("n", "termination_notice", at=_at(SENT), details={"by": "client"})]
    for number, (ordered, received) in enumerate(orders):
        name = f"o{number}"
        made.append(Event(name, "recovery_ordered", at=_at(add_days(END, ordered))))
        made.append(Event(f"x{number}", "recovery_received", at=_at(add_days(END, received)), answers=name))
    found = deadlines(Facts(dt.date(2026, 11, 22), made, readings=readings)).deadlines
    return {one.rule: one for one in found}


def _day_step(found: dict[str, Deadline]) -> Step:
    """How the day on which the contract ends came about."""
    (instant,) = found["T11"].explanation.uses
    (day,) = instant.uses
    return day


def _told(step: Step) -> list[object]:
    return [used.params["event"] for used in step.uses[1:]]


@pytest.mark.parametrize(
    ("orders", "moved", "told"),
    [
        ([(-9, 24)], 24, ["o0", "x0"]),
        ([(-9, 24), (-8, 30)], 30, ["o1", "x1"]),  # the second came in time without the first
        ([(-9, 24), (0, 30)], 30, ["o0", "x0", "o1", "x1"]),  # on the day itself: one reading needs the first
        ([(-9, 24), (10, 50)], 50, ["o0", "x0", "o1", "x1"]),
        ([(-9, 24), (10, 50), (11, 54)], 54, ["o0", "x0", "o2", "x2"]),
        ([(-9, 24), (10, 50), (30, 60)], 60, ["o0", "x0", "o1", "x1", "o2", "x2"]),
        ([(-9, 0), (0, 12)], 12, ["o1", "x1"]),  # the first moved nothing
        ([(-9, -2)], 0, ["o0", "x0"]),
        ([(-9, -2), (-8, -1)], 0, ["o1", "x1"]),
    ],
)
def test_what_moved_an_end_is_told_as_far_as_it_was_needed(
    orders: list[tuple[int, int]], moved: int, told: list[str]
) -> None:
    step = _day_step(_recovered(*orders))
    assert (step.label, step.value, step.reading) == ("limit.put_off", add_days(END, moved), {})
    assert _told(step) == told
    assert step.uses[0].value == END


def test_of_orders_that_came_too_late_the_last_one_is_told() -> None:
    step = _day_step(_recovered((1, 20), (2, 30)))
    assert (step.label, step.value, _told(step)) == ("limit.ordered_too_late", END, ["o1"])


def test_data_received_on_the_ninetieth_day_need_no_reading() -> None:
    on_the_day, a_day_later = _recovered((-1, 90)), _recovered((-1, 91))
    assert _day_step(on_the_day).reading == {}
    assert _day_step(a_day_later).reading == {"R11": "until_received"}
    assert on_the_day["T12"].readings["R11"] == "until_received"
    capped = _day_step(_recovered((-1, 90), R11="capped_90"))
    assert (capped.label, capped.value) == ("limit.put_off", add_days(END, 90))


@pytest.mark.parametrize(("count", "summed_up"), [(10, None), (11, 0), (13, 2)])
def test_of_many_orders_the_last_ten_are_told_and_the_end_until_then(
    count: int, summed_up: int | None
) -> None:
    step = _day_step(_recovered(*((2 * n - 1, 2 * n + 1) for n in range(count))))
    first = step.uses[0]
    assert step.value == add_days(END, 2 * count - 1)
    assert _told(step) == [f"{kind}{n}" for n in range(count)[-10:] for kind in "ox"]
    if summed_up is None:
        assert first.value == END
        return
    assert (first.label, first.value) == ("limit.end_until", add_days(END, 2 * summed_up + 1))
    assert first.params == {"event": f"o{summed_up}"}


@pytest.mark.parametrize(("option", "days"), [("ten_days", 10), ("ninety_days", 90)])
def test_the_end_for_a_breach_names_the_reading_of_its_length(option: str, days: int) -> None:
    mail = Event("t", "breach_termination_mail", at=_at(SENT), details={"by": "client"})
    found = deadlines(Facts(END, [mail], readings={"R01": option})).deadlines
    (instant,) = next(one for one in found if one.rule == "T06").explanation.uses
    (day,) = instant.uses
    assert (day.value, day.reading) == (add_days(SENT, days), {"R01": option})
