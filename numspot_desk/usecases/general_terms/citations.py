"""How people cite a place of the general terms, whatever page they copy it from."""

import re
from typing import Final

from numspot_desk.contracts.ranking.paragraphs import split_reference
from numspot_desk.language.catalog import Language

_ANNEX: Final = re.compile(r"A(\d+|[A-Z])(?:[./](.+))?")


def cited_place(ref: str, language: Language) -> str:
    """A clause as it is cited in a letter: `CG-6.3.a` «CG art. 6.3.a», `CG-P` «CG, préambule», `CG-1:Client`
    «CG art. 1, « Client »», `CG-A2.V.A.11` «CG annexe 2, V.A.11»."""
    text = language.text
    document, _dash, path = ref.partition("-")
    if path == "P":
        return text("{document}, preamble", document=document)
    if found := _ANNEX.fullmatch(path):
        number, below = found.groups()
        annex = text("{document} annex {number}", document=document, number=number)
        return f"{annex}, {below}" if below else annex
    path, _colon, term = path.partition(":")
    place = text("{document} art. {path}", document=document, path=path)
    return text("{place}, “{term}”", place=place, term=term) if term else place


def place_name(ref: str, language: Language) -> str:
    """A reference as lists and explanations show it: `CG-6.3.a#2` «CG-6.3.a, paragraph 2»."""
    base, number = split_reference(ref)
    return ref if number is None else language.text("{ref}, paragraph {n}", ref=base, n=number)
