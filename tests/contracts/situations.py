"""The situations of clauses as data (`cases/clause_situations.toml`): each as an order with its origins."""

import copy
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from numspot_desk.contracts.clauses.clause_verdict import (
    Assessment,
    Ground,
    assess,
    ground_of,
)
from numspot_desk.contracts.clauses.clause_verdict_clauses import clauses_of
from numspot_desk.contracts.clauses.clause_verdict_effects import Effect, Effects, Holds, State
from numspot_desk.contracts.clauses.departures import Taken
from numspot_desk.contracts.library.built_in import built_in
from numspot_desk.contracts.library.clause import ClauseKind
from numspot_desk.contracts.library.rendering import NotRendered, render
from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.rules.lengths import written
from tests.contracts import orders

CASES = Path(__file__).with_name("cases") / "clause_situations.toml"
_ASIDE = {"library", "values", "append", "special"}


def situations() -> list[dict[str, Any]]:
    """The rows of the table."""
    rows: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["situation"]
    return rows


def assessed(situation: Mapping[str, Any], order: list[int] | None = None) -> Assessment:
    """The clauses of a situation held against its ground; `order`: in which order the derogations stand."""
    answers, taken = order_of(situation)
    if order is not None:
        answers["derogations"] = [answers["derogations"][position] for position in order]
    return assess(clauses_of(answers), ground(situation, answers), taken)


def ground(situation: Mapping[str, Any], answers: Mapping[str, Any]) -> Ground:
    """The ground of a situation."""
    named = situation.get("terms")
    return ground_of(read_facts(answers), orders.AS_OF, None if named is None else frozenset(named))


def order_of(situation: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Taken]]:
    """An order with the clauses of a situation, and what came from the library by id."""
    answers = copy.deepcopy(orders.order())
    client = situation.get("client", "business")
    if client == "outside":
        answers["client"]["address"].update(country="CH", postcode="1200", city="Genève")
    answers["client"]["public_body"] = client in ("public", "health")
    if client == "health":
        answers["client"]["legal_form"] = "Établissement public de santé"
    answers["payment"]["term"] = situation.get("payment")
    answers["lines"] = [orders.line(**situation.get("line", {}))]
    answers["derogations"], answers["special_conditions"] = [], []
    taken: dict[str, Taken] = {}
    for number, row in enumerate(situation["clauses"], 1):
        made, source, special = _clause(row, number)
        if special is None:
            answers["derogations"].append(made)
        else:
            _block(answers, special).append(made)
        if source is not None:
            taken[made["id"]] = source
    return answers, taken


def _block(answers: dict[str, Any], kind: str) -> list[Any]:
    for block in answers["special_conditions"]:
        if block["kind"] == kind:
            found: list[Any] = block["clauses"]
            return found
    answers["special_conditions"].append({"kind": kind, "certificate": None, "clauses": []})
    return _block(answers, kind)


def _clause(row: Mapping[str, Any], number: int) -> tuple[dict[str, Any], Taken | None, str | None]:
    special = row.get("special")
    made: dict[str, Any] = {"id": f"D{number}" if special is None else f"CS-{special}-{number}"}
    source = None
    if "library" in row:
        clause = built_in()[row["library"]]
        source = Taken(clause, {**clause.preferred, **row.get("values", {})})
        try:
            rendered = render(clause, source.values)
            made["text"], data = rendered.text, dict(rendered.data)
        except NotRendered:
            data = {}
        if clause.kind is ClauseKind.SPECIAL:
            special = clause.kinds[0]
            made |= {"id": f"CS-{special}-{number}", "subjects": list(clause.covers)}
        else:
            assert clause.effect is not None
            made |= {"target": clause.target, "subject": clause.subject, "effect": clause.effect.value}
            made["data"] = data
    else:
        made["text"] = "Une stipulation négociée entre nous."
    made |= {key: value for key, value in row.items() if key not in _ASIDE}
    made["text"] += f" {row['append']}" if "append" in row else ""
    return made, source, special


def moves(effects: Effects) -> list[str]:
    """What a clause moves, as the table writes it: `T05: 7 days → 30 days`."""
    return [_move(one) for one in effects.moved]


def _move(one: Effect) -> str:
    if one.after.holds is Holds.FOLLOWS:
        return f"{one.rule}: follows"
    return f"{one.rule}: {_state(one.before)} → {_state(one.after)}"


def _state(state: State) -> str:
    return written(state.value) or state.option or state.holds.value
