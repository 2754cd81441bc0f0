"""What the page of deadlines shows and how it is narrowed, without Qt: the agenda as rows, filters, columns,
and what they are called.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.contracts.agenda.standing import Standing, Stands, day_of, stands
from numspot_desk.language.catalog import Language
from numspot_desk.language.folding import fold
from numspot_desk.language.messages import N_
from numspot_desk.rules.limits import Result
from numspot_desk.ui.kit.table import TableColumn

OPEN: Final = frozenset(Standing) - {Standing.PASSED, Standing.DONE}
"""What is shown where no state is chosen."""
STANDING_NAMES: Final[Mapping[Standing, tuple[str, str, str]]] = {
    Standing.OVERDUE: (N_("Overdue"), "warning", "problem"),
    Standing.TODAY: (N_("Due today"), "deadlines", "warning"),
    Standing.COMING: (N_("To come"), "deadlines", "muted"),
    Standing.UNKNOWN: (N_("Day not known"), "help", "muted"),
    Standing.PASSED: (N_("Passed"), "check", "muted"),
    Standing.DONE: (N_("Done"), "check", "muted"),
}
"""Each state: its name, icon and colour."""
KIND_GROUPS: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    "act": (N_("To be done"), frozenset({"act_before", "latest_before"})),
    "effect": (N_("Takes effect"), frozenset({"effect_on"})),
    "earliest": (N_("Possible afterwards"), frozenset({"earliest"})),
}
"""The kinds as people choose them: each with its name and the kinds of limits it holds."""
PARTY_NAMES: Final[Mapping[str, str]] = {"numspot": N_("Ours"), "client": N_("The client’s")}
_PARTIES: Final[Mapping[str, str]] = {
    "numspot": N_("NumSpot"),
    "client": N_("Client"),
    "both": N_("Both"),
}
_RANK: Final = {
    Standing.OVERDUE: 0,
    Standing.TODAY: 1,
    Standing.COMING: 1,
    Standing.UNKNOWN: 2,
    Standing.PASSED: 3,
    Standing.DONE: 4,
}
_LATEST: Final = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class AgendaList:
    """All entries, and how the person narrows them: no state chosen shows all that has not passed, no kind
    and no party all of them."""

    rows: tuple[Stands, ...] = ()
    standings: frozenset[Standing] = frozenset()
    kinds: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
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
        return bool(self.standings or self.kinds or self.parties or self.text.strip())

    def shown(self, language: Language) -> tuple[Stands, ...]:
        """The rows as they are narrowed and sorted: what is overdue first, then by day."""
        found = (row for row in self._narrowed(language) if self._in_state(row))
        return tuple(sorted(found, key=_order(self.sort, language), reverse=self.descending))

    def counts(self, language: Language) -> Mapping[Standing, int]:
        """How many rows of each state the other filters leave."""
        return Counter(row.standing for row in self._narrowed(language))

    def _narrowed(self, language: Language) -> Iterator[Stands]:
        """The rows that search, kinds and parties leave, of every state."""
        words = fold(self.text).split()
        return (row for row in self.rows if self._beside(row) and _has(row, words, language))

    def _in_state(self, row: Stands) -> bool:
        return row.standing in (self.standings or OPEN)

    def _beside(self, row: Stands) -> bool:
        kinds = frozenset[str]().union(*(KIND_GROUPS[one][1] for one in self.kinds))
        return (not kinds or row.entry.kind in kinds) and (
            not self.parties or row.entry.party == "both" or row.entry.party in self.parties
        )


def _has(row: Stands, words: Sequence[str], language: Language) -> bool:
    """Whether a row holds every word that is searched for."""
    if not words:
        return True
    entry = row.entry
    said = (entry.contract.number, entry.contract.client, what(row, language), entry.rule, entry.clause)
    folded = fold(" ".join(said))
    return all(word in folded for word in words)


def _order(name: str, language: Language) -> Callable[[Stands], tuple[object, ...]]:
    def by_time(row: Stands) -> tuple[object, ...]:
        entry = row.entry
        return _RANK[row.standing], entry.instant or _LATEST, entry.contract.number, entry.key

    def by_text(row: Stands) -> tuple[object, ...]:
        return fold(texts[name](row, language)), *by_time(row)

    texts: dict[str, Callable[[Stands, Language], str]] = {
        "what": what,
        "number": lambda row, _: row.entry.contract.number,
        "client": lambda row, _: row.entry.contract.client,
        "party": party,
        "clause": lambda row, _: row.entry.clause,
    }
    return by_text if name in texts else by_time


# ── What is said of a row ────────────────────────────────────────────────────────────────────────────


def identity(row: Stands) -> str:
    """What a row is told from the others by: its entry, and the version that tells it."""
    return f"{row.entry.contract.order_id} {row.entry.key}"


def what(row: Stands, language: Language) -> str:
    """What is to be done or happens, and what it is about."""
    said = language.render(row.entry.what)
    return f"{said} · {row.entry.about}" if row.entry.about and row.entry.rule else said


def when(row: Stands, language: Language) -> str:
    """The day, with the time for a limit in hours."""
    return _result(Result(row.entry.last_day, row.entry.instant), language)


def sides(row: Stands, language: Language) -> str:
    """The safe and the sure day as two marks joined by a line; "" where every reading agrees."""
    entry = row.entry
    if entry.safe == entry.sure:
        return ""
    return f"{_result(entry.safe, language)} ●─● {_result(entry.sure, language)}"


def sides_said(row: Stands, language: Language) -> str:
    """The same in words, for who does not see the marks."""
    entry = row.entry
    if entry.safe == entry.sure:
        return language.text("Every reading gives this day.")
    if not entry.sure.known:
        return language.text(
            "Act by {safe}; another reading leaves the day open.", safe=_result(entry.safe, language)
        )
    return language.text(
        "Act by {safe}; rely on it only after {sure}.",
        safe=_result(entry.safe, language),
        sure=_result(entry.sure, language),
    )


def party(row: Stands, language: Language) -> str:
    """Who acts or is concerned."""
    return language.text(_PARTIES[row.entry.party])


def state(row: Stands, language: Language) -> str:
    """How it stands, in words: late by so many days, today, in so many days; done, and for which day."""
    days = row.days_left
    match row.standing:
        case Standing.DONE if row.moved:
            return language.text("Done for another day")
        case Standing.OVERDUE if days == 0:
            return language.text("Overdue since today")
        case Standing.OVERDUE:
            return language.ntext("Overdue by {n} day", "Overdue by {n} days", -days)
        case Standing.COMING | Standing.TODAY:
            said = language.ntext("In {n} day", "In {n} days", days) if days else language.text("Today")
            return language.text("{state}, safe day passed", state=said) if row.unsafe else said
        case _:
            return language.text(STANDING_NAMES[row.standing][0])


def picture(row: Stands) -> tuple[str, str]:
    """The icon of a row's state and its colour."""
    if row.unsafe:
        return "warning", "warning"
    return STANDING_NAMES[row.standing][1:]


def _result(result: Result, language: Language) -> str:
    day = day_of(result.last_day, result.instant)
    if day is None:
        return "?"
    said = language.formats.date_list(day)
    if result.last_day is not None or result.instant is None:
        return said
    return f"{said} {language.formats.time(result.instant)}"


SIDES: Final = 4
"""The place of the column of both days."""
COLUMNS: Final[tuple[TableColumn[Stands], ...]] = (
    TableColumn("day", N_("Day"), when, 128, sort="day", value=lambda row: row.day),
    TableColumn("state", N_("State"), state, 160, picture=picture),
    TableColumn("what", N_("What"), what, 300, sort="what", stretch=True),
    TableColumn("client", N_("Client"), lambda row, _: row.entry.contract.client, 150, sort="client"),
    TableColumn("sides", N_("Safe ●─● sure day"), sides, 196),
    TableColumn("number", N_("Contract"), lambda row, _: row.entry.contract.number, 172, sort="number"),
    TableColumn("clause", N_("Clause"), lambda row, _: row.entry.clause, 88, sort="clause"),
    TableColumn("party", N_("Party"), party, 84, sort="party"),
)
