"""Reading the facts of a contract (`rules deadlines`): JSON values in, typed `Facts` out, faults located.

Everything is refused by its path: an unknown key, kind, reading or id, a day that is none, an instant
without its offset. Nothing is guessed and nothing is dropped; all faults are found at once.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.contracts.order_document import PAYMENT_MEANS, SUBJECTS
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.clauses import Document, is_reference
from numspot_desk.rules.countries import ISO_3166, in_union
from numspot_desk.rules.events import (
    ANSWERED_KINDS,
    KINDS,
    Event,
    Facts,
    Field,
)
from numspot_desk.rules.explain import Plain
from numspot_desk.rules.lengths import LONGEST, UNITS
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.payment_term import Buyer, PaymentTerm, buyer
from numspot_desk.rules.provisions import Effect, Provision
from numspot_desk.rules.readings import READINGS

EARLIEST_YEAR: Final = 1950
LATEST_YEAR: Final = 2500
MOST_EVENTS: Final = 1_000
_TEXT_LIMIT: Final = 200
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(?P<offset>Z|[+-]\d{2}:\d{2})?", re.ASCII
)
_AMOUNT: Final = re.compile(r"-?\d{1,12}(\.\d{1,2})?", re.ASCII)
_MEMBERS: Final = ("as_of", "client", "payment", "events", "readings", "provisions")
_EVENT: Final = ("id", "kind", "cancels", "answers")
_PROVISION: Final = ("id", "document", "clause", "in_force_from", "subject", "effect")
_PROVISION_OPTIONAL: Final = ("data", "target", "text", "replaces", "language")
_LANGUAGES: Final = ("fr", "en")
_DOCUMENTS: Final = tuple(document.value for document in Document)
_EFFECTS: Final = tuple(effect.value for effect in Effect)
_BUYERS: Final[Mapping[str, Buyer]] = MappingProxyType(
    {
        "business": Buyer.PRIVATE,
        "public": Buyer.PUBLIC,
        "public_body": Buyer.PUBLIC,
        "public_health": Buyer.PUBLIC_HEALTH,
        "public_undertaking": Buyer.PUBLIC_UNDERTAKING,
    }
)
_LONGEST_OUTAGE: Final = dt.timedelta(days=3660)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a value and where: the path as in `events[0].at`, or "" for the whole."""

    path: str
    message: Message


class FactsRefused(Exception):
    """The facts cannot be used; `faults` holds every fault, in the order of the document."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("facts refused")
        self.faults = faults


def read_facts(document: Mapping[str, Any]) -> Facts:
    """The typed facts of a contract. Raises `FactsRefused` with every fault."""
    reading = FactReading()
    facts = reading.facts(document)
    if reading.faults or facts is None:
        raise FactsRefused(tuple(reading.faults))
    return facts


@dataclass
class FactReading:
    """One pass over a document: values come back typed, or None with a fault noted."""

    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: str, said: Message) -> None:
        self.faults.append(Fault(path, said))

    # ── The whole ──

    def facts(self, document: Mapping[str, Any]) -> Facts | None:
        self.keys("", document, ("as_of", "events"), _MEMBERS)
        as_of = self.day("as_of", document["as_of"]) if "as_of" in document else None
        setting = self.client(document.get("client"))
        means, term = self.payment(document.get("payment"))
        events = self.events(document.get("events", []))
        readings = self.readings(document.get("readings", {}))
        provisions = self.provisions(document.get("provisions", []))
        if means is None and any(event.kind == "invoice_issued" for event in events):
            said = message("The means of payment is needed: it decides when an invoice is late.")
            self.fault("payment.means", said)
        if as_of is None:
            return None
        return Facts(as_of, tuple(events), means, term, readings, tuple(provisions), setting)

    def keys(
        self, path: str, value: Mapping[str, Any], needed: tuple[str, ...], known: tuple[str, ...]
    ) -> None:
        """Note each key that is missing and each that nothing here reads."""
        for key in needed:
            if key not in value:
                self.fault(at_path(path, key), message("This is missing."))
        for key in value:
            if key not in known:
                self.fault(at_path(path, key), message("This key is not known here."))

    def record(self, path: str, value: Any) -> Mapping[str, Any] | None:
        if isinstance(value, dict):
            return value
        self.fault(path, message("An object is expected here."))
        return None

    def items(self, path: str, value: Any) -> list[Any]:
        if not isinstance(value, list):
            self.fault(path, message("A list is expected here."))
            return []
        if len(value) > MOST_EVENTS:
            self.fault(path, message("At most {count} entries are read.", count=MOST_EVENTS))
            return []
        return value

    # ── Values ──

    def day(self, path: str, value: Any) -> dt.date | None:
        found = None
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                found = dt.date.fromisoformat(value)
            except ValueError:
                found = None
        if found is None:
            self.fault(path, message("A day is expected here, written like 2026-11-22."))
        elif not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
            self.fault(path, self._years())
            found = None
        return found

    def instant(self, path: str, value: Any) -> dt.datetime | None:
        shape = _INSTANT.fullmatch(value) if isinstance(value, str) else None
        if shape is not None and shape["offset"] is None:
            self.fault(
                path,
                message("This instant has no offset: write it like 2026-11-22T10:30:00+01:00."),
            )
            return None
        found = None
        if shape is not None:
            try:
                found = dt.datetime.fromisoformat(value)
            except ValueError:
                found = None
        if found is None:
            self.fault(path, message("An instant is expected here, written like 2026-11-22T10:30:00+01:00."))
        elif not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
            self.fault(path, self._years())
            found = None
        return found

    @staticmethod
    def _years() -> Message:
        return message(
            "The year must lie between {first} and {last}.", first=str(EARLIEST_YEAR), last=str(LATEST_YEAR)
        )

    def text(self, path: str, value: Any) -> str | None:
        if isinstance(value, str) and value.strip() and len(value) <= _TEXT_LIMIT and value.isprintable():
            return value
        self.fault(path, message("A short text is expected here."))
        return None

    def choice(self, path: str, value: Any, options: tuple[str | int, ...]) -> str | int | None:
        for option in options:
            if type(value) is type(option) and value == option:
                return option
        said = ", ".join(str(option) for option in options)
        self.fault(path, message("One of these is expected here: {options}.", options=said))
        return None

    def whole(self, path: str, value: Any, most: int) -> int | None:
        if type(value) is int and 0 <= value <= most:
            return value
        self.fault(path, message("A whole number between 0 and {most} is expected here.", most=str(most)))
        return None

    def flag(self, path: str, value: Any) -> bool | None:
        if isinstance(value, bool):
            return value
        self.fault(path, message("true or false is expected here."))
        return None

    # ── Client, payment, readings ──

    def client(self, value: Any) -> Setting:
        """Whom mandatory law is held against; a private buyer in the Union unless the facts say otherwise."""
        if value is None or (record := self.record("client", value)) is None:
            return Setting()
        self.keys("client", record, (), ("kind", "country", "public_body", "legal_form"))
        kind, country, form = (record.get(key) for key in ("kind", "country", "legal_form"))
        if kind == "consumer":
            said = message("The general terms are not for consumers: there is no contract to compute.")
            self.fault("client.kind", said)
        elif kind is not None:
            kind = self.choice("client.kind", kind, tuple(_BUYERS))
        if country is not None and country not in ISO_3166:
            self.fault("client.country", message("A country code is expected here."))
        form = "" if form is None else self.text(at_path("client", "legal_form"), form) or ""
        public = self.flag("client.public_body", record.get("public_body", False)) is True
        named = _BUYERS.get(kind, Buyer.PRIVATE) if isinstance(kind, str) else Buyer.PRIVATE
        who = buyer(public_body=True, legal_form=form) if public and named is Buyer.PRIVATE else named
        return Setting(who, not isinstance(country, str) or in_union(country))

    def payment(self, value: Any) -> tuple[str | None, PaymentTerm | None]:
        if value is None or (record := self.record("payment", value)) is None:
            return None, None
        self.keys("payment", record, (), ("means", "term"))
        means = record.get("means")
        if means is not None:
            means = self.choice("payment.means", means, PAYMENT_MEANS)
        return (means if isinstance(means, str) else None), self.term(record.get("term"))

    def term(self, value: Any) -> PaymentTerm | None:
        if value is None or (record := self.record("payment.term", value)) is None:
            return None
        self.keys("payment.term", record, (), ("days", "end_of_month"))
        if not record:
            self.fault("payment.term", message("This is missing."))
        days = self.whole("payment.term.days", record.get("days", 0), LONGEST["days"])
        to_month_end = self.flag("payment.term.end_of_month", record.get("end_of_month", False))
        return None if days is None or to_month_end is None else PaymentTerm(days, to_month_end)

    def readings(self, value: Any) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for name, option in (self.record("readings", value) or {}).items():
            path = at_path("readings", name)
            if name not in READINGS:
                self.fault(path, message("There is no such reading."))
            elif not isinstance(option, str) or not READINGS[name].has(option):
                known = ", ".join(one.id for one in READINGS[name].options)
                self.fault(path, message("One of these is expected here: {options}.", options=known))
            else:
                found[name] = option
        return MappingProxyType(found)

    # ── Events ──

    def events(self, value: Any) -> list[Event]:
        found: list[tuple[str, Event]] = []
        for index, item in enumerate(self.items("events", value)):
            path = f"events[{index}]"
            record = self.record(path, item)
            event = None if record is None else self.event(path, record)
            if event is not None:
                found.append((path, event))
        self.links(found)
        return [event for _path, event in found]

    def event(self, path: str, record: Mapping[str, Any]) -> Event | None:
        kind = record.get("kind")
        if not isinstance(kind, str) or kind not in KINDS:
            self.keys(path, record, ("id",), tuple(record))
            self.fault(at_path(path, "kind"), message("The rules know no event of this kind."))
            return None
        form, before = KINDS[kind], len(self.faults)
        moment = () if form.moment is None else (form.moment,)
        needed = ("id", *moment, *(name for name, one in form.fields.items() if one.required))
        self.keys(path, record, needed, (*_EVENT, *moment, *form.fields))
        ident = self.text(at_path(path, "id"), record["id"]) if "id" in record else None
        at = (
            self.instant(at_path(path, "at"), record["at"])
            if form.moment == "at" and "at" in record
            else None
        )
        on = self.day(at_path(path, "on"), record["on"]) if form.moment == "on" and "on" in record else None
        details = {
            name: self.detail(at_path(path, name), record[name], one)
            for name, one in form.fields.items()
            if name in record and (one.required or record[name] is not None)
        }
        ties = [
            None if record.get(tie) is None else self.text(at_path(path, tie), record[tie])
            for tie in ("cancels", "answers")
        ]
        if len(self.faults) > before or ident is None:
            return None
        self.order_of_days(path, kind, details)
        return Event(ident, kind, at, on, MappingProxyType(details), *ties)

    def detail(self, path: str, value: Any, form: Field) -> Plain:
        match form.type:
            case "day":
                return self.day(path, value)
            case "instant":
                return self.instant(path, value)
            case "boolean":
                return self.flag(path, value)
            case "choice":
                return self.choice(path, value, form.options)
            case "amount":
                if not isinstance(value, str) or not _AMOUNT.fullmatch(value):
                    self.fault(path, message('An amount in euros is expected here, written like "1234.50".'))
                return str(value)
            case _:
                return self.text(path, value)

    def order_of_days(self, path: str, kind: str, details: Mapping[str, Plain]) -> None:
        for first, last in (("start", "end"), ("from", "to")):
            start, end = details.get(first), details.get(last)
            if not isinstance(start, dt.date) or not isinstance(end, dt.date):
                continue
            if end < start:
                self.fault(at_path(path, last), message("The end lies before the start."))
            elif kind == "outage" and end - start > _LONGEST_OUTAGE:
                self.fault(at_path(path, last), message("An outage of more than ten years is not read."))

    def links(self, events: list[tuple[str, Event]]) -> None:
        """Ids are unique, every id that is named exists, and what must belong together does."""
        known: dict[str, Event] = {}
        invoices: set[str] = set()
        for path, event in events:
            if event.id in known:
                self.fault(at_path(path, "id"), message("Another event has this id already."))
            known[event.id] = event
            if event.kind == "invoice_issued":
                number = event.text_of("number")
                if number in invoices:
                    self.fault(at_path(path, "number"), message("Another invoice has this number already."))
                invoices.add(number)
        for path, event in events:
            self.ties(path, event, known)
            if event.kind in ("invoice_paid", "invoice_disputed") and event.text_of("number") not in invoices:
                self.fault(at_path(path, "number"), message("No invoice of these facts has this number."))
        self.circles(events, known)
        self.unasked(events)

    def ties(self, path: str, event: Event, known: Mapping[str, Event]) -> None:
        for name, tie in (("cancels", event.cancels), ("answers", event.answers)):
            if tie is not None and tie not in known:
                self.fault(at_path(path, name), message("No event has this id."))
        for name, form in KINDS[event.kind].fields.items():
            if form.type == "event":
                named = known.get(event.text_of(name))
                if named is None or named.kind not in form.options:
                    self.fault(at_path(path, name), message("No event has this id."))
        wanted = ANSWERED_KINDS.get(event.kind)
        if wanted is None:
            return
        answered = known.get(event.answers) if event.answers is not None else None
        if event.answers is None or (answered is not None and answered.kind not in wanted):
            said = message(
                "The id of an event of this kind is expected here: {kinds}.", kinds=", ".join(wanted)
            )
            self.fault(at_path(path, "answers"), said)

    def circles(self, events: list[tuple[str, Event]], known: Mapping[str, Event]) -> None:
        for path, event in events:
            seen, at = {event.id}, event
            while at.cancels is not None and at.cancels in known:
                at = known[at.cancels]
                if at.id in seen:
                    if at is event:
                        self.fault(
                            at_path(path, "cancels"), message("Events cannot cancel one another in a circle.")
                        )
                    break
                seen.add(at.id)

    def unasked(self, events: list[tuple[str, Event]]) -> None:
        asked = [event for _path, event in events if event.kind == "client_asked"]
        for path, event in events:
            if event.kind == "client_answered" and not any(
                one.details["ticket"] == event.details["ticket"] and one.moment <= event.moment
                for one in asked
            ):
                self.fault(path, message("The client answers here although nothing was asked before."))

    # ── Provisions ──

    def provisions(self, value: Any) -> list[Provision]:
        found: list[Provision] = []
        seen: set[str] = set()
        for index, item in enumerate(self.items("provisions", value)):
            path = f"provisions[{index}]"
            record = self.record(path, item)
            one = None if record is None else self.provision(path, record)
            if one is not None:
                if one.id in seen:
                    self.fault(at_path(path, "id"), message("Another provision has this id already."))
                seen.add(one.id)
                found.append(one)
        return found

    def provision(self, path: str, record: Mapping[str, Any]) -> Provision | None:
        before = len(self.faults)
        self.keys(path, record, _PROVISION, _PROVISION + _PROVISION_OPTIONAL)
        ident, replaces = (
            None if record.get(name) is None else self.text(at_path(path, name), record[name])
            for name in ("id", "replaces")
        )
        clause, target = (self.clause(at_path(path, name), record.get(name)) for name in ("clause", "target"))
        document, subject, effect = (
            self.choice(at_path(path, name), record[name], options) if name in record else None
            for name, options in (("document", _DOCUMENTS), ("subject", SUBJECTS), ("effect", _EFFECTS))
        )
        start = (
            self.day(at_path(path, "in_force_from"), record["in_force_from"])
            if "in_force_from" in record
            else None
        )
        data = self.data(at_path(path, "data"), record.get("data") or {})
        language = record.get("language")
        if language is not None:
            language = self.choice(at_path(path, "language"), language, _LANGUAGES)
        if len(self.faults) > before or ident is None or clause is None:
            return None
        wording = record.get("text")
        return Provision(
            ident,
            Document(str(document)),
            clause,
            str(subject),
            Effect(str(effect)),
            data,
            target,
            start,
            replaces,
            wording if isinstance(wording, str) else "",
            language if isinstance(language, str) else None,
        )

    def clause(self, path: str, value: Any) -> str | None:
        if value is None:
            return None
        if isinstance(value, str) and is_reference(value):
            return value
        self.fault(path, message("A clause reference is expected here, written like CG-6.3.a or CP-4."))
        return None

    def data(self, path: str, value: Any) -> Mapping[str, Any]:
        """The lengths are held to be whole numbers; other members are the business of other rules."""
        record = self.record(path, value) or {}
        given = [unit for unit in UNITS if unit in record]
        for unit in given:
            self.whole(at_path(path, unit), record[unit], LONGEST[unit])
        if len(given) > 1:
            self.fault(path, message("Only one length can be stated: {units}.", units=", ".join(given)))
        if record.get("end_of_month") is not None:
            self.flag(at_path(path, "end_of_month"), record["end_of_month"])
        return MappingProxyType(dict(record))


def at_path(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
