"""Reading the facts of an amount (`rules penalty`, `liability`, `late-payment`, `late-invoices`, `refund`).

JSON values in, typed facts out; every fault located, nothing guessed. What the facts give is in
`rules.amounts`.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, TypeVar

from numspot_desk.contracts.given.fact_provisions import read_in_force
from numspot_desk.contracts.given.fact_reading import FactsRefused, Reading, at_path
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.amounts.commitments import COMMITMENTS
from numspot_desk.rules.amounts.exclusions import OUTAGES, outages_of
from numspot_desk.rules.amounts.late_invoices import Imputation, Invoice, InvoicesFacts, Payment
from numspot_desk.rules.amounts.late_payment import LateFacts
from numspot_desk.rules.amounts.liability import CAUSES, LiabilityFacts
from numspot_desk.rules.amounts.penalty import PenaltyFacts, ServiceLevel
from numspot_desk.rules.amounts.refund import RefundFacts
from numspot_desk.rules.rates import ECB, LEGAL_INTEREST, Rate
from numspot_desk.rules.settled_readings import InForce

_AMOUNT: Final = re.compile(r"\d{1,15}(?:\.\d{1,12})?", re.ASCII)
_MISSING: Final = object()
PUBLISHED: Final = "published"
_IMPUTATIONS: Final = tuple(one.value for one in Imputation)
T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """Typed facts with the readings that hold for them."""

    facts: Any
    held: InForce


class _Reader:
    """Reads the members of one object, noting each fault at its path."""

    def __init__(self, record: Mapping[str, Any], path: str, reading: Reading) -> None:
        self._record = record
        self._path = path
        self._reading = reading
        self._read: set[str] = set()

    def fault(self, key: str, said: Message) -> None:
        self._reading.fault(at_path(self._path, key), said)

    def take(self, key: str, read: Callable[[Any], T | None], said: Message, default: Any = _MISSING) -> T:
        """The member, read; a default only where the format gives one."""
        self._read.add(key)
        if key not in self._record:
            if default is _MISSING:
                self.fault(key, message("This is missing."))
                return None  # type: ignore[return-value]  # with a fault noted, no facts are made
            given: T = default
            return given
        found = read(self._record[key])
        if found is None:
            self.fault(key, said)
        return found  # type: ignore[return-value]  # as above

    def amount(self, key: str, default: Any = _MISSING, most: Decimal | None = None) -> Decimal:
        def read(value: Any) -> Decimal | None:
            number = _decimal(value)
            return None if number is None or (most is not None and number > most) else number

        if most is not None:
            said = message("A number from 0 to {most} is expected here, between quotation marks.", most=most)
        else:
            said = message('An amount in euros is expected here, written like "1234.50".')
        return self.take(key, read, said, default)

    def day(self, key: str) -> Any:
        self._read.add(key)
        if key not in self._record:
            self.fault(key, message("This is missing."))
            return None
        return self._reading.day(at_path(self._path, key), self._record[key])

    def text(self, key: str) -> Any:
        """A short text of one line, None with a fault noted."""
        self._read.add(key)
        if key not in self._record:
            self.fault(key, message("This is missing."))
            return None
        return self._reading.text(at_path(self._path, key), self._record[key])

    def flag(self, key: str, default: Any = _MISSING) -> bool:
        said = message("true or false is expected here.")
        return self.take(key, lambda value: value if isinstance(value, bool) else None, said, default)

    def choice(self, key: str, options: tuple[str, ...], default: Any = _MISSING) -> str:
        said = message("One of these is expected here: {options}.", options=", ".join(options))
        return self.take(
            key, lambda value: value if isinstance(value, str) and value in options else None, said, default
        )

    def record(self, key: str) -> "_Reader":
        said = message("An object is expected here.")
        found = self.take(key, lambda value: value if isinstance(value, dict) else None, said)
        return _Reader(found if isinstance(found, dict) else {}, at_path(self._path, key), self._reading)

    def rows(self, key: str) -> list["_Reader"]:
        self._read.add(key)
        if key not in self._record:
            self.fault(key, message("This is missing."))
            return []
        readers = []
        for position, row in enumerate(self._reading.items(at_path(self._path, key), self._record[key])):
            at = f"{at_path(self._path, key)}[{position}]"
            if not isinstance(row, dict):
                self._reading.fault(at, message("An object is expected here."))
            else:
                readers.append(_Reader(row, at, self._reading))
        return readers

    def readings(self, day: dt.date | None) -> InForce:
        """The readings chosen, and those that clauses settle on a day."""
        self._read |= {"readings", "provisions"}
        return read_in_force(self._reading, self._record, day)

    def done(self) -> None:
        """Note every key that nothing read."""
        for key in self._record:
            if key not in self._read:
                self.fault(key, message("This key is not known here."))


def _decimal(value: Any) -> Decimal | None:
    return Decimal(value) if isinstance(value, str) and _AMOUNT.fullmatch(value) else None


def _whole(
    document: Mapping[str, Any], read: Callable[[_Reader], tuple[dt.date | None, Callable[[], Any]]]
) -> Asked:
    """Read a document: `read` takes the members and gives the day whose clauses count, and what makes the
    facts once none is at fault."""
    reading = Reading()
    reader = _Reader(document, "", reading)
    day, make = read(reader)
    held = reader.readings(day)
    reader.done()
    if reading.faults:
        raise FactsRefused(tuple(reading.faults))
    return Asked(make(), held)


def penalty_facts(document: Mapping[str, Any]) -> Asked:
    """The facts of a service penalty. Raises `FactsRefused`."""

    def read(reader: _Reader) -> tuple[dt.date | None, Callable[[], PenaltyFacts]]:
        services = [_service(row) for row in reader.rows("services")]
        revenue, invoice = reader.amount("monthly_average_revenue"), reader.amount("invoice_of_the_month")
        late, claimed, ended = reader.flag("late_payer"), reader.day("claimed_on"), reader.day("period_end")
        in_time = reader.flag("reservations_in_time", default=True)
        return ended, lambda: PenaltyFacts(services, revenue, invoice, late, claimed, ended, in_time)

    return _whole(document, read)


def _service(row: _Reader) -> ServiceLevel:
    commitment = row.choice("commitment", tuple(COMMITMENTS))
    service = ServiceLevel(
        commitment,
        row.amount("observed", most=Decimal(100)),
        row.flag("beta", default=False),
        row.flag("all_zones", default=True),
        row.choice("excluded_by", outages_of(commitment) if commitment else OUTAGES, default=None),
    )
    row.done()
    return service


def liability_facts(document: Mapping[str, Any]) -> Asked:
    """The facts of a liability; `event_on`, the day of the last harmful event, where clauses settle a
    reading. Raises `FactsRefused`."""

    def read(reader: _Reader) -> tuple[dt.date | None, Callable[[], LiabilityFacts]]:
        facts = LiabilityFacts(
            reader.choice("cause", CAUSES),
            reader.amount("cashed_12_months_excl_tax"),
            reader.amount("last_month_of_failing_service"),
            reader.amount("direct_loss"),
            reader.flag("beta", default=False),
            reader.amount("penalty", default=None),
        )
        dated = document.get("provisions") or "event_on" in document
        return reader.day("event_on") if dated else None, lambda: facts

    return _whole(document, read)


def late_payment_facts(document: Mapping[str, Any]) -> Asked:
    """The facts of a late payment; `"ecb_rates": "published"` asks for the rates that the rules keep.
    Raises `FactsRefused`."""

    def read(reader: _Reader) -> tuple[dt.date | None, Callable[[], LateFacts]]:
        incl_tax, excl_tax = reader.amount("amount_incl_tax"), reader.amount("amount_excl_tax")
        if None not in (incl_tax, excl_tax) and excl_tax > incl_tax:
            reader.fault("amount_excl_tax", message("The amount before tax is above the one with tax."))
        due, paid = reader.day("due"), reader.day("paid")
        rates, checked = _known_rates(reader, document)
        public = reader.flag("public_buyer", default=False)
        return due, lambda: LateFacts(incl_tax, excl_tax, due, paid, rates, public, checked)

    return _whole(document, read)


def late_invoices_facts(document: Mapping[str, Any]) -> Asked:
    """The facts of late invoices: `invoices`, `payments` that name them by number, `counted_to` the day to
    which what is unpaid is counted, `imputation` what payments count on first, `recovery_flat` and
    `legal_interest` the legal sums and rates with the days from which they hold. Raises `FactsRefused`."""

    def read(reader: _Reader) -> tuple[dt.date | None, Callable[[], InvoicesFacts]]:
        invoices = _invoices(reader)
        paid = _payments(reader, {one.number: one for one in invoices})
        counted_to = reader.day("counted_to")
        rates, checked = _known_rates(reader, document)
        public = reader.flag("public_buyer", default=False)
        imputation = reader.choice("imputation", _IMPUTATIONS, default=_IMPUTATIONS[0])
        flats = _dated(reader, "recovery_flat", "amount") if "recovery_flat" in document else []
        legal: Sequence[Rate] = LEGAL_INTEREST.rates
        if "legal_interest" in document:
            legal = _dated(reader, "legal_interest", "amount", Decimal(100))

        def make() -> InvoicesFacts:
            whole = [replace(one, payments=tuple(paid[one.number])) for one in invoices]
            return InvoicesFacts(
                whole, counted_to, rates, public, checked, Imputation(imputation), flats, legal
            )

        return min((one.due for one in invoices if one.due), default=None), make

    return _whole(document, read)


def _invoices(reader: _Reader) -> list[Invoice]:
    found: list[Invoice] = []
    numbers: set[str] = set()
    for row in reader.rows("invoices"):
        number = row.text("number")
        incl_tax, excl_tax = row.amount("amount_incl_tax"), row.amount("amount_excl_tax")
        if number in numbers:
            row.fault("number", message("This invoice is in the list already."))
        if None not in (incl_tax, excl_tax) and excl_tax > incl_tax:
            row.fault("amount_excl_tax", message("The amount before tax is above the one with tax."))
        numbers.add(number)
        found.append(Invoice(number, incl_tax, excl_tax, row.day("due")))
        row.done()
    return found


def _payments(reader: _Reader, invoices: Mapping[str, Invoice]) -> dict[str, list[Payment]]:
    """The payments of each invoice; together they are at most its amount."""
    found: dict[str, list[Payment]] = {number: [] for number in invoices}
    left = {number: one.amount_incl_tax for number, one in invoices.items()}
    for row in reader.rows("payments"):
        number, payment = row.text("number"), Payment(row.day("on"), row.amount("amount"))
        row.done()
        if number is None or payment.amount is None:
            continue
        if number not in invoices:
            row.fault("number", message("No invoice of the list has this number."))
            continue
        found[number].append(payment)
        if left[number] is not None:
            left[number] -= payment.amount
            if left[number] < 0:
                row.fault("amount", message("The payments of this invoice are above its amount."))
    return found


def _known_rates(reader: _Reader, document: Mapping[str, Any]) -> tuple[Sequence[Rate], dt.date | None]:
    """The rates and the last day of their check: the ones the rules keep where `"published"` is asked for;
    else those given, checked to `ecb_rates_checked` where that is said."""
    if document.get("ecb_rates") == PUBLISHED:
        reader.choice("ecb_rates", (PUBLISHED,))
        return ECB.rates, ECB.last_checked
    return _rates(reader), reader.day("ecb_rates_checked") if "ecb_rates_checked" in document else None


def _rates(reader: _Reader) -> list[Rate]:
    """The rates given, one a day at most."""
    return _dated(reader, "ecb_rates", "rate", Decimal(100))


def _dated(reader: _Reader, key: str, value: str, most: Decimal | None = None) -> list[Rate]:
    """Values with the days from which they hold, one a day at most."""
    rates: list[Rate] = []
    days: set[dt.date] = set()
    for row in reader.rows(key):
        rate = Rate(row.day("from"), row.amount(value, most=most))
        row.done()
        if rate.start in days:
            row.fault("from", message("Another rate is given for this day already."))
        days.add(rate.start)
        rates.append(rate)
    return rates


def refund_facts(document: Mapping[str, Any]) -> Asked:
    """The facts of a refund. Raises `FactsRefused`."""

    def read(reader: _Reader) -> tuple[dt.date | None, Callable[[], RefundFacts]]:
        billed, term = reader.amount("billed"), reader.record("term")
        start, end = term.day("start"), term.day("end")
        term.done()
        if start is not None and end is not None and end < start:
            reader.fault("term.end", message("The end lies before the start."))
        ended = reader.day("effective_termination")
        return ended, lambda: RefundFacts(billed, start, end, ended)

    return _whole(document, read)
