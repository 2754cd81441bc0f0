"""The program's own log, its crash reports, and what is left of a run that died.

Everything is in `logs/` of the data folder, readable by its owner alone, redacted before it is written;
nothing is sent anywhere. The audit log of contracts is something else: it lives in the store.
"""

import contextlib
import datetime as dt
import faulthandler
import logging
import logging.handlers
from pathlib import Path
from typing import IO, Final

from numspot_desk.app.redaction import RedactingFormatter
from numspot_desk.app.world import private_folder

_SIZE: Final = 512 * 1024
_KEPT_REPORTS: Final = 20


class Journal:
    """The log folder of one run."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "logs"
        self._handler: logging.Handler | None = None
        self._faults: IO[str] | None = None

    def open(self) -> str | None:
        """Start logging and watching for faults of the libraries; return what the last run left if such a
        fault ended it. Where the folder cannot be written, nothing is logged."""
        try:
            return self._open()
        except OSError:
            self.close()
            return None

    def _open(self) -> str | None:
        private_folder(self.folder.parent)
        private_folder(self.folder)
        handler = logging.handlers.RotatingFileHandler(
            self.folder / "desk.log", maxBytes=_SIZE, backupCount=3, encoding="utf-8"
        )
        handler.setFormatter(RedactingFormatter())
        logging.getLogger().addHandler(handler)
        logging.getLogger().setLevel(logging.INFO)
        self._handler = handler
        left = self._last_fault()
        self._faults = self._fault_file.open("w", encoding="utf-8")
        faulthandler.enable(self._faults)
        return left

    def close(self) -> None:
        """The run ends well: nothing is left to report."""
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None
            self._fault_file.unlink(missing_ok=True)
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def keep_report(self, text: str, at: dt.datetime) -> Path | None:
        """Write a crash report, already redacted; None when the disk refuses it."""
        path = self.folder / f"crash-{at:%Y%m%d-%H%M%S}.txt"
        with contextlib.suppress(OSError):
            path.write_text(text, encoding="utf-8")
            for old in sorted(self.folder.glob("crash-*.txt"))[:-_KEPT_REPORTS]:
                old.unlink(missing_ok=True)
            return path
        return None

    @property
    def _fault_file(self) -> Path:
        return self.folder / "fault.log"

    def _last_fault(self) -> str | None:
        try:
            left = self._fault_file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
        if not left.strip():
            return None
        self._fault_file.replace(self.folder / "fault-last.log")
        logging.getLogger(__name__).error("the last run ended in a fault: %s", left.splitlines()[0])
        return left
