"""The axis of dates: every day within its room, ticks that fit, long silences cut."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.language.catalog import load_language
from numspot_desk.ui.simulator.axis import Unit, axis

FRENCH = load_language("fr")
DAYS = st.lists(st.dates(dt.date(2000, 1, 1), dt.date(2060, 1, 1)), min_size=1, max_size=30)
LABEL = 70.0


@given(days=DAYS, zoom=st.sampled_from([1.0, 2.25, 12.0]))
def test_days_stand_in_order_within_the_axis(days: list[dt.date], zoom: float) -> None:
    found = axis(days, 16, 900, zoom)
    places = [found.place(day) for day in sorted(set(days))]
    assert places == sorted(places) and len(set(places)) == len(places)
    assert all(found.left <= place <= found.left + found.width + 0.001 for place in places)
    assert len(found.breaks) == len(found.stretches) - 1


@given(days=DAYS)
def test_no_label_stands_on_another(days: list[dt.date]) -> None:
    found = axis(days, 16, 900)
    labelled = [found.place(tick.day) for tick in found.ticks(LABEL, FRENCH) if tick.label]
    assert all(after - before >= LABEL for before, after in pairwise(labelled))


def test_the_scale_follows_the_horizon() -> None:
    start = dt.date(2026, 12, 1)
    units = [axis([start, start + dt.timedelta(days=length)], 0, 900).unit(LABEL) for length in (3, 60, 190)]
    assert units == [Unit.DAY, Unit.WEEK, Unit.MONTH]
    every_half_year = [start + dt.timedelta(days=180 * n) for n in range(30)]
    assert axis(every_half_year, 0, 900).unit(LABEL) is Unit.YEAR


def test_a_long_silence_is_cut_and_the_rest_keeps_its_scale() -> None:
    near = [dt.date(2026, 12, 1), dt.date(2027, 3, 1)]
    whole, cut = axis(near, 0, 900), axis([*near, dt.date(2032, 3, 1)], 0, 900)
    assert not whole.breaks and len(cut.breaks) == 1
    assert cut.per_day > 0.7 * whole.per_day
    assert near[1] < dt.date(2032, 3, 1) and cut.place(near[1]) < cut.breaks[0] < cut.place(
        dt.date(2032, 3, 1)
    )


def test_ticks_are_said_in_the_language_of_the_reader() -> None:
    found = axis([dt.date(2026, 12, 1), dt.date(2027, 6, 1)], 0, 900)
    assert [tick.label for tick in found.ticks(LABEL, FRENCH)][:2] == ["déc. 2026", "janv. 2027"]
    assert [tick.strong for tick in found.ticks(LABEL, FRENCH)][:2] == [False, True]
