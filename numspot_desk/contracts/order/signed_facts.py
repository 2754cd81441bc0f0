"""The facts of a contract as the versions of its order state them: the latest one's reserved terms and means
of payment, the clauses of all of them, each from the day its version was signed.

What happened since is not in an order: it is entered, and joined to these in `usecases.contract`.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from numspot_desk.contracts.checks.derogations import setting_of
from numspot_desk.contracts.order.order_events import reserved_terms
from numspot_desk.contracts.order.order_facts import OrderFacts
from numspot_desk.contracts.ranking.contract_papers import agreed_clauses
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.events import Facts
from numspot_desk.rules.payment_term import GENERAL_TERMS, PaymentTerm
from numspot_desk.rules.provisions import Effect, Provision
from numspot_desk.rules.settled_readings import InForce

_PAYMENT: Final = "payment_term"


@dataclass(frozen=True)
class AgreedVersion:
    """A version of the order that binds: its revision, the day it was signed, what it says. `signed_on` is
    None for one that nobody signed yet and that is looked at as though it were."""

    revision: int
    signed_on: dt.date | None
    order: OrderFacts


def facts_as_agreed(
    versions: Sequence[AgreedVersion], as_of: dt.date, chosen: InForce | None = None, *, over: bool = False
) -> Facts:
    """The facts that the versions of one order give, the first version first; there is at least one.

    The first version's clauses hold from always: nothing of the contract is earlier. A later version states
    the whole order again, so the reserved terms are the latest one's; `over`: the order has come to its end,
    and its terms with it.
    """
    latest, chosen = versions[-1].order, chosen or InForce()
    held = [replace(versions[0], signed_on=None), *versions[1:]]
    clauses = agreed_clauses((one.revision, one.signed_on, one.order) for one in held)
    provisions = [clause.provision(saying) for clause in clauses for saying in clause.says]
    terms = {one.order.payment_term for one in versions}
    if len(terms) > 1:
        provisions += _payment_terms(held)
    return Facts(
        as_of=as_of,
        events=() if over else tuple(reserved_terms(latest)),
        payment_means=latest.payment_means or None,
        payment_term=next(iter(terms)) if len(terms) == 1 else None,
        provisions=tuple(provisions),
        setting=setting_of(latest, as_of),
        readings=chosen.chosen,
        reasons=chosen.reasons,
        decided=chosen.decided,
    )


def _payment_terms(versions: Sequence[AgreedVersion]) -> list[Provision]:
    """The payment term of each version from its day, in the place of the one before."""
    found: list[Provision] = []
    for one in versions:
        term: PaymentTerm = one.order.payment_term or GENERAL_TERMS
        found.append(
            Provision(
                f"CP/v{one.revision}:{_PAYMENT}",
                Document.PARTICULAR,
                "CP-payment",
                _PAYMENT,
                Effect.REPLACE,
                {"days": term.days, "end_of_month": term.end_of_month},
                "CG-A1.1",
                one.signed_on,
                found[-1].id if found else None,
            )
        )
    return found
