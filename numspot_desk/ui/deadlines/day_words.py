"""What a calendar says of its days and of the entries in them, in words: for who does not see the picture,
and for the hint under the mouse.
"""

import datetime as dt

from numspot_desk.contracts.agenda.standing import Standing, Stands
from numspot_desk.language.catalog import Language
from numspot_desk.rules.holidays import is_public_holiday
from numspot_desk.ui.deadlines.calendar import DayCell, Shown, week_number, week_of
from numspot_desk.ui.deadlines.row_words import sides_said, state, what

TOLD = 12
"""How many entries of a day its hint names."""


def day_said(cell: DayCell, today: dt.date, language: Language) -> str:
    """A day in one sentence: `lundi 7 décembre 2026, 3 échéances, dont 1 en retard`."""
    parts = [language.formats.date_full(cell.day)]
    if cell.day == today:
        parts.append(language.text("today"))
    if is_public_holiday(cell.day):
        parts.append(language.text("public holiday"))
    count = len(cell.rows)
    parts.append(
        language.ntext("{n} deadline", "{n} deadlines", count) if count else language.text("nothing")
    )
    late = sum(row.standing is Standing.OVERDUE for row in cell.rows)
    if late:
        parts.append(language.ntext("of which {n} overdue", "of which {n} overdue", late))
    return ", ".join(parts)


def entries_said(cell: DayCell, language: Language) -> str:
    """The entries of a day, one a line; the safe and sure days that others have on it."""
    lines = [entry_said(row, language) for row in cell.rows[:TOLD]]
    if len(cell.rows) > TOLD:
        left = len(cell.rows) - TOLD
        lines.append(language.ntext("and {n} more", "and {n} more", left))
    for piece in cell.lines:
        if piece is not None and not piece.own and piece.starts:
            lines.append(language.text("Safe day: {what}", what=name_said(piece.row, language)))
        elif piece is not None and not piece.own and piece.ends:
            lines.append(language.text("Sure day: {what}", what=name_said(piece.row, language)))
    return "\n".join(lines)


def entry_said(row: Stands, language: Language) -> str:
    """An entry in one line: its hour where it has one, what, of whom, how it stands, both days."""
    parts = [name_said(row, language), state(row, language)]
    if row.entry.safe != row.entry.sure:
        parts.append(sides_said(row, language))
    said = hour(row, language)
    return f"{said} {' – '.join(parts)}" if said else " – ".join(parts)


def name_said(row: Stands, language: Language) -> str:
    """What an entry is, and of whom."""
    client = row.entry.contract.client
    return f"{what(row, language)} – {client}" if client else what(row, language)


def hour(row: Stands, language: Language) -> str:
    """The time of a limit in hours; "" for one in days."""
    entry = row.entry
    if entry.last_day is not None or entry.instant is None:
        return ""
    return language.formats.time(entry.instant)


def range_said(shown: Shown, day: dt.date, language: Language) -> str:
    """What a calendar shows: `décembre 2026`; `semaine 50, du 7 au 13 décembre 2026`."""
    if shown is not Shown.WEEK:
        return language.formats.month(day)
    week = week_of(day, language.formats.first_weekday)
    whole = week[0].month == week[-1].month and week[0].day != 1
    return language.text(
        "Week {n}: {first} to {last}",
        n=week_number(week),
        first=str(week[0].day) if whole else language.formats.day_short(week[0]),
        last=language.formats.date_list(week[-1]),
    )
