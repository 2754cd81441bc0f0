"""When to remind: the ladder of each kind, from the safe side, in Paris whatever the clocks do."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from numspot_desk.contracts.agenda.entries import AgendaContract, AgendaEntry
from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.contracts.agenda.reminders import (
    DAYS,
    FURTHEST,
    HOURS,
    ReminderId,
    due,
    next_moment,
    reached,
    reminders,
    rungs,
)
from numspot_desk.language.messages import message
from numspot_desk.rules.explain import Step
from numspot_desk.rules.limits import KINDS, Result
from numspot_desk.rules.time import end_of

PARIS = ZoneInfo("Europe/Paris")
NOTHING = Result(None, None)


def of_day(day: dt.date) -> Result:
    return Result(day, end_of(day))


def entry(result: Result, **changed: object) -> AgendaEntry:
    made = AgendaEntry(
        key="f:T22::F1",
        contract=AgendaContract("f", "f", "CMD-1", "Client"),
        rule="T22",
        step=None,
        event="F1",
        what=message("Pay the invoice"),
        about="F1",
        clause="CG-18.1",
        kind="act_before",
        party="client",
        last_day=result.last_day,
        instant=result.instant,
        safe=result,
        sure=result,
        status="running",
        alternatives=0,
        why=Step("limit.deadline", result.last_day),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def test_a_day_is_told_of_at_nine_in_paris_on_the_days_of_its_ladder() -> None:
    told = reminders(entry(of_day(dt.date(2028, 3, 1))))
    assert [one.astimezone(PARIS).isoformat() for one in told] == [
        "2027-12-02T09:00:00+01:00",
        "2028-01-01T09:00:00+01:00",
        "2028-01-31T09:00:00+01:00",
        "2028-02-23T09:00:00+01:00",
        "2028-02-29T09:00:00+01:00",
    ]


def test_the_ladder_crosses_the_change_of_clocks_at_nine() -> None:
    told = reminders(entry(of_day(dt.date(2026, 10, 31))))
    assert {one.hour for one in told} == {9}
    assert [one.utcoffset() for one in told][-2:] == [dt.timedelta(hours=2), dt.timedelta(hours=1)]


def test_hours_are_elapsed_hours_across_the_change_of_clocks() -> None:
    instant = dt.datetime(2026, 10, 25, 12, tzinfo=PARIS)
    told = reminders(entry(Result(None, instant)))
    utc = [one.astimezone(dt.UTC) for one in told]
    assert [instant.astimezone(dt.UTC) - one for one in utc] == [dt.timedelta(hours=n) for n in HOURS]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_ladder_and_what_is_to_do_is_told_from_the_safe_side(kind: str) -> None:
    late, early = of_day(dt.date(2027, 6, 30)), of_day(dt.date(2027, 6, 10))
    told = reminders(entry(late, kind=kind, safe=early, sure=late))
    to_do = kind in ("act_before", "latest_before")
    assert len(told) == len(DAYS[kind])
    assert told[-1].date() == (dt.date(2027, 6, 9) if to_do else dt.date(2027, 6, 29))


def test_what_has_no_day_yet_is_not_told_of() -> None:
    assert reminders(entry(NOTHING)) == ()
    early = of_day(dt.date(2027, 6, 10))
    assert len(reminders(entry(NOTHING, safe=early))) == len(HOURS), "the safe side is known"


# ── The rung that was reached ────────────────────────────────────────────────────────────────────────

DAY = dt.date(2027, 6, 30)
BEGUN = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


def at(text: str) -> dt.datetime:
    """An instant on a clock in Paris."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=PARIS)


def rung_at(made: AgendaEntry, text: str, mark: Mark | None = None) -> str | None:
    found = reached(made, at(text), mark, BEGUN)
    return None if found is None else found.id.rung


def test_only_the_last_rung_reached_is_told() -> None:
    pays = entry(of_day(DAY))
    assert rung_at(pays, "2027-04-01T08:59") is None
    assert rung_at(pays, "2027-04-01T09:00") == "90d"
    assert rung_at(pays, "2027-06-25T12:00") == "7d"
    assert rung_at(pays, "2027-08-01T12:00") == "1d", "overdue, and told once"
    found = reached(pays, at("2027-05-31T09:00"))
    assert found is not None and found.id == ReminderId("f:T22::F1", "2027-06-30", "30d")
    assert found.moment == at("2027-05-31T09:00") and found.row.days_left == 30


def test_a_limit_in_hours_counts_down_to_its_instant_in_utc() -> None:
    answers = entry(Result(None, at("2027-06-30T12:00")))
    assert due(answers) == "2027-06-30T10:00:00+00:00"
    assert [one.name for one in rungs(answers)] == ["24h", "4h", "1h"]
    assert rung_at(answers, "2027-06-30T08:00") == "4h"


def test_a_day_that_moves_has_a_ladder_of_its_own() -> None:
    pays, moved = entry(of_day(DAY)), entry(of_day(dt.date(2027, 7, 30)))
    one, other = reached(pays, at("2027-06-30T09:30")), reached(moved, at("2027-06-30T09:30"))
    assert one is not None and other is not None
    assert (one.id.rung, other.id.rung) == ("1d", "30d") and one.id.due != other.id.due


def test_what_is_done_is_not_told_unless_it_moved_to_a_day_to_come() -> None:
    pays, done = entry(of_day(DAY)), Mark("f:T22::F1", done_on=dt.date(2027, 6, 1), for_day=DAY)
    assert rung_at(pays, "2027-06-29T10:00", done) is None
    moved = replace(done, for_day=dt.date(2027, 5, 31))
    assert rung_at(pays, "2027-06-29T10:00", moved) == "1d", "done for another day"
    assert rung_at(pays, "2027-07-01T10:00", moved) is None


def test_what_is_put_off_is_told_on_its_morning_and_on_the_rungs_after_it() -> None:
    pays, later = entry(of_day(DAY)), Mark("f:T22::F1", snoozed_until=dt.date(2027, 6, 10))
    assert rung_at(pays, "2027-06-10T08:59", later) is None
    assert rung_at(pays, "2027-06-10T09:00", later) == "later 2027-06-10"
    assert rung_at(pays, "2027-06-23T09:00", later) == "7d"
    after = Mark("f:T22::F1", snoozed_until=dt.date(2027, 7, 5))
    assert [one.name for one in rungs(pays, after)] == ["later 2027-07-05"]


def test_what_passed_by_itself_before_reminders_began_is_history() -> None:
    lapsed = entry(of_day(dt.date(2026, 12, 1)), rule="T23")
    assert reached(lapsed, at("2027-02-01T10:00"), None, BEGUN) is None
    assert reached(lapsed, at("2027-02-01T10:00"), None, BEGUN - dt.timedelta(days=90)) is not None
    unpaid = replace(lapsed, rule="T22")
    assert reached(unpaid, at("2027-02-01T10:00"), None, BEGUN) is not None, "overdue is told"


def test_the_next_moment_is_the_first_rung_to_come() -> None:
    pays, answers = entry(of_day(DAY)), entry(Result(None, at("2027-06-29T20:00")), key="f:T26::E1")
    now = at("2027-06-28T21:00")
    assert next_moment([pays, answers], {}, now) == at("2027-06-29T09:00")
    assert next_moment([pays, answers], {}, at("2027-06-29T09:00")) == at("2027-06-29T16:00")
    put_off = {"f:T22::F1": Mark("f:T22::F1", snoozed_until=dt.date(2027, 6, 29))}
    assert next_moment([pays], put_off, now) == at("2027-06-29T09:00")
    assert next_moment([pays, entry(NOTHING)], {}, at("2027-07-01T00:00")) is None


@pytest.mark.parametrize("kind", KINDS)
def test_no_rung_comes_earlier_than_the_furthest(kind: str) -> None:
    for result in (of_day(DAY), Result(None, at("2027-06-30T12:00"))):
        made = entry(result, kind=kind)
        assert result.instant is not None
        assert all(result.instant - one.moment <= FURTHEST + dt.timedelta(hours=16) for one in rungs(made))


def test_moments_are_compared_as_instants_in_the_hour_that_comes_twice() -> None:
    """Python compares times of one zone by the clock on the wall."""
    second = dt.datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=1)
    answers = entry(Result(None, second))
    first = dt.datetime(2026, 10, 25, 2, 0, tzinfo=PARIS)
    found = reached(answers, first)
    assert found is not None and found.id.rung == "4h", "an hour and a half is left, not half an hour"
    assert next_moment([answers], {}, first) == second.astimezone(dt.UTC) - dt.timedelta(hours=1)
