"""The numbers that Word writes before paragraphs: `ARTICLE 6.`, `3.2.1`, `(a)`, from `numbering.xml`.

A list (`num`) follows an abstract list of nine levels and may restart or replace some of them; lists of one
abstract list count on together. A bullet is written as `- `, whatever sign its font has. Which paragraph
stands in which list lives in `word_reader` and `word_styles`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from numspot_desk.terms.headings import as_roman
from numspot_desk.terms.word_package import W, damaged
from numspot_desk.terms.word_styles import VAL, NumberedAs, Styles, is_on, whole

_PLACE: Final = re.compile(r"%([1-9])")
_BULLET: Final = "- "
_LEVELS: Final = 9
_LONGEST_TEXT: Final = 255
_MOST_ROMAN: Final = 399
_MOST_LETTER: Final = 26 * 10
_NUMERALS: Final = {"decimalZero": "{:02d}"}


@dataclass(frozen=True)
class Level:
    """One level of a list. `restart` is the level (from 1) whose use restarts it: 0 none, None any above."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    suffix: str = " "
    legal: bool = False
    style: str | None = None


@dataclass
class _Abstract:
    levels: dict[int, Level] = field(default_factory=dict)
    style_link: str | None = None
    reached: dict[int, int] = field(default_factory=dict)


@dataclass
class _List:
    abstract: _Abstract
    levels: Mapping[int, Level]
    restarts: set[int]


class Numbering:
    """Counts the paragraphs of each list in the order of the text."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        abstracts: dict[str, _Abstract] = {}
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        for element in root.iterchildren(W + "abstractNum"):
            abstracts[element.get(W + "abstractNumId") or ""] = _abstract(element)
        elements = {element.get(W + "numId") or "": element for element in root.iterchildren(W + "num")}
        for list_id, element in elements.items():
            abstract = self._linked(abstracts, elements, element)
            if abstract is not None:
                self._lists[list_id] = _list(element, abstract)

    def _linked(
        self, abstracts: Mapping[str, _Abstract], lists: Mapping[str, etree._Element], element: etree._Element
    ) -> _Abstract | None:
        """The abstract list of a list; one that only names a style stands for the list of that style."""
        found = abstracts.get(_value(element, "abstractNumId") or "")
        if found is None or found.style_link is None:
            return found
        named = lists.get(self._styles.numbered(found.style_link).list_id or "")
        linked = None if named is None else abstracts.get(_value(named, "abstractNumId") or "")
        return linked or found

    def level_of(self, numbered: NumberedAs, style_id: str | None) -> int:
        """The level of a paragraph whose list comes from its style: the one linked to the style, if any."""
        found = self._lists.get(numbered.list_id or "")
        if found is not None:
            by_style = {level.style: place for place, level in found.levels.items() if level.style}
            for name, _style in self._styles.chain(style_id):
                if name in by_style:
                    return by_style[name]
        return numbered.level or 0

    def marker(self, list_id: str, place: int) -> str:
        """The number of the next paragraph of a list at a level (from 0), with what parts it from the text;
        empty for a list or level that does not exist."""
        found = self._lists.get(list_id)
        if found is None or place not in found.levels:
            return ""
        level, reached = found.levels[place], found.abstract.reached
        if place in found.restarts:
            found.restarts.discard(place)
            reached[place] = level.start
        else:
            reached[place] = reached.get(place, level.start - 1) + 1
        for deeper, below in found.levels.items():
            if deeper > place and (below.restart is None or place < below.restart):
                reached.pop(deeper, None)
        if level.form == "bullet":
            return _BULLET
        text = _PLACE.sub(lambda match: _number(found.levels, reached, int(match[1]) - 1, level), level.text)
        if not text.strip():
            return ""
        return text.rstrip() + level.suffix if level.suffix else text


def _number(levels: Mapping[int, Level], reached: Mapping[int, int], place: int, shown: Level) -> str:
    level = levels.get(place)
    if level is None:
        return ""
    return written(reached.get(place, level.start), "decimal" if shown.legal else level.form)


def written(number: int, form: str) -> str:
    """A number in one of Word's forms; in figures where the form is none of ours or the number too large."""
    if form == "none":
        return ""
    if form in ("upperRoman", "lowerRoman") and 0 < number <= _MOST_ROMAN:
        return as_roman(number) if form == "upperRoman" else as_roman(number).lower()
    if form in ("upperLetter", "lowerLetter") and 0 < number <= _MOST_LETTER:
        times, place = divmod(number - 1, 26)
        return chr((65 if form == "upperLetter" else 97) + place) * (times + 1)
    return _NUMERALS.get(form, "{}").format(number)


def _abstract(element: etree._Element) -> _Abstract:
    found = map(_level, element.iterchildren(W + "lvl"))
    levels = {place: level for place, level in found if 0 <= place < _LEVELS}
    return _Abstract(levels, _value(element, "numStyleLink"))


def _list(element: etree._Element, abstract: _Abstract) -> _List:
    levels, restarts = dict(abstract.levels), set[int]()
    for override in element.iterchildren(W + "lvlOverride"):
        place = whole(override.get(W + "ilvl")) or 0
        own = override.find(W + "lvl")
        if own is not None and 0 <= place < _LEVELS:
            levels[place] = _level(own)[1]
        start = whole(_value(override, "startOverride"))
        if start is not None and place in levels:
            levels[place] = replace(levels[place], start=start)
            restarts.add(place)
    return _List(abstract, levels, restarts)


def _level(element: etree._Element) -> tuple[int, Level]:
    suffix = _value(element, "suff")
    start = whole(_value(element, "start"))
    legal = element.find(W + "isLgl")
    text = _value(element, "lvlText") or ""
    if len(text) > _LONGEST_TEXT:
        raise damaged()
    return whole(element.get(W + "ilvl")) or 0, Level(
        0 if start is None else start,
        _value(element, "numFmt") or "decimal",
        text,
        whole(_value(element, "lvlRestart")),
        "" if suffix == "nothing" else " ",
        legal is not None and is_on(legal.get(VAL)),
        _value(element, "pStyle"),
    )


def _value(element: etree._Element, tag: str) -> str | None:
    found = element.find(W + tag)
    return None if found is None else found.get(VAL)
