"""The laws that calculators rest on: those of the rules, and what legal added in the workspace: a new value
from a day, or the day of a later check, each with its source. A result past the last check says so.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.language.messages import N_, message
from numspot_desk.rules.dated_laws import LAWS, DatedLaw
from numspot_desk.rules.explain import Step
from numspot_desk.rules.rates import Rate
from numspot_desk.usecases.calculations.parts import Entry, Kind, Rows, Values
from numspot_desk.usecases.calculations.typed_facts import facts_of, place_of
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.roles import require_legal_settings

SETTING: Final = "laws"
"""`{"laws": [{"law": "recovery_flat", "from": "2027-01-01", "value": "50.00", "checked": "2027-01-05",
"source": "JORF no 12"}]}`; `from` and `value` are left out where a law was only checked again."""
NAMES: Final[Mapping[str, str]] = {
    "recovery_flat": N_("fixed sum for recovery costs"),
    "legal_interest": N_("legal interest rate"),
    "public_interest": N_("interest owed by public buyers"),
    "liability": N_("liability that no clause limits"),
    "data_act": N_("Data Act"),
}
"""What the laws are called."""
ADDED: Final = Rows(
    "laws",
    N_("Laws added or checked here"),
    (
        Entry("law", N_("Law"), Kind.CHOICE, options=tuple(NAMES.items())),
        Entry("from", N_("In force from"), Kind.DAY, optional=True),
        Entry("value", N_("New value"), Kind.NUMBER, optional=True),
        Entry("checked", N_("Checked on"), Kind.DAY),
        Entry("source", N_("Source"), Kind.TEXT),
    ),
    N_("Leave the day and the value empty where a law was only checked again."),
)
_HIGHEST: Final = {"recovery_flat": Decimal(10_000), "legal_interest": Decimal(100)}
_LONGEST: Final = 200


@dataclass(frozen=True)
class Laws:
    """The laws that are known, and the day on which somebody calculates."""

    known: Mapping[str, DatedLaw]
    today: dt.date | None = None

    def values(self, law: str) -> list[dict[str, str]]:
        """The values of a law in the form of the commands."""
        rows = self.known[law].values
        return [{"from": one.start.isoformat(), "amount": format(one.rate, "f")} for one in rows]

    def cautions(self, laws: Sequence[str], day: dt.date | None) -> tuple[Step, ...]:
        """What is to be verified of a result for a day (today's where it has none)."""
        counted = day or self.today
        rows = (self.known[law] for law in laws)
        return tuple(
            Step("law.not_checked", one.last_checked, (one.article,), params={"article": one.article})
            for one in rows
            if counted is not None and counted > one.last_checked
        )


def known_laws(kept: Mapping[str, Any] | None = None, today: dt.date | None = None) -> Laws:
    """The laws of the rules with what was kept; what cannot be read of it is left out."""
    found = dict(LAWS)
    for row in (kept or {}).get("laws") or ():
        law = found.get(row.get("law"))
        checked = _day(row.get("checked"))
        if law is None or checked is None:
            continue
        found[law.id] = replace(law, values=_with(law, row), last_checked=max(law.last_checked, checked))
    return Laws(MappingProxyType(found), today)


def kept_laws(workspace: Workspace) -> Mapping[str, Any]:
    """What legal added, as it is kept; empty where nobody did."""
    return workspace.settings.get(SETTING) or {}


def laws_problems(values: Values, today: dt.date) -> list[Problem]:
    """What is wrong with laws as they were typed, by field (`laws[0].value`)."""
    facts, found = facts_of((ADDED,), values)
    if found:
        return found
    seen: set[tuple[str, str]] = set()
    for position, row in enumerate(facts["laws"]):
        field = f"laws[{place_of(list(values['laws']), ADDED, position)}]"
        found += [problem("invalid_value", f"{field}.{key}", said) for key, said in _slips(row, today, seen)]
    return found


def _slips(row: Mapping[str, str], today: dt.date, seen: set[tuple[str, str]]) -> list[tuple[str, Any]]:
    slips: list[tuple[str, Any]] = []
    law, start, value = row["law"], row.get("from"), row.get("value")
    if law not in LAWS:
        return [("law", message("This value is none of those that the list offers."))]
    if (start is None) != (value is None):
        lacking = "from" if start is None else "value"
        slips.append((lacking, message("A new value needs the day from which it holds.")))
    elif value is not None and law not in _HIGHEST:
        slips.append(("value", message("This law has no value of its own here: note only its check.")))
    elif value is not None and Decimal(value) > _HIGHEST[law]:
        slips.append(("value", message("This value is too high: check it.")))
    if start is not None and (law, start) in seen:
        slips.append(("from", message("Another value of this law is given for this day already.")))
    if start is not None:
        seen.add((law, start))
    if row["checked"] > today.isoformat():
        slips.append(("checked", message("This day is still to come: nobody can have checked it.")))
    if len(row["source"]) > _LONGEST:
        slips.append(("source", message("At most {count} characters.", count=_LONGEST)))
    return slips


def keep_laws(workspace: Workspace, values: Values, person: Person, clock: Clock) -> Changes:
    """Keep the laws that were typed, with an audit row. Raises `ValueError` for what `laws_problems` refuses,
    `MoveRefused` for anybody but legal."""
    require_legal_settings(person)
    faults = laws_problems(values, clock.today())
    if faults:
        raise ValueError(faults[0].field)
    facts, _none = facts_of((ADDED,), values)
    if facts == kept_laws(workspace):
        return Changes()
    workspace.settings.put(SETTING, facts, Act(f"settings.{SETTING}", SETTING, person.name, clock.now()))
    return Changes(settings=True)


def _with(law: DatedLaw, row: Mapping[str, Any]) -> tuple[Rate, ...]:
    """The values of a law with the one of a row, which replaces that of the same day."""
    start, value = _day(row.get("from")), row.get("value")
    if start is None or not isinstance(value, str) or law.id not in _HIGHEST:
        return law.values
    values = {one.start: one for one in law.values} | {start: Rate(start, Decimal(value))}
    return tuple(values[day] for day in sorted(values))


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
