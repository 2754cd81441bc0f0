"""The documents of a contract made from what is kept: the versions of its order and the general terms.

The order form is the particular conditions, section by section and derogation by derogation, in the words it
prints; each later version of the same order is an amendment. What a later version restates (the same clause
under the same id, on the same subject and target) takes the place of the earlier one (P2); what it leaves out
still stands beside it, for legal to settle. Who prevails is not decided here.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.content.blocks import Clause as PrintedClause
from numspot_desk.contracts.content.blocks import Document as Printed
from numspot_desk.contracts.content.blocks import Fields, Heading, Inline, Paragraph, Table
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.content.order_form import order_form
from numspot_desk.contracts.content.special_conditions import special_conditions
from numspot_desk.contracts.hierarchy import OTHER, Clause, Paper, PaperKind, Saying
from numspot_desk.contracts.order_document import SUBJECTS
from numspot_desk.contracts.order_facts import DerogationFacts, OrderFacts, SpecialFacts, read_facts
from numspot_desk.rules.checklists import SUBJECTS as CHECKLIST_SUBJECTS
from numspot_desk.rules.clauses import TITLES, Document, is_reference
from numspot_desk.rules.provisions import Effect
from numspot_desk.rules.subjects import INCORPORATED
from numspot_desk.rules.versions import Version
from numspot_desk.terms.tree import Terms

PRICE_LIST: Final = "price_list"
CERTIFICATE: Final = "certificate"
"""What an order incorporates: the public price list of its day, the certificate of its special conditions."""


@dataclass(frozen=True)
class OrderPaper:
    """One version of the order as it was frozen, or as its draft stands. `since`: the day it was signed, None
    while nobody signed it: it then counts from always, to be looked at."""

    frozen: FrozenOrder
    since: dt.date | None
    signed: bool


@dataclass(frozen=True)
class Edition:
    """A version of the general terms with its text."""

    version: Version
    terms: Terms


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
    for edition in editions:
        found += _general(edition)
    return (*found, *([] if editions else _known_general()))


def _key(clause: Clause) -> str:
    """What a clause of another version of the order is recognised by."""
    return clause.id.partition(":")[2]


def _order_papers(order: OrderPaper, former: dict[str, Clause], *, amends: bool) -> Iterator[Paper]:
    frozen = order.frozen
    facts, mark = read_facts(frozen.answers), f"v{frozen.revision}"
    particular = f"CP/{mark}"
    printed = order_form(frozen)
    clauses = [*_sections(printed, particular, facts), *_derogations(particular, facts, printed)]
    yield Paper(
        particular,
        PaperKind.AMENDMENT if amends else PaperKind.PARTICULAR,
        Document.PARTICULAR,
        frozen.number,
        tuple(_dated(one, order, former) for one in clauses),
        order.since,
        revision=frozen.revision,
        signed=order.signed,
        number=frozen.number,
    )
    if facts.price_reference == "public_list":
        yield _incorporated(f"{particular}/{PRICE_LIST}", Document.PARTICULAR, PRICE_LIST, particular, order)
    for special, document in zip(facts.special_conditions, special_conditions(frozen), strict=False):
        name = f"CS-{special.kind or special.position + 1}/{mark}"
        own = tuple(_dated(one, order, former) for one in _special(name, special, document))
        yield Paper(
            name,
            PaperKind.SPECIAL,
            Document.SPECIAL,
            special.kind,
            own,
            order.since,
            revision=frozen.revision,
            signed=order.signed,
            number=frozen.number,
        )
        if special.issued_on is not None or special.valid_until is not None:
            yield _incorporated(f"{name}/{CERTIFICATE}", Document.SPECIAL, CERTIFICATE, name, order)


def _dated(clause: Clause, order: OrderPaper, former: dict[str, Clause]) -> Clause:
    """The clause from the day of its order, with the earlier one that it restates."""
    earlier = former.get(_key(clause))
    restated = earlier is not None and _points(earlier) == _points(clause)
    return Clause(
        clause.id,
        clause.document,
        clause.ref,
        clause.title,
        clause.text,
        clause.says,
        order.since,
        earlier.id if earlier is not None and restated else None,
    )


def _points(clause: Clause) -> frozenset[tuple[str, str]]:
    """Subjects and targets. A section of the order form is the same section whatever it settles."""
    if clause.says and all(saying.target is None for saying in clause.says):
        return frozenset()
    return frozenset((saying.subject, saying.target or "") for saying in clause.says)


def _incorporated(ident: str, rank: Document, name: str, under: str, order: OrderPaper) -> Paper:
    return Paper(
        ident,
        PaperKind.INCORPORATED,
        rank,
        name,
        (),
        order.since,
        under,
        order.frozen.revision,
        order.signed,
        order.frozen.number,
    )


# ── The order form ───────────────────────────────────────────────────────────────────────────────────


def _sections(printed: Printed, paper: str, facts: OrderFacts) -> Iterator[Clause]:
    """The numbered sections of the order form, in the words it prints; derogations and signatures apart."""
    heading: Heading | None = None
    lines: list[str] = []
    for block in (*printed.blocks, None):
        if block is None or (isinstance(block, Heading) and block.level == 1):
            if heading is not None and lines:
                says = _section_says(heading, facts, printed)
                ref = f"CP-{heading.number}"
                yield Clause(
                    f"{paper}:{heading.title}",
                    Document.PARTICULAR,
                    ref,
                    heading.title,
                    "\n".join(lines),
                    says,
                )
            heading, lines = block, []
        elif isinstance(block, Heading):
            lines.append(block.title)
        elif isinstance(block, Paragraph):
            lines.append(_written(block.inlines))
        elif isinstance(block, Fields):
            lines += [f"{label}\u00a0: {_written(inlines)}" for label, inlines in block.rows]
        elif isinstance(block, Table):
            rows = (*block.rows, *block.totals)
            lines += ["\t".join(column.title for column in block.columns)]
            lines += ["\t".join(_written(cell) for cell in row) for row in rows]


def _written(inlines: Iterable[Inline]) -> str:
    return "".join(one.shown if not hasattr(one, "value") else one.value for one in inlines)


def _section_says(heading: Heading, facts: OrderFacts, printed: Printed) -> tuple[Saying, ...]:
    """What the sections on price and contacts settle: price, means and term of payment (CG-A1.1, A1.3), and
    the address for notices (CG-4.1)."""
    titles = _titles(printed)
    if heading.title == titles.get("payment.means"):
        found = [Saying("price", Effect.COMPLETE), Saying("payment_means", Effect.COMPLETE)]
        if (term := facts.payment_term) is not None:
            data = {"days": term.days, "end_of_month": term.end_of_month}
            found.append(Saying("payment_term", Effect.REPLACE, data))
        return tuple(found)
    if heading.title == titles.get("contacts.notification_email"):
        return (Saying("notification_address", Effect.COMPLETE),)
    return ()


def _titles(printed: Printed) -> dict[str, str]:
    """The title of the section that prints each field."""
    found: dict[str, str] = {}
    title = ""
    for block in printed.blocks:
        if isinstance(block, Heading) and block.level == 1:
            title = block.title
        cells: list[tuple[Inline, ...]] = []
        if isinstance(block, Fields):
            cells = [inlines for _label, inlines in block.rows]
        elif isinstance(block, Table):
            cells = [cell for row in block.rows for cell in row]
        for inline in (one for cell in cells for one in cell):
            if (tag := getattr(inline, "tag", None)) is not None:
                found.setdefault(tag, title)
    return found


def _derogations(paper: str, facts: OrderFacts, printed: Printed) -> Iterator[Clause]:
    titles = {block.ref: block.title for block in printed.blocks if isinstance(block, PrintedClause)}
    for one in facts.derogations:
        ref = f"CP-D{one.position + 1}"
        key = one.id or f"D{one.position + 1}"
        if sum(other.id == one.id for other in facts.derogations) > 1:
            key = f"{key}#{one.position + 1}"
        yield Clause(
            f"{paper}:{key}",
            Document.PARTICULAR,
            ref,
            titles.get(ref, ""),
            one.text,
            _derogation_says(one),
        )


def _derogation_says(one: DerogationFacts) -> tuple[Saying, ...]:
    if not one.subject or not one.effect:
        return (Saying(OTHER, Effect.COMPLETE, target=one.target or None),)
    return (Saying(one.subject, Effect(one.effect), one.data, one.target or None),)


# ── Special conditions ───────────────────────────────────────────────────────────────────────────────


def _special(paper: str, special: SpecialFacts, printed: Printed) -> Iterator[Clause]:
    """The clauses of special conditions; they have no data and complete what is below unless it differs."""
    blocks = [block for block in printed.blocks if isinstance(block, PrintedClause)]
    for facts, block in zip(special.clauses, blocks, strict=False):
        fallback = f"CS-{special.kind or 'X'}-{facts.position + 1}"
        ref = block.ref if is_reference(block.ref) and block.ref.startswith("CS-") else fallback
        subjects = (one for one in facts.subjects if one in SUBJECTS or one in CHECKLIST_SUBJECTS)
        yield Clause(
            f"{paper}:{facts.id or fallback}#{facts.position + 1}",
            Document.SPECIAL,
            ref,
            block.title,
            "\n".join(_written(paragraph.inlines) for paragraph in block.paragraphs),
            tuple(Saying(subject, Effect.COMPLETE) for subject in dict.fromkeys(subjects)),
        )


# ── General terms ────────────────────────────────────────────────────────────────────────────────────


def _general(edition: Edition) -> Iterator[Paper]:
    label = edition.version.label
    paper = f"CG/{label}"
    start = edition.version.in_force_from
    clauses = tuple(_clauses_of(edition.terms, paper))
    yield Paper(paper, PaperKind.GENERAL, Document.GENERAL, label, clauses, start)
    yield from _incorporated_in_general(paper, label, start)


def _clauses_of(terms: Terms, paper: str) -> Iterator[Clause]:
    seen: set[str] = set()
    for node in terms.walk():
        ident = f"{paper}:{node.ref}"
        while ident in seen:
            ident += "+"
        seen.add(ident)
        yield Clause(ident, Document.GENERAL, node.ref, node.title, node.text)


def _known_general() -> Iterator[Paper]:
    paper = "CG"
    clauses = tuple(Clause(f"{paper}:{ref}", Document.GENERAL, ref) for ref in TITLES)
    yield Paper(paper, PaperKind.GENERAL, Document.GENERAL, "", clauses)
    yield from _incorporated_in_general(paper, "", None)


def _incorporated_in_general(paper: str, label: str, start: dt.date | None) -> Iterator[Paper]:
    for name in INCORPORATED:
        yield Paper(f"{paper}/{name}", PaperKind.INCORPORATED, Document.GENERAL, name, (), start, under=paper)
