"""One application a workspace; a second start raises the first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from numspot_desk.app.instance import Answer, SingleInstance

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from numspot_desk.app.instance import SingleInstance
application = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
assert not instance.take()
print(instance.pass_on(["order.json"], patience_ms=int(sys.argv[2])).name)
"""


@pytest.fixture
def first(tmp_path: Path, qtbot: QtBot) -> object:
    instance = SingleInstance(tmp_path)
    assert instance.take()
    yield instance
    instance.release()


def _second(folder: Path, patience: int = 10_000) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", SECOND, str(folder), str(patience)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_second_start_is_refused_the_place_and_passes_its_arguments(
    first: SingleInstance, tmp_path: Path, qtbot: QtBot
) -> None:
    first.listen()
    with qtbot.waitSignal(first.asked, timeout=15_000) as asked:
        second = _second(tmp_path)
    assert asked.args == [["order.json"]]
    output, _ = second.communicate(timeout=15)
    assert output.strip() == Answer.RAISED.name


def test_a_first_instance_that_hangs_is_told_from_one_that_is_starting(
    first: SingleInstance, tmp_path: Path
) -> None:
    starting, _ = _second(tmp_path, 400).communicate(timeout=15)
    assert starting.strip() == Answer.STARTING.name
    first.listen()  # the system accepts the connection, nobody here reads it
    hanging, _ = _second(tmp_path, 400).communicate(timeout=15)
    assert hanging.strip() == Answer.SILENT.name


def test_the_place_is_free_again_after_release(tmp_path: Path, qtbot: QtBot) -> None:
    instance = SingleInstance(tmp_path)
    assert instance.take()
    instance.listen()
    instance.release()
    again = SingleInstance(tmp_path)
    assert again.take()
    again.listen()
    again.release()


def test_what_a_dead_run_left_on_a_disk_that_became_read_only_keeps_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.take() and not second.take()
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert second.take(), "opening the store says what is wrong with the folder"
    first.release()
