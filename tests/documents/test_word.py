"""Word files read back: every field exactly, real numbering, nothing foreign inside, the same bytes."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from numspot_desk.contracts.content.blocks import Clause, Document, Field, Heading, Paragraph, Text
from numspot_desk.contracts.content.frozen import DraftMark
from numspot_desk.contracts.content.special_conditions import bookmark_of
from numspot_desk.contracts.order.field_names import field_name
from numspot_desk.documents.word import WordFiles
from numspot_desk.documents.word_blocks import bookmark_name
from numspot_desk.documents.word_xml import TextRefused
from numspot_desk.usecases.orders.preview_order import documents_of
from tests.documents.frozen_orders import answers, frozen, long_order
from tests.documents.word_reading import (
    XML,
    W,
    bookmarks,
    controls,
    instructions,
    lines,
    numbers,
    part,
    parts,
    text_of,
)

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "{{7*7}}{% raw %}",
    '<w:fldSimple w:instr="DDEAUTO c:\\\\x">',
    "</w:t></w:r><w:r><w:t>",
    "Dupont & Fils <SARL> « l'Œuvre »",
    "../../x",
    "CON.docx",
    "a\u200fb\u200ec אבג",
    "  deux  espaces  ",
    "première\nseconde\tcolonne",
    "MERGEFIELD x \\* MERGEFORMAT",
    "é" * 10_000,
    "\N{PILE OF POO}\U0001f468\u200d\U0001f469",
    "]]>&amp;&#0;",
]


def written(document: Document) -> bytes:
    return WordFiles().write(document)


def small(*inlines: Field | Text, **changes: object) -> Document:
    made = Document("order_form", "Titre", "Sous-titre", (Paragraph(inlines),), ("pied",), None)
    return replace(made, **changes)


@pytest.fixture(scope="module")
def clinic() -> tuple[Document, ...]:
    return documents_of(frozen(answers()))


def test_every_filled_field_reads_back_by_its_tag(clinic: tuple[Document, ...]) -> None:
    given = answers()
    form, special, mandate = (controls(written(document)) for document in clinic)
    assert form["client.legal_name"] == given["client"]["legal_name"]
    assert form["client.address.city"] == "Rennes"
    assert form["client.address.country"] == "France"
    for number, line in enumerate(given["lines"]):
        assert form[f"lines[{number}].label"] == line["label"]
        assert form[f"lines[{number}].region"] == line["region"]
        assert form[f"lines[{number}].unit"] == line["unit"]
    assert form["totals.excl_tax"].endswith("\N{NO-BREAK SPACE}€")
    for number, derogation in enumerate(given["derogations"]):
        assert form[f"derogations[{number}].text"] == derogation["text"]
        assert form[f"derogations[{number}].target"] == derogation["target"]
    for number, clause in enumerate(given["special_conditions"][0]["clauses"]):
        assert special[f"special_conditions[0].clauses[{number}].text"] == clause["text"]
    assert mandate["mandate.iban"] == given["mandate"]["iban"]
    assert mandate["mandate.bic"] == given["mandate"]["bic"]
    assert mandate["mandate.rum"] == "NS20267K3Q9XM4"
    assert mandate["creditor.ics"] == "FR15ZZZ588627"


def test_the_fields_read_back_are_those_of_the_content(clinic: tuple[Document, ...]) -> None:
    form = clinic[0]
    tags = {inline.tag for block in form.blocks if isinstance(block, Paragraph) for inline in block.inlines
            if isinstance(inline, Field)}  # fmt: skip
    clauses = {block.ref for block in form.blocks if isinstance(block, Clause)}
    assert tags | clauses <= set(controls(written(form)))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_hostile_text_comes_back_exactly(text: str) -> None:
    content = written(small(Field("client.legal_name", text)))
    assert controls(content)["client.legal_name"] == text
    assert set(instructions(content)) == {"PAGE", "NUMPAGES"}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_hostile_text_in_every_answer_stays_text(text: str) -> None:
    given = answers()
    given["client"]["legal_name"] = given["client"]["address"]["city"] = text
    given["contacts"]["technical"]["email"] = given["lines"][0]["label"] = text
    given["lines"][0]["unit_price"] = given["lines"][0]["service"] = text
    given["derogations"][0].update(text=text, target=text, subject=text, effect=text)
    given["special_conditions"][0]["clauses"][0].update(id=text, text=text, subjects=[text])
    given["mandate"]["debtor"]["name"] = given["mandate"]["iban"] = text
    for document in documents_of(frozen(given)):
        content = written(document)
        allowed = ("PAGE", "NUMPAGES", "REF ", "PAGEREF ", "TOC ")
        assert all(instruction.startswith(allowed) for instruction in instructions(content))
        docx.Document(io.BytesIO(content))
        if document.kind == "order_form":
            assert controls(content)["lines[0].label"] == text


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x80", "\ud800", "\uffff"])
def test_a_character_that_cannot_be_printed_is_refused_by_its_field(character: str) -> None:
    with pytest.raises(TextRefused) as refusal:
        written(small(Field("client.legal_name", f"Atelier{character}")))
    assert refusal.value.message.params["field"] == field_name("client.legal_name")
    assert refusal.value.message.params["code"] == f"U+{ord(character):04X}"


def test_line_ends_of_every_system_are_line_breaks() -> None:
    content = written(small(Field("x", "un\r\ndeux\rtrois\u2028quatre")))
    assert controls(content)["x"] == "un\ndeux\ntrois\nquatre"


def test_the_same_content_gives_the_same_bytes_in_another_process(clinic: tuple[Document, ...]) -> None:
    assert [written(document) for document in clinic] == [written(document) for document in clinic]
    script = (
        "import hashlib;"
        "from tests.documents.frozen_orders import answers, frozen;"
        "from numspot_desk.documents.word import WordFiles;"
        "from numspot_desk.usecases.orders.preview_order import documents_of;"
        "print([hashlib.sha256(WordFiles().write(d)).hexdigest() for d in documents_of(frozen(answers()))])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(runs) == 1


def test_nothing_points_outside_the_file(clinic: tuple[Document, ...]) -> None:
    for document in clinic:
        for name, data in parts(written(document)).items():
            assert b"TargetMode" not in data, name
            assert not name.endswith((".bin", ".vml"))
            assert b"<!DOCTYPE" not in data
        core = parts(written(document))["docProps/core.xml"].decode()
        assert document.properties["title"] in core


def test_references_point_at_bookmarks_and_marks_are_unique(clinic: tuple[Document, ...]) -> None:
    for document in (*clinic, *documents_of(frozen(long_order(60)))):
        content = written(document)
        marks = bookmarks(content)
        assert len({mark.lower() for mark in marks}) == len(marks)
        assert all(len(mark) <= 40 and mark[0].isalpha() for mark in marks)
        for instruction in instructions(content):
            kind, *rest = instruction.split()
            if kind in ("REF", "PAGEREF"):
                assert rest[0] in marks
        body = part(content, "word/document.xml")
        ids = [node.get(f"{W}id") for node in body.iter(f"{W}bookmarkStart")]
        ids += [node.find(f"{W}sdtPr/{W}id").get(f"{W}val") for node in body.iter(f"{W}sdt")]
        assert len(set(ids)) == len(ids)


def test_word_numbers_headings_and_clauses_as_the_content_says(clinic: tuple[Document, ...]) -> None:
    for document in clinic[:2]:
        shown = numbers(written(document))
        for block in document.blocks:
            if isinstance(block, Heading):
                dot = "." if block.level == 1 else ""
                assert (f"{block.number}{dot}", block.title) in shown
            if isinstance(block, Clause):
                assert (block.ref, block.title) in shown


def test_a_reference_that_word_would_number_otherwise_is_written_out() -> None:
    def clause(ref: str) -> Clause:
        return Clause(ref, "Titre", None, (Paragraph((Text("texte"),)),))

    content = written(small(blocks=(clause("CS-HDS-2"), clause("CS-HDS-1"), clause("CS-HDS-A"))))
    assert [text for text in lines(content) if "Titre" in text] == [
        "Titre",
        "CS-HDS-2\tTitre",
        "Titre",
        "CS-HDS-A\tTitre",
    ]
    assert ("CS-HDS-1", "Titre") in numbers(content)


def test_the_subject_of_a_clause_stays_with_the_end_of_its_text() -> None:
    text, note = Paragraph((Text("Une phrase. " * 60),)), Paragraph((Text("Sujet traité"),), "note")
    long = Paragraph((Text("Une phrase. " * 200),))
    for body, kept in ((text, True), (long, False)):
        made = written(small(blocks=(Clause("CS-1", "Titre", None, (body, note)),)))
        found = [
            one for one in docx.Document(io.BytesIO(made)).element.iter(f"{W}p") if "phrase" in text_of(one)
        ]
        assert [one.find(f"{W}pPr/{W}keepNext") is not None for one in found] == [kept]


def test_tables_repeat_their_header_and_do_not_split_rows(clinic: tuple[Document, ...]) -> None:
    body = part(written(clinic[0]), "word/document.xml")
    assert len(list(body.iter(f"{W}tblHeader"))) == 5
    rows = list(body.iter(f"{W}tr"))
    assert rows and all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_the_page_is_a4_in_french_with_page_numbers_and_fingerprint(clinic: tuple[Document, ...]) -> None:
    order = frozen(answers())
    content = written(clinic[0])
    size = part(content, "word/document.xml").find(f".//{W}pgSz")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    language = part(content, "word/styles.xml").find(f".//{W}lang")
    assert language.get(f"{W}val") == "fr-FR"
    footer = text_of(part(content, "word/footer1.xml"))
    assert order.fingerprint in footer and "ab" * 32 in footer and "Page 1 sur 1" in footer
    assert {"PAGE", "NUMPAGES"} <= set(instructions(content))


@pytest.mark.parametrize("mark", list(DraftMark))
def test_the_draft_mark_stands_in_the_header_of_each_page(mark: DraftMark) -> None:
    for document in documents_of(frozen(answers(), draft=mark)):
        header = part(written(document), "word/header1.xml")
        assert document.draft_mark and document.draft_mark in text_of(header)
        assert document.draft_mark in {node.get("string") for node in header.iter() if node.get("string")}


def test_without_a_draft_mark_no_header_speaks_of_one(clinic: tuple[Document, ...]) -> None:
    for document in clinic:
        assert "Projet" not in text_of(part(written(document), "word/header1.xml"))


def test_a_logo_stands_in_the_header_inside_the_file() -> None:
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (400).to_bytes(4, "big") + (100).to_bytes(4, "big")
    found = parts(written(small(Text("x"), logo=png)))
    assert found["word/media/logo.png"] == png
    assert b"media/logo.png" in found["word/_rels/header1.xml.rels"]
    assert b'cx="1296000" cy="324000"' in found["word/header1.xml"]  # 36 mm by 9 mm
    assert b'distL="0"' in found["word/header1.xml"], "flush with the text below"
    tight = parts(written(small(Text("x"), logo=png, one_page=True)))
    assert b'cx="1008000" cy="252000"' in tight["word/header1.xml"], "28 mm by 7 mm: clear of the title"
    assert b'Extension="png"' in found["[Content_Types].xml"]


def test_python_docx_reads_headings_and_tables(clinic: tuple[Document, ...]) -> None:
    read = docx.Document(io.BytesIO(written(clinic[0])))
    headings = [p.text for p in read.paragraphs if p.style.name.lower().startswith("heading")]
    assert headings == [block.title for block in clinic[0].blocks if isinstance(block, Heading)]
    assert read.core_properties.author == "NumSpot"
    assert read.core_properties.language == "fr-FR"


def test_spaces_are_kept_and_bookmark_names_fit() -> None:
    body = part(written(small(Text(" a "))), "word/document.xml")
    assert all(node.get(f"{XML}space") == "preserve" for node in body.iter(f"{W}t"))
    long = bookmark_name("special_conditions[0].clauses[123].something.very.long")
    assert len(long) <= 40
    assert bookmark_name("CS-HDS-3") == bookmark_of("CS-HDS-3") == "CS_HDS_3"
    assert bookmark_name("0x").startswith("m_")


ORDERS = {
    "pPr": "pStyle keepNext keepLines widowControl numPr pBdr tabs spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b i color sz szCs lang",
    "tblPr": "tblW tblBorders tblLayout tblCellMar",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan tcBorders shd vAlign",
    "sdtPr": "tag id appearance",
    "sectPr": "headerReference footerReference pgSz pgMar",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
    "style": "name basedOn next qFormat pPr rPr tblPr",
}


def test_properties_stand_in_the_order_that_word_wants(clinic: tuple[Document, ...]) -> None:
    for document in (*clinic, *documents_of(frozen(long_order(40), draft=DraftMark.REVIEW))):
        for name, data in parts(written(document)).items():
            if not name.startswith("word/") or not name.endswith(".xml"):
                continue
            from lxml import etree

            for element in etree.fromstring(data).iter():
                local = etree.QName(element).localname
                if local in ORDERS and element.tag.startswith(W):
                    order = ORDERS[local].split()
                    places = [order.index(etree.QName(child).localname) for child in element]
                    assert places == sorted(places), (name, local)
