"""Reading a day and a time of Paris as people type them; what the clocks skipped or showed twice is refused.

Days alone and numbers live in `typed`.
"""

import datetime as dt
import re

from numspot_desk.language.typed import NotTyped, parse_date
from numspot_desk.language.zone import PARIS

_SPACES = re.compile("[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]+")
_INSTANT = re.compile(
    r"(?P<day>\S+|\d+ \d+ \d+)(?:T|,? (?:[àa] )?| at )(?P<hour>\d{1,2})\s?[:h]\s?(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2}))?(?: ?(?P<offset>Z|[+-]\d{2}:\d{2}))?",
    re.ASCII | re.IGNORECASE,
)


class NoSuchTime(NotTyped):
    """The clocks of Paris skipped this time: it does not exist on that day."""


class TimeTwice(NotTyped):
    """The clocks of Paris showed this time twice on that day, one hour apart."""


def parse_instant(text: str) -> dt.datetime:
    """Read a day and a time of Paris as typed: `22/11/2026 10:30`, `22/11/2026 10h30`, `2026-11-22T10:30`,
    with seconds or not; with an offset (`+02:00`) where the clocks changed.

    Raises `NoSuchTime` for a time that the clocks skipped, `TimeTwice` for one they showed twice and that no
    offset tells apart, `NotTyped` for anything else.
    """
    cleaned = _SPACES.sub(" ", text.strip())
    found = _INSTANT.fullmatch(cleaned)
    if found is None:
        raise NotTyped(text)
    day = parse_date(found["day"])
    try:
        time = dt.time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    except ValueError as error:
        raise NotTyped(text) from error
    if found["offset"]:
        return dt.datetime.fromisoformat(f"{day.isoformat()}T{time.isoformat()}{found['offset'].upper()}")
    first = dt.datetime.combine(day, time, PARIS)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    exists = first.astimezone(dt.UTC).astimezone(PARIS).replace(tzinfo=None) == first.replace(tzinfo=None)
    raise TimeTwice(text) if exists else NoSuchTime(text)
