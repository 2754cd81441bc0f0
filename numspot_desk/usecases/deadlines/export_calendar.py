"""Export what falls due as a calendar file: of all contracts, of one, or of chosen entries, again and again.

An entry of the agenda is one event for ever: its `uid` follows from its key. The store keeps what was last
written of each, so that a later file raises the sequence of what changed, cancels what is no longer due, and
is the same file, byte for byte, where nothing changed. A file of chosen entries cancels what it held itself
and is no longer due; what is due and merely not chosen any more is left alone. What is done stays in a
calendar as done, without alarms: it says what happened. How a file is written lives in `documents`.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from numspot_desk.contracts.agenda.entries import AgendaEntry, by_key
from numspot_desk.contracts.agenda.reminders import reminders, silent
from numspot_desk.contracts.agenda.standing import Stands, stands
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import message
from numspot_desk.rules.time import elapsed, start_of
from numspot_desk.usecases.contract.facts_of_contract import known_contract
from numspot_desk.usecases.deadlines.agenda_page import STATES, agenda_page, entries_of
from numspot_desk.usecases.deadlines.calendar_words import description, summary
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.calendar import CalendarEvent, CalendarWriter, WrittenEntry
from numspot_desk.usecases.ports.files import FileWriter
from numspot_desk.usecases.ports.orders import OrderQuery
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import FileRefused

_UIDS: Final = uuid.UUID("6f2c6a0e-3b7d-5c55-9d5e-2f4f3a1f7c10")
"""What the ids of all events are made under; another one would double every event in every calendar."""
_TOLD_AGAIN: Final = dt.timedelta(days=365)
"""How long a cancelled event is written again, for a calendar that was not fed meanwhile."""
_AT_ONCE: Final = 200


@dataclass(frozen=True)
class ExportedCalendar:
    """A calendar file that was written: of which contract (None: of all), how many events stand in it; how
    many of those are new, say something else than before, or are cancelled by this file."""

    path: Path
    sha256: str
    contract: str | None
    events: int
    new: int
    changed: int
    cancelled: int


def export_calendar(
    workspace: Workspace,
    out: Path,
    on: dt.date,
    *,
    number: str | None = None,
    keys: Collection[str] | None = None,
    writer: CalendarWriter,
    files: FileWriter,
    language: Language,
    person: Person,
    clock: Clock,
) -> ExportedCalendar:
    """Write what is due from a day on, of the contract of an order or of all, as the file `out`; with `keys`,
    of these entries alone, whatever they are due or done.

    A file that is there is replaced where an earlier export wrote it. Raises `NoSuchRecord` for an order that
    is not there or was never exported, `FileRefused` for a file that cannot be written and where there is
    nothing to write; nothing is kept then.
    """
    with workspace.transaction():
        asked = None if number is None else known_contract(workspace, number, on)
        family = None if asked is None else asked.family_id
        contract = None if asked is None else asked.number
        place = str(out.parent.resolve() / out.name)
        former = workspace.calendar.written(family)
        now, marks = clock.now(), workspace.marks.of()
        agenda = by_key(one for one in _entries(workspace, contract, on) if one.instant is not None)
        rows = {key: stands(one, now, marks.get(key)) for key, one in agenda.items()}
        said = {key: row for key, row in rows.items() if _wanted(row, former, keys)}
        gone = former.keys() - (said.keys() if keys is None else rows.keys())
        if keys is not None:
            gone &= workspace.calendar.held_by(place)
        kept = {key: _kept(row, former.get(key), language, now) for key, row in said.items()}
        kept |= {key: _cancelled(former[key], language, now) for key in gone}
        events = sorted(
            (_event(one) for one in kept.values() if not one.cancelled or now - one.written_at < _TOLD_AGAIN),
            key=lambda one: (one.when.isoformat(), one.uid),
        )
        if not events:
            raise FileRefused(message("Nothing is due: there is no deadline to write in a calendar."))
        named = (
            message("Contract deadlines")
            if contract is None
            else message("Deadlines of {number}", number=contract)
        )
        content = writer.write(language.render(named), events)
        ours = workspace.calendar.digest_of(place)
        written = [one for key, one in kept.items() if one is not former.get(key)]
        made = ExportedCalendar(
            path=out,
            sha256=hashlib.sha256(content).hexdigest(),
            contract=contract,
            events=len(events),
            new=sum(one.key not in former for one in written),
            changed=sum(one.key in former and not one.cancelled for one in written),
            cancelled=sum(one.cancelled for one in written),
        )
        details = {"events": made.events, "cancelled": made.cancelled, "order": contract or ""}
        act = Act("deadlines.exported", family or "", person.name, now, details)
        workspace.calendar.keep(written, place, made.sha256, act, said.keys())
        files.write_all(out.parent, {out.name: content}, ours={} if ours is None else {out.name: ours})
    return made


def uid_of(key: str) -> str:
    """The id of the event of an entry, the same in every file: nothing of the key can be read in it."""
    return str(uuid.uuid5(_UIDS, key))


def _entries(workspace: Workspace, number: str | None, on: dt.date) -> Iterator[AgendaEntry]:
    """The entries as the page of deadlines reads them: of one contract, else of all."""
    if number is not None:
        found = workspace.orders.page(OrderQuery(number, STATES), None, _AT_ONCE).rows
        yield from entries_of(workspace, [row for row in found if row.number == number], on)
        return
    key: tuple[Any, ...] | None = None
    while True:
        page = agenda_page(workspace, on, key, _AT_ONCE)
        yield from page.entries
        key = page.next_key
        if key is None:
            return


def _wanted(row: Stands, former: Mapping[str, WrittenEntry], keys: Collection[str] | None) -> bool:
    """Whether an entry is written: the chosen ones; else what is not over or done, or a calendar has it."""
    if keys is not None:
        return row.entry.key in keys
    return row.entry.key in former or not (row.entry.status == "over" or silent(row))


# ── What is kept of an entry ─────────────────────────────────────────────────────────────────────────


def _kept(row: Stands, former: WrittenEntry | None, language: Language, now: dt.datetime) -> WrittenEntry:
    """What is written of an entry: the same row where it says what it said."""
    entry, said = row.entry, _said(row, language)
    if former is None:
        return WrittenEntry(entry.key, entry.contract.family_id, 0, now, cancelled=False, said=said)
    if said == former.said and not former.cancelled:
        return former
    return replace(former, sequence=former.sequence + 1, written_at=now, cancelled=False, said=said)


def _cancelled(former: WrittenEntry, language: Language, now: dt.datetime) -> WrittenEntry:
    """What is written of an entry that is due no longer; the title says so too, as some programs show nothing
    else of it."""
    if former.cancelled:
        return former
    title = language.text("No longer due: {what}", what=former.said["summary"])
    said = {**former.said, "summary": title, "reminders": []}
    return replace(former, sequence=former.sequence + 1, written_at=now, cancelled=True, said=said)


def _said(row: Stands, language: Language) -> dict[str, Any]:
    entry, done = row.entry, silent(row)
    assert entry.instant is not None
    when = entry.last_day or entry.instant.astimezone(dt.UTC).replace(microsecond=0)
    title = summary(entry, language)
    moments = () if done else reminders(entry, row.mark)
    return {
        "when": when.isoformat(),
        "summary": language.text("Done: {what}", what=title) if done else title,
        "description": description(entry, language),
        "reminders": [one.astimezone(dt.UTC).isoformat() for one in moments],
    }


def _event(kept: WrittenEntry) -> CalendarEvent:
    said = kept.said
    when = _moment(said["when"])
    moments = (dt.datetime.fromisoformat(one) for one in said["reminders"])
    return CalendarEvent(
        uid=uid_of(kept.key),
        sequence=kept.sequence,
        stamp=kept.written_at,
        when=when,
        summary=said["summary"],
        description=said["description"],
        reminders=tuple(_before(when, one) for one in moments if one > kept.written_at),
        cancelled=kept.cancelled,
    )


def _moment(text: str) -> dt.date | dt.datetime:
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)


def _before(when: dt.date | dt.datetime, reminder: dt.datetime) -> dt.timedelta:
    """How far a reminder is from the beginning of its event."""
    begins = when if isinstance(when, dt.datetime) else start_of(when)
    if isinstance(when, dt.datetime):
        return elapsed(begins, reminder)
    return (
        reminder.astimezone(begins.tzinfo) - begins
    )  # by the clock on the wall, as the day itself has no zone
