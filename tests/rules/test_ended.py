"""When a contract has ended under every reading, and when a reading leaves it open."""

import datetime as dt
from typing import Any

import pytest

from numspot_desk.rules.ended import surely_ended
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.time import PARIS, end_of

NOTICE_DAY = dt.date(2026, 12, 5)


def at(day: dt.date, hour: int = 10) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), PARIS)


def event(kind: str, day: dt.date = NOTICE_DAY, ident: str = "", **given: Any) -> Event:
    ties = {name: given.pop(name) for name in ("cancels", "answers") if name in given}
    return Event(ident or kind, kind, at=at(day), details=given, **ties)


def ended(*events: Event, **readings: str) -> dt.datetime | None:
    return surely_ended(Facts(dt.date(2030, 1, 1), events, readings=readings))


NOTICE = event("termination_notice", by="client")
BREACH = event("breach_termination_mail", by="numspot")


@pytest.mark.parametrize(
    ("events", "end"),
    [
        ((), None),
        ((event("ticket_opened", severity=1),), None),
        ((NOTICE,), end_of(dt.date(2027, 3, 5))),
        ((event("inactivity_notice"),), end_of(dt.date(2027, 3, 5))),
        ((event("corruption_notice"),), at(NOTICE_DAY)),
        ((BREACH,), end_of(dt.date(2027, 3, 5))),  # 90 days by R01, ten by the other reading
        ((NOTICE, event("corruption_notice", dt.date(2027, 1, 7))), at(dt.date(2027, 1, 7))),
        ((NOTICE, event("recovery_ordered", dt.date(2027, 1, 7))), None),  # no data yet, no end (R11)
    ],
)
def test_the_end_is_the_latest_that_a_reading_gives(
    events: tuple[Event, ...], end: dt.datetime | None
) -> None:
    assert ended(*events) == end


def test_received_data_put_the_end_off() -> None:
    order, data = event("recovery_ordered", dt.date(2027, 2, 20)), event("recovery_received")
    received = Event("data", data.kind, at=at(dt.date(2027, 3, 20)))
    assert ended(NOTICE, order, received) == end_of(dt.date(2027, 3, 20))


def test_a_notice_that_was_cancelled_ends_nothing() -> None:
    back = event("termination_notice", dt.date(2026, 12, 6), "back", by="client", cancels=NOTICE.id)
    assert ended(NOTICE, back) == end_of(dt.date(2027, 3, 6)), "only the later one counts"
    last = Event("last", "services_ended", on=dt.date(2026, 12, 31))
    assert ended(last) == end_of(dt.date(2026, 12, 31))
    assert ended(last, event("ticket_opened", severity=1, cancels="last")) is None


def test_a_termination_before_its_formal_notice_had_run_is_not_relied_on() -> None:
    formal = event("formal_notice", dt.date(2026, 12, 1), by="numspot", reason="breach")
    assert ended(formal, BREACH) is None
    early = event("formal_notice", dt.date(2026, 11, 20), "early", by="numspot", reason="breach")
    assert ended(early, BREACH) is not None
