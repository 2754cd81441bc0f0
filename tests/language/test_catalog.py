"""The catalogues: French complete, places alike in both languages, typography held."""

import ast
import datetime as dt
import importlib.util
import re
import string
from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from numspot_desk.language.catalog import Language, LanguageCode, load_language
from numspot_desk.language.messages import message

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "packaging" / "catalogues.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=["fr", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    return load_language(request.param)


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_sentence_of_the_code_has_its_french(catalogues: ModuleType) -> None:
    assert catalogues.missing() == {}


def test_both_languages_fill_the_same_places(catalogues: ModuleType) -> None:
    for entry in catalogues.merged():
        if not entry.id:
            continue
        originals = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        french = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        wanted = set().union(*(_places(text) for text in originals))
        for text in french:
            assert _places(text) <= wanted, text
            assert _places(text) | {"n"} >= wanted, text


def test_no_french_sentence_is_left_that_the_code_no_longer_says(catalogues: ModuleType) -> None:
    said = set(catalogues.extracted())
    left = [entry.id for entry in catalogues.merged() if entry.id and entry.id not in said]
    assert left == []


def test_no_sentence_hides_in_a_string_with_places(catalogues: ModuleType) -> None:
    """The extraction does not read what stands within an f-string."""
    known = {one if isinstance(one, str) else one[0] for one in catalogues.extracted()}
    hidden = [
        f"{path.name}:{call.lineno}: {call.args[0].value!r}"
        for path in sorted((ROOT / "numspot_desk").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", getattr(call.func, "attr", "")) in catalogues.KEYWORDS
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
        and call.args[0].value not in {"", *known}
    ]
    assert hidden == []


def test_no_sentence_is_translated_twice(catalogues: ModuleType) -> None:
    for source in catalogues.sources():
        text = source.read_text(encoding="utf-8")
        entries = re.findall(r"^msgid (.+?)^msgstr", text, re.DOTALL | re.MULTILINE)
        assert [said for said, times in Counter(entries).items() if times > 1] == [], source.name


def test_french_typography(catalogues: ModuleType) -> None:
    faults = []
    for entry in catalogues.merged():
        for text in entry.string if isinstance(entry.string, tuple) else (entry.string,):
            if "'" in text or any(f" {mark}" in text for mark in "?!;»") or "« " in text:
                faults.append(text)
    assert faults == []


def test_parameters_take_the_written_form_of_the_language() -> None:
    sentence = message("{a} {b} {c}", a=Decimal("1234.5"), b=dt.date(2026, 11, 22), c=message("yes"))
    assert load_language("fr").render(sentence) == "1\u202f234,5 22 novembre 2026 oui"
    assert load_language("en").render(sentence) == "1,234.5 22 November 2026 yes"


def test_typed_braces_are_not_places(language: Language) -> None:
    hostile = message("{name}", name="{0.__class__} {{7*7}} %s")
    assert language.render(hostile) == "{0.__class__} {{7*7}} %s"


@pytest.mark.parametrize(
    ("code", "count", "said"),
    [
        ("fr", 999, "999 nouveaux événements"),
        ("fr", 1_000_000, "1 000 000 nouveaux événements"),
        ("en", 1_000_000, "1,000,000 new events"),
    ],
)
def test_many_things_are_counted_in_groups_of_digits(code: LanguageCode, count: int, said: str) -> None:
    found = load_language(code).ntext("{n} new event", "{n} new events", count)
    assert re.sub(r"[\u00a0\u202f]", " ", found) == said
