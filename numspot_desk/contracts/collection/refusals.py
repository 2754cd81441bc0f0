"""What may not be handed over to the bank, though the schema of the message lets it through: each fault by
its name and place, with a sentence that says what to do.

What the facts of a mandate say against themselves comes from `mandate_life.refusals` and is passed on.
Whether the XML follows the schema is for `documents` to say.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from numspot_desk.contracts.collection.debits import Address, Collection, Debit
from numspot_desk.contracts.collection.latin import latin, unwritable
from numspot_desk.contracts.collection.message import (
    BUILDING_LENGTH,
    POSTCODE_LENGTH,
    STREET_LENGTH,
    TEXT_LENGTH,
    TOWN_LENGTH,
)
from numspot_desk.contracts.identifier_reasons import reason_sentence
from numspot_desk.contracts.mandate_life import refusals as of_facts
from numspot_desk.contracts.mandate_life.facts import Prepared
from numspot_desk.contracts.mandate_life.life import Life, life
from numspot_desk.contracts.mandate_life.limits import notice_limit, readings_of
from numspot_desk.contracts.mandate_life.states import MandateState
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.countries import ECONOMIC_AREA, ISO_3166, SEPA
from numspot_desk.rules.identifiers import bic, iban, ics, rum
from numspot_desk.rules.identifiers.errors import InvalidIdentifier
from numspot_desk.rules.target_days import is_target_day, target_day_on_or_after
from numspot_desk.rules.time import DAY

LARGEST: Final = Decimal("999999999.99")
"""The largest amount of one debit (EPC implementation guidelines)."""
_CENT: Final = Decimal("0.01")


@dataclass(frozen=True)
class DebitFault:
    """What is wrong: its name (`notice_late`), where (`debits[2].announced_on`), and the sentence."""

    code: str
    path: str
    message: Message


def faults(collection: Collection, today: dt.date) -> tuple[DebitFault, ...]:
    """Everything that forbids handing the collection over on a day, in the order of the collection."""
    found = [*_day(collection, today), *_payee(collection), *_together(collection)]
    for place, debit in enumerate(collection.debits):
        found += _debit(f"debits[{place}]", debit, collection, today)
    return tuple(found)


# ── The collection ───────────────────────────────────────────────────────────────────────────────────


def _day(collection: Collection, today: dt.date) -> Iterator[DebitFault]:
    day = collection.collect_on
    earliest = target_day_on_or_after(target_day_on_or_after(today) + DAY)
    if day < earliest:
        sentence = message("Banks need a banking day before the debit: choose {day} or later.", day=earliest)
        yield DebitFault("collected_too_soon", "collect_on", sentence)
    elif not is_target_day(day):
        yield DebitFault(
            "not_a_banking_day",
            "collect_on",
            message(
                "Banks settle nothing on {day}: choose {next}, and announce that day.",
                day=day,
                next=target_day_on_or_after(day),
            ),
        )


def _payee(collection: Collection) -> Iterator[DebitFault]:
    payee = collection.payee
    yield from _text("creditor.name", payee.name, needed=True)
    yield from _identifier("creditor.ics", "ICS", ics.validate, payee.ics)
    yield from _address("creditor.address", payee.address)
    yield from account_faults(payee.iban, payee.bic)


def account_faults(number: str, code: str | None) -> Iterator[DebitFault]:
    """What forbids crediting debits to an account (paths `creditor.iban`, `creditor.bic`)."""
    wrong = list(_identifier("creditor.iban", "IBAN", iban.validate, number))
    if code is not None:
        wrong += _identifier("creditor.bic", "BIC", bic.validate, code)
    yield from wrong
    if wrong:
        return
    country = iban.country(number)
    if country not in SEPA:
        sentence = message("No SEPA direct debit reaches accounts of this country. Ask for another account.")
        yield DebitFault("iban_outside_sepa", "creditor.iban", sentence)
    if code is not None and not bic.fits_iban_country(bic.country(code), country):
        yield DebitFault(
            "bic_country_mismatch",
            "creditor.bic",
            message(
                "The BIC is of a bank in {bic}, the IBAN of an account in {iban}. Compare both with the RIB.",
                bic=bic.country(code),
                iban=country,
            ),
        )


def _together(collection: Collection) -> Iterator[DebitFault]:
    """What single debits cannot show: none at all, two schemes, one mandate or one reference twice."""
    debits = collection.debits
    if not debits:
        yield DebitFault("no_debits", "debits", message("There is no debit to hand over: choose mandates."))
    schemes = {fact.scheme for debit in debits for fact in debit.facts if isinstance(fact, Prepared)}
    if len(schemes) > 1:
        sentence = message("Core and B2B debits never go in one file: make one file for each scheme.")
        yield DebitFault("schemes_mixed", "debits", sentence)
    mandates = Counter(debit.rum.strip().upper() for debit in debits)
    references = Counter(debit.reference for debit in debits)
    for place, debit in enumerate(debits):
        if mandates[debit.rum.strip().upper()] > 1:
            sentence = message("This mandate is debited twice on one day: add the amounts up into one debit.")
            yield DebitFault("mandate_twice", f"debits[{place}].rum", sentence)
        if references[debit.reference] > 1:
            sentence = message("Two debits have this reference: give each its own.")
            yield DebitFault("reference_twice", f"debits[{place}].reference", sentence)


# ── One debit ────────────────────────────────────────────────────────────────────────────────────────


def _debit(at: str, debit: Debit, collection: Collection, today: dt.date) -> Iterator[DebitFault]:
    yield from _amount(f"{at}.amount", debit.amount)
    yield from _identifier(f"{at}.rum", "RUM", rum.validate, debit.rum)
    yield from _identifier(f"{at}.reference", "REFERENCE", rum.validate, debit.reference)
    yield from _text(f"{at}.text", debit.text)
    yield from _text(f"{at}.on_behalf_of", debit.on_behalf_of)
    yield from _address(f"{at}.debtor_address", debit.debtor_address)
    yield from _notice(f"{at}.announced_on", debit, collection.collect_on, today)
    unsound = of_facts.faults(debit.facts, today, readings_of(debit.readings))
    for each in unsound:
        yield DebitFault(each.code, f"{at}.facts", each.message)
    if not any(isinstance(fact, Prepared) for fact in debit.facts):
        if not unsound:
            sentence = message("This mandate has no form yet: prepare it first.")
            yield DebitFault("not_prepared", f"{at}.facts", sentence)
        return
    known = life(debit.facts, collection.collect_on, debit.readings)
    yield from _mandate(at, debit, known, collection)
    if not unsound:
        yield from _far_away(at, debit, known)


def _amount(path: str, amount: Decimal) -> Iterator[DebitFault]:
    if not amount.is_finite() or amount <= 0:
        yield DebitFault("amount_not_positive", path, message("The amount must be above zero."))
    elif amount > LARGEST:
        sentence = message("Banks take at most {most} € in one debit: split it.", most=LARGEST)
        yield DebitFault("amount_too_large", path, sentence)
    elif amount != amount.quantize(_CENT):
        sentence = message("The amount has parts of a cent: round it as the invoice does.")
        yield DebitFault("amount_not_in_cents", path, sentence)


def _notice(path: str, debit: Debit, day: dt.date, today: dt.date) -> Iterator[DebitFault]:
    """T24: the debtor is told 14 days before, or as a clause of the contract says."""
    limit = notice_limit(
        day, provisions=debit.provisions, setting=replace(debit.setting, on=day), chosen=debit.readings
    )
    latest = limit.result.last_day
    if latest is None:
        sentence = message("Clauses of the contract disagree on the notice: settle which one governs first.")
        yield DebitFault("notice_unsettled", path, sentence)
    elif debit.announced_on is None:
        sentence = message(
            "The debtor was not told of this debit: announce it by {day}, or move the debit.", day=latest
        )
        yield DebitFault("notice_missing", path, sentence)
    elif debit.announced_on > today:
        sentence = message("This day is in the future: only what has happened is recorded.")
        yield DebitFault("notice_in_future", path, sentence)
    elif debit.announced_on > latest:
        sentence = message(
            "The debtor was told on {told}; for this day it had to be told by {day}. Move the debit.",
            told=debit.announced_on,
            day=latest,
        )
        yield DebitFault("notice_late", path, sentence)


def _mandate(at: str, debit: Debit, known: Life, collection: Collection) -> Iterator[DebitFault]:
    terms, day = known.terms, collection.collect_on
    if rum.is_valid(debit.rum) and not rum.same(debit.rum, terms.rum):
        sentence = message("These facts are of another mandate: compare the reference with the form.")
        yield DebitFault("other_mandate", f"{at}.rum", sentence)
    if terms.ics != collection.payee.ics:
        sentence = message(
            "The mandate was given to another creditor identifier: record its amendment, then try again."
        )
        yield DebitFault("other_creditor", f"{at}.facts", sentence)
    yield from _text(f"{at}.debtor", terms.debtor, needed=True)
    refusal = _STATES.get(known.state)
    if refusal is not None:
        ended = None if known.ending is None else known.ending.last_day
        yield DebitFault(f"mandate_{known.state.value}", f"{at}.rum", refusal(ended or day))
    elif known.last_debit is not None and day > known.last_debit:
        sentence = message("The mandate ends; its last possible debit is on {day}.", day=known.last_debit)
        yield DebitFault("after_last_debit", f"{at}.rum", sentence)
    if known.awaits_bank:
        sentence = message(
            "The debtor's bank has not confirmed that it registered this B2B mandate and would reject the"
            " debit: record its confirmation first."
        )
        yield DebitFault("bank_not_registered", f"{at}.facts", sentence)


_STATES: Final[dict[MandateState, Callable[[dt.date], Message]]] = {
    MandateState.DRAFT: lambda day: message("The mandate is not signed: record its signature first."),
    MandateState.SENT: lambda day: message("The mandate is not signed: record its signature first."),
    MandateState.SUSPENDED: lambda day: message("The mandate is suspended: resume it before a debit."),
    MandateState.REVOKED: lambda day: message(
        "The client revoked this mandate; its last day was {day}: have a new one signed.", day=day
    ),
    MandateState.REPLACED: lambda day: message(
        "Another mandate replaces this one since {day}: use that one.", day=day + DAY
    ),
    MandateState.LAPSED: lambda day: message(
        "This mandate lapsed: 36 months without a debit ended on {day}. Have a new one signed.", day=day
    ),
}


def _far_away(at: str, debit: Debit, known: Life) -> Iterator[DebitFault]:
    """Accounts outside the European Economic Area: banks want the BIC and the debtor's address."""
    if iban.country(known.terms.account.iban) in ECONOMIC_AREA:
        return
    if known.terms.account.bic is None:
        sentence = message("For an account outside the European Economic Area banks need the BIC: add it.")
        yield DebitFault("bic_needed", f"{at}.facts", sentence)
    if debit.debtor_address == Address():
        sentence = message(
            "For an account outside the European Economic Area banks need the debtor's address: add it."
        )
        yield DebitFault("address_needed", f"{at}.debtor_address", sentence)


# ── Texts and identifiers ────────────────────────────────────────────────────────────────────────────


def _identifier(path: str, kind: str, validate: Callable[[str], str], value: str) -> Iterator[DebitFault]:
    try:
        canonical = validate(value)
    except InvalidIdentifier as error:
        yield DebitFault(f"invalid_{kind.lower()}", path, reason_sentence(kind, error.reason))
    else:
        if canonical != value:
            sentence = message("Write it without blanks and in capitals, as it is kept.")
            yield DebitFault(f"invalid_{kind.lower()}", path, sentence)


def _text(path: str, value: str, *, needed: bool = False) -> Iterator[DebitFault]:
    lost = unwritable(value)
    if lost:
        sentence = message(
            "Banks write no {letters}: give this in Latin letters.", letters=" ".join(lost[:5])
        )
        yield DebitFault("not_latin", path, sentence)
    elif needed and not any(character.isalnum() for character in latin(value)):
        yield DebitFault("nothing_written", path, message("A name is needed here: fill it in."))
    elif len(latin(value)) > TEXT_LENGTH:
        sentence = message("Banks take at most {most} characters here: shorten it.", most=TEXT_LENGTH)
        yield DebitFault("too_long", path, sentence)


def _address(at: str, address: Address) -> Iterator[DebitFault]:
    """Town and country are fields of their own since 15 November 2026; an empty address is no fault."""
    if address == Address():
        return
    for name, most in _LENGTHS.items():
        value = getattr(address, name)
        lost = list(_text(f"{at}.{name}", value))
        yield from lost
        if not lost and len(latin(value)) > most:
            sentence = message("Banks take at most {most} characters here: shorten it.", most=most)
            yield DebitFault("too_long", f"{at}.{name}", sentence)
    if not latin(address.city).strip(" ."):
        yield DebitFault("town_needed", f"{at}.city", message("Banks need the town: fill it in."))
    if address.country not in ISO_3166:
        sentence = message("Banks need the country, by its code of two letters: fill it in.")
        yield DebitFault("country_needed", f"{at}.country", sentence)


_LENGTHS: Final = {
    "line1": STREET_LENGTH,
    "line2": BUILDING_LENGTH,
    "postcode": POSTCODE_LENGTH,
    "city": TOWN_LENGTH,
}
