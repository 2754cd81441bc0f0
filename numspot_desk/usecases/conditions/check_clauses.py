"""The check of an order of the workspace with its clauses, as the review and the export hold it: what the
library says of a clause is known only here.
"""

from collections.abc import Mapping
from typing import Any

from numspot_desk.contracts.clauses.clause_problems import with_clauses
from numspot_desk.contracts.clauses.clause_verdict import Assessment, assess, ground_of
from numspot_desk.contracts.clauses.clause_verdict_clauses import clauses_of
from numspot_desk.contracts.order.order_check import CheckContext, OrderCheck, check_order
from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.usecases.conditions.clause_desk import read_clause_desk
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.workspace import Workspace


def check_with_clauses(workspace: Workspace, record: OrderRecord, context: CheckContext) -> OrderCheck:
    """The check of the order and of its clauses among each other."""
    found = judged_clauses(workspace, record.id, record.answers, context)
    return with_clauses(check_order(record.answers, context), found)


def judged_clauses(
    workspace: Workspace, order_id: str, answers: Mapping[str, Any], context: CheckContext
) -> Assessment:
    """The verdict on every clause of an order, with where it came from."""
    found, facts = clauses_of(answers), read_facts(answers)
    ground = ground_of(facts, context.as_of, context.terms_of(facts).references)
    return assess(found, ground, read_clause_desk(workspace, order_id).all_taken(found) if found else {})
