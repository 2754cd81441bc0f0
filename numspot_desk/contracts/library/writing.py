"""The document of a clause of the library: JSON values that `reading` takes back to the same clause."""

import datetime as dt
from decimal import Decimal
from typing import Any

from numspot_desk.contracts.library.clause import (
    DECIMAL,
    LISTED,
    Band,
    Bound,
    LibraryClause,
    Parameter,
    ParameterKind,
    Words,
)


def document_of(clause: LibraryClause) -> dict[str, Any]:
    """The document of a clause; members that say nothing are left out."""
    made: dict[str, Any] = {
        "id": clause.id,
        "version": clause.version,
        "kind": clause.kind.value,
        "subject": clause.subject,
        "title": _words(clause.title),
        "text": clause.text,
        "gloss": clause.gloss,
        "reason": _words(clause.reason),
        "target": clause.target,
        "effect": None if clause.effect is None else clause.effect.value,
        "kinds": list(clause.kinds),
        "covers": list(clause.covers),
        "parameters": [_parameter(one) for one in clause.parameters],
        "data": dict(clause.data),
        "requires": list(clause.requires),
        "excludes": list(clause.excludes),
        "retired": clause.retired or None,
    }
    return {key: value for key, value in made.items() if value not in (None, [], {})}


def _words(words: Words) -> dict[str, str]:
    return {"fr": words.french, "en": words.english}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    kind = parameter.kind
    made: dict[str, Any] = {
        "name": parameter.name,
        "label": _words(parameter.label),
        "kind": kind.value,
        "preferred": parameter.preferred,
        "least": _bound(kind, parameter.least),
        "most": _bound(kind, parameter.most),
        "decimals": parameter.decimals if kind in DECIMAL else None,
        "options": [{"value": one.value, **_words(one.words)} for one in parameter.options] or None,
        "longest": parameter.longest if kind is ParameterKind.TEXT else None,
        "ladder": [_band(kind, band) for band in parameter.ladder],
    }
    return {key: value for key, value in made.items() if value is not None}


def _band(kind: ParameterKind, band: Band) -> dict[str, Any]:
    made: dict[str, Any] = {
        "rung": band.rung.value,
        "least": _bound(kind, band.least),
        "most": _bound(kind, band.most),
        "values": list(band.values) if kind in LISTED else None,
        "reason": None if band.reason is None else _words(band.reason),
        "law": band.law,
    }
    return {key: value for key, value in made.items() if value is not None}


def _bound(kind: ParameterKind, bound: Bound | None) -> Any:
    if bound is None:
        return None
    if isinstance(bound, dt.date):
        return bound.isoformat()
    return str(bound) if kind in DECIMAL else int(Decimal(bound))
