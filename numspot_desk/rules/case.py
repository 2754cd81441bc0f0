"""One contract's events made ready for the table of limits: which are in force, which belong together.

Nothing is counted here. Events are put in one order whatever order they came in; those that a later one
cancels are out; tickets find their pauses, orders of a data recovery the end they put off.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeVar

from numspot_desk.rules.clauses import Document
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.explain import Step
from numspot_desk.rules.lengths import Length
from numspot_desk.rules.provisions import Effect, Provision
from numspot_desk.rules.readings import Choice, Run
from numspot_desk.rules.settled_readings import InForce, settled_readings, settles
from numspot_desk.rules.table import TABLE, Row, Table
from numspot_desk.rules.time import start_of

V = TypeVar("V")
_AUTHORITIES: Final = ("judicial_authority", "administrative_authority")


@dataclass(frozen=True)
class Case:
    """One contract's facts beside the table. What several limits ask of it is found once."""

    facts: Facts
    table: Table = TABLE

    # ── Which events count ──

    @cached_property
    def cancelled(self) -> Mapping[str, str]:
        """The ids of cancelled events, each with the id of the one that cancels it.

        A cancellation that is itself cancelled undoes nothing: its event counts again. Cancellations do not
        go in a circle (facts are read so).
        """
        cancelling: dict[str, list[Event]] = {}
        for event in self._ordered:
            if event.cancels is not None:
                cancelling.setdefault(event.cancels, []).append(event)
        found: dict[str, str] = {}
        for event_id in _last_cancelled_first(cancelling):
            for other in cancelling[event_id]:
                if other.id not in found:
                    found[event_id] = other.id
                    break
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

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[Event]]:
        return _grouped(self.events, lambda event: event.kind)

    @cached_property
    def _answering(self) -> Mapping[str, Sequence[Event]]:
        return _grouped((e for e in self.events if e.answers is not None), lambda event: event.answers or "")

    def of_kind(self, kind: str) -> Sequence[Event]:
        """The events of a kind that count."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_id(self) -> Mapping[str, Event]:
        return {event.id: event for event in self.events}

    def answers_to(self, event: Event) -> tuple[Event, ...]:
        """What answers an event; a termination mail is no remedy."""
        found = self._answering.get(event.id)
        if not found:
            return ()
        return tuple(answer for answer in found if answer.kind != "breach_termination_mail")

    def last_to_open(self, row: Row) -> Event:
        """The last event that opens a limit; of one day, the kind that the row names last. Raises
        `ValueError` when none does."""
        if row not in self._last:
            opening = (e for kind in row.trigger for e in self.of_kind(kind) if row.opened_by(e))
            self._last[row] = max(opening, key=lambda e: (e.day, row.trigger.index(e.kind), e.id))
        return self._last[row]

    @cached_property
    def _last(self) -> dict[Row, Event]:
        return {}

    # ── What is computed once ──

    @cached_property
    def start_of_day(self) -> dt.datetime:
        """00:00 of the day asked about: what ended until then is over."""
        return start_of(self.facts.as_of)

    def once(self, key: tuple[str, str], compute: Callable[[Choice], Any], choice: Choice) -> Any:
        """What several limits share (`key`: what, of which event), computed once for each set of options."""
        return choice.once(self._runs.setdefault(key, []), compute)

    @cached_property
    def _runs(self) -> dict[tuple[str, str], list[Run[Any]]]:
        return {}

    @cached_property
    def lengths(self) -> dict[tuple[Any, ...], tuple[Length | None, Step, tuple[str, ...]]]:
        """The lengths agreed so far, by row and the provisions in force."""
        return {}

    # ── Provisions ──

    def speaks_of(self, subject: str) -> bool:
        """Whether any provision speaks of a subject."""
        return subject in self._by_subject

    def in_force(self, subject: str, day: dt.date) -> tuple[Provision, ...]:
        """The provisions on a subject that are in force on a day."""
        found = self._by_subject.get(subject, ())
        return tuple(p for p in found if p.in_force_from is None or p.in_force_from <= day)

    @cached_property
    def _by_subject(self) -> Mapping[str, Sequence[Provision]]:
        return _grouped(self.payment_provisions, lambda provision: provision.subject)

    def readings_on(self, day: dt.date) -> InForce:
        """The readings that hold on a day: those chosen, and above them those that a clause settles."""
        if not self._settling:
            return self._chosen
        return self._chosen._replace(settled=settled_readings(self._settling, day))

    @cached_property
    def _chosen(self) -> InForce:
        return InForce(self.facts.readings, self.facts.reasons, decided=self.facts.decided)

    @cached_property
    def _settling(self) -> Sequence[Provision]:
        return [provision for provision in self.facts.provisions if settles(provision)]

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

    # ── Terms published and refused ──

    def published(self, refusal: Event) -> Event | None:
        """The publication that a refusal names, where it is among the facts."""
        found = self._by_id.get(refusal.text_of("terms"))
        return found if found is not None and found.kind == "general_terms_published" else None

    def refused_too_late(self, refusal: Event) -> bool:
        """Whether a refusal came once the terms it refuses were in force."""
        publication = self.published(refusal)
        return publication is not None and refusal.day >= publication.day_of("enters_into_force")

    @cached_property
    def _refusals(self) -> Mapping[str, Sequence[Event]]:
        named = [refusal for refusal in self.of_kind("terms_refused") if self.published(refusal)]
        return _grouped(named, lambda refusal: refusal.text_of("terms"))

    def refusals_of(self, publication: Event) -> Sequence[Event]:
        """The refusals that name a publication."""
        return self._refusals.get(publication.id, ())

    # ── Ends and recoveries ──

    @cached_property
    def endings(self) -> tuple[Event, ...]:
        """The notices that end the contract, by time."""
        found = [e for kind in self.table.ends for e in self.of_kind(kind)]
        standing = (e for e in found if e.kind != "terms_refused" or not self.refused_too_late(e))
        return tuple(sorted(standing, key=lambda event: (event.moment, event.id)))

    @cached_property
    def _ending_ids(self) -> Mapping[str, Event]:
        return {ending.id: ending for ending in self.endings}

    def end_moved_by(self, order: Event) -> Event | None:
        """The notice whose end an order of data recovery puts off: the one it answers, else the last one
        sent before it."""
        named = self._ending_ids.get(order.answers or "")
        return named or _last_until(self.endings, order.moment)

    @cached_property
    def _orders_by_end(self) -> Mapping[str, Sequence[Event]]:
        moving = [(order, self.end_moved_by(order)) for order in self.of_kind("recovery_ordered")]
        found: dict[str, list[Event]] = {}
        for order, ending in moving:
            if ending is not None:
                found.setdefault(ending.id, []).append(order)
        return found

    def recovery_orders(self, ending: Event) -> Sequence[Event]:
        """The orders of data recovery that put off the end a notice set."""
        return self._orders_by_end.get(ending.id, ())

    def recovery_receipt(self, order: Event) -> Event | None:
        """When the data of an order were received: the event that answers it, else the first one after."""
        for answer in self._answering.get(order.id, ()):
            if answer.kind == "recovery_received":
                return answer
        return _first_after(self._unnamed_receipts, order.moment)

    @cached_property
    def _unnamed_receipts(self) -> Sequence[Event]:
        return [receipt for receipt in self.of_kind("recovery_received") if receipt.answers is None]

    @cached_property
    def _client_notices(self) -> Sequence[Event]:
        return [ending for ending in self.endings if _by_client(ending)]

    def request_behind(self, terminated: Event) -> Event:
        """The client's notice by which everything was terminated: the one named, else the last one sent
        until that day, else the event itself is the request."""
        named = self._ending_ids.get(terminated.answers or "")
        if named is not None and _by_client(named):
            return named
        until = bisect_right(self._client_notices, terminated.day, key=lambda notice: notice.day)
        return self._client_notices[until - 1] if until else terminated

    def early_erasure(self, ending: Event) -> Event | None:
        """The client's first request to erase the data early, of this end or of none in particular."""
        requests = self.of_kind("early_erasure_requested")
        return next((one for one in requests if one.answers in (None, ending.id)), None)

    # ── Tickets, invoices, terms ──

    @cached_property
    def _of_tickets(self) -> Mapping[str, Sequence[Event]]:
        return _grouped(
            (*self.of_kind("client_asked"), *self.of_kind("client_answered")),
            lambda event: f"{event.kind} {event.details['ticket']}",
        )

    def pauses(self, ticket: Event) -> tuple[tuple[Event, Event | None], ...]:
        """Each question to the client about a ticket, with the answer that ended the wait (or None)."""
        asked = self._of_tickets.get(f"client_asked {ticket.id}", ())
        answers = self._of_tickets.get(f"client_answered {ticket.id}", ())
        unnamed = [answer for answer in answers if answer.answers is None]
        named = {answer.answers: answer for answer in reversed(answers)}
        return tuple((one, named.get(one.id) or _first_after(unnamed, one.moment)) for one in asked)

    @cached_property
    def _of_invoices(self) -> Mapping[str, Sequence[Event]]:
        return _grouped(
            (*self.of_kind("invoice_paid"), *self.of_kind("invoice_disputed")),
            lambda event: f"{event.kind} {event.details['number']}",
        )

    def about_invoice(self, kind: str, invoice: Event) -> Sequence[Event]:
        """The first event of a kind (`invoice_paid`, `invoice_disputed`) about an invoice, if any."""
        return self._of_invoices.get(f"{kind} {invoice.details['number']}", ())[:1]

    @cached_property
    def outages(self) -> tuple[Event, ...]:
        """The outages by force majeure, by their first day."""
        found = [e for e in self.of_kind("outage") if e.details["force_majeure"] is True]
        return tuple(sorted(found, key=_span))

    @cached_property
    def time_lost(self) -> tuple[Event, ...]:
        """What may extend a fixed term: the outages by force majeure and the suspensions that an authority
        ordered, by their first day. The other suspensions never do (CG-6.1)."""
        found = [
            *self.outages,
            *(e for e in self.of_kind("suspension") if e.details["reason"] in _AUTHORITIES),
        ]
        return tuple(sorted(found, key=_span))

    def term_of(self, outage: Event) -> Event | None:
        """The reserved term an outage falls in: the one it answers, else the first that it touches."""
        named = self._by_id.get(outage.answers or "")
        if named is not None and named.kind == "reserved_term":
            return named
        first, last = outage.day_of("from"), outage.day_of("to")
        terms = self.of_kind("reserved_term")
        return next((t for t in terms if t.day_of("start") <= last and first <= t.day_of("end")), None)


def _grouped(values: Iterable[V], key: Callable[[V], str]) -> Mapping[str, Sequence[V]]:
    found: dict[str, list[V]] = {}
    for value in values:
        found.setdefault(key(value), []).append(value)
    return found


def _by_client(ending: Event) -> bool:
    """Whether it is the client who asks for the end."""
    return ending.kind == "terms_refused" or (
        ending.kind == "termination_notice" and ending.details.get("by") == "client"
    )


def _span(event: Event) -> tuple[dt.date, dt.date, str]:
    return event.day_of("from"), event.day_of("to"), event.id


def _moment(event: Event) -> dt.datetime:
    return event.moment


def _last_until(events: Sequence[Event], moment: dt.datetime) -> Event | None:
    """The last of events in order of time that came by a moment."""
    until = bisect_right(events, moment, key=_moment)
    return events[until - 1] if until else None


def _first_after(events: Sequence[Event], moment: dt.datetime) -> Event | None:
    """The first of events in order of time that came at a moment or after."""
    after = bisect_left(events, moment, key=_moment)
    return events[after] if after < len(events) else None


def _last_cancelled_first(cancelling: Mapping[str, Sequence[Event]]) -> Iterable[str]:
    """The ids of what is cancelled, in an order in which each comes after its own cancellations."""
    found: dict[str, None] = {}
    for start in cancelling:
        path = [start]
        while path:
            below = [one.id for one in cancelling[path[-1]] if one.id in cancelling and one.id not in found]
            if below and below[0] not in path:
                path.append(below[0])
            else:
                found[path.pop()] = None
    return found
