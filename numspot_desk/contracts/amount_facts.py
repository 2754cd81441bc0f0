"""Reading the facts of an amount (`rules penalty`, `liability`, `late-payment`, `refund`, `precedence`).

JSON values in, typed facts out; every fault located, nothing guessed. What the facts give is in
`rules.amounts`.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, TypeVar

from numspot_desk.contracts.facts import FactsRefused, Fault
from numspot_desk.contracts.order_document import SUBJECTS
from numspot_desk.contracts.order_faults import parse_day
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.amounts.commitments import COMMITMENTS
from numspot_desk.rules.amounts.late_payment import LateFacts, RateFrom
from numspot_desk.rules.amounts.liability import CAUSES, LiabilityFacts
from numspot_desk.rules.amounts.penalty import PenaltyFacts, ServiceLevel
from numspot_desk.rules.amounts.refund import RefundFacts
from numspot_desk.rules.clauses import Document, is_reference
from numspot_desk.rules.countries import ISO_3166, in_union
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.payment_term import buyer
from numspot_desk.rules.provisions import Effect, Provision
from numspot_desk.rules.readings import READINGS

_AMOUNT: Final = re.compile(r"\d{1,15}(?:\.\d{1,12})?", re.ASCII)
_MISSING: Final = object()
T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """Typed facts with the readings chosen for them."""

    facts: Any
    readings: Mapping[str, str]


class _Reader:
    """Reads the members of one object, noting each fault at its path."""

    def __init__(self, record: Mapping[str, Any], path: str, faults: list[Fault]) -> None:
        self._record = record
        self._path = path
        self._faults = faults
        self._read: set[str] = set()

    def fault(self, key: str, said: Message) -> None:
        self._faults.append(Fault(f"{self._path}.{key}" if self._path else key, said))

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
        return found  # type: ignore[return-value]

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
        return self.take(key, parse_day, message("A day is expected here, written like 2026-11-22."))

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
        return _Reader(found if isinstance(found, dict) else {}, self._at(key), self._faults)

    def rows(self, key: str) -> list["_Reader"]:
        said = message("A list is expected here.")
        found = self.take(key, lambda value: value if isinstance(value, list) else None, said)
        readers = []
        for position, row in enumerate(found if isinstance(found, list) else []):
            at = f"{self._at(key)}[{position}]"
            if not isinstance(row, dict):
                self._faults.append(Fault(at, message("An object is expected here.")))
            else:
                readers.append(_Reader(row, at, self._faults))
        return readers

    def readings(self) -> Mapping[str, str]:
        self._read.add("readings")
        value = self._record.get("readings", {})
        if not isinstance(value, dict):
            self.fault("readings", message("An object is expected here."))
            return {}
        for name, option in value.items():
            if name not in READINGS:
                self.fault(f"readings.{name}", message("There is no such reading."))
            elif not isinstance(option, str) or not READINGS[name].has(option):
                known = ", ".join(one.id for one in READINGS[name].options)
                self.fault(
                    f"readings.{name}", message("One of these is expected here: {options}.", options=known)
                )
        return MappingProxyType(dict(value))

    def done(self) -> None:
        """Note every key that nothing read."""
        for key in self._record:
            if key not in self._read:
                self.fault(key, message("This key is not known here."))

    def _at(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def words(self, key: str, test: Callable[[str], bool], said: Message, default: Any = _MISSING) -> str:
        return self.take(
            key, lambda value: value if isinstance(value, str) and test(value) else None, said, default
        )

    def has(self, key: str) -> bool:
        self._read.add(key)
        return self._record.get(key) is not None


def _decimal(value: Any) -> Decimal | None:
    return Decimal(value) if isinstance(value, str) and _AMOUNT.fullmatch(value) else None


def _whole(document: Mapping[str, Any], read: Callable[[_Reader], Callable[[], Any]]) -> Asked:
    """Read a document: `read` takes the members and gives what makes the facts once none is at fault."""
    faults: list[Fault] = []
    reader = _Reader(document, "", faults)
    make = read(reader)
    readings = reader.readings()
    reader.done()
    if faults:
        raise FactsRefused(tuple(faults))
    return Asked(make(), readings)


def penalty_facts(document: Mapping[str, Any]) -> Asked:
    """The facts of a service penalty. Raises `FactsRefused`."""

    def read(reader: _Reader) -> Callable[[], PenaltyFacts]:
        services = [_service(row) for row in reader.rows("services")]
        revenue, invoice = reader.amount("monthly_average_revenue"), reader.amount("invoice_of_the_month")
        late, claimed, ended = reader.flag("late_payer"), reader.day("claimed_on"), reader.day("period_end")
        in_time = reader.flag("reservations_in_time", default=True)
        return lambda: PenaltyFacts(services, revenue, invoice, late, claimed, ended, in_time)

    return _whole(document, read)


def _service(row: _Reader) -> ServiceLevel:
    service = ServiceLevel(
        row.choice("commitment", tuple(COMMITMENTS)),
        row.amount("observed", most=Decimal(100)),
        row.flag("beta", default=False),
        row.flag("all_zones", default=True),
    )
    row.done()
    return service


def liability_facts(document: Mapping[str, Any]) -> Asked:
    """The facts of a liability. Raises `FactsRefused`."""

    def read(reader: _Reader) -> Callable[[], LiabilityFacts]:
        facts = LiabilityFacts(
            reader.choice("cause", CAUSES),
            reader.amount("cashed_12_months_excl_tax"),
            reader.amount("last_month_of_failing_service"),
            reader.amount("direct_loss"),
            reader.flag("beta", default=False),
            reader.amount("penalty", default=None),
        )
        return lambda: facts

    return _whole(document, read)


def late_payment_facts(document: Mapping[str, Any]) -> Asked:
    """The facts of a late payment. Raises `FactsRefused`."""

    def read(reader: _Reader) -> Callable[[], LateFacts]:
        incl_tax, excl_tax = reader.amount("amount_incl_tax"), reader.amount("amount_excl_tax")
        due, paid = reader.day("due"), reader.day("paid")
        rates = [_rate(row) for row in reader.rows("ecb_rates")]
        public = reader.flag("public_buyer", default=False)
        return lambda: LateFacts(incl_tax, excl_tax, due, paid, rates, public)

    return _whole(document, read)


def _rate(row: _Reader) -> RateFrom:
    rate = RateFrom(row.day("from"), row.amount("rate", most=Decimal(100)))
    row.done()
    return rate


def refund_facts(document: Mapping[str, Any]) -> Asked:
    """The facts of a refund. Raises `FactsRefused`."""

    def read(reader: _Reader) -> Callable[[], RefundFacts]:
        billed, term = reader.amount("billed"), reader.record("term")
        start, end = term.day("start"), term.day("end")
        term.done()
        if start is not None and end is not None and end < start:
            reader.fault("term.end", message("The end lies before the start."))
        ended = reader.day("effective_termination")
        return lambda: RefundFacts(billed, start, end, ended)

    return _whole(document, read)


# ── Precedence ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class PrecedenceAsked:
    """What governs which subject on which day, among which provisions."""

    subject: str
    on: dt.date
    provisions: tuple[Provision, ...]
    setting: Setting


def precedence_facts(document: Mapping[str, Any]) -> PrecedenceAsked:
    """The question of `rules precedence`. Raises `FactsRefused`."""

    def read(reader: _Reader) -> Callable[[], PrecedenceAsked]:
        subject, on = reader.choice("subject", SUBJECTS), reader.day("on")
        provisions = [_provision(row) for row in reader.rows("provisions")]
        ids = [one.id for one in provisions]
        for position, name in enumerate(ids):
            if name is not None and name in ids[:position]:
                said = message("Another provision has this id already.")
                reader.fault(f"provisions[{position}].id", said)
        setting = _setting(reader, on)
        return lambda: PrecedenceAsked(subject, on, tuple(provisions), setting)

    found: PrecedenceAsked = _whole(document, read).facts
    return found


def _setting(reader: _Reader, on: Any) -> Setting:
    if not reader.has("client"):
        return Setting(on=on)
    client = reader.record("client")
    country = client.words(
        "country", ISO_3166.__contains__, message("A country code is expected here."), "FR"
    )
    public = client.flag("public_body", default=False)
    form = client.words("legal_form", bool, message("A short text is expected here."), "")
    client.done()
    return Setting(buyer(public_body=public is True, legal_form=form or ""), in_union(country or "FR"), on)


def _provision(row: _Reader) -> Provision:
    clause = message("A clause reference is expected here, written like CP-4.")
    short = message("A short text is expected here.")
    document = row.choice("document", tuple(Document))
    effect = row.choice("effect", tuple(Effect))
    made = Provision(
        id=row.words("id", _is_short, short),
        document=Document(document or Document.GENERAL),
        clause=row.words("clause", is_reference, clause),
        subject=row.choice("subject", SUBJECTS),
        effect=Effect(effect or Effect.STATES),
        data=row.take("data", _plain_data, message("An object is expected here."), MappingProxyType({})),
        target=row.words("target", is_reference, clause) if row.has("target") else None,
        in_force_from=row.day("in_force_from"),
        replaces=row.words("replaces", _is_short, short) if row.has("replaces") else None,
        wording=row.words("text", lambda value: len(value) <= 20_000, short, ""),
    )
    row.done()
    return made


def _is_short(value: str) -> bool:
    return 0 < len(value.strip()) <= 200 and value.isprintable()


def _plain_data(value: Any) -> Mapping[str, Any] | None:
    """Data whose members are text, whole numbers, yes or no, or lists of these; None for anything else."""
    if not isinstance(value, dict):
        return None
    for member in value.values():
        for single in member if isinstance(member, list) else [member]:
            if single is not None and not isinstance(single, str | int):
                return None
    return MappingProxyType(dict(value))
