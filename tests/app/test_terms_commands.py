"""`terms outline` from outside, and an order exported against the clauses of a file of general terms."""

import datetime as dt
import io
import json
import sys
from pathlib import Path

import pytest

from numspot_desk.app.command_line import main
from numspot_desk.usecases.sample_answers import WORKSHOP, sample_answers

CORPUS = Path(__file__).resolve().parent.parent / "terms" / "corpus"


def test_the_tree_of_a_file_is_answered(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "outline", str(CORPUS / "01-articles.txt")]) == 0
    answer = json.loads(capfd.readouterr().out)
    assert (answer["title"], answer["language"], answer["unplaced"]) == (
        "Conditions d'hébergement Brumaire",
        "fr",
        [],
    )
    second = next(node for node in answer["nodes"] if node["ref"] == "CG-2")
    assert [child["ref"] for child in second["children"]] == ["CG-2.1", "CG-2.2"]
    assert second["children"][1]["children"][0] == {
        "ref": "CG-2.2.a",
        "kind": "letter",
        "marker": "- a. ",
        "title": "",
        "text": "d'un particulier ;",
        "children": [],
    }


def test_standard_input_is_read_for_a_dash(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    content = (CORPUS / "07-tight.txt").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert main(["terms", "outline", "-", "--lang", "en"]) == 0
    unplaced = json.loads(capfd.readouterr().out)["unplaced"]
    assert [(one["line"], one["reason"]) for one in unplaced] == [
        (5, "Another clause has this number already."),
        (7, "A number is missing before this one."),
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04word", b"a\x00b"])
def test_what_is_no_text_is_refused_with_its_name(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], content: bytes
) -> None:
    file = tmp_path / "terms.txt"
    file.write_bytes(content)
    assert main(["terms", "outline", str(file)]) == 2
    out, err = capfd.readouterr()
    assert out == "" and err.startswith(f"{file}: ")


@pytest.mark.parametrize(("target", "known"), [("CG-3.1.a", True), ("CG-9.5", False)])
def test_an_order_is_held_against_the_clauses_of_the_terms_given(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], target: str, known: bool
) -> None:
    answers = sample_answers(WORKSHOP, dt.date(2026, 11, 20))
    clause = {"id": "D1", "target": target, "subject": "other", "effect": "complete", "text": "Une phrase."}
    answers["derogations"] = [{**clause, "data": {}}]
    file = tmp_path / "order.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    terms = str(CORPUS / "01-articles.txt")
    out = str(tmp_path / "out")
    arguments = ["order", "export", str(file), "--out", out, "--terms", terms, "--on", "2026-11-20"]
    assert main([*arguments, "--lang", "en"]) == (0 if known else 1)
    assert (target in capfd.readouterr().err) is not known
