"""Who writes Word, PDF, mail, sheets and plain files; `documents` implements them."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from numspot_desk.usecases.ports.world import Progress

if TYPE_CHECKING:
    from numspot_desk.contracts.collection.message import DebitMessage
    from numspot_desk.contracts.content.blocks import Document
    from numspot_desk.terms.redline import Paragraph


class WordWriter(Protocol):
    """Writes the content of a document as a Word file."""

    def write(self, document: "Document") -> bytes:
        """The bytes of the `.docx`; the same content gives the same bytes."""
        ...


class RedlineWriter(Protocol):
    """Writes a text with its changes marked as a Word file with tracked changes."""

    def write(
        self, frame: "Document", paragraphs: "Sequence[Paragraph]", author: str, at: dt.datetime
    ) -> bytes:
        """The bytes of the `.docx`: accepting every change gives the new text, rejecting every one the old.
        `frame` is the document around it (title, header, footer, properties)."""
        ...


class FileWriter(Protocol):
    """Puts whole files in a folder the person chose: temporary name, sync, rename."""

    def read(self, folder: Path, name: str) -> bytes | None:
        """The content of a file of the folder, None when there is none. Raises `FileRefused`."""
        ...

    def names(self, folder: Path) -> Sequence[str]:
        """The names of what a folder holds, in order; none where there is no folder. Raises `FileRefused`."""
        ...

    def write_all(
        self, folder: Path, files: Mapping[str, bytes], *, ours: Mapping[str, str] | None = None
    ) -> Sequence[Path]:
        """Write every file or none; names stay inside the folder.

        A file that is there already is replaced when it has this content, or when `ours` gives its
        sha256 (an earlier export left untouched since); anybody else's file is never overwritten.
        Raises `FileRefused`.
        """
        ...


Cell = str | Decimal | dt.date | None
"""What a cell of a sheet holds: text stays text, an amount is euros, None is empty."""


class SheetKind(StrEnum):
    """A file that spreadsheets open; the value is the ending of its name."""

    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True)
class Sheet:
    """A table to hand over: its title, one heading a column, rows of typed cells. `decimal_comma`: as text,
    amounts are written with a comma, as French spreadsheets read them; else with a point."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    decimal_comma: bool = True


class SheetWriter(Protocol):
    """Writes a sheet as a file that spreadsheets open; text is never taken for a formula there."""

    def write(self, sheet: Sheet, kind: SheetKind, progress: Progress | None = None) -> bytes:
        """The bytes of the file; the same sheet gives the same bytes. Raises `Cancelled`."""
        ...


class PdfConverter(Protocol):
    """Turns Word files into PDF where an office program is installed."""

    def available(self) -> bool:
        """Whether an office program is installed."""
        ...

    def convert_all(
        self, files: Mapping[str, bytes], progress: Progress | None = None
    ) -> Mapping[str, bytes]:
        """The PDF of each Word file, under the same name with `.pdf`; one start of the office program.

        Takes seconds; `progress` is asked all along. Raises `FileRefused`, and `Cancelled`, the office
        program ended.
        """
        ...


@dataclass(frozen=True)
class MailDraft:
    """A message that a person will read, change and send from their own mail program."""

    to: tuple[str, ...]
    subject: str
    body: str
    attachments: Mapping[str, bytes]


class MailWriter(Protocol):
    """Writes a mail draft as an `.eml` file that opens ready to send."""

    def write(self, draft: MailDraft) -> bytes:
        """The bytes of the `.eml` file."""
        ...


class DebitWriter(Protocol):
    """Writes direct debits as the XML that banks take (pain.008.001.08)."""

    def write(self, said: "DebitMessage") -> bytes:
        """The bytes of the XML; the same message gives the same bytes."""
        ...

    def read(self, content: bytes) -> "DebitMessage":
        """The message that a file of ours says. Raises `FileRefused`."""
        ...


SchemaReader = Callable[[Path], "DebitSchema"]
"""Reads the schema of a file that a person has. Raises `FileRefused`."""


class DebitSchema(Protocol):
    """The schema that a message to the bank follows."""

    def departures(self, content: bytes) -> Sequence[str]:
        """Where the XML departs from the schema, without the values; none for one that follows it."""
        ...
