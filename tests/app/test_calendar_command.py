"""`deadlines export --ics FILE` as a script uses it."""

import json
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from numspot_desk.app.command_line import main
from numspot_desk.app.door import PASSPHRASE_VARIABLE, door_of
from tests.contracts.contracts import NUMBER
from tests.usecases.contract.test_facts_of_contract import MAY, answers
from tests.usecases.contract.test_show_hierarchy import signed
from tests.usecases.desk import draft

PASSPHRASE = "quatre mots pour ouvrir"


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    workspace = door_of(tmp_path / "data").create(PASSPHRASE).workspace
    signed(workspace, draft(workspace, answers()), tmp_path / "out", MAY)
    draft(workspace, answers(), "CMD-2026-00000002")
    workspace.close()

    def run_command(*arguments: str) -> tuple[int, Any, str]:
        status = main(["--workspace", str(tmp_path / "data"), "deadlines", "export", *arguments])
        captured = capfdbinary.readouterr()
        return status, json.loads(captured.out) if captured.out else None, captured.err.decode()

    return run_command


def test_a_calendar_is_written_and_written_again(run: Any, tmp_path: Path) -> None:
    out = tmp_path / "contrats.ics"
    status, first, said = run("--ics", str(out), "--on", "2026-12-01")
    assert (status, said) == (0, "")
    assert first["file"] == str(out) and first["contract"] is None
    assert first["events"] == first["new"] == len(Calendar.from_ical(out.read_bytes()).walk("VEVENT"))
    status, again, said = run("--ics", str(out), "--on", "2026-12-05")
    assert (status, said) == (0, "") and again == first | {"new": 0}


def test_one_contract_in_english(run: Any, tmp_path: Path) -> None:
    out = tmp_path / "one.ics"
    status, answer, _ = run("--ics", str(out), "--contract", NUMBER, "--on", "2026-12-01", "--lang", "en")
    assert status == 0 and answer["contract"] == NUMBER
    titles = [str(one["SUMMARY"]) for one in Calendar.from_ical(out.read_bytes()).walk("VEVENT")]
    assert any(title.startswith("Mandate lapses") for title in titles)


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("contrats.txt", ()),
        ("-", ()),
        ("nowhere/at/all/contrats.ics", ()),
        ("un nom.ics", ()),
        ("contrats.ics", ("--contract", "CMD-2026-NOTHERE1")),
        ("contrats.ics", ("--contract", "CMD-2026-00000002")),
        ("contrats.ics", ("--contract", "")),
    ],
)
def test_what_cannot_be_written_is_said_in_a_line(
    run: Any, tmp_path: Path, name: str, more: tuple[str, ...]
) -> None:
    before = sorted(tmp_path.iterdir())
    status, answer, said = run("--ics", str(tmp_path / name), *more, "--on", "2026-12-01")
    assert status == 2 and answer is None and len(said.splitlines()) == 1
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_is_needed(run: Any) -> None:
    with pytest.raises(SystemExit) as left:
        run()
    assert left.value.code == 2
