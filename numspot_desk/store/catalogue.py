"""Price lists of a workspace: kept by date, whole, never edited once imported.

Reading files of prices lives elsewhere; here a list is either kept entirely or not at all.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select

from numspot_desk.store import audit
from numspot_desk.store.schema import price_items, price_lists
from numspot_desk.store.session import Session
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.catalogue import CatalogueItem, PriceList
from numspot_desk.usecases.ports.world import Chance

_ITEM = [column for column in price_items.c if column.name not in {"list_id", "position"}]


class Catalogue:
    """The price lists of one workspace (`CatalogueStore`)."""

    def __init__(self, session: Session, chance: Chance) -> None:
        self._session = session
        self._chance = chance

    def add(self, price_list: PriceList, act: Act) -> None:
        """Keep a list with all its items. A list without an id is given one."""
        list_id = price_list.id or str(uuid.UUID(bytes=self._chance.bytes(16), version=4))
        rows = [
            {"list_id": list_id, "position": position, **vars(item)}
            for position, item in enumerate(price_list.items)
        ]
        with self._session.transaction() as connection:
            connection.execute(
                price_lists.insert().values(
                    id=list_id,
                    label=price_list.label,
                    kind=price_list.kind,
                    dated=price_list.dated,
                    imported_at=price_list.imported_at,
                )
            )
            if rows:
                connection.execute(price_items.insert(), rows)
            details = {**act.details, "kind": price_list.kind, "items": len(rows)}
            audit.append(connection, replace(act, subject=list_id, details=details), self._chance)

    def current(self, today: dt.date) -> PriceList | None:
        """The list in use on a day: of those dated until then the latest public one, or the latest sample
        where there is no other."""
        begun = select(price_lists).where(price_lists.c.dated <= today)
        latest = begun.order_by(
            price_lists.c.kind == "sample", price_lists.c.dated.desc(), price_lists.c.imported_at.desc()
        )
        with self._session.transaction() as connection:
            row = connection.execute(latest.limit(1)).first()
            return None if row is None else _price_list(connection, row)

    def coming(self, today: dt.date) -> Sequence[PriceList]:
        """The lists dated after a day, the next one first."""
        query = select(price_lists).where(price_lists.c.dated > today)
        with self._session.transaction() as connection:
            rows = connection.execute(query.order_by(price_lists.c.dated, price_lists.c.imported_at)).all()
            return [_price_list(connection, row) for row in rows]

    def all(self) -> Sequence[PriceList]:
        """Every list, the latest dated first."""
        query = select(price_lists).order_by(price_lists.c.dated.desc(), price_lists.c.imported_at.desc())
        with self._session.transaction() as connection:
            return [_price_list(connection, row) for row in connection.execute(query).all()]


def _price_list(connection: Connection, row: Row[Any]) -> PriceList:
    items = select(*_ITEM).where(price_items.c.list_id == row.id).order_by(price_items.c.position)
    imported_at: dt.datetime = row.imported_at
    return PriceList(
        id=row.id,
        label=row.label,
        kind=row.kind,
        dated=row.dated,
        items=tuple(CatalogueItem(**item) for item in connection.execute(items).mappings()),
        imported_at=imported_at,
    )
