"""The audit log: a hash chain of acts, without personal data in clear, written in the act's transaction.

The chained body names the actor by a sealed pseudonym; the name stands beside it and can be erased.
Whoever owns the file could rewrite the whole chain, and a cut tail shows no break: the head printed on
exported contracts is the outside witness (`sequence_of`).
"""

import datetime as dt
import hashlib
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, select

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.store.schema import actors, audit
from numspot_desk.store.session import Session
from numspot_desk.store.types import plain, storable
from numspot_desk.usecases.ports.audit import Act, AuditEntry, AuditFault, AuditVerdict, FaultKind
from numspot_desk.usecases.ports.world import Chance

FORMAT: Final = 1
GENESIS: Final = "0" * 64
_MAIL: Final = re.compile(r"[^\s@]+@[^\s@]+")
_IBAN: Final = re.compile(r"\b[A-Za-z]{2}[\s-]?\d{2}(?:[\s-]?[A-Za-z0-9]){11,30}\b")
_OWN_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
"""Ids and digests of ours: one in twenty begins as an account number does."""
_HIDDEN: Final = "•••"
_MOST_FAULTS: Final = 100
_ENTRIES: Final = select(audit, actors.c.name).join(actors)


def append(connection: Connection, act: Act, chance: Chance) -> str:
    """Write the row of an act after the last one, in the transaction under way; returns the new head.

    Mail addresses and IBANs that slipped into the details are blotted out: no row can be corrected later.
    """
    last = connection.execute(
        select(audit.c.sequence, audit.c.digest).order_by(audit.c.sequence.desc()).limit(1)
    ).first()
    sequence, previous = (last.sequence + 1, last.digest) if last else (1, GENESIS)
    actor_id, seal = _actor(connection, storable(act.actor), chance)
    row = {
        "sequence": sequence,
        "format": FORMAT,
        "at": act.at.astimezone(dt.UTC),
        "kind": act.kind,
        "subject": act.subject,
        "details": _without_personal_data(plain(act.details)),
        "previous": previous,
    }
    digest = fingerprint(_body(row, seal))
    connection.execute(audit.insert().values(**row, actor_id=actor_id, digest=digest))
    return digest


def head_of(connection: Connection) -> str:
    """The digest of the last row; 64 zeros when nothing was ever written."""
    return (
        connection.execute(select(audit.c.digest).order_by(audit.c.sequence.desc()).limit(1)).scalar()
        or GENESIS
    )


def chained_rows(connection: Connection, subjects: Select[tuple[str]]) -> tuple[dict[str, Any], ...]:
    """The rows about these subjects as the chain digests them, each with its digest, oldest first."""
    query = select(audit, actors.c.seal).join(actors).where(audit.c.subject.in_(subjects))
    rows = connection.execute(query.order_by(audit.c.sequence)).mappings()
    return tuple({**_body(dict(row), row["seal"]), "digest": row["digest"]} for row in rows)


def _actor(connection: Connection, name: str, chance: Chance) -> tuple[str, str]:
    known = connection.execute(select(actors.c.id, actors.c.seal).where(actors.c.name == name)).first()
    if known is not None:
        return known.id, known.seal
    actor_id = str(uuid.UUID(bytes=chance.bytes(16), version=4))
    salt = chance.bytes(16).hex()
    seal = _seal(salt, name)
    connection.execute(actors.insert().values(id=actor_id, seal=seal, salt=salt, name=name))
    return actor_id, seal


def _seal(salt: str, name: str) -> str:
    return hashlib.sha256(f"{salt}{name}".encode()).hexdigest()


def _body(row: Mapping[str, Any], seal: str) -> dict[str, Any]:
    """What the digest covers. A change here is a new format: rows of the old one keep theirs."""
    return {
        "format": row["format"],
        "sequence": row["sequence"],
        "at": row["at"].astimezone(dt.UTC).isoformat(),
        "actor": seal,
        "kind": row["kind"],
        "subject": row["subject"],
        "details": row["details"],
        "previous": row["previous"],
    }


def _without_personal_data(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_personal_data(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_personal_data(inner) for inner in value]
    if isinstance(value, str) and not _OWN_ID.fullmatch(value):
        return _IBAN.sub(_HIDDEN, _MAIL.sub(_HIDDEN, value))
    return value


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(row.sequence, row.at, row.name or "", row.kind, row.subject, row.details, row.digest)


class AuditLog:
    """Reads the log of one workspace (`AuditStore`)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def head(self) -> str:
        """The digest of the last row; 64 zeros when nothing was ever written."""
        with self._session.transaction() as connection:
            return head_of(connection)

    def sequence_of(self, digest: str) -> int | None:
        """The row with this digest: a printed head that no row has shows a cut tail or a rewritten log."""
        with self._session.transaction() as connection:
            return connection.execute(select(audit.c.sequence).where(audit.c.digest == digest)).scalar()

    def entries(
        self, subject: str | None = None, limit: int = 200, before: int | None = None
    ) -> Sequence[AuditEntry]:
        """The latest rows first, of one subject or of all, with a number below `before`. An erased actor
        reads as ""."""
        query = _ENTRIES.order_by(audit.c.sequence.desc()).limit(limit)
        if before is not None:
            query = query.where(audit.c.sequence < before)
        if subject is not None:
            query = query.where(audit.c.subject == subject)
        with self._session.transaction() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def latest(self, kind: str, subjects: Sequence[str]) -> Mapping[str, AuditEntry]:
        """The latest row of a kind about each of several subjects, by subject."""
        query = _ENTRIES.where(audit.c.kind == kind, audit.c.subject.in_(subjects))
        with self._session.transaction() as connection:
            rows = connection.execute(query.order_by(audit.c.sequence))
            return {row.subject: _entry(row) for row in rows}

    def verify(self) -> AuditVerdict:
        """Recompute the whole chain row by row: each edited, missing, moved or under a changed name."""
        count, head, expected = 0, GENESIS, 1
        faults: list[AuditFault] = []
        query = (
            select(audit, actors.c.seal, actors.c.salt, actors.c.name)
            .outerjoin(actors)
            .order_by(audit.c.sequence)
            .execution_options(yield_per=2_000)
        )
        with self._session.transaction() as connection:
            for row in connection.execute(query).mappings():
                count += 1
                kind = _fault(dict(row), expected, head)
                if kind is not None and len(faults) < _MOST_FAULTS:
                    at = expected if kind is FaultKind.MISSING else row["sequence"]
                    faults.append(AuditFault(at, kind))
                head, expected = row["digest"], row["sequence"] + 1
        return AuditVerdict(count, head, faults[0].sequence if faults else None, tuple(faults))


def _fault(row: Mapping[str, Any], expected: int, previous: str) -> FaultKind | None:
    """What is wrong with a row, None when it holds."""
    if row["sequence"] != expected:
        return FaultKind.MISSING
    if (
        row["seal"] is None
        or row["format"] != FORMAT
        or fingerprint(_body(row, row["seal"])) != row["digest"]
    ):
        return FaultKind.EDITED
    if row["previous"] != previous:
        return FaultKind.DETACHED
    if row["name"] is not None and _seal(row["salt"], row["name"]) != row["seal"]:
        return FaultKind.RENAMED
    return None
