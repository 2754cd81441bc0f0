"""The consolidated reading as a document: the whole contract on a day, each clause with its origin and what
became of it. It is marked on every page as a reading: what was signed stays the contract.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from numspot_desk.contracts.content.blocks import Block, Clause, Column, Heading, Paragraph, Table, Text
from numspot_desk.contracts.content.blocks import Document as Content
from numspot_desk.contracts.content.parts import Numberer
from numspot_desk.contracts.ranking.consolidated import RUNNING, Entry, Standing, consolidated
from numspot_desk.contracts.ranking.hierarchy import Situation
from numspot_desk.contracts.ranking.papers import Clause as HeldClause
from numspot_desk.contracts.ranking.paragraphs import split_reference
from numspot_desk.language.catalog import Language
from numspot_desk.rules.clauses import Document, parse
from numspot_desk.usecases.contract import hierarchy_words as words
from numspot_desk.usecases.contract import paper_words
from numspot_desk.usecases.general_terms.citations import place_name

WIDEST: Final = 36
"""A column of a table is given room for so many letters at most."""


def consolidated_document(situation: Situation, language: Language, *, everything: bool = False) -> Content:
    """The document; with `everything`, also what no longer counts on that day."""
    text = language.text
    title = text("Consolidated reading")
    day = language.formats.date_long(situation.on)
    contract = situation.contract
    mark = text("Consolidated reading of {date}: what was signed stays the contract", date=day)
    return Content(
        kind="consolidated",
        title=title,
        subtitle=paper_words.contract_on(contract, situation.on, language),
        blocks=tuple(_blocks(situation, language, everything=everything)),
        footer=(contract.number,),
        draft_mark=mark,
        properties={"title": title, "subject": contract.number},
    )


def file_name(situation: Situation, language: Language) -> str:
    """What the file is called: number, what it is, day."""
    name = language.text("consolidated")
    return f"{situation.contract.number}-{name}-{situation.on.isoformat()}.docx"


def _blocks(situation: Situation, language: Language, *, everything: bool) -> Iterator[Block]:
    numberer, paper, headings = Numberer(), "", 0
    begun: set[str] = set()
    for entry in consolidated(situation):
        if not everything and entry.standing not in RUNNING:
            continue
        if entry.beside is None and entry.paper.id != paper:
            paper = entry.paper.id
            yield numberer.heading(1, paper_words.paper_name(entry.paper, language))
        title = words.clause_heading(entry.clause, language)
        origin = Paragraph((Text(_origin(entry, situation, language)),), "note")
        passages = list(_passages(entry.clause.text, faint=entry.standing not in RUNNING))
        if _is_article(entry.clause) and entry.whole not in begun:
            headings += 1
            begun.add(entry.whole)
            yield Heading(2, title, split_reference(entry.clause.ref)[0], f"clause_{headings}", cited=True)
            yield origin
        else:
            tables = (number for number, one in enumerate(passages) if isinstance(one, Table))
            end = next(tables, len(passages))
            first = [one for one in passages[:end] if isinstance(one, Paragraph)]
            yield Clause(place_name(entry.clause.ref, language), title, None, (origin, *first))
            passages = passages[end:]
        yield from passages


def _is_article(clause: HeldClause) -> bool:
    """An article or an annex of the general terms: what a table of contents names."""
    if clause.document is not Document.GENERAL:
        return False
    reference = parse(clause.ref)
    return len(reference.parts) == 1 and reference.term is None and reference.heading is None


def _origin(entry: Entry, situation: Situation, language: Language) -> str:
    """Where a clause comes from, and what became of it."""
    cited = words.citation(entry.clause, entry.paper, language)
    if entry.standing is Standing.APPLIES:
        return cited
    return f"{cited} · {words.standing_text(entry, situation, language)}"


def _passages(text: str, *, faint: bool) -> Iterator[Paragraph | Table]:
    """The paragraphs of a clause and its tables, in order: lines cut by tabs that follow each other are the
    rows of one table, the first its header. What no longer counts is faint."""
    lines = (line for line in text.split("\n") if line.strip())
    for tabbed, group in groupby(lines, lambda line: "\t" in line):
        if tabbed:
            yield _table([[cell.strip() for cell in line.split("\t")] for line in group])
        else:
            yield from (Paragraph((Text(line, small=faint),)) for line in group)


def _table(rows: list[list[str]]) -> Table:
    """A table whose columns are as wide as what they hold wants; short rows are filled up."""
    count = max(map(len, rows))
    filled = [(*row, *[""] * (count - len(row))) for row in rows]
    widths = [min(max(len(row[column]) for row in filled), WIDEST) + 4 for column in range(count)]
    columns = tuple(Column(title, width) for title, width in zip(filled[0], widths, strict=True))
    return Table(columns, tuple(tuple((Text(cell),) for cell in row) for row in filled[1:]))
