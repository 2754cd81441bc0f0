"""The dependency rules of the house, so that the picture in CONTRIBUTING.md cannot drift."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "numspot_desk"
BASE = {"bundle"}
MAY_IMPORT = {
    "language": set(),
    "rules": set(),
    "terms": {"rules", "language"},
    "contracts": {"terms", "rules", "language"},
    "usecases": {"contracts", "terms", "rules", "language"},
    "store": {"usecases", "contracts", "terms", "rules", "language"},
    "documents": {"usecases", "contracts", "terms", "rules", "language"},
    "ui": {"usecases", "contracts", "terms", "rules", "language"},
    "app": {"ui", "store", "documents", "usecases", "contracts", "terms", "rules", "language"},
}
ONLY = {
    "PySide6": {"ui", "app"},
    "sqlalchemy": {"store"},
    "sqlcipher3": {"store"},
    "alembic": {"store"},
    "docx": {"documents", "terms"},
    "lxml": {"documents", "terms"},
}


def _modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE)


def _imports(path: Path) -> set[str]:
    """Every imported module name, at the top and inside functions alike."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            found.add(node.module)
            if node.module == "numspot_desk":
                found.update(f"numspot_desk.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_floors_below_it(path: Path) -> None:
    floor = path.relative_to(PACKAGE).parts[0]
    for name in _imports(path):
        parts = name.split(".")
        if parts[0] == "numspot_desk" and len(parts) > 1:
            wanted = parts[1]
            if wanted == floor or (wanted in BASE and floor != "rules"):
                continue
            if wanted == "__version__":
                continue
            assert wanted in MAY_IMPORT[floor], f"{path}: {floor} imports {wanted}"
        elif parts[0] in ONLY:
            assert floor in ONLY[parts[0]], f"{path}: {floor} imports {parts[0]}"
        elif floor == "rules" and parts[0] != "numspot_desk":
            assert parts[0] in sys.stdlib_module_names | {"stdnum"}, f"{path}: rules imports {name}"


def test_the_rules_read_no_clock() -> None:
    for path in sorted((PACKAGE / "rules").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for clock in (".now(", ".today(", "time.time(", "utcnow"):
            assert clock not in source, f"{path}: {clock}"
