"""Everything that is true of SQLite alone: the encrypted connection, its locks, search index and triggers.

Opens a SQLCipher file with a raw 32-byte key, one connection, exclusive lock, durable commits. Nothing
above needs to know which engine it is on; nothing here knows what an order is beyond table names.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, Select, Table, create_engine, event, select
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateTable
from sqlcipher3 import dbapi2

from numspot_desk.language.messages import message
from numspot_desk.store.schema import APPEND_ONLY, due_days
from numspot_desk.usecases.refusals import WorkspaceRefused

KEY_BYTES: Final = 32
_SAFE_FROM: Final = (3, 51, 3)  # older ones can lose a committed transaction when a log is reset
_SAFE_BACKPORTS: Final = {(3, 50): 7, (3, 44): 6}
_PRAGMAS: Final = (  # in this order; the second is what SQLite must answer, where it answers
    ("locking_mode=EXCLUSIVE", "exclusive"),
    ("journal_mode=DELETE", "delete"),
    ("synchronous=EXTRA", None),
    ("foreign_keys=ON", None),
    ("secure_delete=ON", "1"),
    ("trusted_schema=OFF", None),
    ("cell_size_check=ON", None),
    ("mmap_size=0", None),
)
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_COPY_PAGES: Final = 2_000
_OF_ORDER: Final = "(SELECT family_id FROM orders WHERE id = NEW.order_id)"
_OF_MANDATE: Final = "(SELECT family_id FROM mandates WHERE rum_key = NEW.rum_key)"
_CHANGES: Final = (  # what an agenda rests on: the trigger, what fires it, the contract that is changed
    ("due_by_event", "INSERT ON contract_events", "NEW.family_id"),
    ("due_by_mandate", "INSERT ON mandates", "NEW.family_id"),
    ("due_by_mandate_fact", "INSERT ON mandate_facts", _OF_MANDATE),
    ("due_by_refusal", "INSERT ON terms_refusals", "NEW.family_id"),
    ("due_by_refusal_withdrawn", "DELETE ON terms_refusals", "OLD.family_id"),
    ("due_by_signature", "INSERT ON signatures", _OF_ORDER),
    ("due_by_state", "UPDATE OF state, shelf ON orders WHEN NEW.state <> 'draft'", "NEW.family_id"),
    ("due_by_version", "INSERT ON order_versions", _OF_ORDER),
    ("due_by_version_terms", "INSERT ON version_terms", _OF_ORDER),
)
_ALL_CHANGE: Final = "due_by_terms"
_WITHOUT_ROWID: Final = " WITHOUT ROWID"
_SEARCH: Final = sql_table("order_search", sql_column("rowid"), sql_column("words"))


# ── Opening ──────────────────────────────────────────────────────────────────────────────────────────


def linked_engine_is_safe(version: Sequence[int] = tuple(dbapi2.sqlite_version_info)) -> bool:
    """Whether the SQLite linked into this program never loses what it said it wrote."""
    major, minor, patch = version[:3]
    return (major, minor, patch) >= _SAFE_FROM or patch >= _SAFE_BACKPORTS.get((major, minor), patch + 1)


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine on the existing file, alone on it, with its one connection made.

    Raises `WorkspaceRefused` when the file is open elsewhere, read-only, damaged, or has another key.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the key of a store is 32 bytes")
    if not linked_engine_is_safe():
        raise WorkspaceRefused(
            message(
                "This installation has a database engine with a known defect (SQLite {version}): nothing was"
                " opened. Install the program again from its package.",
                version=dbapi2.sqlite_version,
            )
        )
    raw = _connected(path, key)
    engine = create_engine(
        "sqlite://", module=dbapi2, creator=lambda: raw, poolclass=StaticPool, hide_parameters=True
    )
    event.listen(engine, "begin", _begin_for_writing)
    return engine


def _begin_for_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _connected(path: Path, key: bytes) -> Any:
    try:
        raw = _keyed(path, key)
    except dbapi2.Error as error:
        raise _refused(error) from error
    try:
        for pragma, answer in _PRAGMAS:
            found = raw.execute(f"PRAGMA {pragma}").fetchone()
            if answer is not None and str(found[0]) != answer:
                raise RuntimeError(f"SQLite would not take {pragma}")
        raw.execute("BEGIN EXCLUSIVE")
        raw.execute("COMMIT")
    except dbapi2.Error as error:
        raw.close()
        raise _refused(error) from error
    except BaseException:
        raw.close()
        raise
    return raw


def _keyed(path: Path, key: bytes) -> Any:
    # mode=rw: a missing file is an error, never a new empty store. No waiting: a holder holds for hours.
    raw = dbapi2.connect(
        f"{path.resolve().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=0,
    )
    raw.execute("PRAGMA cipher_log_level=NONE")
    raw.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    return raw


def in_use(path: Path) -> bool:
    """Whether another process (or another workspace of this one) has the file open. Needs no key.

    It looks through a read-only connection: a journal left by a crash stays for who has the key.
    """
    try:
        raw = dbapi2.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=0)
    except dbapi2.Error:
        return False
    try:
        raw.execute("PRAGMA cipher_log_level=NONE")
        raw.execute("PRAGMA schema_version")
    except dbapi2.Error as error:
        return _code(error) == _BUSY  # anything else: the lock was free, and the file is not in clear
    finally:
        raw.close()
    return False


# ── What the engine's errors mean to a person ────────────────────────────────────────────────────────


def refusal_of(error: BaseException | None) -> WorkspaceRefused | None:
    """The refusal that a database error amounts to, through what it was raised from; None for a bug."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        driver = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(driver, dbapi2.Error) and _code(driver) in _KNOWN:
            return _refused(driver)
        error = error.__cause__ or error.__context__
    return None


def read_only() -> WorkspaceRefused:
    """The refusal of a store that may be read but not written."""
    return WorkspaceRefused(_KNOWN[_READONLY])


def _code(error: Any) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _refused(error: Any) -> WorkspaceRefused:
    known = _KNOWN.get(_code(error))
    if known is None:
        raise error
    return WorkspaceRefused(known)


_KNOWN: Final = {
    _BUSY: message(
        "This workspace is already open in another window or by another program. Use that window, or close"
        " it and try again. Nothing was changed."
    ),
    _READONLY: message(
        "This workspace cannot be written to: its file or folder is read-only. Give yourself the right to"
        " write there, or restore a backup in another folder. Nothing was changed."
    ),
    _CANTOPEN: message(
        "The file of this workspace cannot be opened: it is missing, or you may not read or write it. Check"
        " its folder and its rights, then try again. Nothing was changed."
    ),
    _IOERR: message(
        "The disk did not accept the last change: it is full, unplugged or failing. The work saved before is"
        " safe. Free some space or check the disk, then try again."
    ),
    _FULL: message(
        "The disk is full: the last change could not be saved. The work saved before is safe. Free some"
        " space, then try again."
    ),
    _CORRUPT: message(
        "The file of this workspace is damaged. Nothing was changed. Restore the latest backup: the damaged"
        " file will be kept aside."
    ),
    _NOTADB: message(
        "The file of this workspace cannot be read with this key: the file is damaged or belongs to other"
        " keys. Nothing was changed. Restore the latest backup, or put back the key file that belongs to it."
    ),
}


# ── Soundness and copies ─────────────────────────────────────────────────────────────────────────────


def damage(connection: Connection, *, quick: bool = False) -> list[str]:
    """What is wrong with the whole file: pages whose seal is broken, broken structures, orphan rows.

    Empty when the file is sound. Reads every page, about a second for 150 MB; unless `quick`, compares
    every index with its table too, which takes five times as long.
    """
    broken = broken_pages(connection)
    if broken:
        return broken  # the other checks would stumble over the same pages
    check = "quick_check" if quick else "integrity_check"
    found = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {check}(20)")]
    found += [f"orphan in {name}" for name in orphans(connection)]
    return [line for line in found if line != "ok"]


def broken_pages(connection: Connection) -> list[str]:
    """The pages whose seal does not hold: what was written by anything but this program, or went bad."""
    return [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]


def orphans(connection: Connection) -> list[str]:
    """The tables with rows whose foreign key points nowhere."""
    return sorted({str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")})


def copy_to(connection: Connection, target: Path, key: bytes, step: Callable[[int, int], None]) -> None:
    """Copy the whole open store, encrypted with `key`, to an existing empty file, through SQLite itself.

    `step(done, total)` is called now and then and may raise to stop. The caller checks `damage` before
    (SQLite copies a broken page as zeros, newly sealed) and of the copy after.
    """
    source: Any = connection.connection.driver_connection
    if source.in_transaction:
        raise RuntimeError("a copy is made outside any transaction")

    def told(status: int, left: int, total: int) -> None:
        if status & 0xFF in (_BUSY, _LOCKED):  # SQLite would try again for ever
            raise WorkspaceRefused(_KNOWN[_BUSY])
        step(total - left, total)

    try:
        copy = _keyed(target, key)
        try:
            copy.execute("PRAGMA synchronous=EXTRA")
            source.backup(copy, pages=_COPY_PAGES, progress=told)
        finally:
            copy.close()
    except dbapi2.Error as error:
        raise _refused(error) from error


def forget_pages(connection: Connection) -> None:
    """Drop the pages held in memory, so that the next question reads the file again. Outside a transaction.

    After some thousands of transactions undone on an encrypted file held alone, SQLCipher 4.19 can keep a
    page of the undone one in memory while the file is sound: then every question fails as if the file were
    damaged. What was read again after each undoing never did.
    """
    raw: Any = connection.connection.driver_connection
    if raw.in_transaction:
        raise RuntimeError("pages are dropped outside any transaction")
    raw.execute("PRAGMA shrink_memory")


def without_foreign_keys(connection: Connection, on: bool) -> None:
    """Switch the enforcement of foreign keys, outside any transaction (inside one SQLite ignores it)."""
    raw: Any = connection.connection.driver_connection
    if raw.in_transaction:
        raise RuntimeError("foreign keys are switched outside any transaction")
    raw.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


# ── Search index and triggers ────────────────────────────────────────────────────────────────────────


def create_index_and_triggers(connection: Connection) -> None:
    """Create what the metadata cannot say, where missing: the search index, the append-only triggers, and
    those that make the agenda of a contract stale when what it rests on changes.

    The index holds words only, under the recency of their order, so that its own order is "latest first".
    """
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE IF NOT EXISTS order_search USING fts5(words, content='', contentless_delete=1,"
        " detail=none, prefix='1 2 3', tokenize='ascii')"
    )
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER IF NOT EXISTS {table.name}_no_{act.lower()} BEFORE {act} ON {table.name}"
                f" BEGIN SELECT RAISE(ABORT, '{table.name} is written once'); END"
            )
    _lay_by_key(connection, due_days)
    for trigger, moment, family in _CHANGES:
        connection.exec_driver_sql(
            f"CREATE TRIGGER IF NOT EXISTS {trigger} AFTER {moment}"
            f" BEGIN INSERT INTO due_contracts (family_id) SELECT {family} WHERE true"
            " ON CONFLICT (family_id) DO UPDATE SET stale = 1 WHERE stale = 0; END"
        )
    connection.exec_driver_sql(
        f"CREATE TRIGGER IF NOT EXISTS {_ALL_CHANGE} AFTER INSERT ON terms_versions"
        " BEGIN UPDATE due_contracts SET stale = 1 WHERE stale = 0; END"
    )


def _lay_by_key(connection: Connection, cache: Table) -> None:
    """Lay the rows of a new cache in the file in the order of its key, so that those of neighbouring days are
    read together: the metadata cannot say it."""
    made = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_schema WHERE name = ?", (cache.name,)
    ).scalar_one()
    if str(made).endswith(_WITHOUT_ROWID):
        return
    cache.drop(connection)
    connection.exec_driver_sql(f"{CreateTable(cache).compile(connection)}".rstrip() + _WITHOUT_ROWID)
    for index in cache.indexes:
        index.create(connection)


def drop_triggers_between_tables(connection: Connection) -> None:
    """Drop the triggers that read other tables than their own: with them SQLite renames no table, and so none
    could be rebuilt. `create_index_and_triggers` makes them again."""
    for trigger in (_ALL_CHANGE, *(name for name, _, _ in _CHANGES)):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")


def index_words(connection: Connection, found_by: Mapping[int, Sequence[str]]) -> None:
    """Add the words that orders are found by, under the recency of each."""
    rows = [{"rowid": recency, "words": " ".join(words)} for recency, words in found_by.items()]
    connection.execute(_SEARCH.insert(), rows)


def forget_words(connection: Connection, recency: int) -> None:
    """Remove the words kept under this recency."""
    connection.execute(_SEARCH.delete().where(_SEARCH.c.rowid == recency))


def recencies_holding(words: Sequence[str]) -> Select[tuple[Any]]:
    """The recencies of the orders that hold every word, the last one as the beginning of a word.

    Words are folded runs of letters and digits (`language.folding.words`), each quoted, so that no
    operator can be typed.
    """
    quoted = [f'"{word}"' for word in words]
    query = " AND ".join([*quoted[:-1], f"{quoted[-1]} *"])
    return select(_SEARCH.c.rowid).where(sql_column("order_search").op("MATCH")(query))
