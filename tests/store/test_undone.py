"""Transactions undone, many times over: memory and file go on saying the same."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from numspot_desk.store import engine
from numspot_desk.store.session import Session
from tests.examples import TIMES
from tests.store.desk import KEY

TABLES, ROWS = 40, 5


class Undo(Exception):
    """Ends a transaction that is to leave nothing."""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "store.db"
    path.touch()
    session = Session(engine.open_engine(path, KEY))
    with session.transaction() as connection:
        for table in range(TABLES):
            connection.execute(
                text(f"CREATE TABLE t{table} (id TEXT PRIMARY KEY, a TEXT, b TEXT, c INTEGER)")
            )
            connection.execute(text(f"CREATE INDEX i{table} ON t{table} (a, c)"))
            for row in range(ROWS):
                _put(connection, table, f"k{row}", "b" * 1_200 * row)
    yield session
    session.close()


def _put(connection: Connection, table: int, key: str, words: str) -> None:
    put = text(f"INSERT OR REPLACE INTO t{table} VALUES (:id, :a, :b, :c)")
    connection.execute(put, {"id": key, "a": words[:40], "b": words, "c": len(words) % 7})


def _act(connection: Connection, chance: random.Random) -> None:
    table, way = chance.randrange(TABLES), chance.random()
    if way < 0.6:
        _put(connection, table, f"n{chance.randrange(9)}", "b" * chance.randrange(9_000))
    elif way < 0.8:
        connection.execute(text(f"DELETE FROM t{table} WHERE id = :id"), {"id": f"k{chance.randrange(ROWS)}"})
    else:
        words = {"b": "z" * chance.randrange(9_000), "c": chance.randrange(7)}
        connection.execute(text(f"UPDATE t{table} SET b = :b WHERE c = :c"), words)


def _content(session: Session) -> list[list[tuple[object, ...]]]:
    with session.transaction() as connection:
        return [
            [tuple(row) for row in connection.execute(text(f"SELECT * FROM t{table} ORDER BY id"))]
            for table in range(TABLES)
        ]


@pytest.mark.campaign
def test_what_was_undone_is_in_no_later_answer(session: Session) -> None:
    """Three hundred transactions undone, each with parts undone inside it; a campaign does twenty times as
    many, which without `forget_pages` fails most times."""
    chance, before = random.Random(7), _content(session)
    for undone in range(300 * TIMES):
        with pytest.raises(Undo), session.transaction() as connection:
            for _ in range(chance.randrange(2, 10)):
                try:
                    with session.transaction():
                        for _ in range(chance.randrange(1, 5)):
                            _act(connection, chance)
                        if chance.random() < 0.4:
                            raise InterruptedError
                except InterruptedError:
                    continue
            raise Undo
        if undone % 20 == 0:
            assert _content(session) == before
    assert _content(session) == before and engine.damage(session.outside) == []
