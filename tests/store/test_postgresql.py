"""The same tables on PostgreSQL, on a server started for the test where one is installed."""

import datetime as dt
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateTable

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.store import order_rows
from numspot_desk.store.schema import mandates, metadata, order_documents, orders, workspace
from numspot_desk.usecases.ports.orders import OrderRecord, Place
from tests.store.desk import SetClock, complete_answers, extracted

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) + [
    Path(found) for found in [shutil.which("initdb")] if found
]


def as_server() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: it runs as the user that its package made."""
    return {"user": "postgres"} if os.name == "posix" and os.geteuid() == 0 else {}


@pytest.fixture(scope="module")
def server() -> Iterator[Engine]:
    if not BINARIES:
        pytest.skip("PostgreSQL is not on this machine")
    pytest.importorskip("psycopg", reason="the [team] extra is not installed")
    tools = BINARIES[-1].parent
    base = Path(tempfile.mkdtemp(prefix="numspot-desk-pg-"))
    if "user" in as_server():
        shutil.chown(base, "postgres")
    data = base / "data"

    def run(*command: str) -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=base, **as_server())

    run(str(tools / "initdb"), "-D", str(data), "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories='{base}' -c fsync=off"
    control = str(tools / "pg_ctl")
    run(control, "-D", str(data), "-o", options, "-l", str(base / "log"), "-w", "start")
    engine = create_engine(f"postgresql+psycopg://desk@/postgres?host={base}")
    try:
        yield engine
    finally:
        engine.dispose()
        run(control, "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(base)


@pytest.fixture
def tables(server: Engine) -> Iterator[Engine]:
    metadata.create_all(server)
    yield server
    metadata.drop_all(server)


def record(number: str = "CMD-2026-00000001", seed: int = 1) -> OrderRecord:
    """A draft created in the hour that the clocks repeat."""
    at = dt.datetime(2026, 10, 25, 2, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    return OrderRecord(
        id=str(uuid.UUID(int=seed)),
        number=number,
        revision=1,
        state=OrderState.DRAFT,
        answers=complete_answers(),
        place=Place(),
        row_version=1,
        archived=False,
        created_at=at,
        updated_at=at,
        author="Anne Roy",
    )


def put(engine: Engine, order: OrderRecord, recency: int = 1) -> None:
    with engine.begin() as connection:
        connection.execute(
            orders.insert().values(**order_rows.columns(order, order.id, extracted(), recency))
        )
        document = order_rows.document_columns(order.answers, order.place, extracted())
        connection.execute(order_documents.insert().values(order_id=order.id, **document))


def test_the_metadata_creates_every_table_with_named_constraints(tables: Engine) -> None:
    found = inspect(tables)
    assert set(found.get_table_names()) == set(metadata.tables)
    for name, table in metadata.tables.items():
        checks = {check["name"] for check in found.get_check_constraints(name)}
        ours = {str(constraint.name) for constraint in table.constraints if constraint.name}
        assert checks <= ours and all(not str(check).startswith("$") for check in checks)


def test_values_come_back_exactly(tables: Engine) -> None:
    order = record()
    put(tables, order)
    with tables.connect() as connection:
        row = connection.execute(select(orders)).one()
        document = connection.execute(select(order_documents)).one()
    assert row.excl_tax == Decimal("360.02")
    assert row.created_at == order.created_at and row.created_at.tzinfo is not None
    assert row.offer_valid_until == dt.date(2026, 12, 31)
    assert document.answers == order.answers


def test_what_sqlite_refuses_is_refused_here_too(tables: Engine) -> None:
    put(tables, record())
    with pytest.raises(IntegrityError):  # number and revision are one order's
        put(tables, record(seed=2), 2)
    wrong = [
        orders.update().values(state="lost"),
        orders.update().values(revision=0),
        orders.update().values(family_id="nobody"),
        workspace.insert().values(id="short", created_at=SetClock().now()),
        mandates.insert().values(rum_key="ns1", rum="ns1", family_id=record().id),
    ]
    for statement in wrong:
        with pytest.raises(IntegrityError), tables.begin() as connection:
            connection.execute(statement)


def test_nothing_of_sqlite_stands_in_the_tables(tables: Engine) -> None:
    for table in metadata.sorted_tables:
        assert "sqlite" not in str(CreateTable(table).compile(tables)).lower()
        assert not any(name.startswith("sqlite_") for name in table.dialect_kwargs)
