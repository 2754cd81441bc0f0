"""What the screens are given: the context with the real clock, chance and writers.

The writer of Word files costs lxml to load: it is, with the first document, not with the first window.
"""

from typing import Literal

from numspot_desk.app.world import SystemChance, SystemClock
from numspot_desk.contracts.content.blocks import Document
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.pdf import OfficePdf
from numspot_desk.language.catalog import LANGUAGES, LanguageCode, load_language
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.preferences import Preferences
from numspot_desk.usecases.ports import Clock, MailDraft, Person


class LateWord:
    """Implements `WordWriter`; loads the writer with the first document."""

    def write(self, document: Document) -> bytes:
        """The bytes of the `.docx`."""
        from numspot_desk.documents.word import WordFiles

        return WordFiles().write(document)


class LateMail:
    """Implements `MailWriter`; loads the writer with the first draft."""

    def write(self, draft: MailDraft) -> bytes:
        """The bytes of the `.eml`."""
        from numspot_desk.documents.mail import DraftFiles

        return DraftFiles().write(draft)


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
        files=FolderFiles(),
        pdf=OfficePdf(),
        mail=LateMail(),
        preferences=preferences,
    )


def preferred_language(preferences: Preferences) -> LanguageCode:
    """The language kept in the preferences, French by default."""
    kept = preferences.get("language", "fr")
    return next((code for code in LANGUAGES if code == kept), "fr")


def _role(preferences: Preferences) -> Literal["sales", "legal", "read_only"]:
    kept = preferences.get("role", "sales")
    return "legal" if kept == "legal" else "read_only" if kept == "read_only" else "sales"
