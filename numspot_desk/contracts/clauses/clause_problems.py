"""What keeps the clauses of an order from a client beyond the check of the order alone: clauses of the
library that cannot stand side by side or not in this order, and what a word processor left in a text.

Where a clause came from is known beside the order only, so that a file of an order alone is not held to it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from numspot_desk.contracts.clauses.clause_verdict import Assessment, ClauseVerdict
from numspot_desk.contracts.clauses.clause_verdict_words import Fault
from numspot_desk.contracts.order.order_check import OrderCheck
from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.language.messages import message

_CODES: Final[Mapping[Fault, str]] = MappingProxyType(
    {
        Fault.EXCLUSIVE: "open_conflict",
        Fault.CONDITION: "invalid_value",
        Fault.FIELD: "control_character",
        Fault.HIDDEN: "control_character",
    }
)


def with_clauses(check: OrderCheck, found: Assessment) -> OrderCheck:
    """The check of an order with what is wrong among its clauses; nothing is said twice."""
    known = {(each.code, each.field) for each in check.problems}
    more = (each for each in clause_problems(found) if (each.code, each.field) not in known)
    return replace(check, problems=(*check.problems, *more))


def clause_problems(found: Assessment) -> Iterator[Problem]:
    """A problem for each clause at fault; of clauses that exclude each other, the first may stay."""
    seen: set[str] = set()
    for one in found.verdicts:
        seen.add(one.clause.path)
        yield from _of_clause(one, seen)


def _of_clause(one: ClauseVerdict, seen: set[str]) -> Iterator[Problem]:
    for finding in one.findings:
        code = _CODES.get(finding.fault)
        first = finding.fault is Fault.EXCLUSIVE and not seen.intersection(finding.others)
        if code is None or first:
            continue
        field = f"{one.clause.path}.text" if code == "control_character" else one.clause.path
        said = message("{name}: {value}", name=one.clause.ref, value=finding.message)
        yield problem(code, field, said, clause="CG-2.2" if code == "open_conflict" else None)
