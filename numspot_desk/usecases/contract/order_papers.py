"""The versions of an order as documents of its contract.

Of each: what was frozen, or what its draft would print, and how far it came on which day.
"""

import datetime as dt
from collections.abc import Sequence

from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.order.mandate_identity import scheme_of
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.ranking.contract_papers import OrderPaper
from numspot_desk.contracts.ranking.papers import PaperState
from numspot_desk.rules.time import paris_day
from numspot_desk.usecases.contract.named_facts import named_facts
from numspot_desk.usecases.orders.attach_signed_copy import SIGNED
from numspot_desk.usecases.orders.freeze_order import governing_terms
from numspot_desk.usecases.orders.printed_facts import printed_facts
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.settings.kept_settings import creditor_of

BINDING = frozenset({OrderState.SIGNED, OrderState.ACTIVE, OrderState.TERMINATED})
GONE = frozenset({OrderState.REFUSED, OrderState.CANCELLED})


def versions_of(workspace: Workspace, latest: OrderRecord) -> list[OrderRecord]:
    """Every version of an order, the first one first, from its latest."""
    former = (workspace.orders.load(one.order_id) for one in workspace.orders.former_versions(latest.id))
    return sorted([*former, latest], key=lambda record: record.revision)


def order_papers(workspace: Workspace, records: Sequence[OrderRecord]) -> list[OrderPaper]:
    """The documents of these versions. What nobody signed holds from always, to be looked at."""
    ids = [record.id for record in records]
    kept = workspace.orders.versions(ids)
    signatures = workspace.audit.latest(SIGNED, ids)
    made = []
    for record in records:
        version = kept.get(record.id)
        frozen = draft_of(workspace, record) if version is None else FrozenOrder.from_data(version.data)
        if record.state in BINDING:
            entry = signatures.get(record.id)
            day = None if entry is None else entry.details.get("signed_on")
            since = dt.date.fromisoformat(day) if isinstance(day, str) else paris_day(record.updated_at)
            made.append(OrderPaper(frozen, since, signed=True, dated=since))
        elif version is None:
            day_ = paris_day(record.updated_at)
            made.append(OrderPaper(frozen, None, signed=False, state=PaperState.DRAFT, dated=day_))
        else:
            day_ = frozen.issued_on or paris_day(version.frozen_at)
            made.append(OrderPaper(frozen, None, signed=False, state=PaperState.EXPORTED, dated=day_))
    return made


def draft_of(workspace: Workspace, record: OrderRecord) -> FrozenOrder:
    """The order as its draft stands: what it would print, without number of a mandate, day or totals."""
    agreed = printed_facts(named_facts(workspace, record.number))
    return FrozenOrder(
        answers=record.answers,
        number=record.number,
        revision=record.revision,
        issued_on=None,
        rum=None,
        creditor=creditor_of(workspace),
        totals=None,
        terms=governing_terms(record.answers, None),
        scheme=scheme_of(record.answers),
        ranking=agreed.ranking,
        named=agreed.documents,
    )
