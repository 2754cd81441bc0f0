"""The typed view of an order document: what could be read of each field, None or "" where it could not.

Made from any JSON value whatever without raising, so that every check works on drafts. Faults of shape
are `order_faults`' business; nothing is judged here.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from numspot_desk.contracts.order.order_document import EFFECTS, LINE, QUALIFICATIONS, SUBJECTS
from numspot_desk.contracts.order.order_faults import parse_day, parse_decimal
from numspot_desk.contracts.order.order_shape import Number
from numspot_desk.rules.payment_term import PaymentTerm


@dataclass(frozen=True)
class AddressFacts:
    """The parts of an address that decide something."""

    postcode: str
    country: str


@dataclass(frozen=True)
class ClientFacts:
    """Who buys. Identifiers as typed, "" where absent."""

    legal_name: str
    legal_form: str
    siren: str
    foreign_number: str
    vat_number: str
    address: AddressFacts
    consumer: bool
    public_body: bool


@dataclass(frozen=True)
class AccountFacts:
    """A technical account."""

    position: int
    id: str
    region: str


@dataclass(frozen=True)
class LineFacts:
    """An order line. `has_term` tells a term half filled from none."""

    position: int
    service: str
    label: str
    account: str
    region: str
    mode: str
    has_term: bool
    start: dt.date | None
    end: dt.date | None
    quantity: Decimal | None
    unit_price: Decimal | None
    discount_percent: Decimal | None
    qualification: str
    beta: bool


@dataclass(frozen=True)
class DerogationFacts:
    """A clause of the particular conditions; `clause` is its reference in the order (`CP-D1`)."""

    position: int
    id: str
    target: str
    subject: str
    effect: str
    text: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class ClauseFacts:
    """A clause of special conditions and the ids of the subjects it covers."""

    position: int
    id: str
    subjects: tuple[str, ...]


@dataclass(frozen=True)
class SpecialFacts:
    """Special conditions of one kind, and the certificate behind them."""

    position: int
    kind: str
    scope: str
    issued_on: dt.date | None
    valid_until: dt.date | None
    clauses: tuple[ClauseFacts, ...]


@dataclass(frozen=True)
class MandateFacts:
    """The bank identifiers of the mandate, as typed, and the day of signature that its form states."""

    iban: str
    bic: str
    signed_on: dt.date | None


@dataclass(frozen=True)
class OrderFacts:
    """What an order says, as far as it can be read."""

    client: ClientFacts
    procurement: Mapping[str, Any]
    accounts: tuple[AccountFacts, ...]
    lines: tuple[LineFacts, ...]
    derogations: tuple[DerogationFacts, ...]
    special_conditions: tuple[SpecialFacts, ...]
    price_reference: str
    price_reference_date: dt.date | None
    offer_valid_until: dt.date | None
    states_terms: bool
    terms_label: str
    terms_published_on: dt.date | None
    terms_in_force_from: dt.date | None
    payment_means: str
    payment_term: PaymentTerm | None
    mandate: MandateFacts | None


def read_facts(answers: Mapping[str, Any]) -> OrderFacts:
    """The facts of a document, complete or not."""
    reference, payment = _object(answers, "price_reference"), _object(answers, "payment")
    terms = _object(answers, "general_terms")
    return OrderFacts(
        client=_client(_object(answers, "client")),
        procurement=_object(answers, "public_procurement"),
        accounts=tuple(
            AccountFacts(position, text(row, "id"), text(row, "region"))
            for position, row in _rows(answers, "technical_accounts")
        ),
        lines=tuple(_line(position, row) for position, row in _rows(answers, "lines")),
        derogations=tuple(_derogation(position, row) for position, row in _rows(answers, "derogations")),
        special_conditions=tuple(
            _special(position, row) for position, row in _rows(answers, "special_conditions")
        ),
        price_reference=text(reference, "kind"),
        price_reference_date=parse_day(reference.get("date")),
        offer_valid_until=parse_day(answers.get("offer_valid_until")),
        states_terms=bool(terms),
        terms_label=text(terms, "label"),
        terms_published_on=parse_day(terms.get("published_on")),
        terms_in_force_from=parse_day(terms.get("in_force_from")),
        payment_means=text(payment, "means"),
        payment_term=_payment_term(payment.get("term")),
        mandate=_mandate(answers.get("mandate")),
    )


def text(row: Mapping[str, Any], key: str) -> str:
    """The text of a member without the spaces around it, "" where there is none."""
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""


def _object(row: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = row.get(key)
    return value if isinstance(value, Mapping) else {}


def _rows(row: Mapping[str, Any], key: str) -> list[tuple[int, Mapping[str, Any]]]:
    """The objects of a list with their positions; a row that is no object counts as empty."""
    value = row.get(key)
    if not isinstance(value, list):
        return []
    return [(position, item if isinstance(item, Mapping) else {}) for position, item in enumerate(value)]


def _client(row: Mapping[str, Any]) -> ClientFacts:
    address = _object(row, "address")
    return ClientFacts(
        legal_name=text(row, "legal_name"),
        legal_form=text(row, "legal_form"),
        siren=text(row, "siren"),
        foreign_number=text(row, "foreign_number"),
        vat_number=text(row, "vat_number"),
        address=AddressFacts(text(address, "postcode"), text(address, "country")),
        consumer=row.get("consumer") is True,
        public_body=row.get("public_body") is True,
    )


def _number(row: Mapping[str, Any], key: str) -> Decimal | None:
    node = LINE.members[key].node
    assert isinstance(node, Number)
    return parse_decimal(row.get(key), node)


def _line(position: int, row: Mapping[str, Any]) -> LineFacts:
    term = _object(row, "term")
    return LineFacts(
        position=position,
        service=text(row, "service"),
        label=text(row, "label"),
        account=text(row, "account"),
        region=text(row, "region"),
        mode=text(row, "mode"),
        has_term=row.get("term") is not None,
        start=parse_day(term.get("start")),
        end=parse_day(term.get("end")),
        quantity=_number(row, "quantity"),
        unit_price=_number(row, "unit_price"),
        discount_percent=_number(row, "discount_percent"),
        qualification=_one_of(row, "qualification", QUALIFICATIONS),
        beta=row.get("beta") is True,
    )


def _one_of(row: Mapping[str, Any], key: str, values: tuple[str, ...]) -> str:
    value = text(row, key)
    return value if value in values else ""


def _derogation(position: int, row: Mapping[str, Any]) -> DerogationFacts:
    data = {key: value for key, value in _object(row, "data").items() if isinstance(key, str)}
    return DerogationFacts(
        position,
        text(row, "id"),
        text(row, "target"),
        _one_of(row, "subject", SUBJECTS),
        _one_of(row, "effect", EFFECTS),
        text(row, "text"),
        data,
    )


def _special(position: int, row: Mapping[str, Any]) -> SpecialFacts:
    certificate = _object(row, "certificate")
    clauses = tuple(
        ClauseFacts(at, text(clause, "id"), _texts(clause.get("subjects")))
        for at, clause in _rows(row, "clauses")
    )
    return SpecialFacts(
        position,
        _one_of(row, "kind", QUALIFICATIONS),
        text(certificate, "scope"),
        parse_day(certificate.get("issued_on")),
        parse_day(certificate.get("valid_until")),
        clauses,
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _payment_term(value: object) -> PaymentTerm | None:
    if not isinstance(value, Mapping):
        return None
    days, end_of_month = value.get("days"), value.get("end_of_month")
    if isinstance(days, bool) or not isinstance(days, int) or days < 0 or not isinstance(end_of_month, bool):
        return None
    return PaymentTerm(days, end_of_month)


def _mandate(value: object) -> MandateFacts | None:
    if not isinstance(value, Mapping):
        return None
    return MandateFacts(text(value, "iban"), text(value, "bic"), parse_day(value.get("signed_on")))
