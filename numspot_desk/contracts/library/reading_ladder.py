"""Reading the ladder of a parameter: its bands cover every value within the limits, each value once."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from numspot_desk.contracts.library.clause import (
    LISTED,
    Band,
    Bound,
    Option,
    ParameterKind,
    Rung,
    Words,
    before,
)
from numspot_desk.contracts.library.values import bound_of, next_bound
from numspot_desk.contracts.shown import shown
from numspot_desk.language.messages import Message, message

_KEYS: Final = frozenset({"rung", "least", "most", "values", "reason", "law"})
_Faults = list[tuple[str, Message]]


def ladder_of(
    rows: object,
    kind: ParameterKind,
    decimals: int,
    limits: tuple[Bound | None, Bound | None],
    options: Sequence[Option],
) -> tuple[tuple[Band, ...], _Faults]:
    """The bands of a ladder, from the least value up, and what is wrong with it, by place below it."""
    if not isinstance(rows, list) or not 1 <= len(rows) <= 20:
        return (), [("", message("the ladder needs at least one band."))]
    faults: _Faults = []
    bands: list[Band] = []
    for position, row in enumerate(rows):
        band = _band(row, kind, decimals, f"[{position}]", faults)
        if band is not None:
            bands.append(band)
    if faults:
        return tuple(bands), faults
    if kind in LISTED:
        return tuple(bands), list(_uneven_values(bands, options))
    if kind is ParameterKind.TEXT or (kind is ParameterKind.DATE and limits == (None, None)):
        if len(bands) != 1 or bands[0].least is not None or bands[0].most is not None or bands[0].values:
            return tuple(bands), [("", message("one band without limits is expected here."))]
        return tuple(bands), []
    return _in_order(bands, kind, decimals, limits)


def _band(row: Any, kind: ParameterKind, decimals: int, at: str, faults: _Faults) -> Band | None:
    if not isinstance(row, Mapping):
        faults.append((at, message("an object between braces is expected here.")))
        return None
    before = len(faults)
    for key in row:
        if key not in _KEYS:
            faults.append((at, message("there is no field {name} here. Remove it.", name=shown(key))))
    rungs = {one.value: one for one in Rung}
    if row.get("rung") not in rungs:
        wrong = message(
            "{value} is not one of the values accepted here: {values}.",
            value=shown(row.get("rung")),
            values=", ".join(rungs),
        )
        faults.append((f"{at}.rung", wrong))
    bounds: dict[str, Bound | None] = {}
    for key in ("least", "most"):
        value = row.get(key)
        bounds[key] = None if value is None else bound_of(kind, decimals, value)
        if value is not None and bounds[key] is None:
            faults.append(
                (f"{at}.{key}", message("{value} is no limit of this kind.", value=shown(str(value))))
            )
    values = row.get("values", [])
    if not isinstance(values, list) or any(not isinstance(one, str) for one in values):
        faults.append((f"{at}.values", message("a list of texts is expected here.")))
    reason = _reason(row.get("reason"), f"{at}.reason", faults)
    law = row.get("law")
    if law is not None and (not isinstance(law, str) or not 0 < len(law) <= 100):
        faults.append((f"{at}.law", message("the name of an article is expected here.")))
    if len(faults) > before:
        return None
    return Band(rungs[row["rung"]], bounds["least"], bounds["most"], tuple(values), reason, law)


def _reason(value: Any, at: str, faults: _Faults) -> Words | None:
    if value is None:
        return None
    if isinstance(value, Mapping) and set(value) == {"fr", "en"}:
        french, english = value["fr"], value["en"]
        if all(isinstance(one, str) and 0 < len(one.strip()) <= 1000 for one in (french, english)):
            return Words(french.strip(), english.strip())
    faults.append((at, message("words in French (fr) and in English (en) are expected here.")))
    return None


def _uneven_values(bands: Sequence[Band], options: Sequence[Option]) -> _Faults:
    faults: _Faults = []
    named = [value for band in bands for value in band.values]
    wanted = {option.value for option in options}
    for value in sorted(wanted - set(named)):
        faults.append(("", message("no band has the value {value}. Give it a rung.", value=shown(value))))
    for value in sorted({one for one in named if named.count(one) > 1}):
        faults.append(("", message("two bands have the value {value}. Keep one.", value=shown(value))))
    for value in sorted(set(named) - wanted):
        faults.append(("", message("{value} is not among the values to choose from.", value=shown(value))))
    return faults


def _in_order(
    bands: list[Band], kind: ParameterKind, decimals: int, limits: tuple[Bound | None, Bound | None]
) -> tuple[tuple[Band, ...], _Faults]:
    """Bands of numbers or days: from the least limit to the most, without a gap, without an overlap."""
    least, most = limits
    for position, band in enumerate(bands):
        if band.least is None or band.most is None:
            wrong = message("the band needs its least and its most value.")
            return tuple(bands), [(f"[{position}]", wrong)]
        if before(band.most, band.least):
            return tuple(bands), [(f"[{position}]", message("the band ends before it begins."))]
    if least is None or most is None:
        return tuple(bands), []  # the missing limit is said where it is missing
    ordered = tuple(sorted(bands, key=lambda band: band.least))  # type: ignore[arg-type, return-value]  # all there, of one kind
    faults: _Faults = []
    wanted: Bound = least
    for band in ordered:
        start, end = band.least, band.most
        assert start is not None and end is not None
        if before(wanted, start):
            faults.append(("", message("no band holds {value}. Close the gap.", value=wanted)))
        elif before(start, wanted):
            where = message("two bands hold {value}, or one begins before the least limit.", value=start)
            faults.append(("", where))
        wanted = next_bound(kind, decimals, end)
    if not faults and wanted != next_bound(kind, decimals, most):
        faults.append(("", message("the ladder does not end at the limit {most}.", most=most)))
    return ordered, faults
