"""What the screens are given: the context with the real clock, chance and writers, each loaded when first used.

`documents` costs a tenth of a second to load; the first window waits for none of it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from numspot_desk.app.world import SystemChance, SystemClock
from numspot_desk.contracts.content.blocks import Document
from numspot_desk.language.catalog import LANGUAGES, LanguageCode, load_language
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.preferences import Preferences
from numspot_desk.usecases.ports import Clock, PdfConverter, Person

ROLES: Final = ("sales", "legal", "read_only")


class LateWord:
    """Implements `WordWriter`; loads the writer with the first document."""

    def write(self, document: Document) -> bytes:
        """The bytes of the `.docx`."""
        from numspot_desk.documents.word import WordFiles

        return WordFiles().write(document)


class LateFiles:
    """Implements `FileWriter`; loads the writer with the first file."""

    def write_all(self, folder: Path, files: Mapping[str, bytes]) -> Sequence[Path]:
        """Write every file or none."""
        from numspot_desk.documents.files import FolderFiles

        return FolderFiles().write_all(folder, files)


class LatePdf:
    """Implements `PdfConverter`; looks for the office program when first asked."""

    def __init__(self) -> None:
        self._found: PdfConverter | None = None

    def available(self) -> bool:
        """Whether an office program is installed."""
        return self._converter().available()

    def convert(self, docx: bytes) -> bytes:
        """The PDF of a Word file."""
        return self._converter().convert(docx)

    def _converter(self) -> PdfConverter:
        if self._found is None:
            from numspot_desk.documents.pdf import OfficePdf

            self._found = OfficePdf()
        return self._found


def make_context(
    preferences: Preferences, language: LanguageCode | None = None, clock: Clock | None = None
) -> DeskContext:
    """The context of an application that has no workspace yet. `language` beats the preference for this run."""
    return DeskContext(
        language=load_language(language or preferred_language(preferences)),
        person=Person(preferences.get("person"), _role(preferences)),
        clock=clock or SystemClock(),
        chance=SystemChance(),
        word=LateWord(),
        files=LateFiles(),
        pdf=LatePdf(),
        preferences=preferences,
    )


def preferred_language(preferences: Preferences) -> LanguageCode:
    """The language kept in the preferences, French by default."""
    kept = preferences.get("language", "fr")
    return next((code for code in LANGUAGES if code == kept), "fr")


def _role(preferences: Preferences) -> Literal["sales", "legal", "read_only"]:
    kept = preferences.get("role", "sales")
    return "legal" if kept == "legal" else "read_only" if kept == "read_only" else "sales"
