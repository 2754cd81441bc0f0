"""General terms as JSON data: the same terms back, the same data each time, nothing else taken."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.language.messages import message
from numspot_desk.terms.encoded import (
    from_data,
    message_back,
    message_data,
    placements_back,
    placements_data,
    to_data,
)
from numspot_desk.terms.reading import read_terms
from numspot_desk.terms.written import AsHeading, AsParagraph
from tests.terms.raw_word import p, raw_word, run

CORPUS = Path(__file__).with_name("corpus")


@pytest.mark.parametrize("name", sorted(path.name for path in CORPUS.iterdir()))
def test_terms_come_back_as_they_were(name: str) -> None:
    content = (CORPUS / name).read_bytes()
    terms = read_terms(name, content)
    written = json.dumps(to_data(terms), ensure_ascii=False)
    assert from_data(json.loads(written)) == terms
    assert json.dumps(to_data(read_terms(name, content)), ensure_ascii=False) == written


def test_remarks_come_back_too() -> None:
    terms = read_terms("x", raw_word(p("Un.", inside=run("caché", "<w:vanish/>"))))
    assert from_data(json.loads(json.dumps(to_data(terms)))).remarks == terms.remarks != ()


def _data() -> dict[str, Any]:
    return copy.deepcopy(to_data(read_terms("x.txt", (CORPUS / "13-faults.txt").read_bytes())))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), 2),
        (("title",), None),
        (("nodes",), {}),
        (("nodes", 0), None),
        (("nodes", 0, "kind"), "chapter"),
        (("nodes", 0, "lines", 0), [1]),
        (("nodes", 0, "lines", 0), ["1", "x"]),
        (("nodes", 0, "lines", 0), [True, "x"]),
        (("nodes", 0, "children"), None),
        (("nodes", 0, "aliases"), [1]),
        (("unplaced", 0, "reason", "params"), {"n": 1.5}),
        (("unplaced", 0, "line"), "x"),
        (("remarks",), [{}]),
    ],
)
def test_other_data_are_refused(path: tuple[Any, ...], value: Any) -> None:
    data = _data()
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(ValueError, match="terms"):
        from_data(data)


def test_data_nested_without_end_are_refused() -> None:
    data = _data()
    node = data["nodes"][0]
    for _level in range(100):
        node["children"] = [copy.deepcopy({**node, "children": []})]
        node = node["children"][0]
    with pytest.raises(ValueError, match="terms"):
        from_data(data)


def test_decisions_come_back_in_the_order_of_the_lines() -> None:
    decided = {9: AsHeading("point", "CG-1", "2"), 3: AsParagraph()}
    data = placements_data(decided)
    assert [one["line"] for one in data] == [3, 9]
    assert placements_back(json.loads(json.dumps(data))) == decided


@pytest.mark.parametrize("data", [[{}], [{"line": 1, "as": "x"}], [{"line": "1", "as": "paragraph"}], [1]])
def test_other_decisions_are_refused(data: Any) -> None:
    with pytest.raises(ValueError, match="line"):
        placements_back(data)


def test_a_message_inside_a_message_comes_back() -> None:
    sentence = message("Line {line}: {reason}.", line=3, reason=message("no {what}", what="room"))
    assert message_back(json.loads(json.dumps(message_data(sentence)))) == sentence
