"""The characters that banks exchange (EPC): ASCII letters and digits, space, / - ? : ( ) . , ' +.

Names, addresses and texts are converted as the EPC's best practices do (EPC217-08): accents are dropped,
ligatures opened, Greek and Bulgarian written in Latin letters, other signs replaced by the nearest one or a
full stop. Identifiers are never converted: one with another character is refused.

>>> latin("Société d’Œuvres « Ö & Ł »")
"Societe d'OEuvres ' O + L '"
"""

import re
import unicodedata
from typing import Final

from numspot_desk.language.folding import plain

_PERMITTED: Final = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]", re.ASCII)
_SIGNS: Final = {
    **dict.fromkeys("‘’‚‛`´′“”„‟″«»‹›", "'"),
    **dict.fromkeys("‐‑‒–—―−_~", "-"),
    **dict.fromkeys("[{", "("),
    **dict.fromkeys("]}", ")"),
    **dict.fromkeys("\\|", "/"),
    "&": "+",
    ";": ",",
    "€": "E",
}
_GREEK: Final = (
    "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch"
)
_BULGARIAN: Final = (
    "а a б b в v г g д d е e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х h ц ts ч ch ш sh"
)
_LAST: Final = "ψ ps ω o щ sht ъ a ь y ю yu я ya"
_LETTERS: Final = f"{_GREEK} {_BULGARIAN} {_LAST}".split()
_SMALL: Final = dict(zip(_LETTERS[::2], _LETTERS[1::2], strict=True))


def latin(text: str) -> str:
    """The text in the characters of the scheme, blanks folded; a full stop for what has no written form."""
    return " ".join("".join(_written(character) for character in _opened(text)).split())


def unwritable(text: str) -> str:
    """The letters of a text that have no Latin form here (Arabic, Chinese…), each once."""
    lost = (c for c in _opened(text) if unicodedata.category(c).startswith("L") and _written(c) == ".")
    return "".join(dict.fromkeys(lost))


def _opened(text: str) -> str:
    """The text with its letters apart from their accents; й, of its own, stays one letter."""
    kept = unicodedata.normalize("NFC", text)
    return "".join(c if c in "йЙ" else plain(c) or "" for c in kept)


def _written(character: str) -> str:
    if _PERMITTED.fullmatch(character):
        return character
    if character.isspace():
        return " "
    if character in _SIGNS:
        return _SIGNS[character]
    small = _SMALL.get(character.lower())
    if small is None:
        return "."
    return small if character.islower() else small.capitalize()
