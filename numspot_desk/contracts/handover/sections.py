"""The sections of a hand-over, each with a version of its own, and how the rows beside an order are joined.

A section of another name or a later version was written by a newer program: reading refuses it by name, so
that nothing of an order is dropped in silence. Rows beside an order (its review steps…) are JSON objects;
what they hold is known to the table of the same name. A further kind of row is one more entry of `BESIDE`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.contracts.canonical import fingerprint

Row = Mapping[str, Any]
Rows = tuple[Row, ...]

ORDERS, AUDIT, TERMS, ATTACHMENTS = "orders", "audit", "terms", "attachments"
REVIEW_STEPS: Final = "review_steps"
COMMENT_THREADS: Final = "comment_threads"
COMMENTS: Final = "comments"
CLAUSE_ORIGINS: Final = "clause_origins"
CLAUSE_REASONS: Final = "clause_reasons"
SIGNATURES: Final = "signatures"
CONTRACT_EVENTS: Final = "contract_events"
TERMS_REFUSALS: Final = "terms_refusals"


@dataclass(frozen=True)
class RowKind:
    """Rows kept beside an order. `key`: the members that tell two rows apart, none where all of them do;
    of two rows with one key, the one here already stays. `when`: the member that orders them. `grows`:
    the rows belong to the version whatever it says, and none is put aside with a content that is.
    `once`: a member that no two rows share; where both sides gave it, each apart, the row that comes loses
    it and both stand. `contract`: the rows are about the contract, and stand beside its first version."""

    version: int = 1
    key: tuple[str, ...] = ()
    when: str = "at"
    grows: bool = False
    once: str = ""
    contract: bool = False


BESIDE: Final[Mapping[str, RowKind]] = MappingProxyType(
    {
        REVIEW_STEPS: RowKind(),
        COMMENT_THREADS: RowKind(key=("id",), grows=True),
        COMMENTS: RowKind(grows=True),
        CLAUSE_ORIGINS: RowKind(key=("clause_id",)),
        CLAUSE_REASONS: RowKind(key=("clause_id",)),
        SIGNATURES: RowKind(key=("version",)),  # no row says its version: one is all that a version has
        CONTRACT_EVENTS: RowKind(
            key=("id",), when="recorded_at", grows=True, once="supersedes", contract=True
        ),
        TERMS_REFUSALS: RowKind(key=("label_key",), when="recorded_at", grows=True, contract=True),
    }
)
"""The kinds of rows that travel with an order."""
VERSIONS: Final[Mapping[str, int]] = MappingProxyType(
    {ORDERS: 1, AUDIT: 1, TERMS: 1, ATTACHMENTS: 1, **{name: kind.version for name, kind in BESIDE.items()}}
)
"""Every section that this program writes and reads, with its version."""


def joined(name: str, here: Iterable[Row], there: Iterable[Row]) -> Rows:
    """The rows of both sides, each once, in one order whichever side asks."""
    kind = BESIDE[name]
    found: dict[Any, Row] = {}
    given: set[Any] = set()
    for row in (*here, *there):
        if (identity := _identity(kind, row)) in found:
            continue
        found[identity] = row
        if kind.once and row.get(kind.once) is not None:
            if row[kind.once] in given:
                found[identity] = {**row, kind.once: None}
            given.add(row[kind.once])
    return tuple(
        sorted(found.values(), key=lambda row: (str(row.get(kind.when, "")), fingerprint(dict(row))))
    )


def missing(name: str, here: Sequence[Row], there: Sequence[Row]) -> Rows:
    """The rows of `there` that `here` lacks."""
    known = {_identity(BESIDE[name], row) for row in here}
    return tuple(row for row in there if _identity(BESIDE[name], row) not in known)


def _identity(kind: RowKind, row: Row) -> Any:
    return tuple(row.get(member) for member in kind.key) if kind.key else fingerprint(dict(row))
