"""Reading general terms from the content of a file: Word by its first bytes, text and Markdown otherwise.

`read_terms` runs in this process; what a person was sent is read by `isolated`, with a limit of time and
memory. What a line means lives in `outline`.
"""

from typing import Final

from numspot_desk.language.messages import message
from numspot_desk.terms.other_formats import refuse_other_formats
from numspot_desk.terms.placing import place
from numspot_desk.terms.text_reader import MAX_BYTES, read_text, too_large
from numspot_desk.terms.tree import Terms, TermsRefused
from numspot_desk.terms.unseen import with_unseen
from numspot_desk.terms.word_reader import read_word
from numspot_desk.terms.written import NONE_PLACED, Placements, Written

_ARCHIVE: Final = b"PK\x03\x04"
"""A Word file is a zip archive, and starts so."""


def read_terms(name: str, content: bytes, placements: Placements = NONE_PLACED) -> Terms:
    """The tree of the general terms in a `.docx`, `.txt` or `.md` file, with what a person decided about
    single lines. The content tells what it is, not the name. Raises `TermsRefused`."""
    return place(read_written(name, content), placements)


def read_written(name: str, content: bytes) -> Written:
    """The lines of the file, before any tree. Raises `TermsRefused`."""
    if len(content) > MAX_BYTES:
        raise too_large()
    if not content:
        raise TermsRefused(message("The file is empty."))
    refuse_other_formats(content)
    if content.startswith(_ARCHIVE):
        return with_unseen(read_word(content))
    if name.lower().endswith(".docx"):
        raise TermsRefused(
            message(
                "This file is named .docx and is no Word file: ask for it again, or save it anew in Word."
            )
        )
    return with_unseen(read_text(content))
