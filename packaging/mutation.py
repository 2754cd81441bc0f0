"""`make mutation`: change the rules one small thing at a time, and see whether a test notices.

Mutants of time, money, precedence and formulas: a comparison or arithmetic turned, a constant one off, a
condition negated, `and` for `or`, a returned branch swapped. Each runs against the tests of its module in a
process of its own, on a copy of the tree; a survivor without a written reason in `docs/mutation.md` makes
the run fail. Arguments name modules (`rules/amounts/refund.py`); without any, all of them.
"""

import ast
import copy
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
REPORT: Final = ROOT / "docs" / "mutation.md"
SECONDS: Final = 40
MEMORY: Final = 2 << 30
"""What one mutant may take: a turned loop never ends, and fills the memory on its way."""
_CASES: Final = "tests/usecases/test_worked_cases.py"
_AMOUNTS: Final = (_CASES, "tests/rules/amounts")
_DEADLINES: Final = ("tests/usecases/test_deadlines_answer.py", "tests/rules/test_limits.py")
MODULES: Final = {
    "rules/rounding.py": (*_AMOUNTS, "tests/rules/test_order_totals.py"),
    "rules/amounts/penalty.py": _AMOUNTS,
    "rules/amounts/liability.py": _AMOUNTS,
    "rules/amounts/late_payment.py": _AMOUNTS,
    "rules/amounts/refund.py": _AMOUNTS,
    "rules/amounts/availability.py": ("tests/usecases/test_availability_answer.py", *_AMOUNTS),
    "rules/rates.py": ("tests/rules/test_rates.py",),
    "rules/precedence.py": ("tests/rules/test_precedence.py", _CASES),
    "rules/versions.py": ("tests/rules/test_versions.py", _CASES),
    "rules/payment_term.py": ("tests/rules/test_payment_term.py", _CASES),
    "rules/mandatory_law.py": ("tests/rules/test_precedence.py", "tests/rules/test_rates.py", _CASES),
    "rules/data_act.py": (_CASES,),
    "rules/lengths.py": (*_DEADLINES, _CASES),
    "rules/time.py": ("tests/rules/test_time.py", *_DEADLINES),
    "rules/counting.py": _DEADLINES,
    "rules/ends.py": _DEADLINES,
}
"""Each module with the tests that must notice its mutants."""

_TURNED: Final = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}
_PYTEST: Final = (
    "[pytest]\naddopts = --import-mode=importlib -p no:cacheprovider -p no:pytest-qt\npythonpath = .\n"
)
"""The tests of the rules need no window: without Qt each run starts in half the time."""
_ROW: Final = re.compile(r"^\| `(?P<key>[^`]+)` \| (?P<reason>.+) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Mutant:
    """One change: where, what stands there and what is put in its place. `key` outlives a moved line."""

    module: str
    line: int
    before: str
    after: str
    source: str
    number: int

    @property
    def key(self) -> str:
        return f"{self.module}: {self.before} → {self.after}" + (f" ({self.number})" if self.number else "")


def mutants(module: str) -> Iterator[Mutant]:
    """Every mutant of a module; annotations, docstrings, labels and messages are left alone."""
    tree = ast.parse((ROOT / "numspot_desk" / module).read_text(encoding="utf-8"))
    sites = [(i, node) for i, node in enumerate(ast.walk(tree)) if not isinstance(node, ast.AnnAssign)]
    quiet = _quiet(tree)
    counts: dict[tuple[str, str], int] = {}
    for i, node in sites:
        if node in quiet:
            continue
        for change in range(_changes(node)):
            mutated = copy.deepcopy(tree)
            target = next(one for j, one in enumerate(ast.walk(mutated)) if j == i)
            before = ast.unparse(_shown(node))
            _apply(target, change)
            after = ast.unparse(_shown(target))
            number = counts.get((before, after), 0)
            counts[before, after] = number + 1
            line = getattr(node, "lineno", 0)
            yield Mutant(module, line, _short(before), _short(after), ast.unparse(mutated), number)


def _quiet(tree: ast.AST) -> set[ast.AST]:
    """What is no rule: annotations and assertions for the type checker, decorators (`frozen`)."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.ClassDef):
            parts = list(node.decorator_list)
        elif isinstance(node, ast.FunctionDef):
            parts = [
                *node.decorator_list,
                node.returns,
                *(argument.annotation for argument in node.args.args),
            ]
        elif isinstance(node, ast.AnnAssign):
            parts = [node.annotation]
        elif isinstance(node, ast.Assert):
            parts = [node]
        for part in parts:
            found |= set(ast.walk(part)) if part is not None else set()
    return found


def _changes(node: ast.AST) -> int:
    match node:
        case ast.Compare(ops=[op]):
            return len(_TURNED.get(type(op), ()))
        case ast.BinOp(op=op) | ast.BoolOp(op=op):
            return len(_TURNED.get(type(op), ()))
        case ast.Constant(value=bool()):
            return 1
        case ast.Constant(value=int()):
            return 1
        case ast.UnaryOp(op=ast.Not()) | ast.IfExp() | ast.If():
            return 1
        case _:
            return 0


def _apply(node: ast.AST, change: int) -> None:
    match node:
        case ast.Compare(ops=[op]):
            node.ops = [_TURNED[type(op)][change]()]
        case ast.BinOp(op=op) | ast.BoolOp(op=op):
            node.op = _TURNED[type(op)][change]()
        case ast.Constant(value=bool(value)):
            node.value = not value
        case ast.Constant(value=int(value)):
            node.value = value + 1
        case ast.UnaryOp():
            node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        case ast.IfExp(body=body, orelse=orelse):
            node.body, node.orelse = orelse, body
        case ast.If(test=test):
            node.test = ast.UnaryOp(ast.Not(), test)


def _shown(node: ast.AST) -> ast.AST:
    return node.test if isinstance(node, ast.If) else node


def _short(text: str) -> str:
    flat = " ".join(text.split()).replace("`", "'").replace("|", "/")
    return flat if len(flat) <= 90 else flat[:87] + "…"


def survives(mutant: Mutant, folder: Path) -> bool:
    """Whether the tests of its module pass with the mutant in place of the module."""
    place = folder / "numspot_desk" / mutant.module
    original = place.read_bytes()
    place.write_text(mutant.source, encoding="utf-8")
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", *MODULES[mutant.module]],
            cwd=folder,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"},
            preexec_fn=_bounded,
            capture_output=True,
            check=False,
        )
        return ran.returncode == 0
    finally:
        place.write_bytes(original)


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _copy(folder: Path) -> Path:
    """The tree without its history, and beside it the shared examples where there are any."""
    skipped = shutil.ignore_patterns(".git", ".venv", "__pycache__", "build", "dist", "demo-output")
    target = folder / "tree"
    shutil.copytree(ROOT, target, ignore=skipped)
    (target / "pytest.ini").write_text(_PYTEST, encoding="utf-8")
    return target


def main(names: list[str]) -> int:
    """Run the mutants of the modules named; 1 when one survives without a written reason."""
    reasons = dict(_ROW.findall(REPORT.read_text(encoding="utf-8"))) if REPORT.is_file() else {}
    unexplained = 0
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="numspot-mutation-") as scratch:
        workers = os.cpu_count() or 1
        trees = [_copy(Path(scratch) / str(i)) for i in range(workers)]
        for module in names or list(MODULES):
            todo = list(mutants(module))
            with ThreadPoolExecutor(workers) as pool:
                shares = [pool.submit(_survivors, todo[i::workers], trees[i]) for i in range(workers)]
                left = [mutant for share in shares for mutant in share.result()]
            print(
                f"{module}: {len(todo)} mutants, {len(todo) - len(left)} killed, {len(left)} left", flush=True
            )
            for mutant in sorted(left, key=lambda one: one.line):
                reason = reasons.get(mutant.key)
                unexplained += reason is None
                print(f"  line {mutant.line}: {mutant.key}" + (f" — {reason}" if reason else ""), flush=True)
    print(f"{unexplained} without a reason; {time.monotonic() - started:.0f} s")
    return 1 if unexplained else 0


def _survivors(todo: list[Mutant], tree: Path) -> list[Mutant]:
    return [mutant for mutant in todo if survives(mutant, tree)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
