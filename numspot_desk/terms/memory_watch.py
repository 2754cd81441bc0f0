"""Watching how much memory another process takes, on every system: `MemoryWatch`.

Some systems hold a process to an amount of memory themselves (`reading_process.confine`), Windows does not do
so simply. So the parent looks, too, many times a second.
"""

import subprocess
import threading
from types import TracebackType
from typing import Final

import psutil

EVERY: Final = 0.05
"""Seconds between two looks."""


class MemoryWatch:
    """Kills a process that holds more than so many bytes of memory; for as long as the block is open."""

    def __init__(self, process: "subprocess.Popen[bytes]", memory: int) -> None:
        self.exceeded = False
        self._process = process
        self._memory = memory
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="memory watch", daemon=True)

    def __enter__(self) -> "MemoryWatch":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        try:
            watched = psutil.Process(self._process.pid)
            while not self._over.is_set():
                if watched.memory_info().rss > self._memory:
                    self.exceeded = True
                    self._process.kill()
                    return
                self._over.wait(EVERY)
        except psutil.Error:
            return  # it has ended
