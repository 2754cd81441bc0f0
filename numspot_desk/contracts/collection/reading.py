"""Reading a collection from JSON: values in, a typed `Collection` out, every fault at its path.

A file names the facts of each mandate itself, or leaves them to the workspace (`known`). What may not be
handed over is decided in `refusals`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from numspot_desk.contracts.collection.debits import Address, Collection, Debit, Payee
from numspot_desk.contracts.given.fact_provisions import read_provisions
from numspot_desk.contracts.given.fact_reading import FactsRefused, Fault, Reading, at_path
from numspot_desk.contracts.given.facts import read_client
from numspot_desk.contracts.mandate_life.facts import Fact
from numspot_desk.contracts.mandate_life.written import of_document
from numspot_desk.language.messages import message
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.provisions import Provision

_PAYEE: Final = ("name", "ics", "iban", "bic", "address")
_DEBIT_NEEDED: Final = ("rum", "amount", "reference")
_DEBIT: Final = (
    *_DEBIT_NEEDED,
    "facts",
    "announced_on",
    "text",
    "debtor_address",
    "on_behalf_of",
    "provisions",
    "client",
    "readings",
)
_ADDRESS: Final = ("line1", "line2", "postcode", "city", "country")


class Known(NamedTuple):
    """What a workspace knows of a mandate: its facts, the address of its debtor, what its contract says of
    the notice."""

    facts: tuple[Fact, ...]
    address: Address = Address()
    provisions: Sequence[Provision] = ()
    setting: Setting = Setting()
    readings: Mapping[str, str] = MappingProxyType({})


Lookup = Callable[[str], Known | None]


def no_workspace(rum: str) -> None:
    """The `Lookup` of a file alone: nothing is known besides what it says."""


def read_collection(
    document: Mapping[str, Any],
    creditor: Payee,
    known: Lookup = no_workspace,
    *,
    debits_needed: bool = True,
) -> Collection:
    """The collection of a document. What it leaves unsaid of the creditor is taken from `creditor`, what it
    leaves unsaid of a mandate from `known`. Raises `FactsRefused` with every fault."""
    reading = Reading()
    needed = ("collect_on", "debits") if debits_needed else ("collect_on",)
    reading.keys("", document, needed, ("collect_on", "creditor", "debits"))
    day = reading.day("collect_on", document["collect_on"]) if "collect_on" in document else None
    payee = _payee(reading, document.get("creditor", {}), creditor)
    debits = [
        _debit(reading, f"debits[{place}]", item, known)
        for place, item in enumerate(reading.items("debits", document.get("debits", [])))
    ]
    if reading.faults or day is None or payee is None:
        raise FactsRefused(tuple(reading.faults))
    return Collection(day, payee, tuple(debit for debit in debits if debit is not None))


def _payee(reading: Reading, value: Any, creditor: Payee) -> Payee | None:
    record = reading.record("creditor", value)
    if record is None:
        return None
    reading.keys("creditor", record, (), _PAYEE)
    said = {
        name: reading.text(at_path("creditor", name), record[name]) or ""
        for name in _PAYEE[:-1]
        if record.get(name) is not None
    }
    if "address" in record:
        creditor = replace(creditor, address=_address(reading, "creditor.address", record["address"]))
    if "iban" not in said and not creditor.iban:
        reading.fault("creditor.iban", message("This is missing."))
    return Payee(
        name=said.get("name", creditor.name),
        ics=said.get("ics", creditor.ics),
        iban=said.get("iban", creditor.iban),
        bic=said.get("bic", creditor.bic),
        address=creditor.address,
    )


def _debit(reading: Reading, at: str, value: Any, known: Lookup) -> Debit | None:
    record = reading.record(at, value)
    if record is None:
        return None
    reading.keys(at, record, _DEBIT_NEEDED, _DEBIT)
    text = {
        name: reading.text(at_path(at, name), record[name]) or ""
        for name in ("rum", "reference", "text", "on_behalf_of")
        if record.get(name) is not None
    }
    amount = _amount(reading, at_path(at, "amount"), record.get("amount"))
    found = None
    if "facts" in record:
        facts = _facts(reading, at_path(at, "facts"), record["facts"])
        found = Known(facts)
    elif "rum" in text:
        found = known(text["rum"])
        if found is None:
            said = message("The facts of this mandate are needed: name them, or the workspace that has them.")
            reading.fault(at_path(at, "facts"), said)
    told = record.get("announced_on")
    announced = None if told is None else reading.day(at_path(at, "announced_on"), told)
    address = found.address if found is not None else Address()
    if record.get("debtor_address") is not None:
        address = _address(reading, at_path(at, "debtor_address"), record["debtor_address"])
    contract = _contract(reading, at, record, found or Known(()))
    if amount is None or found is None or "rum" not in text or "reference" not in text:
        return None
    return Debit(
        rum=text["rum"],
        facts=found.facts,
        amount=amount,
        reference=text["reference"],
        announced_on=announced,
        text=text.get("text", ""),
        debtor_address=address,
        on_behalf_of=text.get("on_behalf_of", ""),
        provisions=contract.provisions,
        setting=contract.setting,
        readings=contract.readings,
    )


def _contract(reading: Reading, at: str, record: Mapping[str, Any], known: Known) -> Known:
    """What the contract says of the notice: as the document says, else as it is known."""
    apart = Reading()
    if "provisions" in record:
        known = known._replace(provisions=tuple(read_provisions(apart, record["provisions"])))
    if "client" in record:
        known = known._replace(setting=read_client(apart, record["client"]))
    if "readings" in record:
        known = known._replace(readings=apart.readings(record["readings"]))
    reading.faults += [Fault(at_path(at, fault.path), fault.message) for fault in apart.faults]
    return known


def _amount(reading: Reading, path: str, value: Any) -> Decimal | None:
    if value is None:
        return None  # a missing one is noted already
    try:
        found = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite():
        reading.fault(path, message('An amount in euros is expected here, written like "120.50".'))
        return None
    return found


def _facts(reading: Reading, path: str, value: Any) -> tuple[Fact, ...]:
    found: list[Fact] = []
    if not isinstance(value, list):
        reading.items(path, value)
        return ()
    for place, item in enumerate(value):
        record = reading.record(f"{path}[{place}]", item)
        if record is None:
            continue
        try:
            found.append(of_document(record))
        except ValueError:
            said = message("This is no fact of a mandate: a kind, a day and what belongs to it are expected.")
            reading.fault(f"{path}[{place}]", said)
    return tuple(found)


def _address(reading: Reading, path: str, value: Any) -> Address:
    record = reading.record(path, value)
    if record is None:
        return Address()
    reading.keys(path, record, (), _ADDRESS)
    return Address(
        **{
            name: reading.text(at_path(path, name), record[name]) or ""
            for name in _ADDRESS
            if record.get(name) not in (None, "")
        }
    )
