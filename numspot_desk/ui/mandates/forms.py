"""The forms of what is recorded of a mandate: their fields, and the fact that the values typed make.

Nothing of Qt here; `dialogs` paints them. Whether a fact can be true is decided in `contracts.mandate_life`;
here only what cannot be read is refused, beside its field.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.mandate_life.facts import (
    Account,
    Amended,
    Collected,
    Fact,
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
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.language.typed import NotTyped, parse_date, parse_number
from numspot_desk.rules.identifiers import bic, iban, ics, rum
from numspot_desk.ui.mandates.presenter import MandateAct
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
    """A field of a form: `kind` is `day`, `text`, `iban`, `amount`, `order`, `scan` or `choice` (with
    `options`)."""

    name: str
    label: str
    kind: str = "text"
    help: str = ""
    optional: bool = False
    options: tuple[tuple[str, str], ...] = ()


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
        Field("scheme", N_("Scheme"), "choice", options=_SCHEMES),
        Field("on", N_("Day of the form"), "day"),
        Field("debtor", N_("Debtor")),
        Field("iban", N_("Account (IBAN)"), "iban"),
        _BIC,
        _BANK,
        _ICS,
        Field(
            "signed.on",
            N_("Day of signature"),
            "day",
            N_("Left empty: the mandate is not signed yet."),
            optional=True,
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
    )
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
