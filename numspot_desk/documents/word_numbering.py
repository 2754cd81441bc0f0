"""Word's own numbering: headings in levels, bullets, and clauses by their reference (`CP-D1`, `CS-HDS-3`).

A clause whose reference ends in the number that Word would give it is numbered by Word; any other
reference is written out, so that what is printed is always the reference.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from numspot_desk.documents.word_styles import ACCENT, BULLETS, HEADINGS
from numspot_desk.documents.word_xml import Element, add, root, serialise

_REF = re.compile(r"(.*\D)([1-9]\d*)", re.ASCII | re.DOTALL)
_FIRST_CLAUSE_NUMBERING: Final = 10


@dataclass
class Numbering:
    """The numberings of one document; clause series are added as they are met."""

    _series: dict[str, int] = field(default_factory=dict)  # prefix -> numId
    _next: dict[str, int] = field(default_factory=dict)  # prefix -> the number Word gives next

    def clause(self, ref: str) -> int | None:
        """The numId under which Word prints this reference next; None when it must be written out."""
        found = _REF.fullmatch(ref)
        if found is None or "%" in ref or len(ref) > 30:
            return None
        prefix, number = found[1], int(found[2])
        if number != self._next.get(prefix, 1):
            return None
        self._next[prefix] = number + 1
        return self._series.setdefault(prefix, _FIRST_CLAUSE_NUMBERING + len(self._series))

    def part(self) -> bytes:
        """`word/numbering.xml`."""
        numbering = root("numbering")
        _headings(numbering)
        _bullets(numbering)
        for prefix, number in self._series.items():
            abstract = _abstract(numbering, number, "singleLevel")
            width = hanging(prefix + "00")
            _level(abstract, 0, f"{prefix}%1", left=width, hanging=width)
        for number in (HEADINGS, BULLETS, *self._series.values()):
            add(add(numbering, "num", numId=str(number)), "abstractNumId", str(number))
        return serialise(numbering)


def hanging(ref: str) -> int:
    """The room a clause's reference takes before its title, in twentieths of a point."""
    return max(900, 150 * len(ref))


def _abstract(numbering: Element, number: int, kind: str) -> Element:
    abstract = add(numbering, "abstractNum", abstractNumId=str(number))
    add(abstract, "nsid", f"{0x4E530000 + number:08X}")
    add(abstract, "multiLevelType", kind)
    add(abstract, "tmpl", f"{0x4E540000 + number:08X}")
    return abstract


def _level(
    abstract: Element,
    level: int,
    text: str,
    *,
    left: int,
    hanging: int,
    form: str = "decimal",
    style: str | None = None,
) -> Element:
    element = add(abstract, "lvl", ilvl=str(level))
    add(element, "start", "1")
    add(element, "numFmt", form)
    if style:
        add(element, "pStyle", style)
    add(element, "suff", "tab")
    add(element, "lvlText", text)
    add(element, "lvlJc", "left")
    look = add(element, "pPr")
    add(add(look, "tabs"), "tab", "num", pos=str(left))
    add(look, "ind", left=str(left), hanging=str(hanging))
    return element


def _headings(numbering: Element) -> None:
    abstract = _abstract(numbering, HEADINGS, "multilevel")
    _level(abstract, 0, "%1.", left=482, hanging=482, style="Heading1")
    _level(abstract, 1, "%1.%2", left=482, hanging=482, style="Heading2")
    for level in range(2, 9):
        _level(
            abstract,
            level,
            ".".join(f"%{n}" for n in range(1, level + 2)),
            left=482 + 200 * level,
            hanging=482,
        )


def _bullets(numbering: Element) -> None:
    abstract = _abstract(numbering, BULLETS, "singleLevel")
    element = _level(abstract, 0, "–", left=284, hanging=284, form="bullet", style="ListBullet")
    add(add(element, "rPr"), "color", ACCENT)
