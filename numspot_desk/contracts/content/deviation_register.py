"""The register of departures from the general terms as a document: contract by contract, the standard clause
beside what was agreed. In French, as every document; for internal use.

Long standard texts are cut at the end of a word: the whole stands in the general terms and in the workbook.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from numspot_desk.contracts.content.blocks import (
    Block,
    Column,
    Document,
    Fields,
    Inline,
    Paragraph,
    Table,
    Text,
)
from numspot_desk.contracts.content.filled import day
from numspot_desk.contracts.content.parts import Numberer, common
from numspot_desk.contracts.content.wording import Wording, wording

KIND: Final = "deviation_register"
MOST: Final = 2_000
"""The most departures that one document holds: a longer list is for the workbook."""
_EXCERPT: Final = 480
Cell = tuple[Inline, ...]


@dataclass(frozen=True)
class Entry:
    """One departure, as the document shows it: its order, its clause ("" where none is written), the standard
    text of the version that governs (`label`; `lacking`: that version has no such clause), the proposed text,
    its summary and rung in French words, and what became of it."""

    order_id: str
    number: str
    revision: int
    client: str
    state: str
    clause: str
    target: str
    title: str
    label: str
    lacking: bool
    standard: str
    proposed: str
    summary: str
    rung: str
    asked_by: str
    approved_by: str
    why: str
    until: dt.date | None


def deviation_register(
    entries: Sequence[Entry], author: str, on: dt.date, narrowed_to: Sequence[str] = ()
) -> Document:
    """The register of these departures; `narrowed_to` says in French what the list was narrowed to."""
    words, numberer = wording("deviation_register"), Numberer()
    blocks: list[Block] = [
        Paragraph((Text(words.say("lead")),), "lead"),
        _summary(entries, author, on, narrowed_to, words),
    ]
    for _order, group in groupby(entries, key=lambda one: one.order_id):
        blocks += _contract(list(group), numberer, words)
    if not entries:
        blocks.append(Paragraph((Text(words.say("none")),)))
    title, said_on = words.say("title"), day(on)
    properties = {
        "title": title,
        "subject": words.say("subject"),
        "author": common().say("author"),
        "language": common().say("language"),
    }
    footer = (words.say("footer", on=said_on),)
    return Document(KIND, title, words.say("subtitle", on=said_on), tuple(blocks), footer, None, properties)


def _summary(
    entries: Sequence[Entry], author: str, on: dt.date, narrowed_to: Sequence[str], words: Wording
) -> Fields:
    orders = len({one.order_id for one in entries})
    return Fields(
        (
            (words.say("prepared"), (Text(day(on)),)),
            (words.say("author"), (Text(author),)),
            (words.say("contracts"), (Text(str(orders)),)),
            (words.say("shown"), (Text(str(len(entries))),)),
            (words.say("filtered"), (Text(", ".join(narrowed_to) or words.say("everything")),)),
        )
    )


def _contract(entries: Sequence[Entry], numberer: Numberer, words: Wording) -> Iterable[Block]:
    first = entries[0]
    named = words.say("contract", number=first.number, revision=str(first.revision), client=first.client)
    yield numberer.heading(1, named)
    state = words.say(f"states.{first.state}")
    yield Paragraph((Text(words.say("state", state=state)),), "note")
    columns = (
        Column(words.say("column.clause"), 18),
        Column(words.say("column.standard"), 29),
        Column(words.say("column.proposed"), 30),
        Column(words.say("column.followed"), 23),
    )
    yield Table(columns, tuple(_row(one, words) for one in entries), flows=True)


def _row(one: Entry, words: Wording) -> tuple[Cell, ...]:
    clause: list[Inline] = [Text(one.target or one.clause, bold=True)]
    if one.title:
        clause.append(Text(f"\n{one.title}", small=True))
    if one.clause and one.target:
        clause.append(Text(f"\n{one.clause}", small=True))
    return tuple(clause), _standard(one, words), _proposed(one, words), _followed(one, words)


def _standard(one: Entry, words: Wording) -> Cell:
    if one.lacking:
        return (Text(words.say("lacking", label=one.label), small=True),)
    if not one.standard:
        return (Text(words.say("not_here"), small=True),)
    version: Inline = Text("\n" + words.say("version", label=one.label), small=True)
    return Text(_cut(one.standard)), version


def _proposed(one: Entry, words: Wording) -> Cell:
    said = one.proposed or words.say("no_text")
    return Text(one.summary, bold=True), Text(f"\n{said}", small=not one.proposed)


def _followed(one: Entry, words: Wording) -> Cell:
    lines = [words.say("asked_by", name=one.asked_by)] if one.asked_by else []
    if one.approved_by:
        lines.append(words.say("approved_by", name=one.approved_by))
    else:
        lines.append(words.say("not_approved"))
    if one.why:
        lines.append(words.say("why", why=one.why))
    if one.until is not None:
        lines.append(words.say("until", day=day(one.until)))
    lines.append(words.say("rung", rung=one.rung))
    return (Text("\n".join(lines)),)


def _cut(text: str) -> str:
    if len(text) <= _EXCERPT:
        return text
    cut = text[: _EXCERPT - 1]
    return f"{cut.rpartition(' ')[0] or cut} …"
