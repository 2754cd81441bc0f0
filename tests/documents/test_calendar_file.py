"""Calendar files, read back with another hand than the one that wrote them: lines, days, instants, text."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from numspot_desk.documents.calendar_file import CalendarFiles
from numspot_desk.usecases.ports.calendar import CalendarEvent

PARIS = ZoneInfo("Europe/Paris")
STAMP = dt.datetime(2026, 12, 1, 11, 0, 0, 123456, tzinfo=dt.UTC)
LINE = 75


def event(**changed: object) -> CalendarEvent:
    made = CalendarEvent(
        "u-1", 0, STAMP, dt.date(2028, 2, 29), "Payer la facture", "Contrat CMD-1\nClause CG-18"
    )
    return replace(made, **changed)


def lines_of(content: bytes) -> list[bytes]:
    assert content.endswith(b"\r\n")
    lines = content[:-2].split(b"\r\n")
    assert all(b"\r" not in line and b"\n" not in line for line in lines)
    return lines


def read(content: bytes) -> list[object]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_a_day_is_a_date_that_no_zone_moves_and_ends_the_day_after() -> None:
    lines = lines_of(CalendarFiles().write("Échéances", [event()]))
    assert b"DTSTART;VALUE=DATE:20280229" in lines and b"DTEND;VALUE=DATE:20280301" in lines
    assert b"DTSTAMP:20261201T110000Z" in lines
    assert [line for line in lines if b"TZID" in line or b"VTIMEZONE" in line] == []


def test_programs_take_it_as_days_that_keep_nobody_busy() -> None:
    content = CalendarFiles().write("Échéances", [event()])
    lines = lines_of(content)
    assert lines[0] == b"BEGIN:VCALENDAR", "no mark of byte order before it"
    assert b"METHOD:PUBLISH" in lines, "an invitation would ask for an answer"
    assert b"TRANSP:TRANSPARENT" in lines and b"X-MICROSOFT-CDO-BUSYSTATUS:FREE" in lines


@pytest.mark.parametrize(
    ("fold", "written"), [(0, b"DTSTART:20261025T003000Z"), (1, b"DTSTART:20261025T013000Z")]
)
def test_both_half_past_two_of_the_night_the_clocks_go_back_stay_apart(fold: int, written: bytes) -> None:
    when = dt.datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=fold)
    assert written in lines_of(CalendarFiles().write("x", [event(when=when)]))


def test_what_vanished_is_written_as_cancelled_without_a_reminder() -> None:
    before = (dt.timedelta(days=-7, hours=9),)
    (told,) = read(CalendarFiles().write("x", [event(reminders=before)]))
    (gone,) = read(CalendarFiles().write("x", [event(reminders=before, sequence=3, cancelled=True)]))
    assert [str(told["STATUS"]), str(gone["STATUS"])] == ["CONFIRMED", "CANCELLED"]
    assert gone["SEQUENCE"] == 3 and gone.walk("VALARM") == []
    (alarm,) = told.walk("VALARM")
    assert alarm["TRIGGER"].dt == before[0] and str(alarm["ACTION"]) == "DISPLAY"


def test_a_reminder_is_written_so_that_programs_understand_it() -> None:
    lines = lines_of(CalendarFiles().write("x", [event(reminders=(dt.timedelta(days=-7, hours=9),))]))
    assert b"TRIGGER:-P6DT15H" in lines


def test_nothing_in_a_text_breaks_out_of_its_line() -> None:
    nasty = "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\rUID:x; y, z\\n\x00\x0b\ud800 \u2028fin"
    content = CalendarFiles().write("n;a,m\\e\r\nX-A:b", [event(summary=nasty, description=nasty)])
    (found,) = read(content)
    clean = "a\nEND:VEVENT\nBEGIN:VEVENT\nUID:x; y, z\\n\ufffd\ufffd\ufffd \nfin"
    assert str(found["SUMMARY"]) == str(found["DESCRIPTION"]) == clean
    assert str(found["UID"]) == "u-1"


@given(
    st.text(
        st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029"), max_size=400
    )
)
def test_any_text_is_folded_between_characters_and_reads_back(text: str) -> None:
    content = CalendarFiles().write("Échéances", [event(summary=text)])
    for line in lines_of(content):
        assert len(line) <= LINE
        line.decode("utf-8")  # a fold inside a character would not be text
    (found,) = read(content)
    assert str(found["SUMMARY"]) == text


def test_the_same_events_give_the_same_bytes() -> None:
    made = [event(), event(uid="u-2", when=STAMP)]
    assert CalendarFiles().write("x", made) == CalendarFiles().write("x", made)
