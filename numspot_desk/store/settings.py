"""Settings of the workspace: one canonical JSON document by name, each change with its audit row.

What a setting means is known to who reads it; preferences of the screen do not live here.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.store import audit
from numspot_desk.store.schema import settings
from numspot_desk.store.session import Session
from numspot_desk.store.types import plain
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.world import Chance


class Settings:
    """The settings of one workspace (`SettingsStore`)."""

    def __init__(self, session: Session, chance: Chance) -> None:
        self._session = session
        self._chance = chance

    def get(self, name: str) -> Mapping[str, Any] | None:
        """The document of this name; None when it was never set."""
        with self._session.transaction() as connection:
            value: Mapping[str, Any] | None = connection.execute(
                select(settings.c.value).where(settings.c.name == name)
            ).scalar()
        return value

    def put(self, name: str, value: Mapping[str, Any], act: Act) -> None:
        """Set the document of this name. The audit row holds its fingerprint, not its content."""
        own = plain(value)
        with self._session.transaction() as connection:
            changed = connection.execute(
                settings.update().where(settings.c.name == name).values(value=own, updated_at=act.at)
            )
            if changed.rowcount == 0:
                connection.execute(settings.insert().values(name=name, value=own, updated_at=act.at))
            details = {**act.details, "value": fingerprint(own)}
            audit.append(connection, replace(act, subject=name, details=details), self._chance)
