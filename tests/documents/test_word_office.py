"""Our Word files as LibreOffice lays them out: pages, nothing empty, no heading left alone, true contents.

Needs LibreOffice and pdftotext; skips visibly where they are absent. One start of the office program.
"""

import copy
import datetime as dt
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from numspot_desk.contracts.content.blocks import Document, Heading
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.content.frozen import DraftMark, GoverningTerms
from numspot_desk.contracts.content.mandate import blank_mandate, mandate
from numspot_desk.contracts.content.mandate_letters import (
    AnnouncedDebit,
    LetterMandate,
    account_letter,
    creditor_letter,
    notice_letter,
    revocation_letter,
    revocation_receipt,
)
from numspot_desk.contracts.mandate_life.facts import Account, Scheme
from numspot_desk.documents.pdf import OfficePdf
from numspot_desk.documents.word import WordFiles
from numspot_desk.terms.mandate_annex import LONGEST, MandateAnnex
from numspot_desk.usecases.orders.preview_order import documents_of
from tests.documents.frozen_orders import answers, frozen, long_order
from tests.documents.word_reading import bookmarks, instructions

pytestmark = pytest.mark.skipif(
    not OfficePdf().available() or shutil.which("pdftotext") is None,
    reason="LibreOffice or pdftotext is not on this machine",
)


def extreme() -> dict[str, object]:
    """Ten derogations, long names everywhere, the longest IBAN, a contractor who is not the debtor."""
    given = answers()
    name = "Groupement hospitalier de territoire des établissements publics de la Démonstration et environs"
    given["client"]["legal_name"] = name
    given["contacts"]["signatory"] = {"name": name, "function": name}
    model = given["derogations"][0]
    text = "Les parties aménagent ce point selon les besoins du service.\n" * 5
    given["derogations"] = [{**model, "id": f"D{n}", "text": text} for n in range(1, 11)]
    given["lines"][0]["label"] = "X" * 120
    given["lines"][1]["unit_price"] = "123456789012.1234"
    mandate = given["mandate"]
    mandate["debtor"]["name"] = name[:70]
    mandate["debtor"]["address"].update(
        line1="Bâtiment administratif, 1 avenue de la très longue Démonstration des h",
        line2="Cellule des dépenses, porte B, troisième étage gauche, couloir du fond",
        city="Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson",
    )
    mandate["contractor"] = copy.deepcopy(mandate["debtor"])
    mandate["bank"]["address"] = copy.deepcopy(mandate["debtor"]["address"])
    mandate["place"] = mandate["debtor"]["address"]["city"]
    mandate["bank"]["name"] = "Caisse régionale de crédit agricole maritime de la Démonstration du li"
    mandate["iban"] = "MT84MALT011000012345MTLCAST001S"
    return given


def unbroken() -> dict[str, object]:
    """Every name and address of the mandate as long as it may be, in one word of the widest letter."""
    given = extreme()
    mandate = given["mandate"]
    for party in ("debtor", "contractor", "bank"):
        mandate[party]["name"] = "W" * 70
        mandate[party]["address"].update(line1="W" * 70, line2="W" * 70, city="W" * 50, postcode="W" * 12)
    mandate["place"] = "W" * 50
    given["contacts"]["signatory"] = {"name": "W" * 100, "function": "W" * 100}
    return given


SETS = {
    "clinic": frozen(answers()),
    "extreme": frozen(extreme(), draft=DraftMark.REVIEW),
    "long": frozen(long_order(200)),
    "unbroken": frozen(unbroken()),
}


def one_pagers() -> dict[str, Document]:
    """Forms and letters that belong on one page, each as long as it may be."""
    sentence = "Le débiteur autorise des débits, que sa banque rembourse s'il le demande. "
    annex = MandateAnnex((sentence * (LONGEST // len(sentence)),))
    terms = GoverningTerms("CG", mandate=annex)
    long = "Groupement hospitalier des établissements publics de la Démonstration"
    about = LetterMandate(
        creditor=Creditor(),
        number="CMD-2026-7K3Q9XM4",
        rum="X" * 35,
        scheme=Scheme.B2B,
        debtor=long,
        address=(long, long, f"69003 {long[:45]}", "Royaume-Uni"),
        account=Account("MT84MALT011000012345MTLCAST001S", None, long),
        signed_on=dt.date(2026, 9, 30),
        on=dt.date(2026, 11, 23),
        signatory=long,
        function=long,
    )
    day = dt.date(2026, 12, 15)
    forms = {
        "annex": mandate(frozen(extreme(), terms=terms)),
        "b2b": mandate(frozen(extreme(), scheme=Scheme.B2B)),
        "unbroken-b2b": mandate(frozen(unbroken(), scheme=Scheme.B2B)),
        "blank": blank_mandate(Creditor()),
        "blank-annex": blank_mandate(Creditor(), annex=annex),
        "blank-b2b": blank_mandate(Creditor(), Scheme.B2B),
        "account": account_letter(about, about.account, day),
        "revocation": revocation_letter(about),
        "creditor": creditor_letter(about, "FR72ZZZ123456", day),
        "receipt": revocation_receipt(about, day, day, day),
        "notice": notice_letter(about, AnnouncedDebit("F" * 40, Decimal("999999999.99"), day)),
    }
    return {name: document for name, document in forms.items() if document is not None}


@pytest.fixture(scope="module")
def pages() -> dict[str, list[str]]:
    """The text of each page of each document, by `<set>-<kind>`, and of each form and letter by its name."""
    words = {
        f"{name}-{document.kind}.docx": WordFiles().write(document)
        for name, order in SETS.items()
        for document in documents_of(order)
    }
    words |= {f"{name}.docx": WordFiles().write(document) for name, document in one_pagers().items()}
    made = OfficePdf().convert_all(words)
    return {Path(name).stem: _pages(content) for name, content in made.items()}


def _pages(pdf: bytes) -> list[str]:
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode().split("\f")[:-1]


def _lines(page: str) -> list[str]:
    """The lines of a page's body, spaces made single, header and footer left out."""
    lines = [re.sub(r"\s+", " ", line).strip() for line in page.split("\n")]
    lines = [line for line in lines if line and not line.startswith(("Projet –", "NumSpot "))]
    foot = next((n for n, line in enumerate(lines) if re.search(r"Page \d+ sur \d+$", line)), len(lines))
    return lines[:foot]


@pytest.mark.parametrize("name", list(SETS))
def test_the_mandate_is_one_page(pages: dict[str, list[str]], name: str) -> None:
    assert len(pages[f"{name}-mandate"]) == 1


@pytest.mark.parametrize("name", list(one_pagers()))
def test_forms_and_letters_are_one_page(pages: dict[str, list[str]], name: str) -> None:
    assert len(pages[name]) == 1


def test_a_mandate_of_unbroken_words_prints_every_letter(pages: dict[str, list[str]]) -> None:
    assert pages["unbroken-mandate"][0].count("W") >= 3 * (3 * 70 + 50 + 12) + 50 + 2 * 100


def test_page_counts(pages: dict[str, list[str]]) -> None:
    assert len(pages["clinic-order_form"]) in (3, 4)
    assert len(pages["clinic-special_conditions"]) in (3, 4)
    assert len(pages["long-order_form"]) < 18


def test_each_page_has_text_and_its_number(pages: dict[str, list[str]]) -> None:
    for name, found in pages.items():
        for number, page in enumerate(found, 1):
            assert f"Page {number} sur {len(found)}" in page, (name, number)
            assert len(_lines(page)) >= 3, (name, number)


def test_no_heading_is_left_alone_at_the_foot(pages: dict[str, list[str]]) -> None:
    for set_name, order in SETS.items():
        for document in documents_of(order):
            titles = {
                f"{block.number}{'.' if block.level == 1 else ''} {block.title}".replace(
                    "\N{NO-BREAK SPACE}", " "
                )
                for block in document.blocks
                if isinstance(block, Heading)
            }
            for page in pages[f"{set_name}-{document.kind}"]:
                assert _lines(page)[-1] not in titles


def test_the_draft_mark_is_on_every_page(pages: dict[str, list[str]]) -> None:
    for name, found in pages.items():
        for page in found:
            assert ("Projet – revue juridique requise" in page) == name.startswith("extreme")


def test_a_long_document_has_contents_with_the_right_pages(pages: dict[str, list[str]]) -> None:
    found = pages["long-order_form"]
    entries = re.findall(r"^\s*(\d[\d.]*\s+\S.*?)\s*\.{3,}\s*(\d+)\s*$", found[0], re.MULTILINE)
    document = documents_of(SETS["long"])[0]
    assert len(entries) == sum(isinstance(block, Heading) for block in document.blocks)
    for title, number in entries:
        wanted = re.sub(r"\s+", " ", title)
        assert wanted in _lines(found[int(number) - 1]), (title, number)
    content = WordFiles().write(document)
    targets = [instruction.split()[1] for instruction in instructions(content) if "PAGEREF" in instruction]
    assert len(targets) == len(entries) and set(targets) <= set(bookmarks(content))


def test_a_short_document_has_none(pages: dict[str, list[str]]) -> None:
    assert not any("Sommaire" in page for page in pages["clinic-order_form"])
