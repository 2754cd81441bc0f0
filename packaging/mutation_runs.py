"""Runs mutants against the tests that reach them, each in a forked process that ends with the first failure.

A first process imports the application and collects the tests once. It runs each test traced, and so knows
which lines of the rules a test reaches and how long it takes. Then, for each mutant inside a function, a fork
puts the changed code in the function's place and runs the tests that reach that statement, quickest first.
What runs with the import cannot be changed afterwards: such a mutant gets a fork from before the import.
"""

import gc
import importlib
import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, Final

import pytest
from _pytest.runner import runtestprotocol
from forks import WORKERS, Broken, all_in_forks, in_fork, those_that_hold
from hypothesis import Phase, settings
from mutants import SOURCE, Mutant

TESTS: Final = ("tests/rules", "tests/contracts", "tests/usecases")
SECONDS: Final = 3
"""What a test may take beyond ten times its own time: a turned loop never ends."""
_RULES: Final = str(SOURCE / "rules")
_INI: Final = f"""[pytest]
addopts = -q --import-mode=importlib --capture=no -p no:cacheprovider -p no:pytest-qt
pythonpath = {SOURCE.parent}
filterwarnings =
    error
    ignore:Module already imported
markers =
    campaign: a short share of a long campaign
"""
"""The tests of the rules need no window."""
Lines = frozenset[tuple[str, int]]
"""Lines of the rules: a module's path below `numspot_desk`, and a number."""


@dataclass(frozen=True)
class Reach:
    """What a test takes in seconds, and the lines of the rules that it reaches."""

    seconds: float
    lines: Lines

    @property
    def modules(self) -> frozenset[str]:
        """The modules it reaches."""
        return frozenset(module for module, _ in self.lines)


@dataclass
class _Known:
    """What the first process finds out: the tests, what ran before them, the modules imported, survivors."""

    tests: dict[str, Reach] = field(default_factory=dict)
    early: set[tuple[str, str]] = field(default_factory=set)
    imported: list[str] = field(default_factory=list)
    survivors: list[int] = field(default_factory=list)


class TestsFail(Exception):
    """The tests do not pass on the rules as they are: nothing can be said of a mutant."""


def survivors(mutants: Sequence[Mutant], scratch: Path) -> list[Mutant]:
    """The mutants that no test notices. Raises `TestsFail`."""
    ini = scratch / "pytest.ini"
    ini.write_text(_INI, encoding="utf-8")
    os.environ["NUMSPOT_DESK_SHARED"] = str(scratch / "none")  # the project's own tests must suffice
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(scratch)
    known = in_fork(partial(_first, mutants, ini))
    for name in known.imported:
        with suppress(ImportError):
            importlib.import_module(name)
    fresh = [(i, mutant) for i, mutant in enumerate(mutants) if _is_early(mutant, known.early)]
    runs = ((i, partial(_anew, mutant, known.tests, ini)) for i, mutant in fresh)
    return [mutants[i] for i in sorted({*known.survivors, *those_that_hold(runs, _Progress(mutants))})]


class _Progress:
    """Says which module is tried, and each survivor."""

    def __init__(self, mutants: Sequence[Mutant]) -> None:
        self._mutants = mutants
        self._module = ""

    def __call__(self, number: int, survived: bool) -> None:
        mutant = self._mutants[number]
        if survived:
            _say(f"  survives in {mutant.module}: {mutant.key}")
        elif mutant.module != self._module:
            self._module = mutant.module
            _say(f"{time.strftime('%X')} {mutant.module}")


def _is_early(mutant: Mutant, early: set[tuple[str, str]]) -> bool:
    return not mutant.function or (mutant.module, mutant.function) in early


# ── The first process ────────────────────────────────────────────────────────────────────────────────


def _first(mutants: Sequence[Mutant], ini: Path) -> _Known:
    before = set(sys.modules)
    plugin = _First(mutants)
    sys.settrace(plugin.note_call)
    if _pytest(TESTS, ini, plugin) != 0 or plugin.fault:
        raise TestsFail(plugin.fault)
    plugin.known.imported = [
        name
        for name in sys.modules
        if name not in before and name.split(".")[0] not in ("numspot_desk", "tests")
    ]
    return plugin.known


class _Quick:
    """A plugin of pytest: a failure is enough, no smaller example of it is looked for."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Set the profile once the project's own ones are known."""
        settings.register_profile(
            "mutation", settings.get_profile("test"), phases=(Phase.explicit, Phase.generate)
        )
        settings.load_profile("mutation")


class _First(_Quick):
    """A plugin of pytest: once the tests are collected, runs the mutants in place of the tests."""

    def __init__(self, mutants: Sequence[Mutant]) -> None:
        self._mutants = mutants
        self.known = _Known()
        self.fault = ""

    def note_call(self, frame: FrameType, event: str, _argument: object) -> None:
        """Note a function of the rules that runs before any test."""
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(_RULES):
            self.known.early.add((_module(code), code.co_qualname.split(".<locals>")[0]))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Trace the tests, then try the mutants."""
        sys.settrace(None)
        try:
            self._try(session)
        except (Broken, TestsFail) as error:
            self.fault = str(error)
        return True

    def _try(self, session: pytest.Session) -> None:
        if session.testsfailed or not session.items:
            raise TestsFail("they cannot be collected")
        modules = {mutant.module for mutant in self._mutants}
        modules |= {one for module in modules for one in _importing(module)}
        tests = self.known.tests
        shares = [partial(_traced, session.items[i::WORKERS], modules) for i in range(WORKERS)]
        for share in all_in_forks(shares):
            tests.update(share)
        items = sorted(session.items, key=lambda item: tests[item.nodeid].seconds)
        if not in_fork(partial(_pass, items, tests)):
            raise TestsFail("quickest first")
        _say(f"{len(items)} tests, {sum(reach.seconds for reach in tests.values()):.0f} s")
        functions = _functions()
        gc.collect()
        gc.freeze()
        inside = [(i, one) for i, one in enumerate(self._mutants) if not _is_early(one, self.known.early)]
        runs = (
            (
                i,
                partial(
                    _patched, one, functions[one.module, one.function], _reaching(one, items, tests), tests
                ),
            )
            for i, one in inside
        )
        self.known.survivors = those_that_hold(runs, _Progress(self._mutants))


def _module(code: CodeType) -> str:
    return Path(code.co_filename).relative_to(SOURCE).as_posix()


def _traced(items: Sequence[pytest.Item], modules: Iterable[str]) -> dict[str, Reach]:
    """Each test's time, and its reach in some modules. Raises `TestsFail` when one does not pass."""
    found = {}
    names = {str(SOURCE / module): module for module in modules}
    caches = _caches()
    lines: set[tuple[str, int]] = set()

    def note_line(frame: FrameType, event: str, _argument: object) -> Any:
        if event == "line":
            lines.add((names[frame.f_code.co_filename], frame.f_lineno))
        return note_line

    def note_call(frame: FrameType, _event: str, _argument: object) -> Any:
        return note_line if frame.f_code.co_filename in names else None

    for item in items:
        lines.clear()
        for cache in caches:
            cache.cache_clear()  # so that a test reaches what it rests on
        started = time.perf_counter()
        sys.settrace(note_call)
        passed = _passes(item)
        sys.settrace(None)
        if not passed and not _passes(item):  # one that bounds its own time may fail while it is traced
            raise TestsFail(item.nodeid)
        found[item.nodeid] = Reach(time.perf_counter() - started, frozenset(lines))
    return found


def _caches() -> list[Any]:
    """The caches of the application's functions."""
    named = (one for one in gc.get_objects() if type(one).__name__ == "_lru_cache_wrapper")
    return [one for one in named if str(one.__module__).startswith("numspot_desk.")]


def _reaching(mutant: Mutant, items: Sequence[pytest.Item], tests: Mapping[str, Reach]) -> list[pytest.Item]:
    first, last = mutant.lines
    lines = {(mutant.module, line) for line in range(first, last + 1)}
    return [item for item in items if not lines.isdisjoint(tests[item.nodeid].lines)]


def _functions() -> dict[tuple[str, str], list[FunctionType]]:
    """The functions of the rules by module and name."""
    found: dict[tuple[str, str], list[FunctionType]] = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(_RULES):
            found.setdefault((_module(one.__code__), one.__code__.co_qualname), []).append(one)
    return found


def _patched(
    mutant: Mutant,
    targets: Sequence[FunctionType],
    items: Sequence[pytest.Item],
    tests: Mapping[str, Reach],
) -> bool:
    """Whether the tests pass with the mutant's code in the place of the functions'."""
    code = _function(mutant.code, mutant.function)
    for target in targets:
        target.__code__ = code
    return _pass(items, tests)


def _function(code: CodeType, name: str) -> CodeType:
    for part in name.split("."):
        code = next(one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == part)
    return code


# ── A process from before the import ─────────────────────────────────────────────────────────────────


def _anew(mutant: Mutant, tests: Mapping[str, Reach], ini: Path) -> bool:
    """Whether the tests pass when the mutant is imported as the module. Beside those that reach it come those
    of the modules that import it, where a constant is used, and what else stands in their files."""
    near = {mutant.module, *_importing(mutant.module)}
    reaching = {name for name, reach in tests.items() if near & reach.modules}
    files = {_file(name) for name in reaching} | _test_files(mutant.module)
    names = sorted(
        (name for name in tests if _file(name) in files),
        key=lambda name: (name not in reaching, tests[name].seconds),
    )
    plugin = _Anew(tests, names)
    path, whole = str(SOURCE / mutant.module), SourceFileLoader.get_code

    def get_code(loader: SourceFileLoader, fullname: str) -> CodeType | None:
        return mutant.code if loader.path == path else whole(loader, fullname)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign,assignment]
    return _pytest(sorted(files), ini, plugin) == 0 and plugin.passed


class _Anew(_Quick):
    """A plugin of pytest: runs the tests named, in their order."""

    def __init__(self, tests: Mapping[str, Reach], names: Sequence[str]) -> None:
        self._tests = tests
        self._place = {name: place for place, name in enumerate(names)}
        self.passed = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run until one fails."""
        items = [item for item in session.items if item.nodeid in self._place]
        items.sort(key=lambda item: self._place[item.nodeid])
        self.passed = _pass(items, self._tests)
        return True


def _file(name: str) -> str:
    return name.partition("::")[0]


def _importing(module: str) -> set[str]:
    """The modules of the rules that import from a module."""
    found = (path for path in (SOURCE / "rules").rglob("*.py") if _imports(path, module))
    return {path.relative_to(SOURCE).as_posix() for path in found}


def _test_files(module: str) -> set[str]:
    """The files of tests that import from a module."""
    root = SOURCE.parent
    found = (path for place in TESTS for path in (root / place).rglob("test_*.py") if _imports(path, module))
    return {path.relative_to(root).as_posix() for path in found}


def _imports(path: Path, module: str) -> bool:
    name = module.removesuffix(".py").replace("/", ".")
    return f"from numspot_desk.{name} import " in path.read_text(encoding="utf-8")


# ── Running ──────────────────────────────────────────────────────────────────────────────────────────


def _pytest(places: Sequence[str], ini: Path, plugin: object) -> int:
    root = SOURCE.parent
    with _silence():
        return pytest.main(["-c", str(ini), "--rootdir", str(root), *places], plugins=[plugin])


@contextmanager
def _silence() -> Iterator[None]:
    with Path(os.devnull).open("w") as nowhere:
        sys.stdout.flush()
        kept = os.dup(1)
        os.dup2(nowhere.fileno(), 1)
        try:
            yield
        finally:
            sys.stdout.flush()
            os.dup2(kept, 1)
            os.close(kept)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _passes(item: pytest.Item) -> bool:
    reports = runtestprotocol(item, log=False, nextitem=None)
    return not any(report.failed for report in reports)


def _pass(items: Sequence[pytest.Item], tests: Mapping[str, Reach]) -> bool:
    """Whether every test passes; the first that fails, or takes too long, ends it."""
    for item in items:
        signal.setitimer(signal.ITIMER_PROF, SECONDS + 10 * tests[item.nodeid].seconds)
        if not _passes(item):
            return False
    signal.setitimer(signal.ITIMER_PROF, 0)
    return True
