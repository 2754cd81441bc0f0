"""Choosing what is handed over to the bank: the debits planned for a day, each with what forbids it, and the
collection of those that a person chose, for the amount that was announced or for less.

Pure but for `offer_debits`, which reads the workspace; the file is written by `hand_over_debits`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from numspot_desk.contracts.collection.debits import Collection, Debit, Payee
from numspot_desk.contracts.collection.refusals import DebitFault, faults
from numspot_desk.contracts.mandate_life.facts import Account, Scheme
from numspot_desk.contracts.mandate_life.life import life
from numspot_desk.language.messages import Message, message
from numspot_desk.usecases.mandates.debits_of_mandates import debit_of, is_of, planned_on
from numspot_desk.usecases.mandates.hand_over_debits import payee_of
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.settings.creditor_account import creditor_account
from numspot_desk.usecases.settings.kept_settings import creditor_of


class Candidate(NamedTuple):
    """A debit that is planned for the day: the id of its plan, what it says, the debtor and the account on
    that day, and what forbids it by itself."""

    id: str
    debit: Debit
    debtor: str
    account: Account
    refusals: tuple[Message, ...]


class Offer(NamedTuple):
    """The debits of a scheme that are planned for a day; `others`: how many are of the other scheme."""

    day: dt.date
    payee: Payee
    candidates: tuple[Candidate, ...]
    others: int


class Verdict(NamedTuple):
    """What forbids handing over what was chosen: by the id of a candidate, by a field (`collect_on`,
    `creditor.iban`…), and of the whole."""

    of_debits: Mapping[str, tuple[Message, ...]]
    of_fields: Mapping[str, Message]
    of_all: tuple[Message, ...]

    @property
    def clear(self) -> bool:
        """Whether nothing forbids it."""
        return not (self.of_debits or self.of_fields or self.of_all)


def offer_debits(workspace: Workspace, day: dt.date, scheme: Scheme, today: dt.date) -> Offer:
    """What is planned for a day under mandates of a scheme. Raises `NoSuchRecord`."""
    payee = payee_of(creditor_of(workspace), creditor_account(workspace))
    planned = [(one.event_id, debit_of(workspace, one)) for one in planned_on(workspace, day)]
    chosen = [(ident, debit) for ident, debit in planned if is_of(debit, scheme)]
    found = tuple(_candidate(ident, debit, day, payee, today) for ident, debit in chosen)
    return Offer(day, payee, found, len(planned) - len(chosen))


def collection_of(offer: Offer, amounts: Mapping[str, Decimal]) -> Collection:
    """The candidates that were chosen, each with its amount by the id of its plan."""
    chosen = (replace(one.debit, amount=amounts[one.id]) for one in offer.candidates if one.id in amounts)
    return Collection(offer.day, offer.payee, tuple(chosen))


def verdict(offer: Offer, amounts: Mapping[str, Decimal], today: dt.date) -> Verdict:
    """What forbids handing the chosen candidates over. An amount above the one that was announced is told
    to the client first (CG-A1.3)."""
    chosen = [one for one in offer.candidates if one.id in amounts]
    of_debits: dict[str, list[Message]] = {}
    of_fields: dict[str, Message] = {}
    of_all: list[Message] = []
    for fault in faults(collection_of(offer, amounts), today):
        place = _place(fault)
        if place is not None:
            of_debits.setdefault(chosen[place].id, []).append(fault.message)
        elif fault.path == "debits":
            of_all.append(fault.message)
        else:
            of_fields.setdefault(fault.path, fault.message)
    for one in chosen:
        if amounts[one.id] > one.debit.amount:
            of_debits.setdefault(one.id, []).append(
                message("This is more than the client was told of: announce the larger amount first.")
            )
    return Verdict({ident: tuple(told) for ident, told in of_debits.items()}, of_fields, tuple(of_all))


def _candidate(ident: str, debit: Debit, day: dt.date, payee: Payee, today: dt.date) -> Candidate:
    alone = faults(Collection(day, payee, (debit,)), today)
    told = tuple(fault.message for fault in alone if _place(fault) is not None)
    terms = life(debit.facts, day, debit.readings).terms
    return Candidate(ident, debit, terms.debtor, terms.account, told)


def _place(fault: DebitFault) -> int | None:
    """The place of the debit that a fault is of; None for a fault of something else."""
    head, found, _ = fault.path.removeprefix("debits[").partition("]")
    return int(head) if found and head.isdigit() else None
