"""Word files of general terms: the same tree as their text, and all that Word can put into a paragraph."""

from pathlib import Path

import pytest

from numspot_desk.terms.reading import read_terms, read_written
from numspot_desk.terms.tree import Remark, Terms, TermsRefused
from tests.terms.extraction import lost
from tests.terms.raw_word import (
    W,
    abstract,
    cell,
    instruction,
    level,
    listed,
    mark,
    num,
    p,
    raw_word,
    relations_xml,
    row,
    run,
    table,
)
from tests.terms.word_files import styled_word, typed_word

CORPUS = Path(__file__).with_name("corpus")
WRITTEN_ELSEWHERE = Path(__file__).with_name("word")
NAMES = sorted(path.name for path in CORPUS.iterdir())


def tree_of(terms: Terms) -> list[tuple[str, str, str, str, str, tuple[str, ...]]]:
    return [(node.ref, node.kind, node.marker, node.title, node.text, node.aliases) for node in terms.walk()]


def lines_of(content: bytes) -> list[str]:
    return [line.text for line in read_written("terms.docx", content).lines]


def remarks_of(content: bytes) -> list[tuple[str, str, int | None]]:
    return [(one.code, one.text, one.line) for one in read_written("terms.docx", content).remarks]


# ── The same text as a Word file ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_a_word_file_gives_the_tree_of_its_text(name: str) -> None:
    terms = read_terms(name, (CORPUS / name).read_bytes())
    for content in (typed_word(terms), typed_word(terms, blank=True), styled_word(terms)):
        found = read_terms("terms.docx", content)
        assert tree_of(found) == tree_of(terms)
        assert found.body() == terms.body()
        assert not lost(content, found)
        assert (found.title, found.language, len(found.contents)) == (
            terms.title,
            terms.language,
            len(terms.contents),
        )
        assert [one.reason for one in found.unplaced] == [one.reason for one in terms.unplaced]


def test_the_source_as_a_word_file_gives_the_same_tree(shared: Path) -> None:
    terms = read_terms("cgv.txt", (shared / "source" / "cgv-numspot-fr.txt").read_bytes())
    for content in (typed_word(terms), typed_word(terms, blank=True), styled_word(terms)):
        found = read_terms("cgv.docx", content)
        assert tree_of(found) == tree_of(terms)
        assert found.body() == terms.body()
        assert not lost(content, found)
        assert (len(found.contents), found.unplaced, found.remarks) == (23, (), ())


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────

_CLAUSES = abstract(
    1,
    level(0, "Article %1 –", "upperRoman", '<w:pStyle w:val="H1"/>'),
    level(1, "%1.%2", more='<w:isLgl/><w:pStyle w:val="H2"/>'),
    level(2, "(%3)", "lowerLetter", '<w:suff w:val="nothing"/>'),
)
_STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="H2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Round"><w:basedOn w:val="Round"/></w:style>'
)


def test_numbers_come_from_styles_and_the_levels_linked_to_them() -> None:
    body = p("Un", style="H1") + p("Deux", style="H2") + p("trois", style="Mine") + p("Quatre", style="H1")
    body += p("cinq", style="H2") + p("six", properties=listed(1, 2)) + p("sept", properties=listed(1, 2))
    content = raw_word(body, styles=_STYLES, numbering=_CLAUSES + num(1))
    assert lines_of(content) == [
        *("Article I – Un", "1.1 Deux", "1.2 trois", "Article II – Quatre", "2.1 cinq", "(a)six", "(b)sept"),
    ]
    assert [node.ref for node in read_terms("x", content).walk()] == [
        *("CG-1", "CG-1.1", "CG-1.2", "CG-2", "CG-2.1"),
    ]


def test_a_list_restarts_where_it_says_so_and_else_counts_on() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "§ %1", "upperLetter")}</w:lvlOverride>'
    numbering = abstract(1, level(0, "%1."), level(1, "%2)", "lowerLetter"))
    numbering += num(1) + num(2) + num(3, overrides=restart) + num(4, overrides=other)
    shown = [(1, 0), (1, 1), (2, 0), (1, 1), (3, 0), (3, 0), (4, 0), (9, 0), (1, 8)]
    body = "".join(p("x", properties=listed(*place)) for place in shown)
    assert lines_of(raw_word(body, numbering=numbering)) == [
        *("1. x", "a) x", "2. x", "a) x", "5. x", "6. x", "§ G x", "x", "x"),
    ]


def test_a_level_restarts_after_the_level_it_names() -> None:
    named, never = ('<w:lvlRestart w:val="1"/>', '<w:lvlRestart w:val="0"/>')
    levels = [level(0, "%1."), level(1, "%2."), level(2, "%3.", more=named), level(3, "%4.", more=never)]
    body = "".join(p("x", properties=listed(1, place)) for place in (0, 1, 2, 3, 1, 2, 3, 0, 2, 3))
    content = raw_word(body, numbering=abstract(1, *levels) + num(1))
    assert [line[0] for line in lines_of(content)] == list("1111222213")


def test_a_list_may_stand_for_the_list_of_a_style() -> None:
    numbering = abstract(1, '<w:styleLink w:val="L"/>', level(0, "N° %1"))
    numbering += abstract(2, '<w:numStyleLink w:val="L"/>') + num(1) + num(2, follows=2)
    linked = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="numbering" w:styleId="L">{linked}</w:style>'
    content = raw_word(p("x", properties=listed(2)), styles=styles, numbering=numbering)
    assert lines_of(content) == ["N° 1 x"]


@pytest.mark.parametrize(
    ("form", "first", "number", "written"),
    [
        ("decimal", 1, 12, "12"),
        ("decimalZero", 1, 7, "07"),
        ("upperRoman", 1, 14, "XIV"),
        ("lowerRoman", 1, 4, "iv"),
        ("upperLetter", 1, 27, "AA"),
        ("lowerLetter", 1, 2, "b"),
        ("none", 1, 3, ""),
        ("upperRoman", 5000, 5000, "5000"),
        ("lowerLetter", 999_999_999, 999_999_999, "999999999"),
        ("japaneseCounting", 1, 3, "3"),
    ],
)
def test_numbers_are_written_in_their_form(form: str, first: int, number: int, written: str) -> None:
    one = level(0, "<%1>", form).replace('w:start w:val="1"', f'w:start w:val="{first}"')
    numbering = abstract(1, one) + num(1)
    body = p("x", properties=listed(1)) * (number - first + 1)
    assert lines_of(raw_word(body, numbering=numbering))[-1] == f"<{written}> x"


def test_a_bullet_is_written_as_a_dash_and_a_paragraph_may_leave_its_list() -> None:
    numbering = abstract(1, level(0, chr(0xF0B7), "bullet")) + num(1)
    styles = (
        '<w:style w:type="paragraph" w:styleId="B"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
    )
    body = p("x", style="B") + p("y", style="B", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines_of(raw_word(body, styles=styles, numbering=numbering)) == ["- x", "y"]


def test_a_number_typed_with_a_tab_is_read_as_with_a_space() -> None:
    tab = "<w:r><w:tab/></w:r>"
    body = p("ARTICLE 1.", inside=tab + run("Objet")) + p("-", inside=tab + run("un"))
    body += p("Adulte", inside=tab + run("6 €"))
    assert lines_of(raw_word(body)) == ["ARTICLE 1. Objet", "- un", "Adulte\t6 €"]


# ── What stands in a paragraph ───────────────────────────────────────────────────────────────────────


def test_line_breaks_begin_lines_in_text_and_not_in_a_heading() -> None:
    broken = run("Article 1") + "<w:r><w:br/></w:r>" + run("Objet")
    page = '<w:r><w:br w:type="page"/></w:r>'
    body = p(style="H", inside=broken) + p(inside=broken + page)
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    assert lines_of(raw_word(body, styles=styles)) == ["Article 1 Objet", "Article 1", "Objet"]


def test_signs_links_controls_and_formulas_are_text() -> None:
    inside = (
        "<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t> b </w:t><w:softHyphen/>"
        '<w:sym w:font="Symbol" w:char="F0A7"/><w:sym w:char="zz"/></w:r>'
        f"<w:hyperlink>{run('lien')}</w:hyperlink>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run(' choix')}</w:sdtContent></w:sdt>"
        "<m:oMath><m:r><m:t>x²</m:t></m:r></m:oMath>"
        f"<mc:AlternateContent><mc:Choice>{run('!')}</mc:Choice><mc:Fallback>{run('?')}</mc:Fallback>"
        "</mc:AlternateContent>"
        "<w:ruby><w:rt><w:r><w:t>sur</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby>"
    )
    assert lines_of(raw_word(p(inside=inside))) == ["a‑b§lien choixx²!base"]


def test_fields_show_their_result_only() -> None:
    inner = mark("begin") + instruction(" PAGEREF x ") + mark("separate") + run("7") + mark("end")
    body = p(
        "page ", inside=mark("begin") + instruction("IF ") + inner + mark("separate") + run("8") + mark("end")
    )
    body += p(inside=f'<w:fldSimple w:instr="REF y">{run("article 3")}</w:fldSimple>')
    assert lines_of(raw_word(body)) == ["page 8", "article 3"]


@pytest.mark.parametrize("field", ["DDEAUTO c:\\\\x", " ddE excel", "INCLUDETEXT \\\\\\\\host\\\\x"])
def test_a_field_that_fetches_or_starts_something_is_refused(field: str) -> None:
    split = p(inside=mark("begin") + instruction(field[:3]) + instruction(field[3:]) + mark("end"))
    simple = p(inside=f'<w:fldSimple w:instr="{field}"/>')
    for body in (split, simple):
        with pytest.raises(TermsRefused) as refused:
            lines_of(raw_word(body))
        assert "field" in refused.value.message.msgid


def test_a_table_of_contents_is_kept_apart_however_it_is_made() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/></w:style>'
    field = p(inside=mark("begin") + instruction(" TOC \\o ") + mark("separate") + run("Article 1 Objet 2"))
    field += p("Article 2 Prix 3") + p(inside=mark("end"))
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Article 1 Objet 2') + p('Article 2 Prix 3')}</w:sdtContent></w:sdt>"
    )
    typed = p("Article 1 Objet 2", style="TM1") + p("Article 2 Prix 3", style="TM1")
    clauses = p("Article 1 Objet") + p("Un.") + p("Article 2 Prix") + p("Deux.")
    for contents in (field, control, typed):
        terms = read_terms("x", raw_word(p("Bail") + p("Sommaire") + contents + clauses, styles=styles))
        assert [line.text for line in terms.contents] == ["Sommaire", "Article 1 Objet 2", "Article 2 Prix 3"]
        assert [(node.ref, node.text) for node in terms.walk()] == [("CG-1", "Un."), ("CG-2", "Deux.")]


def test_a_table_of_contents_without_an_end_does_not_swallow_the_clauses() -> None:
    body = p(inside=mark("begin") + instruction("TOC") + mark("separate")) + p("Article 1 Objet") + p("Un.")
    terms = read_terms("x", raw_word(body + p("Article 2 Prix") + p("Deux.")))
    assert [node.text for node in terms.walk()] == ["Un.", "Deux."]


def test_text_boxes_are_text_once() -> None:
    box = f"<w:txbxContent>{p('Encadré')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines_of(raw_word(p("avant", inside=drawn) + p("après"))) == ["avant", "Encadré", "après"]


# ── What is left out, and told ───────────────────────────────────────────────────────────────────────


def test_hidden_text_is_left_out_and_told() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Masque"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = p("Payé ", inside=run("jamais ", "<w:vanish/>") + run("à temps.", '<w:vanish w:val="0"/>'))
    body += p(inside=run("caché", '<w:rStyle w:val="Secret"/>')) + p("tout", style="Masque")
    content = raw_word(body, styles=styles)
    assert lines_of(content) == ["Payé à temps.", "", ""]
    assert remarks_of(content) == [
        *(("hidden_text", "jamais", 1), ("hidden_text", "caché", 2), ("hidden_text", "tout", 3)),
    ]


def test_notes_and_comments_are_told_with_their_text() -> None:
    notes = f'<w:footnote w:id="2">{p("sauf le dimanche")}</w:footnote>'
    inside = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="9"/></w:r>'
    content = raw_word(p("Ouvert.", inside=inside), footnotes=notes)
    assert lines_of(content) == ["Ouvert."]
    assert remarks_of(content) == [("footnote", "sauf le dimanche", 1), ("comment", "", 1)]
    assert isinstance(read_terms("x", content).remarks[0], Remark)


def test_headers_and_footers_are_no_text() -> None:
    header = f'<w:hdr xmlns:w="{W}">{p("Confidentiel")}</w:hdr>'
    content = raw_word(
        p("Texte.") + "<w:sectPr/>",
        relations=[("header", "header1.xml", "")],
        extra={"word/header1.xml": header},
    )
    assert lines_of(content) == ["Texte."]


@pytest.mark.parametrize(
    "changed",
    [
        p(inside=f'<w:ins w:author="x">{run("soixante")}</w:ins>'),
        p(inside="<w:del><w:r><w:delText>soixante</w:delText></w:r></w:del>"),
        p(inside=f"<w:moveFrom>{run('soixante')}</w:moveFrom>")
        + p(inside=f"<w:moveTo>{run('soixante')}</w:moveTo>"),
        f"<w:ins>{p('soixante')}</w:ins>",
        p("soixante", properties="<w:rPr><w:del/></w:rPr>"),
        table(row("<w:trPr><w:ins/></w:trPr>", cell("soixante"))),
    ],
)
def test_tracked_changes_are_refused_with_their_text(changed: str) -> None:
    with pytest.raises(TermsRefused) as refused:
        lines_of(raw_word(p("Le prix est de") + changed))
    assert "tracked changes" in refused.value.message.msgid
    assert refused.value.message.params["text"] in ("soixante", "")


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────────


_TWO_WIDE = '<w:gridSpan w:val="2"/>'
_MERGED = '<w:vMerge w:val="restart"/>'


def test_a_row_is_a_line_with_its_cells_parted_by_tabs() -> None:
    last = row(cell("", properties="<w:vMerge/>"), cell("Non"), cell(""))
    rows = [
        row(cell("Cause", properties=_TWO_WIDE), cell("Plafond")),
        row(cell("Retard", properties=_MERGED), cell("1. Oui"), cell("dix", "euros")),
        f"<w:sdt><w:sdtContent>{last}</w:sdtContent></w:sdt>",
    ]
    content = raw_word(p("Avant") + table(*rows) + p("Après"))
    assert lines_of(content) == ["Avant", "Cause\t\tPlafond", "Retard\t1. Oui\tdix euros", "\tNon", "Après"]
    terms = read_terms("x", content)
    assert [line.cells for line in terms.nodes[0].lines if line.cells][1] == ("Retard", "1. Oui", "dix euros")


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    frame = table(row(cell("Article 1 – Objet", "Un objet.")), row(cell("Article 2 – Prix")))
    terms = read_terms("x", raw_word(frame + p("Un prix.")))
    assert [(node.ref, node.text) for node in terms.walk()] == [("CG-1", "Un objet."), ("CG-2", "Un prix.")]


def test_a_table_inside_a_cell_is_text_of_the_cell() -> None:
    note = p("d", inside='<w:r><w:footnoteReference w:id="1"/></w:r>')
    inner = table(row(cell("a"), cell("b")))
    content = raw_word(p("x") + table(row(cell("c", inside=inner), cell(inside=note))))
    assert lines_of(content) == ["x", "a b c\td"]
    assert remarks_of(content) == [("footnote", "", 2)]


def test_a_file_of_the_strict_form_is_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{strict}"><w:body>{p("Texte.")}</w:body></w:document>'
    assert lines_of(raw_word("", extra={"word/document.xml": document})) == ["Texte."]


def test_the_main_part_may_have_another_name() -> None:
    document = f'<w:document xmlns:w="{W}"><w:body>{p("Texte.")}</w:body></w:document>'
    moved = {
        "doc/main.xml": document,
        "_rels/.rels": relations_xml([("officeDocument", "/doc/main.xml", "")]),
    }
    assert lines_of(raw_word("", extra=moved)) == ["Texte."]


@pytest.mark.parametrize("path", sorted(WRITTEN_ELSEWHERE.iterdir()), ids=lambda path: path.name)
def test_a_file_that_another_program_wrote_gives_the_tree_of_its_text(path: Path) -> None:
    """LibreOffice wrote these from OpenDocument: it names its lists, styles and levels in its own way."""
    text = CORPUS / f"{path.stem}.txt"
    found = read_terms(path.name, path.read_bytes())
    wanted = read_terms(text.name, text.read_bytes())
    assert tree_of(found) == tree_of(wanted)
    assert (found.title, len(found.contents), found.unplaced, found.remarks) == (
        wanted.title,
        len(wanted.contents),
        (),
        (),
    )
