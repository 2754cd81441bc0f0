"""The demonstration without a display: everything written, twice in the same folder."""

import argparse
import datetime as dt
import json
from pathlib import Path

import pytest

from numspot_desk.app.commands.demo import demo
from numspot_desk.app.console import Console, Status
from numspot_desk.app.door import door_of
from numspot_desk.language.catalog import load_language
from numspot_desk.usecases.ports.orders import OrderQuery
from numspot_desk.usecases.refusals import FileRefused


def _run(out: Path) -> Status:
    console = Console(load_language("en"), dt.date(2026, 11, 22), out)
    return demo(console, argparse.Namespace(out=out))


def test_it_writes_a_workspace_two_sets_and_deadlines_and_says_what(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for _ in range(2):
        assert _run(tmp_path / "out") is Status.DONE
        captured = capfdbinary.readouterr()
        written = [Path(name) for name in json.loads(captured.out)["written"]]
        found = {path for path in (tmp_path / "out").rglob("*") if path.suffix in (".docx", ".json")}
        assert set(written) == {path for path in found if path.parent.name != "workspace"}
        assert sum(path.suffix == ".docx" for path in written) == 5
    said = captured.err.decode()
    passphrase = said.partition("NUMSPOT_DESK_PASSPHRASE=")[2].split()[0]
    with door_of(tmp_path / "out" / "workspace").unlock_with_passphrase(passphrase) as workspace:
        assert workspace.orders.count(OrderQuery()) == 3
    deadlines = json.loads((tmp_path / "out/deadlines.json").read_text(encoding="utf-8"))
    assert deadlines["facts"]["as_of"] == "2026-11-22" and deadlines["deadlines"]


def test_a_workspace_that_is_not_of_a_demonstration_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    (tmp_path / "workspace" / "workspace.db").write_bytes(b"mine")
    with pytest.raises(FileRefused):
        _run(tmp_path)
    assert (tmp_path / "workspace" / "workspace.db").read_bytes() == b"mine"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileRefused):
        _run(tmp_path / "file" / "out")
