"""One JSON object, read strictly, with every fault located."""

import io
import sys
from pathlib import Path

import pytest

from numspot_desk.usecases.answers.json_input import MAX_BYTES, Unusable, read_object


def _faults(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(Unusable) as refused:
        read_object(str(path))
    return [(fault.path, fault.message.msgid) for fault in refused.value.faults]


def _file(folder: Path, content: str | bytes) -> Path:
    path = folder / "order.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_an_object_is_read_from_a_file_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    assert read_object(str(_file(tmp_path, '{"é": ["1"]}'))) == {"é": ["1"]}
    assert read_object(str(_file(tmp_path, b"\xef\xbb\xbf{}"))) == {}


def test_a_hyphen_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"a": 1}')))
    assert read_object("-") == {"a": 1}


def test_a_key_that_is_there_twice_is_located(tmp_path: Path) -> None:
    text = '{"client": {"siren": "1", "siren": "2"}, "lines": [{}, {"unit": 1, "unit": 2}]}'
    assert _faults(_file(tmp_path, text)) == [
        ("client.siren", "the key is there twice"),
        ("lines[1].unit", "the key is there twice"),
    ]


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_a_number_is_located(tmp_path: Path, name: str) -> None:
    text = f'{{"lines": [{{"quantity": {name}}}]}}'
    assert _faults(_file(tmp_path, text)) == [("lines[0].quantity", "{name} is not a number")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"a": ', "line {line}, column {column}: this is not JSON"),
        ("", "line {line}, column {column}: this is not JSON"),
        ("{} {}", "line {line}, column {column}: this is not JSON"),
        ("[]", "one JSON object is expected"),
        ("null", "one JSON object is expected"),
        ("[" * 200_000, "objects and lists are nested too deeply"),
        (b'{"a": "\xff"}', "line {line}: the text is not UTF-8"),
        (b" " * (MAX_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_what_is_no_object_is_refused(tmp_path: Path, content: str | bytes, sentence: str) -> None:
    assert _faults(_file(tmp_path, content)) == [("", sentence)]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert _faults(tmp_path / "none.json")[0][1] == "the file cannot be read ({reason})"
    assert _faults(Path("a\0b"))[0][1] == "there is no file of this name"


def test_a_huge_integer_is_left_for_the_checks(tmp_path: Path) -> None:
    assert isinstance(read_object(str(_file(tmp_path, f'{{"a": {"9" * 5000}}}')))["a"], float)
