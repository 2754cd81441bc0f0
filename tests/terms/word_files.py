"""Word files of general terms for tests, made from a tree: one with real styles, numbering, bullets, tables
and a table of contents as a field, one where every number is typed into plain paragraphs.
"""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from numspot_desk.terms.headings import roman
from numspot_desk.terms.tree import Line, Node, Terms

_TOKEN: Final = re.compile(r"(\d+|[IVXLC]+|[A-Z]|[a-z])(?=\W*$)")
_LEVELS: Final = {"annex": 2, "part": 3, "section": 4, "point": 5, "letter": 6, "sla": 7}
_NEVER_RESTART: Final = {1: 0, 2: 0, 7: 3}


def typed_word(terms: Terms, *, blank: bool = False) -> bytes:
    """Every line as a plain paragraph, its number typed, rows with tabs; with empty paragraphs if asked."""
    document = docx.Document()
    lines = [terms.title] if terms.title else []
    lines += [line.text for line in terms.contents] + terms.body().split("\n")
    for line in lines:
        document.add_paragraph(line)
        if blank:
            document.add_paragraph("")
    return _saved(document)


def styled_word(terms: Terms) -> bytes:
    """Headings in heading styles that number themselves, bullets as bullets, rows in tables."""
    return _Styled(terms).content


class _Styled:
    def __init__(self, terms: Terms) -> None:
        self._document = docx.Document()
        self._numbering = self._document.part.numbering_part.element
        self._texts: dict[int, str] = {}
        self._forms: dict[int, str] = {}
        self._reached: dict[int, int] = {}
        self._learn(list(terms.walk()))
        self._define()
        if terms.title:
            self._document.add_paragraph(terms.title, style="Title")
        self._contents(terms.contents)
        for node in terms.walk():
            self._node(node)
        self.content = _saved(self._document)

    # ── The list of all headings: nine levels, each linked to a style ──

    def _learn(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            place = self._place(node)
            if place is None or place in self._texts:
                continue
            found = _TOKEN.search(node.marker.strip())
            assert found is not None
            prefix = node.marker[: found.start()]
            if _parts(node) > 1:
                prefix = "%2." if _parts(node) == 2 else "%2.%4."
            self._texts[place] = f"{prefix}%{place + 1}{node.marker[found.end() :].rstrip()}"
            self._forms[place] = _form(found[1], node)

    def _place(self, node: Node) -> int | None:
        marker = node.marker.strip()
        if not _TOKEN.search(marker) or node.closing or marker.startswith("#") or "\n" in marker:
            return None
        if node.kind == "part" and node.ref.startswith("CG-T"):
            return 0
        if node.kind == "article":
            return 1
        if _parts(node) > 1:
            return {2: 3, 3: 4}.get(_parts(node))
        return _LEVELS.get(node.kind)

    def _define(self) -> None:
        levels = "".join(
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{self._forms[place]}"/>'
            f'<w:pStyle w:val="Clause{place}"/>'
            + (f'<w:lvlRestart w:val="{_NEVER_RESTART[place]}"/>' if place in _NEVER_RESTART else "")
            + f'<w:suff w:val="{"tab" if place % 2 else "space"}"/>'
            + f'<w:lvlText w:val="{_escaped(text)}"/></w:lvl>'
            for place, text in sorted(self._texts.items())
        )
        self._numbering.insert(
            0,
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900">'
                f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
            ),
        )
        self._numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="900"><w:abstractNumId w:val="900"/></w:num>')
        )
        for place in self._texts:
            style = self._document.styles.add_style(f"Clause{place}", WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = self._document.styles[f"Heading {min(place + 1, 9)}"]
            style.element.get_or_add_pPr().append(
                parse_xml(
                    f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{place}"/><w:numId w:val="900"/></w:numPr>'
                )
            )

    def _counts(self, place: int, node: Node) -> bool:
        """Whether the list itself arrives at the number of a node; then it is counted."""
        found = _TOKEN.search(node.marker.strip())
        assert found is not None
        number = self._reached.get(place, 0) + 1
        if _number(found[1], self._forms[place]) != number or found[1].startswith("0"):
            return False
        texts = self._texts[place].replace(f"%{place + 1}", found[1])
        texts = texts.replace("%2", str(self._reached.get(1, 1)))
        texts = texts.replace("%4", str(self._reached.get(3, 1)))
        if texts != node.marker.rstrip() or not node.marker.endswith(" "):
            return False
        self._reached[place] = number
        for deeper in range(place + 1, 9):
            if deeper not in _NEVER_RESTART or (_NEVER_RESTART[deeper] and place < _NEVER_RESTART[deeper]):
                self._reached.pop(deeper, None)
        return True

    # ── Paragraphs ──

    def _node(self, node: Node) -> None:
        lines = list(node.lines)
        if node.heading_line is not None:
            rest = node.title
            if lines and node.marker and lines[0].number == node.heading_line:
                rest = lines.pop(0).text
            self._heading(node, rest)
        self._lines(lines)

    def _heading(self, node: Node, rest: str) -> None:
        place = self._place(node)
        if place is not None and self._counts(place, node):
            paragraph = self._document.add_paragraph(style=f"Clause{place}")
            half = len(rest) // 2
            paragraph.add_run(rest[:half])
            paragraph.add_run(rest[half:]).bold = True
        else:
            level = 8 if node.kind == "heading" else _LEVELS.get(node.kind, 1) + 1
            style = None if node.title == "" else f"Heading {level}"
            for line in (node.marker + rest + node.closing).split("\n"):
                self._document.add_paragraph(line, style=style)

    def _lines(self, lines: Sequence[Line]) -> None:
        rows: list[tuple[str, ...]] = []
        for line in lines:
            if line.cells:
                rows.append(line.cells)
                continue
            self._table(rows)
            rows = []
            if line.text.startswith("- "):
                self._document.add_paragraph(line.text[2:], style="List Bullet")
            else:
                self._document.add_paragraph(line.text)
        self._table(rows)

    def _table(self, rows: Sequence[tuple[str, ...]]) -> None:
        if not rows:
            return
        table = self._document.add_table(len(rows), max(map(len, rows)))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                first, *others = text.split(" : - ")
                cell.paragraphs[0].add_run(first + (" :" if others else ""))
                for other in others:
                    cell.add_paragraph("- " + other)

    def _contents(self, lines: Iterable[Line]) -> None:
        written = list(lines)
        styles = self._document.styles
        if written:
            style = styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
        for index, line in enumerate(written):
            paragraph = self._document.add_paragraph()
            if index == 0:
                _field(paragraph, "begin", 'TOC \\o "1-3" \\h')
            paragraph.add_run(line.text.partition("\t")[0])
            if index == len(written) - 1:
                _field(paragraph, "end")


def _field(paragraph: Any, kind: str, instruction: str = "") -> None:
    marks = [kind] if kind == "end" else ["begin", "separate"]
    for mark in marks:
        paragraph.add_run()._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{mark}"/>'))
        if mark == "begin":
            text = parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"/>')
            text.text = instruction
            paragraph.add_run()._r.append(text)


def _parts(node: Node) -> int:
    found = re.fullmatch(r"(?:\d+\.)*\d+\.?", node.marker.strip())
    return len(found.group().rstrip(".").split(".")) if found and node.kind == "point" else 1


def _form(written: str, node: Node) -> str:
    if written.isdigit():
        return "decimal"
    if node.kind != "section" and written.isupper() and roman(written) is not None:
        return "upperRoman"
    return "upperLetter" if written.isupper() else "lowerLetter"


def _number(written: str, form: str) -> int:
    if form == "decimal":
        return int(written) if written.isdigit() else 0
    if form == "upperRoman":
        return roman(written) or 0
    return ord(written[0].lower()) - 96 if written.isalpha() else 0


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _saved(document: Any) -> bytes:
    assert document.element.find(qn("w:body")) is not None
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
