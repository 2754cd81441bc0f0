"""Reading general terms from the content of a file: Word by its first bytes, text and Markdown otherwise.

`read_terms` runs in this process; what a person was sent is read by `isolated`, with a limit of time and
memory. What a line means lives in `outline`.
"""

from typing import Final

from numspot_desk.language.messages import message
from numspot_desk.terms.placing import place
from numspot_desk.terms.text_reader import MAX_BYTES, read_text
from numspot_desk.terms.tree import Terms, TermsRefused
from numspot_desk.terms.word_package import protected
from numspot_desk.terms.word_reader import read_word
from numspot_desk.terms.written import NONE_PLACED, Placements, Written

_ARCHIVE: Final = b"PK\x03\x04"
"""A Word file is a zip archive, and starts so."""
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a Word file under a password starts, and one of before 2007."""


def read_terms(name: str, content: bytes, placements: Placements = NONE_PLACED) -> Terms:
    """The tree of the general terms in a `.docx`, `.txt` or `.md` file, with what a person decided about
    single lines. The content tells what it is, not the name. Raises `TermsRefused`."""
    return place(read_written(name, content), placements)


def read_written(name: str, content: bytes) -> Written:
    """The lines of the file, before any tree. Raises `TermsRefused`."""
    if len(content) > MAX_BYTES:
        raise TermsRefused(message("The file is larger than 20 MB: general terms are far shorter."))
    if content.startswith(_COMPOUND):
        raise protected()
    if content.startswith(_ARCHIVE):
        return read_word(content)
    if content and name.lower().endswith(".docx"):
        raise TermsRefused(message("This file is named .docx and is no Word file."))
    return read_text(content)
