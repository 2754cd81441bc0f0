"""The columns of files of events: invoices, tickets, incidents; which event or events a row makes.

Headings are found by their names in French or English, in any order. Cells are read as people write them in a
spreadsheet; whether the events can be is judged in `import_events`.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.contracts.given.typed_moments import MomentRefused, parse_moment
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import Message, message
from numspot_desk.language.typed import NotTyped, parse_date, parse_number
from numspot_desk.usecases.refusals import FileRefused

Record = dict[str, Any]
CONTRACT: Final = "contract"
_NOWHERE: Final = sys.maxsize  # a place that no row has


class EventSort(StrEnum):
    """What the rows of a file are."""

    INVOICES = "invoices"
    TICKETS = "tickets"
    INCIDENTS = "incidents"


class CellRefused(Exception):
    """A cell cannot be read: its column and why."""

    def __init__(self, column: str, sentence: Message) -> None:
        super().__init__(sentence.msgid)
        self.column, self.message = column, sentence


@dataclass(frozen=True)
class _Column:
    names: tuple[str, ...]
    read: Callable[[str], Any]
    needed: bool = True


@lru_cache(maxsize=4096)  # the days of a file come again and again
def _day(text: str) -> str:
    try:
        return parse_date(text).isoformat()
    except NotTyped as error:
        raise _Unread(message("This is not a day: write it as 22/11/2026.")) from error


def _moment(text: str) -> str:
    try:
        return parse_moment(text).isoformat()
    except MomentRefused as error:
        raise _Unread(error.message) from error


def _amount(text: str) -> str:
    try:
        number = parse_number(text)
    except NotTyped as error:
        raise _Unread(message("This is not an amount: write it as 1 234,50.")) from error
    if number != round(number, 2):
        raise _Unread(message("An amount has two decimals at most."))
    return f"{number:.2f}"


def _severity(text: str) -> int:
    if text not in ("1", "2", "3"):
        raise _Unread(message("A severity is 1, 2 or 3."))
    return int(text)


def _yes(text: str) -> bool:
    found = _ANSWERS.get(fold_line(text))
    if found is None:
        raise _Unread(message("Write yes or no here."))
    return found


class _Unread(Exception):
    def __init__(self, sentence: Message) -> None:
        super().__init__(sentence.msgid)
        self.message = sentence


_ANSWERS: Final = {"oui": True, "yes": True, "true": True, "1": True, "non": False, "no": False} | {
    "false": False,
    "0": False,
}
_CONTRACT_COLUMN: Final = _Column(("contract", "contrat", "order", "commande"), str, needed=False)
_COLUMNS: Final[Mapping[EventSort, Mapping[str, _Column]]] = MappingProxyType(
    {
        EventSort.INVOICES: {
            "number": _Column(("number", "numero", "invoice", "facture", "numero de facture"), str),
            "on": _Column(("issued", "issued on", "date", "emise le", "date de facture", "emission"), _day),
            "amount_incl_tax": _Column(
                ("amount including tax", "amount", "montant ttc", "ttc", "montant"), _amount
            ),
            "amount_excl_tax": _Column(("amount excluding tax", "montant ht", "ht"), _amount, needed=False),
            "paid": _Column(
                ("paid", "paid on", "payee le", "paiement", "date de paiement"), _day, needed=False
            ),
            "disputed": _Column(("disputed", "disputed on", "contestee le"), _day, needed=False),
        },
        EventSort.TICKETS: {
            "at": _Column(("opened", "opened at", "ouvert le", "ouverture", "date"), _moment),
            "severity": _Column(("severity", "gravite", "severite"), _severity),
        },
        EventSort.INCIDENTS: {
            "from": _Column(("from", "debut", "du", "first day"), _day),
            "to": _Column(("to", "fin", "au", "last day"), _day),
            "force_majeure": _Column(("force majeure",), _yes),
        },
    }
)


@dataclass(frozen=True)
class Columns:
    """Where each column of a file stands."""

    sort: EventSort
    places: Mapping[str, int]
    titles: Mapping[str, str]
    width: int

    def contract(self, cells: Sequence[str]) -> str:
        """The contract that a row names, "" for none."""
        return _cell(cells, self._contract).upper()

    @cached_property
    def _contract(self) -> int:
        return self.places.get(CONTRACT, _NOWHERE)

    @cached_property
    def _wanted(self) -> Sequence[tuple[str, int, _Column]]:
        """The columns that the file has, each with its name and place; those that every row needs are
        there."""
        columns = _COLUMNS[self.sort].items()
        return [(name, self.places[name], column) for name, column in columns if name in self.places]

    def records(self, cells: Sequence[str]) -> tuple[Record, ...]:
        """The events of a row, in the JSON form that use cases take, each with an id of its own within the
        row. Raises `CellRefused`, also for a row with more cells than the file has columns: an amount was
        parted by its own decimal comma."""
        if len(cells) > self.width and any(cell.strip() for cell in cells[self.width :]):
            said = message(
                "This line has {n} cells, the first one {columns}: put a cell that holds the separator"
                " between quotation marks.",
                n=len(cells),
                columns=self.width,
            )
            raise CellRefused("", said)
        values: Record = {}
        for name, place, column in self._wanted:
            text = _cell(cells, place)
            if text:
                try:
                    values[name] = column.read(text)
                except _Unread as error:
                    raise CellRefused(self.titles[name], error.message) from error
            elif column.needed:
                raise CellRefused(self.titles[name], message("This is missing."))
        return _MAKERS[self.sort](values)


def columns_of(headings: Sequence[str]) -> Columns:
    """The columns that the first line of a file names. Raises `FileRefused` where they are of no sort."""
    folded = [fold_line(cell) for cell in headings]
    best: Columns | None = None
    for sort, columns in _COLUMNS.items():
        places: dict[str, int] = {}
        for name, column in {**columns, CONTRACT: _CONTRACT_COLUMN}.items():
            place = next((n for n, cell in enumerate(folded) if cell in column.names), None)
            if place is not None and place not in places.values():
                places[name] = place
        if all(name in places for name, column in columns.items() if column.needed) and (
            best is None or len(places) > len(best.places)
        ):
            titles = {name: headings[place].strip() for name, place in places.items()}
            best = Columns(sort, places, titles, len(headings))
    if best is None:
        raise FileRefused(
            message(
                "The first line names no columns that are known. Invoices: number, date, amount; tickets:"
                " opened, severity; incidents: from, to, force majeure."
            )
        )
    _require_single(best, folded, headings)
    return best


def _require_single(columns: Columns, folded: Sequence[str], headings: Sequence[str]) -> None:
    """Two columns that say the same are refused: which of them is meant would be a guess."""
    for name, column in {**_COLUMNS[columns.sort], CONTRACT: _CONTRACT_COLUMN}.items():
        alike = [headings[place].strip() for place, cell in enumerate(folded) if cell in column.names]
        if name in columns.places and len(alike) > 1:
            raise FileRefused(
                message(
                    "The columns “{one}” and “{other}” say the same: leave one of them.",
                    one=alike[0],
                    other=alike[1],
                )
            )


def _cell(cells: Sequence[str], place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _invoice(values: Record) -> tuple[Record, ...]:
    issued = {name: value for name, value in values.items() if name not in ("paid", "disputed")}
    found: list[Record] = [{"id": "issued", "kind": "invoice_issued", **issued}]
    for name, kind in (("paid", "invoice_paid"), ("disputed", "invoice_disputed")):
        if name in values:
            found.append({"id": name, "kind": kind, "on": values[name], "number": values["number"]})
    return tuple(found)


def _ticket(values: Record) -> tuple[Record, ...]:
    return ({"id": "ticket", "kind": "ticket_opened", **values},)


def _incident(values: Record) -> tuple[Record, ...]:
    return ({"id": "outage", "kind": "outage", **values},)


_MAKERS: Final[Mapping[EventSort, Callable[[Record], tuple[Record, ...]]]] = MappingProxyType(
    {EventSort.INVOICES: _invoice, EventSort.TICKETS: _ticket, EventSort.INCIDENTS: _incident}
)
