"""A picture in a Word file: embedded once, with its description, within the text; painted alike."""

import io
import struct
import zlib

from docx import Document as WordFile
from docx.shared import Mm

from numspot_desk.contracts.content.blocks import Document, Picture
from numspot_desk.documents.word import WordFiles


def png(width: int, height: int) -> bytes:
    """A white PNG of this size."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def written(picture: Picture, logo: bytes | None = None) -> bytes:
    content = Document("simulation", "Titre", "", (picture,), ("pied",), None, {"title": "Titre"}, logo=logo)
    return WordFiles().write(content)


def test_a_picture_stands_within_the_text_with_its_description() -> None:
    word = WordFile(io.BytesIO(written(Picture(png(2000, 500), "Deux frises"))))
    (shape,) = word.inline_shapes
    section = word.sections[0]
    assert section.page_width is not None and section.left_margin is not None
    assert shape.width <= section.page_width - 2 * section.left_margin
    assert abs(shape.width / shape.height - 4) < 0.01
    assert shape._inline.docPr.get("descr") == "Deux frises"


def test_a_high_picture_stays_on_its_page() -> None:
    word = WordFile(io.BytesIO(written(Picture(png(300, 3000), ""))))
    assert word.inline_shapes[0].height <= Mm(190)


def test_a_logo_and_a_picture_stand_in_one_file() -> None:
    word = WordFile(io.BytesIO(written(Picture(png(40, 20), "x"), logo=png(30, 10))))
    assert len(word.inline_shapes) == 1
    header = word.sections[0].header
    assert any("image" in one.reltype for one in header.part.rels.values())


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert written(Picture(png(40, 20), "x")) == written(Picture(png(40, 20), "x"))
