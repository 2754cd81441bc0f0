"""When a clause of the library may stand in an order: what it requires, what it cannot stand beside.

A condition is `what:value`; the situation of an order is read from its facts. Exclusion goes both ways
whichever of the two clauses names the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.order.order_document import MODES, PAYMENT_MEANS, QUALIFICATIONS
from numspot_desk.contracts.order.order_facts import OrderFacts
from numspot_desk.language.messages import Message, message
from numspot_desk.rules import countries
from numspot_desk.rules.payment_term import buyer
from numspot_desk.rules.value_added_tax import french_territory

_CLAUSE: Final = "clause"
_SAID: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "buyer:private": message("the client is not a public buyer"),
        "buyer:public": message("the client is a public body other than a health establishment"),
        "buyer:public_health": message("the client is a public health establishment"),
        "qualification:HDS": message("a service of the order is under HDS"),
        "qualification:SecNumCloud": message("a service of the order is under SecNumCloud"),
        "line:beta": message("a line of the order is a beta service"),
        "line:on_demand": message("a line of the order is on demand"),
        "line:reserved": message("a line of the order is reserved"),
        "means:direct_debit": message("the order is paid by direct debit"),
        "means:transfer": message("the order is paid by transfer"),
        "client:union": message("the client is in the European Union"),
    }
)
CONDITIONS: Final = tuple(_SAID)
"""Every condition but those that name another clause (`clause:` and its id)."""


@dataclass(frozen=True)
class Situation:
    """What holds in an order: the conditions met, and the ids of the library clauses that it has."""

    met: frozenset[str]
    picked: frozenset[str] = frozenset()


def situation_of(facts: OrderFacts, picked: Iterable[str] = ()) -> Situation:
    """The situation of an order; `picked`: the library ids of the clauses that stand in it."""
    client = facts.client
    met = {f"buyer:{buyer(public_body=client.public_body, legal_form=client.legal_form)}"}
    territory = french_territory(client.address.country, client.address.postcode) or client.address.country
    if countries.in_union(territory):
        met.add("client:union")
    if facts.payment_means in PAYMENT_MEANS:
        met.add(f"means:{facts.payment_means}")
    for line in facts.lines:
        if line.beta:
            met.add("line:beta")
        if line.mode in MODES:
            met.add(f"line:{line.mode}")
        if line.qualification in QUALIFICATIONS:
            met.add(f"qualification:{line.qualification}")
    met |= {
        f"qualification:{special.kind}"
        for special in facts.special_conditions
        if special.kind in QUALIFICATIONS
    }
    return Situation(frozenset(met), frozenset(picked))


def is_condition(text: str) -> bool:
    """Whether a text is a condition that can be asked of an order."""
    what, _, value = text.partition(":")
    return text in _SAID or (what == _CLAUSE and bool(value))


def named_clause(condition: str) -> str | None:
    """The id of the library clause that a condition names, or None."""
    what, _, value = condition.partition(":")
    return value if what == _CLAUSE and value else None


def condition_text(condition: str) -> Message:
    """A condition in words."""
    named = named_clause(condition)
    if named is not None:
        return message("the order has the clause {clause}", clause=named)
    return _SAID[condition]


def unmet(clause: LibraryClause, situation: Situation) -> tuple[str, ...]:
    """The conditions of a clause that do not hold, in its order; all of them must."""
    return tuple(one for one in clause.requires if not _holds(one, situation))


def _holds(condition: str, situation: Situation) -> bool:
    named = named_clause(condition)
    return condition in situation.met if named is None else named in situation.picked


def excluded_by(clause: LibraryClause, others: Iterable[LibraryClause]) -> tuple[LibraryClause, ...]:
    """The clauses among `others` that cannot stand beside this one, by the word of either; a clause stands
    once in an order."""
    return tuple(
        other
        for other in others
        if other.id == clause.id or other.id in clause.excludes or clause.id in other.excludes
    )
