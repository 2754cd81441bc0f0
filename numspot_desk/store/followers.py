"""What follows an order when it changes: departures and coverage as columns, origins of clauses, its mandate.

Each is computed where it lives (`departures`, `library`, `mandate_rows`), by rules and a library that a list
of orders needs nothing of: they are loaded at the first change, and the start does not wait for them.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection


def refresh_departures(connection: Connection, order_id: str) -> None:
    """Take out again where an order departs from the general terms and what it leaves uncovered."""
    from numspot_desk.store import departures

    departures.refresh(connection, order_id)


def mark_superseded(connection: Connection, family_id: str, revision: int) -> None:
    """The versions before one that was signed no longer say what holds."""
    from numspot_desk.store import departures

    departures.mark_superseded(connection, family_id, revision)


def mark_origins(connection: Connection, order_id: str, answers: Mapping[str, Any]) -> None:
    """Note which clauses of an order still stand in it, of those that came from the library."""
    from numspot_desk.store import library

    library.mark_standing(connection, order_id, answers)


def begin_mandate(connection: Connection, rum_key: str | None, actor: str, at: dt.datetime) -> None:
    """Begin the book of the mandate that an order has printed."""
    from numspot_desk.store import mandate_rows

    mandate_rows.prepare(connection, rum_key, actor, at)
