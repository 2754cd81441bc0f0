"""The steps of reviews as they are kept: each with its audit row and the move of the order, or not at all;
and the notes that people are still writing.

Who may take a step is decided in `usecases.reviews.review_order`. Notes stand here and never in the audit
log.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, func, null, select

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.reviewing.review import BegunNote, ReviewKind, ReviewStep
from numspot_desk.store import audit, followers, order_rows
from numspot_desk.store.orders import Orders
from numspot_desk.store.schema import DELETED, orders, review_notes, review_steps
from numspot_desk.store.session import Session
from numspot_desk.store.types import plain, storable
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.world import Chance


class Reviews:
    """The reviews of one workspace (`ReviewStore`)."""

    def __init__(self, session: Session, orders: Orders, chance: Chance) -> None:
        self._session = session
        self._orders = orders
        self._chance = chance

    def steps(self, order_id: str) -> Sequence[ReviewStep]:
        """The steps of one version of an order, oldest first."""
        query = (
            select(review_steps).where(review_steps.c.order_id == order_id).order_by(review_steps.c.position)
        )
        with self._session.transaction() as connection:
            return [_step(row) for row in connection.execute(query)]

    def steps_of(self, order_ids: Sequence[str]) -> Mapping[str, Sequence[ReviewStep]]:
        """The steps of several versions, by order id, without what they keep of the content."""
        listed = [column for column in review_steps.c if column.name != "kept"]
        query: Select[Any] = select(*listed, null().label("kept"))
        asked = query.where(review_steps.c.order_id.in_(order_ids)).order_by(review_steps.c.position)
        found: dict[str, list[ReviewStep]] = {each: [] for each in order_ids}
        with self._session.transaction() as connection:
            for row in connection.execute(asked):
                found[row.order_id].append(_step(row))
        return found

    def writers(self, order_id: str) -> Sequence[str]:
        """Who made this version and the earlier ones of the same order, deleted drafts too."""
        with self._session.transaction() as connection:
            row = connection.execute(select(orders).where(orders.c.id == order_id)).first()
            if row is None:
                return []
            versions = (orders.c.family_id == row.family_id) & (orders.c.revision <= row.revision)
            query = select(orders.c.author).where(versions).order_by(orders.c.revision)
            return list(connection.execute(query).scalars())

    def earlier(self, order_id: str) -> Sequence[str]:
        """The ids of the earlier versions of the same order, the latest first; deleted drafts are none."""
        with self._session.transaction() as connection:
            row = connection.execute(select(orders).where(orders.c.id == order_id)).first()
            if row is None:
                return []
            before = (orders.c.family_id == row.family_id) & (orders.c.revision < row.revision)
            query = select(orders.c.id).where(before, orders.c.shelf != DELETED)
            return list(connection.execute(query.order_by(orders.c.revision.desc())).scalars())

    def record(
        self, order_id: str, row_version: int, step: ReviewStep, act: Act, new: OrderState | None = None
    ) -> OrderRecord:
        """Keep a step with its audit row and, with `new`, move the order: all or nothing.

        Raises `MoveRefused`, `StaleRecord`, `NoSuchRecord`.
        """
        last = select(func.max(review_steps.c.position)).where(review_steps.c.order_id == order_id)
        with self._session.transaction() as connection:
            if new is None:
                row = order_rows.expected_row(connection, order_id, row_version)
                order_rows.update(connection, row, act.at, {})
                audit.append(connection, replace(act, subject=order_id), self._chance)
            else:
                self._orders.change_state(order_id, row_version, new, act)
            position = (connection.execute(last).scalar() or 0) + 1
            kept = {
                "kind": step.kind.value,
                "at": step.at,
                "actor": storable(step.actor),
                "role": step.role,
                "content": step.content,
                "note": storable(step.note),
                "field": storable(step.field),
                "about": storable(step.about),
                "anchor": plain(step.anchor) if step.anchor else None,
                "part": step.part,
                "given_to": storable(step.given_to),
                "kept": plain(step.kept) if step.kept else None,
            }
            connection.execute(review_steps.insert().values(order_id=order_id, position=position, **kept))
            followers.refresh_departures(connection, order_id)
            return order_rows.record_of(connection, order_id)

    def begun(self, order_id: str) -> Mapping[str, BegunNote]:
        """The notes that are being written on a version, by role."""
        query = select(review_notes).where(review_notes.c.order_id == order_id)
        with self._session.transaction() as connection:
            return {row.role: BegunNote(row.place, row.note) for row in connection.execute(query)}

    def keep_begun(self, order_id: str, role: str, note: BegunNote | None, at: dt.datetime) -> None:
        """Keep a note that is being written, or forget it. Raises `NoSuchRecord`."""
        own = (review_notes.c.order_id == order_id) & (review_notes.c.role == role)
        with self._session.transaction() as connection:
            order_rows.row_of(connection, order_id)
            connection.execute(review_notes.delete().where(own))
            if note is not None:
                kept = {"place": storable(note.place), "note": storable(note.text), "updated_at": at}
                connection.execute(review_notes.insert().values(order_id=order_id, role=role, **kept))


def _step(row: Row[Any]) -> ReviewStep:
    return ReviewStep(
        kind=ReviewKind(row.kind),
        at=row.at,
        actor=row.actor,
        role=row.role,
        content=row.content,
        note=row.note,
        field=row.field,
        about=row.about,
        anchor=row.anchor or {},
        part=row.part,
        given_to=row.given_to,
        kept=row.kept or {},
    )
