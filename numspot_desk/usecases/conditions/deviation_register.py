"""The register of departures with the standard text beside each: the clause of the general terms that govern
its contract on a day.

Rows are read a page at a time from columns; the text of a version is read once. Which version governs a
signed contract is `contracts_by_terms`; an order that is not signed has the version it names, else the one in
force.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import message
from numspot_desk.rules import clauses
from numspot_desk.terms.tree import Node, Terms
from numspot_desk.usecases.general_terms.contracts_by_terms import contracts_by_terms
from numspot_desk.usecases.general_terms.terms_in_force import version_in_force
from numspot_desk.usecases.ports.register import RegisterPage, RegisterQuery, RegisterRow
from numspot_desk.usecases.ports.terms import TermsVersion
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Progress
from numspot_desk.usecases.settings.kept_settings import discount_threshold

AT_ONCE = 500
_SIGNED = frozenset({OrderState.SIGNED, OrderState.ACTIVE, OrderState.TERMINATED})


@dataclass(frozen=True)
class Standard:
    """The clause that a departure leaves, as the governing version has it: its label (None where no version
    is known), its reference and title, its text ("" where that version is not here or lacks the clause)."""

    label: str | None
    ref: str
    title: str
    text: str
    lacking: bool = False


@dataclass(frozen=True)
class Deviation:
    """A departure with what it departs from."""

    row: RegisterRow
    standard: Standard


def register_page(
    workspace: Workspace, query: RegisterQuery, key: tuple[Any, ...] | None, limit: int
) -> RegisterPage:
    """A page of the register, the discount threshold as it is set."""
    return workspace.register.page(with_threshold(workspace, query), key, limit)


def register_count(workspace: Workspace, query: RegisterQuery) -> int:
    """How many departures there are."""
    return workspace.register.count(with_threshold(workspace, query))


def with_threshold(workspace: Workspace, query: RegisterQuery) -> RegisterQuery:
    """The query with the discounts that need a review counted."""
    return replace(query, discount_over=discount_threshold(workspace))


def deviations(
    workspace: Workspace, rows: Sequence[RegisterRow], on: dt.date, language: str = "fr"
) -> tuple[Deviation, ...]:
    """The rows, each with its standard text on a day; titles that no text gives are in `language`."""
    adopted = workspace.terms.list()
    labels = _labels(workspace, rows, adopted, on)

    @cache
    def terms_of(label: str) -> Terms | None:
        named = [one for one in adopted if fold_line(one.label) == fold_line(label)]
        version = next((one for one in named if one.language == "fr"), named[0] if named else None)
        return None if version is None else workspace.terms.get(version.label, version.language).terms

    @cache
    def standard(label: str | None, ref: str) -> Standard:
        return _standard(label, ref, None if label is None or not ref else terms_of(label), language)

    return tuple(Deviation(row, standard(labels.get(row.order_id), row.target)) for row in rows)


def _standard(label: str | None, ref: str, terms: Terms | None, language: str) -> Standard:
    base = ref.partition("#")[0]
    node = None if terms is None else terms.find(base)
    if node is None:
        title = clauses.title(base, language) if ref else None
        return Standard(label, ref, title or "", "", lacking=terms is not None)
    return Standard(label, ref, node.title, whole_text(node))


def whole_text(node: Node) -> str:
    """The text of a clause with what stands under it, each part on lines of its own."""
    return "\n".join(part for one in node.walk() for part in (_headed(one, node), one.text) if part)


def _headed(one: Node, top: Node) -> str:
    return "" if one is top else one.title


def _labels(
    workspace: Workspace, rows: Iterable[RegisterRow], adopted: Sequence[TermsVersion], on: dt.date
) -> Mapping[str, str | None]:
    """By order, the label of the version that governs it on a day."""
    states = {row.order_id: row for row in rows}
    in_force = version_in_force(adopted, on)
    numbers = {row.number for row in states.values() if row.state in _SIGNED}
    bound: dict[str, str | None] = {}
    if numbers:
        bound = {one.number: one.label for one in contracts_by_terms(workspace, on, numbers)}
    found: dict[str, str | None] = {}
    for order_id, row in states.items():
        if row.state in _SIGNED and row.number in bound:
            found[order_id] = bound[row.number]
        else:
            named = read_facts(workspace.orders.load(order_id).answers).terms_label
            found[order_id] = named or (None if in_force is None else in_force.label)
    return found


class RegisterReading:
    """Every row that a query shows with its standard text, read a page at a time so that saves come between;
    a row that changes meanwhile stands once, as it was met."""

    def __init__(self, query: RegisterQuery, on: dt.date, language: str = "fr") -> None:
        self._query, self._on, self._language = query, on, language
        self._rows: dict[str, RegisterRow] = {}
        self._key: tuple[Any, ...] | None = None
        self._total: int | None = None

    def read_page(self, workspace: Workspace, progress: Progress | None = None) -> bool:
        """Read the next page; whether there is one more. Raises `Cancelled` when the person stops it."""
        if self._total is None:
            self._total = register_count(workspace, self._query)
        if progress is not None:
            progress.step(len(self._rows), self._total, message("Reading the register"))
        page = register_page(workspace, self._query, self._key, AT_ONCE)
        for row in page.rows:
            self._rows.setdefault(row.id, row)
        self._key = page.next_key
        return self._key is not None

    def deviations(self, workspace: Workspace) -> tuple[Deviation, ...]:
        """What was read, in the order of the register."""
        return deviations(workspace, tuple(self._rows.values()), self._on, self._language)
