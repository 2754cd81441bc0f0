"""Reading general terms from the content of a file: Word by its first bytes, text and Markdown otherwise.

`read_terms` runs in this process; what a person was sent is read by `isolated`, with a limit of time and
memory. What a line means lives in `outline`.
"""

from typing import Final

from numspot_desk.terms.placing import place
from numspot_desk.terms.text_reader import read_text
from numspot_desk.terms.tree import Terms
from numspot_desk.terms.written import NONE_PLACED, Placements, Written

WORD: Final = b"PK"
"""Every Word file of today is a zip archive, and starts so."""


def read_terms(name: str, content: bytes, placements: Placements = NONE_PLACED) -> Terms:
    """The tree of the general terms in a `.docx`, `.txt` or `.md` file, with what a person decided about
    single lines. The content tells what it is, not the name. Raises `TermsRefused`."""
    return place(read_written(name, content), placements)


def read_written(name: str, content: bytes) -> Written:
    """The lines of the file, before any tree. Raises `TermsRefused`."""
    return read_text(content)
