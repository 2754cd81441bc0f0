"""Whether a text holds what a search wants, and the passage of it that the list shows.

Folding itself is `language.folding`; the queries are `order_queries`.
"""

import re
import unicodedata

from numspot_desk.language.folding import fold, words

_WORD = re.compile(r"[^\W_]+")
_AROUND = 36
_WIDTH = 110


def found(wanted: list[str], text: str) -> bool:
    """Whether a text holds every wanted word, the last one at least as the beginning of a word."""
    if not wanted:
        return True
    held = words(text)
    return all(word in held for word in wanted[:-1]) and any(word.startswith(wanted[-1]) for word in held)


def snippet(wanted: list[str], passages: str) -> str:
    """The piece of the first line of `passages` that holds a wanted word, cut to about a hundred characters.

    Returns "" when no line does. The text is as written, accents included.
    """
    for line in passages.splitlines():
        at = _first_hit(wanted, line)
        if at is not None:
            return _cut(line, at)
    return ""


def _first_hit(wanted: list[str], line: str) -> int | None:
    folded = fold(line)
    if not any(word in folded for word in wanted):
        return None
    for match in _WORD.finditer(unicodedata.normalize("NFC", line)):
        pieces = words(match.group())
        exact = any(piece in wanted[:-1] for piece in pieces)
        if exact or any(piece.startswith(wanted[-1]) for piece in pieces):
            return match.start()
    return None


def _cut(line: str, at: int) -> str:
    line = unicodedata.normalize("NFC", line)
    start = max(0, at - _AROUND)
    if start:
        space = line.find(" ", start, at)
        start = space + 1 if space >= 0 else start
    end = min(len(line), start + _WIDTH)
    if end < len(line):
        space = line.rfind(" ", at, end)
        end = space if space > at else end
    return ("… " if start else "") + line[start:end].strip() + (" …" if end < len(line) else "")
