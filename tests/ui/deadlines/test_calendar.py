"""Which entries stand in the days of a month or a week, and on which of their lines."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.ui.deadlines.calendar import (
    LINES,
    DayCell,
    DayRows,
    arranged,
    months_later,
    week_number,
    week_of,
    weeks_of,
)
from tests.ui.deadlines.rows import day, row

MONDAY, SUNDAY = 0, 6
WEEK = week_of(day(7), MONDAY)


def names(cell: DayCell) -> list[str]:
    """What the lines of a day hold, from the top; "–" for a line that passes, "" for none."""
    return ["" if piece is None else piece.row.entry.event if piece.named else "–" for piece in cell.lines]


def test_a_month_has_the_weeks_that_hold_its_days() -> None:
    weeks = weeks_of(day(15), MONDAY)
    assert (weeks[0][0], weeks[-1][-1]) == (dt.date(2026, 11, 30), dt.date(2027, 1, 3))
    assert [week_number(week) for week in weeks] == [49, 50, 51, 52, 53]
    assert weeks_of(day(15), SUNDAY)[0][0] == dt.date(2026, 11, 29)
    february = weeks_of(dt.date(2027, 2, 10), MONDAY)
    assert len(february) == 4 and february[-1][-1] == dt.date(2027, 2, 28)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2190, 1, 1)), st.integers(0, 6))
def test_every_day_stands_in_its_month_once(one: dt.date, first: int) -> None:
    weeks = weeks_of(one, first)
    days = [held for week in weeks for held in week]
    assert days == [days[0] + dt.timedelta(days=n) for n in range(len(days))]
    assert one in days and all(week[0].weekday() == first for week in weeks)
    assert sum(held.month == one.month and held.year == one.year for held in days) >= 28


def test_months_end_where_the_calendar_ends() -> None:
    assert months_later(day(31), 2) == dt.date(2027, 2, 28)
    assert months_later(dt.date(9999, 12, 5), 1) == dt.date(9999, 12, 5)
    assert months_later(dt.date(1, 1, 5), -1) == dt.date(1, 1, 5)


def test_a_day_shows_three_entries_the_overdue_first_and_counts_the_others() -> None:
    late = row(day(20, 11), "late")
    held = DayRows.of([*(row(day(8), name) for name in "dcba"), late])
    cells = arranged(WEEK, held, LINES)
    assert names(cells[1]) == ["a", "b", "c"] and cells[1].more == 1
    assert [one.entry.event for one in cells[1].rows] == ["a", "b", "c", "d"]
    november = arranged(week_of(day(20, 11), MONDAY), held, LINES)
    assert names(november[4]) == ["late"]


def test_a_line_joins_the_safe_and_the_sure_day_through_those_between() -> None:
    one = row(day(9), safe=day(8), sure=day(11))
    cells = arranged(WEEK, DayRows.of([one]), LINES)
    pieces = [cell.lines[0] if cell.lines else None for cell in cells]
    assert [piece is not None for piece in pieces] == [False, True, True, True, True, False, False]
    first, own, between, last = (piece for piece in pieces if piece is not None)
    assert (first.starts, first.comes, first.goes) == (True, False, True)
    assert own.own and own.named and own.comes and own.goes
    assert not between.named and not between.starts and not between.ends
    assert (last.ends, last.comes, last.goes) == (True, True, False)


def test_a_line_goes_on_in_the_week_after_and_is_named_there_again() -> None:
    one = row(day(11), safe=day(11), sure=day(15))
    cells = arranged(week_of(day(14), MONDAY), DayRows.of([one]), LINES)
    assert names(cells[0]) == ["a"] and names(cells[1]) == ["–"] and cells[2].lines == ()
    piece = cells[0].lines[0]
    assert piece is not None and piece.comes and not piece.own


def test_the_entries_of_a_day_come_before_lines_that_pass() -> None:
    busy = [row(day(10), name) for name in "bcd"]
    one = row(day(8), "a", safe=day(8), sure=day(12))
    cells = arranged(WEEK, DayRows.of([one, *busy]), LINES)
    assert names(cells[3]) == ["b", "c", "d"]
    piece = cells[1].lines[0]
    assert piece is not None and piece.apart and not piece.goes


def test_an_entry_whose_readings_leave_the_day_open_stands_on_its_own() -> None:
    (cell,) = [one for one in arranged(WEEK, DayRows.of([row(day(9), open_end=True)]), LINES) if one.rows]
    assert cell.day == day(9) and names(cell) == ["a"]


def test_what_has_no_day_stands_nowhere() -> None:
    assert DayRows.of([row(None)]) == DayRows()


_SPANS = st.lists(
    st.tuples(st.integers(1, 28), st.integers(0, 12), st.integers(0, 12)), min_size=0, max_size=25
)


@pytest.mark.parametrize("room", [0, 1, 2, 3, None])
@given(spans=_SPANS)
def test_no_entry_is_lost_and_no_day_has_more_lines_than_room(
    room: int | None, spans: list[tuple[int, int, int]]
) -> None:
    rows = []
    for number, (on, before, after) in enumerate(spans):
        own = day(on)
        safe, sure = own - dt.timedelta(days=before), own + dt.timedelta(days=after)
        rows.append(row(own, f"e{number}", safe=safe, sure=sure))
    held = DayRows.of(rows)
    for week in weeks_of(day(15), MONDAY):
        for cell in arranged(week, held, room):
            own_pieces = [piece for piece in cell.lines if piece is not None and piece.own]
            assert len(own_pieces) + cell.more == len(cell.rows)
            assert all(piece.named for piece in own_pieces)
            if room is not None:
                assert len(cell.lines) <= room
            else:
                assert cell.more == 0
