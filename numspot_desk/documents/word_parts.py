"""The parts around the body of a Word file: header, footer, properties, content types, and the package.

The package is a zip of parts in a fixed order with fixed dates: the same parts give the same bytes.
"""

import io
import zipfile
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.documents.word_blocks import run, word_field
from numspot_desk.documents.word_pictures import PICTURE, add_picture
from numspot_desk.documents.word_styles import ACCENT, RULE, WARNING, Page
from numspot_desk.documents.word_xml import W, add, characters, root, serialise

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_VML: Final = "urn:schemas-microsoft-com:vml"
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_LOGO_WIDTH_MM: Final = 45
LOGO: Final = "word/media/logo.png"
COMMENTS: Final = "word/comments.xml"

_WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OVERRIDES: Final = {
    "word/document.xml": _WORD_TYPE + "document.main+xml",
    "word/styles.xml": _WORD_TYPE + "styles+xml",
    "word/numbering.xml": _WORD_TYPE + "numbering+xml",
    "word/settings.xml": _WORD_TYPE + "settings+xml",
    "word/fontTable.xml": _WORD_TYPE + "fontTable+xml",
    "word/header1.xml": _WORD_TYPE + "header+xml",
    "word/footer1.xml": _WORD_TYPE + "footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


def package(parts: Mapping[str, bytes]) -> bytes:
    """The zip of all parts; content types and relationships are added here."""
    images, comments = LOGO in parts or PICTURE in parts, COMMENTS in parts
    whole = {
        "[Content_Types].xml": _content_types(images, comments),
        "_rels/.rels": _relationships(
            [
                (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
            ]
        ),
        "word/_rels/document.xml.rels": _relationships(
            [
                (f"{_OFFICE}/relationships/{kind}", target)
                for kind, target in (
                    ("styles", "styles.xml"),
                    ("numbering", "numbering.xml"),
                    ("settings", "settings.xml"),
                    ("fontTable", "fontTable.xml"),
                    ("header", "header1.xml"),
                    ("footer", "footer1.xml"),
                    *((("image", "media/picture.png"),) if PICTURE in parts else ()),
                    *((("comments", "comments.xml"),) if comments else ()),
                )
            ]
        ),
        **parts,
    }
    if LOGO in parts:
        whole["word/_rels/header1.xml.rels"] = _relationships(
            [(f"{_OFFICE}/relationships/image", "media/logo.png")]
        )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for part, content in whole.items():
            entry = zipfile.ZipInfo(part, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, content)
    return buffer.getvalue()


def _default(space: str) -> Any:
    """The namespace map of a part whose names have no prefix."""
    return {None: space}


HEADER_ID: Final = "rId5"
FOOTER_ID: Final = "rId6"


def _relationships(targets: list[tuple[str, str]]) -> bytes:
    relationships = etree.Element(
        f"{{{_PACKAGE}/relationships}}Relationships", nsmap=_default(f"{_PACKAGE}/relationships")
    )
    for number, (kind, target) in enumerate(targets, 1):
        etree.SubElement(
            relationships,
            f"{{{_PACKAGE}/relationships}}Relationship",
            Id=f"rId{number}",
            Type=kind,
            Target=target,
        )
    return serialise(relationships)


def _content_types(images: bool, comments: bool) -> bytes:
    space = f"{_PACKAGE}/content-types"
    types = etree.Element(f"{{{space}}}Types", nsmap=_default(space))
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    if images:
        defaults["png"] = "image/png"
    for extension, kind in defaults.items():
        etree.SubElement(types, f"{{{space}}}Default", Extension=extension, ContentType=kind)
    overrides = _OVERRIDES | ({COMMENTS: _WORD_TYPE + "comments+xml"} if comments else {})
    for part, kind in overrides.items():
        etree.SubElement(types, f"{{{space}}}Override", PartName=f"/{part}", ContentType=kind)
    return serialise(types)


def core_properties(document: Document) -> bytes:
    """`docProps/core.xml`: title, subject, author, keywords, language; no date of its own making."""
    core = f"{_PACKAGE}/metadata/core-properties"
    dublin = "http://purl.org/dc/elements/1.1/"
    properties = etree.Element(f"{{{core}}}coreProperties", nsmap={"cp": core, "dc": dublin})
    names = {
        "title": f"{{{dublin}}}title",
        "subject": f"{{{dublin}}}subject",
        "author": f"{{{dublin}}}creator",
        "keywords": f"{{{core}}}keywords",
        "language": f"{{{dublin}}}language",
    }
    for key, element in names.items():
        if value := document.properties.get(key):
            etree.SubElement(properties, element).text = characters(value, key)
    return serialise(properties)


def app_properties() -> bytes:
    """`docProps/app.xml`."""
    space = f"{_OFFICE}/extended-properties"
    properties = etree.Element(f"{{{space}}}Properties", nsmap=_default(space))
    etree.SubElement(properties, f"{{{space}}}Application").text = "numspot-desk"
    return serialise(properties)


def header_part(document: Document, page: Page) -> bytes:
    """`word/header1.xml`: logo or name, the document's title, and the draft mark when there is one."""
    header = root("hdr")
    paragraph = add(header, "p")
    look = add(paragraph, "pPr")
    add(look, "pStyle", "Header")
    add(add(look, "pBdr"), "bottom", "single", sz="4", space="4", color=RULE)
    add(add(look, "tabs"), "tab", "right", pos=str(page.text_width))
    if document.draft_mark:
        _watermark(paragraph, document.draft_mark)
    if document.logo:
        _logo(paragraph, document.logo, page)
    else:
        brand = run(paragraph, document.properties.get("author", ""), bold=True)
        brand[0].insert(1, brand.makeelement(f"{{{W}}}color", {f"{{{W}}}val": ACCENT}))
    run(paragraph, f"\t{document.title}")
    if document.draft_mark:
        mark = add(header, "p")
        add(add(mark, "pPr"), "pStyle", "DraftMark")
        run(mark, document.draft_mark)
    return serialise(header)


def footer_part(document: Document, page: Page) -> bytes:
    """`word/footer1.xml`: the footer's lines, and page X of Y at the right of the first."""
    footer = root("ftr")
    for number, line in enumerate(document.footer or ("",)):
        paragraph = add(footer, "p")
        look = add(paragraph, "pPr")
        add(look, "pStyle", "Footer")
        if number == 0:
            add(add(look, "pBdr"), "top", "single", sz="4", space="4", color=RULE)
            add(add(look, "tabs"), "tab", "right", pos=str(page.text_width))
        run(paragraph, line)
        if number == 0:
            run(paragraph, "\tPage ")
            word_field(paragraph, "PAGE", "1")
            run(paragraph, " sur ")
            word_field(paragraph, "NUMPAGES", "1")
    return serialise(footer)


def _watermark(paragraph: etree._Element, mark: str) -> None:
    """The mark across the page, behind the text, as Word's own watermarks are made."""
    office = "urn:schemas-microsoft-com:office:office"
    spaces = {"v": _VML, "o": office}
    picture = add(add(paragraph, "r"), "pict")
    kind = etree.SubElement(picture, f"{{{_VML}}}shapetype", nsmap=spaces)
    kind.set("id", "_x0000_t136")
    kind.set("coordsize", "21600,21600")
    kind.set(f"{{{office}}}spt", "136")
    kind.set("adj", "10800")
    kind.set("path", "m@7,l@8,m@5,21600l@6,21600e")
    formulas = etree.SubElement(kind, f"{{{_VML}}}formulas")
    for equation in (
        "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0",
        "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5", "mid @7 @8",
        "mid @6 @7", "sum @6 0 @5",
    ):  # fmt: skip
        etree.SubElement(formulas, f"{{{_VML}}}f", eqn=equation)
    path = etree.SubElement(kind, f"{{{_VML}}}path", textpathok="t")
    path.set(f"{{{office}}}connecttype", "custom")
    etree.SubElement(kind, f"{{{_VML}}}textpath", on="t", fitshape="t")
    shape = etree.SubElement(picture, f"{{{_VML}}}shape")
    shape.set("id", "DraftMark")
    shape.set(f"{{{office}}}spid", "_x0000_s2049")
    shape.set("type", "#_x0000_t136")
    shape.set(
        "style",
        "position:absolute;margin-left:0;margin-top:0;width:540pt;height:34pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin",
    )
    shape.set(f"{{{office}}}allowincell", "f")
    shape.set("fillcolor", f"#{WARNING}")
    shape.set("stroked", "f")
    etree.SubElement(shape, f"{{{_VML}}}fill", opacity=".12")
    etree.SubElement(shape, f"{{{_VML}}}textpath", style='font-family:"Arial";font-size:1pt', string=mark)


def _logo(paragraph: etree._Element, png: bytes, page: Page) -> None:
    """The logo in the line, flush with the text, scaled into 45 mm by what the page's header has."""
    add_picture(
        paragraph, png, _LOGO_WIDTH_MM, page.logo_height_mm, relation="rId1", name="Logo", said="NumSpot"
    )
