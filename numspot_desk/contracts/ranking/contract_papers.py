"""The documents of a contract made from what is kept: the versions of its order and the general terms.

The order form is the particular conditions; each later version of the same order is an amendment. What a
later version restates (the same clause under the same id, on the same subject and target) takes the place of
the earlier one (P2); what it leaves out still stands beside it, for legal to settle. The clauses themselves
are read in `order_clauses`; who prevails is not decided here.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.content.order_form import order_form
from numspot_desk.contracts.content.special_conditions import special_conditions
from numspot_desk.contracts.order.order_clauses import derogations, sections, special_clauses
from numspot_desk.contracts.order.order_facts import OrderFacts, read_facts
from numspot_desk.contracts.ranking.papers import Clause, Paper, PaperKind, PaperState
from numspot_desk.rules.clauses import TITLES, Document
from numspot_desk.rules.subjects import INCORPORATED
from numspot_desk.rules.versions import Version
from numspot_desk.terms.rule_clauses import Known
from numspot_desk.terms.tree import Terms

PRICE_LIST: Final = "price_list"
CERTIFICATE: Final = "certificate"
"""What an order incorporates: the public price list of its day, the certificate of its special conditions."""


@dataclass(frozen=True)
class OrderPaper:
    """One version of the order as it was frozen, or as its draft stands. `since`: the day it was signed, None
    while nobody signed it: it then counts from always, to be looked at. `dated`: the day of the state it is
    in, where it is not signed."""

    frozen: FrozenOrder
    since: dt.date | None
    signed: bool
    state: PaperState = PaperState.SIGNED
    dated: dt.date | None = None


@dataclass(frozen=True)
class Edition:
    """A version of the general terms with its text in one language; None where the text was not imported:
    the known references then stand for it. `known`: what the rules call its clauses, where it numbers them
    otherwise than they do."""

    version: Version
    terms: Terms | None
    language: str = "fr"
    known: Known | None = None


def papers_of(orders: Iterable[OrderPaper], editions: Sequence[Edition] = ()) -> tuple[Paper, ...]:
    """Every document of the contract; without any edition, the known clauses of the general terms by
    reference alone."""
    found: list[Paper] = []
    former: dict[str, Clause] = {}
    ordered = sorted(orders, key=lambda one: one.frozen.revision)
    for order in ordered:
        amends = order.frozen.revision > ordered[0].frozen.revision
        made = list(_order_papers(order, former, amends=amends))
        former |= {_key(clause): clause for paper in made for clause in paper.clauses}
        found += made
    french = {edition.version.label for edition in editions if edition.language == "fr"}
    for edition in editions:
        refers = edition.language == "fr" or edition.version.label not in french
        found += _general(edition, refers=refers)
    return (*found, *([] if editions else _known_general()))


def _key(clause: Clause) -> str:
    """What a clause of another version of the order is recognised by."""
    return clause.id.partition(":")[2]


def _order_papers(order: OrderPaper, former: dict[str, Clause], *, amends: bool) -> Iterator[Paper]:
    frozen = order.frozen
    facts, mark = read_facts(frozen.answers), f"v{frozen.revision}"
    particular = f"CP/{mark}"
    printed = order_form(frozen)
    clauses = [*sections(printed, particular, facts), *derogations(particular, facts, printed)]
    common = Paper(
        particular,
        PaperKind.AMENDMENT if amends else PaperKind.PARTICULAR,
        Document.PARTICULAR,
        frozen.number,
        since=order.since,
        revision=frozen.revision,
        signed=order.signed,
        number=frozen.number,
        state=order.state if order.signed or order.state is not PaperState.SIGNED else PaperState.DRAFT,
        dated=order.since or order.dated,
    )
    yield replace(common, clauses=tuple(_dated(one, order.since, former) for one in clauses))
    if facts.price_reference == "public_list":
        yield _incorporated(common, PRICE_LIST, facts.price_reference_date)
    for special, document in zip(facts.special_conditions, special_conditions(frozen), strict=False):
        name = f"CS-{special.kind or special.position + 1}/{mark}"
        own = tuple(_dated(one, order.since, former) for one in special_clauses(name, special, document))
        paper = replace(
            common, id=name, kind=PaperKind.SPECIAL, rank=Document.SPECIAL, name=special.kind, clauses=own
        )
        yield paper
        if special.issued_on is not None or special.valid_until is not None:
            yield _incorporated(paper, CERTIFICATE, special.issued_on)


def agreed_clauses(versions: Iterable[tuple[int, dt.date | None, OrderFacts]]) -> tuple[Clause, ...]:
    """The derogations of the versions of an order, the first one first: of each its revision, the day it was
    signed (None: from always) and what it says. A clause that a later version restates replaces the earlier
    one. What special conditions say has no data that a limit could rest on: theirs are not here."""
    found: list[Clause] = []
    former: dict[str, Clause] = {}
    for revision, since, facts in versions:
        own = [_dated(one, since, former) for one in derogations(f"CP/v{revision}", facts)]
        former |= {_key(clause): clause for clause in own}
        found += own
    return tuple(found)


def _dated(clause: Clause, since: dt.date | None, former: dict[str, Clause]) -> Clause:
    """The clause from the day of its order, with the earlier one that it restates."""
    earlier = former.get(_key(clause))
    restated = earlier is not None and _points(earlier) == _points(clause)
    return replace(clause, since=since, replaces=earlier.id if earlier is not None and restated else None)


def _points(clause: Clause) -> frozenset[tuple[str, str]]:
    """Subjects and targets. A section of the order form is the same section whatever it settles."""
    if clause.says and all(saying.target is None for saying in clause.says):
        return frozenset()
    return frozenset((saying.subject, saying.target or "") for saying in clause.says)


def _incorporated(under: Paper, name: str, dated: dt.date | None) -> Paper:
    return replace(
        under,
        id=f"{under.id}/{name}",
        kind=PaperKind.INCORPORATED,
        name=name,
        clauses=(),
        under=under.id,
        dated=dated,
    )


# ── General terms ────────────────────────────────────────────────────────────────────────────────────


def _general(edition: Edition, *, refers: bool) -> Iterator[Paper]:
    label, language = edition.version.label, edition.language
    paper = f"CG/{label}" if language == "fr" else f"CG/{label}/{language}"
    start = edition.version.in_force_from
    terms = edition.terms
    clauses = tuple(_known(paper) if terms is None else _clauses_of(terms, paper, edition))
    yield Paper(paper, PaperKind.GENERAL, Document.GENERAL, label, clauses, start, language=language)
    if refers:
        yield from _incorporated_in_general(paper, start)


def _clauses_of(terms: Terms, paper: str, edition: Edition) -> Iterator[Clause]:
    known = edition.known
    seen: set[str] = set()
    for node in terms.walk():
        ident = f"{paper}:{node.ref}"
        while ident in seen:
            ident += "+"
        seen.add(ident)
        yield Clause(
            ident,
            Document.GENERAL,
            node.ref,
            node.title,
            node.text,
            language=edition.language,
            known_as=None if known is None else known.of(node.ref),
        )


def _known_general() -> Iterator[Paper]:
    paper = "CG"
    yield Paper(paper, PaperKind.GENERAL, Document.GENERAL, "", tuple(_known(paper)))
    yield from _incorporated_in_general(paper, None)


def _known(paper: str) -> Iterator[Clause]:
    return (Clause(f"{paper}:{ref}", Document.GENERAL, ref) for ref in TITLES)


def _incorporated_in_general(paper: str, start: dt.date | None) -> Iterator[Paper]:
    for name in INCORPORATED:
        yield Paper(f"{paper}/{name}", PaperKind.INCORPORATED, Document.GENERAL, name, (), start, under=paper)
