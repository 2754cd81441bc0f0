"""The mutants that `make mutation` tries: what is changed, what is left alone, and how each is named."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def making() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutants", ROOT / "packaging" / "mutants.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutants"] = module  # where its dataclasses look for their annotations
    spec.loader.exec_module(module)
    return module


def _keys(making: ModuleType, text: str) -> list[str]:
    return [mutant.key for mutant in making.made_of("rules/made_up.py", text)]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("a < b", ["a < b → a <= b", "a < b → a >= b"]),
        ("1.5 <= a <= b", ["1.5 <= a <= b → 1.5 < a <= b", "1.5 <= a <= b → 1.5 > a <= b"]),
        ("a and b", ["a and b → a or b"]),
        ("a if b else c", ["a if b else c → c if b else a"]),
        ("min(a, b)", ["min → max"]),
        ("-a", ["-a → a"]),
        ("not a", ["not a → a"]),
        ("[0, True]", ["0 → 1", "True → False"]),
        ("Decimal('0.05')", ["Decimal('0.05') → Decimal('1.05')"]),
        ("Decimal('x')", []),
        ("[1, 1]", ["1 → 2", "1 → 2 (2)"]),
        ("a: int | None = b", []),
        ("assert a is not None", []),
        ("a += b", ["a += b → a -= b"]),
    ],
)
def test_each_small_thing_is_changed(making: ModuleType, text: str, changes: list[str]) -> None:
    found = _keys(making, text)
    assert set(changes) <= set(found)
    assert bool(changes) == bool(found)


def test_a_change_names_the_outermost_function_and_its_statement(making: ModuleType) -> None:
    text = "class A:\n    def f(self, x=0):\n        if (x >\n            self.y):\n            return 1\n"
    found = {mutant.key: mutant for mutant in making.made_of("rules/made_up.py", text)}
    assert found["0 → 1"].function == ""  # a default is there with the import
    assert found["A.f: x > self.y → not x > self.y"].lines == (3, 4)
    assert found["A.f: 1 → 2"].lines == (5, 5)


def test_a_mutant_is_the_module_with_one_change(making: ModuleType) -> None:
    text = "LEAST = 3\n\n\ndef far(a, b):\n    return a - b > LEAST\n"
    values: dict[str, list[object]] = {}
    for mutant in making.made_of("rules/made_up.py", text):
        names: dict[str, Any] = {}
        exec(mutant.code, names)
        values[mutant.key] = [names["far"](a, 1) for a in (3, 4, 5)]
    assert values == {
        "3 → 4": [False, False, False],
        "far: a - b > LEAST → a - b >= LEAST": [False, True, True],
        "far: a - b > LEAST → a - b <= LEAST": [True, True, False],
        "far: a - b → a + b": [True, True, True],
    }
