"""What a workspace knows of the mandates that are debited: their facts, the address of the debtor, the
clauses and readings of the contract that count for the notice (T24); and the debits planned under them.

What is handed over, and what may not be, is `hand_over_debits`.
"""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Final

from numspot_desk.contracts.collection.debits import Address, Collection, Debit, Payee
from numspot_desk.contracts.collection.reading import Known, Lookup
from numspot_desk.contracts.mandate_life.facts import Fact, Prepared, Scheme
from numspot_desk.contracts.mandate_life.life import Terms, life
from numspot_desk.contracts.order.order_document import get
from numspot_desk.contracts.order.order_events import facts_of_order
from numspot_desk.language.folding import fold_line
from numspot_desk.usecases.contract.chosen_readings import readings_by_contract
from numspot_desk.usecases.mandates.mandate_acts import book_of
from numspot_desk.usecases.mandates.plan_debits import PLANNED, PlannedDebit, planned_debits
from numspot_desk.usecases.ports.mandates import KeptMandate
from numspot_desk.usecases.ports.orders import Answers
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import NoSuchRecord

_END: Final = date.max
_PARTIES: Final = (("mandate.debtor", "name"), ("client", "legal_name"))


def known_in(workspace: Workspace) -> Lookup:
    """What the workspace knows of a mandate by its reference, case apart; None for one it does not have."""

    def known(rum: str) -> Known | None:
        try:
            return known_mandate(workspace, rum)
        except NoSuchRecord:
            return None

    return known


def known_mandate(workspace: Workspace, rum: str) -> Known:
    """What the workspace knows of a mandate. Raises `NoSuchRecord`."""
    kept = workspace.mandates.get(rum)
    answers = answers_of(workspace, kept)
    chosen = readings_by_contract(workspace, [kept.number]).get(kept.number)
    ground = facts_of_order(answers, kept.entries[-1].recorded_at.date(), chosen=chosen)
    facts = book_of(kept).facts
    return Known(
        facts,
        address_of(answers, life(facts, _END).terms),
        ground.provisions,
        ground.setting,
        ground.readings,
    )


def answers_of(workspace: Workspace, kept: KeptMandate) -> Answers:
    """The answers of the order of a mandate: as its latest version was exported, else as they stand."""
    record = workspace.orders.by_number(kept.number) or workspace.orders.load(kept.order_id)
    version = workspace.orders.version(record.id)
    answers: Answers = record.answers if version is None else version.data.get("answers") or {}
    return answers


def address_of(answers: Answers, terms: Terms) -> Address:
    """The address of the debtor of a mandate: its own where it was typed for it, else from the mandate of the
    order or from its client; empty where neither bears the debtor's name."""
    if terms.debtor_address is not None:
        return Address(**vars(terms.debtor_address))
    for path, name in _PARTIES:
        if fold_line(str(get(answers, f"{path}.{name}") or "")) == fold_line(terms.debtor):
            parts = {part: get(answers, f"{path}.address.{part}") for part in Address.__dataclass_fields__}
            return Address(**{part: value for part, value in parts.items() if isinstance(value, str)})
    return Address()


def next_planned(workspace: Workspace, today: date) -> date | None:
    """The first day after today for which a debit is planned; None where there is none."""
    events = chain.from_iterable(workspace.events.standing(None, [PLANNED]).values())
    return min((event.on for event in events if event.on is not None and event.on > today), default=None)


def planned_on(workspace: Workspace, day: date) -> tuple[PlannedDebit, ...]:
    """Every debit that is planned for a day, by the reference of its mandate."""
    events = chain.from_iterable(workspace.events.standing(None, [PLANNED]).values())
    mandates = sorted({str(event.data.get("rum", "")) for event in events if event.on == day})
    plans = chain.from_iterable(planned_debits(workspace, rum) for rum in mandates)
    return tuple(planned for planned in plans if planned.plan.debit_on == day)


def planned_collection(
    workspace: Workspace,
    day: date,
    payee: Payee,
    plans: Iterable[PlannedDebit],
    scheme: Scheme | None = None,
) -> Collection:
    """The planned debits of a day, each with its invoice as the reference; with `scheme`, those of its
    mandates alone. Raises `NoSuchRecord`."""
    debits = (debit_of(workspace, planned) for planned in plans)
    chosen = (debit for debit in debits if scheme is None or is_of(debit, scheme))
    return Collection(day, payee, tuple(chosen))


def debit_of(workspace: Workspace, planned: PlannedDebit) -> Debit:
    """A planned debit with what is known of its mandate. Raises `NoSuchRecord`."""
    known = known_mandate(workspace, planned.rum)
    return Debit(
        rum=planned.rum,
        facts=known.facts,
        amount=planned.plan.amount,
        reference=planned.plan.invoice,
        announced_on=planned.plan.announced_on,
        text=f"Facture {planned.plan.invoice}",
        debtor_address=known.address,
        on_behalf_of=_contractor(known.facts),
        provisions=known.provisions,
        setting=known.setting,
        readings=known.readings,
    )


def _contractor(facts: Iterable[Fact]) -> str:
    """The contractor that was typed for a mandate, "" where the debtor is the contractor."""
    contractor = life(facts, _END).terms.contractor
    return "" if contractor is None else contractor.name


def is_of(debit: Debit, scheme: Scheme) -> bool:
    """Whether a debit is made under a mandate of this scheme."""
    return any(isinstance(fact, Prepared) and fact.scheme is scheme for fact in debit.facts)
