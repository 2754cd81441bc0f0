"""What is known of a contract, in one place: what its versions agreed, what was entered of it, its mandates,
new general terms and their refusal, readings. Agenda, simulator and commands all count from these facts.

Each source lives elsewhere: the versions in `contracts.order.signed_facts`, entered events in
`stored_events`, mandates in `contracts.mandate_life`, readings in `chosen_readings`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, NamedTuple

from numspot_desk.contracts.agenda.entries import AgendaContract, AgendaEntry, agenda, stated
from numspot_desk.contracts.mandate_life.facts import Collected, Fact, Replaced, Revoked, Signed
from numspot_desk.contracts.order.order_events import MANDATE
from numspot_desk.contracts.order.order_facts import OrderFacts, read_facts
from numspot_desk.contracts.order.order_faults import parse_day
from numspot_desk.contracts.order.signed_facts import AgreedVersion, facts_as_agreed
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import message
from numspot_desk.rules.ended import surely_ended
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.settled_readings import InForce
from numspot_desk.rules.time import start_of
from numspot_desk.usecases.contract.chosen_readings import readings_by_contract
from numspot_desk.usecases.contract.event_words import event_names
from numspot_desk.usecases.contract.stored_events import read_together, records_of
from numspot_desk.usecases.mandates.mandate_acts import book_of
from numspot_desk.usecases.ports.events import ContractEvent
from numspot_desk.usecases.ports.orders import OrderVersion, SignedVersion
from numspot_desk.usecases.ports.terms import TermsRefusal
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import NoSuchRecord

_REFUSAL: Final = "≠"


@dataclass(frozen=True)
class KnownContract:
    """A contract and its facts. `family_id` is the order of which the others are versions, `order_id` the
    version whose words hold: the latest that was signed, else the one that waits for its signature.
    `signed_on` is the first signature, None before it; `over`: the order was moved to its end."""

    family_id: str
    order_id: str
    number: str
    client: str
    signed_on: dt.date | None
    over: bool
    order: OrderFacts
    facts: Facts

    @property
    def named(self) -> AgendaContract:
        """The contract as its agenda names it."""
        events = event_names(self.facts.events)
        return AgendaContract(self.family_id, self.order_id, self.number, self.client, events)

    def agenda(self) -> tuple[AgendaEntry, ...]:
        """What falls due: by rule, and the days that the order states."""
        on = self.facts.as_of
        contract, signed = self.named, self.signed_on is not None
        own = () if self.over else stated(contract, self.order, on, signed=signed)
        return (*agenda(contract, self.facts), *own)


def contract_facts(workspace: Workspace, number: str, as_of: dt.date) -> Facts:
    """The facts of a contract, by the number of its order, to be counted from on a day. Raises `NoSuchRecord`
    for an order that is not there, and for one that was never exported: it has no deadlines yet."""
    return known_contract(workspace, number, as_of).facts


def known_contract(workspace: Workspace, number: str, as_of: dt.date) -> KnownContract:
    """A contract by the number of its order. Raises `NoSuchRecord`."""
    asked = number.strip().upper()
    signed = next(known_contracts(workspace, [asked], as_of), None)
    return signed or pending_contract(workspace, asked, as_of)


def known_contracts(
    workspace: Workspace, numbers: Sequence[str] | None, as_of: dt.date
) -> Iterator[KnownContract]:
    """The contracts among these orders, of all orders where none are named: what was signed."""
    rows = workspace.orders.signed_versions(numbers)
    signed = {number: list(versions) for number, versions in groupby(rows, key=lambda row: row.number)}
    events = workspace.events.standing(numbers)
    readings = readings_by_contract(workspace, numbers)
    published = TermsBook(workspace)
    for number, versions in signed.items():
        kept = workspace.orders.versions([one.order_id for one in versions])
        if any(one.order_id not in kept for one in versions):
            continue  # being removed
        told = _Told(events.get(number, ()), readings.get(number), published)
        yield _contract(workspace, [(one, kept[one.order_id]) for one in versions], told, as_of)


def pending_contract(workspace: Workspace, number: str, as_of: dt.date) -> KnownContract:
    """An order that was exported and that nobody signed yet, as though it were a contract. Raises
    `NoSuchRecord`."""
    record = workspace.orders.by_number(number)
    if record is None:
        raise NoSuchRecord(message("No order is called {number}: check the number.", number=number))
    own = workspace.orders.version(record.id)
    former = workspace.orders.former_versions(record.id)
    exported = ([] if own is None else [own]) + list(former)
    if not exported:
        raise NoSuchRecord(
            message("Order {number} was never exported: it has no deadlines yet.", number=number)
        )
    order = _order(exported[0])
    chosen = readings_by_contract(workspace, [number]).get(number)
    facts = facts_as_agreed([AgreedVersion(exported[0].revision, None, order)], as_of, chosen)
    return KnownContract(
        family_id=exported[-1].order_id,
        order_id=exported[0].order_id,
        number=number,
        client=order.client.legal_name,
        signed_on=None,
        over=False,
        order=order,
        facts=facts,
    )


class _Told(NamedTuple):
    """What was entered of a contract: its standing events, the readings chosen, the general terms."""

    events: Sequence[ContractEvent]
    chosen: InForce | None
    terms: "TermsBook"


def _contract(
    workspace: Workspace, held: Sequence[tuple[SignedVersion, OrderVersion]], told: _Told, as_of: dt.date
) -> KnownContract:
    versions = [AgreedVersion(one.revision, one.signed_on, _order(kept)) for one, kept in held]
    (first, _), (latest, kept) = held[0], held[-1]
    over = latest.state is OrderState.TERMINATED
    agreed = facts_as_agreed(versions, as_of, told.chosen, over=over)
    terms = told.terms.events_of([one for one, _ in held])
    own = [*agreed.events, *terms, *_mandate_events(workspace, latest, kept)]
    together = read_together(own, records_of(workspace, latest.number, told.events))
    facts = _without_later_terms(replace(agreed, events=together), {one.id for one in terms}, over=over)
    return KnownContract(
        family_id=latest.family_id,
        order_id=latest.order_id,
        number=latest.number,
        client=latest.client_name,
        signed_on=first.signed_on,
        over=over,
        order=versions[-1].order,
        facts=facts,
    )


def _without_later_terms(facts: Facts, adopted: Set[str], *, over: bool) -> Facts:
    """The facts without the adopted general terms that enter into force once the contract has ended: they are
    never its own, and there is nothing to refuse. A version that was refused stays."""
    refused = {one.text_of("terms") for one in facts.events if one.kind == "terms_refused"}
    asked = [
        one
        for one in facts.events
        if one.kind == "general_terms_published" and one.id in adopted and one.id not in refused
    ]
    if not asked:
        return facts
    end = surely_ended(facts)
    if end is None and not over:
        return facts
    later = {one.id for one in asked if end is None or start_of(one.day_of("enters_into_force")) >= end}
    return replace(facts, events=tuple(one for one in facts.events if one.id not in later))


def _order(kept: OrderVersion) -> OrderFacts:
    return read_facts(kept.data.get("answers") or {})


# ── General terms ────────────────────────────────────────────────────────────────────────────────────


class TermsBook:
    """The adopted versions of the general terms and who refused one, read once for all contracts."""

    def __init__(self, workspace: Workspace) -> None:
        self._versions = {fold_line(one.label): one for one in workspace.terms.list()}
        self._refusals: dict[str, list[TermsRefusal]] = {}
        for refusal in workspace.terms.refusals():
            self._refusals.setdefault(refusal.number, []).append(refusal)

    def events_of(self, signed: Sequence[SignedVersion]) -> list[Event]:
        """The versions published since that enter into force after the signature of a contract (T01, T02),
        and those its client refused (T07); a version that the contract names was accepted with it."""
        named = {fold_line(one.terms_label or "") for one in signed}
        found: list[Event] = []
        for key, version in self._versions.items():
            if key not in named and version.in_force_from > signed[0].signed_on:
                details = {"enters_into_force": version.in_force_from}
                made = Event(
                    version.label, "general_terms_published", on=version.published_on, details=details
                )
                found.append(made)
        known = {fold_line(one.id): one.id for one in found}
        for refusal in self._refusals.get(signed[0].number, ()):
            terms = known.get(fold_line(refusal.label))
            if terms is not None:
                ident = f"{_REFUSAL} {terms}"
                found.append(Event(ident, "terms_refused", at=refusal.refused_at, details={"terms": terms}))
        return found


# ── Mandates ─────────────────────────────────────────────────────────────────────────────────────────


def _mandate_events(workspace: Workspace, latest: SignedVersion, kept: OrderVersion) -> list[Event]:
    """What happened to the mandates of a contract; where the signature of none was entered, the one that the
    order prints counts as signed with it."""
    books = {
        rum: book_of(workspace.mandates.get(rum)).facts
        for rum in workspace.mandates.of_order(latest.order_id)
    }
    found = mandate_events(books)
    printed = (kept.data.get("answers") or {}).get("mandate")
    if any(one.kind == "mandate_signed" for one in found) or not isinstance(printed, Mapping):
        return found
    day = parse_day(printed.get("signed_on")) or latest.signed_on
    return [Event(MANDATE, "mandate_signed", on=day), *found]


def mandate_events(books: Mapping[str, Sequence[Fact]]) -> list[Event]:
    """The facts of mandates, by their references, as events of their contract. Of a mandate that another one
    replaced, only the debits before the signature of a mandate that stands: the lapse (T30) is counted for
    the one that is debited now."""
    replaced = {rum for rum, facts in books.items() if any(isinstance(one, Replaced) for one in facts)}
    standing = (fact for rum, facts in books.items() if rum not in replaced for fact in facts)
    until = max((one.on for one in standing if isinstance(one, Signed)), default=dt.date.max)
    found: list[Event] = []
    for rum, facts in books.items():
        told = (_mandate_event(rum, one) for one in facts)
        found += [
            one
            for one in told
            if one is not None and (rum not in replaced or (one.kind == "debit_made" and one.day < until))
        ]
    return found


def _mandate_event(rum: str, fact: Fact) -> Event | None:
    day = fact.on.isoformat()
    match fact:
        case Signed():
            return Event(rum, "mandate_signed", on=fact.on)
        case Collected():
            return Event(f"{rum} {day}", "debit_made", on=fact.on)
        case Revoked():
            return Event(f"{rum} † {day}", "mandate_revoked", at=start_of(fact.on))
        case _:
            return None
