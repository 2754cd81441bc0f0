"""The table of contents of long documents: entries written out, page numbers as PAGEREF fields.

Word and LibreOffice show the entries as they are written, without asking to update anything; the page
numbers are estimated (`word_pages`) and become exact when fields are updated.
"""

from collections.abc import Sequence
from typing import Final

from numspot_desk.contracts.content.blocks import Heading
from numspot_desk.contracts.content.wording import wording
from numspot_desk.documents.word_blocks import bookmark_name, field_mark, run, word_field
from numspot_desk.documents.word_pages import Piece, estimate, line
from numspot_desk.documents.word_styles import Page
from numspot_desk.documents.word_xml import Element, add, name

LONG: Final = 8
"""Documents of this many pages and more have a table of contents."""
_AFTER_SUBTITLE: Final = 2
_NUMBER_WIDTHS: Final = {1: 482, 2: 907}
_CITED_WIDTH: Final = 1190


def add_contents(body: Element, headings: Sequence[Heading], pieces: Sequence[Piece], page: Page) -> None:
    """Put the table of contents after the title of a body that is long; leave a short one as it is.

    `pieces` are those of the body, title and subtitle first.
    """
    if not headings or estimate(pieces, page).count < LONG:
        return
    box = body.makeelement(name("body"), {})
    title = add(box, "p")
    add(add(title, "pPr"), "pStyle", "TOCHeading")
    run(title, wording("common").say("contents"))
    shown = []
    for place, heading in enumerate(headings):
        entry = add(box, "p")
        look = add(entry, "pPr")
        add(look, "pStyle", f"TOC{heading.level}")
        tabs = add(look, "tabs")
        width = _CITED_WIDTH if heading.cited else _NUMBER_WIDTHS[heading.level]
        add(tabs, "tab", "left", pos=str(width))
        add(tabs, "tab", "right", leader="dot", pos=str(page.text_width))
        if place == 0:
            field_mark(entry, "begin", 'TOC \\o "1-2" \\h \\z')
        link = add(entry, "hyperlink", anchor=bookmark_name(heading.bookmark), history="1")
        dot = "." if heading.level == 1 and not heading.cited else ""
        run(link, f"{heading.number}{dot}\t{heading.title}\t")
        shown.append(word_field(link, f"PAGEREF {bookmark_name(heading.bookmark)} \\h", "00"))
        if place == len(headings) - 1:
            field_mark(entry, "end")
    add(add(add(box, "p"), "pPr"), "pStyle", "Subtitle")  # its rule ends the table of contents
    for offset, element in enumerate(list(box)):
        body.insert(_AFTER_SUBTITLE + offset, element)
    added = [line("TOCHeading"), *(line(f"TOC{heading.level}") for heading in headings), line("Subtitle")]
    whole = [*pieces[:_AFTER_SUBTITLE], *added, *pieces[_AFTER_SUBTITLE:]]
    pages = estimate(whole, page).pages
    for heading, number in zip(headings, shown, strict=True):
        number.text = str(pages[heading.bookmark])
