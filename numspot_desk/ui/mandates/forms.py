"""The forms of what is recorded of a mandate: their fields, and the fact that the values typed make.

Nothing of Qt here; `dialogs` paints them. Whether a fact can be true is decided in `contracts.mandate_life`;
here only what cannot be read is refused, beside its field.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from numspot_desk.contracts.country_names import country_code
from numspot_desk.contracts.mandate_life.facts import (
    Account,
    Amended,
    Collected,
    Contractor,
    Fact,
    Postal,
    Prepared,
    Registered,
    Replaced,
    Resumed,
    Revoked,
    Scheme,
    Sent,
    Signed,
    Suspended,
)
from numspot_desk.contracts.order.order_document import SCHEME_LIMIT, TOWN_LIMIT
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.language.typed import NotTyped, parse_date, parse_number
from numspot_desk.rules.identifiers import bic, iban, ics, rum
from numspot_desk.ui.mandates.presenter import MandateAct
from numspot_desk.ui.order.questions import ACCOUNT_AT_BANK, BANK, CONTRACTOR, DEBTOR, Question
from numspot_desk.usecases.mandates.mandate_words import SCHEME_NAMES
from numspot_desk.usecases.mandates.plan_debits import Plan

Values = Mapping[str, str]


class Wrong(Exception):
    """What was typed in a field cannot be read."""

    def __init__(self, field: str, sentence: Message) -> None:
        super().__init__(sentence.msgid)
        self.field, self.message = field, sentence


@dataclass(frozen=True)
class Field:
    """A field of a form: `kind` is `day`, `text`, `iban`, `amount`, `order`, `country`, `scan`, `flag` or
    `choice` (with `options`). `heading` stands above it; `shown_by` names the flag that shows it."""

    name: str
    label: str
    kind: str = "text"
    help: str = ""
    optional: bool = False
    options: tuple[tuple[str, str], ...] = ()
    heading: str = ""
    shown_by: str = ""


@dataclass(frozen=True)
class Form:
    """A form: what it is called, what its button says, its fields. `at_once`: it asks for one file and is
    kept as soon as that is chosen."""

    title: str
    button: str
    fields: tuple[Field, ...]
    at_once: bool = False


_BIC: Final = Field("bic", N_("BIC"), optional=True)
_BANK: Final = Field("bank", N_("Bank"), optional=True)
_ICS: Final = Field("ics", N_("Creditor identifier (ICS)"))
_ENCRYPTED: Final = N_("PDF or image, kept encrypted.")
_SCHEMES: Final = tuple((scheme.value, name) for scheme, name in SCHEME_NAMES.items())

FORMS: Final[Mapping[MandateAct, Form]] = {
    MandateAct.SEND: Form(
        N_("Sent for signature"),
        N_("Record"),
        (
            Field("on", N_("Day it was sent"), "day"),
            Field("channel", N_("How it was sent"), optional=True, help=N_("By e-mail, by post…")),
        ),
    ),
    MandateAct.SIGN: Form(
        N_("Signature of the mandate"),
        N_("Record the signature"),
        (
            Field("on", N_("Day of signature"), "day", N_("The day written on the form.")),
            Field("signatory", N_("Signatory")),
            Field("place", N_("Place"), optional=True),
            Field("scan", N_("Signed form"), "scan", _ENCRYPTED, optional=True),
        ),
    ),
    MandateAct.REGISTER: Form(
        N_("Registered by the debtor’s bank"),
        N_("Record"),
        (Field("on", N_("Day on which the bank confirmed it"), "day"),),
    ),
    MandateAct.COLLECT: Form(
        N_("Debit presented"),
        N_("Record the debit"),
        (Field("on", N_("Day of the debit"), "day", N_("Also for a debit that was rejected.")),),
    ),
    MandateAct.AMEND: Form(
        N_("Amendment of the mandate"),
        N_("Record the amendment"),
        (
            Field("on", N_("Day of the amendment"), "day", N_("What is left empty stays as it is.")),
            Field("iban", N_("New account (IBAN)"), "iban", optional=True),
            _BIC,
            _BANK,
            Field(
                "debtor",
                N_("New name of the debtor"),
                help=N_("The same debtor under another name. Another debtor signs a new mandate."),
                optional=True,
            ),
            Field("ics", N_("New creditor identifier (ICS)"), optional=True),
        ),
    ),
    MandateAct.SUSPEND: Form(
        N_("Hold the debits back"),
        N_("Suspend the debits"),
        (Field("on", N_("From"), "day"), Field("reason", N_("Reason"), optional=True)),
    ),
    MandateAct.RESUME: Form(N_("Debit again"), N_("Resume the debits"), (Field("on", N_("From"), "day"),)),
    MandateAct.REVOKE: Form(
        N_("Revocation by the client"),
        N_("Record the revocation"),
        (
            Field(
                "on",
                N_("Day of the client’s notice"),
                "day",
                N_("The mandate ends one month later (annex 4)."),
            ),
            Field("channel", N_("How it came"), help=N_("By registered letter…"), optional=True),
            Field("evidence", N_("What proves it"), optional=True),
            Field("scan", N_("Proof of revocation"), "scan", _ENCRYPTED, optional=True),
        ),
    ),
    MandateAct.REPLACE: Form(
        N_("Replaced by another mandate"),
        N_("Record the replacement"),
        (
            Field("on", N_("From"), "day"),
            Field("by", N_("Reference of the new mandate"), help=N_("It is known here and signed.")),
        ),
    ),
    MandateAct.PLAN: Form(
        N_("Plan a direct debit"),
        N_("Plan the debit"),
        (
            Field("invoice", N_("Invoice number")),
            Field("issued_on", N_("Day of the invoice"), "day"),
            Field("amount", N_("Amount including tax"), "amount"),
            Field("debit_on", N_("Day of the debit"), "day"),
            Field(
                "announced_on",
                N_("Announced on"),
                "day",
                N_("Left empty: the invoice announces it."),
                optional=True,
            ),
        ),
    ),
    MandateAct.RIB: Form(
        N_("Bank details (RIB)"),
        N_("Keep the file"),
        (Field("scan", N_("Bank details (RIB)"), "scan", _ENCRYPTED),),
        at_once=True,
    ),
    MandateAct.FORM: Form(
        N_("Signed form"),
        N_("Keep the file"),
        (Field("scan", N_("Signed form"), "scan", _ENCRYPTED),),
        at_once=True,
    ),
}
"""The form of each act that has one; a file of debits is chosen at once and shown before it is kept."""
DIFFERS: Final = "contractor"
YES: Final = "yes"
"""The value of a flag that is set."""
_PARTS: Final = ("line1", "line2", "postcode", "city", "country")


def _address(holder: str, asked: Sequence[Question], shown_by: str = "") -> tuple[Field, ...]:
    """The fields of an address, in the words of the mandate step."""
    return tuple(
        Field(
            f"{holder}.{part}",
            question.label,
            "country" if part == "country" else "text",
            question.help,
            optional=not shown_by or part == "line2",
            shown_by=shown_by,
        )
        for part, question in zip(_PARTS, asked, strict=True)
    )


OPEN: Final = Form(
    N_("Type an old mandate"),
    N_("Keep the mandate"),
    (
        Field(
            "number",
            N_("Order"),
            "order",
            N_("The contract whose invoices it pays: type its number or its client, or press Down."),
        ),
        Field("rum", N_("Mandate reference (RUM)"), help=N_("As it stands on the form.")),
        _ICS,
        Field("scheme", N_("Scheme"), "choice", options=_SCHEMES),
        Field("on", N_("Day of the form"), "day"),
        Field("debtor", DEBTOR[0].label, heading=N_("Debtor")),
        *_address("debtor_address", DEBTOR[1:]),
        Field("iban", ACCOUNT_AT_BANK[0].label, "iban", heading=N_("Account to debit")),
        replace(_BIC, label=ACCOUNT_AT_BANK[1].label, help=ACCOUNT_AT_BANK[1].help),
        replace(_BANK, label=BANK[0].label, heading=N_("Bank")),
        *_address("bank_address", BANK[1:]),
        Field(
            DIFFERS,
            N_("The party to the contract is not the debtor"),
            "flag",
            N_("For instance a group that pays for its subsidiary."),
            heading=N_("Contractor"),
        ),
        Field("contractor.name", CONTRACTOR[0].label, shown_by=DIFFERS),
        *_address("contractor.address", CONTRACTOR[1:], DIFFERS),
        Field(
            "signed.on",
            N_("Day of signature"),
            "day",
            N_("Left empty: the mandate is not signed yet."),
            optional=True,
            heading=N_("Signature"),
        ),
        Field("signed.signatory", N_("Signatory"), optional=True),
        Field("signed.place", N_("Place"), optional=True),
    ),
)
TAKE_BACK: Final = Form(
    N_("Take a fact back"),
    N_("Take it back"),
    (Field("reason", N_("Why it was a mistake"), help=N_("Fact and reason stay in the book.")),),
)


def fact_of(act: MandateAct, values: Values) -> Fact:
    """The fact that was typed. Raises `Wrong` for what cannot be read; `KeyError` for an act without one."""
    return _MAKERS[act](values, _day(values, "on"))


def opened_of(values: Values) -> tuple[str, Prepared, Signed | None]:
    """The number of the order, the mandate that was typed and its signature. Raises `Wrong`."""
    number = _needed(values, "number", message("Give the number of the order."))
    prepared = Prepared(
        _day(values, "on"),
        rum.compact(values.get("rum", "")),
        _line(values, "debtor"),
        _account(values),
        ics.compact(values.get("ics", "")),
        Scheme(values.get("scheme") or Scheme.CORE.value),
        _optional_postal(values, "debtor_address"),
        _optional_postal(values, "bank_address"),
        _contractor(values) if values.get(DIFFERS) == YES else None,
    )
    if prepared.bank_address is not None:
        _needed(values, "bank", _MISSING)
    if not any(_line(values, f"signed.{name}") for name in ("on", "signatory", "place")):
        return number, prepared, None
    signatory = _needed(values, "signed.signatory", _NO_SIGNATORY)
    return number, prepared, Signed(_day(values, "signed.on"), signatory, _line(values, "signed.place"))


def plan_of(values: Values) -> Plan:
    """The debit that was planned. Raises `Wrong`."""
    issued = _day(values, "issued_on")
    try:
        amount = parse_number(values.get("amount", ""))
    except NotTyped as error:
        raise Wrong("amount", message("This is not an amount: write it as 1 234,50.")) from error
    announced = _day(values, "announced_on") if _line(values, "announced_on") else issued
    return Plan(_day(values, "debit_on"), _line(values, "invoice"), issued, amount, announced)


def party_values(found: Mapping[str, Any], typed: Values) -> dict[str, str]:
    """The fields that the parties of an order (`order_parties`) fill: each address and the contractor whole,
    and none of which something is typed."""
    bank, contractor = found.get("bank") or {}, found.get("contractor")
    offered = _address_values("debtor_address", found.get("debtor_address") or {}, typed)
    offered |= {"bank": str(bank.get("name") or "")}
    offered |= _address_values("bank_address", bank.get("address") or {}, typed)
    if contractor and typed.get(DIFFERS) != YES:
        offered |= {DIFFERS: YES, "contractor.name": str(contractor.get("name") or "")}
        offered |= _address_values("contractor.address", contractor.get("address") or {}, typed)
    return {name: value for name, value in offered.items() if value and not _line(typed, name)}


def _address_values(holder: str, address: Mapping[str, Any], typed: Values) -> dict[str, str]:
    if any(_line(typed, f"{holder}.{part}") for part in _PARTS if part != "country"):
        return {}
    return {f"{holder}.{part}": str(address.get(part) or "") for part in _PARTS if address.get(part)}


_MISSING: Final = message("This is missing.")
_LIMITS: Final[Mapping[str, int]] = {
    "line1": SCHEME_LIMIT,
    "line2": SCHEME_LIMIT,
    "postcode": 12,
    "city": TOWN_LIMIT,
}


def _optional_postal(values: Values, holder: str) -> Postal | None:
    """An address, None where nothing is typed of it but the country that its bank suggests."""
    typed = any(_line(values, f"{holder}.{part}") for part in _PARTS if part != "country")
    return _postal(values, holder) if typed else None


def _postal(values: Values, holder: str) -> Postal:
    said = {
        part: _line(values, f"{holder}.{part}")
        if part == "line2"
        else _needed(values, f"{holder}.{part}", _MISSING)
        for part in _PARTS
    }
    for part, most in _LIMITS.items():
        _short_enough(f"{holder}.{part}", said[part], most)
    code = country_code(said["country"])
    if code is None:
        raise Wrong(f"{holder}.country", message("unknown. Write its two letters, such as FR."))
    return Postal(**{**said, "country": code})


def _contractor(values: Values) -> Contractor:
    name = _needed(values, "contractor.name", _MISSING)
    _short_enough("contractor.name", name, SCHEME_LIMIT)
    return Contractor(name, _postal(values, "contractor.address"))


def _short_enough(field: str, typed: str, most: int) -> None:
    if len(typed) > most:
        said = message(
            "the text has {length} characters, at most {limit} are accepted. Shorten it.",
            length=len(typed),
            limit=most,
        )
        raise Wrong(field, said)


_NO_SIGNATORY: Final = message("Give the name of the signatory.")


def _signed(values: Values, on: dt.date) -> Fact:
    return Signed(on, _needed(values, "signatory", _NO_SIGNATORY), _line(values, "place"))


def _amended(values: Values, on: dt.date) -> Fact:
    has_account = any(_line(values, name) for name in ("iban", "bic", "bank"))
    if has_account and not iban.compact(values.get("iban", "")):
        raise Wrong("iban", message("Give the IBAN of the new account, its bank alone is no account."))
    account = _account(values) if has_account else None
    return Amended(on, account, _line(values, "debtor") or None, ics.compact(values.get("ics", "")) or None)


def _replaced(values: Values, on: dt.date) -> Fact:
    return Replaced(on, rum.compact(values.get("by", "")))


_MAKERS: Final[Mapping[MandateAct, Callable[[Values, dt.date], Fact]]] = {
    MandateAct.SEND: lambda values, on: Sent(on, _line(values, "channel")),
    MandateAct.SIGN: _signed,
    MandateAct.REGISTER: lambda _values, on: Registered(on),
    MandateAct.COLLECT: lambda _values, on: Collected(on),
    MandateAct.AMEND: _amended,
    MandateAct.SUSPEND: lambda values, on: Suspended(on, _line(values, "reason")),
    MandateAct.RESUME: lambda _values, on: Resumed(on),
    MandateAct.REVOKE: lambda values, on: Revoked(on, _line(values, "channel"), _line(values, "evidence")),
    MandateAct.REPLACE: _replaced,
}


def _account(values: Values) -> Account:
    code = bic.compact(values.get("bic", ""))
    return Account(iban.compact(values.get("iban", "")), code or None, _line(values, "bank"))


def _day(values: Values, name: str) -> dt.date:
    typed = _line(values, name)
    try:
        return parse_date(typed)
    except NotTyped as error:
        said = message("This is not a day: write it as 22/11/2026.") if typed else message("Give the day.")
        raise Wrong(name, said) from error


def _needed(values: Values, name: str, sentence: Message) -> str:
    found = _line(values, name)
    if not found:
        raise Wrong(name, sentence)
    return found


def _line(values: Values, name: str) -> str:
    return " ".join(values.get(name, "").split())
