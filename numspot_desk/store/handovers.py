"""Versions of orders as they are handed over: read whole, kept, joined; branches; logs of other workspaces.

Each method is one change; the use case holds them in one transaction and writes the audit rows. What a
hand-over is, and what follows where two sides meet, is in `contracts.handover`.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, func, select
from sqlalchemy.exc import IntegrityError

from numspot_desk.contracts.handover.package import Extract, Frozen, Standing, Variant
from numspot_desk.contracts.handover.reading import variant_of
from numspot_desk.contracts.handover.sections import BESIDE, Rows
from numspot_desk.contracts.handover.writing import variant_json
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.messages import message
from numspot_desk.store import audit, beside, departures, facts, mandate_rows, order_rows
from numspot_desk.store.order_queries import STATE_RANK
from numspot_desk.store.orders import Orders
from numspot_desk.store.schema import (
    ARCHIVED,
    CURRENT,
    DELETED,
    handover_files,
    order_branches,
    order_documents,
    order_lines_of_descent,
    order_versions,
    orders,
    received_audit,
    workspace,
)
from numspot_desk.store.schema import audit as audit_table
from numspot_desk.store.session import Session
from numspot_desk.store.types import plain, storable
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.handover import Branch, HandoverFile, Held
from numspot_desk.usecases.ports.orders import Extracted, OrderRecord, Place
from numspot_desk.usecases.ports.world import Chance
from numspot_desk.usecases.refusals import FileRefused


class Handovers:
    """The hand-overs of one workspace (`HandoverStore`)."""

    def __init__(self, session: Session, orders_: Orders, chance: Chance) -> None:
        self._session = session
        self._orders = orders_
        self._chance = chance

    @property
    def workspace_id(self) -> str:
        """The id that this workspace keeps for life."""
        with self._session.transaction() as connection:
            return str(connection.execute(select(workspace.c.id)).scalar_one())

    # ── Reading ──────────────────────────────────────────────────────────────────────────────────────

    def held(self, number: str) -> Sequence[Held]:
        """Every version of the order with this number, oldest first, removed drafts included."""
        query = select(orders).where(orders.c.number == number).order_by(orders.c.revision)
        with self._session.transaction() as connection:
            return [
                Held(_variant(connection, row), row.shelf == ARCHIVED, row.shelf == DELETED)
                for row in connection.execute(query).all()
            ]

    def number_of(self, order_id: str) -> str | None:
        """The number that an order id bears here, whether it was removed or not."""
        with self._session.transaction() as connection:
            return connection.execute(select(orders.c.number).where(orders.c.id == order_id)).scalar()

    def branches(self, order_id: str) -> Sequence[Branch]:
        """The other contents of a version, those open to choice first, the latest kept first."""
        query = select(order_branches).where(order_branches.c.order_id == order_id)
        ordered = query.order_by(
            order_branches.c.standing, order_branches.c.kept_at.desc(), order_branches.c.variant
        )
        with self._session.transaction() as connection:
            return [_branch(row) for row in connection.execute(ordered)]

    def open_branches(self) -> frozenset[str]:
        """The ids of the orders that have a branch open to choice."""
        query = select(order_branches.c.order_id).where(order_branches.c.standing == Standing.OPEN.value)
        with self._session.transaction() as connection:
            return frozenset(connection.execute(query).scalars())

    # ── Versions ─────────────────────────────────────────────────────────────────────────────────────

    def add(self, variant: Variant, state: OrderState, extracted: Extracted) -> None:
        """Keep a version that was not here. Raises `NumberTaken`."""
        record = OrderRecord(
            id=variant.order_id,
            number=variant.number,
            revision=variant.revision,
            state=state,
            answers=plain(variant.answers),
            place=Place(),
            row_version=1,
            archived=False,
            created_at=variant.created_at,
            updated_at=variant.updated_at,
            author=variant.author,
        )
        with _holding(), self._session.transaction() as connection:
            order_rows.insert(connection, record, variant.family_id, extracted)
            for name in BESIDE:
                beside.put_rows(connection, record.id, name, variant.rows(name))
            _taken_in(connection, record.id)

    def bring_back(self, order_id: str, at: dt.datetime) -> None:
        """Put a removed draft back in the list."""
        with self._session.transaction() as connection:
            row = connection.execute(select(orders).where(orders.c.id == order_id)).one()
            order_rows.update(connection, row, at, {"shelf": CURRENT})

    def replace(
        self, order_id: str, variant: Variant, state: OrderState, extracted: Extracted, at: dt.datetime
    ) -> None:
        """Let this content take the place of what a version says: answers, state and rows beside it."""
        answers = plain(variant.answers)
        with _holding(), self._session.transaction() as connection:
            row = order_rows.row_of(connection, order_id)
            listed = {
                **order_rows.list_columns(extracted, answers),
                **_state_columns(state),
                "author": storable(variant.author),
            }
            order_rows.update(connection, row, at, listed, extracted.search_text)
            connection.execute(
                order_documents.update()
                .where(order_documents.c.order_id == order_id)
                .values(**order_rows.document_columns(answers, Place(), extracted))
            )
            for name in BESIDE:
                beside.put_rows(connection, order_id, name, variant.rows(name))
            _taken_in(connection, order_id)

    def freeze(self, order_id: str, frozen: Frozen) -> None:
        """Keep what was exported, with its typed facts. Raises `MoveRefused`, `NumberTaken`."""
        with _holding(), self._session.transaction() as connection:
            row = order_rows.row_of(connection, order_id)
            rum_key = None
            if frozen.rum is not None:
                rum_key = self._orders.claim(connection, frozen.rum, row.family_id)
            connection.execute(
                order_versions.insert().values(
                    order_id=order_id,
                    frozen_at=frozen.frozen_at,
                    fingerprint=frozen.fingerprint,
                    data=plain(frozen.data),
                    rum_key=rum_key,
                )
            )
            record = order_rows.record_of(connection, order_id)
            facts.write(connection, record, row.excl_tax, rum_key)
            mandate_rows.prepare(connection, rum_key, record.author, frozen.frozen_at)
            facts.write_terms(connection, order_id, frozen.data)

    def claim(self, rum: str, family_id: str) -> None:
        """Reserve a mandate reference for an order. Raises `NumberTaken` where another one has it."""
        with self._session.transaction() as connection:
            self._orders.claim(connection, rum, family_id)

    def set_state(self, order_id: str, state: OrderState, at: dt.datetime) -> None:
        """Give a version the state that follows from its joined steps."""
        with self._session.transaction() as connection:
            order_rows.update(connection, order_rows.row_of(connection, order_id), at, _state_columns(state))
            _taken_in(connection, order_id)

    def put_rows(self, order_id: str, section: str, rows: Rows) -> None:
        """Keep exactly these rows beside a version, in this order."""
        with _holding(), self._session.transaction() as connection:
            beside.put_rows(connection, order_id, section, rows)
            departures.refresh(connection, order_id)

    # ── Branches and lines ───────────────────────────────────────────────────────────────────────────

    def put_branch(self, order_id: str, branch: Branch) -> None:
        """Keep another content of a version, in place of the same one kept before. Raises `FileRefused`."""
        for name, rows in branch.variant.beside.items():
            beside.require_rows(name, rows)
        document = {
            "variant": variant_json(branch.variant),
            "beside": {name: [dict(row) for row in rows] for name, rows in branch.variant.beside.items()},
        }
        with self._session.transaction() as connection:
            _drop(connection, order_id, branch.variant.id)
            connection.execute(
                order_branches.insert().values(
                    order_id=order_id,
                    variant=branch.variant.id,
                    standing=branch.standing.value,
                    kept_at=branch.kept_at,
                    sender=storable(branch.sender),
                    document=document,
                )
            )

    def drop_branch(self, order_id: str, variant: str) -> None:
        """Forget a branch that became the main content."""
        with self._session.transaction() as connection:
            _drop(connection, order_id, variant)

    def add_line(self, order_id: str, variants: Sequence[str]) -> None:
        """Note that a version follows from these variants."""
        with self._session.transaction() as connection:
            known = _line(connection, order_id)
            new = [{"order_id": order_id, "variant": variant} for variant in sorted(set(variants) - known)]
            if new:
                connection.execute(order_lines_of_descent.insert(), new)

    # ── Logs ─────────────────────────────────────────────────────────────────────────────────────────

    def own_extract(self, number: str, name: str) -> Extract:
        """The audit rows about the versions of an order, in this workspace."""
        ids = select(orders.c.id).where(orders.c.number == number)
        with self._session.transaction() as connection:
            rows = audit.chained_rows(connection, ids)
            head = audit.head_of(connection)
            sequence = connection.execute(select(func.max(audit_table.c.sequence))).scalar() or 0
        return Extract(self.workspace_id, name, sequence, head, rows)

    def received_extracts(self, number: str) -> Sequence[Extract]:
        """The audit rows about an order that came from other workspaces."""
        query = select(received_audit).where(received_audit.c.number == number)
        ordered = query.order_by(received_audit.c.workspace_id, received_audit.c.sequence)
        found: dict[str, Extract] = {}
        with self._session.transaction() as connection:
            for row in connection.execute(ordered):
                former = found.get(row.workspace_id)
                rows = former.rows if former is not None else ()
                if row.body is not None:
                    rows = (*rows, {**row.body, "digest": row.digest})
                found[row.workspace_id] = Extract(row.workspace_id, row.name, row.sequence, row.digest, rows)
        return list(found.values())

    def contradiction(self, extract: Extract) -> int | None:
        """The first row of an extract that differs from what the same workspace sent before; for rows of this
        workspace itself, from its own log. A workspace that was restored from a backup differs so, too."""
        digests = {row["sequence"]: row["digest"] for row in extract.rows}
        if extract.sequence:
            digests[extract.sequence] = extract.head
        with self._session.transaction() as connection:
            if extract.workspace == self.workspace_id:
                kept = select(audit_table.c.sequence, audit_table.c.digest)
            else:
                kept = select(received_audit.c.sequence, received_audit.c.digest).where(
                    received_audit.c.workspace_id == extract.workspace
                )
            known = {row.sequence: row.digest for row in connection.execute(kept)}
        return next((n for n in sorted(digests) if known.get(n, digests[n]) != digests[n]), None)

    def keep_extract(self, number: str, extract: Extract) -> None:
        """Keep the rows of another workspace."""
        bodies: dict[int, tuple[str, dict[str, Any] | None]] = {}
        if extract.sequence:
            bodies[extract.sequence] = (extract.head, None)
        for row in extract.rows:
            inner = {member: value for member, value in row.items() if member != "digest"}
            bodies[row["sequence"]] = (row["digest"], inner)
        own = (received_audit.c.workspace_id == extract.workspace) & (received_audit.c.number == number)
        with self._session.transaction() as connection:
            rows = connection.execute(select(received_audit).where(own))
            kept = {row.sequence: (row.digest, row.body) for row in rows}
            for sequence, (digest, body) in sorted(bodies.items()):
                if sequence in kept and (body is None or kept[sequence][1] or kept[sequence][0] != digest):
                    continue
                at = own & (received_audit.c.sequence == sequence)
                connection.execute(received_audit.delete().where(at))
                connection.execute(
                    received_audit.insert().values(
                        workspace_id=extract.workspace,
                        sequence=sequence,
                        number=number,
                        name=storable(extract.name),
                        digest=digest,
                        body=body,
                    )
                )

    def file(self, file_id: str, direction: str) -> HandoverFile | None:
        """What is known of a file."""
        query = select(handover_files).where(
            handover_files.c.id == file_id, handover_files.c.direction == direction
        )
        with self._session.transaction() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return HandoverFile(
            row.id, row.direction, row.number, row.at, row.actor, row.sender, row.workspace_id
        )

    def note_file(self, file: HandoverFile) -> None:
        """Remember a file that was made or received."""
        with self._session.transaction() as connection:
            connection.execute(
                handover_files.insert().values(
                    id=file.id,
                    direction=file.direction,
                    number=file.number,
                    at=file.at,
                    actor=storable(file.actor),
                    sender=storable(file.sender),
                    workspace_id=file.workspace,
                )
            )

    def append(self, act: Act) -> None:
        """Write the audit row of an act."""
        with self._session.transaction() as connection:
            audit.append(connection, act, self._chance)


# ── Inside ───────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _holding() -> Iterator[None]:
    """What the tables do not take is refused as the damage of the file that it comes from."""
    try:
        yield
    except IntegrityError as error:
        raise FileRefused(
            message(
                "This hand-over holds what no order may hold: ask for the file again. Nothing was changed."
            )
        ) from error


def _variant(connection: Connection, row: Row[Any]) -> Variant:
    document = select(order_documents.c.answers).where(order_documents.c.order_id == row.id)
    version = order_rows.version_of(connection, row.id)
    return Variant(
        order_id=row.id,
        family_id=row.family_id,
        number=row.number,
        revision=row.revision,
        state=OrderState(row.state),
        author=row.author,
        created_at=row.created_at,
        updated_at=row.updated_at,
        answers=connection.execute(document).scalar_one(),
        frozen=None
        if version is None
        else Frozen(version.frozen_at, version.fingerprint, version.data, version.rum),
        line=_line(connection, row.id),
        beside=beside.rows_beside(connection, row.id),
    )


def _branch(row: Row[Any]) -> Branch:
    rows = {name: tuple(found) for name, found in row.document["beside"].items()}
    variant = replace(variant_of(row.document["variant"], rows), standing=Standing(row.standing))
    return Branch(variant, Standing(row.standing), row.kept_at, row.sender)


def _line(connection: Connection, order_id: str) -> frozenset[str]:
    query = select(order_lines_of_descent.c.variant).where(order_lines_of_descent.c.order_id == order_id)
    return frozenset(connection.execute(query).scalars())


def _drop(connection: Connection, order_id: str, variant: str) -> None:
    connection.execute(
        order_branches.delete().where(
            order_branches.c.order_id == order_id, order_branches.c.variant == variant
        )
    )


def _taken_in(connection: Connection, order_id: str) -> None:
    """What is extracted of a version that arrived, and of those that it follows once it is signed."""
    departures.refresh(connection, order_id)
    row = connection.execute(select(orders).where(orders.c.id == order_id)).one()
    if OrderState(row.state) in _SIGNED:
        departures.mark_superseded(connection, row.family_id, row.revision)


_SIGNED = frozenset({OrderState.SIGNED, OrderState.ACTIVE, OrderState.TERMINATED})


def _state_columns(state: OrderState) -> dict[str, Any]:
    return {"state": state.value, "state_rank": STATE_RANK[state]}
