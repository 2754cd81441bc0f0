"""Timing pairs fairly: alternating runs, medians, and one line a figure with its goal."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Timed:
    """Durations of one thing, in milliseconds."""

    runs: Sequence[float]

    @property
    def median(self) -> float:
        """The middle one: what a person mostly sees on a noisy machine."""
        return statistics.median(self.runs)

    def __str__(self) -> str:
        return f"{self.median:8.2f} ms  [{min(self.runs):.2f} – {max(self.runs):.2f}]"


def timed(act: Callable[[], object], times: int) -> Timed:
    """Run an act several times, after one run that warms caches."""
    act()
    return Timed([_once(act) for _ in range(times)])


def alternating(
    one: Callable[[], object],
    other: Callable[[], object],
    times: int,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[Timed, Timed]:
    """Run two acts in turn, so that what slows the machine slows both. Acts of this process alone are best
    timed by `time.process_time`, which others on the machine disturb least."""
    one()
    other()
    pairs = [(_once(one, clock), _once(other, clock)) for _ in range(times)]
    return Timed([first for first, _ in pairs]), Timed([second for _, second in pairs])


def process(*arguments: str, env: dict[str, str] | None = None) -> Callable[[], object]:
    """An act that runs a Python process to its end and fails with it."""

    def run() -> None:
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=env)

    return run


def report_ratio(title: str, ours: Timed, peer_name: str, peer: Timed, goal: float) -> bool:
    """Print a pair and its ratio against the goal; tell whether the goal is met."""
    ratio = ours.median / peer.median
    print(title)
    print(f"  numspot_desk          {ours}")
    print(f"  {peer_name:<21} {peer}")
    return _verdict(f"ratio {ratio:.2f}, goal ≤ {goal}", ratio <= goal)


def report_limit(title: str, found: Timed, limit_ms: float) -> bool:
    """Print one figure against an absolute goal; tell whether it is met."""
    print(title)
    print(f"  numspot_desk          {found}")
    return _verdict(f"goal < {limit_ms:.0f} ms", found.median < limit_ms)


def report_memory(title: str, found_mb: float, limit_mb: int) -> bool:
    """Print a figure of memory against an absolute goal; tell whether it is met."""
    print(title)
    print(f"  numspot_desk          {found_mb:8.0f} MB")
    return _verdict(f"goal < {limit_mb} MB", found_mb < limit_mb)


def _verdict(text: str, met: bool) -> bool:
    print(f"  {'met   ' if met else 'MISSED'} {text}\n", flush=True)
    return met


def _once(act: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    start = clock()
    act()
    return (clock() - start) * 1000
