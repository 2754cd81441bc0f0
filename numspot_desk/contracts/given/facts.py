"""Reading the facts of a contract (`rules deadlines`): JSON values in, typed `Facts` out, faults located.

Everything is refused by its path: an unknown key, kind, reading or id, a day that is none, an instant
without its offset. Nothing is guessed and nothing is dropped; all faults are found at once. Single values
are read in `fact_reading`, events in `fact_events`, provisions in `fact_provisions`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.contracts.given.fact_events import read_events
from numspot_desk.contracts.given.fact_provisions import read_provisions
from numspot_desk.contracts.given.fact_reading import FactsRefused, Reading, at_path
from numspot_desk.contracts.order.order_document import PAYMENT_MEANS
from numspot_desk.language.messages import message
from numspot_desk.rules.countries import ISO_3166, in_union
from numspot_desk.rules.events import Facts
from numspot_desk.rules.lengths import LONGEST
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.payment_term import Buyer, PaymentTerm, buyer

_MEMBERS: Final = ("as_of", "client", "payment", "events", "readings", "provisions")
_BUYERS: Final[Mapping[str, Buyer]] = MappingProxyType(
    {
        "business": Buyer.PRIVATE,
        "public": Buyer.PUBLIC,
        "public_body": Buyer.PUBLIC,
        "public_health": Buyer.PUBLIC_HEALTH,
        "public_undertaking": Buyer.PUBLIC_UNDERTAKING,
    }
)


def read_facts(document: Mapping[str, Any]) -> Facts:
    """The typed facts of a contract. Raises `FactsRefused` with every fault."""
    reading = Reading()
    facts = _facts(reading, document)
    if reading.faults or facts is None:
        raise FactsRefused(tuple(reading.faults))
    return facts


def _facts(reading: Reading, document: Mapping[str, Any]) -> Facts | None:
    reading.keys("", document, ("as_of", "events"), _MEMBERS)
    as_of = reading.day("as_of", document["as_of"]) if "as_of" in document else None
    setting = read_client(reading, document.get("client"))
    means, term = _payment(reading, document.get("payment"))
    events = read_events(reading, document.get("events", []))
    held = reading.chosen(document.get("readings", {}))
    provisions = read_provisions(reading, document.get("provisions", []))
    if means is None and any(event.kind == "invoice_issued" for event in events):
        said = message("The means of payment is needed: it decides when an invoice is late.")
        reading.fault("payment.means", said)
    if as_of is None:
        return None
    return Facts(as_of, tuple(events), means, term, held.chosen, tuple(provisions), setting, held.reasons)


def read_client(reading: Reading, value: Any) -> Setting:
    """Whom mandatory law is held against; a private buyer in the Union unless the facts say otherwise."""
    if value is None or (record := reading.record("client", value)) is None:
        return Setting()
    reading.keys("client", record, (), ("kind", "country", "public_body", "legal_form"))
    kind, country, form = (record.get(key) for key in ("kind", "country", "legal_form"))
    if kind == "consumer":
        said = message("The general terms are not for consumers: there is no contract to compute.")
        reading.fault("client.kind", said)
    elif kind is not None:
        kind = reading.choice("client.kind", kind, tuple(_BUYERS))
    if country is not None and (not isinstance(country, str) or country not in ISO_3166):
        reading.fault("client.country", message("A country code is expected here."))
    form = "" if form is None else reading.text(at_path("client", "legal_form"), form) or ""
    public = reading.flag("client.public_body", record.get("public_body", False)) is True
    named = _BUYERS.get(kind, Buyer.PRIVATE) if isinstance(kind, str) else Buyer.PRIVATE
    who = buyer(public_body=True, legal_form=form) if public and named is Buyer.PRIVATE else named
    return Setting(who, not isinstance(country, str) or in_union(country))


def _payment(reading: Reading, value: Any) -> tuple[str | None, PaymentTerm | None]:
    if value is None or (record := reading.record("payment", value)) is None:
        return None, None
    reading.keys("payment", record, (), ("means", "term"))
    means = record.get("means")
    if means is not None:
        means = reading.choice("payment.means", means, PAYMENT_MEANS)
    return (means if isinstance(means, str) else None), _term(reading, record.get("term"))


def _term(reading: Reading, value: Any) -> PaymentTerm | None:
    if value is None or (record := reading.record("payment.term", value)) is None:
        return None
    reading.keys("payment.term", record, (), ("days", "end_of_month"))
    if not record:
        reading.fault("payment.term", message("This is missing."))
    days = reading.whole("payment.term.days", record.get("days", 0), LONGEST["days"])
    to_month_end = reading.flag("payment.term.end_of_month", record.get("end_of_month", False))
    return None if days is None or to_month_end is None else PaymentTerm(days, to_month_end)
