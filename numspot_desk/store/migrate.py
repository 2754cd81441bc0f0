"""Bringing an older store to the tables of this program, at open: all of it, or nothing.

The revision is read with a plain SELECT, so that alembic is imported only when there is work. Backups
before a migration are the caller's, given as `before`; the steps themselves live in `migrations`.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, inspect, select, table
from sqlalchemy.exc import DBAPIError

from numspot_desk.language.messages import message
from numspot_desk.store import engine
from numspot_desk.store.schema import REVISION, revisions
from numspot_desk.store.session import Session
from numspot_desk.usecases.refusals import WorkspaceRefused

STEPS: Final = Path(__file__).parent / "migrations"


def revision_of(connection: Connection) -> str:
    """The revision of a store. Raises `WorkspaceRefused` for a file that holds no workspace."""
    try:
        found: str | None = connection.execute(select(revisions.c.version_num)).scalar()
    except DBAPIError as error:
        raise engine.refusal_of(error) or no_workspace() from error
    if found is None:
        raise no_workspace()
    return found


def bring_up_to_date(
    session: Session,
    before: Callable[[], None],
    *,
    wanted: str = REVISION,
    steps: Path = STEPS,
) -> bool:
    """Migrate an older store to `wanted`; tells whether it had to. `before` is called first (a backup).

    Raises `WorkspaceRefused`, with nothing changed, for a newer store or when a step fails or loses rows.
    """
    with session.transaction() as connection:
        found = revision_of(connection)
    if found == wanted:
        return False
    if not found.isdigit() or int(found) > int(wanted):
        raise WorkspaceRefused(
            message(
                "This workspace was written by a newer version of the program (revision {found}; this one"
                " knows {known}). Install the newer version. Nothing was changed.",
                found=found,
                known=wanted,
            )
        )
    before()
    engine.without_foreign_keys(session.outside, False)
    try:
        _in_one_transaction(session, steps, wanted)
    finally:
        engine.without_foreign_keys(session.outside, True)
    return True


def _in_one_transaction(session: Session, steps: Path, wanted: str) -> None:
    try:
        with session.transaction() as connection:
            before = row_counts(connection)
            engine.drop_triggers_between_tables(connection)
            _run_steps(connection, steps, wanted)
            engine.create_index_and_triggers(connection)
            _refuse_losses(connection, before, row_counts(connection))
    except WorkspaceRefused:
        raise
    except Exception as error:
        raise engine.refusal_of(error) or WorkspaceRefused(
            message(
                "This workspace could not be brought to the form this version needs. It was left as it was,"
                " and a backup was made. Go on with the former version and report this."
            )
        ) from error


def _run_steps(connection: Connection, steps: Path, wanted: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, wanted)


def row_counts(connection: Connection) -> dict[str, int]:
    """How many rows each table holds, in a store of any revision."""
    # Shadow tables of the search index change by themselves; the words are rebuilt, not kept.
    names = [name for name in inspect(connection).get_table_names() if not name.startswith("order_search")]
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names
    }


def _refuse_losses(connection: Connection, before: Mapping[str, int], after: Mapping[str, int]) -> None:
    lost = [name for name, rows in before.items() if name in after and after[name] != rows]
    orphans = engine.orphans(connection)
    if lost or orphans:
        raise RuntimeError(f"rows lost in {lost}, orphans in {orphans}")


def no_workspace() -> WorkspaceRefused:
    """The refusal of a file that holds no tables of ours."""
    return WorkspaceRefused(
        message(
            "The file of this workspace is empty or is not a workspace. Nothing was changed. Restore the"
            " latest backup."
        )
    )
