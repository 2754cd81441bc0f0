"""What cannot be true of a mandate: each fault named, with a sentence that says what to do.

A set of facts is judged as a whole on a day, so that the order in which they are entered changes nothing. An
unreadable file of facts is the business of `written`; who may record a fact that of the use cases.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.identifier_reasons import reason_sentence
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
    in_order,
    kind_of,
)
from numspot_desk.contracts.mandate_life.limits import Readings, lapse_limit, last_day, revocation_limit
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.countries import SEPA
from numspot_desk.rules.identifiers import bic, iban, ics, rum
from numspot_desk.rules.identifiers.errors import InvalidIdentifier, Reason


@dataclass(frozen=True)
class FactFault:
    """What is wrong: its name (`signed_in_future`), the fact, the field of it, and the sentence."""

    code: str
    fact: Fact
    message: Message
    field: str = "on"


def faults(facts: Iterable[Fact], today: dt.date, readings: Readings = ()) -> tuple[FactFault, ...]:
    """Every fault of a set of facts, by the days of the facts; none for facts that can all be true."""
    ordered = in_order(facts)
    found: list[FactFault] = []
    for check in _CHECKS:
        found += check(ordered, today)
    found += _after_the_end(ordered, readings)
    return tuple(found)


def _first(ordered: Sequence[Fact], kind: type[Fact]) -> Fact | None:
    return next((fact for fact in ordered if isinstance(fact, kind)), None)


# ── Days ─────────────────────────────────────────────────────────────────────────────────────────────


def _future(ordered: Sequence[Fact], today: dt.date) -> Iterator[FactFault]:
    for fact in ordered:
        if fact.on > today:
            if isinstance(fact, Signed):
                sentence = message("The day of signature is in the future: correct the day.")
            else:
                sentence = message("This day is in the future: only what has happened is recorded.")
            yield FactFault(f"{kind_of(fact)}_in_future", fact, sentence)


def _before_the_mandate(ordered: Sequence[Fact], today: dt.date) -> Iterator[FactFault]:
    prepared = _first(ordered, Prepared)
    if prepared is None:
        if ordered:
            yield FactFault(
                "not_prepared", ordered[0], message("This mandate has no form yet: prepare it first.")
            )
        return
    for fact in ordered:
        if fact.on < prepared.on:
            if isinstance(fact, Signed):
                sentence = message(
                    "The mandate was prepared on {day} and cannot be signed before: correct the day.",
                    day=prepared.on,
                )
            else:
                sentence = message(
                    "The mandate was prepared on {day}; nothing happened to it before: correct the day.",
                    day=prepared.on,
                )
            yield FactFault(f"{kind_of(fact)}_before_mandate", fact, sentence)


_NEED_SIGNATURE: Final = (Registered, Amended, Collected, Suspended, Resumed, Revoked)


def _before_the_signature(ordered: Sequence[Fact], today: dt.date) -> Iterator[FactFault]:
    signed = _first(ordered, Signed)
    for fact in ordered:
        if isinstance(fact, _NEED_SIGNATURE):
            if signed is None:
                sentence = message("The mandate is not signed: record its signature first.")
                yield FactFault(f"{kind_of(fact)}_unsigned", fact, sentence)
            elif fact.on < signed.on:
                sentence = message("The mandate was signed on {day}: correct the day.", day=signed.on)
                yield FactFault(f"{kind_of(fact)}_before_signature", fact, sentence)
        elif isinstance(fact, Sent) and signed is not None and fact.on > signed.on:
            sentence = message(
                "The mandate was signed on {day}, before it was sent: correct one of the days.", day=signed.on
            )
            yield FactFault("sent_after_signature", fact, sentence)


# ── Once ─────────────────────────────────────────────────────────────────────────────────────────────

_ONCE: Final = (Prepared, Signed, Registered, Revoked, Replaced)


def _repeated(ordered: Sequence[Fact], today: dt.date) -> Iterator[FactFault]:
    for kind in _ONCE:
        for again in [fact for fact in ordered if isinstance(fact, kind)][1:]:
            sentence = message("This is recorded already for this mandate: a fact is not changed.")
            yield FactFault(f"{kind_of(again)}_twice", again, sentence)
    days = Counter(
        (kind_of(fact), fact.on) for fact in ordered if isinstance(fact, (Collected, Amended, Sent))
    )
    reported = set()
    for fact in ordered:
        place = kind_of(fact), fact.on
        if days[place] > 1 and place not in reported:
            reported.add(place)
            sentence = message("This is recorded already for {day}.", day=fact.on)
            yield FactFault(f"{place[0]}_twice_a_day", fact, sentence)


def _pauses(ordered: Sequence[Fact], today: dt.date) -> Iterator[FactFault]:
    held: Suspended | None = None
    changed: dt.date | None = None
    days = Counter(fact.on for fact in ordered if isinstance(fact, (Suspended, Resumed)))
    for fact in ordered:
        if isinstance(fact, (Suspended, Resumed)):
            if days[fact.on] > 1:
                if fact.on != changed:
                    sentence = message(
                        "The mandate was suspended or resumed on this day already: correct it."
                    )
                    yield FactFault("paused_twice_a_day", fact, sentence)
            elif isinstance(fact, Suspended) and held is not None:
                sentence = message("The mandate is suspended since {day} already.", day=held.on)
                yield FactFault("suspended_twice", fact, sentence)
            elif isinstance(fact, Resumed) and held is None:
                sentence = message("The mandate is not suspended: there is nothing to resume.")
                yield FactFault("resumed_unsuspended", fact, sentence)
            held = fact if isinstance(fact, Suspended) else None
            changed = fact.on
        elif isinstance(fact, Collected) and held is not None and fact.on > held.on:
            sentence = message("The mandate is suspended since {day}: resume it before a debit.", day=held.on)
            yield FactFault("collected_while_suspended", fact, sentence)


# ── What the facts say ───────────────────────────────────────────────────────────────────────────────


def _identifiers(ordered: Sequence[Fact], today: dt.date) -> Iterator[FactFault]:
    for fact in ordered:
        if isinstance(fact, Prepared):
            yield from _refused(fact, "rum", "RUM", rum.validate, fact.rum)
            yield from _refused(fact, "ics", "ICS", ics.validate, fact.ics)
            yield from _account(fact, fact.account)
            if not fact.debtor.strip():
                yield FactFault("no_debtor", fact, message("The mandate names no debtor."), "debtor")
        elif isinstance(fact, Amended):
            if fact.account is not None:
                yield from _account(fact, fact.account)
            if fact.ics is not None:
                yield from _refused(fact, "ics", "ICS", ics.validate, fact.ics)
        elif isinstance(fact, Replaced):
            yield from _refused(fact, "by", "RUM", rum.validate, fact.by)


def _refused(
    fact: Fact, field: str, kind: str, validate: Callable[[str], str], value: str
) -> Iterator[FactFault]:
    try:
        canonical = validate(value)
    except InvalidIdentifier as error:
        yield FactFault(f"invalid_{kind.lower()}", fact, reason_sentence(kind, error.reason), field)
    else:
        if canonical != value:
            yield FactFault(f"invalid_{kind.lower()}", fact, reason_sentence(kind, Reason.FORM), field)


def _account(fact: Fact, account: Account) -> Iterator[FactFault]:
    wrong = list(_refused(fact, "iban", "IBAN", iban.validate, account.iban))
    if account.bic is not None:
        wrong += _refused(fact, "bic", "BIC", bic.validate, account.bic)
    yield from wrong
    if wrong:
        return
    country = iban.country(account.iban)
    if country not in SEPA:
        yield FactFault(
            "iban_outside_sepa",
            fact,
            message("No SEPA direct debit reaches accounts of this country. Ask for another account."),
            "iban",
        )
    if account.bic is not None and not bic.fits_iban_country(bic.country(account.bic), country):
        yield FactFault(
            "bic_country_mismatch",
            fact,
            message(
                "The BIC is of a bank in {bic}, the IBAN of an account in {iban}. Compare both with the RIB.",
                bic=bic.country(account.bic),
                iban=country,
            ),
            "bic",
        )


def _amendments(ordered: Sequence[Fact], today: dt.date) -> Iterator[FactFault]:
    prepared = _first(ordered, Prepared)
    if not isinstance(prepared, Prepared):
        return
    account, debtor, creditor = prepared.account, prepared.debtor, prepared.ics
    for fact in ordered:
        if isinstance(fact, Amended):
            changed = (fact.account or account, fact.debtor or debtor, fact.ics or creditor)
            if changed == (account, debtor, creditor):
                sentence = message("The mandate says this already: nothing would change.")
                yield FactFault("amends_nothing", fact, sentence)
            account, debtor, creditor = changed


def _scheme(ordered: Sequence[Fact], today: dt.date) -> Iterator[FactFault]:
    prepared = _first(ordered, Prepared)
    core = isinstance(prepared, Prepared) and prepared.scheme is Scheme.CORE
    for fact in ordered:
        if isinstance(fact, Registered) and core:
            yield FactFault(
                "registered_core",
                fact,
                message("Banks register B2B mandates alone: this one is a Core mandate."),
            )
        if isinstance(fact, Replaced) and isinstance(prepared, Prepared) and rum.same(fact.by, prepared.rum):
            yield FactFault(
                "replaced_by_itself",
                fact,
                message("A mandate is replaced by one with another RUM; case makes no difference."),
                "by",
            )


_CHECKS: Final = (
    _future,
    _before_the_mandate,
    _before_the_signature,
    _repeated,
    _pauses,
    _identifiers,
    _amendments,
    _scheme,
)


# ── After the end ────────────────────────────────────────────────────────────────────────────────────


def _after_the_end(ordered: Sequence[Fact], readings: Readings) -> Iterator[FactFault]:
    """Facts of days on which the mandate no longer was: replaced, revoked (T29) or lapsed (T30)."""
    revoked, replaced = _first(ordered, Revoked), _first(ordered, Replaced)
    revoked_end = None if revoked is None else last_day(revocation_limit(revoked.on, readings))
    lapse_end: dt.date | None = None
    lapsed = False
    for fact in ordered:
        if isinstance(fact, (Signed, Collected)) and not lapsed:
            if lapse_end is not None and fact.on > lapse_end:
                lapsed = True
            else:
                lapse_end = last_day(lapse_limit(fact.on, readings, collected=isinstance(fact, Collected)))
        if fact is replaced or isinstance(fact, Prepared):
            continue
        if replaced is not None and fact.on >= replaced.on and not isinstance(fact, Sent):
            sentence = message(
                "Another mandate replaces this one since {day}: use that one.", day=replaced.on
            )
            yield FactFault(f"{kind_of(fact)}_after_replacement", fact, sentence)
        elif revoked_end is not None and fact.on > revoked_end:
            sentence = message(
                "The client revoked this mandate; its last day was {day}: have a new one signed.",
                day=revoked_end,
            )
            yield FactFault(f"{kind_of(fact)}_after_revocation", fact, sentence)
        elif lapse_end is not None and fact.on > lapse_end and not isinstance(fact, Sent):
            sentence = message(
                "This mandate lapsed: 36 months without a debit ended on {day}. Have a new one signed.",
                day=lapse_end,
            )
            yield FactFault(f"{kind_of(fact)}_after_lapse", fact, sentence)
