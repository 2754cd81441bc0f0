"""The text of one Word paragraph: what a person reads in it, and what stands there besides.

Fields show their result, never their instruction; hidden text, notes and comments are kept apart; a text box
is text of its own after the paragraph. Which paragraphs there are lives in `word_reader`.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from numspot_desk.language.messages import message
from numspot_desk.terms.tree import TermsRefused
from numspot_desk.terms.word_package import W
from numspot_desk.terms.word_styles import VAL, Styles, switched

_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXTS: Final = (W + "t", _M + "t")
ALTERNATE: Final = _MC + "AlternateContent"
_ALTERNATIVES: Final = (_MC + "Choice", _MC + "Fallback")
_RUN: Final = W + "r"
_RUN_PROPERTIES: Final = W + "rPr"
_BREAK: Final = W + "br"
_SYMBOL: Final = W + "sym"
_FIELD_MARK: Final = W + "fldChar"
_INSTRUCTION: Final = W + "instrText"
_SIMPLE_FIELD: Final = W + "fldSimple"
_TEXT_BOX: Final = W + "txbxContent"
_PICTURES: Final = frozenset(W + name for name in ("drawing", "pict", "object"))
_SIGNS: Final = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
}
_NOTES: Final = {
    W + "footnoteReference": "footnote",
    W + "endnoteReference": "endnote",
    W + "commentReference": "comment",
}
_SILENT: Final = frozenset(
    W + name
    for name in (
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rubyPr", "rt", "fldData"),
        *("delText", "delInstrText", "softHyphen", "lastRenderedPageBreak", "pgNum"),
        *("annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator"),
    )
)
_LINE_BREAKS: Final = frozenset({None, "textWrapping"})
_SPACES: Final = re.compile(r"[\t\n\r]+")
_PRESERVE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_PROGRAMS: Final = frozenset({"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDE"})
_DEEPEST: Final = 100
_NOTHING: Final = etree.Element("nothing")
_SYMBOL_FONTS: Final = range(0xF000, 0xF100)


class Fields:
    """The fields that are open, which may begin in one paragraph and end in a later one."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []  # instruction, and whether the result has begun

    @property
    def shown(self) -> bool:
        """Whether what is read now is seen: no instruction."""
        return all(result for _instruction, result in self._open)

    @property
    def contents(self) -> bool:
        """Whether what is read now is the result of a table of contents."""
        return any(instruction.split()[:1] == ["TOC"] for instruction, _result in self._open)

    @property
    def unclosed(self) -> bool:
        """Whether a field has begun and not ended."""
        return bool(self._open)

    def mark(self, kind: str | None) -> None:
        """A mark of a field: its begin, the begin of its result, its end."""
        if kind == "begin" and len(self._open) < _DEEPEST:
            self._open.append(("", False))
        elif kind == "separate" and self._open:
            self._open[-1] = (self._open[-1][0], True)
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, text: str) -> None:
        """A part of the instruction of the innermost field. Raises `TermsRefused` for one that runs or
        fetches something."""
        if not self._open:
            return
        instruction, result = self._open[-1]
        self._open[-1] = ((instruction + text).lstrip()[:200], result)
        refuse_program(self._open[-1][0])


@dataclass
class ParagraphText:
    """What is read in a paragraph: its text with tabs and line breaks, hidden text, notes (kind and id),
    text boxes; `contents` tells that some of it is the result of a table of contents."""

    pieces: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    contents: bool = False

    @property
    def text(self) -> str:
        """All that is seen of it."""
        return "".join(self.pieces)


class TextReader:
    """Reads paragraphs one after the other, for fields reach over several."""

    def __init__(self, styles: Styles, *, trust_fields: bool = True) -> None:
        self._styles = styles
        self._trust = trust_fields
        self.fields = Fields()

    def read(self, paragraph: etree._Element, hidden: bool) -> ParagraphText:
        """The text of a paragraph; `hidden` tells that its style hides text."""
        found = ParagraphText()
        self._inside(paragraph, found, hidden, 0)
        return found

    def _inside(self, element: etree._Element, found: ParagraphText, hidden: bool, depth: int) -> None:
        if depth > _DEEPEST:
            raise too_deep()
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._inside(child, found, self._hides(child, hidden), depth + 1)
            elif tag in _TEXTS:
                self._add(found, _plain(child), hidden)
            elif tag in _SIGNS:
                self._add(found, _SIGNS[tag], hidden)
            elif tag in _SILENT:
                continue
            else:
                self._other(child, found, hidden, depth)

    def _other(self, child: etree._Element, found: ParagraphText, hidden: bool, depth: int) -> None:
        tag = child.tag
        if tag == _BREAK:
            if child.get(W + "type") in _LINE_BREAKS:
                self._add(found, "\n", hidden)
        elif tag == _FIELD_MARK:
            self.fields.mark(child.get(W + "fldCharType"))
        elif tag == _INSTRUCTION:
            self.fields.instruct(child.text or "")
        elif tag in _NOTES:
            found.notes.append((_NOTES[tag], child.get(W + "id") or ""))
        elif tag == _SYMBOL:
            self._add(found, _symbol(child), hidden)
        elif tag in _PICTURES:
            found.boxes += _boxes(child)
        elif tag == ALTERNATE:
            self._inside(alternative(child), found, hidden, depth + 1)
        else:
            if tag == _SIMPLE_FIELD:
                refuse_program(child.get(W + "instr") or "")
            self._inside(child, found, hidden, depth + 1)

    def _add(self, found: ParagraphText, text: str, hidden: bool) -> None:
        if self._trust and not self.fields.shown:
            return
        if hidden:
            found.hidden.append(text)
            return
        found.pieces.append(text)
        if self._trust and self.fields.contents and not text.isspace():
            found.contents = True

    def _hides(self, run: etree._Element, hidden: bool) -> bool:
        properties = run.find(_RUN_PROPERTIES)
        if properties is None:
            return hidden
        said = switched(properties, "vanish")
        if said is not None:
            return said
        style = properties.find(W + "rStyle")
        return hidden if style is None else hidden or self._styles.hidden(style.get(VAL))


def alternative(element: etree._Element) -> etree._Element:
    """The one of several alternatives that is read: the newest, as Word does."""
    return next((one for name in _ALTERNATIVES if (one := element.find(name)) is not None), _NOTHING)


def refuse_program(instruction: str) -> None:
    """Raise `TermsRefused` for the instruction of a field that runs or fetches something."""
    name = instruction.split(None, 1)[:1]
    if name and name[0].upper() in _PROGRAMS:
        raise TermsRefused(
            message("The file holds a field that fetches or starts something ({field}).", field=name[0])
        )


def too_deep() -> TermsRefused:
    """The refusal of what is nested deeper than anybody writes."""
    return TermsRefused(message("The Word file is nested too deep to be general terms."))


def _plain(element: etree._Element) -> str:
    """The text of an element as Word shows it: outer spaces only where they are preserved."""
    text = element.text or ""
    if element.get(_PRESERVE) != "preserve":
        text = text.strip(" \t\n\r")
    return _SPACES.sub(" ", text)


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(W + "char") or "", 16)
    except ValueError:
        return ""
    code -= 0xF000 if code in _SYMBOL_FONTS else 0
    return chr(code) if 32 <= code < 0xD800 else ""


def _boxes(picture: etree._Element) -> list[etree._Element]:
    """The outermost text boxes of a picture, each once: alternatives for older programs repeat them."""
    found: list[etree._Element] = []
    waiting = [picture]
    while waiting:
        element = waiting.pop()
        if element.tag == _TEXT_BOX:
            found.append(element)
        elif element.tag == ALTERNATE:
            waiting.append(alternative(element))
        else:
            waiting += reversed(element)
    return found
