"""The styles of a Word file, as far as they tell what a paragraph is: numbered, a heading, hidden, an entry
of the table of contents. A style takes from the style it is based on what it does not say itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from numspot_desk.terms.word_package import W

VAL: Final = W + "val"
_OFF: Final = frozenset({"0", "false", "off"})
_LEVELS: Final = 9
_LONGEST_CHAIN: Final = 20


@dataclass(frozen=True)
class NumberedAs:
    """What a paragraph or a style says of its numbering: which list, which level (from 0), or nothing."""

    list_id: str | None = None
    level: int | None = None


@dataclass(frozen=True)
class Style:
    """What one style says itself. `outline` is its heading level from 1, 0 for none."""

    name: str = ""
    based_on: str | None = None
    outline: int | None = None
    numbered: NumberedAs = field(default_factory=NumberedAs)
    hidden: bool | None = None
    bold: bool | None = None


class Styles:
    """The styles by id. What is asked of an unknown style has the answer of none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default: str | None = None
        for element in () if root is None else root.iterchildren(W + "style"):
            style_id = element.get(W + "styleId") or ""
            self._styles[style_id] = _style(element)
            if element.get(W + "type") == "paragraph" and is_on(element.get(W + "default"), missing=False):
                self._default = style_id
        self._names: dict[str | None, str] = {}
        self._outlines: dict[str | None, int | None] = {}
        self._numbered: dict[str | None, NumberedAs] = {}
        self._hidden: dict[str | None, bool] = {}
        self._bold: dict[str | None, bool] = {}

    def chain(self, style_id: str | None) -> Iterator[tuple[str, Style]]:
        """The style and those it is based on, nearest first; a circle ends where it closes."""
        seen: set[str] = set()
        current = style_id if style_id in self._styles else self._default
        while current in self._styles and current not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(current)
            yield current, self._styles[current]
            current = self._styles[current].based_on

    def name(self, style_id: str | None) -> str:
        """The English name of a style that comes with Word, in lower case, else the name it was given."""
        found = self._styles.get(style_id or self._default or "")
        return found.name if found else ""

    def outline(self, style_id: str | None) -> int | None:
        """The heading level of a paragraph in this style, from 1; None for text."""
        if style_id not in self._outlines:
            said = (style.outline for _id, style in self.chain(style_id) if style.outline is not None)
            self._outlines[style_id] = next(said, 0) or None
        return self._outlines[style_id]

    def numbered(self, style_id: str | None) -> NumberedAs:
        """The list and level of a paragraph in this style, each from the nearest style that names one."""
        if style_id not in self._numbered:
            chain = [style.numbered for _id, style in self.chain(style_id)]
            self._numbered[style_id] = NumberedAs(
                next((one.list_id for one in chain if one.list_id is not None), None),
                next((one.level for one in chain if one.level is not None), None),
            )
        return self._numbered[style_id]

    def hidden(self, style_id: str | None) -> bool:
        """Whether text in this style is hidden."""
        if style_id is None:
            return False
        if style_id not in self._hidden:
            said = (style.hidden for _id, style in self.chain(style_id) if style.hidden is not None)
            self._hidden[style_id] = next(said, False)
        return self._hidden[style_id]

    def bold(self, style_id: str | None) -> bool:
        """Whether text in this style is in bold."""
        if style_id not in self._bold:
            said = (style.bold for _id, style in self.chain(style_id) if style.bold is not None)
            self._bold[style_id] = next(said, False)
        return self._bold[style_id]

    def all_bold(self, paragraph: etree._Element, style_id: str | None) -> bool:
        """Whether everything that is written in a paragraph is in bold."""
        runs = [
            run for run in paragraph.iter(W + "r") if any(map(str.strip, map(str, run.itertext(W + "t"))))
        ]
        return bool(runs) and all(self._bold_run(run, style_id) for run in runs)

    def _bold_run(self, run: etree._Element, style_id: str | None) -> bool:
        properties = run.find(W + "rPr")
        said = switched(properties, "b")
        if said is not None or properties is None:
            return self.bold(style_id) if said is None else said
        style = properties.find(W + "rStyle")
        return self.bold(style_id) or (style is not None and self.bold(style.get(VAL)))


def is_on(value: str | None, *, missing: bool = True) -> bool:
    """Whether a switch is on: one without a value is."""
    return missing if value is None else value not in _OFF


def whole(value: str | None) -> int | None:
    """A whole number of a Word file, or None for anything else or beyond any reason."""
    text = (value or "").strip()
    return (
        int(text)
        if len(text) <= 9 and text.removeprefix("-").isascii() and text.removeprefix("-").isdigit()
        else None
    )


def outline_of(properties: etree._Element | None) -> int | None:
    """The heading level that paragraph properties state, from 1; 0 states that it is text."""
    found = None if properties is None else properties.find(W + "outlineLvl")
    level = None if found is None else whole(found.get(VAL))
    if level is None:
        return None
    return level + 1 if 0 <= level < _LEVELS else 0


def numbering_of(properties: etree._Element | None) -> NumberedAs:
    """The list and level that paragraph properties state."""
    found = None if properties is None else properties.find(W + "numPr")
    if found is None:
        return NumberedAs()
    list_id, level = found.find(W + "numId"), found.find(W + "ilvl")
    return NumberedAs(
        None if list_id is None else list_id.get(VAL), None if level is None else whole(level.get(VAL))
    )


def switched(properties: etree._Element | None, name: str) -> bool | None:
    """Whether run properties turn something on (`vanish`, `b`), or None when they do not say."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else is_on(found.get(VAL))


def _style(element: etree._Element) -> Style:
    name, based_on, properties = (element.find(W + tag) for tag in ("name", "basedOn", "pPr"))
    return Style(
        "" if name is None else (name.get(VAL) or "").lower(),
        None if based_on is None else based_on.get(VAL),
        outline_of(properties),
        numbering_of(properties),
        switched(element.find(W + "rPr"), "vanish"),
        switched(element.find(W + "rPr"), "b"),
    )
