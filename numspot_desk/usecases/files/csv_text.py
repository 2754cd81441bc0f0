"""CSV in the forms that spreadsheets write it: encodings, lines with their numbers, quotation marks.

Nothing is guessed silently: what cannot be read is refused with its line. What the columns mean is the
business of the use case that reads them.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from numspot_desk.language.messages import message
from numspot_desk.usecases.refusals import FileRefused

MOST_COLUMNS: Final = 60


@dataclass(frozen=True)
class Row:
    """One line of the file that is not empty: its number as the person's own program shows it."""

    line: int
    cells: Sequence[str]


def csv_rows(text: str, separator: str) -> Iterator[Row]:
    """The lines of a text, each with its number. Raises `FileRefused` for one that cannot be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if len(cells) > MOST_COLUMNS:
                raise FileRefused(
                    message("Line {line}: more than {limit} columns.", line=line, limit=MOST_COLUMNS)
                )
            yield Row(line, cells)
            line = reader.line_num + 1
    except csv.Error:
        raise FileRefused(
            message("Line {line}: the quotation marks of this line do not match.", line=line)
        ) from None


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or Windows 1252. Raises `FileRefused`."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileRefused(message("The text of the file cannot be read. Save it as “CSV UTF-8”."))
