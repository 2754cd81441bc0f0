"""Calendar files: iCalendar (RFC 5545) that Outlook, Thunderbird and Google open without shifting a day.

A day is a date (`VALUE=DATE`, its end the day after), which no time zone moves; an instant is written in UTC,
which every program reads the same on the nights when the clocks change. What vanished is written again as
cancelled, under a higher sequence. No clock is read: the same events give the same bytes.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from icalendar import Alarm, Calendar, Event, vText

from numspot_desk.usecases.ports.calendar import CalendarEvent

_PRODUCT: Final = "-//NumSpot//numspot-desk//FR"
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What no text of a calendar may hold."""
_BREAK: Final = re.compile("\r\n?|[\x85\u2028\u2029]")
_DAY: Final = dt.timedelta(days=1)


class CalendarFiles:
    """Implements `CalendarWriter` of the ports."""

    def write(self, name: str, events: Sequence[CalendarEvent]) -> bytes:
        """The bytes of the `.ics`, the events in the order given."""
        calendar = Calendar()
        calendar.add("prodid", _PRODUCT)
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        # The library escapes the text of the names it knows alone.
        calendar.add("x-wr-calname", vText(_text(name)))
        for one in events:
            calendar.add_component(_event(one))
        content: bytes = calendar.to_ical()
        return content


def _event(one: CalendarEvent) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("sequence", one.sequence)
    event.add("dtstamp", one.stamp.astimezone(dt.UTC).replace(microsecond=0))
    if isinstance(one.when, dt.datetime):
        event.add("dtstart", one.when.astimezone(dt.UTC).replace(microsecond=0))
    else:
        event.add("dtstart", one.when)
        event.add("dtend", one.when + _DAY)
    event.add("summary", _text(one.summary))
    event.add("description", _text(one.description))
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")  # what Outlook reads in place of TRANSP
    for before in () if one.cancelled else one.reminders:
        event.add_component(_alarm(before, _text(one.summary)))
    return event


def _alarm(before: dt.timedelta, summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", before)
    return alarm


def _text(text: str) -> str:
    """Text as a calendar can hold it: breaks are line feeds, other control characters U+FFFD."""
    return _NO_TEXT.sub("\ufffd", _BREAK.sub("\n", text))
