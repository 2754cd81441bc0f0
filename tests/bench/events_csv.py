"""A million invoices from a CSV file: read, then kept, in a process of their own; memory, patience, processor
time, which a busy machine disturbs least.

python -m tests.bench.events_csv FOLDER ROWS    what a process did, as JSON
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from numspot_desk.language.messages import Message
from numspot_desk.store.workspace import create_workspace
from numspot_desk.usecases.contract.import_events import keep_events_file, read_events_file
from numspot_desk.usecases.mandates.mandate_acts import Desk
from tests.bench.measure import Timed, report_limit, report_memory
from tests.usecases.deadlines.forty_contracts import SALES, TODAY, On, contracts, fill, number_of
from tests.usecases.desk import Counting

ROWS: Final = 1_000_000
MEMORY_MB: Final = 256
Did = dict[str, float]


class Watched:
    """Progress that remembers the longest time between two reports."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()

    def step(self, done: int, total: int, what: Message) -> None:
        """A report."""
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


def bench() -> list[bool]:
    """Print the figures of one run; the goals are a report each second and memory that stays bounded."""
    with tempfile.TemporaryDirectory(prefix="numspot-bench-") as scratch:
        command = [sys.executable, "-m", "tests.bench.events_csv", scratch, str(ROWS)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Did] = json.loads(done.stdout)
    met = []
    for act, did in found.items():
        title = f"{ROWS:,} rows of CSV {act}"
        met.append(report_limit(f"{title}, processor time", Timed([did["ms"]]), 60_000.0))
        met.append(report_limit(f"{title}, longest wait for a report", Timed([did["gap_ms"]]), 1_000.0))
        met.append(report_memory(f"{title}, peak memory of the process", did["peak_mb"], MEMORY_MB))
    return met


def run(folder: Path, rows: int) -> dict[str, Did]:
    """What reading and keeping a file of so many rows took."""
    path = folder / "invoices.csv"
    _write(path, rows)
    with create_workspace(folder / "desk", bytes(range(32)), clock=On(TODAY), chance=Counting(1)) as desk:
        fill(desk, Counting(1_000_000))
        by = Desk(SALES, On(TODAY), Counting(2_000_000))
        return {
            "read": _did(lambda watched: read_events_file(desk, path, None, by, watched)),
            "kept": _did(lambda watched: keep_events_file(desk, path, None, by, watched)),
        }


def _write(path: Path, rows: int) -> None:
    """Invoices of every signed contract in turn, every third one paid."""
    numbers = [number_of(one["number"]) for one in contracts() if "offer_valid_until" not in one]
    with path.open("w", encoding="utf-8") as file:
        file.write("Contrat;Numéro;Date;Montant TTC;Payée le\n")
        for row in range(rows):
            paid = "15/02/2027" if row % 3 == 0 else ""
            contract = numbers[row % len(numbers)]
            file.write(f"{contract};A{row:07d};{1 + row % 28:02d}/01/2027;1 234,50;{paid}\n")


def _did(act: Callable[[Watched], object]) -> Did:
    watched, start = Watched(), time.process_time()
    act(watched)
    watched.step(1, 1, Message(""))
    taken = time.process_time() - start
    return {"ms": taken * 1000, "gap_ms": watched.longest * 1000, "peak_mb": _peak()}


def _peak() -> float:
    """The most memory that this program held, in MB. `getrusage` would tell that of the process it was
    started from, which Linux hands on."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]))))
