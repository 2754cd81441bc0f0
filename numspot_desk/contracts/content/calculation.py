"""A calculation as a document: what was typed, the result, formulas with their numbers, clauses, readings.

In French, as every document; for internal use. What is computed, and its words, come ready from the caller.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.content.blocks import Block, Column, Document, Fields, Paragraph, Table, Text
from numspot_desk.contracts.content.filled import day
from numspot_desk.contracts.content.parts import Numberer, common
from numspot_desk.contracts.content.wording import wording

KIND: Final = "calculation"


@dataclass(frozen=True)
class Part:
    """A part of the note: its heading, and what stands in it by name."""

    heading: str
    rows: Sequence[tuple[str, str]]


def calculation(
    name: str, headline: str, warnings: Sequence[str], parts: Sequence[Part], author: str, on: dt.date
) -> Document:
    """The note of one calculation, in French words."""
    words, numberer, said_on = wording("calculation"), Numberer(), day(on)
    blocks: list[Block] = [
        Paragraph((Text(headline, bold=True),), "lead"),
        *(Paragraph((Text(one),), "note") for one in warnings),
        Fields(((words.say("prepared"), (Text(said_on),)), (words.say("author"), (Text(author),)))),
    ]
    columns = (Column(words.say("column.name"), 45), Column(words.say("column.said"), 55))
    for part in parts:
        blocks.append(numberer.heading(1, part.heading))
        if any(said for _label, said in part.rows):
            rows = tuple(((Text(label),), (Text(said),)) for label, said in part.rows)
            blocks.append(Table(columns, rows, flows=True))
        else:
            blocks += [Paragraph((Text(label),), "bullet") for label, _said in part.rows]
    title = words.say("title")
    properties = {
        "title": title,
        "subject": words.say("subject"),
        "author": common().say("author"),
        "language": common().say("language"),
    }
    subtitle, footer = words.say("subtitle", name=name, on=said_on), (words.say("footer", on=said_on),)
    return Document(KIND, title, subtitle, tuple(blocks), footer, None, properties)
