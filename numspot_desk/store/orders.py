"""Orders as they are written: drafts saved edit by edit, moved through their states, frozen, set aside.

Every act writes its audit row in its own transaction; an autosave writes none. A row is changed only by
who read its latest version (`row_version`). Lists live in `order_queries`, typed facts in `facts`.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select
from sqlalchemy.exc import IntegrityError

from numspot_desk.contracts.canonical import fingerprint as fingerprint_of
from numspot_desk.contracts.states import EDITABLE, FROZEN, OrderState, may_move
from numspot_desk.language.messages import Message, message
from numspot_desk.store import audit, engine, facts, order_queries
from numspot_desk.store.folding import fold, words
from numspot_desk.store.order_queries import STATE_RANK, city_of
from numspot_desk.store.schema import (
    ARCHIVED,
    CURRENT,
    DELETED,
    attachments,
    mandates,
    order_documents,
    order_versions,
    orders,
)
from numspot_desk.store.session import Session
from numspot_desk.store.types import plain, storable
from numspot_desk.usecases.ports import (
    Act,
    Answers,
    Attachment,
    Chance,
    ClientSummary,
    Extracted,
    MoveRefused,
    NoSuchRecord,
    NumberTaken,
    OrderPage,
    OrderQuery,
    OrderRecord,
    OrderVersion,
    Place,
    StaleRecord,
)

STATE_NAMES: Final[Mapping[OrderState, Message]] = {
    OrderState.DRAFT: message("draft"),
    OrderState.IN_REVIEW: message("in review"),
    OrderState.APPROVED: message("approved"),
    OrderState.EXPORTED: message("exported"),
    OrderState.SIGNED: message("signed"),
    OrderState.ACTIVE: message("active"),
    OrderState.TERMINATED: message("terminated"),
    OrderState.REFUSED: message("refused"),
    OrderState.CANCELLED: message("cancelled"),
}
_NO_AMOUNT: Final = -(2**62)  # sorts before every amount


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
            self._insert(connection, record, family_id, extracted)
            audit.append(connection, replace(act, subject=order_id), self._chance)
            return self._record(connection, order_id)

    def load(self, order_id: str) -> OrderRecord:
        """The order, whole. Raises `NoSuchRecord`."""
        with self._session.transaction() as connection:
            return self._record(connection, order_id)

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
            return None if order_id is None else self._record(connection, order_id)

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
            row = self._expected(connection, order_id, row_version)
            if OrderState(row.state) not in EDITABLE or self._version(connection, order_id) is not None:
                raise MoveRefused(
                    message(
                        "Order {number} is no longer a draft: your edit was not saved. Make a new version of"
                        " the order to change it.",
                        number=row.number,
                    )
                )
            listed = _list_columns(row.number, extracted, answers)
            self._update(connection, row, at, listed, extracted.search_text)
            connection.execute(
                order_documents.update()
                .where(order_documents.c.order_id == order_id)
                .values(**_document_columns(answers, place, extracted))
            )
            return row_version + 1

    def delete_draft(self, order_id: str, act: Act) -> OrderRecord:
        """Take a draft that was never exported off every list; returns it whole, for undo.

        It is removed for good by `remove_deleted`, days later. Raises `MoveRefused` for anything else.
        """
        with self._session.transaction() as connection:
            row = self._row(connection, order_id)
            record = self._record(connection, order_id)
            if record.state is not OrderState.DRAFT or self._version(connection, order_id) is not None:
                raise MoveRefused(
                    message(
                        "Order {number} is not a draft: it cannot be deleted. Cancel or archive it instead.",
                        number=record.number,
                    )
                )
            self._update(connection, row, act.at, {"shelf": DELETED}, None)
            engine.forget_words(connection, self._row(connection, order_id, DELETED).recency)
            audit.append(connection, replace(act, subject=order_id), self._chance)
            return record

    def restore_draft(self, record: OrderRecord, extracted: Extracted, act: Act) -> OrderRecord:
        """Bring a deleted draft back as `record` has it, attachments included."""
        with self._session.transaction() as connection:
            row = connection.execute(select(orders).where(orders.c.id == record.id)).first()
            if row is None:
                self._insert(connection, replace(record, updated_at=act.at), record.id, extracted)
            elif row.shelf != DELETED:
                raise MoveRefused(
                    message("Order {number} was not deleted: nothing to bring back.", number=record.number)
                )
            else:
                listed = _list_columns(record.number, extracted, record.answers)
                listed["shelf"] = ARCHIVED if record.archived else CURRENT
                self._update(connection, row, act.at, listed, extracted.search_text)
                connection.execute(
                    order_documents.update()
                    .where(order_documents.c.order_id == record.id)
                    .values(**_document_columns(record.answers, record.place, extracted))
                )
            audit.append(connection, replace(act, subject=record.id), self._chance)
            return self._record(connection, record.id)

    def remove_deleted(self, before: dt.datetime) -> int:
        """Remove for good the drafts deleted before this instant, with what is attached; says how many."""
        gone = (orders.c.shelf == DELETED) & (orders.c.updated_at < before)
        with self._session.transaction() as connection:
            return connection.execute(orders.delete().where(gone)).rowcount

    # ── States ───────────────────────────────────────────────────────────────────────────────────────

    def change_state(self, order_id: str, row_version: int, new: OrderState, act: Act) -> OrderRecord:
        """Move the order, with its audit row. Raises `MoveRefused`, `StaleRecord`, `NoSuchRecord`.

        Exporting is `freeze`: an exported order without its frozen data cannot exist.
        """
        with self._session.transaction() as connection:
            row = self._expected(connection, order_id, row_version)
            frozen = self._version(connection, order_id) is not None
            if new is OrderState.EXPORTED or (frozen and new not in FROZEN | {OrderState.CANCELLED}):
                raise _move_refused(row, new)
            self._move(connection, row, new, act)
            audit.append(connection, _moved(act, row, new), self._chance)
            return self._record(connection, order_id)

    def set_archived(self, order_id: str, row_version: int, archived: bool, act: Act) -> OrderRecord:
        """Put the order among the archived ones, or back."""
        with self._session.transaction() as connection:
            row = self._expected(connection, order_id, row_version)
            self._update(connection, row, act.at, {"shelf": ARCHIVED if archived else CURRENT}, None)
            audit.append(connection, replace(act, subject=order_id), self._chance)
            return self._record(connection, order_id)

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
            row = self._expected(connection, order_id, row_version)
            self._move(connection, row, OrderState.EXPORTED, act)
            rum_key = None if rum is None else self._claim(connection, rum, row.family_id)
            connection.execute(
                order_versions.insert().values(
                    order_id=order_id, frozen_at=act.at, fingerprint=fingerprint, data=data, rum_key=rum_key
                )
            )
            facts.write(connection, order_id, self._record(connection, order_id), row.excl_tax, rum_key)
            details = {
                **act.details,
                "number": row.number,
                "revision": row.revision,
                "fingerprint": fingerprint,
            }
            audit.append(connection, replace(act, subject=order_id, details=details), self._chance)
            version = self._version(connection, order_id)
        assert version is not None
        return version

    def version(self, order_id: str) -> OrderVersion | None:
        """The frozen data of an exported order."""
        with self._session.transaction() as connection:
            return self._version(connection, order_id)

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
            self._row(connection, order_id)
            connection.execute(attachments.insert().values(**vars(kept), content=content))
            details = {**act.details, "kind": kind, "sha256": kept.sha256}
            audit.append(connection, replace(act, subject=order_id, details=details), self._chance)
        return kept

    def attachments(self, order_id: str) -> Sequence[Attachment]:
        """The files kept with the order, oldest first, without their content."""
        listed = [column for column in attachments.c if column.name != "content"]
        query = select(*listed).where(attachments.c.order_id == order_id)
        with self._session.transaction() as connection:
            rows = connection.execute(query.order_by(attachments.c.added_at, attachments.c.id)).mappings()
            return [Attachment(**row) for row in rows]

    def attachment_content(self, attachment_id: str) -> bytes:
        """The bytes of a file kept with an order. Raises `NoSuchRecord`."""
        query = select(attachments.c.content).where(attachments.c.id == attachment_id)
        with self._session.transaction() as connection:
            content: bytes | None = connection.execute(query).scalar()
        if content is None:
            raise NoSuchRecord(message("This file is no longer kept with the order."))
        return content

    # ── Rows ─────────────────────────────────────────────────────────────────────────────────────────

    def _new_id(self) -> str:
        return str(uuid.UUID(bytes=self._chance.bytes(16), version=4))

    def _row(self, connection: Connection, order_id: str, shelf: str | None = None) -> Row[Any]:
        wanted = orders.c.shelf != DELETED if shelf is None else orders.c.shelf == shelf
        row = connection.execute(select(orders).where(orders.c.id == order_id, wanted)).first()
        if row is None:
            raise NoSuchRecord(message("This order no longer exists: it was deleted, or never saved."))
        return row

    def _expected(self, connection: Connection, order_id: str, row_version: int) -> Row[Any]:
        row = self._row(connection, order_id)
        if row.row_version != row_version:
            raise _stale(row.number)
        return row

    def _family(self, connection: Connection, member: str, number: str, revision: int) -> str:
        row = self._row(connection, member)
        latest = select(func.max(orders.c.revision)).where(orders.c.family_id == row.family_id)
        if number != row.number or revision != connection.execute(latest).scalar_one() + 1:
            raise ValueError("a new version keeps the number of its family and takes the next revision")
        return str(row.family_id)

    def _record(self, connection: Connection, order_id: str) -> OrderRecord:
        row = self._row(connection, order_id)
        document = connection.execute(
            select(order_documents).where(order_documents.c.order_id == order_id)
        ).one()
        return OrderRecord(
            id=row.id,
            number=row.number,
            revision=row.revision,
            state=OrderState(row.state),
            answers=document.answers,
            place=Place(document.step, document.field),
            row_version=row.row_version,
            archived=row.shelf == ARCHIVED,
            created_at=row.created_at,
            updated_at=row.updated_at,
            author=row.author,
        )

    def _version(self, connection: Connection, order_id: str) -> OrderVersion | None:
        query = (
            select(order_versions, orders.c.number, orders.c.revision, mandates.c.rum)
            .join(orders, orders.c.id == order_versions.c.order_id)
            .outerjoin(mandates, mandates.c.rum_key == order_versions.c.rum_key)
            .where(order_versions.c.order_id == order_id)
        )
        row = connection.execute(query).first()
        if row is None:
            return None
        return OrderVersion(
            row.order_id, row.number, row.revision, row.frozen_at, row.fingerprint, row.data, row.rum
        )

    def _insert(
        self, connection: Connection, record: OrderRecord, family_id: str, extracted: Extracted
    ) -> None:
        recency = _next_recency(connection)
        try:
            with connection.begin_nested():
                connection.execute(
                    orders.insert().values(
                        id=record.id,
                        family_id=family_id,
                        number=record.number,
                        revision=record.revision,
                        state=record.state.value,
                        state_rank=STATE_RANK[record.state],
                        shelf=ARCHIVED if record.archived else CURRENT,
                        row_version=record.row_version,
                        recency=recency,
                        created_at=record.created_at,
                        updated_at=record.updated_at,
                        author=storable(record.author),
                        **_list_columns(record.number, extracted, record.answers),
                    )
                )
        except IntegrityError as error:
            if not self._exists(connection, record.number, record.revision):
                raise
            raise NumberTaken(
                message("The number {number} is already taken. Try again.", number=record.number)
            ) from error
        connection.execute(
            order_documents.insert().values(
                order_id=record.id, **_document_columns(record.answers, record.place, extracted)
            )
        )
        engine.index_words(connection, recency, _search_words(record.number, extracted))

    def _exists(self, connection: Connection, number: str, revision: int) -> bool:
        query = select(orders.c.id).where(orders.c.number == number, orders.c.revision == revision)
        return connection.execute(query).first() is not None

    def _update(
        self,
        connection: Connection,
        row: Row[Any],
        at: dt.datetime,
        values: Mapping[str, Any],
        search_text: str | None,
    ) -> None:
        """Write list columns; the order becomes the most recent. `search_text` None: words unchanged."""
        kept = select(order_documents.c.search_text).where(order_documents.c.order_id == row.id)
        old_text = connection.execute(kept).scalar_one()
        new_text = old_text if search_text is None else storable(search_text)
        name = values.get("client_name", row.client_name)
        key = values.get("client_key", row.client_key)
        latest = connection.execute(select(func.max(orders.c.recency))).scalar_one()
        recency = row.recency if row.recency == latest else latest + 1
        same_words = (old_text, row.client_name, row.client_key) == (new_text, name, key)
        done = connection.execute(
            orders.update()
            .where(orders.c.id == row.id, orders.c.row_version == row.row_version)
            .values(
                row_version=row.row_version + 1,
                recency=recency,
                updated_at=max(at, row.created_at),
                **values,
            )
        )
        if done.rowcount != 1:
            raise _stale(row.number)
        if recency == row.recency and same_words and row.shelf != DELETED:
            return  # the usual autosave: nothing that is searched has changed
        if row.shelf != DELETED:
            engine.forget_words(connection, row.recency)
        engine.index_words(connection, recency, _indexed(row.number, name, key, new_text))

    def _move(self, connection: Connection, row: Row[Any], new: OrderState, act: Act) -> None:
        if not may_move(OrderState(row.state), new):
            raise _move_refused(row, new)
        values = {"state": new.value, "state_rank": STATE_RANK[new]}
        self._update(connection, row, act.at, values, None)

    def _claim(self, connection: Connection, rum: str, family_id: str) -> str:
        """The key of a RUM that this order's family may use: new, or already its own."""
        key = rum.upper()
        owner = connection.execute(select(mandates.c.family_id).where(mandates.c.rum_key == key)).scalar()
        if owner is None:
            connection.execute(mandates.insert().values(rum_key=key, rum=rum, family_id=family_id))
        elif owner != family_id:
            raise NumberTaken(
                message("The mandate reference {rum} already belongs to another order.", rum=rum)
            )
        return key


def _next_recency(connection: Connection) -> int:
    return (connection.execute(select(func.max(orders.c.recency))).scalar() or 0) + 1


def _list_columns(number: str, extracted: Extracted, answers: Answers) -> dict[str, Any]:
    name = storable(extracted.client_name)
    key = storable(extracted.client_key)
    cents = None if extracted.excl_tax is None else int(extracted.excl_tax * 100)
    return {
        "client_name": name,
        "client_key": key,
        "client_sort": fold(name),
        "client_search": " ".join([fold(name), fold(key), fold(storable(city_of(answers)))]),
        "excl_tax": extracted.excl_tax,
        "amount_sort": _NO_AMOUNT if cents is None else cents,
        "offer_valid_until": extracted.offer_valid_until,
        "problems": extracted.problems,
    }


def _document_columns(answers: Answers, place: Place, extracted: Extracted) -> dict[str, Any]:
    return {
        "answers": answers,
        "step": storable(place.step),
        "field": storable(place.field),
        "search_text": storable(extracted.search_text),
    }


def _search_words(number: str, extracted: Extracted) -> list[str]:
    return _indexed(number, extracted.client_name, extracted.client_key, extracted.search_text)


def _indexed(number: str, client_name: str, client_key: str, text: str) -> list[str]:
    """The words an order is found by, each once."""
    return list(dict.fromkeys(words("\n".join([number, client_name, client_key, text]))))


def _moved(act: Act, row: Row[Any], new: OrderState) -> Act:
    details = {**act.details, "from": row.state, "to": new.value, "number": row.number}
    return replace(act, subject=row.id, details=details)


def _stale(number: str) -> StaleRecord:
    return StaleRecord(
        message(
            "Order {number} was changed elsewhere since you opened it: nothing was written. Open it again to"
            " see its present state.",
            number=number,
        )
    )


def _move_refused(row: Row[Any], new: OrderState) -> MoveRefused:
    return MoveRefused(
        message(
            "Order {number} cannot go from “{old}” to “{new}”: nothing was changed.",
            number=row.number,
            old=STATE_NAMES[OrderState(row.state)],
            new=STATE_NAMES[new],
        )
    )
