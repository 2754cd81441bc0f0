"""What contracts leave uncovered of the checklists they have to meet, and until when their certificates hold:
of one order laid out whole, of all orders with a qualification in one list.

The list reads columns; what the governing general terms cover is taken off on reading, since legal may decide
it later (`terms_coverage`).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from numspot_desk.contracts.clauses.coverage import Matrix, days_left, matrices, step_within
from numspot_desk.contracts.order.order_check import TermsText
from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.folding import fold_line
from numspot_desk.usecases.general_terms.contracts_by_terms import contracts_by_terms
from numspot_desk.usecases.general_terms.terms_in_force import checked_terms
from numspot_desk.usecases.orders.edit_order import check_context_on
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.register import UncoveredRow
from numspot_desk.usecases.ports.workspace import Workspace

_SIGNED: Final = frozenset({OrderState.SIGNED, OrderState.ACTIVE, OrderState.TERMINATED})
Terms = Mapping[str | None, TermsText]


@dataclass(frozen=True)
class ChecklistStanding:
    """A checklist in an order: the subjects that nothing covers, those that the general terms alone do, and
    the certificate behind it on a day. `outlived`: a line qualified so goes on after the certificate."""

    checklist: str
    gaps: tuple[str, ...]
    by_terms: tuple[str, ...]
    scope: str = ""
    valid_until: dt.date | None = None
    left: int | None = None
    within: int | None = None
    outlived: bool = False

    @property
    def expired(self) -> bool:
        """Whether the certificate has ended."""
        return self.left is not None and self.left < 0


@dataclass(frozen=True)
class ContractCoverage:
    """An order with a qualification: each checklist that it has to meet, and the general terms that govern it
    (None where none is known)."""

    order_id: str
    number: str
    revision: int
    state: OrderState
    client_name: str
    terms_label: str | None
    standings: Mapping[str, ChecklistStanding]

    @property
    def gaps(self) -> int:
        """How many subjects nothing covers, over all checklists."""
        return sum(len(one.gaps) for one in self.standings.values())

    @property
    def valid_until(self) -> dt.date | None:
        """The first day on which one of its certificates ends."""
        return min((one.valid_until for one in self.standings.values() if one.valid_until), default=None)

    @property
    def pressing(self) -> ChecklistStanding | None:
        """The standing whose certificate asks for something soonest: missing days apart, the first to end."""
        named = [one for one in self.standings.values() if one.valid_until is not None]
        return min(named, key=lambda one: one.valid_until or dt.date.max, default=None)


@dataclass(frozen=True)
class OrderCoverage:
    """One order with its checklists laid out, and the label of the general terms that govern it."""

    record: OrderRecord
    matrices: tuple[Matrix, ...]
    terms_label: str | None


def coverage_of(workspace: Workspace, order_id: str, on: dt.date) -> OrderCoverage:
    """The checklists of one order on a day. Raises `NoSuchRecord`."""
    record = workspace.orders.load(order_id)
    facts = read_facts(record.answers)
    terms = check_context_on(workspace, on).terms_of(facts)
    if record.state in _SIGNED:
        bound = {one.number: one.label for one in contracts_by_terms(workspace, on, {record.number})}
        adopted = checked_terms(workspace, on)
        label = bound.get(record.number)
        terms = adopted.get(fold_line(label), terms) if label else terms
    return OrderCoverage(record, matrices(facts, terms.covers, on), terms.label)


def coverage_across(workspace: Workspace, on: dt.date) -> tuple[ContractCoverage, ...]:
    """Every order with a qualification on a day, by number and version; orders that ended, were refused or
    cancelled are left out."""
    rows = [row for row in workspace.register.uncovered() if row.state not in _OVER]
    terms = checked_terms(workspace, on)
    signed = {row.number for row in rows if row.state in _SIGNED}
    bound = {one.number: one.label for one in contracts_by_terms(workspace, on, signed)} if signed else {}
    return tuple(
        _contract(list(group), terms, bound, on)
        for _order, group in groupby(rows, key=lambda row: row.order_id)
    )


_OVER: Final = frozenset({OrderState.TERMINATED, OrderState.REFUSED, OrderState.CANCELLED})


def _contract(
    rows: Sequence[UncoveredRow], terms: Terms, bound: Mapping[str, str | None], on: dt.date
) -> ContractCoverage:
    first = rows[0]
    label = (bound.get(first.number) if first.state in _SIGNED else None) or first.terms_label
    text = terms.get(fold_line(label)) if label else terms.get(None)
    covers = {} if text is None else text.covers
    return ContractCoverage(
        first.order_id,
        first.number,
        first.revision,
        first.state,
        first.client_name,
        label or (None if text is None else text.label),
        {row.checklist: _standing(row, covers, on) for row in rows},
    )


def _standing(row: UncoveredRow, covers: Mapping[str, tuple[str, ...]], on: dt.date) -> ChecklistStanding:
    by_terms = tuple(one for one in row.uncovered if covers.get(one))
    gaps = tuple(one for one in row.uncovered if not covers.get(one))
    if row.valid_until is None:
        return ChecklistStanding(row.checklist, gaps, by_terms, row.scope)
    return ChecklistStanding(
        row.checklist,
        gaps,
        by_terms,
        row.scope,
        row.valid_until,
        days_left(row.valid_until, on),
        step_within(row.valid_until, on),
        outlived=row.lines_end is not None and row.lines_end > row.valid_until,
    )
