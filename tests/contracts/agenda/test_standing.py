"""How an entry stands at an instant: what is overdue, what lapsed, what is known only by its hour."""

import datetime as dt
from typing import Any

import pytest

from numspot_desk.contracts.agenda.entries import AgendaContract, agenda
from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.contracts.agenda.standing import RIGHTS, Standing, Stands, day_of, stands
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.table import TABLE
from numspot_desk.rules.time import PARIS, end_of

TODAY = dt.date(2026, 11, 22)
CONTRACT = AgendaContract("family", "order", "CMD-2026-7K3Q9XM4", "Atelier Test")


def at(day: dt.date, hour: int = 12) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), PARIS)


def standing(rule: str, now: dt.datetime, kind: str, step: str | None = None, **given: Any) -> Stands:
    """The entry of a rule that one event opens."""
    facts = Facts(as_of=now.astimezone(PARIS).date(), events=(Event("e", kind, **given),))
    found = [one for one in agenda(CONTRACT, facts) if one.rule == rule and one.step == step]
    return stands(found[0], now)


def invoice(now: dt.datetime) -> Stands:
    details = {"number": "F-1", "amount": None}
    return standing("T22", now, "invoice_issued", on=dt.date(2026, 10, 5), details=details)


def test_an_invoice_that_is_not_paid_is_due_until_the_end_of_its_day_then_overdue() -> None:
    due = dt.date(2026, 10, 31)
    assert invoice(at(due - dt.timedelta(days=9))).days_left == 9
    assert invoice(at(due, 23)).standing is Standing.TODAY
    late = invoice(end_of(due))
    assert (late.standing, late.days_left) == (Standing.OVERDUE, -1)


def test_what_somebody_may_do_lapses_and_is_never_overdue() -> None:
    published = {"on": dt.date(2026, 10, 1), "details": {"enters_into_force": dt.date(2026, 11, 1)}}
    assert standing("T02", at(TODAY), "general_terms_published", **published).standing is Standing.PASSED
    kinds = {row.id: row.kind for row in TABLE.rows}
    parties = {row.id: row.party for row in TABLE.rows}
    assert all(kinds[rule] == "act_before" and parties[rule] == "client" for rule in RIGHTS)


def test_an_effect_that_came_about_has_passed() -> None:
    sent = {"at": at(dt.date(2026, 8, 3)), "details": {"by": "client"}}
    one = standing("T10", at(TODAY), "termination_notice", **sent)
    assert one.standing in (Standing.PASSED, Standing.UNKNOWN) and one.entry.kind == "effect_on"


@pytest.mark.parametrize(
    ("hour", "expected"), [(10, Standing.TODAY), (12, Standing.OVERDUE), (20, Standing.OVERDUE)]
)
def test_a_limit_in_hours_stands_by_the_clock(hour: int, expected: Standing) -> None:
    known = {"at": at(TODAY - dt.timedelta(days=2), 12)}
    one = standing("T26", at(TODAY, hour), "personal_data_breach_known", **known)
    assert one.entry.last_day is None
    assert (one.day, one.standing) == (TODAY, expected)


def test_a_day_that_is_not_known_says_so() -> None:
    assert day_of(None, None) is None
    assert day_of(None, dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)) == dt.date(2026, 11, 23)


def overdue(mark: Mark | None) -> Stands:
    """An invoice that was due yesterday, with what a person added."""
    return stands(invoice(at(TODAY)).entry, end_of(dt.date(2026, 10, 31)), mark)


def test_what_was_marked_done_is_done_and_never_overdue() -> None:
    key = overdue(None).entry.key
    day = dt.date(2026, 10, 31)
    done = overdue(Mark(key, done_on=TODAY, for_day=day))
    assert (overdue(None).standing, done.standing) == (Standing.OVERDUE, Standing.DONE)
    assert not done.moved and done.days_left == -1
    assert overdue(Mark(key, done_on=TODAY, for_day=day - dt.timedelta(days=3))).moved
    assert not overdue(Mark(key, done_on=TODAY)).moved, "nobody said for which day"


def test_what_was_put_off_keeps_its_standing_until_its_day() -> None:
    key = overdue(None).entry.key
    first = dt.date(2026, 11, 1)
    for until, expected in ((first, False), (first + dt.timedelta(days=1), True)):
        row = overdue(Mark(key, note="x", snoozed_until=until))
        assert (row.standing, row.snoozed) == (Standing.OVERDUE, expected)
