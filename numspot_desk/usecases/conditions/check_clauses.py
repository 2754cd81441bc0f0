"""The check of an order of the workspace with its clauses, as the review and the export hold it: what the
library says of a clause is known only here.
"""

from numspot_desk.contracts.clauses.clause_problems import with_clauses
from numspot_desk.contracts.clauses.clause_verdict import assess, ground_of
from numspot_desk.contracts.clauses.clause_verdict_clauses import clauses_of
from numspot_desk.contracts.order.order_check import CheckContext, OrderCheck, check_order
from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.usecases.conditions.clause_desk import read_clause_desk
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.workspace import Workspace


def check_with_clauses(workspace: Workspace, record: OrderRecord, context: CheckContext) -> OrderCheck:
    """The check of the order and of its clauses among each other."""
    check = check_order(record.answers, context)
    found = clauses_of(record.answers)
    if not found:
        return check
    facts = read_facts(record.answers)
    ground = ground_of(facts, context.as_of, context.terms_of(facts).references)
    taken = read_clause_desk(workspace, record.id).all_taken(found)
    return with_clauses(check, assess(found, ground, taken))
