"""A simulation as files: a Word document in French with its picture, a PDF of the same content, the picture.

Their names hold the number of the contract and the moment, nothing of what people typed.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from numspot_desk.contracts.agenda.comparison import differences
from numspot_desk.contracts.agenda.simulation import Simulation
from numspot_desk.contracts.content.blocks import Document, Picture
from numspot_desk.contracts.content.file_names import slug
from numspot_desk.contracts.content.simulation import ScenarioPart, SimulationHead, StepLine, simulation
from numspot_desk.contracts.content.wording import wording
from numspot_desk.language.catalog import Language, load_language
from numspot_desk.usecases.explaining.explanations import reading_text
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.simulation import words
from numspot_desk.usecases.simulation.ground import SimulatorGround


def simulation_document(
    ground: SimulatorGround,
    found: Sequence[Simulation],
    picture: bytes,
    person: Person,
    on: dt.date,
    *,
    each_reading: bool,
) -> Document:
    """The document of the scenarios, in French whatever the language of the screen; `picture` is a PNG.
    `each_reading`: with what the other readings give, under each step."""
    french = load_language("fr")
    head = SimulationHead(ground.number, ground.contract.client, person.name, on)
    applied = {name: option for one in found for name, option in one.readings.items()}
    said = "\n".join(
        french.text("{label}: {value}", label=one.scenario.name, value=words.leads_to(found, at, french))
        for at, one in enumerate(found)
    )
    return simulation(
        head,
        [
            _part(one, words.leads_to(found, at, french), french, each_reading=each_reading)
            for at, one in enumerate(found)
        ],
        [reading_text(name, option, french) for name, option in sorted(applied.items())],
        [row for one in found[1:] for row in _differences(one, found[0], french)],
        Picture(picture, said),
    )


def file_stem(number: str, at: dt.datetime) -> str:
    """The name of the files of a simulation, without its ending; `at` is local time."""
    return f"{wording('simulation').say('file')}-{slug(number, 30)}-{at:%Y-%m-%d-%H%M%S}"


def _part(found: Simulation, leads: str, language: Language, *, each_reading: bool) -> ScenarioPart:
    supposed = words.supposed_words(found, language)
    return ScenarioPart(
        found.scenario.name,
        words.imagined_words(found.scenario, language),
        [said for said, yes in supposed if yes],
        [said for said, yes in supposed if not yes],
        leads,
        words.warnings(found, language),
        list(_lines(found, language, each_reading=each_reading)),
    )


def _lines(found: Simulation, language: Language, *, each_reading: bool) -> Iterator[StepLine]:
    for step in found.steps:
        yield StepLine(
            language.text(
                "{what}, {change}",
                what=words.step_name(step, language),
                change=words.change(step, language),
            ),
            words.when(step.result, language),
            words.sides(step, language),
            words.party(step, language),
            step.clause,
            words.readings(step),
        )
        if each_reading:
            for reading, result, amount in words.alternatives(step, language):
                said = f"{reading} · {amount}" if amount else reading
                yield StepLine(said, words.when(result, language), inner=True)


def _differences(
    found: Simulation, first: Simulation, language: Language
) -> Iterator[tuple[str, str, str, str]]:
    for one in differences(found, first):
        if said := words.difference(one, language):
            name = words.step_name(one.step, language)
            yield found.scenario.name, name, words.when(one.step.result, language), said
