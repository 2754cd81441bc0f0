"""The log folder: private, bounded, and what a run that died left in it."""

import datetime as dt
import logging
import os
from pathlib import Path

import pytest

from numspot_desk.app.journal import Journal


@pytest.fixture(autouse=True)
def _root_logger_as_before() -> object:
    level = logging.getLogger().level
    yield
    logging.getLogger().setLevel(level)


def test_the_log_is_private_and_redacted(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "data")
    assert journal.open() is None
    logging.getLogger("desk").warning("client 'Dupont'")
    journal.close()
    text = (journal.folder / "desk.log").read_text(encoding="utf-8")
    assert "WARNING desk" in text and "Dupont" not in text
    if os.name == "posix":
        assert journal.folder.stat().st_mode & 0o777 == 0o700


def test_a_run_that_ended_well_leaves_nothing_to_report(tmp_path: Path) -> None:
    first = Journal(tmp_path)
    first.open()
    first.close()
    second = Journal(tmp_path)
    assert second.open() is None
    second.close()


def test_what_a_dead_run_left_is_reported_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.folder.mkdir()
    (journal.folder / "fault.log").write_text("Fatal Python error: Segmentation fault")
    left = journal.open()
    assert left is not None and "Segmentation fault" in left
    journal.close()
    again = Journal(tmp_path)
    assert again.open() is None
    again.close()


def test_only_the_latest_reports_are_kept(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.open()
    journal.close()
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for minute in range(25):
        assert journal.keep_report("x", start + dt.timedelta(minutes=minute)) is not None
    assert len(list(journal.folder.glob("crash-*.txt"))) == 20


def test_where_nothing_can_be_written_the_program_goes_on_without_a_log(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    journal = Journal(tmp_path / "file")
    assert journal.open() is None
    assert journal.keep_report("x", dt.datetime(2026, 1, 1, tzinfo=dt.UTC)) is None
    journal.close()
