"""The table of limits, and one contract's events made ready for it: which are in force, which belong
together.

Nothing is counted here. Events are put in one order whatever order they came in; those that a later one
cancels are out; tickets find their pauses, orders of a data recovery the end they put off.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.rules.clauses import Document
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.lengths import Length
from numspot_desk.rules.provisions import Effect, Provision

_FILE: Final = Path(__file__).with_name("data") / "limits.toml"


@dataclass(frozen=True)
class Row:
    """One limit of the table; its columns are told at the head of `data/limits.toml`."""

    id: str
    trigger: tuple[str, ...]
    count: str
    kind: str
    party: str
    clause: str
    clauses: tuple[str, ...]
    readings: tuple[str, ...] = ()
    when: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    length: Length | None = None
    length_of: str | None = None
    subject: str = ""
    field: str = ""
    step: str | None = None
    settled: tuple[str, ...] = ()
    latest: bool = False
    ends_contract: bool = False

    def opened_by(self, event: Event) -> bool:
        """Whether the event triggers this limit."""
        return event.kind in self.trigger and all(
            event.details.get(name) == wanted for name, wanted in self.when.items()
        )


@dataclass(frozen=True)
class Table:
    """The limits, in the order of their ids."""

    rows: tuple[Row, ...]

    def row(self, limit: str) -> Row:
        """The first row of a limit. Raises `KeyError` for an id the table does not hold."""
        for row in self.rows:
            if row.id == limit:
                return row
        raise KeyError(limit)

    def length_row(self, row: Row) -> Row:
        """The row whose length (and subject) this one counts with: its own, or the one it names."""
        return row if row.length_of is None else self.row(row.length_of)

    def ending(self, kind: str) -> Row:
        """The row by which an event of this kind ends the contract. Raises `KeyError` when none does."""
        for row in self.rows:
            if row.ends_contract and kind in row.trigger:
                return row
        raise KeyError(kind)


def read_table(text: str) -> Table:
    """The table from its TOML text. Raises `TypeError` or `KeyError` for a column that is not one."""
    return Table(tuple(_row(dict(row)) for row in tomllib.loads(text)["limit"]))


def _row(columns: dict[str, Any]) -> Row:
    if "length" in columns:
        columns["length"] = Length(columns["length"], columns.pop("unit"))
    columns.setdefault("clauses", [columns["clause"]])
    for name in ("trigger", "clauses", "readings", "settled"):
        columns[name] = tuple(columns.get(name, ()))
    columns["when"] = MappingProxyType(columns.get("when", {}))
    return Row(**columns)


TABLE: Final = read_table(_FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Case:
    """One contract's facts beside the table."""

    facts: Facts
    table: Table = TABLE

    @cached_property
    def cancelled(self) -> Mapping[str, str]:
        """The ids of cancelled events, each with the id of the one that cancels it.

        A cancellation that is itself cancelled undoes nothing: its event counts again.
        """
        found: dict[str, str] = {}
        for event in self._ordered:
            by = self._canceller(event, frozenset())
            if by is not None:
                found[event.id] = by
        return found

    def _canceller(self, event: Event, below: frozenset[str]) -> str | None:
        for other in self._cancelling.get(event.id, ()):
            if other.id not in below and self._canceller(other, below | {event.id}) is None:
                return other.id
        return None

    @cached_property
    def _cancelling(self) -> Mapping[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for event in self._ordered:
            if event.cancels is not None:
                found.setdefault(event.cancels, []).append(event)
        return found

    @cached_property
    def _ordered(self) -> tuple[Event, ...]:
        return tuple(sorted(self.facts.events, key=lambda event: (event.moment, event.id)))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that count, by time and then by id."""
        return tuple(event for event in self._ordered if event.id not in self.cancelled)

    @cached_property
    def out(self) -> tuple[Event, ...]:
        """The cancelled events, in the same order."""
        return tuple(event for event in self._ordered if event.id in self.cancelled)

    def of_kind(self, *kinds: str) -> tuple[Event, ...]:
        """The events of these kinds that count."""
        return tuple(event for event in self.events if event.kind in kinds)

    def by_id(self, event_id: str) -> Event | None:
        """The event with this id, where it counts."""
        return next((event for event in self.events if event.id == event_id), None)

    def answers_to(self, event: Event) -> tuple[Event, ...]:
        """What answers an event; a termination mail is no remedy."""
        return tuple(e for e in self.events if e.answers == event.id and e.kind != "breach_termination_mail")

    @cached_property
    def _last(self) -> dict[str, Event]:
        return {}

    def last_to_open(self, row: Row) -> Event:
        """The last event that opens a limit; of one day, the kind that the row names last. Raises
        `ValueError` when none does."""
        if row.id not in self._last:
            opening = (event for event in self.events if row.opened_by(event))
            self._last[row.id] = max(opening, key=lambda e: (e.day, row.trigger.index(e.kind), e.id))
        return self._last[row.id]

    # ── Terms published and refused ──

    def published(self, refusal: Event) -> Event | None:
        """The publication that a refusal names, where it is among the facts."""
        found = self.by_id(refusal.text_of("terms"))
        return found if found is not None and found.kind == "general_terms_published" else None

    def refused_too_late(self, refusal: Event) -> bool:
        """Whether a refusal came once the terms it refuses were in force."""
        publication = self.published(refusal)
        return publication is not None and refusal.day >= publication.day_of("enters_into_force")

    # ── Ends and recoveries ──

    @cached_property
    def endings(self) -> tuple[Event, ...]:
        """The notices that end the contract."""
        kinds = {kind for row in self.table.rows if row.ends_contract for kind in row.trigger}
        return tuple(
            e for e in self.of_kind(*kinds) if e.kind != "terms_refused" or not self.refused_too_late(e)
        )

    def end_moved_by(self, order: Event) -> Event | None:
        """The notice whose end an order of data recovery puts off: the one it answers, else the last one
        sent before it."""
        named = [ending for ending in self.endings if ending.id == order.answers]
        earlier = [ending for ending in self.endings if ending.moment <= order.moment]
        return _first(named, earlier[-1:])

    @cached_property
    def _orders_by_end(self) -> Mapping[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for order in self.of_kind("recovery_ordered"):
            ending = self.end_moved_by(order)
            if ending is not None:
                found.setdefault(ending.id, []).append(order)
        return found

    def recovery_orders(self, ending: Event) -> Sequence[Event]:
        """The orders of data recovery that put off the end a notice set."""
        return self._orders_by_end.get(ending.id, ())

    def recovery_receipt(self, order: Event) -> Event | None:
        """When the data of an order were received: the event that answers it, else the first one after."""
        receipts = self.of_kind("recovery_received")
        named = [receipt for receipt in receipts if receipt.answers == order.id]
        later = [r for r in receipts if r.answers is None and r.moment >= order.moment]
        return _first(named, later)

    def request_behind(self, terminated: Event) -> Event:
        """The client's notice by which everything was terminated: the one named, else the last one sent
        until that day, else the event itself is the request."""
        notices = [e for e in self.endings if e.kind == "terms_refused" or e.details.get("by") == "client"]
        notices = [e for e in notices if e.kind in ("terms_refused", "termination_notice")]
        named = [notice for notice in notices if notice.id == terminated.answers]
        earlier = [notice for notice in notices if notice.day <= terminated.day]
        return _first(named, earlier[-1:]) or terminated

    # ── Tickets, invoices, terms ──

    def pauses(self, ticket: Event) -> tuple[tuple[Event, Event | None], ...]:
        """Each question to the client about a ticket, with the answer that ended the wait (or None)."""
        mine = [e for e in self.events if e.details.get("ticket") == ticket.id]
        answers = [e for e in mine if e.kind == "client_answered"]
        return tuple((asked, self._answer(asked, answers)) for asked in mine if asked.kind == "client_asked")

    @staticmethod
    def _answer(asked: Event, answers: Sequence[Event]) -> Event | None:
        named = [answer for answer in answers if answer.answers == asked.id]
        later = [a for a in answers if a.answers is None and a.moment >= asked.moment]
        return _first(named, later)

    def about_invoice(self, kind: str, invoice: Event) -> Event | None:
        """The first event of a kind (`invoice_paid`, `invoice_disputed`) about an invoice."""
        number = invoice.details["number"]
        return next((e for e in self.of_kind(kind) if e.details["number"] == number), None)

    @cached_property
    def outages(self) -> tuple[Event, ...]:
        """The outages by force majeure, by their first day."""
        found = [e for e in self.of_kind("outage") if e.details["force_majeure"] is True]
        return tuple(sorted(found, key=lambda e: (e.day_of("from"), e.day_of("to"), e.id)))

    def term_of(self, outage: Event) -> Event | None:
        """The reserved term an outage falls in: the one it answers, else the first that it touches."""
        terms = self.of_kind("reserved_term")
        named = [term for term in terms if term.id == outage.answers]
        first, last = outage.day_of("from"), outage.day_of("to")
        touched = [t for t in terms if t.day_of("start") <= last and first <= t.day_of("end")]
        return _first(named, touched)

    @cached_property
    def payment_provisions(self) -> tuple[Provision, ...]:
        """The provisions, with the order's own payment term as one of its clauses."""
        term = self.facts.payment_term
        if term is None:
            return tuple(self.facts.provisions)
        own = Provision(
            "payment.term",
            Document.PARTICULAR,
            "CP-payment",
            "payment_term",
            Effect.REPLACE,
            {"days": term.days, "end_of_month": term.end_of_month},
            "CG-A1.1",
        )
        return (*self.facts.provisions, own)


def _first(*groups: Sequence[Event]) -> Event | None:
    """The first event of the first group that has any."""
    return next((event for group in groups for event in group), None)
