"""Work done in forks of this process: what a fork changes, breaks or fills ends with it."""

import os
import pickle
import resource
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

WORKERS: Final = os.cpu_count() or 1
SECONDS: Final = 60
"""Of the processor, that a fork may take before its first test: a turned loop never ends."""
MEMORY: Final = 3 << 30
"""And it fills the memory on its way."""
T = TypeVar("T")


class Broken(Exception):
    """A fork did not come back with a result."""


def in_fork(work: Callable[[], T]) -> T:
    """What it gives, computed in a fork. Raises `Broken`."""
    return all_in_forks([work])[0]


def all_in_forks(works: Sequence[Callable[[], T]]) -> list[T]:
    """What each gives, all at once, each in a fork of its own. Raises `Broken`."""
    started = []
    for work in works:
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            _answer(work, writing)
        os.close(writing)
        started.append((pid, reading))
    found = []
    for pid, reading in started:
        with os.fdopen(reading, "rb") as pipe:
            content = pipe.read()
        _, status = os.waitpid(pid, 0)
        if status:
            raise Broken(f"ended with {status}")
        found.append(pickle.loads(content))
    return found


def _answer(work: Callable[[], object], writing: int) -> None:
    code = 1
    try:
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(work()))
        code = 0
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(code)


def those_that_hold(
    runs: Iterable[tuple[int, Callable[[], bool]]], tell: Callable[[int, bool], None]
) -> list[int]:
    """The numbers of the runs that give true, each in a fork of its own, as many at once as processors. One
    that fails, never ends or fills the memory gives false. `tell` hears of each start and each end."""
    found: list[int] = []
    running: dict[int, int] = {}

    def wait() -> None:
        pid, status = os.wait()
        number = running.pop(pid)
        if status == 0:
            found.append(number)
            tell(number, True)

    for number, run in runs:
        tell(number, False)
        if len(running) == WORKERS:
            wait()
        pid = os.fork()
        if pid == 0:
            _bounded(run)
        running[pid] = number
    while running:
        wait()
    return found


def _bounded(run: Callable[[], bool]) -> None:
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        code = 0 if run() else 1
    finally:
        os._exit(code)
