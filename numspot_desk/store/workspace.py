"""A workspace: one folder with its encrypted store, opened by one process.

Creates and opens it; the stores inside live in their own modules, keys in `keys`, backups in `backup`.
"""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Self

from sqlalchemy import Engine, select

from numspot_desk.language.messages import message
from numspot_desk.store import audit, engine, ground, migrate, restore
from numspot_desk.store.backup import MIGRATION, Backups
from numspot_desk.store.catalogue import Catalogue
from numspot_desk.store.comments import Comments
from numspot_desk.store.events import Events
from numspot_desk.store.names import BACKUP_FOLDER, STORE_FILE
from numspot_desk.store.orders import Orders
from numspot_desk.store.reviews import Reviews
from numspot_desk.store.schema import REVISION, metadata, revisions, workspace
from numspot_desk.store.session import Session
from numspot_desk.store.settings import Settings
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.world import Chance, Clock
from numspot_desk.usecases.refusals import WorkspaceRefused

if TYPE_CHECKING:
    from numspot_desk.store.calculations import Calculations
    from numspot_desk.store.calendar import Calendar
    from numspot_desk.store.due import Due
    from numspot_desk.store.handovers import Handovers
    from numspot_desk.store.library import ClauseShelf
    from numspot_desk.store.mandates import Mandates
    from numspot_desk.store.marks import Marks
    from numspot_desk.store.register import Register
    from numspot_desk.store.reminders import Reminders
    from numspot_desk.store.terms import AdoptedTerms

_KEPT_AFTER_DELETION: Final = dt.timedelta(days=30)
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class SystemChance:
    """Random bytes of the operating system (`Chance`)."""

    def bytes(self, count: int) -> bytes:
        """`count` unpredictable bytes."""
        return os.urandom(count)


class OpenWorkspace:
    """An open workspace (`Workspace`). Used by one thread at a time; close it to free the file."""

    def __init__(self, folder: Path, key: bytes, store: Engine, clock: Clock, chance: Chance) -> None:
        self.key = key
        self._folder = folder
        self._clock = clock
        self._chance = chance
        self._session = Session(store)
        self.orders = Orders(self._session, chance)
        self.reviews = Reviews(self._session, self.orders, chance)
        self.comments = Comments(self._session, chance)
        self.catalogue = Catalogue(self._session, chance)
        self.events = Events(self._session, chance)
        self.settings = Settings(self._session, chance)
        self.audit = audit.AuditLog(self._session)
        self.backups = Backups(self._session, folder, key, clock, chance)

    # ── Loaded when first asked for: a start that shows the orders waits for none of them ────────────────

    @cached_property
    def calculations(self) -> Calculations:
        """Calculations and their notes."""
        from numspot_desk.store.calculations import Calculations

        return Calculations(self._session, self._chance)

    @cached_property
    def calendar(self) -> Calendar:
        """What was written in calendar files."""
        from numspot_desk.store.calendar import Calendar

        return Calendar(self._session, self._chance)

    @cached_property
    def due(self) -> Due:
        """The index of what falls due."""
        from numspot_desk.store.due import Due

        return Due(self._session)

    @cached_property
    def handovers(self) -> Handovers:
        """Versions as they are handed over."""
        from numspot_desk.store.handovers import Handovers

        return Handovers(self._session, self.orders, self._chance)

    @cached_property
    def library(self) -> ClauseShelf:
        """Clauses written or imported here."""
        from numspot_desk.store.library import ClauseShelf

        return ClauseShelf(self._session, self._chance)

    @cached_property
    def mandates(self) -> Mandates:
        """The mandates and what happened to them."""
        from numspot_desk.store.mandates import Mandates

        return Mandates(self._session, self._chance)

    @cached_property
    def marks(self) -> Marks:
        """What people added to the entries of the agenda."""
        from numspot_desk.store.marks import Marks

        return Marks(self._session, self._chance)

    @cached_property
    def register(self) -> Register:
        """Departures over all orders."""
        from numspot_desk.store.register import Register

        return Register(self._session, self._chance)

    @cached_property
    def reminders(self) -> Reminders:
        """The reminders that were told."""
        from numspot_desk.store.reminders import Reminders

        return Reminders(self._session)

    @cached_property
    def terms(self) -> AdoptedTerms:
        """Adopted general terms."""
        from numspot_desk.store.terms import AdoptedTerms

        return AdoptedTerms(self._session, self._chance)

    # ── The workspace itself ─────────────────────────────────────────────────────────────────────────────

    @property
    def folder(self) -> Path:
        """The folder of the workspace."""
        return self._folder

    @property
    def id(self) -> str:
        """The id a workspace keeps for life, through backups and moves."""
        with self._session.transaction() as connection:
            found: str = connection.execute(select(workspace.c.id)).scalar_one()
        return found

    def transaction(self) -> AbstractContextManager[object]:
        """All writes inside are one: all or none. Nested ones join the outer one."""
        return self._session.transaction()

    def record(self, kind: str, actor: str, details: Mapping[str, Any] = _NOTHING) -> None:
        """Write the audit row of an act on the workspace itself."""
        with self._session.transaction() as connection:
            audit.append(connection, Act(kind, self.id, actor, self._clock.now(), details), self._chance)

    def bring_up_to_date(self) -> bool:
        """Migrate an older store, after a backup; tells whether it had to."""
        return migrate.bring_up_to_date(self._session, self._backed_up_for_migration)

    def _backed_up_for_migration(self) -> None:
        self.backups.make(MIGRATION)

    def tidy(self) -> None:
        """What a day's first start does after the window stands: a backup if due, old deleted drafts gone."""
        self.backups.make_if_due()
        self.orders.remove_deleted(self._clock.now() - _KEPT_AFTER_DELETION)

    def damage(self) -> list[str]:
        """What is wrong with the file, read whole; empty when it is sound."""
        with self._session.transaction() as connection:
            return engine.damage(connection)

    def close(self) -> None:
        """Free the file. Closing twice is harmless."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def holds_workspace(folder: Path) -> bool:
    """Whether a workspace was created in the folder (after an interrupted restore is brought to its end)."""
    restore.finish_interrupted(folder)
    return (folder / STORE_FILE).is_file()


def create_workspace(
    folder: Path,
    key: bytes,
    *,
    clock: Clock,
    chance: Chance | None = None,
    workspace_id: str | None = None,
    actor: str = "",
) -> OpenWorkspace:
    """Create the store in a folder that has none, and open it; `actor` is who does, for the audit log.

    It appears under its name only once whole. Raises `WorkspaceRefused` where one exists already or the
    folder is no ground for one.
    """
    chance = chance or SystemChance()
    refuse_ground(folder)
    if holds_workspace(folder):
        raise already_there(folder)
    with ground.scratch_folder(folder) as scratch:
        part = scratch / STORE_FILE
        ground.new_private_file(part)
        _fill(part, key, workspace_id or new_id(chance), clock, chance, actor)
        part.replace(folder / STORE_FILE)
        ground.sync_folder(folder)
    return open_workspace(folder, key, clock=clock, chance=chance)


def _fill(part: Path, key: bytes, workspace_id: str, clock: Clock, chance: Chance, actor: str) -> None:
    session = Session(engine.open_engine(part, key))
    try:
        with session.transaction() as connection:
            metadata.create_all(connection)
            revisions.create(connection)
            engine.create_index_and_triggers(connection)
            connection.execute(revisions.insert().values(version_num=REVISION))
            connection.execute(workspace.insert().values(id=workspace_id, created_at=clock.now()))
            created = Act("workspace.created", workspace_id, actor, clock.now(), {"revision": REVISION})
            audit.append(connection, created, chance)
    finally:
        session.close()


def open_workspace(folder: Path, key: bytes, *, clock: Clock, chance: Chance | None = None) -> OpenWorkspace:
    """Open the store of a folder, migrated if it is older, after a backup.

    Raises `WorkspaceRefused`, with nothing changed, when there is none, or it is newer, damaged, open
    elsewhere, read-only, on a share, or under another key.
    """
    chance = chance or SystemChance()
    if not holds_workspace(folder):
        raise WorkspaceRefused(
            message(
                "The folder {folder} holds no workspace: create one, or choose another.", folder=str(folder)
            )
        )
    ground.refuse_bad_ground(folder)
    if (folder / STORE_FILE).stat().st_size == 0:  # SQLite would make it a new store
        raise migrate.no_workspace()
    if not ground.may_write(folder / STORE_FILE):  # SQLite would open it, and fail at the first edit
        raise engine.read_only()
    store = engine.open_engine(folder / STORE_FILE, key)
    opened = OpenWorkspace(folder, key, store, clock, chance)
    try:
        ground.sweep(folder)
        ground.sweep(folder / BACKUP_FOLDER)
        opened.bring_up_to_date()
    except BaseException:
        opened.close()
        raise
    return opened


def refuse_ground(folder: Path) -> None:
    """Make the folder where it is missing, and refuse one that cannot hold a workspace."""
    ground.prepare_folder(folder)
    ground.refuse_bad_ground(folder)


def already_there(folder: Path) -> WorkspaceRefused:
    """The refusal to create a workspace over another one."""
    return WorkspaceRefused(
        message("The folder {folder} already holds a workspace: open it instead.", folder=str(folder))
    )


def new_id(chance: Chance) -> str:
    """A new random id."""
    return str(uuid.UUID(bytes=chance.bytes(16), version=4))
