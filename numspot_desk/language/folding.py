"""Text folded for comparing, searching and sorting: case, accents and ligatures open to plain letters.

`oeuvre` finds `Œuvre`, however either was typed. What is stored and what is typed both go through here.
Which words a search wants, and the passage it shows, is the business of whoever searches.
"""

import re
import unicodedata
from typing import Final

_LOWER: Final = {
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
    "ð": "d",
    "þ": "th",
}
_UPPER: Final = {"Œ": "OE", "Æ": "AE", "ẞ": "SS", "Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "TH"}
_LETTERS: Final = str.maketrans(_LOWER | _UPPER)
_WORD: Final = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """The text without accents, its ligatures opened; case and spaces stay."""
    if text.isascii():
        return text
    opened = unicodedata.normalize("NFKD", text).translate(_LETTERS)
    return "".join(char for char in unicodedata.normalize("NFKD", opened) if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Lower case, without accents, ligatures opened; spaces stay. Folding twice changes nothing."""
    if text.isascii():
        return text.lower()
    return plain(unicodedata.normalize("NFKD", text).casefold())


def fold_line(text: str) -> str:
    """The text folded, with single spaces and none at its ends: equal where a person sees the same line."""
    return " ".join(fold(text).split())


def words(text: str) -> list[str]:
    """The folded words of a text: runs of letters and digits, in order."""
    return _WORD.findall(fold(text))
