"""Anything at all as general terms: read with every line in one place, or refused; no other error ever."""

import io
import re
import zipfile
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from numspot_desk.terms.encoded import from_data, to_data
from numspot_desk.terms.placing import place
from numspot_desk.terms.reading import read_written
from numspot_desk.terms.tree import KINDS, TermsRefused
from tests.examples import IN_CAMPAIGN
from tests.terms.raw_word import (
    abstract,
    cell,
    instruction,
    level,
    listed,
    mark,
    num,
    p,
    raw_word,
    row,
    run,
    table,
    zipped,
)
from tests.terms.word_shapes import SHAPES

INPUTS: Final = 50_000 if IN_CAMPAIGN else 1_000

_TEXTS: Final = [
    *("ARTICLE 1. Un", "Article 2 - Deux", "Annexe 1 - Trois", "1. Quatre", "a. Cinq", "- b. six ;"),
    *("I. Sept", "A. Huit", "SLA1 – Neuf", "3.2.1 Dix", "TITRE II", "Préambule", "Mot : sens.", "2.1 x"),
    *("Définitions", "## Onze", "**Douze**", "| a | b |", "|---|---|", "Sommaire", "Un\t3", "Article IV", ""),
    *(
        "LIVRE 1",
        "CHAPITRE 2 – Treize",
        "Section 1 – Quatorze",
        "Section 2.01 Quinze.",
        "ANNEXES",
        "Annexe – Seize",
    ),
    *(
        "A.1 Dix-sept",
        "II.2 - Dix-huit",
        "1 GENERAL",
        "1. Une phrase entière.",
        "2. Une autre phrase.",
        "(ii) vingt",
    ),
    *(
        "OBJET",
        "Article C – Lettre",
        "Article 1\tArticle 1",
        "### Plus bas",
        "Terme\tSens du terme",
        "Un\u202e\u200b",
    ),
]
_TEXT: Final = st.one_of(
    st.sampled_from(_TEXTS),
    st.text(alphabet="abcIVX123.-() \t:«»#*|é\\", max_size=20),
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
)
_NUMBERS: Final = st.sampled_from(["0", "1", "2", "-1", "9", "99999999999", "x", ""])
_FRAGMENTS: Final = st.sampled_from(
    [
        *("<w:p/>", "<w:tbl/>", "<w:tbl><w:tr/></w:tbl>", "<w:sdt><w:sdtContent/></w:sdt>", "<w:sectPr/>"),
        *("<w:ins/>", "<w:altChunk/>", "<w:p>", "&amp;", "&x;", "<!-- c -->", "<?pi x?>", "<x:y/>", "texte"),
        p(inside=mark("begin")),
        p(inside=mark("end")),
        p(inside=mark("separate")),
        p(inside=instruction("TOC")),
        p(inside=mark("begin") + instruction("TOC") + mark("separate") + run("Un 2") + mark("end")),
        p(inside='<w:r><w:footnoteReference w:id="1"/><w:sym w:char="F0B7"/><w:br/><w:cr/></w:r>'),
        p(inside=run("caché", "<w:vanish/>")),
        p(inside=run("En gras", "<w:b/>")),
        table(row(cell("Article 1 – Un"), cell("Texte.")), row(cell("Article 2 – Deux"), cell("a", "b"))),
        p(inside="<w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>"),
    ]
)


def _numbered(text: str, list_id: str, at: str) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/></w:numPr>')


_PARAGRAPHS: Final = st.one_of(
    _TEXT.map(p),
    st.builds(lambda text, style: p(text, style=style), _TEXT, st.sampled_from(["A", "B", "C", "none"])),
    st.builds(_numbered, _TEXT, _NUMBERS, _NUMBERS),
    st.lists(_TEXT, max_size=3).map(lambda texts: table(row(*map(cell, texts)))),
    _TEXT.map(lambda text: table(row(cell(text)))),
    _FRAGMENTS,
)


def _started(at: int, text: str, form: str, start: str, more: str) -> str:
    return level(at, text, form, more).replace('w:val="1"', f'w:val="{start}"', 1)


_LEVELS: Final = st.builds(
    _started,
    st.integers(0, 9),
    st.sampled_from(["%1.", "Article %1 –", "%1.%2", "(%3)", "%9", "", "%"]),
    st.sampled_from(["decimal", "upperRoman", "lowerLetter", "bullet", "none", "other"]),
    _NUMBERS,
    st.sampled_from(["", "<w:isLgl/>", '<w:lvlRestart w:val="0"/>', '<w:pStyle w:val="A"/>']),
)
_NUMBERINGS: Final = st.lists(_LEVELS, max_size=4).map(lambda levels: abstract(1, *levels) + num(1) + num(2))
_STYLES: Final = (
    '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/><w:basedOn w:val="B"/>'
    f'<w:pPr>{listed(1)}<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="toc 1"/><w:basedOn w:val="A"/></w:style>'
    '<w:style w:styleId="C"><w:name w:val="Title"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
)
_WORD_FILES: Final = st.builds(
    lambda parts, numbering: raw_word("".join(parts), styles=_STYLES, numbering=numbering),
    st.lists(_PARAGRAPHS, max_size=12),
    _NUMBERINGS,
)


def _damaged(content: bytes, changes: list[tuple[int, int]]) -> bytes:
    found = bytearray(content)
    for offset, value in changes:
        found[offset % len(found)] = value
    return bytes(found)


def _rewritten(content: bytes, part: int, changes: list[tuple[str, int, int]]) -> bytes:
    """A Word file with tags and texts of one of its parts left out, doubled or swapped."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(name for name in parts if name.startswith("word/") and name.endswith(".xml"))
    name = names[part % len(names)]
    tokens = re.findall(rb"<[^>]*>|[^<]+", parts[name])
    for change, first, second in changes:
        one, other = first % len(tokens), second % len(tokens)
        if change == "swap":
            tokens[one], tokens[other] = tokens[other], tokens[one]
        else:
            tokens[one : one + 1] = (
                [] if change == "drop" and len(tokens) > 1 else [tokens[one], tokens[other]]
            )
    return zipped(parts | {name: b"".join(tokens)})


_CHANGES: Final = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=4)
_TEXT_FILES: Final = st.builds(
    lambda lines, end, encoding: end.join(lines).encode(encoding, "replace"),
    st.lists(_TEXT, max_size=20),
    st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\f\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "utf-16-le"]),
)
_FILES: Final = st.one_of(
    st.binary(max_size=200),
    _TEXT_FILES,
    _WORD_FILES,
    st.builds(_damaged, _WORD_FILES, _CHANGES),
    st.builds(
        _rewritten,
        st.sampled_from([shape.content for shape in SHAPES.values()]),
        st.integers(0, 5),
        st.lists(
            st.tuples(
                st.sampled_from(["drop", "double", "swap"]), st.integers(0, 2000), st.integers(0, 2000)
            ),
            min_size=1,
            max_size=6,
        ),
    ),
    st.builds(
        lambda start, rest: start + rest,
        st.sampled_from([b"PK\x03\x04", b"\xff\xfe"]),
        st.binary(max_size=60),
    ),
)


@settings(max_examples=INPUTS)
@given(st.sampled_from(["x.docx", "x.txt", "x.md"]), _FILES)
def test_any_file_is_read_whole_or_refused(name: str, content: bytes) -> None:
    try:
        written = read_written(name, content)
        terms = place(written)
    except TermsRefused:
        return
    lines = [line.text for line in written.lines if line.text.strip()]
    found = [line.text for line in terms.contents] + (terms.body().split("\n") if terms.nodes else [])
    assert len(lines) - len(found) in ((1,) if terms.title else (0,))
    rest = list(lines)
    for line in found:
        rest.remove(line)
    assert not rest or terms.title in rest[0]
    refs = [node.ref for node in terms.walk()]
    assert len(refs) == len(set(refs))
    assert {node.kind for node in terms.walk()} <= set(KINDS)
    assert from_data(to_data(terms)) == terms
