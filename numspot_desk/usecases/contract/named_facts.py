"""What the parties named beside the texts of a contract: documents without rank (P4), documents incorporated
with their day or edition, another ranking than that of CG-2.2 (P1).

They are events of the contract, dated and added for good; a correction supersedes, a withdrawal takes back.
What they do to the hierarchy is `contracts.ranking.hierarchy`.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from numspot_desk.contracts.ranking.papers import AgreedRanking, Incorporated, Unranked
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.clauses import Document, is_reference
from numspot_desk.rules.precedence import RANKS, WITHOUT_RANK
from numspot_desk.rules.subjects import INCORPORATED
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.events import WITHDRAWN, ContractEvent, NewEvent
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.roles import require_writer

UNRANKED: Final = "document_without_rank"
INCORPORATES: Final = "document_incorporated"
RANKING: Final = "ranking_agreed"
KINDS: Final = (UNRANKED, INCORPORATES, RANKING)
OTHER_DOCUMENT: Final = "other"
INCORPORATED_KINDS: Final = (*INCORPORATED, OTHER_DOCUMENT)
REFERRERS: Final = ("CP", "CG", "CS-HDS", "CS-SecNumCloud")
_LONGEST: Final = 200
_ACTS: Final = "contract.fact_named"
_TAKEN_BACK: Final = "contract.fact_withdrawn"

Fact = Unranked | Incorporated | AgreedRanking


class NamingRefused(DeskError):
    """This cannot be kept: `field` (`kind`, `title`, `ranking`…) is what to correct. Nothing was kept."""

    def __init__(self, field: str, sentence: Message) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class NamedFact:
    """What was named, and the event that holds it."""

    event: ContractEvent
    fact: Fact


@dataclass(frozen=True)
class NamedFacts:
    """What stands of a contract, in the order it was entered."""

    named: tuple[NamedFact, ...] = ()

    @property
    def unranked(self) -> tuple[Unranked, ...]:
        """The documents without rank."""
        return tuple(one.fact for one in self.named if isinstance(one.fact, Unranked))

    @property
    def incorporated(self) -> tuple[Incorporated, ...]:
        """The documents incorporated."""
        return tuple(one.fact for one in self.named if isinstance(one.fact, Incorporated))

    @property
    def rankings(self) -> tuple[AgreedRanking, ...]:
        """The rankings that the parties agreed."""
        return tuple(one.fact for one in self.named if isinstance(one.fact, AgreedRanking))


def named_facts(workspace: Workspace, number: str) -> NamedFacts:
    """What was named of a contract and not taken back; an event that this program cannot read is left out."""
    events = workspace.events.standing([number], KINDS).get(number, ())
    return NamedFacts(tuple(_read(events)))


def named_after(workspace: Workspace, number: str, at: dt.datetime) -> bool:
    """Whether something was named, corrected or taken back after an instant."""
    history = workspace.events.history(number)
    ours = {event.id for event in history if event.kind in KINDS}
    return any(event.recorded_at > at and (event.id in ours or event.supersedes in ours) for event in history)


def name_fact(
    workspace: Workspace,
    order_id: str,
    fact: Fact,
    person: Person,
    clock: Clock,
    *,
    instead_of: str | None = None,
) -> Changes:
    """Keep what the parties named; `instead_of` is the event that it corrects. Raises `NamingRefused` for
    what cannot be, `MoveRefused` for a read-only role, `NoSuchRecord`."""
    require_writer(person)
    kind, on, data = _checked(fact)
    with workspace.transaction():
        record = workspace.orders.load(order_id)
        details = {"number": record.number, "kind": kind, "on": None if on is None else on.isoformat()}
        act = Act(_ACTS, order_id, person.name, clock.now(), details)
        workspace.events.record(order_id, NewEvent(kind, on=on, data=data, supersedes=instead_of), act)
    return Changes(orders=frozenset({order_id}))


def withdraw_fact(
    workspace: Workspace, order_id: str, event_id: str, person: Person, clock: Clock
) -> Changes:
    """Take back what was named by mistake. Raises `MoveRefused`, `NoSuchRecord`."""
    require_writer(person)
    with workspace.transaction():
        record = workspace.orders.load(order_id)
        act = Act(_TAKEN_BACK, order_id, person.name, clock.now(), {"number": record.number})
        workspace.events.record(order_id, NewEvent(WITHDRAWN, on=clock.today(), supersedes=event_id), act)
    return Changes(orders=frozenset({order_id}))


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────


def _checked(fact: Fact) -> tuple[str, dt.date | None, dict[str, Any]]:
    match fact:
        case Unranked(kind, title, dated):
            _require(kind in WITHOUT_RANK, "kind", message("Choose what the document is."))
            return UNRANKED, dated, {"kind": kind, "title": _title(title)}
        case Incorporated(kind, title, referred_by, dated, edition):
            _require(kind in INCORPORATED_KINDS, "kind", message("Choose what the document is."))
            _require(
                referred_by in REFERRERS, "referred_by", message("Choose the document that refers to it.")
            )
            data = {"kind": kind, "title": _title(title), "referred_by": referred_by}
            return INCORPORATES, dated, data | {"edition": edition.strip()[:_LONGEST]}
        case AgreedRanking(ranking, since, clause):
            _require(
                sorted(ranking) == sorted(RANKS), "ranking", message("Rank each of the three documents once.")
            )
            agreed = is_reference(clause) and not clause.startswith(Document.GENERAL.value)
            _require(
                agreed,
                "clause",
                message("Type the clause of the order or of the special conditions that says so, like CP-8."),
            )
            return RANKING, since, {"ranking": [one.value for one in ranking], "clause": clause}


def _title(title: str) -> str:
    plain = " ".join(title.split())
    _require(bool(plain), "title", message("Type the title of the document."))
    _require(len(plain) <= _LONGEST, "title", message("This title is too long: 200 characters at most."))
    return plain


def _require(holds: bool, field: str, sentence: Message) -> None:
    if not holds:
        raise NamingRefused(field, sentence)


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────


def _read(events: Iterable[ContractEvent]) -> Iterable[NamedFact]:
    for event in events:
        fact = _fact(event.kind, event.on, event.data)
        if fact is not None:
            yield NamedFact(event, fact)


def _fact(kind: str, on: dt.date | None, data: Mapping[str, Any]) -> Fact | None:
    title, what = data.get("title"), data.get("kind")
    if kind == RANKING:
        ranking = [one for one in data.get("ranking", ()) if one in RANKS]
        clause = data.get("clause")
        if on is None or sorted(ranking) != sorted(RANKS) or not isinstance(clause, str):
            return None
        return AgreedRanking(tuple(map(Document, ranking)), on, clause)
    if not isinstance(title, str) or not isinstance(what, str):
        return None
    if kind == UNRANKED:
        return Unranked(what, title, on) if what in WITHOUT_RANK else None
    referred_by = data.get("referred_by")
    if what not in INCORPORATED_KINDS or referred_by not in REFERRERS:
        return None
    return Incorporated(what, title, referred_by, on, str(data.get("edition") or ""))
