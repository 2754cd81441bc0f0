"""Text that comes from elsewhere: hidden characters and fields of a word processor, found or taken out.

What is taken out is counted and named, so that the person sees it; a clause of the library never holds any.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.shown import FORBIDDEN

_UNSEEN: Final = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u2060-\u2064\u206a-\u206f"
    "\ufe00-\ufe0f\ufffc\ufffd"
)
_PRIVATE: Final = "\ue000-\uf8ff\U000f0000-\U0010fffd"
HIDDEN: Final = re.compile(f"{FORBIDDEN.pattern[:-1]}{_UNSEEN}{_PRIVATE}]")
"""What nobody sees on paper: controls, direction marks, soft hyphens, joiners, private characters."""

_FIELD_WORDS: Final = (
    r"(?:REF|PAGEREF|NOTEREF|HYPERLINK|MERGEFIELD|FORMTEXT|FORMCHECKBOX|DOCPROPERTY|DOCVARIABLE|SEQ|TOC|LISTNUM"
    r"|INCLUDETEXT|INCLUDEPICTURE|STYLEREF|AUTONUM|MACROBUTTON|DATE|CREATEDATE|TIME|FILENAME|NUMPAGES|PAGE|QUOTE|IF)"
)
_MARKED_FIELD: Final = re.compile(
    "\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15"
)  # begin, instruction, separator, result, end
_BRACED_FIELD: Final = re.compile(rf"\{{\s*{_FIELD_WORDS}\b[^{{}}]*\}}")
_LOST_REFERENCE: Final = re.compile(r"(?:Erreur\s*! ?|Error! ?)[^.\n]{0,80}\.", re.IGNORECASE)
_BREAKS: Final = re.compile("\r\n?|[\x0b\x0c\u2028\u2029\x85]")
_BULLET: Final = re.compile("^[\t ]*[\uf0b7\uf0a7\uf0d8\uf02d\u2022\u25aa\u25cf\u00b7][\t ]*", re.MULTILINE)


@dataclass(frozen=True)
class Cleaned:
    """A text without anything hidden: `fields` and `lost` (references that Word could not find) count the
    fields taken out, `characters` the hidden characters by their number (`U+200B`)."""

    text: str
    fields: int
    lost: int
    characters: tuple[tuple[str, int], ...]

    @property
    def changed(self) -> bool:
        """Whether anything was taken out that a person should know of."""
        return bool(self.fields or self.lost or self.characters)


def clean(text: str) -> Cleaned:
    """A text as a clause may hold it: fields replaced by what they show, hidden characters taken out, bullets
    written as dashes, one kind of line break. A reference that Word had lost goes, counted in `lost`."""
    fields = 0
    while True:
        text, count = _MARKED_FIELD.subn(lambda found: found[1] or "", text)
        fields += count
        if not count:
            break
    text, braced = _BRACED_FIELD.subn("", text)
    text, lost = _LOST_REFERENCE.subn("", text)
    text = _BULLET.sub("- ", _BREAKS.sub("\n", text))
    text = text.replace("\t", " ")
    counted = Counter(_name(found[0]) for found in HIDDEN.finditer(text.replace("\n", " ")))
    text = "".join(one for one in text if one == "\n" or not HIDDEN.match(one))
    lines = [re.sub(" {2,}", " ", line).rstrip() for line in text.split("\n")]
    return Cleaned("\n".join(lines).strip(), fields + braced, lost, tuple(sorted(counted.items())))


def first_hidden(text: str, *, lines: bool = False) -> str | None:
    """The first hidden character of a text by its number (`U+200B`), or None. `lines`: a line feed is
    none."""
    found = HIDDEN.search(text.replace("\n", " ") if lines else text)
    return None if found is None else _name(found[0])


def first_field(text: str) -> str | None:
    """The first field of a word processor that a text holds, as it stands there, or None."""
    found = _MARKED_FIELD.search(text) or _BRACED_FIELD.search(text) or _LOST_REFERENCE.search(text)
    return None if found is None else found[0]


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
