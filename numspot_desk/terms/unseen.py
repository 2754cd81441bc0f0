"""Characters of a text that nobody sees: those that turn the direction of reading, and those without width.

They stay in the text, for nothing of it is lost, and are told: a clause may read otherwise than it stands.
"""

import re
import unicodedata
from dataclasses import replace
from typing import Final

from numspot_desk.language.messages import message
from numspot_desk.terms.tree import Remark
from numspot_desk.terms.written import Written

_UNSEEN: Final = re.compile(
    "[\N{ZERO WIDTH SPACE}-\N{RIGHT-TO-LEFT MARK}\N{LEFT-TO-RIGHT EMBEDDING}-\N{RIGHT-TO-LEFT OVERRIDE}"
    "\N{WORD JOINER}-\N{INVISIBLE PLUS}\N{LEFT-TO-RIGHT ISOLATE}-\N{POP DIRECTIONAL ISOLATE}"
    "\N{ZERO WIDTH NO-BREAK SPACE}\N{LANGUAGE TAG}-\N{CANCEL TAG}]"
)
_MOST: Final = 200


def with_unseen(written: Written) -> Written:
    """The same lines, with a remark for each that holds characters that nobody sees."""
    remarks = [
        Remark(
            "unseen_characters",
            message("Characters that nobody sees stand in this line: {names}.", names=_names(line.text)),
            line.text[:2000],
            line.number,
        )
        for line in written.lines
        if not line.text.isascii() and _UNSEEN.search(line.text)
    ]
    return replace(written, remarks=[*written.remarks, *remarks[:_MOST]]) if remarks else written


def _names(text: str) -> str:
    """The names of these characters, as Unicode has them, each once."""
    found = dict.fromkeys(_UNSEEN.findall(text))
    return ", ".join(f"{unicodedata.name(one)} (U+{ord(one):04X})" for one in list(found)[:5])
