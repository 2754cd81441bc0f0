"""`handover export|import` as a script uses them: two workspaces, statuses, refusals, nothing half done."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.app.command_line import main
from numspot_desk.app.commands.handovers import VARIABLE
from numspot_desk.app.door import PASSPHRASE_VARIABLE, door_of
from numspot_desk.app.world import SystemChance, SystemClock
from numspot_desk.usecases.orders.order_acts import new_draft
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import OrderQuery
from numspot_desk.usecases.samples.sample_answers import CLINIC, sample_answers

ROOT = Path(__file__).resolve().parents[2]
DOOR = "quatre mots pour ouvrir"
SECRET = "quatre mots bien choisis"
SALES = Person("Camille Vendeuse", "sales")
Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, DOOR)
    monkeypatch.setenv(VARIABLE, SECRET)
    for side in ("sales", "legal"):
        door_of(tmp_path / side).create(DOOR).workspace.close()

    def run_command(side: str, *arguments: str) -> tuple[int, Any, str]:
        status = main(["--workspace", str(tmp_path / side), "--lang", "en", "handover", *arguments])
        captured = capfdbinary.readouterr()
        return status, json.loads(captured.out) if captured.out else None, captured.err.decode()

    return run_command


@pytest.fixture
def number(run: Run, tmp_path: Path) -> str:
    """The number of an order of sales."""
    clock, chance = SystemClock(), SystemChance()
    with door_of(tmp_path / "sales").unlock_with_passphrase(DOOR) as workspace:
        answers = sample_answers(CLINIC, clock.today())
        return new_draft(workspace, answers, "order.started", SALES, clock, chance).record.number


@pytest.fixture
def away(tmp_path: Path) -> Path:
    folder = tmp_path / "away"
    folder.mkdir()
    return folder


def exported(run: Run, number: str, away: Path) -> Path:
    status, answer, said = run("sales", "export", number, "--out", str(away), "--name", SALES.name)
    assert (status, said, answer["order"], answer["revision"]) == (0, "", number, 1)
    path = Path(answer["file"])
    assert list(away.iterdir()) == [path] and path.suffix == ".remise"
    return path


def orders_of(folder: Path) -> list[str]:
    with door_of(folder).unlock_with_passphrase(DOOR) as workspace:
        return [row.number for row in workspace.orders.page(OrderQuery()).rows]


def test_an_order_goes_from_one_workspace_to_another_and_back(
    run: Run, number: str, tmp_path: Path, away: Path
) -> None:
    path = exported(run, number, away)
    status, told, _ = run("legal", "import", str(path), "--preview", "--role", "legal")
    assert (status, told["order"], told["from"]) == (0, number, SALES.name)
    assert [version["met"] for version in told["versions"]] == ["new"]
    assert orders_of(tmp_path / "legal") == []

    status, done, _ = run("legal", "import", str(path), "--name", "Louis Juriste", "--role", "legal")
    assert (status, done) == (0, told)
    assert orders_of(tmp_path / "legal") == [number]
    with door_of(tmp_path / "legal").unlock_with_passphrase(DOOR) as workspace:
        (latest,) = [row for row in workspace.audit.entries() if row.kind == "order.handover_received"]
    assert latest.actor == "Louis Juriste"

    status, again, _ = run("legal", "import", str(path), "--role", "legal")
    assert (status, again["known"], again["nothing_new"]) == (0, True, True)


def test_a_file_says_where_it_was_written_and_the_passphrase_is_no_argument(
    run: Run, number: str, away: Path
) -> None:
    path = exported(run, number, away)
    assert SECRET.encode() not in path.read_bytes()
    with pytest.raises(SystemExit) as refused:
        run("sales", "export", number, "--out", str(away), "--passphrase", SECRET)
    assert refused.value.code == 2


@pytest.mark.parametrize(
    ("out", "said"),
    [("missing/deep", "does not exist"), ("a-file", "is a file, not a folder")],
)
def test_a_folder_that_takes_nothing_is_refused_and_leaves_no_trace(
    run: Run, number: str, tmp_path: Path, out: str, said: str
) -> None:
    (tmp_path / "a-file").write_text("kept", encoding="utf-8")
    status, answer, told = run("sales", "export", number, "--out", str(tmp_path / out))
    assert (status, answer) == (2, None) and said in told
    assert (tmp_path / "a-file").read_text(encoding="utf-8") == "kept"
    with door_of(tmp_path / "sales").unlock_with_passphrase(DOOR) as workspace:
        assert not [row for row in workspace.audit.entries() if row.kind == "order.handed_over"]


def test_an_unknown_order_and_a_short_passphrase_write_nothing(
    run: Run, number: str, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, answer, said = run("sales", "export", "CMD-2026-ZZZZZZZZ", "--out", str(away))
    assert (status, answer) == (2, None) and "CMD-2026-ZZZZZZZZ" in said
    monkeypatch.setenv(VARIABLE, "court")
    status, answer, said = run("sales", "export", number, "--out", str(away))
    assert (status, answer) == (2, None) and "too short" in said
    assert list(away.iterdir()) == []


def test_a_file_that_cannot_be_used_changes_nothing(
    run: Run, number: str, tmp_path: Path, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(run, number, away)
    whole = path.read_bytes()
    spoilt = {
        "cut.remise": (whole[: len(whole) // 2], "cut short"),
        "altered.remise": (whole[:-1] + bytes([whole[-1] ^ 1]), "altered"),
        "other.remise": (b"%PDF-1.7", "no hand-over"),
    }
    for name, (content, said) in spoilt.items():
        (tmp_path / name).write_bytes(content)
        status, answer, told = run("legal", "import", str(tmp_path / name))
        assert (status, answer) == (2, None) and said in told, name
    status, answer, told = run("legal", "import", str(tmp_path / "nowhere.remise"))
    assert (status, answer) == (2, None) and "is not a file" in told
    monkeypatch.setenv(VARIABLE, "une tout autre phrase")
    status, answer, told = run("legal", "import", str(path))
    assert (status, answer) == (2, None) and "does not open the file" in told
    assert orders_of(tmp_path / "legal") == []


def test_without_a_passphrase_or_a_terminal_the_command_says_how(
    run: Run, number: str, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(run, number, away)
    monkeypatch.delenv(VARIABLE)
    for command in (("export", number, "--out", str(away)), ("import", str(path))):
        status, answer, said = run("sales", *command)
        assert (status, answer) == (2, None) and VARIABLE in said
    assert list(away.iterdir()) == [path]


def test_no_workspace_is_said_and_none_is_made(run: Run, number: str, tmp_path: Path, away: Path) -> None:
    path = exported(run, number, away)
    status, answer, said = run("nowhere", "import", str(path))
    assert (status, answer) == (2, None) and "holds no workspace" in said
    assert not (tmp_path / "nowhere").exists()


HOLDER = """
import sys
from pathlib import Path
from numspot_desk.app.door import door_of
with door_of(Path(sys.argv[1])).unlock_with_passphrase(sys.argv[2]):
    print("open", flush=True)
    sys.stdin.read()
"""


def test_while_another_process_has_the_workspace_nothing_is_written(
    run: Run, number: str, tmp_path: Path, away: Path
) -> None:
    path = exported(run, number, away)
    for side, command in (
        ("sales", ("export", number, "--out", str(away))),
        ("legal", ("import", str(path))),
        ("legal", ("import", str(path), "--preview")),
    ):
        program = [sys.executable, "-c", HOLDER, str(tmp_path / side), DOOR]
        with subprocess.Popen(
            program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as holder:
            assert holder.stdout is not None and holder.stdout.readline() == "open\n"
            status, answer, said = run(side, *command)
            holder.communicate("")
        assert (status, answer) == (2, None) and "open" in said
    assert list(away.iterdir()) == [path]
    assert orders_of(tmp_path / "legal") == []
