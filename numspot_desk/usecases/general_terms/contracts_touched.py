"""The contracts that a comparison of two versions of general terms concerns: those on the older version.

A contract passes to the new version on the day that it enters into force (P10). So the day asked is the day
before at the latest; orders sent for signature on the older version are told as well. What became of the
clauses they name is `terms.aims`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.folding import fold_line
from numspot_desk.terms.aims import Aim, aims
from numspot_desk.terms.comparing import Comparison
from numspot_desk.usecases.general_terms.contracts_by_terms import contracts_by_terms
from numspot_desk.usecases.ports.terms import TermsVersion
from numspot_desk.usecases.ports.workspace import Workspace


@dataclass(frozen=True)
class Named:
    """A contract on the older version with the clauses that its own conditions name; `pending` while it is
    only sent for signature."""

    order_id: str
    number: str
    client_name: str
    targets: tuple[str, ...]
    pending: bool = False


@dataclass(frozen=True)
class TouchedContract:
    """A contract that names clauses which are no longer as they were."""

    contract: Named
    aims: tuple[Aim, ...]

    @property
    def dangling(self) -> bool:
        """Whether a reference of it names its clause no longer."""
        return any(aim.dangling for aim in self.aims)


@dataclass(frozen=True)
class Passing:
    """The contracts for which the newer version does not count by use alone once it is in force, by number:
    those whose client refused it in time and stay on the older one until their end (R19), and those whose
    client has to accept it, for a qualified service (P13)."""

    refused: tuple[str, ...] = ()
    to_accept: tuple[str, ...] = ()


@dataclass(frozen=True)
class ContractsTouched:
    """The contracts on the older version on a day: how many there are, those whose conditions name a clause
    that changed, dangling references first, and those that do not simply pass to the newer version."""

    on: dt.date
    count: int
    touched: tuple[TouchedContract, ...]
    passing: Passing = Passing()

    @property
    def dangling(self) -> tuple[TouchedContract, ...]:
        """Those with a reference that names its clause no longer."""
        return tuple(one for one in self.touched if one.dangling)


def day_asked(old: TermsVersion, new: TermsVersion, today: dt.date) -> dt.date:
    """Today, or the last day on which the older version was in force where the newer one is already."""
    later = max(old.in_force_from, new.in_force_from)
    return today if later > today or old.in_force_from == new.in_force_from else later - dt.timedelta(days=1)


def contracts_on(workspace: Workspace, label: str, on: dt.date) -> tuple[int, tuple[Named, ...]]:
    """How many contracts a version binds on a day, sent orders included, and those that name clauses."""
    targets = workspace.orders.clause_targets()
    bound = list(_bound(workspace, label, on, targets))
    standing = {one.number for one in bound}
    sent = [
        one
        for number in sorted(targets)
        if number not in standing and (one := _sent(workspace, number, label, targets[number])) is not None
    ]
    return len(bound) + len(sent), tuple(one for one in (*bound, *sent) if one.targets)


def passing(workspace: Workspace, old: TermsVersion, new: TermsVersion) -> Passing:
    """Who does not simply pass to the newer version on the day that it enters into force; nobody where it is
    not the newer one."""
    if new.in_force_from <= old.in_force_from:
        return Passing()
    former, label = fold_line(old.label), fold_line(new.label)
    refused, to_accept = [], []
    for one in contracts_by_terms(workspace, new.in_force_from):
        if one.refusal is not None and fold_line(one.refusal.label) == label and _on(one.label, former):
            refused.append(one.number)
        elif any(_on(lacking, label) for lacking in one.binding.insufficient):
            to_accept.append(one.number)
    return Passing(tuple(refused), tuple(to_accept))


def contracts_touched(
    comparison: Comparison,
    on: dt.date,
    count: int,
    named: Sequence[Named],
    passed: Passing = Passing(),
) -> ContractsTouched:
    """Hold the clauses that contracts name against a comparison."""
    touched = [TouchedContract(one, found) for one in named if (found := aims(comparison, one.targets))]
    touched.sort(key=lambda one: (not one.dangling, one.contract.number))
    return ContractsTouched(on, count, tuple(touched), passed)


def _on(label: str | None, folded: str) -> bool:
    return label is not None and fold_line(label) == folded


def _bound(
    workspace: Workspace, label: str, on: dt.date, targets: Mapping[str, Sequence[str]]
) -> Iterator[Named]:
    for one in contracts_by_terms(workspace, on):
        if _on(one.label, fold_line(label)) and one.signed_on <= on:
            yield Named(one.order_id, one.number, one.client_name, tuple(targets.get(one.number, ())))


def _sent(workspace: Workspace, number: str, label: str, targets: Sequence[str]) -> Named | None:
    """An order sent for signature, when it names the version."""
    record = workspace.orders.by_number(number)
    if record is None or record.state is not OrderState.EXPORTED:
        return None
    version = workspace.orders.versions([record.id]).get(record.id)
    terms = {} if version is None else version.data.get("terms") or {}
    if fold_line(str(terms.get("label") or "")) != fold_line(label):
        return None
    client = record.answers.get("client") or {}
    return Named(record.id, number, str(client.get("legal_name") or ""), tuple(targets), pending=True)
