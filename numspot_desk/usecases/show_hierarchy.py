"""A contract read from the workspace: every version of its order, the general terms that may bind it.

What was signed binds from its day. Where nothing was signed yet, the latest version is shown as though it
were, and says so. Who prevails is `contracts.hierarchy`; what things are called, `hierarchy_words`.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from numspot_desk.contracts.checks.derogations import setting_of
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.contract_papers import Edition, OrderPaper, papers_of
from numspot_desk.contracts.hierarchy import Contract, Paper, PaperKind
from numspot_desk.contracts.order_facts import OrderFacts, read_facts
from numspot_desk.contracts.overrides import Override, overrides
from numspot_desk.contracts.states import OrderState
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import message
from numspot_desk.rules.time import paris_day
from numspot_desk.rules.versions import History, Version
from numspot_desk.usecases.attach_signed_copy import SIGNED
from numspot_desk.usecases.extract import client_key
from numspot_desk.usecases.freeze_order import governing_terms
from numspot_desk.usecases.kept_settings import creditor_of
from numspot_desk.usecases.ports.orders import OrderQuery, OrderRecord, OrderSummary
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import NoSuchRecord

BINDING = frozenset({OrderState.SIGNED, OrderState.ACTIVE, OrderState.TERMINATED})
_GONE = frozenset({OrderState.REFUSED, OrderState.CANCELLED})
EARLIER_ORDERS = 50
"""So many orders of the same client are held against this one."""


@dataclass(frozen=True)
class ShownContract:
    """A contract with what its screen says of it: the order that is shown as though it were signed (None when
    something was), the versions that nobody signed yet, and what the latest overrides."""

    order_id: str
    contract: Contract
    facts: OrderFacts
    unsigned: OrderRecord | None
    overrides: tuple[Override, ...]

    @property
    def number(self) -> str:
        """The number of the order."""
        return self.contract.number


def contracts_named(workspace: Workspace, text: str, limit: int = 50) -> tuple[OrderSummary, ...]:
    """The contracts to choose from, the latest version of each order, the last used first."""
    page = workspace.orders.page(OrderQuery(text=text), None, limit)
    found: dict[str, OrderSummary] = {}
    for row in page.rows:
        if row.number not in found or row.revision > found[row.number].revision:
            found[row.number] = row
    return tuple(found.values())


def contract_of(workspace: Workspace, asked: str) -> ShownContract:
    """The contract of an order, by its number or the id of one of its versions. Raises `NoSuchRecord`."""
    latest = _latest(workspace, asked)
    records = _versions(workspace, latest)
    signed = [record for record in records if record.state in BINDING]
    pending = [record for record in records if record.state not in BINDING | _GONE]
    shown = signed or pending[-1:] or records[-1:]
    papers = _order_papers(workspace, shown)
    facts = read_facts(shown[-1].answers)
    history, editions = _general_terms(workspace, latest.number, shown[0], papers, facts)
    contract = Contract(
        number=latest.number,
        client=facts.client.legal_name,
        papers=papers_of(papers, editions),
        setting=setting_of(facts, papers[-1].since or dt.date.max),
        history=history,
    )
    news = pending[-1] if pending else shown[-1]
    announced = _overrides(workspace, news, records)
    return ShownContract(latest.id, contract, facts, None if signed else shown[-1], announced)


def _latest(workspace: Workspace, asked: str) -> OrderRecord:
    found = workspace.orders.by_number(asked.strip().upper())
    if found is None:
        try:
            record = workspace.orders.load(asked)
        except NoSuchRecord as unknown:
            raise NoSuchRecord(
                message("No order is called {number}: check the number.", number=asked)
            ) from unknown
        found = workspace.orders.by_number(record.number)
        assert found is not None
    return found


def _versions(workspace: Workspace, latest: OrderRecord) -> list[OrderRecord]:
    """Every version of the order, the first one first."""
    former = (workspace.orders.load(one.order_id) for one in workspace.orders.former_versions(latest.id))
    return sorted([*former, latest], key=lambda record: record.revision)


def _order_papers(workspace: Workspace, records: Sequence[OrderRecord]) -> list[OrderPaper]:
    ids = [record.id for record in records]
    kept = workspace.orders.versions(ids)
    signatures = workspace.audit.latest(SIGNED, ids)
    made = []
    for record in records:
        since: dt.date | None = None
        if record.state in BINDING:
            entry = signatures.get(record.id)
            day = None if entry is None else entry.details.get("signed_on")
            since = dt.date.fromisoformat(day) if isinstance(day, str) else paris_day(record.updated_at)
        version = kept.get(record.id)
        frozen = _draft(workspace, record) if version is None else FrozenOrder.from_data(version.data)
        made.append(OrderPaper(frozen, since, signed=since is not None))
    return made


def _draft(workspace: Workspace, record: OrderRecord) -> FrozenOrder:
    """The order as its draft stands: what it would print, without number of a mandate, day or totals."""
    return FrozenOrder(
        answers=record.answers,
        number=record.number,
        revision=record.revision,
        issued_on=None,
        rum=None,
        creditor=creditor_of(workspace),
        totals=None,
        terms=governing_terms(record.answers, None),
    )


def _general_terms(
    workspace: Workspace,
    number: str,
    first: OrderRecord,
    papers: Sequence[OrderPaper],
    facts: OrderFacts,
) -> tuple[History | None, tuple[Edition, ...]]:
    """What decides which version binds (P10), and the text of each: French where there is one (P6). None
    where none was adopted: the known references then stand for the text."""
    adopted = {
        version.label: version
        for version in sorted(workspace.terms.list(), key=lambda one: one.language == "fr")
    }
    if not adopted:
        return None, ()
    signed_on = min((paper.since for paper in papers if paper.since is not None), default=None)
    start = signed_on or paris_day(first.created_at)
    versions = tuple(Version(one.label, one.published_on, one.in_force_from) for one in adopted.values())
    named = fold_line(papers[0].frozen.terms.label or "")
    accepted = next((one for one in versions if fold_line(one.label) == named), None)
    if accepted is not None and accepted.in_force_from <= start:
        versions = (accepted, *(one for one in versions if one.in_force_from > start))
    refusals = {one.label: one.refused_at for one in workspace.terms.refusals() if one.number == number}
    qualified = any(line.qualification == "SecNumCloud" for line in facts.lines)
    editions = tuple(
        Edition(version, workspace.terms.get(version.label, adopted[version.label].language).terms)
        for version in versions
    )
    return History(start, versions, refusals, qualified=qualified), editions


def _overrides(
    workspace: Workspace, news: OrderRecord, records: Sequence[OrderRecord]
) -> tuple[Override, ...]:
    """What the latest version overrides of the versions before it and of the client's other signed orders."""
    former = [one for one in records if one.revision < news.revision and one.state in BINDING]
    others = _of_client(workspace, client_key(read_facts(news.answers)), news.number)
    earlier: list[Paper] = []
    for own in (former[-1:], *([one] for one in others)):
        papers = papers_of(_order_papers(workspace, own)) if own else ()
        earlier += [paper for paper in papers if paper.kind is not PaperKind.GENERAL]
    return overrides(papers_of(_order_papers(workspace, [news])), earlier)


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
