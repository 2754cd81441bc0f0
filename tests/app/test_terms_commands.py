"""`terms outline` and `terms compare` from outside; an order exported against the clauses of given terms."""

import datetime as dt
import hashlib
import io
import json
import sys
from pathlib import Path

import pytest

from numspot_desk.app.command_line import main
from numspot_desk.terms.reading import read_terms
from numspot_desk.usecases.samples.sample_answers import WORKSHOP, sample_answers
from tests.documents.word_reading import settled
from tests.terms.raw_word import p, raw_word, run
from tests.terms.word_files import styled_word

CORPUS = Path(__file__).resolve().parent.parent / "terms" / "corpus"
VERSIONS = CORPUS.with_name("versions")


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


def test_two_versions_are_compared_clause_by_clause(capfd: pytest.CaptureFixture[str]) -> None:
    files = [str(VERSIONS / f"verger-{year}.txt") for year in (2025, 2026)]
    assert main(["terms", "compare", *files]) == 0
    answer = json.loads(capfd.readouterr().out)
    assert set(answer) == {"changes", "same"} and answer["same"] == 5
    assert {one["status"] for one in answer["changes"]} == {"reworded", "moved", "added", "removed"}
    assert all(
        list(one) == ["ref", "old_ref", "status", "before", "after", "rules"] for one in answer["changes"]
    )
    changes = {one["ref"]: one for one in answer["changes"]}
    assert changes["CG-3.2"] == {
        "ref": "CG-3.2",
        "old_ref": "CG-2.2",
        "status": "reworded",
        "before": "Le Verger répond sous sept (7) jours. Son silence vaut refus.",
        "after": "Le Verger répond sous dix (10) jours. Son silence vaut refus.",
        "rules": ["P1", "P2", "P3", "P4", "P9"],
    }
    assert (changes["CG-7"]["status"], changes["CG-7"]["old_ref"]) == ("moved", "CG-6")
    assert changes["CG-1:Cabanon"]["after"] is None


def test_a_version_compared_with_itself_has_no_changes(capfd: pytest.CaptureFixture[str]) -> None:
    file = str(VERSIONS / "verger-2025.txt")
    assert main(["terms", "compare", file, file]) == 0
    assert json.loads(capfd.readouterr().out) == {"changes": [], "same": 19}


def test_what_makes_a_comparison_doubtful_is_said_beside_the_answer(
    capfd: pytest.CaptureFixture[str],
) -> None:
    english, other = str(CORPUS / "06-english.md"), str(CORPUS / "01-articles.txt")
    for old, new, said in (
        (str(VERSIONS / "verger-2025.txt"), english, "not in one language (fr, en)"),
        (str(VERSIONS / "verger-2025.txt"), other, "little in common"),
    ):
        assert main(["terms", "compare", old, new, "--lang", "en"]) == 0
        out, err = capfd.readouterr()
        assert set(json.loads(out)) == {"changes", "same"}
        assert said in err and len(err.splitlines()) == 1


def test_every_version_that_cannot_be_read_is_named(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    empty, missing = tmp_path / "empty.txt", tmp_path / "missing.txt"
    empty.write_bytes(b"")
    assert main(["terms", "compare", str(empty), str(missing)]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert [line.partition(": ")[0] for line in err.splitlines()] == [str(empty), str(missing)]


def test_standard_input_cannot_be_both_versions(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "compare", "-", "-"]) == 2
    assert capfd.readouterr().err.startswith("-: ")


def test_a_comparison_is_written_as_word_files(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    files = [str(VERSIONS / f"verger-{year}.txt") for year in (2025, 2026)]
    arguments = ["terms", "compare", *files, "--out", str(tmp_path), "--on", "2026-11-20"]
    assert main(arguments) == 0
    assert json.loads(capfd.readouterr().out)["same"] == 5
    written = sorted(tmp_path.iterdir())
    assert [path.name for path in written] == [
        "cg-comparaison-verger-2025-verger-2026.docx",
        "cg-note-verger-2025-verger-2026.docx",
    ]
    written[0].unlink()
    written[1].write_bytes(b"mine")
    assert main(arguments) == 2
    assert capfd.readouterr().out == ""
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"mine"], "nothing is written over it"


def test_a_word_file_gives_the_tree_of_its_text(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    terms = read_terms("x.txt", (CORPUS / "01-articles.txt").read_bytes())
    file = tmp_path / "terms.docx"
    file.write_bytes(styled_word(terms))
    answers = []
    for name in (str(file), str(CORPUS / "01-articles.txt")):
        assert main(["terms", "outline", name]) == 0
        answers.append(json.loads(capfd.readouterr().out))
    assert answers[0] == answers[1]


def test_what_a_word_file_leaves_out_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "terms.docx"
    file.write_bytes(raw_word(p("Un.", inside=run("deux", "<w:vanish/>"))))
    assert main(["terms", "outline", str(file), "--lang", "en"]) == 0
    assert json.loads(capfd.readouterr().out)["remarks"] == [
        {
            "code": "hidden_text",
            "line": 1,
            "text": "deux",
            "reason": "Hidden text: it is not part of the clauses.",
        }
    ]


def test_a_refused_word_file_is_named_with_the_reason(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "terms.docx"
    file.write_bytes(raw_word(p("Un."), extra={"word/vbaProject.bin": b"x"}))
    assert main(["terms", "outline", str(file)]) == 2
    out, err = capfd.readouterr()
    assert out == "" and err.startswith(f"{file}: ") and "macros" in err


def test_a_refusal_in_french_keeps_its_no_break_spaces(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cgv.pdf"
    file.write_bytes(b"%PDF-1.7")
    assert main(["terms", "outline", str(file)]) == 2
    assert capfd.readouterr().err.endswith(
        "Ceci est un fichier PDF\N{NO-BREAK SPACE}: ouvrez-le dans Word ou LibreOffice et enregistrez-le en"
        " .docx.\n"
    )


def test_the_clauses_of_an_order_are_written_into_its_general_terms(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    derogation = {"id": "D1", "target": "CG-3.2", "subject": "other", "effect": "replace", "data": None}
    order, out = tmp_path / "order.json", tmp_path / "redline.docx"
    given = sample_answers(WORKSHOP, dt.date(2026, 12, 1)) | {"derogations": [derogation | {"text": "Rien."}]}
    order.write_text(json.dumps(given), encoding="utf-8")
    terms = str(VERSIONS / "verger-2025.txt")
    assert main(["order", "redline", str(order), "--terms", terms, "--out", str(out)]) == 0
    (file,) = json.loads(capfd.readouterr().out)["files"]
    assert file["file"] == str(out) and file["document"] == "consolidated_terms"
    assert file["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert "Rien." in settled(out.read_bytes(), accept=True)
    given["derogations"][0]["target"] = "CG-99"
    order.write_text(json.dumps(given), encoding="utf-8")
    again = ["order", "redline", str(order), "--terms", terms, "--out", str(tmp_path / "other.docx")]
    assert main(again) == 1
    said = capfd.readouterr()
    assert said.out == "" and "CP-D1 vise CG-99" in said.err and not (tmp_path / "other.docx").exists()
