"""Moments as people type them: a day and a time on a clock in Paris, or an instant with its offset.

A time that no clock showed, and one that clocks showed twice, are refused by name: nothing is guessed.
"""

import datetime as dt
import re
from typing import Final

from numspot_desk.language.messages import Message, message
from numspot_desk.language.typed import NotTyped, parse_date
from numspot_desk.rules.time import on_paris_clocks, paris

_MOMENT: Final = re.compile(
    r"(?P<day>\S+)[ T]+(?P<hour>\d{1,2}) ?[:hH] ?(?P<minute>\d{2})?(:(?P<second>\d{2}))?"
    r" ?(?P<offset>Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)


class MomentRefused(ValueError):
    """What was typed is no moment; `message` says what to type."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(sentence.msgid)
        self.message = sentence


def parse_moment(text: str) -> dt.datetime:
    """Read a moment as typed: `22/11/2026 10:30`, `22/11/2026 10h30`, `2026-11-22T10:30:00+01:00`; without an
    offset it is the time in Paris. Raises `MomentRefused`."""
    found = _MOMENT.fullmatch(" ".join(text.split()))
    if found is None:
        raise MomentRefused(_wanted(text))
    try:
        day = parse_date(found["day"])
        time = dt.time(int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0))
    except (NotTyped, ValueError) as error:
        raise MomentRefused(_wanted(text)) from error
    if found["offset"] is not None:
        return dt.datetime.combine(day, time, _offset(found["offset"]))
    shown = on_paris_clocks(day, time)
    written = time.strftime("%H:%M")
    if not shown:
        raise MomentRefused(
            message(
                "In the night of {day} clocks go from 2:00 to 3:00: {time} does not exist. Correct it.",
                day=day,
                time=written,
            )
        )
    if len(shown) > 1:
        raise MomentRefused(
            message(
                "In the night of {day} clocks show {time} twice: add +02:00 for the first, +01:00 for the"
                " second.",
                day=day,
                time=written,
            )
        )
    return shown[0]


def written_moment(instant: dt.datetime) -> str:
    """A moment as it is typed, on a clock in Paris; with its offset where the clock showed it twice."""
    local = paris(instant)
    form = "%d/%m/%Y %H:%M:%S" if local.second else "%d/%m/%Y %H:%M"
    said = local.strftime(form)
    if len(on_paris_clocks(local.date(), local.time().replace(microsecond=0))) > 1:
        hours = local.utcoffset()
        assert hours is not None
        said += f" +{hours // dt.timedelta(hours=1):02d}:00"
    return said


def _wanted(text: str) -> Message:
    try:
        parse_date(text)
    except NotTyped:
        return message("This is not a date and time: write it as 22/11/2026 10:30.")
    return message("Add the time: 22/11/2026 10:30.")


def _offset(text: str) -> dt.timezone:
    if text == "Z":
        return dt.UTC
    sign = -1 if text[0] == "-" else 1
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 14 or minutes > 59:
        raise MomentRefused(message("This is not a date and time: write it as 22/11/2026 10:30."))
    return dt.timezone(sign * dt.timedelta(hours=hours, minutes=minutes))
