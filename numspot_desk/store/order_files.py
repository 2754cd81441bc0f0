"""The files kept with an order (a signed copy, a bank's paper), encrypted with the store."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from numspot_desk.language.messages import message
from numspot_desk.store.schema import attachments
from numspot_desk.usecases.ports.orders import Attachment
from numspot_desk.usecases.refusals import NoSuchRecord


def insert(connection: Connection, kept: Attachment, content: bytes) -> None:
    """Keep a file."""
    connection.execute(attachments.insert().values(**vars(kept), content=content))


def of_order(connection: Connection, order_id: str) -> Sequence[Attachment]:
    """The files of an order, oldest first, without their content."""
    listed = [column for column in attachments.c if column.name != "content"]
    query = select(*listed).where(attachments.c.order_id == order_id)
    rows = connection.execute(query.order_by(attachments.c.added_at, attachments.c.id)).mappings()
    return [Attachment(**row) for row in rows]


def content_of(connection: Connection, attachment_id: str) -> bytes:
    """The bytes of a file. Raises `NoSuchRecord`."""
    query = select(attachments.c.content).where(attachments.c.id == attachment_id)
    content: bytes | None = connection.execute(query).scalar()
    if content is None:
        raise NoSuchRecord(message("This file is no longer kept with the order."))
    return content
