"""Collections from a CSV file: which mandate was debited on which day, judged line by line before anything is
kept.

Amounts and accounts of the file are not read: of a debit, its day alone is kept. What a day means for the
mandate is decided in `contracts.mandate_life`.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.mandate_life.book import Book, Entry, EntryRefused
from numspot_desk.contracts.mandate_life.facts import Collected
from numspot_desk.contracts.mandate_life.limits import Readings
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import Message, message
from numspot_desk.language.typed import NotTyped, parse_date
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.files.csv_text import Row, csv_rows, decoded
from numspot_desk.usecases.mandates.mandate_acts import RECORDED, Desk, book_of, readings_for
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import FileRefused, NoSuchRecord
from numspot_desk.usecases.roles import require_writer

LARGEST: Final = 5 * 1024 * 1024
MOST_ROWS: Final = 20_000
_SEPARATORS: Final = ";,\t"
CORRECT: Final = message("Correct these lines in the file, then choose it again: nothing is recorded.")
_RUM: Final = frozenset({"rum", "mandat", "mandate", "reference", "umr", "mandate reference"})
_DAY: Final = frozenset({"date", "jour", "day", "date de prelevement", "prelevement", "collection date"})


@dataclass(frozen=True)
class RefusedLine:
    """A line of the file that is not taken: its number, and why."""

    line: int
    sentence: Message


@dataclass(frozen=True)
class CollectionsRead:
    """What a file holds: days to add by mandate, lines that are refused, and how many days were known."""

    days: Mapping[str, tuple[dt.date, ...]]
    refused: tuple[RefusedLine, ...]
    known: int

    @property
    def added(self) -> int:
        """How many debits would be added."""
        return sum(len(days) for days in self.days.values())


def read_collections(
    workspace: Workspace, content: bytes, today: dt.date, rum: str | None = None
) -> CollectionsRead:
    """Read a file of debits; nothing is kept. Each line has a reference and a day; a file of days alone is of
    the mandate `rum`. Raises `FileRefused` for a file that is none."""
    rows = _rows(content)
    columns, rows = _columns(rows, alone=rum is not None)
    asked: dict[str, list[tuple[int, dt.date]]] = defaultdict(list)
    refused: list[RefusedLine] = []
    for row in rows:
        found = _line(row, columns, rum)
        if isinstance(found, Message):
            refused.append(RefusedLine(row.line, found))
        else:
            reference, day = found
            asked[reference.upper()].append((row.line, day))
    days: dict[str, tuple[dt.date, ...]] = {}
    known = 0
    for reference, lines in asked.items():
        try:
            kept = workspace.mandates.get(reference)
        except NoSuchRecord as error:
            refused += [RefusedLine(line, error.message) for line, _day in lines]
            continue
        taken = _judged(book_of(kept), lines, today, readings_for(workspace, kept))
        if taken.days:
            days[kept.rum] = taken.days
        refused += taken.refused
        known += taken.known
    return CollectionsRead(days, tuple(sorted(refused, key=lambda one: one.line)), known)


def keep_collections(workspace: Workspace, read: CollectionsRead, by: Desk) -> Changes:
    """Keep the debits that `read_collections` found, each mandate with one audit row, all or none. Raises
    `FileRefused` where a line of the file was refused, `MoveRefused` for somebody who only reads,
    `EntryRefused` where a mandate changed since it was read."""
    require_writer(by.person)
    if read.refused:
        raise FileRefused(CORRECT)
    with workspace.transaction():
        for rum, days in read.days.items():
            kept = workspace.mandates.get(rum)
            entries = [Entry(by.new_id(), Collected(day)) for day in days]
            book_of(kept).with_entries(
                *entries, today=by.clock.today(), readings=readings_for(workspace, kept)
            )
            workspace.mandates.append(kept.rum, entries, by.act(RECORDED, kept.rum))
    return Changes(mandates=frozenset(rum.upper() for rum in read.days))


@dataclass(frozen=True)
class _Taken:
    """What becomes of the lines of one mandate."""

    days: tuple[dt.date, ...]
    refused: tuple[RefusedLine, ...]
    known: int


def _judged(book: Book, lines: Sequence[tuple[int, dt.date]], today: dt.date, readings: Readings) -> _Taken:
    """The days that go into a book: together where they do, else one after the other by their day."""
    former = {fact.on for fact in book.facts if isinstance(fact, Collected)}
    fresh: dict[dt.date, int] = {}
    for line, day in lines:
        if day not in former:
            fresh.setdefault(day, line)
    ordered = sorted(fresh)
    known = len(lines) - len(ordered)
    if _fits(book, ordered, today, readings):
        return _Taken(tuple(ordered), (), known)
    taken: list[dt.date] = []
    refused: list[RefusedLine] = []
    for day in ordered:
        try:
            book = book.with_entries(_entry(day), today=today, readings=readings)
        except EntryRefused as error:
            refused.append(RefusedLine(fresh[day], error.message))
        else:
            taken.append(day)
    return _Taken(tuple(taken), tuple(refused), known)


def _fits(book: Book, days: Sequence[dt.date], today: dt.date, readings: Readings) -> bool:
    try:
        book.with_entries(*(_entry(day) for day in days), today=today, readings=readings)
    except EntryRefused:
        return False
    return True


def _entry(day: dt.date) -> Entry:
    return Entry(day.isoformat(), Collected(day))


# ── The file ─────────────────────────────────────────────────────────────────────────────────────────


def _rows(content: bytes) -> list[Row]:
    if len(content) > LARGEST:
        raise FileRefused(message("The file is larger than 5 MB: export fewer debits at a time."))
    text = decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    rows = [row for row in csv_rows(text, separator) if any(cell.strip() for cell in row.cells)]
    if not rows:
        raise FileRefused(message("The file is empty."))
    if len(rows) > MOST_ROWS:
        raise FileRefused(message("The file has more than {limit} rows.", limit=MOST_ROWS))
    return rows


def _columns(rows: list[Row], *, alone: bool) -> tuple[tuple[int | None, int], list[Row]]:
    """Where the reference and the day stand, and the rows below the headings. Without headings the reference
    comes first; in a file of one mandate it may be missing."""
    names = [fold_line(cell) for cell in rows[0].cells]
    day = next((place for place, name in enumerate(names) if name in _DAY), None)
    reference = next((place for place, name in enumerate(names) if name in _RUM), None)
    if day is not None and (reference is not None or alone):
        return (reference, day), rows[1:]
    if _day(rows[0], 0) is not None and alone:
        return (None, 0), rows
    if _day(rows[0], 1) is not None:
        return (0, 1), rows
    raise FileRefused(message("The first line names no columns that are known: call them “RUM” and “date”."))


def _line(row: Row, columns: tuple[int | None, int], alone: str | None) -> tuple[str, dt.date] | Message:
    reference, place = columns
    day = _day(row, place)
    if day is None:
        return message("There is no date here that can be read: write 22/11/2026.")
    written = "" if reference is None or reference >= len(row.cells) else row.cells[reference].strip()
    if alone is not None and written and written.upper() != alone.upper():
        return message("This debit is of another mandate, {rum}.", rum=written)
    if not (alone or written):
        return message("There is no mandate reference here.")
    return alone or written, day


def _day(row: Row, place: int) -> dt.date | None:
    try:
        return parse_date(row.cells[place])
    except (IndexError, NotTyped):
        return None
