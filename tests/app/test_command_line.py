"""The headless commands from outside: keys, exit statuses, where each kind of text goes."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.app.command_line import main

ORDERS = ("on-demand", "hospital-hds", "german-business")


class Ran:
    """What one command gave."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def answer(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    def run_command(*arguments: str) -> Ran:
        try:
            status = main(arguments)
        except SystemExit as ended:
            status = int(ended.code or 0)
        captured = capfdbinary.readouterr()
        return Ran(status, captured.out.decode(), captured.err.decode())

    return run_command


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Any:
    def give(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    return give


@pytest.mark.parametrize("name", ORDERS)
def test_order_check_answers_the_shared_examples(run: Any, shared: Path, name: str) -> None:
    expected = json.loads((shared / "examples/orders" / f"{name}.expect.json").read_text())
    ran = run("order", "check", str(shared / "examples/orders" / f"{name}.json"), "--on", "2026-11-22")
    assert ran.status == (0 if expected["ready"] else 1)
    assert ran.err == ""
    assert ran.answer["ready"] is expected["ready"]
    assert {"code", "field", "severity", "clause", "message"} == set(ran.answer["problems"][0])
    assert set(expected.get("codes", ())) <= {problem["code"] for problem in ran.answer["problems"]}
    totals = expected.get("totals", {})
    assert totals.items() <= (ran.answer["totals"] or {}).items()


def test_the_language_changes_messages_only(run: Any, shared: Path) -> None:
    order = str(shared / "examples/orders/hospital-hds.json")
    french, english = run("order", "check", order), run("--lang", "en", "order", "check", order)
    pairs = list(zip(french.answer["problems"], english.answer["problems"], strict=True))
    assert all(one["code"] == other["code"] and one["field"] == other["field"] for one, other in pairs)
    assert run("order", "check", "none.json").err.startswith("none.json: le fichier")
    assert run("order", "check", "none.json", "--lang", "en").err.startswith("none.json: the file")


def test_an_order_from_standard_input(run: Any, stdin: Any, shared: Path) -> None:
    stdin((shared / "examples/orders/on-demand.json").read_bytes())
    assert run("order", "check", "-", "--on", "2026-11-22").status == 0


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'{"client": {"siren": "1", "siren": "2"}}', "-: client.siren: "),
        (b'{"lines": [{"quantity": NaN}]}', "-: lines[0].quantity: "),
        (b'{"a": [1,}', "-: "),
        (b"[]", "-: "),
        (b"", "-: "),
    ],
)
def test_unusable_input_is_located_on_standard_error(run: Any, stdin: Any, content: bytes, line: str) -> None:
    stdin(content)
    ran = run("order", "check", "-")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(line)


@pytest.mark.parametrize(
    "content", [b"{}", b'{"x": 1}', b'{"client": 3}', b'{"a": "\\ud800"}', b'{"a": 1e999}']
)
def test_any_object_is_answered_with_problems(run: Any, stdin: Any, content: bytes) -> None:
    stdin(content)
    ran = run("order", "check", "-")
    assert (ran.status, ran.answer["ready"]) == (1, False)


def test_an_export_writes_the_set_and_its_manifest(run: Any, shared: Path, tmp_path: Path) -> None:
    order = str(shared / "examples/orders/on-demand.json")
    ran = run("order", "export", order, "--out", str(tmp_path), "--on", "2026-11-22")
    assert ran.status == 0, ran.err
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".docx", ".docx", ".json"]
    assert manifest
    for one in ran.answer["files"]:
        assert Path(one["file"]).is_file()


def test_an_order_that_blocks_is_not_exported_unless_as_a_draft(
    run: Any, shared: Path, tmp_path: Path
) -> None:
    order = str(shared / "examples/orders/hospital-hds.json")
    refused = run("order", "export", order, "--out", str(tmp_path / "a"))
    assert (refused.status, refused.out) == (1, "")
    assert "special_conditions[0].R1111-11.14" in refused.err
    assert not (tmp_path / "a").exists()
    assert run("order", "export", order, "--out", str(tmp_path / "b"), "--draft").status == 0


def test_a_mandate_alone(run: Any, shared: Path, tmp_path: Path) -> None:
    ran = run(
        "mandate", "export", str(shared / "examples/orders/german-business.json"), "--out", str(tmp_path)
    )
    assert ran.status == 0, ran.err
    assert len(list(tmp_path.glob("*.docx"))) == 1
    none = run("mandate", "export", str(shared / "examples/orders/hospital-hds.json"), "--out", str(tmp_path))
    assert none.status == 2


def test_a_mandate_of_another_scheme_or_worded_by_given_terms(run: Any, shared: Path, tmp_path: Path) -> None:
    order = str(shared / "examples/orders/german-business.json")
    given = str(shared / "source/cgv-numspot-fr.txt")
    made = []
    for number, options in enumerate(((), ("--scheme", "b2b"), ("--terms", given))):
        for command in (("export", order), ("blank",)):
            out = tmp_path / f"{command[0]}-{number}"
            ran = run("mandate", *command, "--out", str(out), *options)
            assert ran.status == 0, ran.err
            made += [file["sha256"] for file in ran.answer["files"] if file["document"] == "mandate"]
    assert len(set(made)) == 6
    assert [path.name for path in (tmp_path / "blank-1").iterdir()] == ["mandat-sepa-b2b-vierge.docx"]
    assert run("mandate", "export", order, "--out", str(tmp_path / "x"), "--scheme", "sct").status == 2


def test_terms_that_are_not_there_are_refused_before_anything_is_written(
    run: Any, shared: Path, tmp_path: Path
) -> None:
    order = str(shared / "examples/orders/on-demand.json")
    for terms in ("none.txt", __file__):
        ran = run("order", "export", order, "--out", str(tmp_path / "out"), "--terms", terms)
        assert ran.status == 2 and not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("kind", "value", "status", "canonical"),
    [
        ("iban", "fr14 2004 1010 0505 0001 3m02 606", 0, "FR1420041010050500013M02606"),
        ("iban", "FR1520041010050500013M02606", 1, None),
        ("bic", "psstfrpp", 0, "PSSTFRPP"),
        ("ics", "FR15ZZZ588627", 0, "FR15ZZZ588627"),
        ("rum", "NS20267K3Q9XM4", 0, "NS20267K3Q9XM4"),
        ("siren", "384 512 349", 0, "384512349"),
        ("siret", "51234567900017", 0, "51234567900017"),
        ("vat", "DE136695976", 0, "DE136695976"),
        ("vat", "FR00384512349", 1, None),
        ("rum", "\x00", 1, None),
    ],
)
def test_identifiers(run: Any, kind: str, value: str, status: int, canonical: str | None) -> None:
    ran = run("id", kind, value)
    assert (ran.status, ran.answer["canonical"]) == (status, canonical)
    assert ran.answer["valid"] is (status == 0)
    assert (ran.answer["problem"] is None) is (status == 0)
    assert {"bank", "bic", "vat"} <= set(ran.answer)


def test_rules_deadlines_answers_and_refuses(run: Any, stdin: Any, shared: Path) -> None:
    example = json.loads((shared / "examples/rules/termination-by-client.json").read_text())
    stdin(json.dumps(example["input"]).encode())
    ran = run("rules", "deadlines", "-")
    assert ran.status == 0 and ran.answer["deadlines"]
    stdin(b'{"as_of": "tomorrow"}')
    refused = run("rules", "deadlines", "-")
    assert (refused.status, refused.out) == (2, "")
    assert "-: as_of: " in refused.err


def test_wrong_usage_exits_two(run: Any) -> None:
    for arguments in (
        ("order",),
        ("order", "check"),
        ("nothing",),
        ("id", "iban"),
        ("order", "check", "-", "--on", "x"),
    ):
        ran = run(*arguments)
        assert (ran.status, ran.out) == (2, "")


def test_a_check_imports_neither_qt_nor_the_store(shared: Path) -> None:
    code = (
        "import sys; from numspot_desk.app.command_line import main;"
        f"main(['order', 'check', {str(shared / 'examples/orders/on-demand.json')!r}]);"
        "bad = {'PySide6', 'sqlalchemy', 'docx', 'openpyxl'} & set(sys.modules); sys.exit(bool(bad) * 7)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert ran.returncode != 7, ran.stderr
