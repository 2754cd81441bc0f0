"""What an event gives when it is asked: its day, its details, and what is refused as none."""

import datetime as dt

import pytest

from numspot_desk.rules.events import Event
from numspot_desk.rules.time import PARIS, start_of

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=PARIS)


@pytest.mark.parametrize("value", [NOON, "2026-11-22", 22, None])
def test_a_detail_that_is_no_day_is_refused(value: object) -> None:
    event = Event("e", "export_control_notice", at=NOON, details={"effective_on": value})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match="no day"):
        event.day_of("effective_on")


def test_a_day_counts_from_its_start_when_something_came_before_it() -> None:
    event = Event("e", "invoice_paid", on=NOON.date(), details={"number": "1"})
    assert event.happened_before(NOON)
    assert not event.happened_before(start_of(NOON.date()))


def test_an_instant_is_not_before_itself() -> None:
    event = Event("e", "penalty_claimed", at=NOON)
    assert not event.happened_before(NOON)
    assert event.happened_before(NOON + dt.timedelta(microseconds=1))
