"""Events from a CSV file: invoices with their payments, tickets, incidents, of one contract or of many.

The file is read twice, line by line: once to show what it holds and every line that is refused, once to keep
it, all or nothing. Of a row that is known already nothing is added: a longer export can be imported again.
Columns are `event_columns`; one event is judged as `record_events` judges it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from numspot_desk.contracts.given.fact_events import read_events
from numspot_desk.contracts.given.fact_reading import Reading
from numspot_desk.contracts.given.plausible_events import Ground, moment_field, slips
from numspot_desk.contracts.given.written_events import written_details
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.events import Event
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contract.event_columns import CellRefused, Columns, EventSort, columns_of
from numspot_desk.usecases.contract.facts_of_contract import known_contract
from numspot_desk.usecases.files.csv_stream import CsvFile, opened_csv
from numspot_desk.usecases.mandates.mandate_acts import Desk
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.events import NewEvent
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Progress
from numspot_desk.usecases.refusals import FileRefused, NoSuchRecord
from numspot_desk.usecases.roles import require_writer

IMPORTED: Final = "contract.events_imported"
MOST_ROWS: Final = 1_000_000
TOLD: Final = 200
"""How many refused lines are told, how many are counted only after them."""
_EVERY: Final = 500  # rows between two reports of progress
_LONGEST_TEXT: Final = 200
_MOST_NAMES: Final = 10_000  # of contracts that are none, remembered not to be looked for again
_OF_COLUMNS: Final = {"invoice_paid": "paid", "invoice_disputed": "disputed"}
"""The events that a column of their own tells."""


@dataclass(frozen=True)
class RefusedRow:
    """A line of the file that is not taken: its number, its column ("" for the whole), and why."""

    line: int
    column: str
    sentence: Message


@dataclass(frozen=True)
class EventsRead:
    """What a file holds: how many events to add and of how many contracts, how many rows are known, the
    refused lines (the first ones; `refusals` counts them all)."""

    sort: EventSort
    rows: int
    added: int
    contracts: int
    known: int
    refused: tuple[RefusedRow, ...]
    refusals: int


def read_events_file(
    workspace: Workspace, path: Path, contract: str | None, by: Desk, progress: Progress
) -> EventsRead:
    """Read a file of events; nothing is kept. Rows that name no contract are of `contract`. Raises
    `FileRefused` for a file that is none, `Cancelled`."""
    with opened_csv(path) as file:
        run = _Run(workspace, file, contract, by, progress, message("Reading the file"))
        for _order, _event in run.events():
            pass
        return run.found()


def keep_events_file(
    workspace: Workspace, path: Path, contract: str | None, by: Desk, progress: Progress
) -> tuple[EventsRead, Changes]:
    """Keep every event of a file, with one row in the audit log, or none of them. Raises `FileRefused` where
    a line is refused or the file is none, `MoveRefused` for somebody who only reads, `Cancelled`."""
    require_writer(by.person)
    with workspace.transaction(), opened_csv(path) as file:
        run = _Run(workspace, file, contract, by, progress, message("Recording the events"))
        details = {"sort": run.columns.sort.value}
        act = Act(IMPORTED, contract or "", by.person.name, by.clock.now(), details)
        workspace.events.record_all(run.accepted(), act)
        found = run.found()
    return found, Changes(orders=frozenset(run.orders), terms=True)


@dataclass
class _Contract:
    """What a contract knows that rows of a file are held against. `known`: of each event what tells it from
    the others and what it says, as numbers, since there may be a million of them."""

    order_id: str
    ground: Ground
    known: Mapping[int, int]


class _Run:
    """One reading of a file."""

    def __init__(
        self,
        workspace: Workspace,
        file: CsvFile,
        contract: str | None,
        by: Desk,
        progress: Progress,
        what: Message,
    ) -> None:
        self._workspace, self._file, self._own, self._by = workspace, file, contract, by
        self._progress, self._what = progress, what
        self._rows = file.rows()
        first = next(self._rows, None)
        if first is None:
            raise FileRefused(message("The file is empty."))
        self.columns: Columns = columns_of(first.cells)
        self._contracts: dict[str, _Contract | Message] = {}
        self._seen: set[int] = set()
        self._read = self._added = self._known = self._refusals = 0
        self._refused: list[RefusedRow] = []
        self.orders: set[str] = set()

    def found(self) -> EventsRead:
        """What was found, once all is read."""
        return EventsRead(
            self.columns.sort,
            self._read,
            self._added,
            len(self.orders),
            self._known,
            tuple(self._refused),
            self._refusals,
        )

    def accepted(self) -> Iterator[tuple[str, NewEvent]]:
        """The events to keep, each with its order. Raises `FileRefused` at the first refused line."""
        for order_id, event in self.events():
            if self._refusals:
                self._stop()
            yield order_id, NewEvent(event.kind, event.at, event.on, written_details(event))
        if self._refusals:
            self._stop()

    def _stop(self) -> None:
        one = self._refused[0]
        raise FileRefused(
            message("Line {line}: {said} Nothing was recorded.", line=one.line, said=one.sentence)
        )

    def events(self) -> Iterator[tuple[str, Event]]:
        """The events of all rows that are not refused, each with the order of its contract."""
        for row in self._rows:
            self._read += 1
            if self._read > MOST_ROWS:
                raise FileRefused(message("The file has more than {limit} rows.", limit=Decimal(MOST_ROWS)))
            if self._read % _EVERY == 1:
                self._step()
            try:
                found = self._row(row.cells)
            except CellRefused as error:
                self._refusals += 1
                if len(self._refused) < TOLD:
                    self._refused.append(RefusedRow(row.line, error.column, error.message))
                continue
            for order_id, event in found:
                self._added += 1
                self.orders.add(order_id)
                yield order_id, event
        self._progress.step(self._file.size, self._file.size, self._what)

    def _step(self) -> None:
        self._progress.step(min(self._file.done, self._file.size), self._file.size, self._what)

    def _row(self, cells: Sequence[str]) -> list[tuple[str, Event]]:
        number = self.columns.contract(cells) or self._own or ""
        contract = self._contract(number)
        records = self.columns.records(cells)
        events = self._events(records)
        marks = [hash(_identity(one)) for one in events]
        self._require_new(number, marks[0])
        fresh = [one for one, mark in zip(events, marks, strict=True) if mark not in contract.known]
        if len(fresh) < len(events):
            for event, mark in zip(events, marks, strict=True):
                if contract.known.get(mark) not in (None, _said(event)):
                    raise self._entered_otherwise(number, event)
        if not fresh:
            self._known += 1
        for event in fresh:
            others = [] if event is events[0] else events[:1]
            for fault in slips(event, others, contract.ground):
                raise CellRefused(self._title(fault.path, event), fault.message)
        return [(contract.order_id, one) for one in fresh]

    def _events(self, records: Sequence[Mapping[str, Any]]) -> list[Event]:
        reading = Reading()
        events = read_events(reading, list(records))
        for fault in reading.faults:
            field = fault.path.rpartition(".")[2]
            raise CellRefused(self.columns.titles.get(field, ""), fault.message)
        return events

    def _require_new(self, number: str, mark: int) -> None:
        """A row stands once in a file. What was read is remembered by a number alone, not by its text."""
        seen = hash((number, mark))
        if seen in self._seen:
            raise CellRefused("", message("An earlier line of the file is about the same."))
        self._seen.add(seen)

    def _entered_otherwise(self, number: str, event: Event) -> CellRefused:
        contract = known_contract(self._workspace, number, dt.date.max)
        kept = next(one for one in contract.facts.events if _identity(one) == _identity(event))
        said = message("This is entered already, on {day}: correct that one.", day=kept.day)
        field = moment_field(event.kind) if event.kind in _OF_COLUMNS else ""
        return CellRefused(self._title(field, event) if field else "", said)

    def _title(self, field: str, event: Event) -> str:
        wanted = _OF_COLUMNS.get(event.kind, field)
        return self.columns.titles.get(wanted, self.columns.titles.get(field, ""))

    def _contract(self, number: str) -> _Contract:
        if len(number) > _LONGEST_TEXT or not number:
            raise CellRefused(
                self.columns.titles.get("contract", ""), message("Name the contract by its order.")
            )
        found = self._contracts.get(number)
        if found is None:
            self._step()  # a contract with many events takes a while
            found = self._find(number)
            if isinstance(found, _Contract) or len(self._contracts) < _MOST_NAMES:
                self._contracts[number] = found
        if isinstance(found, Message):
            raise CellRefused(self.columns.titles.get("contract", ""), found)
        return found

    def _find(self, number: str) -> "_Contract | Message":
        clock = self._by.clock
        try:
            contract = known_contract(self._workspace, number, dt.date.max)
        except NoSuchRecord as error:
            return error.message
        if contract.signed_on is None:
            return message("This order is not signed: there is no contract yet.")
        ground = Ground(contract.signed_on, clock.today(), clock.now())
        known = {hash(_identity(one)): _said(one) for one in contract.facts.events}
        return _Contract(contract.order_id, ground, known)


def _identity(event: Event) -> str:
    """What tells a row from the others of its contract: the number of an invoice, else its moment."""
    number = event.details.get("number")
    if isinstance(number, str):
        return f"{event.kind} {number}"
    return f"{event.kind} {event.moment.astimezone(dt.UTC).isoformat()}"


def _said(event: Event) -> int:
    """What an event says, beside its ties, as a number."""
    return hash((event.at, event.on, *sorted(event.details.items())))
