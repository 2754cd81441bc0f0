"""The letters about a mandate: what each says, what the scheme changes in it, and which account it hides."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from numspot_desk.contracts.content.blocks import Boxes, Document, Field, Fields, Paragraph, Text
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.content.mandate_letters import (
    AnnouncedDebit,
    LetterMandate,
    account_letter,
    creditor_letter,
    notice_letter,
    notice_mail,
    revocation_letter,
    revocation_receipt,
)
from numspot_desk.contracts.mandate_life.facts import Account, Scheme

IBAN = "FR1420041010050500013M02606"
ABOUT = LetterMandate(
    creditor=Creditor(signatory_name="Claire Exemple"),
    number="CMD-2026-7K3Q9XM4",
    rum="NS20267K3Q9XM4",
    scheme=Scheme.CORE,
    debtor="Clinique des Trois Exemples",
    address=("12 rue des Œillets", "69003 Lyon", "France"),
    account=Account(IBAN, "PSSTFRPP", "La Banque Postale"),
    signed_on=dt.date(2026, 1, 20),
    on=dt.date(2026, 11, 23),
)
B2B = replace(ABOUT, scheme=Scheme.B2B)
DEBIT = AnnouncedDebit("FA-2026-0042", Decimal("12345.60"), dt.date(2026, 12, 15))
NEW = Account("DE89370400440532013000", "COBADEFFXXX", "Commerzbank")


def every(about: LetterMandate) -> tuple[Document, ...]:
    return (
        account_letter(about, NEW, dt.date(2027, 1, 1)),
        account_letter(about),
        revocation_letter(about),
        creditor_letter(about, "FR72ZZZ123456", dt.date(2027, 1, 1)),
        revocation_receipt(about, dt.date(2026, 11, 20), dt.date(2026, 12, 20), dt.date(2026, 12, 18)),
        notice_letter(about, DEBIT),
    )


def said(document: Document) -> str:
    pieces = []
    for block in document.blocks:
        rows = block.rows if isinstance(block, Fields) else ()
        inlines = block.inlines if isinstance(block, Paragraph) else ()
        for inline in (*inlines, *(one for _label, found in rows for one in found)):
            assert isinstance(inline, Text | Field)
            pieces.append(inline.value)
    return "\n".join(pieces)


@pytest.mark.parametrize("about", [ABOUT, B2B], ids=["core", "b2b"])
def test_every_letter_names_the_mandate_and_hides_its_account(about: LetterMandate) -> None:
    letters = every(about)
    assert len({letter.variant for letter in letters}) == 5
    for letter in letters:
        text = said(letter)
        assert letter.one_page and letter.draft_mark is None
        for fact in ("NS20267K3Q9XM4", "FR15ZZZ588627", "Clinique des Trois Exemples", "69003 Lyon"):
            assert fact in text
        assert IBAN not in repr(letter) and "FR14 •••• 2606" in text
        assert ("interentreprises" in text) is (about is B2B)


def test_a_letter_of_the_debtor_goes_from_the_debtor_to_the_creditor() -> None:
    asked, told = account_letter(replace(ABOUT, on=None)), notice_letter(ABOUT, DEBIT)
    assert said(asked).index("Clinique") < said(asked).index("Esplanade")
    assert said(told).index("Esplanade") < said(told).index("Clinique")
    assert asked.properties["author"] == "Clinique des Trois Exemples"
    assert "novembre 2026" not in said(asked) and "23 novembre 2026" in said(told)


def test_the_new_account_stands_in_boxes_or_leaves_them_empty() -> None:
    filled = {
        block.tag: block.value for block in account_letter(ABOUT, NEW).blocks if isinstance(block, Boxes)
    }
    assert filled == {"letter.bic": "COBADEFFXXX", "letter.iban": NEW.iban}
    blank = [block for block in account_letter(ABOUT).blocks if isinstance(block, Boxes)]
    assert [(block.value, block.count) for block in blank] == [("", 11), ("", 34)]


def test_the_rights_after_a_debit_are_those_of_the_scheme() -> None:
    core, business = said(notice_letter(ABOUT, DEBIT)), said(notice_letter(B2B, DEBIT))
    assert "8 semaines" in core and "8 semaines" not in business
    assert "ne donne pas droit au remboursement" in business
    assert "enregistre" in said(account_letter(B2B)) and "enregistre" not in said(account_letter(ABOUT))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (dt.date(2026, 12, 1), "14 jours avant"),
        (dt.date(2026, 12, 14), "la veille"),
        (dt.date(2026, 12, 15), None),
        (None, None),
    ],
)
def test_the_announcement_says_how_long_before_it_comes(day: dt.date | None, sentence: str | None) -> None:
    text = said(notice_letter(replace(ABOUT, on=day), DEBIT))
    assert ("Cet avis" in text) is (sentence is not None)
    assert sentence is None or sentence in text


def test_the_message_says_what_the_letter_says() -> None:
    subject, body = notice_mail(ABOUT, DEBIT)
    assert "FA-2026-0042" in subject
    for fact in ("12\u202f345,60", "15 décembre 2026", "NS20267K3Q9XM4", "FR14 •••• 2606", "Claire Exemple"):
        assert fact in body
    assert IBAN not in body and body.endswith("\n")


def test_a_receipt_tells_the_last_days() -> None:
    text = said(every(ABOUT)[4])
    assert "20 décembre 2026" in text and "18 décembre 2026" in text


def test_a_changed_creditor_shows_both_identifiers_once() -> None:
    text = said(every(ABOUT)[3])
    assert text.count("FR72ZZZ123456") == 1 and text.count("FR15ZZZ588627") == 1
