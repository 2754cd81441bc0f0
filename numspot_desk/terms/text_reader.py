"""Reading general terms kept as plain text or Markdown: bytes in, numbered lines out.

UTF-8 first, UTF-16 by its mark, then Western European; what is not text, or too much of it, is refused.
What the lines mean lives in `outline`.
"""

import codecs
from typing import Final

from numspot_desk.language.messages import message
from numspot_desk.terms.tree import Line, TermsRefused
from numspot_desk.terms.written import Written

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_LINES: Final = 200_000
MAX_LINE: Final = 100_000
_WORD_FILE: Final = b"PK\x03\x04"


def read_text(content: bytes) -> Written:
    """The lines of a text file, as `outline` takes them. Raises `TermsRefused`."""
    return Written(read_lines(content))


def read_lines(content: bytes) -> list[Line]:
    """The lines of a text, blank ones included, right ends trimmed. Raises `TermsRefused`."""
    if len(content) > MAX_BYTES:
        raise TermsRefused(message("The file is larger than 20 MB: general terms are far shorter."))
    if content.startswith(_WORD_FILE):
        raise TermsRefused(message("This is a Word or compressed file: save the terms as text first."))
    text = _decoded(content)
    if any(ord(character) < 32 and character not in "\t\n\r\f\v" for character in set(text)):
        raise TermsRefused(message("The file is not text: it holds control characters."))
    lines = [Line(number, line.rstrip()) for number, line in enumerate(_split(text), 1)]
    if not any(line.text for line in lines):
        raise TermsRefused(message("The file is empty."))
    if len(lines) > MAX_LINES or any(len(line.text) > MAX_LINE for line in lines):
        raise TermsRefused(message("The text is too long to be general terms."))
    return lines


def _split(text: str) -> list[str]:
    """Lines by every kind of line end; a form feed is a page break, not a character of a clause."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    return unified.split("\n")


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise TermsRefused(message("The text is damaged: save it again as UTF-8.")) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise TermsRefused(message("The encoding is not known: save the text as UTF-8.")) from None
