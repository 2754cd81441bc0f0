"""Every shared example of the rules through the command line, and what each command refuses."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.app.command_line import main
from tests.usecases.answers.test_deadlines_answer import shows

QUESTIONS = ("deadlines", "penalty", "availability", "liability", "late-payment", "refund", "precedence")


def test_every_shared_example_passes(
    shared: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    asked: set[str] = set()
    for path in sorted((shared / "examples" / "rules").glob("*.json")):
        example: dict[str, Any] = json.loads(path.read_text("utf-8"))
        _, question = example["command"].split(" ")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(example["input"]).encode())))
        assert main(["rules", question, "-"]) == 0, path.name
        answer = json.loads(capfd.readouterr().out)
        assert shows(example["expect"], answer), path.name
        assert {"label", "value", "clauses", "reading", "uses", "set_aside"} <= answer["explanation"].keys()
        asked.add(question)
    assert asked == set(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_unknown_key_is_refused_by_name(
    question: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.json"
    file.write_text('{"surprise": 1}', encoding="utf-8")
    assert main(["rules", question, str(file)]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert any(line.startswith(f"{file}: surprise: ") for line in err.splitlines())
