"""Files that a person chose to keep, looked at before they are kept: their size first, then what they really
are, then a name without folders. What they say is not read; what they are kept with lives in the use cases
that keep them.
"""

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from numspot_desk.language.messages import message
from numspot_desk.usecases.refusals import FileRefused

LARGEST: Final = 25 * 1024 * 1024
SCANS: Final = {
    b"%PDF-": ".pdf",
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"II*\x00": ".tif",
    b"MM\x00*": ".tif",
}
"""How a PDF or an image begins, and the ending of its name."""
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"#!")
_LONGEST_NAME: Final = 120


@dataclass(frozen=True)
class Scan:
    """A PDF or an image as it will be kept; made by `scan_of`."""

    name: str
    content: bytes


def read_scan(path: Path) -> Scan:
    """The scan that a person chose. Raises `FileRefused` for a file that cannot be read or is none; one that
    is too large is not read."""
    name = kept_name(path.name, "")
    try:
        if not path.is_file():
            raise FileRefused(message("{name} is not a file: choose a PDF or an image.", name=name))
        if path.stat().st_size > LARGEST:
            raise too_large(name)
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise unreadable(name, error) from error
    return scan_of(path.name, content)


def scan_of(name: str, content: bytes) -> Scan:
    """A scan under the name it is kept by. Raises `FileRefused` for one that is empty, too large, a program,
    or neither PDF nor image, whatever its name says."""
    shown = kept_name(name, "")
    if not content:
        raise FileRefused(message("{name} is empty: choose a PDF or an image.", name=shown))
    if len(content) > LARGEST:
        raise too_large(shown)
    if content.startswith(_PROGRAMS):
        raise FileRefused(
            message(
                "{name} is a program, whatever it is called: it was not kept. Scan the paper.", name=shown
            )
        )
    for start, extension in SCANS.items():
        if content.startswith(start):
            return Scan(kept_name(name, extension), content)
    raise FileRefused(message("{name} is neither a PDF nor an image: scan the paper again.", name=shown))


def too_large(name: str) -> FileRefused:
    """The refusal of a file over `LARGEST`."""
    return FileRefused(message("{name} is larger than 25 MB: scan it again, smaller.", name=name))


def unreadable(name: str, error: OSError) -> FileRefused:
    """The refusal of a file that the system does not give."""
    reason = error.strerror or type(error).__name__
    return FileRefused(
        message(
            "{name} cannot be read ({reason}): choose another file, or try again.", name=name, reason=reason
        )
    )


def kept_name(name: str, extension: str, otherwise: str = "scan") -> str:
    """The file's own name without folders and control characters, short, with the extension of what it is."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .") or otherwise
    stem, dot, given = plain.rpartition(".")
    if not extension or (dot and f".{given.lower()}" == extension):
        return plain[-_LONGEST_NAME:]
    return f"{(stem or given)[:_LONGEST_NAME]}{extension}"
