"""A contract read from the workspace: every version of its order, the general terms that may bind it.

What was signed binds from its day. Where nothing was signed yet, the latest version is shown as though it
were, and says so. Who prevails is `contracts.ranking.hierarchy`; what things are called, `hierarchy_words`.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from numspot_desk.contracts.checks.derogations import setting_of
from numspot_desk.contracts.order.order_facts import OrderFacts, read_facts
from numspot_desk.contracts.ranking.contract_papers import Edition, OrderPaper, papers_of
from numspot_desk.contracts.ranking.hierarchy import Contract
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import message
from numspot_desk.rules.versions import Basis, History, Version
from numspot_desk.usecases.contract.announce_overrides import Announced, announced_overrides
from numspot_desk.usecases.contract.chosen_readings import ChosenReading, held, readings_chosen
from numspot_desk.usecases.contract.contract_facts import days_of_use
from numspot_desk.usecases.contract.named_facts import NamedFacts, named_facts
from numspot_desk.usecases.contract.order_papers import BINDING, GONE, order_papers, versions_of
from numspot_desk.usecases.general_terms.contracts_by_terms import FACTS, last_day_of
from numspot_desk.usecases.general_terms.rule_clauses import known_in
from numspot_desk.usecases.ports.orders import OrderQuery, OrderRecord, OrderSummary
from numspot_desk.usecases.ports.terms import TermsVersion
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import NoSuchRecord

_SECNUMCLOUD: Final = "SecNumCloud"


@dataclass(frozen=True)
class ShownContract:
    """A contract with what its screen says of it: the order that is shown as though it were signed (None when
    something was), what the latest version overrides, what the parties named beside the texts, and the
    readings that legal chose."""

    order_id: str
    contract: Contract
    facts: OrderFacts
    unsigned: OrderRecord | None
    overrides: tuple[Announced, ...]
    named: NamedFacts = field(default_factory=NamedFacts)
    readings: tuple[ChosenReading, ...] = ()

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
    records = versions_of(workspace, latest)
    signed = [record for record in records if record.state in BINDING]
    pending = [record for record in records if record.state not in BINDING | GONE]
    shown = signed or pending[-1:] or records[-1:]
    papers = order_papers(workspace, shown)
    facts = [read_facts(paper.frozen.answers) for paper in papers]
    history, editions = _general_terms(workspace, latest.number, papers, facts)
    named = named_facts(workspace, latest.number)
    readings = readings_chosen(workspace, latest.number)
    happened = workspace.events.standing([latest.number], FACTS).get(latest.number, ())
    kept = workspace.orders.signed_versions([latest.number]) if signed else ()
    contract = Contract(
        number=latest.number,
        client=facts[-1].client.legal_name,
        papers=papers_of(papers, editions),
        setting=setting_of(facts[-1], papers[-1].since or dt.date.max),
        history=history,
        unranked=named.unranked,
        incorporated=named.incorporated,
        rankings=named.rankings,
        ended_on=last_day_of(happened, kept[-1]) if kept else None,
        beta=any(line.beta for one in facts for line in one.lines),
        chosen=held(readings),
    )
    announced = announced_overrides(workspace, pending[-1] if pending else shown[-1], records)
    unsigned = None if signed else shown[-1]
    return ShownContract(latest.id, contract, facts[-1], unsigned, announced, named, readings)


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


def _general_terms(
    workspace: Workspace, number: str, papers: Sequence[OrderPaper], facts: Sequence[OrderFacts]
) -> tuple[History | None, tuple[Edition, ...]]:
    """What decides which version binds (P10), and the texts of each, the French one first. None where none
    was adopted: the known references then stand for the text.

    A version that the first order names was accepted with it, whatever else was in force that day; one that
    an amendment names was accepted in so many words (P13).
    """
    adopted: dict[str, list[TermsVersion]] = {}
    for version in workspace.terms.list():
        adopted.setdefault(fold_line(version.label), []).append(version)
    if not adopted:
        return None, ()
    first = papers[0]
    start = first.since or first.dated
    assert start is not None
    known = [Version(one.label, one.published_on, one.in_force_from) for one, *_ in adopted.values()]
    versions = _accepted_at_signature(first, known, start)
    refusals = {fold_line(one.label): one for one in workspace.terms.refusals() if one.number == number}
    accepted = {fold_line(paper.frozen.terms.label or "") for paper in papers[1:]}
    history = History(
        start,
        versions,
        {
            one.label: refusals[key].refused_at
            for one in versions
            if (key := fold_line(one.label)) in refusals
        },
        used_on=days_of_use(workspace, number),
        accepted=frozenset(one.label for one in versions if fold_line(one.label) in accepted),
        qualified=any(line.qualification == _SECNUMCLOUD for one in facts for line in one.lines),
        basis=Basis(first.state.value),
    )
    editions = (
        Edition(
            version,
            workspace.terms.get(text.label, text.language).terms,
            text.language,
            known_in(workspace, text.label),
        )
        for version in versions
        for text in sorted(adopted.get(fold_line(version.label), ()), key=lambda one: one.language != "fr")
    )
    named = (Edition(one, None) for one in versions if fold_line(one.label) not in adopted)
    return history, (*editions, *named)


def _accepted_at_signature(
    first: OrderPaper, known: Sequence[Version], start: dt.date
) -> tuple[Version, ...]:
    """The version that the first order names, in the place of all that were in force when it was signed; and
    those after. The order of a version that is not among the adopted ones states its days."""
    terms = first.frozen.terms
    named = next((one for one in known if fold_line(one.label) == fold_line(terms.label or "")), None)
    if named is None and terms.label and terms.published_on and terms.in_force_from:
        named = Version(terms.label, terms.published_on, terms.in_force_from)
    if named is None or not named.lawful or named.in_force_from > start:
        return tuple(known)
    later = () if first.since is None else (one for one in known if one.in_force_from > start)
    return (named, *(one for one in later if one.label != named.label))
