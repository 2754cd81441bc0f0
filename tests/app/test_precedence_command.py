"""`rules precedence`, on a file of facts or on a contract of the workspace."""

import json
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.app.command_line import main
from numspot_desk.app.door import PASSPHRASE_VARIABLE, door_of
from tests.contracts.contracts import NUMBER, derogation
from tests.usecases.desk import draft, sample

PASSPHRASE = "quatre mots pour ouvrir"


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    workspace = door_of(tmp_path / "data").create(PASSPHRASE).workspace
    said = derogation("D1", "CG-6.3.a", "breach_notice", "replace", "Trente jours.", days=30)
    draft(workspace, sample("workshop") | {"derogations": [said]})
    workspace.close()

    def run_command(*arguments: str) -> tuple[int, Any, str]:
        status = main(["--workspace", str(tmp_path / "data"), "rules", "precedence", *arguments])
        captured = capfdbinary.readouterr()
        return status, json.loads(captured.out) if captured.out else None, captured.err.decode()

    return run_command


def test_a_contract_is_answered_from_the_workspace(run: Any) -> None:
    status, answer, said = run("--contract", NUMBER, "--clause", "CG-6.3.a", "--on", "2026-12-01")
    assert (status, said) == (0, "")
    assert answer["on"] == "2026-12-01"
    assert answer["answers"][0]["stack"] == ["CP/v1:D1", "CG:CG-6.3.a"]
    assert answer["answers"][0]["explanation"]["clauses"] == ["CG-2.2"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("facts.json", "--contract", NUMBER),
        ("facts.json", "--subject", "price"),
        ("--contract", "CMD-2026-NOTHERE1"),
        ("--contract", NUMBER, "--clause", "CG-99"),
        ("--contract", NUMBER, "--subject", "weather"),
    ],
)
def test_what_cannot_be_answered_is_said_and_nothing_printed(run: Any, arguments: tuple[str, ...]) -> None:
    status, answer, said = run(*arguments)
    assert status == 2 and answer is None
    assert len(said.splitlines()) == 1
