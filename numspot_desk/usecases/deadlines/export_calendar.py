"""Export what falls due as a calendar file, of one contract or of all, again and again.

An entry of the agenda is one event for ever: its `uid` follows from its key. The store keeps what was last
written of each, so that a later file raises the sequence of what changed, cancels what is no longer due, and
is the same file, byte for byte, where nothing changed. How a file is written lives in `documents`.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.contracts.agenda.reminders import reminders
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import message
from numspot_desk.rules.time import elapsed, start_of
from numspot_desk.usecases.contract.facts_of_contract import (
    KnownContract,
    known_contract,
    known_contracts,
    pending_contract,
)
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
    writer: CalendarWriter,
    files: FileWriter,
    language: Language,
    person: Person,
    clock: Clock,
) -> ExportedCalendar:
    """Write what is due from a day on, of the contract of an order or of all, as the file `out`.

    A file that is there is replaced where an earlier export wrote it. Raises `NoSuchRecord` for an order that
    is not there or was never exported, `FileRefused` for a file that cannot be written and where there is
    nothing to write; nothing is kept then.
    """
    with workspace.transaction():
        contracts = list(_contracts(workspace, number, on))
        family = None if number is None else contracts[0].family_id
        former = workspace.calendar.written(family)
        now = clock.now()
        said = {one.key: one for one in _due(contracts, former)}
        kept = {key: _kept(one, former.get(key), language, now) for key, one in said.items()}
        kept |= {key: _cancelled(one, language, now) for key, one in former.items() if key not in said}
        events = sorted(
            (_event(one) for one in kept.values() if not one.cancelled or now - one.written_at < _TOLD_AGAIN),
            key=lambda one: (one.when.isoformat(), one.uid),
        )
        if not events:
            raise FileRefused(message("Nothing is due: there is no deadline to write in a calendar."))
        contract = None if number is None else contracts[0].number
        named = (
            message("Contract deadlines")
            if contract is None
            else message("Deadlines of {number}", number=contract)
        )
        content = writer.write(language.render(named), events)
        place = str(out.parent.resolve() / out.name)
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
        workspace.calendar.keep(written, place, made.sha256, act)
        files.write_all(out.parent, {out.name: content}, ours={} if ours is None else {out.name: ours})
    return made


def uid_of(key: str) -> str:
    """The id of the event of an entry, the same in every file: nothing of the key can be read in it."""
    return str(uuid.uuid5(_UIDS, key))


def _contracts(workspace: Workspace, number: str | None, on: dt.date) -> Iterator[KnownContract]:
    """The contract of an order, else all: those that were signed, and the orders that wait to be."""
    if number is not None:
        yield known_contract(workspace, number, on)
        return
    seen = set()
    for one in known_contracts(workspace, None, on):
        seen.add(one.number)
        yield one
    key: tuple[Any, ...] | None = None
    while True:
        page = workspace.orders.page(OrderQuery(states=frozenset({OrderState.EXPORTED})), key, _AT_ONCE)
        for row in page.rows:
            if row.number not in seen:
                yield pending_contract(workspace, row.number, on)
        key = page.next_key
        if key is None:
            return


def _due(contracts: Iterable[KnownContract], former: Mapping[str, WrittenEntry]) -> Iterator[AgendaEntry]:
    """The entries with a day or an instant; what is over already only where a calendar has it."""
    for contract in contracts:
        for entry in contract.agenda():
            if entry.instant is not None and (entry.status != "over" or entry.key in former):
                yield entry


# ── What is kept of an entry ─────────────────────────────────────────────────────────────────────────


def _kept(
    entry: AgendaEntry, former: WrittenEntry | None, language: Language, now: dt.datetime
) -> WrittenEntry:
    """What is written of an entry: the same row where it says what it said."""
    said = _said(entry, language)
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


def _said(entry: AgendaEntry, language: Language) -> dict[str, Any]:
    assert entry.instant is not None
    when = entry.last_day or entry.instant.astimezone(dt.UTC).replace(microsecond=0)
    return {
        "when": when.isoformat(),
        "summary": summary(entry, language),
        "description": description(entry, language),
        "reminders": [one.astimezone(dt.UTC).isoformat() for one in reminders(entry)],
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
