"""What a mandate is told by: the name of each fact, its line in the timeline, what comes next.

An account is shown masked wherever this module speaks of it.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from numspot_desk.contracts.mandate_life.facts import (
    Account,
    Amended,
    Fact,
    Prepared,
    Replaced,
    Revoked,
    Scheme,
    Sent,
    Signed,
    Suspended,
    kind_of,
)
from numspot_desk.contracts.mandate_life.life import WARNINGS, Life
from numspot_desk.contracts.mandate_life.limits import limit_event
from numspot_desk.contracts.mandate_life.states import MandateState
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.rules.explain import Step
from numspot_desk.rules.identifiers import iban
from numspot_desk.usecases.mandates.plan_debits import Conflict
from numspot_desk.usecases.ports.mandates import FileKind, MandateRow

FACT_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "prepared": N_("Mandate prepared"),
        "sent": N_("Sent for signature"),
        "signed": N_("Signed by the debtor"),
        "registered": N_("Registered by the debtor’s bank"),
        "amended": N_("Amended, same reference"),
        "resumed": N_("Debits resumed"),
        "collected": N_("Debit presented"),
        "suspended": N_("Debits suspended"),
        "revoked": N_("Revoked by the client"),
        "replaced": N_("Replaced"),
    }
)
"""What the kinds of fact are called in a timeline."""
SCHEME_NAMES: Final[Mapping[Scheme, str]] = MappingProxyType(
    {Scheme.CORE: N_("SEPA Core"), Scheme.B2B: N_("SEPA B2B")}
)
FILE_NAMES: Final[Mapping[FileKind, str]] = MappingProxyType(
    {
        FileKind.RIB: N_("Bank details (RIB)"),
        FileKind.FORM: N_("Signed form"),
        FileKind.EVIDENCE: N_("Proof of revocation"),
    }
)
"""What the files kept with a mandate are called."""


def fact_details(fact: Fact, language: Language) -> str:
    """What a fact says besides its kind and day, on one line; "" for a fact that says no more."""
    match fact:
        case Prepared():
            return " · ".join((language.text(SCHEME_NAMES[fact.scheme]), account_line(fact.account)))
        case Sent(channel=said) | Suspended(reason=said):
            return said
        case Signed():
            return (
                language.text("by {name}, {place}", name=fact.signatory, place=fact.place)
                if fact.place
                else (language.text("by {name}", name=fact.signatory))
            )
        case Amended():
            return " · ".join(_amended(fact, language))
        case Revoked():
            return " · ".join(part for part in (fact.channel, fact.evidence) if part)
        case Replaced():
            return language.text("by mandate {rum}", rum=fact.by)
        case _:
            return ""


def _amended(fact: Amended, language: Language) -> list[str]:
    said = []
    if fact.account is not None:
        said.append(language.text("new account {iban}", iban=account_line(fact.account)))
    if fact.debtor is not None:
        said.append(language.text("debtor: {name}", name=fact.debtor))
    if fact.ics is not None:
        said.append(language.text("creditor identifier: {ics}", ics=fact.ics))
    return said


def account_line(account: Account) -> str:
    """An account as a list may show it: masked, with its bank."""
    return " · ".join(part for part in (iban.masked(account.iban), account.bank) if part)


def fact_summary(fact: Fact, language: Language) -> str:
    """A fact in one line, day first."""
    said = fact_details(fact, language)
    name = language.text(FACT_NAMES[kind_of(fact)])
    return f"{language.formats.date_list(fact.on)} · {name}" + (f" · {said}" if said else "")


def next_event(row: MandateRow, day: dt.date) -> Message:
    """What comes next for a mandate in a list."""
    match row.state:
        case MandateState.DRAFT:
            return message("To be sent for signature")
        case MandateState.SENT:
            return message("Signature awaited")
        case MandateState.REVOKED | MandateState.REPLACED | MandateState.LAPSED:
            return message("Ended on {day}", day=row.ends_on)
        case _ if row.next_debit is not None and (row.ends_on is None or row.next_debit <= row.ends_on):
            return message("Debit planned on {day}", day=row.next_debit)
        case _:
            return _ending(row.ends_on, row.ends_why, day)


def _ending(ends_on: dt.date | None, why: MandateState | None, day: dt.date) -> Message:
    if ends_on is None or why is None:
        return message("No end known")
    left = (ends_on - day).days
    if why is MandateState.REVOKED:
        return message("Revocation takes effect after {day}", day=ends_on)
    if why is MandateState.REPLACED:
        return message("Replaced after {day}", day=ends_on)
    if left <= max(WARNINGS):
        return message("Lapses after {day}: {left} days left", day=ends_on, left=left)
    return message("Lapses after {day}", day=ends_on)


def warned(row: MandateRow, day: dt.date) -> bool:
    """Whether the end of a mandate that can still be used is near."""
    ended = row.state in (MandateState.REVOKED, MandateState.REPLACED, MandateState.LAPSED)
    return not ended and row.ends_on is not None and (row.ends_on - day).days <= max(WARNINGS)


def ahead(found: Life) -> tuple[tuple[dt.date, Message], ...]:
    """What is known of the days to come, by day: refund window, last possible debit, end."""
    told: list[tuple[dt.date, Message]] = []
    if found.refund is not None and found.refund.result.last_day is not None:
        last = found.refund.result.last_day
        told.append((last, message("Last day on which the debtor’s bank refunds the latest debit on demand")))
    ending = found.ending
    if ending is not None:
        if found.last_debit is not None and found.last_debit != ending.last_day:
            told.append((found.last_debit, message("Last banking day on which a debit can be settled")))
        told.append((ending.last_day, _ENDS[ending.why]))
    return tuple(sorted((one for one in told if one[0] >= found.day), key=lambda one: one[0]))


def event_names(step: Step) -> Mapping[str, Message]:
    """What the events are called that the explanation of a mandate names, by their ids."""
    names: dict[str, Message] = {}
    for used in step.uses:
        names |= event_names(used)
    found = limit_event(str(step.params.get("event", "")))
    if found is not None:
        names[found.ident] = message(_EVENTS[found.kind], day=found.day)
    return names


_EVENTS: Final = {
    "direct_debit_planned": N_("direct debit of {day}"),
    "debit_made": N_("direct debit presented on {day}"),
    "mandate_revoked": N_("revocation of {day}"),
    "mandate_signed": N_("signature of {day}"),
}
_ENDS: Final = {
    MandateState.REVOKED: message("Last day of the mandate: the revocation takes effect"),
    MandateState.REPLACED: message("Last day of the mandate: another one replaces it"),
    MandateState.LAPSED: message("Last day of the mandate unless a debit is presented: it lapses"),
}


def conflict_line(language: Language, conflict: Conflict) -> str:
    """What R06 says of an invoice that is due before its first lawful debit."""
    day = language.formats.date_list
    return language.text(
        "Invoice {number} is due on {due}, before its first possible debit on {first}: late only after"
        " {late} (R06)",
        number=conflict.invoice.params["number"],
        due=day(conflict.due),
        first=day(conflict.first_debit),
        late=day(conflict.late_from),
    )
