"""A simulation as a document: what was imagined and supposed, the timelines, each chain as a table, how the
scenarios differ; with the contract, the day and the readings.

In French, as every document; for internal use. What is computed, and its words, come ready from the caller.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.content.blocks import (
    Block,
    Column,
    Document,
    Fields,
    Inline,
    Paragraph,
    Picture,
    Table,
    Text,
)
from numspot_desk.contracts.content.filled import day
from numspot_desk.contracts.content.parts import Numberer, common
from numspot_desk.contracts.content.wording import wording

KIND: Final = "simulation"
_STEPS: Final = (("what", 30), ("day", 14), ("sides", 23), ("party", 12), ("clause", 11), ("readings", 12))
_DIFFERENCES: Final = (("scenario", 26), ("what", 40), ("day", 16), ("difference", 18))


@dataclass(frozen=True)
class StepLine:
    """A line of a table: a step of the chain, or beneath it what another reading gives (`inner`)."""

    what: str
    day: str
    sides: str = ""
    party: str = ""
    clause: str = ""
    readings: str = ""
    inner: bool = False


@dataclass(frozen=True)
class ScenarioPart:
    """A scenario in words: its name, what it imagines and supposes, where it leads, its steps."""

    name: str
    imagined: str
    supposed: Sequence[str]
    not_supposed: Sequence[str]
    leads: str
    beware: Sequence[str]
    steps: Sequence[StepLine]


@dataclass(frozen=True)
class SimulationHead:
    """What a simulation is of: the contract by its number, the client, who prepared it, on which day."""

    number: str
    client: str
    author: str
    on: dt.date


def simulation(
    head: SimulationHead,
    parts: Sequence[ScenarioPart],
    readings: Sequence[str],
    differences: Sequence[tuple[str, str, str, str]],
    picture: Picture,
) -> Document:
    """The document of the scenarios of a contract, in French words."""
    words, numberer, said_on = wording("simulation"), Numberer(), day(head.on)
    applied = readings or (words.say("no_readings"),)
    blocks: list[Block] = [
        Paragraph((Text(words.say("warning"), bold=True),), "lead"),
        Fields(
            (
                (words.say("contract"), (Text(head.number),)),
                (words.say("client"), (Text(head.client),)),
                (words.say("prepared"), (Text(said_on),)),
                (words.say("author"), (Text(head.author),)),
                (words.say("readings"), (Text("\n".join(applied)),)),
            )
        ),
        numberer.heading(1, words.say("picture")),
        picture,
    ]
    for part in parts:
        blocks.append(numberer.heading(1, part.name))
        blocks += _scenario(part)
    if differences:
        blocks.append(numberer.heading(1, words.say("compared")))
        columns = tuple(Column(words.say(f"column.{name}"), width) for name, width in _DIFFERENCES)
        rows = tuple(tuple((Text(cell),) for cell in row) for row in differences)
        blocks.append(Table(columns, rows, flows=True))
    title = words.say("title")
    properties = {
        "title": f"{title} – {head.number}",
        "subject": words.say("subject"),
        "author": common().say("author"),
        "language": common().say("language"),
    }
    subtitle, footer = words.say("subtitle", number=head.number, on=said_on), words.say("footer", on=said_on)
    return Document(KIND, title, subtitle, tuple(blocks), (footer,), None, properties)


def _scenario(part: ScenarioPart) -> Iterator[Block]:
    words = wording("simulation")
    told = (
        ("imagined", (part.imagined,)),
        ("supposed", part.supposed),
        ("not_supposed", part.not_supposed),
        ("leads", (part.leads,)),
        ("beware", part.beware),
    )
    yield Fields(tuple((words.say(name), (Text("\n".join(lines)),)) for name, lines in told if lines))
    columns = tuple(Column(words.say(f"column.{name}"), width) for name, width in _STEPS)
    yield Table(columns, tuple(_line(one) for one in part.steps), flows=True)


def _line(one: StepLine) -> tuple[tuple[Inline, ...], ...]:
    cells = (one.what, one.day, one.sides, one.party, one.clause, one.readings)
    return tuple((Text(cell, small=one.inner),) if cell else () for cell in cells)
