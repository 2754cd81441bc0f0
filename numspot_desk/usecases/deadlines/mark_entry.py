"""Marking an entry of the agenda: who has it in hand, that it is done and what shows it, a note, put off.

A mark stands beside what is computed, by the key of the entry, and is never part of a contract. Each change
names the fields that it changes, so that two people who change others keep both. The audit log says which
fields, never what was typed.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypedDict, Unpack

from numspot_desk.contracts.agenda.entries import rule_of
from numspot_desk.contracts.agenda.marks import NOTE_LIMIT, OWNER_LIMIT, Mark
from numspot_desk.language.messages import Message, message
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.roles import require_writer

MARKED: Final = "deadline.marked"


class MarkRefused(DeskError):
    """This mark cannot be: `field` is the one to correct. Nothing was kept."""

    def __init__(self, field: str, sentence: Message) -> None:
        super().__init__(sentence)
        self.field = field


class MarkChange(TypedDict, total=False):
    """The fields of a `Mark` that a change names; the others stay. `for_day` goes with `done_on`: the day
    that the entry has as the person sees it."""

    owner: str
    done_on: dt.date | None
    evidence: str
    note: str
    snoozed_until: dt.date | None
    for_day: dt.date | None


def mark(
    workspace: Workspace, key: str, *, person: Person, clock: Clock, **changed: Unpack[MarkChange]
) -> Mark:
    """Change what is said of an entry; one of which nothing is said any more has no mark. Nothing is written
    where nothing changed.

    Raises `MarkRefused` for a day done that is to come, a day put off to that is not, text that is too long;
    `NoSuchRecord` for an entry of no contract; `MoveRefused` for a read-only role.
    """
    require_writer(person)
    _judge(changed, clock.today())
    family_id, rule = rule_of(key)
    with workspace.transaction():
        former = workspace.marks.of([key]).get(key, Mark(key))
        wanted = _tidy(replace(former, **changed))
        if wanted == former:
            return former
        fields = sorted(name for name in vars(wanted) if getattr(wanted, name) != getattr(former, name))
        details: dict[str, Any] = {"rule": rule, "fields": fields}
        workspace.marks.keep(family_id, wanted, Act(MARKED, family_id, person.name, clock.now(), details))
    return wanted


def marks_of(workspace: Workspace, keys: Sequence[str]) -> Mapping[str, Mark]:
    """The marks of these entries, by their keys; entries that nobody marked are left out."""
    return workspace.marks.of(keys)


def _judge(changed: MarkChange, today: dt.date) -> None:
    done, later = changed.get("done_on"), changed.get("snoozed_until")
    if done is not None and done > today:
        raise MarkRefused("done_on", message("This day is to come. Correct it."))
    if later is not None and later <= today:
        raise MarkRefused("snoozed_until", message("Put it off to a day after today."))
    for field, said, most in (
        ("owner", changed.get("owner", ""), OWNER_LIMIT),
        ("evidence", changed.get("evidence", ""), NOTE_LIMIT),
        ("note", changed.get("note", ""), NOTE_LIMIT),
    ):
        if len(said.strip()) > most:
            raise MarkRefused(field, message("This is over {most} characters: shorten it.", most=most))


def _tidy(said: Mark) -> Mark:
    """The mark as it is kept: no stray spaces, no day for what is not done."""
    return replace(
        said,
        owner=" ".join(said.owner.split()),
        evidence=said.evidence.strip(),
        note=said.note.strip(),
        for_day=said.for_day if said.done else None,
    )
