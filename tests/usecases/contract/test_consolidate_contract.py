"""The consolidated reading as a Word file, read back."""

import datetime as dt
import io
import zipfile
from xml.etree import ElementTree

from numspot_desk.contracts.content.blocks import Clause, Heading, Table, Text
from numspot_desk.contracts.ranking.contract_papers import Edition
from numspot_desk.documents.word import WordFiles
from numspot_desk.language.catalog import load_language
from numspot_desk.usecases.contract.consolidate_contract import consolidated_document, file_name
from tests.contracts.contracts import NUMBER, contract, derogation, order, signed, terms, version

FR = load_language("fr")
DAY = dt.date(2026, 9, 1)
FIRST = Edition(version("2026-01", dt.date(2026, 1, 1)), terms())
THIRTY = derogation("D1", "CG-6.3.a", "breach_notice", "exclude", "Trente jours.")


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def text(*, everything: bool) -> str:
    situation = contract(signed(order(THIRTY)), editions=(FIRST,)).situation(DAY)
    content = WordFiles().write(consolidated_document(situation, FR, everything=everything))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = ElementTree.fromstring(parts.read("word/document.xml"))
    return "\n".join(
        "".join(run.text or "" for run in paragraph.iter(f"{WORD}t")) for paragraph in body.iter(f"{WORD}p")
    )


def test_the_file_holds_each_clause_with_its_origin_and_leaves_out_what_is_set_aside() -> None:
    told = text(everything=False)
    assert "Trente jours." in told and "Dix jours." not in told
    assert "CG art. 6.3.b, version 2026-01" in told
    assert f"CP-D1, commande {NUMBER}, version 1" in told


def test_with_everything_it_says_what_became_of_the_rest() -> None:
    told = text(everything=True)
    assert "Dix jours." in told
    assert "Écartée\u00a0: CP-D1" in told


def test_the_file_is_named_after_the_contract_and_the_day() -> None:
    situation = contract(signed(order())).situation(DAY)
    assert file_name(situation, FR) == f"{NUMBER}-consolide-2026-09-01.docx"


def test_articles_are_headings_under_the_number_they_are_cited_by() -> None:
    situation = contract(signed(order()), editions=(FIRST,)).situation(DAY)
    blocks = consolidated_document(situation, FR).blocks
    cited = [(block.number, block.title) for block in blocks if isinstance(block, Heading) and block.cited]
    assert cited == [("CG-1", "Mots"), ("CG-6", "Fin"), ("CG-18", "Divers"), ("CG-A1", "Argent")]
    content = WordFiles().write(consolidated_document(situation, FR))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = ElementTree.fromstring(parts.read("word/document.xml"))
    article = next(
        paragraph
        for paragraph in body.iter(f"{WORD}p")
        if "".join(run.text or "" for run in paragraph.iter(f"{WORD}t")).startswith("CG-6")
    )
    number = article.find(f"{WORD}pPr/{WORD}numPr/{WORD}numId")
    assert number is not None and number.get(f"{WORD}val") == "0", "Word counts no number of its own"


def test_the_lines_of_the_order_stand_in_a_table() -> None:
    situation = contract(signed(order()), editions=(FIRST,)).situation(DAY)
    tables = [block for block in consolidated_document(situation, FR).blocks if isinstance(block, Table)]
    lines = next(table for table in tables if any(c.title == "Désignation" for c in table.columns))
    assert all(len(row) == len(lines.columns) for row in lines.rows)
    assert not any("\n" in inline.value for row in lines.rows for cell in row for inline in cell)


def test_what_no_longer_counts_is_faint() -> None:
    situation = contract(signed(order(THIRTY)), editions=(FIRST,)).situation(DAY)
    document = consolidated_document(situation, FR, everything=True)
    shown = {
        inline.value: inline.small
        for block in document.blocks
        if isinstance(block, Clause)
        for paragraph in block.paragraphs
        for inline in paragraph.inlines
        if isinstance(inline, Text)
    }
    assert shown["Dix jours."] and not shown["Trente jours."]


def test_a_clause_taken_apart_is_a_heading_once_and_names_the_paragraph_that_is_replaced() -> None:
    parted = Edition(version("2026-01", dt.date(2026, 1, 1)), terms(extra="Un.\nDeux.\nTrois."))
    one = derogation("D1", "CG-18#2", "other", "replace", "Autre chose.")
    situation = contract(signed(order(one)), editions=(parted,)).situation(DAY)
    blocks = consolidated_document(situation, FR).blocks
    assert [b.number for b in blocks if isinstance(b, Heading) and b.cited].count("CG-18") == 1
    refs = [block.ref for block in blocks if isinstance(block, Clause)]
    place = refs.index("CG-18, alinéa 2")
    assert refs[place - 1 : place + 2] == ["CP-D1", "CG-18, alinéa 2", "CG-18"]
    with zipfile.ZipFile(io.BytesIO(WordFiles().write(consolidated_document(situation, FR)))) as parts:
        body = ElementTree.fromstring(parts.read("word/document.xml"))
    names = [mark.get(f"{WORD}name") for mark in body.iter(f"{WORD}bookmarkStart")]
    assert len(names) == len(set(names))
