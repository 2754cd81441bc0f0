"""The message to the bank as it is written: batches of one scheme and sequence type, sums, converted text.

Made from a collection that `refusals` found nothing against; the same collection on the same day gives the
same message and the same identification, so that a bank that gets it twice sees it. Old account numbers are
not told: a new account of the same mandate is announced as such (SMNDA).
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from numspot_desk.contracts.collection.debits import Address, Collection, Debit
from numspot_desk.contracts.collection.latin import latin
from numspot_desk.contracts.mandate_life.facts import (
    Amended,
    Collected,
    Fact,
    Prepared,
    Scheme,
    Signed,
    in_order,
)
from numspot_desk.contracts.mandate_life.life import Life, life
from numspot_desk.language.zone import PARIS

NAME_LENGTH: Final = 70
TEXT_LENGTH: Final = 140
STREET_LENGTH: Final = 70
BUILDING_LENGTH: Final = 35
TOWN_LENGTH: Final = 35
POSTCODE_LENGTH: Final = 16
_NUMBERED: Final = re.compile(r"(\d{1,5}(?: ?(?:bis|ter|quater|[A-Za-z]))?),? +(?=\D)(.+)", re.ASCII)
_BOX: Final = re.compile(r"(?:BP|CS|TSA) ?\d{1,10}", re.ASCII)


@dataclass(frozen=True)
class PostalAddress:
    """A structured address; town and country are fields of their own, what is empty is not written."""

    street: str = ""
    number: str = ""
    building: str = ""
    box: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""


@dataclass(frozen=True)
class Party:
    """A name and, where one is known, an address."""

    name: str
    address: PostalAddress | None = None


@dataclass(frozen=True)
class Amendment:
    """What changed in a mandate since the last debit that the debtor's bank saw."""

    new_account: bool = False
    original_ics: str | None = None


@dataclass(frozen=True)
class Transaction:
    """One debit. `reference` travels to the debtor and back; `signed_on` is the day on the mandate."""

    reference: str
    amount: Decimal
    rum: str
    signed_on: dt.date
    amendment: Amendment | None
    bic: str | None
    debtor: Party
    iban: str
    on_behalf_of: str = ""
    text: str = ""


@dataclass(frozen=True)
class Batch:
    """Debits of one scheme, sequence type and day (PmtInf)."""

    id: str
    scheme: Scheme
    sequence: str
    collect_on: dt.date
    creditor: Party
    iban: str
    bic: str | None
    ics: str
    transactions: tuple[Transaction, ...]

    @property
    def total(self) -> Decimal:
        """The control sum in euros."""
        return sum((each.amount for each in self.transactions), Decimal("0.00"))


@dataclass(frozen=True)
class DebitMessage:
    """The whole message. `created_at` is a whole second, aware."""

    id: str
    created_at: dt.datetime
    initiator: str
    batches: tuple[Batch, ...]

    @property
    def count(self) -> int:
        """How many debits it holds."""
        return sum(len(batch.transactions) for batch in self.batches)

    @property
    def total(self) -> Decimal:
        """The control sum in euros."""
        return sum((batch.total for batch in self.batches), Decimal("0.00"))


def debit_message(collection: Collection, today: dt.date) -> DebitMessage:
    """The message of a collection, made on a day (its noon in Paris stands as the time)."""
    batches = _batches(collection)
    ident = _ident(batches, today)
    made_at = dt.datetime.combine(today, dt.time(12), PARIS)
    named = (replace(batch, id=f"{ident}-{number}") for number, batch in enumerate(batches, start=1))
    return DebitMessage(ident, made_at, _name(collection.payee.name), tuple(named))


def _batches(collection: Collection) -> tuple[Batch, ...]:
    groups: dict[tuple[Scheme, str], list[Transaction]] = {}
    for debit in collection.debits:
        known = life(debit.facts, collection.collect_on, debit.readings)
        assert known.sequence is not None
        kind = known.terms.scheme, known.sequence
        groups.setdefault(kind, []).append(_transaction(known, debit))
    payee = collection.payee
    creditor = Party(_name(payee.name), postal_address(payee.address))
    return tuple(
        Batch(
            id="",
            scheme=scheme,
            sequence=sequence,
            collect_on=collection.collect_on,
            creditor=creditor,
            iban=payee.iban,
            bic=payee.bic,
            ics=payee.ics,
            transactions=tuple(groups[scheme, sequence]),
        )
        for scheme, sequence in sorted(groups)
    )


def _transaction(known: Life, debit: Debit) -> Transaction:
    account = known.terms.account
    return Transaction(
        reference=debit.reference,
        amount=debit.amount.quantize(Decimal("0.01")),
        rum=known.terms.rum,
        signed_on=_signed_on(debit.facts),
        amendment=pending_amendment(debit.facts),
        bic=account.bic,
        debtor=Party(_name(known.terms.debtor), postal_address(debit.debtor_address)),
        iban=account.iban,
        on_behalf_of=_name(debit.on_behalf_of),
        text=latin(debit.text),
    )


def _signed_on(facts: Iterable[Fact]) -> dt.date:
    return min(fact.on for fact in facts if isinstance(fact, Signed))


def pending_amendment(facts: Iterable[Fact]) -> Amendment | None:
    """What the debtor's bank has still to be told of: changes of account or of creditor identifier since the
    last collection. None where nothing is."""
    ordered = in_order(facts)
    iban = creditor = ""
    told_iban = told_ics = ""
    for fact in ordered:
        if isinstance(fact, Prepared):
            iban, creditor = fact.account.iban, fact.ics
            told_iban, told_ics = iban, creditor
        elif isinstance(fact, Amended):
            iban = fact.account.iban if fact.account is not None else iban
            creditor = fact.ics or creditor
        elif isinstance(fact, Collected):
            told_iban, told_ics = iban, creditor
    if (iban, creditor) == (told_iban, told_ics):
        return None
    return Amendment(iban != told_iban, told_ics if creditor != told_ics else None)


def postal_address(address: Address) -> PostalAddress | None:
    """The address in the fields of the scheme; None for one that is empty. A number before the street and a
    box (BP, CS, TSA) get fields of their own; a complement is the name of a building."""
    if address == Address():
        return None
    line1, line2 = latin(address.line1), latin(address.line2)
    numbered = _NUMBERED.fullmatch(line1)
    number, street = (numbered[1], numbered[2]) if numbered else ("", line1)
    is_box = bool(_BOX.fullmatch(line2))
    return PostalAddress(
        street=street,
        number=number,
        building="" if is_box else line2,
        box=line2 if is_box else "",
        postcode=latin(address.postcode),
        town=latin(address.city),
        country=address.country,
    )


def _name(name: str) -> str:
    """A name as banks take it: at most 70 characters, cut there."""
    return latin(name)[:NAME_LENGTH].rstrip()


def rewritten(collection: Collection) -> Iterator[tuple[str, str, str]]:
    """Each name or text that is not written as it was typed: its path, how it was, how it is written."""
    yield from _rewritten("creditor.name", collection.payee.name, _name(collection.payee.name))
    for place, debit in enumerate(collection.debits):
        at = f"debits[{place}]"
        debtor = life(debit.facts, collection.collect_on).terms.debtor
        yield from _rewritten(f"{at}.debtor", debtor, _name(debtor))
        yield from _rewritten(f"{at}.on_behalf_of", debit.on_behalf_of, _name(debit.on_behalf_of))
        yield from _rewritten(f"{at}.text", debit.text, latin(debit.text))


def _rewritten(path: str, typed: str, written: str) -> Iterator[tuple[str, str, str]]:
    if typed != written:
        yield path, typed, written


def _ident(batches: tuple[Batch, ...], today: dt.date) -> str:
    """`DD20261123-` and 16 hexadecimal digits of the content."""
    digest = hashlib.sha256(repr(batches).encode("utf-8", "surrogatepass")).hexdigest()
    return f"DD{today:%Y%m%d}-{digest[:16].upper()}"
