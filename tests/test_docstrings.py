"""Every module, public class and public function says what it is; an override is what it overrides."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtWidgets

PACKAGE = Path(__file__).resolve().parent.parent / "numspot_desk"
MODULES = sorted(PACKAGE.rglob("*.py"))
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _classes() -> dict[str, ast.ClassDef]:
    return {
        node.name: node for path in MODULES for node in _tree(path).body if isinstance(node, ast.ClassDef)
    }


def _bases(node: ast.ClassDef) -> list[str]:
    return [ast.unparse(base).split("[")[0].rsplit(".", 1)[-1] for base in node.bases]


def _said_above(node: ast.ClassDef, method: str) -> bool:
    """Whether a class above, ours or Qt's, defines the method; ours says what it does."""
    for name in _bases(node):
        above = _classes().get(name)
        if above is None:
            if any(hasattr(getattr(qt, name, None), method) for qt in (QtCore, QtGui, QtWidgets)):
                return True
        elif any(
            isinstance(one, Function) and one.name == method and ast.get_docstring(one) for one in above.body
        ) or _said_above(above, method):
            return True
    return False


def _silent(body: list[ast.stmt], within: ast.ClassDef | None = None) -> Iterator[str]:
    for node in body:
        if not isinstance(node, ast.ClassDef | Function) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node) and not (within is not None and _said_above(within, node.name)):
            yield node.name if within is None else f"{within.name}.{node.name}"
        if isinstance(node, ast.ClassDef):
            yield from _silent(node.body, node)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_and_what_it_offers_say_what_they_are(path: Path) -> None:
    tree = _tree(path)
    assert not tree.body or ast.get_docstring(tree), "what lives here?"
    assert not list(_silent(tree.body))
