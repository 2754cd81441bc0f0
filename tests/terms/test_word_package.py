"""Hostile and damaged Word files: each refused by name, or read with the fault told; nothing is fetched."""

import io
import zipfile
from collections.abc import Callable

import pytest

from numspot_desk.language.catalog import load_language
from numspot_desk.terms.reading import read_terms, read_written
from numspot_desk.terms.tree import TermsRefused
from tests.terms.raw_word import (
    CONTENT_TYPES,
    ROOT_RELATIONS,
    abstract,
    level,
    listed,
    num,
    p,
    raw_word,
    relations_xml,
    zipped,
)

_GOOD = raw_word(p("Article 1 Objet") + p("Un."))
_ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
_OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def _with_entry(name: str, data: bytes = b"x") -> bytes:
    return raw_word(p("Un."), extra={name: data})


def _related(kind: str, target: str, mode: str = "External") -> bytes:
    return raw_word(p("Un."), relations=[(kind, target, mode)])


def _encrypted() -> bytes:
    content = bytearray(_GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place != -1:
            content[place + offset] |= 1
            place = content.find(signature, place + 4)
    return bytes(content)


def _twice() -> bytes:
    target = io.BytesIO(_GOOD)
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("word/document.xml", "<x/>")
    return target.getvalue()


def _declaring(declaration: str, encoding: str = "utf-8") -> bytes:
    document = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}<w>&x;</w>'
    return raw_word("", extra={"word/document.xml": document.encode(encoding)})


def _bomb() -> bytes:
    return raw_word("<w:p/>" * 2_000_000)


def _packed(method: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
    return target.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "macros": (lambda: _with_entry("word/vbaProject.bin"), "macros"),
    "macros by type": (
        lambda: raw_word(
            p("Un."), extra={"[Content_Types].xml": CONTENT_TYPES.replace("document.main", "macroEnabled")}
        ),
        "macros",
    ),
    "embedded object": (lambda: _with_entry("word/embeddings/oleObject1.bin"), "embedded"),
    "control": (lambda: _with_entry("word/activeX/activeX1.xml", b"<x/>"), "embedded"),
    "linked object": (lambda: _related("oleObject", "file:///c:/x.xls"), "embedded"),
    "frame": (lambda: _related("frame", "https://example.org/x"), "elsewhere"),
    "sub-document": (lambda: _related("subDocument", "other.docx"), "elsewhere"),
    "inner chunk": (lambda: _related("aFChunk", "chunk.html", ""), "elsewhere"),
    "unknown link": (lambda: _related("somethingNew", "https://example.org/x"), "elsewhere"),
    "chunk": (lambda: raw_word("<w:altChunk/>" + p("Un.")), "other files"),
    "entities": (lambda: _declaring(_ENTITIES), "document type"),
    "outside entity": (lambda: _declaring(_OUTSIDE), "document type"),
    "document type in UTF-16": (lambda: _declaring(_OUTSIDE, "utf-16"), "document type"),
    "document type in EBCDIC": (lambda: _declaring(_OUTSIDE, "cp037"), ""),
    "two million paragraphs": (lambda: _bomb(), "too long"),
    "paragraphs": (lambda: raw_word("<w:p></w:p>" * 50_001), "too long"),
    "200 MB of text": (lambda: raw_word(p("a" * 200_000_000)), "unfolds"),
    "a paragraph of a million": (lambda: raw_word(p("a" * 1_000_000)), "too long"),
    "deep controls": (
        lambda: raw_word("<w:sdt><w:sdtContent>" * 60 + p("Un.") + "</w:sdtContent></w:sdt>" * 60),
        "nested",
    ),
    "deep runs": (
        lambda: raw_word("<w:p>" + "<w:smartTag>" * 120 + "</w:smartTag>" * 120 + "</w:p>"),
        "nested",
    ),
    "deeper than the parser goes": (lambda: raw_word("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "damaged"),
    "many entries": (
        lambda: raw_word(p("Un."), extra={f"word/{n}.xml": "<x/>" for n in range(2001)}),
        "damaged",
    ),
    "an entry twice": (lambda: _twice(), "damaged"),
    "encrypted": (lambda: _encrypted(), "password"),
    "old or protected": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
    "no zip": (lambda: b"PK\x03\x04" + bytes(500), "damaged"),
    "cut": (lambda: _GOOD[:-30], "damaged"),
    "another packing": (lambda: _packed(zipfile.ZIP_LZMA), "damaged"),
    "a zip of something else": (lambda: zipped({"content.xml": "<x/>"}), "no Word"),
    "a spreadsheet": (
        lambda: zipped(
            {
                "[Content_Types].xml": CONTENT_TYPES,
                "_rels/.rels": relations_xml([("officeDocument", "xl/workbook.xml", "")]),
                "xl/workbook.xml": "<workbook/>",
            }
        ),
        "no Word",
    ),
    "no main part": (
        lambda: zipped(
            {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": relations_xml([ROOT_RELATIONS])}
        ),
        "no Word",
    ),
    "broken XML": (lambda: raw_word("<w:p>"), "damaged"),
    "no text": (lambda: raw_word(p("")), "no text"),
    "picture named .docx": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "no text"),
    "binary named .docx": (lambda: bytes(range(128, 256)) * 9, "no Word"),
    "a number of thousands of signs": (
        lambda: raw_word(
            p("Un.", properties=listed(1)), numbering=abstract(1, level(0, "%1.%2" * 200)) + num(1)
        ),
        "damaged",
    ),
    "empty": (lambda: b"", "empty"),
    "too large": (lambda: b"PK\x03\x04" + bytes(21_000_000), "20 MB"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_or_damaged_file_is_refused_by_name(name: str) -> None:
    make, says = HOSTILE[name]
    content = make()
    with pytest.raises(TermsRefused) as refused:
        read_terms("terms.docx", content)
    assert says in refused.value.message.msgid
    assert load_language("fr").render(refused.value.message) != refused.value.message.msgid


def test_a_bomb_is_small() -> None:
    assert len(_bomb()) < 60_000


@pytest.mark.parametrize(
    ("kind", "target", "remarked"),
    [
        ("hyperlink", "https://example.org/a", False),
        ("hyperlink", "mailto:a@example.org", False),
        ("hyperlink", "file:///c:/x", True),
        ("attachedTemplate", "file:///c:/Modeles/Maison.dotm", True),
        ("image", "https://example.org/pixel.png", True),
    ],
)
def test_what_only_points_elsewhere_is_read_and_told(kind: str, target: str, remarked: bool) -> None:
    found = read_written("x.docx", _related(kind, target))
    assert [line.text for line in found.lines] == ["Un."]
    assert [(one.code, one.text) for one in found.remarks] == [("external_link", target)] * remarked


def test_every_beginning_of_a_file_is_refused_or_read() -> None:
    for length in range(0, len(_GOOD), 7):
        with pytest.raises(TermsRefused):
            read_terms("x.docx", _GOOD[:length])


def test_every_damaged_byte_is_refused_or_read() -> None:
    for place in range(0, len(_GOOD), 3):
        for change in (0x01, 0xFF):
            damaged = bytearray(_GOOD)
            damaged[place] ^= change
            try:
                read_terms("x.docx", bytes(damaged))
            except TermsRefused:
                continue
