"""PDF of Word files by an office program on this machine, where one is installed.

LibreOffice runs headless, with a profile of its own that is thrown away, in a private folder that is
removed afterwards; nothing of the person's own profile is touched. Nothing here writes Word.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from numspot_desk.language.messages import Message, message
from numspot_desk.usecases.ports.world import Progress
from numspot_desk.usecases.refusals import FileRefused

_PROGRAMS: Final = ("soffice", "libreoffice")
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_SECONDS: Final = 120
_BETWEEN_QUESTIONS: Final = 0.1
"""Seconds between two questions whether to stop."""


class OfficePdf:
    """Implements `PdfConverter` of the ports with LibreOffice; `program` is its path, None when absent."""

    def __init__(self, program: str | None = None, seconds: float = _SECONDS) -> None:
        self._program = program or _installed()
        self._seconds = seconds

    def available(self) -> bool:
        """Whether an office program was found."""
        return self._program is not None

    def convert_all(
        self, files: Mapping[str, bytes], progress: Progress | None = None
    ) -> Mapping[str, bytes]:
        """The PDF of each Word file, named alike. Raises `FileRefused` when the program is absent, takes
        too long or gives no PDF, and `Cancelled`, the program ended, when `progress` says stop."""
        if self._program is None:
            raise FileRefused(message("LibreOffice is not installed: install it to make PDF files."))
        with tempfile.TemporaryDirectory(prefix="numspot-pdf-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            sources = []
            for number, content in enumerate(files.values()):
                source = folder / f"{number}.docx"
                source.write_bytes(content)
                sources.append(source)
            self._run(self._program, folder, sources, progress)
            made: dict[str, bytes] = {}
            for wanted, source in zip(files, sources, strict=True):
                try:
                    made[Path(wanted).with_suffix(".pdf").name] = source.with_suffix(".pdf").read_bytes()
                except OSError as error:
                    raise FileRefused(_failed()) from error
        return made

    def _run(self, program: str, folder: Path, sources: list[Path], progress: Progress | None) -> None:
        profile = (folder / "profile").as_uri()
        command = [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, sources),
        ]
        try:
            running = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
                start_new_session=True,
            )
        except OSError as error:
            raise FileRefused(_failed()) from error
        try:
            status = self._wait(running, progress)
        finally:
            _end(running)
        if status != 0:
            raise FileRefused(_failed())

    def _wait(self, running: subprocess.Popen[bytes], progress: Progress | None) -> int:
        """The exit status, once it is there. Raises `FileRefused` past the time allowed, and `Cancelled`."""
        until = time.monotonic() + self._seconds
        while True:
            if progress is not None:
                progress.step(0, 0, message("Making the PDF files"))
            try:
                return running.wait(_BETWEEN_QUESTIONS)
            except subprocess.TimeoutExpired as error:
                if time.monotonic() >= until:
                    raise FileRefused(
                        message("LibreOffice took too long to make the PDF files: close it, then try again.")
                    ) from error


def _end(running: subprocess.Popen[bytes]) -> None:
    """End the program with all that it started: `soffice` itself only starts the one that works."""
    with contextlib.suppress(OSError):  # nothing of it is left
        if os.name == "posix":
            os.killpg(running.pid, signal.SIGKILL)
        else:
            running.kill()
    running.wait()


def _failed() -> Message:
    return message(
        "LibreOffice could not make the PDF files: open the Word files and save them as PDF there."
    )


def _installed() -> str | None:
    found = next((path for path in map(shutil.which, _PROGRAMS) if path), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)
