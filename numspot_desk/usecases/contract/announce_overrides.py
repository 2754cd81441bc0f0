"""What an order overrides without a word of what was negotiated before.

That is: in the versions before it that went to the client, signed or not, and in the client's other signed
orders, the one that it renews among them. Prices, discounts and an agreed ranking are held against the
versions of the same order alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.contracts.order.states import EDITABLE
from numspot_desk.contracts.ranking.contract_papers import papers_of
from numspot_desk.contracts.ranking.line_overrides import LineOverride, line_overrides
from numspot_desk.contracts.ranking.overrides import Override, RankingOverride, overrides, ranking_overrides
from numspot_desk.contracts.ranking.papers import Paper, PaperKind
from numspot_desk.rules.clauses import Document
from numspot_desk.usecases.contract.named_facts import named_facts
from numspot_desk.usecases.contract.order_papers import BINDING, GONE, order_papers, versions_of
from numspot_desk.usecases.orders.extract import client_key
from numspot_desk.usecases.ports.orders import Answers, OrderQuery, OrderRecord, OrderSummary
from numspot_desk.usecases.ports.workspace import Workspace

EARLIER_ORDERS: Final = 50
"""So many orders of the same client are held against this one."""


Announced = Override | RankingOverride | LineOverride


def overrides_of(
    workspace: Workspace, order_id: str, answers: Answers | None = None
) -> tuple[Announced, ...]:
    """What a version of an order overrides; a draft with these answers, where they are given. Raises
    `NoSuchRecord`."""
    record = workspace.orders.load(order_id)
    if answers is not None and record.state in EDITABLE:
        record = replace(record, answers=answers)
    latest = workspace.orders.by_number(record.number)
    return announced_overrides(workspace, record, versions_of(workspace, latest or record))


def announced_overrides(
    workspace: Workspace, news: OrderRecord, records: Sequence[OrderRecord]
) -> tuple[Announced, ...]:
    """What the version `news` overrides; `records` are all versions of its order."""
    before = [one for one in records if one.revision < news.revision and one.state not in GONE]
    kept = workspace.orders.versions([record.id for record in before])
    former = [one for one in before if one.id in kept]
    facts = read_facts(news.answers)
    others = _of_client(workspace, client_key(facts), news.number)
    own, new = _papers(workspace, former), _papers(workspace, [news])
    elsewhere = [paper for one in others for paper in _papers(workspace, [one])]
    homes = {one.revision: one for one in own if one.rank is Document.PARTICULAR and one.under is None}
    lines = [
        (homes[one.revision], read_facts(kept[one.id].data["answers"]).lines)
        for one in former
        if one.revision in homes
    ]
    return (
        *overrides(new, [*own, *elsewhere]),
        *line_overrides(facts.lines, lines),
        *ranking_overrides(new, own, named_facts(workspace, news.number).rankings),
    )


def _papers(workspace: Workspace, records: Sequence[OrderRecord]) -> list[Paper]:
    papers = papers_of(order_papers(workspace, records)) if records else ()
    return [paper for paper in papers if paper.kind is not PaperKind.GENERAL]


def _of_client(workspace: Workspace, key: str, number: str) -> list[OrderRecord]:
    """The latest signed version of each other order of a client, by its registration number."""
    if not key:
        return []
    page = workspace.orders.page(OrderQuery(text=key, states=BINDING), None, EARLIER_ORDERS)
    latest: dict[str, OrderSummary] = {}
    for row in page.rows:
        if row.number != number and row.revision > getattr(latest.get(row.number), "revision", 0):
            latest[row.number] = row
    records = (workspace.orders.load(row.id) for row in latest.values())
    return [record for record in records if client_key(read_facts(record.answers)) == key]
