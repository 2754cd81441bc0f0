"""The XML of Word files: element names, and the one gate by which text enters a document.

Text from people passes `characters` and becomes text nodes, nothing else: no field, no markup. Which
elements make a paragraph or a table is decided in the modules beside this one.
"""

import re
from functools import cache
from typing import Final

from lxml import etree

from numspot_desk.contracts.order.field_names import field_name
from numspot_desk.language.messages import message
from numspot_desk.usecases.refusals import DeskError

Element = etree._Element

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W15: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMESPACES: Final = {"w": W, "r": R, "mc": MC, "w15": W15}
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_PIECES = re.compile("([\n\t])")


class TextRefused(DeskError):
    """A text holds a character that no Word file can carry; the message names the field."""


@cache
def name(local: str) -> str:
    """The full name of a `w:` element or attribute."""
    return f"{{{W}}}{local}"


def root(local: str) -> Element:
    """A new part's root element, with the namespaces Word files use."""
    element = etree.Element(name(local), nsmap=NAMESPACES)
    element.set(f"{{{MC}}}Ignorable", "w15")
    return element


def add(parent: Element, local: str, val: str | None = None, **attributes: str) -> Element:
    """A new `w:` child with its `w:val` and other `w:` attributes."""
    child = etree.SubElement(parent, name(local))
    if val is not None:
        child.set(name("val"), val)
    for attribute, value in attributes.items():
        child.set(name(attribute), value)
    return child


def characters(text: str, field: str = "") -> str:
    """The text with every line end as a line feed.

    Raises `TextRefused`, naming the field and the character, for control characters, lone surrogates
    and non-characters.
    """
    if found := _REFUSED.search(text):
        code = f"U+{ord(found[0]):04X}"
        raise TextRefused(
            message(
                "{field} holds the character {code}, which cannot be printed: remove it, then export again.",
                field=field_name(field)
                if field
                else text[max(0, found.start() - 20) : found.start()].strip() or "?",
                code=code,
            )
        )
    return _LINE_ENDS.sub("\n", text)


def add_text(run: Element, text: str, field: str = "") -> None:
    """Put text in a run: line feeds become line breaks, tabs become tabs, all else stays as it is."""
    for piece in _PIECES.split(characters(text, field)):
        if piece == "\n":
            etree.SubElement(run, name("br"))
        elif piece == "\t":
            etree.SubElement(run, name("tab"))
        elif piece:
            node = etree.SubElement(run, name("t"))
            node.set(SPACE, "preserve")
            node.text = piece


def serialise(element: Element) -> bytes:
    """The bytes of a part."""
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
