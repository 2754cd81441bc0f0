"""Word out: a document's content written as a `.docx` from the start, the same bytes for the same content.

`WordFiles` puts the body (`word_blocks`, `word_tables`) and the parts around it (`word_parts`,
`word_styles`, `word_numbering`) together. Reading returned files lives elsewhere.
"""

from numspot_desk.contracts.content.blocks import Document, Picture, Text
from numspot_desk.documents.word_blocks import Body
from numspot_desk.documents.word_contents import add_contents
from numspot_desk.documents.word_pages import runs_over
from numspot_desk.documents.word_parts import (
    FOOTER_ID,
    HEADER_ID,
    LOGO,
    app_properties,
    core_properties,
    footer_part,
    header_part,
    package,
)
from numspot_desk.documents.word_pictures import PICTURE
from numspot_desk.documents.word_styles import (
    ONE_PAGE,
    REGULAR,
    TIGHTEST,
    Page,
    fonts_part,
    settings_part,
    styles_part,
)
from numspot_desk.documents.word_xml import Element, R, add, root, serialise


class WordFiles:
    """Implements `WordWriter` of the ports. Keeps nothing between documents."""

    def write(self, document: Document) -> bytes:
        """The bytes of the `.docx`. Raises `TextRefused` for text with characters Word cannot carry."""
        page = ONE_PAGE if document.one_page else REGULAR
        body = Body(page)
        written = _document(document, body, page)
        while document.one_page and body.tight < TIGHTEST and runs_over(body.flow.pieces, page):
            body = Body(page, body.tight + 1)
            written = _document(document, body, page)
        parts = {"word/document.xml": written}
        parts |= {
            "word/styles.xml": styles_part(),
            "word/numbering.xml": body.numbering.part(),
            "word/settings.xml": settings_part(),
            "word/fontTable.xml": fonts_part(),
            "word/header1.xml": header_part(document, page),
            "word/footer1.xml": footer_part(document, page),
            "docProps/core.xml": core_properties(document),
            "docProps/app.xml": app_properties(),
        }
        if document.logo:
            parts[LOGO] = document.logo
        for block in document.blocks:
            if isinstance(block, Picture):
                parts[PICTURE] = block.png
        return package(parts)


def _document(document: Document, body: Body, page: Page) -> bytes:
    part = root("document")
    content = add(part, "body")
    for style, text in (("Title", document.title), ("Subtitle", document.subtitle)):
        body.paragraph(content, (Text(text),), style)
    body.write(content, document.blocks)
    add_contents(content, body.headings, body.flow.pieces, page)
    section(content, page)
    return serialise(part)


def section(content: Element, page: Page) -> None:
    """Append the page set-up, with header and footer."""
    setup = add(content, "sectPr")
    add(setup, "headerReference", type="default").set(f"{{{R}}}id", HEADER_ID)
    add(setup, "footerReference", type="default").set(f"{{{R}}}id", FOOTER_ID)
    add(setup, "pgSz", w=str(page.width), h=str(page.height))
    add(
        setup,
        "pgMar",
        top=str(page.margin_top),
        right=str(page.margin_side),
        bottom=str(page.margin_bottom),
        left=str(page.margin_side),
        header=str(page.header),
        footer=str(page.footer),
        gutter="0",
    )
