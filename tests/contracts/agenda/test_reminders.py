"""When to remind: the ladder of each kind, from the safe side, in Paris whatever the clocks do."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from numspot_desk.contracts.agenda.entries import AgendaContract, AgendaEntry
from numspot_desk.contracts.agenda.reminders import DAYS, HOURS, reminders
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
