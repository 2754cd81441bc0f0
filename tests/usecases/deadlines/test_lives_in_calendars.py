"""The hundred lives of contracts as calendar files, read back with icalendar: each entry of an agenda on its
day or at its instant, each alarm when its reminder is, nothing else."""

import datetime as dt
from collections.abc import Iterable

import pytest
from icalendar import Calendar, Event

from numspot_desk.contracts.agenda.entries import AgendaEntry, agenda
from numspot_desk.contracts.agenda.reminders import reminders
from numspot_desk.contracts.agenda.standing import stands
from numspot_desk.documents.calendar_file import CalendarFiles
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.time import PARIS
from numspot_desk.usecases.deadlines import export_calendar
from numspot_desk.usecases.deadlines.export_calendar import uid_of
from tests.contracts.agenda.test_lives import CONTRACT, LIVES, Life, facts_of

FR = load_language("fr")
LONG_BEFORE = dt.datetime(1990, 1, 1, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize("life", LIVES, ids=[life["name"] for life in LIVES])
def test_a_life_read_back_from_its_calendar_is_its_agenda(life: Life) -> None:
    due = {uid_of(one.key): one for one in agenda(CONTRACT, facts_of(life)) if one.instant is not None}
    events = _read_back(due.values())
    assert events.keys() == due.keys()
    for uid, entry in due.items():
        assert _begins(events[uid]) == (entry.last_day or entry.instant)
        assert _alarms(events[uid]) == sorted(reminders(entry))


def _read_back(entries: Iterable[AgendaEntry]) -> dict[str, Event]:
    rows = [stands(one, LONG_BEFORE) for one in entries]
    kept = [export_calendar._kept(row, None, FR, LONG_BEFORE) for row in rows]
    content = CalendarFiles().write("Échéances", [export_calendar._event(one) for one in kept])
    return {str(one["UID"]): one for one in Calendar.from_ical(content).walk("VEVENT")}


def _begins(event: Event) -> dt.date | dt.datetime:
    begins = event["DTSTART"].dt
    if isinstance(begins, dt.datetime):
        assert event["DTSTART"].to_ical().endswith(b"Z")
        return begins
    assert event["DTEND"].dt - begins == dt.timedelta(days=1)
    return begins


def _alarms(event: Event) -> list[dt.datetime]:
    """When a calendar program in Paris rings: an alarm of a day is counted on the clock of the wall."""
    begins = event["DTSTART"].dt
    if not isinstance(begins, dt.datetime):
        begins = dt.datetime.combine(begins, dt.time(), PARIS)
    return sorted(begins + alarm["TRIGGER"].dt for alarm in event.walk("VALARM"))
