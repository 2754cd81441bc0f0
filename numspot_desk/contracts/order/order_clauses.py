"""The clauses of an order in the words it prints, each with what it provides on which subject.

The sections of its order form, its derogations, the clauses of its special conditions; the documents that
hold them are made in `contract_papers`.
"""

from collections.abc import Iterable, Iterator

from numspot_desk.contracts.content.blocks import Clause as PrintedClause
from numspot_desk.contracts.content.blocks import Document as Printed
from numspot_desk.contracts.content.blocks import Fields, Heading, Inline, Paragraph, Table
from numspot_desk.contracts.order.order_document import SUBJECTS
from numspot_desk.contracts.order.order_facts import DerogationFacts, OrderFacts, SpecialFacts
from numspot_desk.contracts.ranking.papers import OTHER, Clause, Saying
from numspot_desk.rules.checklists import SUBJECTS as CHECKLIST_SUBJECTS
from numspot_desk.rules.clauses import Document, is_reference
from numspot_desk.rules.provisions import Effect


def sections(printed: Printed, paper: str, facts: OrderFacts) -> Iterator[Clause]:
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
            lines += ["\t".join(_in_a_cell(_written(cell)) for cell in row) for row in rows]


def _in_a_cell(text: str) -> str:
    """A cell on one line, as a row of the table is."""
    return ", ".join(line.strip() for line in text.split("\n") if line.strip())


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


def derogations(paper: str, facts: OrderFacts, printed: Printed | None = None) -> Iterator[Clause]:
    """The derogations, each under the reference that the order form prints, with its title where the form is
    at hand."""
    blocks = () if printed is None else printed.blocks
    titles = {block.ref: block.title for block in blocks if isinstance(block, PrintedClause)}
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
            negotiated=True,
        )


def _derogation_says(one: DerogationFacts) -> tuple[Saying, ...]:
    if not one.subject or not one.effect:
        return (Saying(OTHER, Effect.COMPLETE, target=one.target or None),)
    return (Saying(one.subject, Effect(one.effect), one.data, one.target or None),)


# ── Special conditions ───────────────────────────────────────────────────────────────────────────────


def special_clauses(paper: str, special: SpecialFacts, printed: Printed) -> Iterator[Clause]:
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
            negotiated=True,
        )
