"""How the page of deadlines narrows and orders the agenda, without Qt: states, kinds, parties, contracts,
clients, owners, words; and the question that this asks of the index. What is said of a row lives in
`row_words`.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final

from numspot_desk.contracts.agenda.entries import CERTIFICATE, OFFER, offer_ends, renewal
from numspot_desk.contracts.agenda.names import LIMIT_NAMES, STEP_NAMES, limit_name
from numspot_desk.contracts.agenda.standing import SNOOZED, Standing, Stands, day_of, state_of
from numspot_desk.language.catalog import Language
from numspot_desk.language.folding import fold
from numspot_desk.language.messages import N_
from numspot_desk.rules.time import start_of
from numspot_desk.ui.deadlines.row_words import STATE_NAMES, owner, party, what
from numspot_desk.usecases.ports.due import DueQuery, DueSort, DueWord, Named
from numspot_desk.usecases.ports.workspace import Workspace

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
    SNOOZED: 2,
    Standing.UNKNOWN: 3,
    Standing.PASSED: 4,
    Standing.DONE: 5,
}
_LATEST: Final = dt.datetime.max.replace(tzinfo=dt.UTC)
_KEPT: Final = ("states", "kinds", "parties", "contracts")
"""What narrows the list at the next start too; names of people are not kept outside the workspace."""


@dataclass(frozen=True)
class AgendaList:
    """How the person narrows and orders the agenda: no state chosen shows all that has neither passed nor
    been done, nothing else chosen all of it. `states` are standings, and `SNOOZED`; `contracts` are
    numbers."""

    states: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    contracts: frozenset[str] = frozenset()
    clients: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    text: str = ""
    sort: str = "day"
    descending: bool = False

    def bare(self) -> "AgendaList":
        """The same order, narrowed by nothing."""
        return AgendaList(sort=self.sort, descending=self.descending)

    @property
    def filtered(self) -> bool:
        """Whether something may be hidden by search or filters."""
        chosen = (self.states, self.kinds, self.parties, self.contracts, self.clients, self.owners)
        return any(chosen) or bool(self.text.strip())

    def query(self, now: dt.datetime, today: dt.date, language: Language) -> DueQuery:
        """What is asked of the index at an instant; words are searched and sorted in a language."""
        sort = DueSort(self.sort)
        called = _called(language, today) if self.text.strip() or sort is DueSort.WHAT else ()
        return DueQuery(
            now,
            today,
            states=self.states or OPEN,
            kinds=frozenset[str]().union(*(KIND_GROUPS[one][1] for one in self.kinds)),
            parties=self.parties,
            numbers=self.contracts,
            clients=self.clients,
            owners=self.owners,
            words=tuple(
                DueWord(word, frozenset(name for name, said in called if word in said))
                for word in fold(self.text).split()
            ),
            sort=sort,
            names=tuple(name for name, _ in called) if sort is DueSort.WHAT else (),
            descending=self.descending,
        )

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


def choices(workspace: Workspace, typed: str, most: int) -> tuple[Choice, ...]:
    """The contracts, clients and owners whose name holds what is typed, by name, `most` of each."""
    return tuple(
        Choice(field, value, beside)
        for field, asked in (("contracts", "numbers"), ("clients", "clients"), ("owners", "owners"))
        for value, beside in workspace.due.choices(asked, typed, most)
    )


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


def ordered(rows: Iterable[Stands], shown: AgendaList, language: Language) -> tuple[Stands, ...]:
    """Rows that are in hand, in the order of a list."""
    texts: dict[str, Callable[[Stands], str]] = {
        "what": lambda row: what(row, language),
        "number": lambda row: row.entry.contract.number,
        "client": lambda row: row.entry.contract.client,
        "owner": lambda row: owner(row) or "\uffff",
        "party": lambda row: party(row, language),
        "clause": lambda row: row.entry.clause,
    }
    text = texts.get(shown.sort)

    def key(row: Stands) -> tuple[object, ...]:
        return pressing(row) if text is None else (fold(text(row)), *pressing(row))

    return tuple(sorted(rows, key=key, reverse=shown.descending))


def pressing(row: Stands) -> tuple[int, dt.datetime, str, str]:
    """What orders rows by how much they press: what is overdue first, then by time; what was put off by the
    day it was put off to."""
    entry, moment = row.entry, row.entry.instant or _LATEST
    if row.snoozed and row.mark is not None and row.mark.snoozed_until is not None:
        moment = start_of(row.mark.snoozed_until)
    return _RANK[state_of(row)], moment, entry.contract.number, entry.key


def _called(language: Language, today: dt.date) -> tuple[tuple[Named, str], ...]:
    """Every name that an entry can have, folded, in the order of their words."""
    two = {rule for rule in LIMIT_NAMES if rule == "T27"}
    said = {(rule, None): limit_name(rule) for rule in LIMIT_NAMES if rule not in two}
    named: dict[Named, str] = {name: language.render(one) for name, one in said.items()}
    named |= {(rule, step): language.render(limit_name(rule, step)) for rule in two for step in STEP_NAMES}
    named["", OFFER] = language.render(offer_ends())
    named["", CERTIFICATE] = language.render(renewal("", today, today))
    folded = ((name, fold(words)) for name, words in named.items())
    return tuple(sorted(folded, key=lambda one: (one[1], str(one[0]))))
