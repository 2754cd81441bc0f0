"""What the screens are given: the context with the real clock, chance and writers.

The first window waits for no writer: each is loaded when something is first written with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from numspot_desk.app.world import SystemChance, SystemClock
from numspot_desk.language.catalog import LANGUAGES, LanguageCode, load_language
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.preferences import Preferences
from numspot_desk.usecases.person import Person

if TYPE_CHECKING:
    import datetime as dt

    from numspot_desk.contracts.collection.message import DebitMessage
    from numspot_desk.contracts.content.blocks import Document
    from numspot_desk.terms.redline import Paragraph
    from numspot_desk.usecases.ports.calendar import CalendarEvent
    from numspot_desk.usecases.ports.files import (
        DebitSchema,
        FileWriter,
        MailDraft,
        PdfConverter,
        Sheet,
        SheetKind,
    )
    from numspot_desk.usecases.ports.world import Clock, Progress


class LateWord:
    """Implements `WordWriter`; loads the writer with the first document."""

    def write(self, document: Document) -> bytes:
        """The bytes of the `.docx`."""
        from numspot_desk.documents.word import WordFiles

        return WordFiles().write(document)


class LateRedlines:
    """Implements `RedlineWriter`; loads the writer with the first comparison."""

    def write(self, frame: Document, paragraphs: Sequence[Paragraph], author: str, at: dt.datetime) -> bytes:
        """The bytes of the `.docx`."""
        from numspot_desk.documents.word_redline import WordRedlines

        return WordRedlines().write(frame, paragraphs, author, at)


class LateMail:
    """Implements `MailWriter`; loads the writer with the first draft."""

    def write(self, draft: MailDraft) -> bytes:
        """The bytes of the `.eml`."""
        from numspot_desk.documents.mail import DraftFiles

        return DraftFiles().write(draft)


class LateSheets:
    """Implements `SheetWriter`; loads the writer with the first sheet."""

    def write(self, sheet: Sheet, kind: SheetKind, progress: Progress | None = None) -> bytes:
        """The bytes of the file. Raises `Cancelled`."""
        from numspot_desk.documents.sheets import SheetFiles

        return SheetFiles().write(sheet, kind, progress)


class LateCalendars:
    """Implements `CalendarWriter`; loads the writer with the first file."""

    def write(self, name: str, events: Sequence[CalendarEvent]) -> bytes:
        """The bytes of the `.ics`."""
        from numspot_desk.documents.calendar_file import CalendarFiles

        return CalendarFiles().write(name, events)


class LateDebits:
    """Implements `DebitWriter`; loads the writer with the first message."""

    def write(self, said: DebitMessage) -> bytes:
        """The bytes of the XML."""
        from numspot_desk.documents.pain008 import DebitFiles

        return DebitFiles().write(said)

    def read(self, content: bytes) -> DebitMessage:
        """The message that a file of ours says. Raises `FileRefused`."""
        from numspot_desk.documents.pain008 import DebitFiles

        return DebitFiles().read(content)


def late_schema(path: Path) -> DebitSchema:
    """The schema of the message to the bank, from a file that a person has. Raises `FileRefused`."""
    from numspot_desk.documents.pain008_schema import SchemaFile

    return SchemaFile(path)


class LateFiles:
    """Implements `FileWriter`; loads the writer with the first file."""

    @cached_property
    def _files(self) -> FileWriter:
        from numspot_desk.documents.files import FolderFiles

        return FolderFiles()

    def read(self, folder: Path, name: str) -> bytes | None:
        """The content of a file of the folder, None when there is none. Raises `FileRefused`."""
        return self._files.read(folder, name)

    def names(self, folder: Path) -> Sequence[str]:
        """The names of what a folder holds, in order. Raises `FileRefused`."""
        return self._files.names(folder)

    def write_all(
        self, folder: Path, files: Mapping[str, bytes], *, ours: Mapping[str, str] | None = None
    ) -> Sequence[Path]:
        """Write every file or none. Raises `FileRefused`."""
        return self._files.write_all(folder, files, ours=ours)


class LatePdf:
    """Implements `PdfConverter`; looks for the office program when first asked."""

    @cached_property
    def _office(self) -> PdfConverter:
        from numspot_desk.documents.pdf import OfficePdf

        return OfficePdf()

    def available(self) -> bool:
        """Whether an office program was found."""
        return self._office.available()

    def convert_all(
        self, files: Mapping[str, bytes], progress: Progress | None = None
    ) -> Mapping[str, bytes]:
        """The PDF of each Word file. Raises `FileRefused` and `Cancelled`."""
        return self._office.convert_all(files, progress)


class LateSealer:
    """Implements `HandoverSealer`; loads ciphers with the first hand-over."""

    def seal(self, content: bytes, passphrase: str) -> bytes:
        """The bytes of the file. Raises `FileRefused`."""
        from numspot_desk.store.sealed import Sealer

        return Sealer(SystemChance()).seal(content, passphrase)

    def open(self, sealed: bytes, passphrase: str) -> bytes:
        """The content. Raises `WrongSecret`, `FileRefused`."""
        from numspot_desk.store.sealed import Sealer

        return Sealer(SystemChance()).open(sealed, passphrase)


def make_context(
    preferences: Preferences, language: LanguageCode | None = None, clock: Clock | None = None
) -> DeskContext:
    """The context of an application that has no workspace yet. `language` beats the preference."""
    return DeskContext(
        language=load_language(language or preferred_language(preferences)),
        person=Person(preferences.get("person"), _role(preferences)),
        clock=clock or SystemClock(),
        chance=SystemChance(),
        word=LateWord(),
        files=LateFiles(),
        pdf=LatePdf(),
        mail=LateMail(),
        sheets=LateSheets(),
        calendars=LateCalendars(),
        debits=LateDebits(),
        debit_schema=late_schema,
        redlines=LateRedlines(),
        sealer=LateSealer(),
        preferences=preferences,
    )


def preferred_language(preferences: Preferences) -> LanguageCode:
    """The language kept in the preferences, French by default."""
    kept = preferences.get("language", "fr")
    return next((code for code in LANGUAGES if code == kept), "fr")


def _role(preferences: Preferences) -> Literal["sales", "legal", "read_only"]:
    kept = preferences.get("role", "sales")
    return "legal" if kept == "legal" else "read_only" if kept == "read_only" else "sales"
