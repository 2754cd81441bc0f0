"""How the page of deadlines narrows and orders the agenda, without Qt: states, kinds, parties, contracts,
clients, owners, words. What is said of a row lives in `row_words`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.contracts.agenda.standing import Standing, Stands, day_of, stands
from numspot_desk.language.catalog import Language
from numspot_desk.language.folding import fold
from numspot_desk.language.messages import N_
from numspot_desk.rules.time import start_of
from numspot_desk.ui.deadlines.row_words import SNOOZED, STATE_NAMES, owner, party, state_of, what

OPEN: Final = frozenset(STATE_NAMES) - {Standing.PASSED, Standing.DONE}
"""What is shown where no state is chosen."""
KIND_GROUPS: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    "act": (N_("To be done"), frozenset({"act_before", "latest_before"})),
    "effect": (N_("Takes effect"), frozenset({"effect_on"})),
    "earliest": (N_("Possible afterwards"), frozenset({"earliest"})),
}
"""The kinds as people choose them: each with its name and the kinds of limits it holds."""
PARTY_NAMES: Final[Mapping[str, str]] = {"numspot": N_("Ours"), "client": N_("The client’s")}
_RANK: Final[Mapping[str, int]] = {
    Standing.OVERDUE: 0,
    Standing.TODAY: 1,
    Standing.COMING: 1,
    SNOOZED: 1,
    Standing.UNKNOWN: 2,
    Standing.PASSED: 3,
    Standing.DONE: 4,
}
_LATEST: Final = dt.datetime.max.replace(tzinfo=dt.UTC)
_KEPT: Final = ("states", "kinds", "parties", "contracts")
"""What narrows the list at the next start too; names of people are not kept outside the workspace."""


@dataclass(frozen=True)
class AgendaList:
    """All entries, and how the person narrows them: no state chosen shows all that has neither passed nor
    been done, nothing else chosen all of them. `states` are standings, and `SNOOZED`; `contracts` are
    numbers."""

    rows: tuple[Stands, ...] = ()
    states: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    contracts: frozenset[str] = frozenset()
    clients: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    text: str = ""
    sort: str = "day"
    descending: bool = False

    def of(self, entries: Iterable[AgendaEntry], marks: Mapping[str, Mark], now: dt.datetime) -> "AgendaList":
        """The same list of other entries, as they stand at an instant with what people added to them."""
        return replace(self, rows=tuple(stands(one, now, marks.get(one.key)) for one in entries))

    def bare(self) -> "AgendaList":
        """The same entries, narrowed by nothing."""
        return AgendaList(self.rows, sort=self.sort, descending=self.descending)

    @property
    def filtered(self) -> bool:
        """Whether something may be hidden by search or filters."""
        chosen = (self.states, self.kinds, self.parties, self.contracts, self.clients, self.owners)
        return any(chosen) or bool(self.text.strip())

    def shown(self, language: Language) -> tuple[Stands, ...]:
        """The rows as they are narrowed and sorted: what is overdue first, then by day."""
        found = (row for row in self._narrowed(language) if self._in_state(row))
        return tuple(sorted(found, key=_order(self.sort, language), reverse=self.descending))

    def counts(self, language: Language) -> Mapping[str, int]:
        """How many rows of each state the other filters leave."""
        return Counter(state_of(row) for row in self._narrowed(language))

    def bookmark(self) -> str:
        """How it is narrowed, as text to be read by `narrowed_by`."""
        kept = ((name, sorted(getattr(self, name))) for name in _KEPT)
        return ";".join(f"{name}={','.join(chosen)}" for name, chosen in kept if chosen)

    def narrowed_by(self, bookmark: str) -> "AgendaList":
        """The same entries, narrowed as a bookmark says; what it names that is not known is left out."""
        known: dict[str, Iterable[str] | None] = {
            "states": STATE_NAMES,
            "kinds": KIND_GROUPS,
            "parties": PARTY_NAMES,
            "contracts": None,
        }
        chosen: dict[str, frozenset[str]] = {}
        for part in bookmark.split(";"):
            name, _, values = part.partition("=")
            if name in known:
                offered = known[name]
                some = frozenset(filter(None, values.split(",")))
                chosen[name] = some if offered is None else some & frozenset(offered)
        return replace(self.bare(), **chosen)  # type: ignore[arg-type] # the names are those of _KEPT

    def _narrowed(self, language: Language) -> Iterator[Stands]:
        """The rows that search and all filters but that of states leave."""
        words = fold(self.text).split()
        return (row for row in self.rows if self._beside(row) and _has(row, words, language))

    def _in_state(self, row: Stands) -> bool:
        return state_of(row) in (self.states or OPEN)

    def _beside(self, row: Stands) -> bool:
        entry = row.entry
        kinds = frozenset[str]().union(*(KIND_GROUPS[one][1] for one in self.kinds))
        return (
            (not kinds or entry.kind in kinds)
            and (not self.parties or entry.party == "both" or entry.party in self.parties)
            and (not self.contracts or entry.contract.number in self.contracts)
            and (not self.clients or entry.contract.client in self.clients)
            and (not self.owners or owner(row) in self.owners)
        )


@dataclass(frozen=True)
class Choice:
    """Something to narrow by: the field of the list, the value, and what is said of it beside its name."""

    field: str
    value: str
    beside: str = ""


FIELDS: Final[Mapping[str, str]] = {
    "contracts": N_("Contract"),
    "clients": N_("Client"),
    "owners": N_("Owner"),
}
"""What can be chosen among what the agenda holds: the field of the list, and its name."""


def choices(rows: Iterable[Stands], typed: str, most: int) -> tuple[Choice, ...]:
    """The contracts, clients and owners of these rows whose name holds what is typed, by name, `most` of
    each."""
    found: dict[str, dict[str, Choice]] = {name: {} for name in FIELDS}
    for row in rows:
        contract = row.entry.contract
        found["contracts"].setdefault(contract.number, Choice("contracts", contract.number, contract.client))
        if contract.client:
            found["clients"].setdefault(contract.client, Choice("clients", contract.client))
        if said := owner(row):
            found["owners"].setdefault(said, Choice("owners", said))
    words = fold(typed).split()
    kept: list[Choice] = []
    for some in found.values():
        held = [one for one in some.values() if _holds(f"{one.value} {one.beside}", words)]
        kept.extend(sorted(held, key=lambda one: fold(one.value))[:most])
    return tuple(kept)


def chosen(shown: AgendaList) -> tuple[Choice, ...]:
    """What a list is narrowed to beside states, kinds and parties."""
    return tuple(Choice(name, value) for name in FIELDS for value in sorted(getattr(shown, name)))


def toggled(shown: AgendaList, choice: Choice) -> AgendaList:
    """The list narrowed by a choice too; no more by it where it was."""
    field = next(one.name for one in fields(shown) if one.name == choice.field)
    return replace(shown, **{field: getattr(shown, field) ^ {choice.value}})


def between(rows: Iterable[Stands], first: dt.date, last: dt.date) -> tuple[Stands, ...]:
    """The rows that stand between two days, both included."""
    return tuple(row for row in rows if row.day is not None and first <= row.day <= last)


def touching(rows: Iterable[Stands], first: dt.date, last: dt.date) -> tuple[Stands, ...]:
    """The same, and those of which the line between both days reaches in."""
    found = []
    for row in rows:
        if row.day is None:
            continue
        start, end = span(row)
        if start <= last and end >= first:
            found.append(row)
    return tuple(found)


def span(row: Stands) -> tuple[dt.date, dt.date]:
    """The first and the last day of an entry that has a day: its safe and its sure day, as far as they are
    known, and the day that the readings in force give."""
    entry = row.entry
    assert row.day is not None
    if entry.safe == entry.sure:
        return row.day, row.day
    known = [day_of(one.last_day, one.instant) for one in (entry.safe, entry.sure) if one.known]
    days = [row.day, *(day for day in known if day is not None)]
    return min(days), max(days)


def pressing(row: Stands) -> tuple[int, dt.datetime, str, str]:
    """What orders rows by how much they press: what is overdue first, then by time; what was put off by the
    day it was put off to."""
    entry, moment = row.entry, row.entry.instant or _LATEST
    if row.snoozed and row.mark is not None and row.mark.snoozed_until is not None:
        moment = start_of(row.mark.snoozed_until)
    return _RANK[state_of(row)], moment, entry.contract.number, entry.key


def _has(row: Stands, words: Sequence[str], language: Language) -> bool:
    """Whether a row holds every word that is searched for."""
    if not words:
        return True
    entry, mark = row.entry, row.mark
    said = [entry.contract.number, entry.contract.client, what(row, language), entry.rule, entry.clause]
    if mark is not None:
        said += [mark.owner, mark.note]
    return _holds(" ".join(said), words)


def _holds(text: str, words: Sequence[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


def _order(name: str, language: Language) -> Callable[[Stands], tuple[object, ...]]:
    def by_text(row: Stands) -> tuple[object, ...]:
        return fold(texts[name](row, language)), *pressing(row)

    texts: dict[str, Callable[[Stands, Language], str]] = {
        "what": what,
        "number": lambda row, _: row.entry.contract.number,
        "client": lambda row, _: row.entry.contract.client,
        "owner": lambda row, _: owner(row) or "\uffff",
        "party": party,
        "clause": lambda row, _: row.entry.clause,
    }
    return by_text if name in texts else pressing
