"""The life of one mandate as it is shown: state, deadlines, countdown, account, each value explained.

A pure function of facts, day and readings. The short answer for lists lives in `standing`; sentences for the
labels of the steps in `usecases.explaining.explanation_labels`.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from numspot_desk.contracts.mandate_life.facts import (
    Account,
    Amended,
    Contractor,
    Fact,
    Postal,
    Prepared,
    Registered,
    Scheme,
    in_order,
    kind_of,
)
from numspot_desk.contracts.mandate_life.limits import (
    Readings,
    lapse_limit,
    last_day,
    last_debit,
    last_debit_before,
    readings_of,
    refund_limit,
    revocation_limit,
)
from numspot_desk.contracts.mandate_life.standing import Ending, Sorted, Standing, standing_of
from numspot_desk.contracts.mandate_life.states import COLLECTABLE, ENDED, MandateState
from numspot_desk.rules.explain import Step
from numspot_desk.rules.limits import Deadline
from numspot_desk.rules.time import a_day

WARNINGS: Final = (90, 60, 30)
"""How many days before a mandate lapses a person is warned."""
_TOLD: Final = 3
"""How many of the collections an explanation tells: the latest ones."""


class Countdown(NamedTuple):
    """The lapse ahead (T30): its last day, the days left, the warnings by day, and the one that is due."""

    last_day: dt.date
    days_left: int
    warnings: tuple[tuple[int, dt.date], ...]
    due: int | None
    deadline: Deadline


class Revocation(NamedTuple):
    """A revocation: the day of its notice, the last day of the mandate (T29), the last possible debit."""

    revoked_on: dt.date
    effective: dt.date
    last_debit: dt.date
    deadline: Deadline


class FormerAccount(NamedTuple):
    """An account that the mandate had until it was amended."""

    account: Account
    until: dt.date


class Terms(NamedTuple):
    """What the mandate says on a day, amendments applied; `first_debtor` and `first_ics` are those it was
    given with, `former_accounts` those it had, the oldest first. The address of the bank holds while the
    account does."""

    rum: str
    scheme: Scheme
    debtor: str
    account: Account
    ics: str
    first_debtor: str
    first_ics: str
    former_accounts: tuple[FormerAccount, ...]
    debtor_address: Postal | None = None
    bank_address: Postal | None = None
    contractor: Contractor | None = None


class Life(NamedTuple):
    """The life of a mandate on a day."""

    day: dt.date
    state: MandateState
    standing: Standing
    terms: Terms
    ending: Ending | None
    countdown: Countdown | None
    revocation: Revocation | None
    refund: Deadline | None
    awaits_bank: bool
    sequence: str | None
    explanation: Step

    @property
    def collectable(self) -> bool:
        """Whether a debit may be presented on this day."""
        return self.state in COLLECTABLE

    @property
    def last_debit(self) -> dt.date | None:
        """The last day on which banks can settle a debit, once an end is known."""
        return None if self.ending is None else last_debit_before(self.ending.last_day)


def life(facts: Iterable[Fact], day: dt.date, readings: Mapping[str, str] = MappingProxyType({})) -> Life:
    """The life of the mandate of these facts on `day`, which the order of the facts does not change.

    Raises `ValueError` for facts without the one that says the mandate was prepared.
    """
    a_day(day)
    chosen = readings_of(readings)
    known = in_order(fact for fact in facts if fact.on <= day or isinstance(fact, Prepared))
    found = Sorted(known, day)
    where = standing_of(found, day, chosen)
    terms = _terms(known)
    revocation = _revocation(found, chosen)
    countdown = _countdown(where, day, chosen)
    refund = None
    if terms.scheme is Scheme.CORE and where.last_collected is not None:
        refund = refund_limit(where.last_collected, chosen)
    over = where.state in ENDED
    return Life(
        day=day,
        state=where.state,
        standing=where,
        terms=terms,
        ending=where.ending,
        countdown=None if over else countdown,
        revocation=revocation,
        refund=refund,
        awaits_bank=_awaits_bank(terms.scheme, known),
        sequence=None if where.signed_on is None or over else _sequence(where),
        explanation=_explained(where, known, revocation, countdown, refund),
    )


def _terms(known: Iterable[Fact]) -> Terms:
    first = next((fact for fact in known if isinstance(fact, Prepared)), None)
    if first is None:
        raise ValueError("a mandate is prepared before anything else happens to it")
    account, debtor, ics = first.account, first.debtor, first.ics
    former: list[FormerAccount] = []
    for fact in known:
        if isinstance(fact, Amended):
            if fact.account is not None and fact.account != account:
                former.append(FormerAccount(account, fact.on))
                account = fact.account
            debtor, ics = fact.debtor or debtor, fact.ics or ics
    return Terms(
        first.rum,
        first.scheme,
        debtor,
        account,
        ics,
        first.debtor,
        first.ics,
        tuple(former),
        first.debtor_address,
        first.bank_address if account.iban == first.account.iban else None,
        first.contractor,
    )


def _revocation(found: Sorted, readings: Readings) -> Revocation | None:
    if not found.revoked:
        return None
    revoked_on = min(fact.on for fact in found.revoked)
    limit = revocation_limit(revoked_on, readings)
    debit = last_debit(limit).value
    assert type(debit) is dt.date
    return Revocation(revoked_on, last_day(limit), debit, limit)


def _countdown(where: Standing, day: dt.date, readings: Readings) -> Countdown | None:
    if where.lapses is None or where.signed_on is None:
        return None
    limit = _lapse_of(where, readings)
    end = last_day(limit)
    left = (end - day).days
    due = next((warning for warning in sorted(WARNINGS) if left <= warning), None)
    warnings = tuple((warning, end - dt.timedelta(days=warning)) for warning in WARNINGS)
    return Countdown(end, left, warnings, due, limit)


def _lapse_of(where: Standing, readings: Readings) -> Deadline:
    """The limit that gave the lapse of a standing: of the collection, or of the signature."""
    assert where.lapses is not None and where.signed_on is not None
    if where.last_collected is not None:
        by_debit = lapse_limit(where.last_collected, readings)
        if last_day(by_debit) == where.lapses.last_day:
            return by_debit
    return lapse_limit(where.signed_on, readings, collected=False)


def _awaits_bank(scheme: Scheme, known: Iterable[Fact]) -> bool:
    """Whether the debtor's bank has still to register the mandate: it rejects B2B debits until then."""
    return scheme is Scheme.B2B and not any(isinstance(fact, Registered) for fact in known)


def _sequence(where: Standing) -> str:
    """The sequence type of the next debit of a recurrent mandate: the first one, or a later one."""
    return "FRST" if where.first_collected is None else "RCUR"


def _explained(
    where: Standing,
    known: list[Fact],
    revocation: Revocation | None,
    countdown: Countdown | None,
    refund: Deadline | None,
) -> Step:
    lasting = [fact for fact in known if kind_of(fact) != "collected"]
    collections = [fact for fact in known if kind_of(fact) == "collected"]
    uses = [_told(fact) for fact in lasting]
    if collections:
        told = tuple(_told(fact) for fact in collections[-_TOLD:])
        uses.append(Step("mandate.collections", len(collections), uses=told))
    if revocation is not None:
        uses.append(last_debit(revocation.deadline))
    if countdown is not None:
        left = Step("mandate.days_left", countdown.days_left, ("SEPA Core",))
        lapse = last_debit(countdown.deadline) if revocation is None else countdown.deadline.explanation
        uses += [lapse, left]
    if refund is not None:
        uses.append(refund.explanation)
    return Step("mandate.state", where.state.value, ("CG-A4",), uses=tuple(uses))


def _told(fact: Fact) -> Step:
    return Step(f"mandate.fact.{kind_of(fact)}", fact.on)
