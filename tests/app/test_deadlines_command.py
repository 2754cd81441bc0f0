"""`rules deadlines`, on a file of facts or on a contract of the workspace."""

import json
from pathlib import Path
from typing import Any

import pytest

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
        status = main(["--workspace", str(tmp_path / "data"), "rules", "deadlines", *arguments])
        captured = capfdbinary.readouterr()
        return status, json.loads(captured.out) if captured.out else None, captured.err.decode()

    return run_command


def test_a_contract_is_answered_from_the_workspace(run: Any) -> None:
    status, answer, said = run("--contract", NUMBER, "--on", "2026-12-01")
    assert (status, said) == (0, "")
    assert (answer["contract"], answer["as_of"], answer["signed_on"]) == (NUMBER, "2026-12-01", "2026-05-04")
    assert {one["rule"]: one["last_day"] for one in answer["deadlines"]} == {
        "T30": "2029-05-04",
        "T31": "2027-05-31",
    }
    assert answer["explanation"]["text"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("facts.json", "--contract", NUMBER),
        ("--contract", "CMD-2026-NOTHERE1"),
        ("--contract", "CMD-2026-00000002"),
        ("--contract", ""),
    ],
)
def test_what_cannot_be_answered_is_said_and_nothing_printed(run: Any, arguments: tuple[str, ...]) -> None:
    status, answer, said = run(*arguments)
    assert status == 2 and answer is None
    assert len(said.splitlines()) == 1
