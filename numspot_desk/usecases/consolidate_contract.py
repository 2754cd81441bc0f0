"""The consolidated reading as a document: the whole contract on a day, each clause with its origin and what
became of it. It is marked on every page as a reading: what was signed stays the contract.
"""

from collections.abc import Iterator

from numspot_desk.contracts.consolidated import RUNNING, Entry, Standing, consolidated
from numspot_desk.contracts.content.blocks import Block, Clause, Document, Paragraph, Text
from numspot_desk.contracts.content.parts import Numberer
from numspot_desk.contracts.hierarchy import Situation
from numspot_desk.language.catalog import Language
from numspot_desk.usecases import hierarchy_words as words


def consolidated_document(situation: Situation, language: Language, *, everything: bool = False) -> Document:
    """The document; with `everything`, also what no longer counts on that day."""
    text = language.text
    title = text("Consolidated reading")
    day = language.formats.date_long(situation.on)
    contract = situation.contract
    mark = text("Consolidated reading of {date}: what was signed stays the contract", date=day)
    return Document(
        kind="consolidated",
        title=title,
        subtitle=words.contract_on(contract, situation.on, language),
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
    numberer, paper = Numberer(), ""
    for entry in consolidated(situation):
        if not everything and entry.standing not in RUNNING:
            continue
        if entry.beside is None and entry.paper.id != paper:
            paper = entry.paper.id
            yield numberer.heading(1, words.paper_name(entry.paper, language))
        yield Clause(
            entry.clause.ref,
            words.clause_heading(entry.clause, language),
            None,
            tuple(_paragraphs(entry, situation, language)),
        )


def _paragraphs(entry: Entry, situation: Situation, language: Language) -> Iterator[Paragraph]:
    origin = words.citation(entry.clause, entry.paper, language)
    if entry.standing is Standing.APPLIES:
        yield Paragraph((Text(origin),), "note")
    else:
        became = words.standing_text(entry, situation, language)
        yield Paragraph((Text(f"{origin} · {became}"),), "note")
    for line in entry.clause.text.split("\n"):
        if line.strip():
            yield Paragraph((Text(line.replace("\t", " · ")),))
