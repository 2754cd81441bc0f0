"""Which version of the general terms each contract is on, on a day (P10); who refused one, who still may.

A contract is the signed versions of one order; all of them are read from columns, so that ten thousand are
no wait. The rule itself is `rules.versions`; days of use and ends are entered by `contract_facts`,
readings by `chosen_readings`.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Final, NamedTuple

from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.ends import NOTICES, set_by_notice
from numspot_desk.rules.explain import Step
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.settled_readings import InForce
from numspot_desk.rules.time import paris_day, start_of
from numspot_desk.rules.versions import Binding, History, Version, binding
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contract.chosen_readings import readings_by_contract
from numspot_desk.usecases.contract.contract_facts import ENDED, USED
from numspot_desk.usecases.explaining.limit_explanations import with_grounds
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.events import ContractEvent
from numspot_desk.usecases.ports.orders import SignedVersion
from numspot_desk.usecases.ports.terms import TermsRefusal, TermsVersion
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.roles import require_writer

FACTS: Final = (USED, ENDED, *NOTICES)
"""The kinds of event that decide which general terms bind."""
REFUSED: Final = "terms.refused"
WITHDRAWN: Final = "terms.refusal_withdrawn"


class RefusalRefused(DeskError):
    """This refusal cannot be: `field` (`label`, `refused_on`) is what to correct. Nothing was kept."""

    def __init__(self, field: str, sentence: Message) -> None:
        super().__init__(sentence)
        self.field = field


class ContractTerms(NamedTuple):
    """A contract on a day: `order_id` is its latest signed version; `binding` says which general terms bind
    it and why; `refusal` is the latest one of its client; `may_refuse` are the published versions that are
    not in force yet, which the client can still refuse (T02), and `refusable` these and the ones in force
    since the signature, of which a refusal sent in time may be entered late. `facts` are the days of use and
    the ends that were entered; `ended_on` is the last day of a contract that has ended on that day."""

    order_id: str
    number: str
    client_name: str
    signed_on: dt.date
    binding: Binding
    refusal: TermsRefusal | None
    may_refuse: tuple[TermsVersion, ...]
    refusable: tuple[TermsVersion, ...] = ()
    facts: tuple[ContractEvent, ...] = ()
    ended_on: dt.date | None = None

    @property
    def label(self) -> str | None:
        """The version that binds; None where none does."""
        return None if self.binding.version is None else self.binding.version.label

    @property
    def used_on(self) -> tuple[dt.date, ...]:
        """The days on which the services were used, as far as they were entered."""
        return tuple(one.on for one in self.facts if one.kind == USED and one.on is not None)


@dataclass(frozen=True)
class _Known:
    """What is read once for all contracts: `texts` are the adopted versions, each once; `readings` those that
    legal chose, by the number of the order."""

    texts: tuple[TermsVersion, ...]
    on: dt.date
    readings: Mapping[str, InForce]
    bound: dict[tuple[Any, ...], "_Bound"] = field(default_factory=dict)


_Versions = tuple[TermsVersion, ...]
_Bound = tuple[Binding, _Versions, _Versions]


def contracts_by_terms(
    workspace: Workspace, on: dt.date, numbers: Collection[str] | None = None
) -> tuple[ContractTerms, ...]:
    """Every contract on a day, or those of these numbers, in their order. Extracted columns only: no document
    is read."""
    texts = _one_language(workspace.terms.list())
    known = _Known(texts, on, readings_by_contract(workspace))
    refusals: dict[str, list[TermsRefusal]] = {}
    for refusal in workspace.terms.refusals():
        refusals.setdefault(refusal.number, []).append(refusal)
    only = next(iter(numbers)) if numbers is not None and len(numbers) == 1 else None
    facts = workspace.events.standing(None if only is None else [only], FACTS)
    rows = workspace.orders.signed_versions(numbers)
    return tuple(
        _contract(list(signed), refusals.get(number, ()), facts.get(number, ()), known)
        for number, signed in groupby(rows, key=lambda row: row.number)
    )


def _contract(
    signed: Sequence[SignedVersion],
    refusals: Sequence[TermsRefusal],
    facts: Sequence[ContractEvent],
    known: _Known,
) -> ContractTerms:
    first, latest, on = signed[0], signed[-1], known.on
    last_day = last_day_of(facts, latest)
    ended_on = last_day if last_day is not None and on > last_day else None
    bound, may_refuse, refusable = _bound(signed, refusals, facts, known)
    if ended_on is not None:
        bound, may_refuse = _ended(bound, ended_on), ()
    elif bound.ends_on is not None and on > bound.ends_on:
        ended_on = bound.ends_on
    return ContractTerms(
        order_id=latest.order_id,
        number=latest.number,
        client_name=latest.client_name,
        signed_on=first.signed_on,
        binding=bound,
        refusal=refusals[0] if refusals else None,
        may_refuse=may_refuse,
        refusable=refusable,
        facts=tuple(facts),
        ended_on=ended_on,
    )


def _refusable(
    bound: Binding, first: SignedVersion, refusals: Sequence[TermsRefusal], known: _Known
) -> tuple[_Versions, _Versions]:
    """The versions that the client can still refuse, none once its contract is on its way to the end; and
    those of which a refusal can be entered."""
    refused = {fold_line(refusal.label) for refusal in refusals}
    later = tuple(
        version
        for version in known.texts
        if version.published_on <= known.on
        and first.signed_on < version.in_force_from
        and fold_line(version.label) not in refused
    )
    goes_on = bound.version is not None and bound.ends_on is None
    return tuple(one for one in later if goes_on and known.on < one.in_force_from), later


def _ended(bound: Binding, last_day: dt.date) -> Binding:
    """No version binds a contract that has ended, whatever bound it until then."""
    why = Step("version.ended", None, ("CG-7.2",), uses=(Step("version.ends_on", last_day), bound.why))
    return Binding(None, last_day, (), why)


def last_day_of(facts: Sequence[ContractEvent], latest: SignedVersion) -> dt.date | None:
    """The last day of a contract as far as it is known: the one entered, else the earliest that a notice sets
    by itself, else that of an order that was moved to its end; None for one that goes on."""
    if not facts:
        return None if latest.terminated_at is None else paris_day(latest.terminated_at)
    entered = [one.on for one in facts if one.kind == ENDED and one.on is not None]
    if entered:
        return entered[-1]
    noticed = [
        set_by_notice(one.kind, paris_day(one.at))
        for one in facts
        if one.kind in NOTICES and one.at is not None
    ]
    if noticed:
        return min(noticed)
    return None if latest.terminated_at is None else paris_day(latest.terminated_at)


def _bound(
    signed: Sequence[SignedVersion],
    refusals: Sequence[TermsRefusal],
    facts: Sequence[ContractEvent],
    known: _Known,
) -> _Bound:
    """The version that binds, those that can still be refused, those of which a refusal can be entered.

    Contracts of which the same is known are bound alike: each case is decided once. Days of use count after a
    refusal alone (R19).
    """
    chosen = known.readings.get(signed[0].number)
    if chosen is not None:
        bound = _read(chosen, _history(signed, refusals, facts, known.texts), known.on)
        return bound, *_refusable(bound, signed[0], refusals, known)
    case: tuple[Any, ...] = signed[0].decisive
    if refusals or len(signed) > 1:
        case = (
            *(one.decisive for one in signed),
            tuple((one.label, one.refused_at) for one in refusals),
            tuple(one.on for one in facts if one.kind == USED) if refusals else (),
        )
    if (found := known.bound.get(case)) is None:
        bound = binding(_history(signed, refusals, facts, known.texts), known.on, Choice({}))
        found = known.bound[case] = bound, *_refusable(bound, signed[0], refusals, known)
    return found


def _read(chosen: InForce, history: History, on: dt.date) -> Binding:
    """The version that binds under the readings chosen for the contract, with why these hold."""
    choice = Choice(chosen.options)
    bound = binding(history, on, choice)
    return replace(bound, why=with_grounds(bound.why, chosen.grounds(choice.named)))


def _history(
    signed: Sequence[SignedVersion],
    refusals: Sequence[TermsRefusal],
    facts: Sequence[ContractEvent],
    texts: Sequence[TermsVersion],
) -> History:
    """What decides which version binds. A version that the first order names was accepted with it, whatever
    else was in force that day; one that an amendment names was accepted in so many words (P13)."""
    first = signed[0]
    versions = [Version(one.label, one.published_on, one.in_force_from) for one in texts]
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
        used_on=tuple(one.on for one in facts if one.kind == USED and one.on is not None),
        accepted=frozenset(
            version.label
            for version in versions
            for amendment in signed[1:]
            if fold_line(amendment.terms_label or "") == fold_line(version.label)
        ),
        qualified=any(one.qualified for one in signed),
    )


def _named(signed: SignedVersion) -> Version | None:
    """The version that an order names with its days, in force when it was signed."""
    if not (signed.terms_label and signed.published_on and signed.in_force_from):
        return None
    version = Version(signed.terms_label, signed.published_on, signed.in_force_from)
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
