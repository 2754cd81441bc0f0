"""Which version of the general terms binds a contract on a day (P10, P13).

The one accepted at signature; then each later one from its entry into force, whether the client goes on
using the services or has merely stopped (CG-6.2). A client who refused in time stays on the version before
until the contract ends (CG-6.3.b). Reading: R19, whether use after the refusal is acceptance all the same.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from numspot_desk.rules.explain import SetAside, Step
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.table import TABLE
from numspot_desk.rules.time import add_days, paris_day

_NOTICE: Final = TABLE.row("T01")
_END: Final = TABLE.row("T10")


class Basis(StrEnum):
    """What the day of a contract is the day of: only a signature makes a version of the terms bind."""

    SIGNED = "signed"
    EXPORTED = "exported"
    DRAFT = "draft"


@dataclass(frozen=True)
class Version:
    """A version of the general terms: its name, when it was published and when it enters into force."""

    label: str
    published_on: dt.date
    in_force_from: dt.date

    @property
    def lawful(self) -> bool:
        """Whether it was published long enough before (T01); one that was not is never adopted."""
        assert _NOTICE.length is not None
        return self.in_force_from >= add_days(self.published_on, _NOTICE.length.count)


@dataclass(frozen=True)
class History:
    """What decides which version binds: the contract's signature, the versions, the refusals (an instant a
    label), the days of use after them, the versions the client accepted in so many words, and whether a
    service is SecNumCloud-qualified (P13). `basis`: where nobody signed yet, `signed_on` is the day of the
    draft or of the export, and on each day the version is shown that a signature would accept."""

    signed_on: dt.date
    versions: Sequence[Version]
    refusals: Mapping[str, dt.datetime] = field(default_factory=lambda: MappingProxyType({}))
    used_on: Sequence[dt.date] = ()
    accepted: frozenset[str] = frozenset()
    qualified: bool = False
    basis: Basis = Basis.SIGNED


@dataclass(frozen=True)
class Binding:
    """The version that binds, None before the signature, after the end, or where none was in force then.

    `ends_on`: the last day of a contract that a refusal ends. `insufficient`: versions that bind by use
    alone although a qualified service needs the client's acceptance (P13).
    """

    version: Version | None
    ends_on: dt.date | None
    insufficient: tuple[str, ...]
    why: Step


def binding(history: History, on: dt.date, choice: Choice) -> Binding:
    """The version that binds on the day `on`, whatever order the versions come in."""
    versions = sorted((v for v in history.versions if v.lawful), key=_start)
    if history.basis is not Basis.SIGNED:
        return _proposed(versions, history, on)
    signed = _at_signature(versions, history)
    if signed is None or on < history.signed_on:
        return Binding(None, None, (), Step("version.none", None, ("CG-2.2",), set_aside=_aside(history)))
    current, ends_on = signed, _pending_end(history, versions, on)
    told = [Step("version.signed", signed.label, ("CG-4.1",), uses=(_signature(history), _entry(signed)))]
    for version in versions:
        if version.in_force_from <= history.signed_on or version.in_force_from > on:
            continue
        if _refused_in_time(history, version) and not _used(history, version, on, choice):
            ends_on = _end(history, version)
            told.append(_refusal(history, version, ends_on, choice))
            break
        current = version
        told.append(Step("version.entered", version.label, ("CG-3.1", "CG-6.2"), uses=(_entry(version),)))
    if ends_on is not None and on > ends_on:
        ended = Step("version.ended", None, ("CG-6.3.b", "CG-7.1"), uses=tuple(told))
        return Binding(None, ends_on, (), ended)
    lacking = _insufficient(history, versions, signed, current)
    uses = (*told, *(Step("version.not_accepted", label, ("SecNumCloud 19.1.a",)) for label in lacking))
    why = Step("version.binds", current.label, ("CG-3.1",), dict(choice.used), uses, _aside(history))
    return Binding(current, ends_on, lacking, why)


def _proposed(versions: Sequence[Version], history: History, on: dt.date) -> Binding:
    """The version that a signature of the day would accept."""
    version = next((v for v in reversed(versions) if v.in_force_from <= on), None)
    if version is None:
        return Binding(None, None, (), Step("version.none", None, ("CG-2.2",), set_aside=_aside(history)))
    day = Step(f"version.{history.basis}_on", history.signed_on)
    uses = (day, _entry(version))
    why = Step("version.would_bind", version.label, ("CG-4.1",), uses=uses, set_aside=_aside(history))
    return Binding(version, None, (), why)


def _start(version: Version) -> tuple[dt.date, dt.date, str]:
    return version.in_force_from, version.published_on, version.label


def _at_signature(versions: Sequence[Version], history: History) -> Version | None:
    before = [version for version in versions if version.in_force_from <= history.signed_on]
    return before[-1] if before else None


def _refused_in_time(history: History, version: Version) -> bool:
    refusal = history.refusals.get(version.label)
    return refusal is not None and paris_day(refusal) < version.in_force_from


def _end(history: History, version: Version) -> dt.date:
    """The last day of the contract: as after any notice of termination (T07, T10)."""
    assert _END.length is not None
    return add_days(paris_day(history.refusals[version.label]), _END.length.count)


def _used(history: History, refused: Version, on: dt.date, choice: Choice) -> bool:
    """Whether use once the refused version was in force makes it accepted after all (R19)."""
    if not any(refused.in_force_from <= day <= on for day in history.used_on):
        choice.name("R19")
        return False
    return choice.of("R19") == "use_accepts"


def _pending_end(history: History, versions: Sequence[Version], on: dt.date) -> dt.date | None:
    """The end set by a refusal of a version that is not in force yet."""
    for version in versions:
        pending = version.in_force_from > on and _refused_in_time(history, version)
        if pending and paris_day(history.refusals[version.label]) <= on:
            return _end(history, version)
    return None


def _insufficient(
    history: History, versions: Sequence[Version], signed: Version, current: Version
) -> tuple[str, ...]:
    if not history.qualified:
        return ()
    later = [v for v in versions if _start(signed) < _start(v) <= _start(current)]
    return tuple(v.label for v in later if v.label not in history.accepted)


def _refusal(history: History, version: Version, ends_on: dt.date, choice: Choice) -> Step:
    uses = (
        Step("version.refused_on", paris_day(history.refusals[version.label])),
        _entry(version),
        Step("version.ends_on", ends_on, ("CG-6.3.b", "CG-7.1")),
    )
    return Step("version.refused", version.label, ("CG-6.3.b",), dict(choice.used), uses)


def _signature(history: History) -> Step:
    return Step("version.signed_on", history.signed_on)


def _entry(version: Version) -> Step:
    return Step("version.in_force_from", version.in_force_from, ("CG-3.1",))


def _aside(history: History) -> tuple[SetAside, ...]:
    return tuple(_unlawful(history))


def _unlawful(history: History) -> Iterator[SetAside]:
    for version in sorted(history.versions, key=_start):
        if not version.lawful:
            yield SetAside("version.published_too_late", version.label, clauses=("CG-3.1",))
