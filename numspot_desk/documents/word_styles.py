"""The look of our Word files: styles, page sizes, colours, settings. A4, French, Arial.

Arial is on every Windows and macOS; LibreOffice has Liberation Sans of the same widths, so lines break
alike. Built from nothing, once, the same bytes each time. Which style a block takes is decided in
`word_blocks`.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from numspot_desk.documents.word_xml import Element, add, root, serialise

FONT: Final = "Arial"
INK: Final = "1B2430"
MUTED: Final = "5A6675"
ACCENT: Final = "1F3A5F"
RULE: Final = "D3DAE3"
SHADE: Final = "F1F4F8"
WARNING: Final = "B42318"


@dataclass(frozen=True)
class Page:
    """A page and its margins, in twentieths of a point, and how high a logo may be in its header."""

    margin_side: int
    margin_top: int
    margin_bottom: int
    header: int = 510
    footer: int = 454
    width: int = 11906
    height: int = 16838
    logo_height_mm: int = 9

    @property
    def text_width(self) -> int:
        """The width between the margins."""
        return self.width - 2 * self.margin_side


REGULAR: Final = Page(margin_side=1134, margin_top=1418, margin_bottom=1361)
ONE_PAGE: Final = Page(
    margin_side=964, margin_top=1077, margin_bottom=1077, header=425, footer=397, logo_height_mm=7
)


@dataclass(frozen=True)
class _Style:
    """A paragraph style: sizes in half-points, spaces in twentieths of a point."""

    id: str
    title: str
    based_on: str | None = "Normal"
    size: int | None = None
    bold: bool = False
    italic: bool = False
    colour: str | None = None
    before: int | None = None
    after: int | None = None
    line: int | None = None
    align: str | None = None
    keep_next: bool = False
    outline: int | None = None
    numbering: tuple[int, int] | None = None  # numId, level
    indent: tuple[int, int] | None = None  # left, hanging
    rule_below: str | None = None
    next: str | None = None


_BODY_SIZE: Final = 20
_BODY_AFTER: Final = 110
_BODY_LINE: Final = 264

TIGHTEST: Final = 3  # the number of the smallest styles of a form's sentences
TIGHTEST_VALUE: Final = 2  # and of its values

HEADINGS: Final = 1  # numId of the headings' numbering
BULLETS: Final = 2

_PARAGRAPHS: Final = (
    _Style("Title", "Title", size=40, bold=True, colour=ACCENT, before=0, after=40, line=240, keep_next=True),
    _Style("Subtitle", "Subtitle", size=22, colour=MUTED, before=0, after=200, rule_below=ACCENT),
    _Style(
        "Heading1", "heading 1", size=26, bold=True, colour=ACCENT, before=320, after=100, line=252,
        keep_next=True, outline=0, numbering=(HEADINGS, 0), next="Normal",
    ),
    _Style(
        "Heading2", "heading 2", size=21, bold=True, colour=INK, before=200, after=80, line=252,
        keep_next=True, outline=1, numbering=(HEADINGS, 1), next="Normal",
    ),
    _Style("Lead", "Lead", size=20, colour=INK, after=160),
    _Style("Note", "Note", size=18, colour=MUTED, before=60, after=80),
    _Style("Fine", "Fine print", size=16, colour=INK, before=0, after=50, line=245, align="both"),
    _Style("Fine1", "Fine print, small", size=14, colour=INK, before=0, after=30, line=240, align="both"),
    _Style("Fine2", "Fine print, smaller", size=13, colour=INK, before=0, after=20, line=236, align="both"),
    _Style("Fine3", "Fine print, smallest", size=12, colour=INK, before=0, after=10, line=228, align="both"),
    _Style("ListBullet", "List Bullet", numbering=(BULLETS, 0), after=60),
    _Style("Quote", "Quote", after=60, indent=(283, 0)),
    _Style("TextLabel", "Text label", size=18, bold=True, colour=MUTED, before=160, after=40, keep_next=True),
    _Style(
        "ClauseTitle", "Clause title", bold=True, colour=ACCENT, before=200, after=40, keep_next=True,
    ),
    _Style("ClauseText", "Clause text", after=60),
    _Style(
        "TermsArticle", "Terms article", size=24, bold=True, colour=ACCENT, before=280, after=80,
        keep_next=True, outline=0,
    ),
    _Style("ClauseNote", "Clause note", "Note", before=0, after=60),
    _Style("TableHead", "Table head", size=17, bold=True, colour=ACCENT, before=50, after=50, line=240),
    _Style("TableText", "Table text", size=18, before=40, after=40, line=247),
    _Style("TableTotal", "Table total", "TableText", bold=True, before=60, after=60),
    _Style("FieldLabel", "Field label", size=18, colour=MUTED, before=30, after=30, line=247),
    _Style("FieldValue", "Field value", size=19, before=30, after=30, line=247),
    _Style("FormTitle", "Form title", size=17, bold=True, colour=ACCENT, before=30, after=30, line=240,
           keep_next=True),
    _Style("FormLabel", "Form label", size=14, colour=MUTED, before=10, after=0, line=240, keep_next=True),
    _Style("FormValue", "Form value", size=19, before=0, after=20, line=240),
    _Style("FormValue1", "Form value, small", size=15, before=0, after=20, line=240),
    _Style("FormValue2", "Form value, smallest", size=10, before=0, after=10, line=240),
    _Style("BoxLabel", "Box label", size=16, colour=MUTED, before=90, after=20, line=240, keep_next=True),
    _Style("Box", "Box", size=20, before=20, after=20, line=240, align="center"),
    _Style("SignatureParty", "Signature party", size=20, bold=True, colour=ACCENT, before=60, after=60,
           keep_next=True),
    _Style("SignatureLabel", "Signature label", size=18, before=20, after=20, line=240,
           keep_next=True),
    _Style("SignatureLabel1", "Signature label, small", size=15, before=20, after=20, line=240,
           keep_next=True),
    _Style("SignatureLabel2", "Signature label, smallest", size=10, before=10, after=10, line=240,
           keep_next=True),
    _Style("Gap", "Gap", size=8, before=0, after=0, line=160),
    _Style("Header", "header", size=16, colour=MUTED, before=0, after=0, line=240),
    _Style("DraftMark", "Draft mark", size=18, bold=True, colour=WARNING, before=40, after=0, line=240,
           align="center"),
    _Style("Footer", "footer", size=14, colour=MUTED, before=0, after=0, line=240),
    _Style("TOCHeading", "TOC Heading", size=22, bold=True, colour=ACCENT, before=160, after=80,
           keep_next=True),
    _Style("TOC1", "toc 1", size=19, before=20, after=20, line=247),
    _Style("TOC2", "toc 2", size=18, colour=MUTED, before=0, after=0, line=247, indent=(340, 0)),
)  # fmt: skip


@dataclass(frozen=True)
class Metrics:
    """What a paragraph style takes on the page: points, line height as a factor, what it keeps with."""

    size: float
    bold: bool
    before: float
    after: float
    line: float
    left: float
    keep_next: bool


@cache
def metrics(style_id: str | None) -> Metrics:
    """The metrics of a style by its id; those of running text for None."""
    chain: list[_Style] = []
    by_id = {style.id: style for style in _PARAGRAPHS}
    found = by_id.get(style_id or "")
    while found is not None:
        chain.append(found)
        found = by_id.get(found.based_on or "")

    def first(values: list[int | None], default: int) -> int:
        return next((value for value in values if value is not None), default)

    return Metrics(
        size=first([style.size for style in chain], _BODY_SIZE) / 2,
        bold=any(style.bold for style in chain),
        before=first([style.before for style in chain], 0) / 20,
        after=first([style.after for style in chain], _BODY_AFTER) / 20,
        line=first([style.line for style in chain], _BODY_LINE) / 240,
        left=(chain[0].indent[0] / 20 if chain and chain[0].indent else 0.0),
        keep_next=any(style.keep_next for style in chain),
    )


@cache
def styles_part() -> bytes:
    """`word/styles.xml`."""
    styles = root("styles")
    defaults = add(styles, "docDefaults")
    run = add(add(defaults, "rPrDefault"), "rPr")
    add(run, "rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    add(run, "color", INK)
    add(run, "sz", str(_BODY_SIZE))
    add(run, "szCs", str(_BODY_SIZE))
    add(run, "lang", "fr-FR", eastAsia="fr-FR", bidi="ar-SA")
    paragraph = add(add(defaults, "pPrDefault"), "pPr")
    add(paragraph, "spacing", after=str(_BODY_AFTER), line=str(_BODY_LINE), lineRule="auto")
    normal = add(styles, "style", type="paragraph", default="1", styleId="Normal")
    add(normal, "name", "Normal")
    add(normal, "qFormat")
    add(add(normal, "pPr"), "widowControl")
    for style in _PARAGRAPHS:
        _add_style(styles, style)
    character = add(styles, "style", type="character", default="1", styleId="DefaultParagraphFont")
    add(character, "name", "Default Paragraph Font")
    muted = add(styles, "style", type="character", styleId="Muted")
    add(muted, "name", "Muted")
    look = add(muted, "rPr")
    add(look, "color", MUTED)
    add(look, "sz", "16")
    add(look, "szCs", "16")
    table = add(styles, "style", type="table", default="1", styleId="TableNormal")
    add(table, "name", "Normal Table")
    margins = add(add(table, "tblPr"), "tblCellMar")
    add(margins, "left", w="85", type="dxa")
    add(margins, "right", w="85", type="dxa")
    return serialise(styles)


def _add_style(styles: Element, style: _Style) -> None:
    element = add(styles, "style", type="paragraph", styleId=style.id)
    if style.title[0].isupper() and style.id not in _BUILT_IN:
        element.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}customStyle", "1")
    add(element, "name", style.title)
    if style.based_on:
        add(element, "basedOn", style.based_on)
    if style.next:
        add(element, "next", style.next)
    add(element, "qFormat")
    _paragraph_look(add(element, "pPr"), style)
    look = add(element, "rPr")
    if style.bold:
        add(look, "b")
    if style.italic:
        add(look, "i")
    if style.colour:
        add(look, "color", style.colour)
    if style.size:
        add(look, "sz", str(style.size))
        add(look, "szCs", str(style.size))


_BUILT_IN: Final = frozenset({"Title", "Subtitle", "ListBullet", "Quote", "TOCHeading"})


def _paragraph_look(look: Element, style: _Style) -> None:
    """The paragraph properties, in the order the schema wants."""
    if style.keep_next:
        add(look, "keepNext")
        add(look, "keepLines")
    if style.numbering:
        numbering = add(look, "numPr")
        add(numbering, "ilvl", str(style.numbering[1]))
        add(numbering, "numId", str(style.numbering[0]))
    if style.rule_below:
        add(add(look, "pBdr"), "bottom", "single", sz="8", space="6", color=style.rule_below)
    spacing = {
        "before": style.before,
        "after": style.after,
        "line": style.line,
    }
    given = {key: str(value) for key, value in spacing.items() if value is not None}
    if given:
        if "line" in given:
            given["lineRule"] = "auto"
        add(look, "spacing", **given)
    if style.indent:
        add(look, "ind", left=str(style.indent[0]), hanging=str(style.indent[1]))
    if style.align:
        add(look, "jc", style.align)
    if style.outline is not None:
        add(look, "outlineLvl", str(style.outline))


@cache
def settings_part() -> bytes:
    """`word/settings.xml`: French separators, current layout rules, no field update prompt."""
    settings = root("settings")
    add(settings, "zoom", percent="100")
    add(settings, "defaultTabStop", "709")
    add(settings, "characterSpacingControl", "doNotCompress")
    compatibility = add(settings, "compat")
    add(
        compatibility,
        "compatSetting",
        "15",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
    )
    add(settings, "themeFontLang", "fr-FR")
    add(settings, "decimalSymbol", ",")
    add(settings, "listSeparator", ";")
    return serialise(settings)


@cache
def fonts_part() -> bytes:
    """`word/fontTable.xml`: what to take where Arial is missing."""
    fonts = root("fonts")
    font = add(fonts, "font", name=FONT)
    add(font, "altName", "Liberation Sans")
    add(font, "panose1", "020B0604020202020204")
    add(font, "charset", "00")
    add(font, "family", "swiss")
    add(font, "pitch", "variable")
    return serialise(fonts)
