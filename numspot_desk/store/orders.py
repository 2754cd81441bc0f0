"""Orders as they are written: drafts saved edit by edit, moved through their states, frozen, set aside.

Every act writes its audit row in its own transaction; an autosave writes none. A row is changed only by
who read its latest version (`row_version`). Lists live in `order_queries`, typed facts in `facts`, moves in
`order_moves`, the files kept with an order in `order_files`.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, and_, func, select

from numspot_desk.contracts.canonical import fingerprint as fingerprint_of
from numspot_desk.contracts.order.states import EDITABLE, FROZEN, OrderState
from numspot_desk.language.messages import message
from numspot_desk.store import audit, facts, followers, order_files, order_queries, order_rows
from numspot_desk.store.order_moves import move, move_refused, moved
from numspot_desk.store.schema import (
    ARCHIVED,
    CURRENT,
    DELETED,
    mandates,
    order_documents,
    order_versions,
    orders,
)
from numspot_desk.store.session import Session
from numspot_desk.store.types import plain, storable
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import (
    Answers,
    Attachment,
    ClientSummary,
    Extracted,
    OrderPage,
    OrderQuery,
    OrderRecord,
    OrderTrace,
    OrderVersion,
    Place,
    SignedVersion,
)
from numspot_desk.usecases.ports.world import Chance
from numspot_desk.usecases.refusals import MoveRefused, NumberTaken


class Orders:
    """The orders of one workspace (`OrderStore`)."""

    def __init__(self, session: Session, chance: Chance) -> None:
        self._session = session
        self._chance = chance

    # ── Drafts ───────────────────────────────────────────────────────────────────────────────────────

    def create(
        self,
        number: str,
        answers: Answers,
        place: Place,
        extracted: Extracted,
        act: Act,
        *,
        revision: int = 1,
        family: str | None = None,
    ) -> OrderRecord:
        """A new draft; `family` is the id of the order (any version) of which this is a new version.

        Raises `NumberTaken` when the number and revision exist, `NoSuchRecord` when the family does not,
        `ValueError` when number and revision do not fit the family.
        """
        order_id = self._new_id()
        with self._session.transaction() as connection:
            family_id = order_id if family is None else self._family(connection, family, number, revision)
            if family is None and revision != 1:
                raise ValueError("a first version has revision 1")
            record = OrderRecord(
                id=order_id,
                number=number,
                revision=revision,
                state=OrderState.DRAFT,
                answers=answers,
                place=place,
                row_version=1,
                archived=False,
                created_at=act.at,
                updated_at=act.at,
                author=act.actor,
            )
            order_rows.insert(connection, record, family_id, extracted)
            followers.refresh_departures(connection, order_id)
            audit.append(connection, replace(act, subject=order_id), self._chance)
            return order_rows.record_of(connection, order_id)

    def load(self, order_id: str) -> OrderRecord:
        """The order, whole. Raises `NoSuchRecord`."""
        with self._session.transaction() as connection:
            return order_rows.record_of(connection, order_id)

    def by_number(self, number: str) -> OrderRecord | None:
        """The latest version of the order with this number."""
        query = (
            select(orders.c.id)
            .where(orders.c.number == number, orders.c.shelf != DELETED)
            .order_by(orders.c.revision.desc())
            .limit(1)
        )
        with self._session.transaction() as connection:
            order_id = connection.execute(query).scalar()
            return None if order_id is None else order_rows.record_of(connection, order_id)

    def save_draft(
        self,
        order_id: str,
        row_version: int,
        answers: Answers,
        place: Place,
        extracted: Extracted,
        at: dt.datetime,
    ) -> int:
        """Save an edit durably and return the new row version. Writes no audit row.

        Raises `StaleRecord`, `NoSuchRecord`, or `MoveRefused` when the order is no longer a draft.
        """
        with self._session.transaction() as connection:
            row = order_rows.expected_row(connection, order_id, row_version)
            if OrderState(row.state) not in EDITABLE:
                raise MoveRefused(
                    message(
                        "Order {number} is no longer a draft: your edit was not saved. Make a new version of"
                        " the order to change it.",
                        number=row.number,
                    )
                )
            listed = order_rows.list_columns(extracted, answers)
            order_rows.update(connection, row, at, listed, extracted.search_text)
            connection.execute(
                order_documents.update()
                .where(order_documents.c.order_id == order_id)
                .values(**order_rows.document_columns(answers, place, extracted))
            )
            followers.mark_origins(connection, order_id, answers)
            followers.refresh_departures(connection, order_id)
            return row_version + 1

    def delete_draft(self, order_id: str, act: Act) -> OrderRecord:
        """Take a draft that was never exported off every list; returns it whole, for undo.

        It is removed for good by `remove_deleted`, days later. Raises `MoveRefused` for anything else.
        """
        with self._session.transaction() as connection:
            row = order_rows.row_of(connection, order_id)
            record = order_rows.record_of(connection, order_id)
            if record.state not in EDITABLE:
                raise MoveRefused(
                    message(
                        "Order {number} is not a draft: it cannot be deleted. Cancel or archive it instead.",
                        number=record.number,
                    )
                )
            order_rows.update(connection, row, act.at, {"shelf": DELETED})
            audit.append(connection, replace(act, subject=order_id), self._chance)
            return record

    def restore_draft(self, record: OrderRecord, extracted: Extracted, act: Act) -> OrderRecord:
        """Bring a deleted draft back as `record` has it, attachments included."""
        with self._session.transaction() as connection:
            row = connection.execute(select(orders).where(orders.c.id == record.id)).first()
            if row is None:
                family = select(orders.c.family_id).where(orders.c.number == record.number).limit(1)
                family_id = connection.execute(family).scalar() or record.id
                order_rows.insert(connection, replace(record, updated_at=act.at), family_id, extracted)
            elif row.shelf != DELETED:
                raise MoveRefused(
                    message("Order {number} was not deleted: nothing to bring back.", number=record.number)
                )
            else:
                listed = order_rows.list_columns(extracted, record.answers)
                listed["shelf"] = ARCHIVED if record.archived else CURRENT
                order_rows.update(connection, row, act.at, listed, extracted.search_text)
                connection.execute(
                    order_documents.update()
                    .where(order_documents.c.order_id == record.id)
                    .values(**order_rows.document_columns(record.answers, record.place, extracted))
                )
            followers.refresh_departures(connection, record.id)
            audit.append(connection, replace(act, subject=record.id), self._chance)
            return order_rows.record_of(connection, record.id)

    def remove_deleted(self, before: dt.datetime) -> int:
        """Remove for good the drafts deleted before this instant, with what is attached; says how many."""
        later = orders.alias()
        in_use = select(later.c.id).where(later.c.family_id == orders.c.id, later.c.id != orders.c.id)
        gone = and_(orders.c.shelf == DELETED, orders.c.updated_at < before, ~in_use.exists())
        with self._session.transaction() as connection:
            return connection.execute(orders.delete().where(gone)).rowcount

    # ── States ───────────────────────────────────────────────────────────────────────────────────────

    def change_state(self, order_id: str, row_version: int, new: OrderState, act: Act) -> OrderRecord:
        """Move the order, with its audit row. Raises `MoveRefused`, `StaleRecord`, `NoSuchRecord`.

        Exporting is `freeze`: an exported order without its frozen data cannot exist.
        """
        with self._session.transaction() as connection:
            row = order_rows.expected_row(connection, order_id, row_version)
            frozen = order_rows.version_of(connection, order_id) is not None
            if new is OrderState.EXPORTED or (frozen and new not in FROZEN | {OrderState.CANCELLED}):
                raise move_refused(row, new)
            move(connection, row, new, act)
            if new is OrderState.SIGNED:
                facts.write_signature(connection, order_id, act)
                followers.mark_superseded(connection, row.family_id, row.revision)
            followers.refresh_departures(connection, order_id)
            audit.append(connection, moved(act, row, new), self._chance)
            return order_rows.record_of(connection, order_id)

    def set_archived(self, order_id: str, row_version: int, archived: bool, act: Act) -> OrderRecord:
        """Put the order among the archived ones, or back."""
        with self._session.transaction() as connection:
            row = order_rows.expected_row(connection, order_id, row_version)
            order_rows.update(connection, row, act.at, {"shelf": ARCHIVED if archived else CURRENT})
            audit.append(connection, replace(act, subject=order_id), self._chance)
            return order_rows.record_of(connection, order_id)

    def freeze(
        self,
        order_id: str,
        row_version: int,
        data: Mapping[str, Any],
        fingerprint: str,
        rum: str | None,
        act: Act,
    ) -> OrderVersion:
        """Keep the exported data for good, with its typed facts, and move the order to exported.

        Raises `MoveRefused` when the state does not allow it or the answers are not complete,
        `NumberTaken` when the RUM belongs to another order, `ValueError` for a fingerprint of other data.
        """
        if fingerprint != fingerprint_of(plain(data)):
            raise ValueError("the fingerprint is not the one of the data")
        with self._session.transaction() as connection:
            row = order_rows.expected_row(connection, order_id, row_version)
            move(connection, row, OrderState.EXPORTED, act)
            rum_key = None if rum is None else self.claim(connection, rum, row.family_id)
            connection.execute(
                order_versions.insert().values(
                    order_id=order_id, frozen_at=act.at, fingerprint=fingerprint, data=data, rum_key=rum_key
                )
            )
            record = order_rows.record_of(connection, order_id)
            facts.write(connection, record, row.excl_tax, rum_key)
            followers.begin_mandate(connection, rum_key, act.actor, act.at)
            facts.write_terms(connection, order_id, data)
            followers.refresh_departures(connection, order_id)
            details = {
                **act.details,
                "number": row.number,
                "revision": row.revision,
                "fingerprint": fingerprint,
            }
            audit.append(connection, replace(act, subject=order_id, details=details), self._chance)
            version = order_rows.version_of(connection, order_id)
        assert version is not None
        return version

    def version(self, order_id: str) -> OrderVersion | None:
        """The frozen data of an exported order."""
        with self._session.transaction() as connection:
            return order_rows.version_of(connection, order_id)

    def versions(self, order_ids: Sequence[str]) -> Mapping[str, OrderVersion]:
        """The frozen data of several exported orders, by order id; an order without any is left out."""
        with self._session.transaction() as connection:
            return order_rows.versions_of(connection, order_ids)

    def former_versions(self, order_id: str) -> Sequence[OrderVersion]:
        """What was frozen of the earlier versions of the same order, the latest first."""
        with self._session.transaction() as connection:
            return order_rows.former_versions_of(connection, order_id)

    def signed_versions(self, numbers: Collection[str] | None = None) -> Sequence[SignedVersion]:
        """Every version that was signed, of these orders or of all, by number, the first one first."""
        with self._session.transaction() as connection:
            return order_queries.signed_versions(connection, numbers)

    def numbers_taken(self, numbers: Sequence[str]) -> frozenset[str]:
        """Which of these order numbers or RUM exist already, deleted drafts included."""
        by_key = {number.upper(): number for number in numbers}
        taken = select(orders.c.number).where(orders.c.number.in_(list(numbers)))
        claimed = select(mandates.c.rum_key).where(mandates.c.rum_key.in_(list(by_key)))
        with self._session.transaction() as connection:
            found = set(connection.execute(taken).scalars())
            found |= {by_key[key] for key in connection.execute(claimed).scalars()}
        return frozenset(found)

    # ── Lists ────────────────────────────────────────────────────────────────────────────────────────

    def page(self, query: OrderQuery, key: tuple[Any, ...] | None = None, limit: int = 50) -> OrderPage:
        """One page of the list; ask the next one with the page's `next_key`."""
        with self._session.transaction() as connection:
            return order_queries.page(connection, query, key, limit)

    def count(self, query: OrderQuery) -> int:
        """How many orders the query shows in all."""
        with self._session.transaction() as connection:
            return order_queries.count(connection, query)

    def traces(self, order_ids: Sequence[str]) -> Mapping[str, OrderTrace]:
        """Where these orders stand, removed drafts included, by id; an id no longer known is left out."""
        with self._session.transaction() as connection:
            return order_queries.traces(connection, order_ids)

    def clause_targets(self) -> Mapping[str, Sequence[str]]:
        """The clauses that the contracts name, by order number."""
        with self._session.transaction() as connection:
            return order_queries.clause_targets(connection)

    def counts_by_state(self) -> Mapping[OrderState, int]:
        """How many current orders stand in each state."""
        with self._session.transaction() as connection:
            return order_queries.counts_by_state(connection)

    def clients(self, text: str, limit: int = 20) -> Sequence[ClientSummary]:
        """Clients of earlier orders whose name, number or city holds the text, latest first."""
        with self._session.transaction() as connection:
            return order_queries.clients(connection, text, limit)

    # ── Attachments ──────────────────────────────────────────────────────────────────────────────────

    def attach(self, order_id: str, kind: str, name: str, content: bytes, act: Act) -> Attachment:
        """Keep a file with the order, encrypted with the store."""
        kept = Attachment(
            id=self._new_id(),
            order_id=order_id,
            kind=kind,
            name=storable(name),
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            added_at=act.at,
            added_by=act.actor,
        )
        with self._session.transaction() as connection:
            order_rows.row_of(connection, order_id)
            order_files.insert(connection, kept, content)
            details = {**act.details, "kind": kind, "sha256": kept.sha256}
            audit.append(connection, replace(act, subject=order_id, details=details), self._chance)
        return kept

    def attachments(self, order_id: str) -> Sequence[Attachment]:
        """The files kept with the order, oldest first, without their content."""
        with self._session.transaction() as connection:
            return order_files.of_order(connection, order_id)

    def attachment_content(self, attachment_id: str) -> bytes:
        """The bytes of a file kept with an order. Raises `NoSuchRecord`."""
        with self._session.transaction() as connection:
            return order_files.content_of(connection, attachment_id)

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────

    def _new_id(self) -> str:
        return str(uuid.UUID(bytes=self._chance.bytes(16), version=4))

    def _family(self, connection: Connection, member: str, number: str, revision: int) -> str:
        row = order_rows.row_of(connection, member)
        latest = select(func.max(orders.c.revision)).where(orders.c.family_id == row.family_id)
        if number != row.number or revision != connection.execute(latest).scalar_one() + 1:
            raise ValueError("a new version keeps the number of its family and takes the next revision")
        return str(row.family_id)

    def claim(self, connection: Connection, rum: str, family_id: str) -> str:
        """The key of a RUM that this family may use: new, or already its own. Raises `NumberTaken`."""
        key = rum.upper()
        owner = connection.execute(select(mandates.c.family_id).where(mandates.c.rum_key == key)).scalar()
        if owner is None:
            connection.execute(mandates.insert().values(rum_key=key, rum=rum, family_id=family_id))
        elif owner != family_id:
            raise NumberTaken(
                message("The mandate reference {rum} already belongs to another order.", rum=rum)
            )
        return key
