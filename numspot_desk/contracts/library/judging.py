"""How far a clause of the library with its values is from the preferred wording, and why.

The ladder of each parameter is asked, then mandatory law on the data that come out: the worst answer counts.
Total: any values whatever get an answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from numspot_desk.contracts.clauses.void_words import void_message
from numspot_desk.contracts.library.clause import (
    LISTED,
    Band,
    Bound,
    ClauseKind,
    LibraryClause,
    Parameter,
    ParameterKind,
    Rung,
    Words,
    before,
)
from numspot_desk.contracts.library.rendering import NotRendered, render
from numspot_desk.contracts.library.values import bound_of, listed, value_fault
from numspot_desk.contracts.shown import shown
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.mandatory_law import Setting, void_by_law
from numspot_desk.rules.provisions import Effect, Provision


@dataclass(frozen=True)
class Reason:
    """Why a clause stands on a rung: for which parameter (None: for the clause as a whole), the words of the
    library where it has some, else `said`; the article of law where one decides."""

    rung: Rung
    parameter: Parameter | None = None
    words: Words | None = None
    said: Message | None = None
    law: str | None = None


@dataclass(frozen=True)
class Judgement:
    """The rung of a clause with its values, and every reason, the worst first."""

    rung: Rung
    reasons: tuple[Reason, ...]


def judge(clause: LibraryClause, values: Mapping[str, object], setting: Setting | None = None) -> Judgement:
    """Where a clause stands with these values; a value that is missing, unknown or outside its limits is
    refused. `setting`: whom the law protects, a private buyer of the Union unless given."""
    reasons = [_asked(one, values.get(one.name)) for one in clause.parameters]
    known = {one.name for one in clause.parameters}
    reasons += [
        Reason(Rung.REFUSED, said=message("The clause has no parameter {name}. Remove it.", name=shown(name)))
        for name in values
        if name not in known
    ]
    void = _void(clause, values, setting or Setting())
    if void is not None:
        reasons.append(void)
    ordered = tuple(sorted(reasons, key=lambda one: -one.rung.steps_down))
    return Judgement(ordered[0].rung if ordered else Rung.PREFERRED, ordered)


def refusal(parameter: Parameter, value: object) -> Reason | None:
    """Why the library refuses a value of a parameter, or None where it does not."""
    found = _asked(parameter, value)
    return found if found.rung is Rung.REFUSED else None


def band_of(parameter: Parameter, value: object) -> Band | None:
    """The band of the ladder that holds a value, or None for one that cannot stand in the parameter."""
    if value_fault(parameter, value) is not None:
        return None
    if parameter.kind in LISTED:
        name = listed(parameter, value)
        return next((band for band in parameter.ladder if name in band.values), None)
    if parameter.kind is ParameterKind.TEXT:
        return parameter.ladder[0]
    bound = bound_of(parameter.kind, parameter.decimals, value)
    return next((band for band in parameter.ladder if bound is not None and _holds(band, bound)), None)


def _holds(band: Band, bound: Bound) -> bool:
    low, high = band.least, band.most
    return not (low is not None and before(bound, low)) and not (high is not None and before(high, bound))


def _asked(parameter: Parameter, value: object) -> Reason:
    fault = value_fault(parameter, value)
    if fault is not None:
        return Reason(Rung.REFUSED, parameter, said=fault)
    band = band_of(parameter, value)
    if band is None:  # a ladder that was never checked
        return Reason(Rung.REFUSED, parameter, said=message("the ladder says nothing of this value."))
    return Reason(band.rung, parameter, words=band.reason, law=band.law)


def _void(clause: LibraryClause, values: Mapping[str, object], setting: Setting) -> Reason | None:
    if clause.kind is not ClauseKind.DEROGATION:
        return None
    try:
        provision = provision_of(clause, values)
    except NotRendered:
        return None  # said already
    void = void_by_law(provision, setting)
    if void is None:
        return None
    return Reason(Rung.REFUSED, said=void_message(void), law=void.law)


def provision_of(clause: LibraryClause, values: Mapping[str, object]) -> Provision:
    """The clause as the rules take it. Raises `NotRendered`."""
    rendered = render(clause, values)
    return Provision(
        id=clause.id,
        document=Document.PARTICULAR,
        clause="CP-1",
        subject=clause.subject,
        effect=clause.effect or Effect.COMPLETE,
        data=rendered.data,
        target=clause.target,
        wording=" ".join(rendered.text.split()),
    )
