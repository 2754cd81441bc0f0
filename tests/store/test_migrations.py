"""Migrations on genuine files: everything or nothing, a backup first, no row lost, no trigger forgotten."""

import datetime as dt
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DBAPIError

from numspot_desk.contracts.mandate_life.facts import kind_of
from numspot_desk.store import engine, migrate
from numspot_desk.store.names import STORE_FILE
from numspot_desk.store.schema import CURRENT, audit, metadata, orders
from numspot_desk.store.session import Session
from numspot_desk.store.workspace import OpenWorkspace, open_workspace
from numspot_desk.usecases.ports.mandates import MandateQuery
from numspot_desk.usecases.ports.orders import OrderQuery
from numspot_desk.usecases.ports.register import RegisterQuery
from numspot_desk.usecases.refusals import WorkspaceRefused
from tests.store.desk import KEY, SetClock
from tests.store.revision_files import FILES, NUMBERS, RUM, file_of

ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2026, 11, 20)
RELEASED = sorted(path.stem.removeprefix("revision-") for path in FILES.glob("revision-*.db"))


def steps_with(folder: Path, upgrade: str) -> Path:
    """The program's own steps and one more, to revision 9000."""
    shutil.copytree(migrate.STEPS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    head = 'import sqlalchemy as sa\nfrom alembic import op\nrevision = "9000"\n'
    lines = "".join(f"    {line}\n" for line in dedent(upgrade).strip().splitlines())
    body = f'down_revision = "{migrate.REVISION}"\ndef upgrade() -> None:\n{lines}'
    (folder / "versions" / "9000_test.py").write_text(head + body, encoding="utf-8")
    return folder


def migrated(desk: OpenWorkspace, steps: Path) -> None:
    migrate.bring_up_to_date(
        desk._session, lambda: desk.backups.make("migration"), wanted="9000", steps=steps
    )


@pytest.fixture
def old(folder: Path, clock: SetClock) -> OpenWorkspace:
    file_of(migrate.REVISION, folder)
    return open_workspace(folder, KEY, clock=clock)


@pytest.mark.parametrize("revision", RELEASED)
def test_a_file_of_every_released_revision_opens_with_all_it_held(
    folder: Path, clock: SetClock, revision: str
) -> None:
    file_of(revision, folder)
    with open_workspace(folder, KEY, clock=clock) as desk:
        exported, attached, deleted = (desk.orders.by_number(number) for number in NUMBERS)
        assert exported is not None and attached is not None and deleted is None
        version = desk.orders.version(exported.id)
        assert version is not None and version.rum == RUM
        kept = desk.orders.attachments(attached.id)
        assert desk.orders.attachment_content(kept[0].id) == b"%PDF-1.4"
        assert desk.orders.count(OrderQuery(text="atelier")) == 2
        with desk._session.transaction() as connection:
            kept = orders.c.offer_valid_until, orders.c.valid_sort
            days = {tuple(row) for row in connection.execute(select(*kept).where(orders.c.shelf == CURRENT))}
        assert days == {(dt.date(2026, 12, 31), dt.date(2026, 12, 31))}
        adopted = [
            (kept.label, len(desk.terms.get(kept.label, "fr").terms.nodes) > 0) for kept in desk.terms.list()
        ]
        assert adopted == ([] if revision < "0005" else [("Verger 2026", True)])
        assert len(desk.terms.refusals()) == len(adopted)
        kept_since = ["DA-25.h"] if revision >= "0007" else []
        assert list(desk.terms.coverage("Verger 2026")) == kept_since
        assert list(desk.terms.rule_clauses("Verger 2026")) == ["CG-7.1"] * (revision >= "0014")
        assert len(desk.events.history(NUMBERS[0])) == len(kept_since)
        steps = [step.kind.value for step in desk.reviews.steps(attached.id)]
        assert steps == (
            [] if revision < "0002" else ["requested"] + ["part_approved"] * (revision >= "0008")
        )
        words = [thread.entries[0].words for thread in desk.comments.of(attached.id)]
        assert words == (["Pourquoi trente jours ?"] if revision >= "0008" else [])
        since = revision >= "0009"
        assert [kept.clause.version for kept in desk.library.kept()] == [2] * since
        assert [one.library_id for one in desk.library.origins(attached.id).values()] == [
            "delay-clause"
        ] * since
        departing = [(one.number, one.clause_id) for one in desk.register.page(RegisterQuery()).rows]
        assert sorted(departing) == [(NUMBERS[0], "D1"), (NUMBERS[1], "D1")]
        assert list(desk.register.reasons(attached.id)) == ["D1"] * (revision >= "0012")
        assert {one.checklist for one in desk.register.uncovered()} == {"HDS", "DataAct"}
        assert len(desk.handovers.branches(attached.id)) == (1 if revision >= "0011" else 0)
        kinds = [kind_of(kept.entry.fact) for kept in desk.mandates.get(RUM).entries if kept.entry.fact]
        assert kinds == ["prepared"] + ["signed"] * (revision >= "0015")
        assert [row.rum for row in desk.mandates.page(MandateQuery(TODAY)).rows] == [RUM]
        assert len(desk.mandates.files(RUM)) == (revision >= "0015")
        exported_days = {key: one.said["when"] for key, one in desk.calendar.written(exported.id).items()}
        assert list(exported_days.values()) == ["2026-12-31"] * (revision >= "0016")
        since = revision >= "0017"
        assert dict(desk.calculations.typed()) == ({"refund": {"billed": "36 500"}} if since else {})
        assert [one.title for one in desk.calculations.notes(NUMBERS[0])] == ["Remboursement"] * since
        reminded = desk.reminders.told([f"{exported.id}::offer:"])
        assert [one.rung for one in reminded] == ["30d"] * (revision >= "0019")
        held = desk.calendar.held_by("/exports/contracts.ics")
        assert len(held) == (revision >= "0019")
        assert exported.id in [one.family_id for one in desk.due.stale("x", TODAY, 9)]
        marked = [one.owner for one in desk.marks.of().values()]
        assert marked == ["Anne Roy"] * (revision >= "0018")
        assert desk.settings.get("creditor") == {"ics": "FR72ZZZ123456"}
        assert desk.audit.verify().broken_at is None
        assert desk.damage() == []
        made = [backup.reason for backup in desk.backups.all()]
        assert made == ([] if revision == migrate.REVISION else ["migration"])


def test_a_table_rebuilt_under_its_children_keeps_every_row(old: OpenWorkspace, tmp_path: Path) -> None:
    """Rebuilding a parent with foreign keys on would empty its children without an error."""
    with old._session.transaction() as connection:
        before = migrate.row_counts(connection)
    steps = steps_with(
        tmp_path / "steps",
        """
        with op.batch_alter_table("orders", recreate="always") as batch:
            batch.add_column(sa.Column("channel", sa.Text, server_default="direct", nullable=False))
        with op.batch_alter_table("audit", recreate="always") as batch:
            batch.alter_column("kind", existing_type=sa.Text, nullable=False)
        """,
    )
    migrated(old, steps)
    with old._session.transaction() as connection:
        assert migrate.row_counts(connection) == before
        assert migrate.revision_of(connection) == "9000"
        assert connection.execute(text("SELECT DISTINCT channel FROM orders")).scalars().all() == ["direct"]
        assert engine.orphans(connection) == []
    with pytest.raises(DBAPIError, match="written once"), old._session.transaction() as connection:
        connection.execute(audit.delete())
    with pytest.raises(DBAPIError, match="FOREIGN KEY"), old._session.transaction() as connection:
        connection.execute(orders.update().values(family_id="nobody"))
    assert old.audit.verify().broken_at is None
    assert [backup.reason for backup in old.backups.all()] == ["migration"]
    old.close()


FAILING = {
    "an error half-way": """
        op.add_column("orders", sa.Column("channel", sa.Text))
        op.create_table("extra", sa.Column("id", sa.Integer, primary_key=True))
        op.execute("INSERT INTO extra VALUES (1)")
        raise RuntimeError("half-way")
    """,
    "rows lost": 'op.execute("DELETE FROM attachments")',
    "rows added": """op.execute("INSERT INTO settings VALUES ('x', '{}', '2026-01-01 00:00:00')")""",
    "orphans": 'op.execute("DELETE FROM actors")',
    "bad SQL": 'op.execute("ALTER TABLE nowhere ADD COLUMN x")',
}


@pytest.mark.parametrize("upgrade", FAILING.values(), ids=FAILING.keys())
def test_a_step_that_fails_leaves_the_store_as_it_was(
    old: OpenWorkspace, folder: Path, clock: SetClock, tmp_path: Path, upgrade: str
) -> None:
    with old._session.transaction() as connection:
        before = migrate.row_counts(connection)
    with pytest.raises(WorkspaceRefused, match="left as it was"):
        migrated(old, steps_with(tmp_path / "steps", upgrade))
    assert [backup.reason for backup in old.backups.all()] == ["migration"]
    old.close()
    with open_workspace(folder, KEY, clock=clock) as desk:
        with desk._session.transaction() as connection:
            assert migrate.row_counts(connection) == before
            columns = {column["name"] for column in inspect(connection).get_columns("orders")}
        assert columns == {column.name for column in orders.columns}
        assert desk.damage() == []
        with pytest.raises(DBAPIError, match="FOREIGN KEY"), desk._session.transaction() as connection:
            connection.execute(orders.update().values(family_id="nobody"))


KILLED = """
import os, sys
from pathlib import Path
from numspot_desk.store import migrate
from numspot_desk.store.workspace import open_workspace
from sqlalchemy import event, Engine
from tests.store.desk import KEY, SetClock
left = int(sys.argv[3])
desk = open_workspace(Path(sys.argv[1]), KEY, clock=SetClock())

@event.listens_for(Engine, "before_cursor_execute")
def count(*_):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), 9)

migrate.bring_up_to_date(desk._session, lambda: None, wanted="9000", steps=Path(sys.argv[2]))
print("done")
"""


def test_a_migration_killed_at_any_statement_is_old_or_new(folder: Path, tmp_path: Path) -> None:
    steps = steps_with(
        tmp_path / "steps",
        """
        with op.batch_alter_table("orders", recreate="always") as batch:
            batch.add_column(sa.Column("channel", sa.Text, server_default="direct", nullable=False))
        """,
    )
    outcomes = []
    for statement in (0, 30, 50, 10_000):
        shutil.rmtree(folder, ignore_errors=True)
        file_of(migrate.REVISION, folder)
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(folder), str(steps), str(statement)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ("done" in done.stdout) == (done.returncode == 0), done.stderr
        session = Session(engine.open_engine(folder / STORE_FILE, KEY))
        with session.transaction() as connection:
            columns = {column["name"] for column in inspect(connection).get_columns("orders")}
            outcomes.append((migrate.revision_of(connection), "channel" in columns))
            assert migrate.row_counts(connection)["orders"] == 3
            assert engine.damage(connection) == []
        session.close()
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {(migrate.REVISION, False), ("9000", True)}


def test_a_backup_of_an_older_store_is_whole(old: OpenWorkspace) -> None:
    made = old.backups.make("migration")
    assert old.backups.verify(made.path).rows["orders"] == 3
    old.close()


def test_a_new_store_is_what_the_steps_and_the_metadata_say(desk: OpenWorkspace) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with desk._session.transaction() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, metadata)
    ours = [change for change in found if "order_search" not in str(change)]
    assert ours == []


def test_opening_a_store_of_today_imports_no_alembic(folder: Path) -> None:
    file_of(migrate.REVISION, folder)
    program = (
        "import sys; from pathlib import Path; from numspot_desk.store.workspace import open_workspace\n"
        "from tests.store.desk import KEY, SetClock\n"
        "open_workspace(Path(sys.argv[1]), KEY, clock=SetClock()).close()\n"
        "late = ('alembic', 'keyring', 'cryptography', 'sqlalchemy.orm')\n"
        "print([name for name in late if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_files_of_released_revisions_are_never_rewritten() -> None:
    known = {
        "0001": "c4791b72e493f2f5",
        "0002": "e40b2b49e2cb243d",
        "0003": "672ecefbfb77723b",
        "0004": "d94bada22f9249c4",
        "0005": "0b12ada0fcb11047",
        "0006": "9d5b47faaa3160d7",
        "0007": "9658cb15c9d4d7c7",
        "0008": "3d7ea1a3a76848e2",
        "0009": "b5273e6df7e70eaf",
        "0010": "c368be78c7faefb1",
        "0011": "4376f07e8252d72d",
        "0012": "fb278004382b1b75",
        "0014": "cb1c1ce753d0be1c",
        "0013": "7661f83f86863a45",
        "0015": "b9270d64bf0f022c",
        "0016": "e5a61fc8cb4b80db",
        "0017": "6f420f55a9413edd",
        "0018": "8287e589ddb64dbe",
        "0019": "9a1504c91b2f940e",
        "0020": "a7369db4ff08d23b",
        "0021": "3309cd0fc177ec5e",
    }
    found = {
        revision: hashlib.sha256((FILES / f"revision-{revision}.db").read_bytes()).hexdigest()[:16]
        for revision in RELEASED
    }
    assert found == known
