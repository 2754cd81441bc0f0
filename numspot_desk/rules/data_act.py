"""The general terms beside article 25 of the Data Act (P12): each difference shown, none corrected.

Only what the rules can count is held: lengths and charges. What neither text puts in figures, the
checklists cover (`data/checklists.toml`).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from numspot_desk.rules.explain import Step
from numspot_desk.rules.mandatory_law import LAW, LONGEST_TWO_MONTHS
from numspot_desk.rules.table import TABLE, Table

LAW_NAME: Final = "Règl. (UE) 2023/2854"
_UNITS: Final = {"transition_days": "days", "retrieval_days": "days", "switching_notice_months": "months"}


@dataclass(frozen=True)
class Difference:
    """One point of article 25 beside the clause that speaks of it. `verdict`: `meets`, `below`, or `silent`
    where the general terms give no figure (a charge may be at cost); `article`: of the regulation."""

    point: str
    clause: str
    article: str
    verdict: str
    why: Step


def beside_data_act(on: dt.date, table: Table = TABLE) -> tuple[Difference, ...]:
    """The general terms held against article 25 on a day; nothing before the regulation applies."""
    if on < LAW["data_act"]["applies_from"]:
        return ()
    return tuple(_held(row, on, table) for row in LAW["data_act"]["beside"])


def _held(row: Mapping[str, Any], on: dt.date, table: Table) -> Difference:
    letter = row["point"].rpartition(".")[2]
    article = f"{LAW_NAME}, 25(2)({letter})"
    says = _says(row, table)
    asks = _asks(row, on, article)
    verdict = _verdict(row, says, asks)
    uses = tuple(step for step in (says, asks) if step is not None)
    why = Step(f"data_act.{verdict}", row["point"], (row["clause"], article), uses=uses)
    return Difference(row["point"], row["clause"], article, verdict, why)


def _says(row: Mapping[str, Any], table: Table) -> Step | None:
    """What the general terms say, in days; or that they charge."""
    if row.get("charged"):
        return Step("data_act.terms_charge", True, (row["clause"],))
    if "days" in row:
        return Step("data_act.terms_days", row["days"], (row["clause"],))
    length = table.row(row["limit"]).length if "limit" in row else None
    return None if length is None else Step("data_act.terms_days", length.count, (row["clause"],))


def _asks(row: Mapping[str, Any], on: dt.date, article: str) -> Step | None:
    """What the regulation asks: a figure, or on this day no charges (at cost before)."""
    if row.get("charged"):
        none_at_all = on >= LAW["data_act"]["no_charges_from"]
        return Step("data_act.charges_allowed", not none_at_all, (f"{LAW_NAME}, 29",))
    for side in ("most", "least"):
        if side in row:
            unit = _UNITS[row[side]]
            return Step(f"data_act.{side}_{unit}", LAW["data_act"][row[side]], (article,))
    return None


def _verdict(row: Mapping[str, Any], says: Step | None, asks: Step | None) -> str:
    if says is None:
        return "silent"
    if asks is None:
        return "meets"
    if row.get("charged"):
        return "silent" if asks.value is True else "below"
    stated, asked = says.value, asks.value
    assert isinstance(stated, int) and isinstance(asked, int)
    if "most" in row:
        ceiling = LONGEST_TWO_MONTHS if _UNITS[row["most"]] == "months" else asked
        return "meets" if stated <= ceiling else "below"
    return "meets" if stated >= asked else "below"
