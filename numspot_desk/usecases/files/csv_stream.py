"""CSV files of any length, read line by line: memory does not grow with the file.

The same forms as `csv_text`: UTF-8, UTF-16 with its mark, Windows 1252; separated by semicolons, commas or
tabs.
"""

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final, TextIO

from numspot_desk.language.messages import message
from numspot_desk.usecases.files.csv_text import MOST_COLUMNS, Row
from numspot_desk.usecases.files.scanned_files import unreadable
from numspot_desk.usecases.refusals import FileRefused

_SEPARATORS: Final = ";,\t"
_BLOCK: Final = 1 << 20
_LONGEST_CELL: Final = 10_000


class CsvFile:
    """An open file: its rows, and how far they are read, in bytes."""

    def __init__(self, file: TextIO, size: int) -> None:
        self._file = file
        self.size = size

    @property
    def done(self) -> int:
        """How many bytes are read."""
        return self._file.buffer.tell()

    def rows(self) -> Iterator[Row]:
        """The rows that are not empty, each with its number as a spreadsheet shows it. Raises
        `FileRefused` for one that cannot be read."""
        reader = csv.reader(self._lines(), delimiter=self._separator(), strict=True)
        line = 1
        try:
            for cells in reader:
                if len(cells) > MOST_COLUMNS:
                    raise FileRefused(
                        message("Line {line}: more than {limit} columns.", line=line, limit=MOST_COLUMNS)
                    )
                if any(cell.strip() for cell in cells):
                    yield Row(line, cells)
                line = reader.line_num + 1
        except csv.Error:
            raise FileRefused(
                message("Line {line}: the quotation marks of this line do not match.", line=line)
            ) from None

    def _lines(self) -> Iterator[str]:
        """The lines, none longer than a cell may be: a file without line ends is not read into memory."""
        for number in count(1):
            line = self._file.readline(_LONGEST_CELL * MOST_COLUMNS)
            if not line:
                return
            if "\0" in line:
                raise FileRefused(
                    message("Line {line}: this is no text. Save the file as “CSV UTF-8”.", line=number)
                )
            yield line

    def _separator(self) -> str:
        for line in self._lines():
            if line.strip():
                self._file.seek(0)
                return max(_SEPARATORS, key=line.count)
        raise FileRefused(message("The file is empty."))


@contextmanager
def opened_csv(path: Path) -> Iterator[CsvFile]:
    """Open a file of rows. Raises `FileRefused` for one that cannot be read as text."""
    try:
        size = path.stat().st_size
        with path.open(encoding=_encoding(path), newline="") as file:
            yield CsvFile(file, size)
    except UnicodeDecodeError as error:
        raise _not_text() from error
    except OSError as error:
        raise unreadable(path.name, error) from error


def _encoding(path: Path) -> str:
    """The encoding of a whole file, looked at block by block."""
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _not_text() -> FileRefused:
    return FileRefused(message("The text of the file cannot be read. Save it as “CSV UTF-8”."))
