"""Notes of contracts: a calculation put with a signed contract on a day by somebody, frozen as it was, and
taken back only by a new fact with its reason. Both have their row in the audit log, without their words.

A note holds neither bank accounts nor mail addresses: a title or a value that does is refused by name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import Message, message
from numspot_desk.language.zone import PARIS
from numspot_desk.rules.identifiers import iban
from numspot_desk.usecases.calculations.frozen import frozen, thawed
from numspot_desk.usecases.calculations.outcome import Outcome
from numspot_desk.usecases.calculations.parts import Values
from numspot_desk.usecases.calculations.told import Pair, Told
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contract.order_papers import BINDING
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.calculations import ContractNote
from numspot_desk.usecases.ports.orders import OrderQuery, OrderSummary
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import DeskError, NoSuchRecord
from numspot_desk.usecases.roles import require_writer

ADDED: Final = "contract.note_added"
WITHDRAWN: Final = "contract.note_withdrawn"
LONGEST: Final = 200
_MAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


class NoteRefused(DeskError):
    """This note cannot be kept; nothing was. `field` is what to correct: `title`, `reason`, "" for the
    calculation itself."""

    def __init__(self, field: str, sentence: Message) -> None:
        super().__init__(sentence)
        self.field = field


def attach_note(
    workspace: Workspace,
    order_id: str,
    title: str,
    outcome: Outcome,
    values: Values,
    person: Person,
    clock: Clock,
) -> tuple[ContractNote, Changes]:
    """Put a calculation with the contract of an order. Raises `NoteRefused` for a title that is none, a
    calculation without result, or personal data in either; `NoSuchRecord` where nothing is signed;
    `MoveRefused` for somebody who only reads."""
    require_writer(person)
    name = _line("title", title, message("Give the note a title."))
    if outcome.found is None:
        raise NoteRefused("", message("There is no result yet to put with a contract."))
    for typed in _texts(values):
        _require_impersonal("", typed)
    with workspace.transaction():
        number = workspace.orders.load(order_id).number
        if not workspace.orders.signed_versions([number]):
            raise NoSuchRecord(message("This order is not signed: there is no contract yet."))
        details = {"number": number, "calculator": outcome.calculator.id}
        act = Act(ADDED, order_id, person.name, clock.now(), details)
        content = frozen(outcome, outcome.found, values)
        note = workspace.calculations.add_note(order_id, name, content, act)
    return note, Changes(orders=frozenset({order_id}))


def withdraw_note(
    workspace: Workspace, note_id: str, reason: str, person: Person, clock: Clock
) -> tuple[ContractNote, Changes]:
    """Take a note back for a reason; it stays readable. Raises `NoteRefused` for a reason that is none,
    `NoSuchRecord`, `MoveRefused`."""
    require_writer(person)
    why = _line("reason", reason, message("Say why the note is withdrawn."))
    with workspace.transaction():
        note = workspace.calculations.note(note_id)
        details = {"number": note.number}
        act = Act(WITHDRAWN, note.family_id, person.name, clock.now(), details)
        note = workspace.calculations.withdraw_note(note_id, why, act)
    return note, Changes(orders=frozenset({note.family_id}))


def contracts_to_choose(workspace: Workspace, text: str, limit: int = 50) -> tuple[OrderSummary, ...]:
    """The signed contracts that hold these words, the latest version of each, the last used first."""
    found: dict[str, OrderSummary] = {}
    for row in workspace.orders.page(OrderQuery(text=text, states=BINDING), None, limit).rows:
        if row.number not in found or row.revision > found[row.number].revision:
            found[row.number] = row
    return tuple(found.values())


def notes_of(workspace: Workspace, order_id: str) -> Sequence[ContractNote]:
    """The notes of the contract of an order, the latest first. Raises `NoSuchRecord`."""
    return workspace.calculations.notes(workspace.orders.load(order_id).number)


def note_told(note: ContractNote, language: Language) -> Told:
    """The words of a note, with the contract it stands with, who put it there and when; and above all, why it
    was taken back."""
    said = thawed(note.content, language)
    kept = (
        Pair(language.text("Contract"), note.number),
        Pair(
            language.text("Put with the contract"),
            language.text("on {at} by {by}", at=note.made_at.astimezone(PARIS), by=note.made_by),
        ),
    )
    warnings = said.warnings
    if (back := note.withdrawn) is not None:
        gone = language.text(
            "Note withdrawn on {at} by {by}: {reason}",
            at=back.at.astimezone(PARIS),
            by=back.by,
            reason=back.reason,
        )
        warnings = (gone, *warnings)
    return replace(said, title=note.title, inputs=(*kept, *said.inputs), warnings=warnings)


def _line(field: str, typed: str, lacking: Message) -> str:
    line = " ".join(typed.split())
    if not line:
        raise NoteRefused(field, lacking)
    if len(line) > LONGEST:
        raise NoteRefused(field, message("At most {count} characters.", count=LONGEST))
    if not line.isprintable():
        raise NoteRefused(field, message("One line without control characters."))
    _require_impersonal(field, line)
    return line


def _require_impersonal(field: str, text: str) -> None:
    if _MAIL.search(text) or iban.found_in(text):
        said = message("A note holds no bank account and no mail address: leave it out.")
        raise NoteRefused(field, said)


def _texts(values: Mapping[str, Any]) -> Iterator[str]:
    for value in values.values():
        if isinstance(value, str):
            yield value
            continue
        for row in value:
            yield from row.values()
