"""Reading our Word files back for the tests: an own reader over the XML, through content controls."""

import io
import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML = "{http://www.w3.org/XML/1998/namespace}"


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def part(content: bytes, name: str) -> etree._Element:
    return etree.fromstring(parts(content)[name])


def text_of(element: etree._Element) -> str:
    """The text a reader sees: runs in order, breaks and tabs as characters, no instructions."""
    pieces = []
    for node in element.iter(f"{W}t", f"{W}br", f"{W}tab"):
        if node.tag == f"{W}tab" and node.getparent().tag != f"{W}r":
            continue  # a tab stop
        pieces.append({f"{W}br": "\n", f"{W}tab": "\t"}.get(node.tag, node.text or ""))
    return "".join(pieces)


def lines(content: bytes) -> list[str]:
    """Each paragraph of the body that has text, in order, without the numbers that Word adds."""
    body = part(content, "word/document.xml")
    return [text for text in (text_of(paragraph) for paragraph in body.iter(f"{W}p")) if text]


def settled(content: bytes, *, accept: bool) -> list[str]:
    """The paragraphs once every change is accepted, or rejected, as Word does it."""
    keep, drop = ("ins", "del") if accept else ("del", "ins")
    whole, text = [], ""
    for paragraph in part(content, "word/document.xml").iter(f"{W}p"):
        for gone in list(paragraph.iter(f"{W}{drop}")):
            if gone.getparent().tag != f"{W}rPr":
                gone.getparent().remove(gone)
        for deleted in paragraph.iter(f"{W}delText"):
            deleted.tag = f"{W}t"
        text += text_of(paragraph)
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{drop}") is None:
            whole.append(text)
            text = ""
        assert paragraph.find(f"{W}pPr/{W}rPr/{W}{keep}") is None or len(paragraph) > 1
    assert whole.pop() == "", "the last paragraph carries no text"
    return whole


def controls(content: bytes) -> dict[str, str]:
    """The text of each content control by tag; one that comes again must say the same."""
    found: dict[str, str] = {}
    for control in part(content, "word/document.xml").iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
        text = text_of(control.find(f"{W}sdtContent"))
        assert found.setdefault(tag, text) == text, tag
    return found


def instructions(content: bytes) -> list[str]:
    """Every field instruction of every part."""
    return [
        (node.text or "").strip()
        for name, data in parts(content).items()
        if name.startswith("word/") and name.endswith(".xml")
        for node in etree.fromstring(data).iter(f"{W}instrText")
    ]


def bookmarks(content: bytes) -> list[str]:
    return [node.get(f"{W}name") for node in part(content, "word/document.xml").iter(f"{W}bookmarkStart")]


@dataclass
class _List:
    levels: dict[int, str] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


def numbers(content: bytes) -> list[tuple[str, str]]:
    """(number that Word shows, text) of each numbered paragraph."""
    return [(number, text) for number, text in paragraphs(content) if number]


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    """(number that Word shows or "", text) of each paragraph, from the numbering part and the styles."""
    numbering = part(content, "word/numbering.xml")
    abstract = {
        one.get(f"{W}abstractNumId"): {
            int(level.get(f"{W}ilvl")): level.find(f"{W}lvlText").get(f"{W}val")
            for level in one.iter(f"{W}lvl")
        }
        for one in numbering.iter(f"{W}abstractNum")
    }
    lists = {
        one.get(f"{W}numId"): _List(abstract[one.find(f"{W}abstractNumId").get(f"{W}val")])
        for one in numbering.iter(f"{W}num")
    }
    styles = {
        style.get(f"{W}styleId"): style.find(f"{W}pPr/{W}numPr")
        for style in part(content, "word/styles.xml").iter(f"{W}style")
    }
    found = []
    for paragraph in part(content, "word/document.xml").iter(f"{W}p"):
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        numbered = own if own is not None else styles.get(style.get(f"{W}val")) if style is not None else None
        if numbered is None:
            found.append(("", text_of(paragraph)))
            continue
        one = lists[numbered.find(f"{W}numId").get(f"{W}val")]
        level = int(numbered.find(f"{W}ilvl").get(f"{W}val"))
        one.counts[level] = one.counts.get(level, 0) + 1
        for lower in [key for key in one.counts if key > level]:
            del one.counts[lower]
        counts = one.counts
        shown = re.sub(r"%(\d)", lambda n, counts=counts: str(counts[int(n[1]) - 1]), one.levels[level])
        found.append((shown, text_of(paragraph)))
    return found
