"""One connection and its transactions: all or nothing, nested ones inside the outer one.

Turns an engine's error that a person can act on (disk full, read-only, damaged) into the refusal that
says what to do. Which statements run is the stores' business.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import StatementError

from numspot_desk.store.engine import forget_pages, refusal_of


class Session:
    """The connection of an open workspace. For one thread at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection = engine.connect()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction for reading and writing, durable once left; inside another one, a part of it.

        A nested one that fails leaves nothing behind, even when the outer one goes on. Raises
        `WorkspaceRefused` where the disk or the file does not allow it, `TypeError` or `ValueError` for
        a value that a column refuses.
        """
        try:
            if self._connection.in_transaction():
                with self._connection.begin_nested():
                    yield self._connection
            else:
                with self._alone():
                    yield self._connection
        except StatementError as error:
            if isinstance(error.orig, (TypeError, ValueError)):
                raise error.orig from error  # a value that a column type refuses
            refusal = refusal_of(error)
            if refusal is None:
                raise
            raise refusal from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """An outer transaction; where it is undone, what memory held of it is forgotten too."""
        try:
            with self._connection.begin():
                yield
        except BaseException:
            forget_pages(self._connection)
            raise

    @property
    def outside(self) -> Connection:
        """The connection itself, for what must not run inside a transaction (copies, checks)."""
        return self._connection

    def close(self) -> None:
        """Close the connection and free the file. What is not committed is gone."""
        self._connection.close()
        self._engine.dispose()
