"""Reading general terms in a process of its own, with a limit of time and of memory: `read_isolated`.

A file that somebody was sent may be made to exhaust the machine or to attack the reader. The process gets
the bytes and the decisions of a person, answers JSON, and knows no key; it runs without a shell, from a
checkout, a wheel and a frozen bundle alike. Whoever waits may stop it. What it does lives in
`reading_process`.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numspot_desk
from numspot_desk.language.messages import message
from numspot_desk.terms.encoded import from_data, message_back, placements_data
from numspot_desk.terms.memory_watch import MemoryWatch
from numspot_desk.terms.tree import Terms, TermsRefused, too_much_memory
from numspot_desk.terms.written import NONE_PLACED, Placements

SECONDS: Final = 15
MEMORY: Final = 900 * 1024**2
"""Bytes of memory that the reading process may take: the system holds it to that where it can, and the parent
watches it everywhere."""
FLAG: Final = "--read-terms"
"""The only argument of a frozen program that is started to read terms."""
_SECRET: Final = "NUMSPOT_DESK_"
_LARGEST_ANSWER: Final = 256 * 1024 * 1024


class Reading:
    """One reading, which another thread than the one that waits for it may stop, before or while it runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    @property
    def stopped(self) -> bool:
        """Whether somebody stopped it."""
        return self._stopped

    def stop(self) -> None:
        """End the process, if there is one; one that would start later does not."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def start(self) -> subprocess.Popen[bytes]:
        """Start the process. Raises `TermsRefused` where the reading was stopped before."""
        with self._lock:
            if self._stopped:
                raise _stopped()
            self._process = subprocess.Popen(
                command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            return self._process

    def finish(self) -> None:
        """The process has ended: nothing is left to stop."""
        with self._lock:
            self._process = None


def read_isolated(
    name: str,
    content: bytes,
    placements: Placements = NONE_PLACED,
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY,
    reading: Reading | None = None,
) -> Terms:
    """What `reading.read_terms` gives, from a process that is killed when it takes longer than `seconds`
    or when `reading` is stopped, and cannot take more than `memory` bytes. Raises `TermsRefused`."""
    asked = {
        "name": name,
        "placements": placements_data(placements),
        "memory": memory,
        "seconds": int(seconds) + 1,
    }
    question = json.dumps(asked).encode() + b"\n" + content
    answer = _answer(question, seconds, memory, reading or Reading())
    if refused := answer.get("refused"):
        raise TermsRefused(message_back(refused))
    return from_data(answer["terms"])


def _answer(question: bytes, seconds: float, memory: int, reading: Reading) -> dict[str, Any]:
    with reading.start() as process, MemoryWatch(process, memory) as watch:
        try:
            said, _ = process.communicate(question, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise TermsRefused(
                message(
                    "Reading the file took longer than {seconds} seconds: it was given up. Save the text"
                    " alone, without pictures, and try again.",
                    seconds=int(seconds),
                )
            ) from None
        finally:
            reading.finish()
    if reading.stopped:
        raise _stopped()
    if watch.exceeded:
        raise too_much_memory()
    if process.returncode != 0 or len(said) > _LARGEST_ANSWER:
        raise TermsRefused(
            message("Reading the file gave no answer: it may be damaged, or need far too much memory.")
        )
    answer: dict[str, Any] = json.loads(said)
    return answer


def _stopped() -> TermsRefused:
    return TermsRefused(message("The reading was stopped: nothing was kept."))


def command() -> Sequence[str]:
    """The command line of the reading process."""
    if getattr(sys, "frozen", False):
        return (sys.executable, FLAG)
    return (sys.executable, "-P", "-X", "utf8", "-m", "numspot_desk.terms.reading_process")


def _environment() -> dict[str, str]:
    """That of this process, without what opens the store, and with the way to this package."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_SECRET)}
    kept["PYTHONPATH"] = str(Path(numspot_desk.__file__).resolve().parent.parent)
    return kept
