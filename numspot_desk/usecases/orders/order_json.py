"""An order as plain JSON, out and in, in the format that `order check` reads.

Out, the answers as they are: number, reviews and history stay (they travel by hand-over). In, a new draft
with a number of its own: a file may be half filled, but nothing that an order does not have is kept unseen.
"""

import json
from pathlib import Path

from numspot_desk.contracts.content.file_names import slug
from numspot_desk.contracts.order.order_faults import shape_problems
from numspot_desk.contracts.problems import Problem
from numspot_desk.language.messages import Message, message
from numspot_desk.usecases.answers.json_input import Fault, Unusable, read_object
from numspot_desk.usecases.orders.order_acts import OrderChanged, new_draft
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.files import FileWriter
from numspot_desk.usecases.ports.orders import Answers
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Chance, Clock
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.roles import require_writer


class OrderFileRefused(DeskError):
    """A file that no order can be made of; `faults` says each fault at its place."""

    def __init__(self, name: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(
            message(
                "{name} cannot become an order: correct what is listed, then bring it in again. Nothing was"
                " changed.",
                name=name,
            )
        )
        self.faults = faults


def order_json(answers: Answers) -> bytes:
    """The file of an order's answers: readable, with the same answers for the same bytes."""
    return (json.dumps(answers, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode(
        "utf-8", "backslashreplace"
    )


def save_order_json(workspace: Workspace, order_id: str, folder: Path, files: FileWriter) -> Path:
    """Write the answers of a version in a folder. Raises `NoSuchRecord`, `FileRefused`."""
    record = workspace.orders.load(order_id)
    name = f"{slug(record.number)}-v{record.revision}.json"
    return files.write_all(folder, {name: order_json(record.answers)})[0]


def read_order_file(path: Path) -> Answers:
    """The answers in a file. Raises `OrderFileRefused` with every fault at its place: what is no JSON object,
    members that no order has, values of another form; what is missing is asked for in the draft."""
    try:
        answers = read_object(str(path))
    except Unusable as unusable:
        raise OrderFileRefused(path.name, unusable.faults) from unusable
    unfit = [each for each in shape_problems(answers) if each.code != "missing_field"]
    if unfit:
        raise OrderFileRefused(path.name, tuple(_fault(path.name, each) for each in unfit))
    return answers


def bring_in_order(
    workspace: Workspace, answers: Answers, person: Person, clock: Clock, chance: Chance
) -> OrderChanged:
    """A new draft with these answers and a number of its own. Raises `MoveRefused` for a read-only role."""
    require_writer(person)
    return new_draft(workspace, answers, "order.brought_in", person, clock, chance)


def _fault(name: str, problem: Problem) -> Fault:
    said: Message = problem.message
    return Fault(name, problem.field, said)
