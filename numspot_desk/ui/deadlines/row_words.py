"""What the page of deadlines says of a row, without Qt: its day, how it stands, both days, who has it in
hand; and the columns that say so.
"""

from collections.abc import Mapping
from typing import Final

from numspot_desk.contracts.agenda.standing import SNOOZED, Standing, Stands, day_of, state_of
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_
from numspot_desk.rules.limits import Result
from numspot_desk.ui.kit.table import TableColumn

STATE_NAMES: Final[Mapping[str, tuple[str, str, str]]] = {
    Standing.OVERDUE: (N_("Overdue"), "warning", "problem"),
    Standing.TODAY: (N_("Due today"), "deadlines", "warning"),
    Standing.COMING: (N_("To come"), "deadlines", "muted"),
    SNOOZED: (N_("Put off"), "later", "muted"),
    Standing.UNKNOWN: (N_("Day not known"), "help", "muted"),
    Standing.PASSED: (N_("Passed"), "check", "muted"),
    Standing.DONE: (N_("Done"), "check-circle", "success"),
}
"""Each state: its name, icon and colour."""
_PARTIES: Final[Mapping[str, str]] = {
    "numspot": N_("NumSpot"),
    "client": N_("Client"),
    "both": N_("Both"),
}


def identity(row: Stands) -> str:
    """What a row is told from the others by: its entry, and the version that tells it."""
    return f"{row.entry.contract.order_id} {row.entry.key}"


def what(row: Stands, language: Language) -> str:
    """What is to be done or happens, and what it is about."""
    said = language.render(row.entry.what)
    return f"{said} · {row.entry.about}" if row.entry.about and row.entry.rule else said


def when(row: Stands, language: Language) -> str:
    """The day, with the time for a limit in hours."""
    return _result(Result(row.entry.last_day, row.entry.instant), language)


def when_short(row: Stands, language: Language) -> str:
    """The same as a column has room for: a limit in hours without its year."""
    return _side(Result(row.entry.last_day, row.entry.instant), language)


def both_days(row: Stands, language: Language) -> tuple[str, str] | None:
    """The safe and the sure day, by their moments where the day is one; None where every reading agrees."""
    entry = row.entry
    if entry.safe == entry.sure:
        return None
    safe, sure = _side(entry.safe, language), _side(entry.sure, language)
    if safe == sure:
        return _moment(entry.safe, language), _moment(entry.sure, language)
    return safe, sure


def sides(row: Stands, language: Language) -> str:
    """The safe and the sure day with two marks joined by a line; "" where every reading agrees."""
    days = both_days(row, language)
    return "" if days is None else " ●─● ".join(days)


def sides_said(row: Stands, language: Language) -> str:
    """The same in words, for who does not see the marks."""
    days = both_days(row, language)
    if days is None:
        return language.text("Every reading gives this day.")
    safe, sure = days
    if not row.entry.sure.known:
        return language.text("Act by {safe}; another reading leaves the day open.", safe=safe)
    return language.text("Act by {safe}; rely on it only after {sure}.", safe=safe, sure=sure)


def party(row: Stands, language: Language) -> str:
    """Who acts or is concerned."""
    return language.text(_PARTIES[row.entry.party])


def owner(row: Stands) -> str:
    """Who has it in hand; "" for nobody."""
    return "" if row.mark is None else row.mark.owner


def note(row: Stands, language: Language) -> str:
    """What was added in words: the note, and what shows that it is done."""
    mark = row.mark
    if mark is None:
        return ""
    shows = language.text("Evidence: {text}", text=mark.evidence) if mark.evidence else ""
    return "\n".join(filter(None, (mark.note, shows)))


def state(row: Stands, language: Language) -> str:
    """How it stands, in words: late by so many days, today, in so many days; done, and for which day; put off
    to which day."""
    days, mark = row.days_left, row.mark
    if row.snoozed and mark is not None and mark.snoozed_until is not None:
        return language.text("Put off to {day}", day=language.formats.date_list(mark.snoozed_until))
    match row.standing:
        case Standing.DONE if row.moved:
            return language.text("Done for another day")
        case Standing.DONE if mark is not None and mark.done_on is not None:
            return language.text("Done on {day}", day=language.formats.date_list(mark.done_on))
        case Standing.OVERDUE if days == 0:
            return language.text("Overdue since today")
        case Standing.OVERDUE:
            return language.ntext("Overdue by {n} day", "Overdue by {n} days", -days)
        case Standing.COMING | Standing.TODAY:
            said = language.ntext("In {n} day", "In {n} days", days) if days else language.text("Today")
            return language.text("{state}, safe day passed", state=said) if row.unsafe else said
        case _:
            return language.text(STATE_NAMES[row.standing][0])


def picture(row: Stands) -> tuple[str, str]:
    """The icon of a row's state and its colour."""
    if row.moved or (row.unsafe and not row.snoozed):
        return "warning", "warning"
    return STATE_NAMES[state_of(row)][1:]


def _result(result: Result, language: Language) -> str:
    day = day_of(result.last_day, result.instant)
    if day is None:
        return "?"
    said = language.formats.date_list(day)
    if result.last_day is not None or result.instant is None:
        return said
    return f"{said} {language.formats.time(result.instant)}"


def _side(result: Result, language: Language) -> str:
    """A day; for a limit in hours, which is near, without its year."""
    return _moment(result, language) if result.last_day is None else _result(result, language)


def _moment(result: Result, language: Language) -> str:
    day = day_of(None, result.instant)
    if day is None or result.instant is None:
        return "?"
    return f"{language.formats.day_short(day)} {language.formats.time(result.instant)}"


COLUMNS: Final[tuple[TableColumn[Stands], ...]] = (
    TableColumn("day", N_("Day"), when_short, 128, sort="day", value=lambda row: row.day),
    TableColumn("state", N_("State"), state, 196, picture=picture),
    TableColumn("what", N_("What"), what, 232, sort="what", stretch=True),
    TableColumn("client", N_("Client"), lambda row, _: row.entry.contract.client, 132, sort="client"),
    TableColumn("owner", N_("Owner"), lambda row, _: owner(row), 112, sort="owner"),
    TableColumn("sides", N_("Safe ●─● sure day"), sides, 236),
    TableColumn("number", N_("Contract"), lambda row, _: row.entry.contract.number, 172, sort="number"),
    TableColumn("clause", N_("Clause"), lambda row, _: row.entry.clause, 88, sort="clause"),
    TableColumn("party", N_("Party"), party, 84, sort="party"),
    TableColumn("note", N_("Note"), note, 160, hidden=True),
)
DAY: Final = [one.id for one in COLUMNS].index("day")
SIDES: Final = [one.id for one in COLUMNS].index("sides")
OWNER: Final = [one.id for one in COLUMNS].index("owner")
NOTE: Final = [one.id for one in COLUMNS].index("note")
