"""The catalogues of messages: a `Language` renders msgids and `Message` values as text.

English is the language of the msgids; French is complete by test. Dates and amounts inside a message
take the written form of `formats`.
"""

import datetime as dt
import gettext
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from numspot_desk import bundle
from numspot_desk.language.formats import Formats
from numspot_desk.language.messages import Message

LanguageCode = Literal["fr", "en"]
DOMAIN = "numspot_desk"
LANGUAGES: tuple[LanguageCode, ...] = ("fr", "en")
_GROUPED = 1_000  # from this number on digits stand in groups


@dataclass(frozen=True)
class Language:
    """One language of the interface: its messages and its written forms."""

    code: LanguageCode
    formats: Formats
    translations: gettext.NullTranslations

    def text(self, msgid: str, /, **params: Any) -> str:
        """The sentence of `msgid` in this language, with its `{name}` places filled."""
        return self._fill(self.translations.gettext(msgid), params)

    def ntext(self, singular: str, plural: str, n: int, /, **params: Any) -> str:
        """The sentence for `n` things; `{n}` is filled with the number, from a thousand on in groups."""
        number = n if abs(n) < _GROUPED else Decimal(n)
        return self._fill(self.translations.ngettext(singular, plural, n), {"n": number, **params})

    def render(self, message: Message) -> str:
        """The text of a `Message`, its parameters rendered in this language."""
        return self._fill(self.translations.gettext(message.msgid), message.params)

    def value(self, value: Any) -> str:
        """A parameter's written form: nested messages, dates, instants and numbers in this language."""
        match value:
            case Message():
                return self.render(value)
            case bool():
                return self.text("yes") if value else self.text("no")
            case dt.datetime():
                return self.formats.instant(value)
            case dt.date():
                return self.formats.date_long(value)
            case Decimal():
                return self.formats.number(value)
            case _:
                return str(value)

    def _fill(self, text: str, params: Any) -> str:
        if not params:
            return text
        return text.format_map({name: self.value(value) for name, value in params.items()})


@lru_cache
def load_language(code: LanguageCode) -> Language:
    """Load a language; English needs no catalogue, its sentences are the msgids.

    Raises `FileNotFoundError` when the compiled French catalogue is not carried with the program.
    """
    if code == "en":
        return Language("en", Formats("en_GB"), gettext.NullTranslations())
    compiled = bundle.message_catalogues() / code / "LC_MESSAGES" / f"{DOMAIN}.mo"
    with compiled.open("rb") as file:
        return Language(code, Formats("fr_FR"), gettext.GNUTranslations(file))
