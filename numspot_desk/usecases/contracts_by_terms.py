"""Which version of the general terms each contract is on, on a day (P10); who refused one, who still may.

A contract is the signed versions of one order. Contracts are read some at a time, so that a save never
waits. The rule itself is `rules.versions`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from numspot_desk.contracts.order_facts import read_facts
from numspot_desk.contracts.states import OrderState
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.time import paris_day, start_of
from numspot_desk.rules.versions import Binding, History, Version, binding
from numspot_desk.usecases.attach_signed_copy import SIGNED
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderQuery, OrderSort, OrderSummary, OrderVersion
from numspot_desk.usecases.ports.terms import TermsRefusal, TermsVersion
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.roles import require_writer
from numspot_desk.usecases.upcoming_deadlines import signing_day

STATES: Final = frozenset({OrderState.SIGNED, OrderState.ACTIVE})
REFUSED: Final = "terms.refused"
WITHDRAWN: Final = "terms.refusal_withdrawn"
_SECNUMCLOUD: Final = "SecNumCloud"


class RefusalRefused(DeskError):
    """This refusal cannot be: `field` (`label`, `refused_on`) is what to correct. Nothing was kept."""

    def __init__(self, field: str, sentence: Message) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class ContractTerms:
    """A contract on a day: `order_id` is its latest signed version; `binding` says which general terms bind
    it and why; `refusal` is the latest one of its client; `may_refuse` are the published versions that are
    not in force yet, which the client can still refuse (T02)."""

    order_id: str
    number: str
    client_name: str
    signed_on: dt.date
    binding: Binding
    refusal: TermsRefusal | None
    may_refuse: tuple[TermsVersion, ...]

    @property
    def label(self) -> str | None:
        """The version that binds; None where none does."""
        return None if self.binding.version is None else self.binding.version.label


@dataclass(frozen=True)
class ContractsPage:
    """Some contracts in the order of their numbers, and the key of the next ones (None: no more)."""

    found: tuple[ContractTerms, ...]
    next_key: tuple[Any, ...] | None


@dataclass(frozen=True)
class _Signed:
    """A signed version of an order: what was frozen of it, and the day it was signed."""

    version: OrderVersion
    signed_on: dt.date

    @property
    def terms(self) -> Mapping[str, Any]:
        """The general terms that it names, as it was exported; empty where it names none."""
        return self.version.data.get("terms") or {}


def contracts_by_terms(
    workspace: Workspace, on: dt.date, key: tuple[Any, ...] | None = None, limit: int = 20
) -> ContractsPage:
    """The contracts of about `limit` orders on a day, archived ones after the others."""
    archived, after, carried = key or (False, None, ())
    query = OrderQuery(states=STATES, archived=archived, sort=OrderSort.NUMBER, descending=False)
    page = workspace.orders.page(query, after, limit)
    rows = [*carried, *page.rows]
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row.number)]
    next_key: tuple[Any, ...] | None = None
    if page.next_key is not None:
        last = groups.pop()  # a later version of this order may come with the next rows
        next_key = (archived, page.next_key, tuple(last))
    elif not archived:
        next_key = (True, None, ())
    return ContractsPage(tuple(_contracts(workspace, groups, on)), next_key)


def _contracts(
    workspace: Workspace, groups: Sequence[Sequence[OrderSummary]], on: dt.date
) -> Iterator[ContractTerms]:
    ids = [row.id for group in groups for row in group]
    frozen = workspace.orders.versions(ids)
    signatures = workspace.audit.latest(SIGNED, ids)
    adopted = workspace.terms.list()
    refusals = workspace.terms.refusals()
    for group in groups:
        latest = group[-1]
        if latest.archived and _goes_on(workspace, latest):
            continue
        signed = [
            *(_before(workspace, group[0]) if group[0].revision > 1 else ()),
            *(
                _Signed(frozen[row.id], day)
                for row in group
                if row.id in frozen and (day := signing_day(row, signatures.get(row.id))) is not None
            ),
        ]
        if signed:
            own = [refusal for refusal in refusals if refusal.number == latest.number]
            yield _contract(latest, signed, own, adopted, on)


def _goes_on(workspace: Workspace, archived: OrderSummary) -> bool:
    """Whether a later signed version of this order stands in the list that is not archived."""
    latest = workspace.orders.by_number(archived.number)
    return latest is not None and not latest.archived and latest.state in STATES


def _before(workspace: Workspace, row: OrderSummary) -> list[_Signed]:
    """The signed versions of the same order before this row, put away meanwhile, oldest first."""
    former = workspace.orders.former_versions(row.id)
    signatures = workspace.audit.latest(SIGNED, [version.order_id for version in former])
    found = []
    for version in reversed(former):
        signature = signatures.get(version.order_id)
        day = None if signature is None else signature.details.get("signed_on")
        if isinstance(day, str):
            found.append(_Signed(version, dt.date.fromisoformat(day)))
    return found


def _contract(
    latest: OrderSummary,
    signed: Sequence[_Signed],
    refusals: Sequence[TermsRefusal],
    adopted: Sequence[TermsVersion],
    on: dt.date,
) -> ContractTerms:
    first = signed[0]
    bound = binding(_history(signed, refusals, adopted), on, Choice({}))
    refused = {fold_line(refusal.label) for refusal in refusals}
    open_now = [
        version
        for version in _one_language(adopted)
        if version.published_on <= on < version.in_force_from
        and first.signed_on < version.in_force_from
        and fold_line(version.label) not in refused
    ]
    return ContractTerms(
        order_id=latest.id,
        number=latest.number,
        client_name=latest.client_name,
        signed_on=first.signed_on,
        binding=bound,
        refusal=refusals[0] if refusals else None,
        may_refuse=tuple(open_now) if bound.version is not None and bound.ends_on is None else (),
    )


def _history(
    signed: Sequence[_Signed], refusals: Sequence[TermsRefusal], adopted: Sequence[TermsVersion]
) -> History:
    """What decides which version binds. A version that the first order names was accepted with it, whatever
    else was in force that day; one that an amendment names was accepted in so many words (P13)."""
    first = signed[0]
    versions = [
        Version(version.label, version.published_on, version.in_force_from)
        for version in _one_language(adopted)
    ]
    named = _named(first)
    if named is not None:
        later = [version for version in versions if version.in_force_from > first.signed_on]
        same = [version for version in later if fold_line(version.label) == fold_line(named.label)]
        versions = later if same else [named, *later]
    return History(
        signed_on=first.signed_on,
        versions=tuple(versions),
        refusals={
            version.label: refusal.refused_at
            for version in versions
            for refusal in refusals
            if fold_line(refusal.label) == fold_line(version.label)
        },
        accepted=frozenset(
            version.label
            for version in versions
            for amendment in signed[1:]
            if fold_line(str(amendment.terms.get("label") or "")) == fold_line(version.label)
        ),
        qualified=any(
            line.qualification == _SECNUMCLOUD
            for one in signed
            for line in read_facts(one.version.data["answers"]).lines
        ),
    )


def _named(signed: _Signed) -> Version | None:
    """The version that an order names with its days, in force when it was signed."""
    terms = signed.terms
    label, published, start = (terms.get(name) for name in ("label", "published_on", "in_force_from"))
    if not (label and published and start):
        return None
    version = Version(label, dt.date.fromisoformat(published), dt.date.fromisoformat(start))
    return version if version.lawful and version.in_force_from <= signed.signed_on else None


def _one_language(adopted: Sequence[TermsVersion]) -> tuple[TermsVersion, ...]:
    """Each version once: French and English are one."""
    return tuple({fold_line(version.label): version for version in reversed(adopted)}.values())[::-1]


# ── Refusals ─────────────────────────────────────────────────────────────────────────────────────────


def refuse_terms(
    workspace: Workspace, order_id: str, label: str, refused_on: dt.date | None, person: Person, clock: Clock
) -> Changes:
    """Keep that a client refused a version for a contract, on the day the notice was sent (CG-6.3.b).

    Raises `RefusalRefused` for a version that was not adopted, or a day on which it could not be refused:
    before its publication, from its entry into force on, or to come; `MoveRefused` for a read-only role.
    """
    require_writer(person)
    with workspace.transaction():
        record = workspace.orders.load(order_id)
        version = _adopted(workspace, label)
        if refused_on is None:
            raise RefusalRefused("refused_on", message("Type the day on which the client sent the refusal."))
        if refused_on > clock.today():
            raise RefusalRefused("refused_on", message("This day is to come. Correct it."))
        if refused_on < version.published_on:
            raise RefusalRefused(
                "refused_on",
                message(
                    "Version {label} was published on {day}: it cannot be refused before.",
                    label=version.label,
                    day=version.published_on,
                ),
            )
        if refused_on >= version.in_force_from:
            raise RefusalRefused(
                "refused_on",
                message(
                    "Version {label} is in force from {day}: a refusal must be sent before (CG-6.3.b).",
                    label=version.label,
                    day=version.in_force_from,
                ),
            )
        details = {"label": version.label, "refused_on": refused_on.isoformat(), "number": record.number}
        act = Act(REFUSED, order_id, person.name, clock.now(), details)
        workspace.terms.refuse(order_id, version.label, start_of(refused_on), act)
    return Changes(orders=frozenset({order_id}), terms=True)


def withdraw_refusal(
    workspace: Workspace, order_id: str, label: str, person: Person, clock: Clock
) -> Changes:
    """Forget a refusal that was entered by mistake. Raises `NoSuchRecord`, `MoveRefused`."""
    require_writer(person)
    act = Act(WITHDRAWN, order_id, person.name, clock.now(), {"label": label})
    with workspace.transaction():
        workspace.terms.withdraw_refusal(order_id, label, act)
    return Changes(orders=frozenset({order_id}), terms=True)


def refusal_day(refusal: TermsRefusal) -> dt.date:
    """The day of a refusal in Paris."""
    return paris_day(refusal.refused_at)


def _adopted(workspace: Workspace, label: str) -> TermsVersion:
    for version in workspace.terms.list():
        if fold_line(version.label) == fold_line(label):
            return version
    raise RefusalRefused("label", message("Choose the version that the client refused."))
