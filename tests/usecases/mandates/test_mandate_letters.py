"""Letters about mandates of a real workspace: what they take from facts and order, and what refuses them."""

import datetime as dt
import email
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from email import policy
from pathlib import Path

import pytest

from numspot_desk.contracts.content.mandate_letters import AnnouncedDebit
from numspot_desk.contracts.mandate_life.facts import Account, Amended, Revoked
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.mail import DraftFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.mandates.mandate_acts import record_facts
from numspot_desk.usecases.mandates.mandate_letters import (
    Letter,
    LetterMatter,
    LetterRefused,
    MadeLetter,
    mandate_letter,
    write_letter,
    write_notice_mail,
)
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.refusals import NoSuchRecord
from tests.documents.word_reading import controls
from tests.usecases.desk import NOON, PERSON
from tests.usecases.mandate_desk import IBAN, RUM, AnyDay, desk_of, order_in, signed_mandate, workspace_on

TODAY = dt.date(2027, 2, 1)
DEBIT = AnnouncedDebit("FA-2027-0042", Decimal("120.50"), dt.date(2027, 2, 26))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    clock = AnyDay()
    opened = workspace_on(tmp_path / "desk", clock)
    record = order_in(opened)
    signed_mandate(opened, record.id, desk_of(clock))
    yield opened
    opened.close()


def letter(workspace: OpenWorkspace, kind: Letter, **matter: object) -> MadeLetter:
    return mandate_letter(workspace, RUM, kind, TODAY, LetterMatter(**matter))  # type: ignore[arg-type]


def read(made: MadeLetter) -> dict[str, str]:
    return controls(WordFiles().write(made.document))


def test_the_fields_of_a_notice_are_read_back_from_word(workspace: OpenWorkspace) -> None:
    found = read(letter(workspace, Letter.NOTICE, debit=DEBIT))
    assert found["mandate.rum"] == RUM
    assert found["letter.invoice"] == "FA-2027-0042"
    assert found["letter.amount"].replace("\N{NO-BREAK SPACE}", " ") == "120,50 €"
    assert (found["letter.on"], found["letter.debit_on"]) == ("1er février 2027", "26 février 2027")
    assert found["mandate.signed_on"] == "1er décembre 2026"


def test_a_notice_goes_to_who_is_invoiced_with_its_letter(workspace: OpenWorkspace, tmp_path: Path) -> None:
    made = letter(workspace, Letter.NOTICE, debit=DEBIT)
    files = (WordFiles(), DraftFiles(), FolderFiles())
    path = write_notice_mail(made, tmp_path / "out", *files)
    mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert path.name == "mandat-OLD-2019-7-avis-de-prelevement-message.eml"
    assert mail["To"] and all(address in str(mail["To"]) for address in made.mail_to) and made.mail_to
    body, attached = mail.get_body(("plain",)), list(mail.iter_attachments())
    assert body is not None and "26 février 2027" in body.get_content()
    assert [part.get_filename() for part in attached] == ["mandat-OLD-2019-7-avis-de-prelevement.docx"]
    assert IBAN.encode() not in path.read_bytes() and IBAN not in path.name
    with pytest.raises(LetterRefused):
        write_notice_mail(letter(workspace, Letter.REVOCATION), tmp_path, *files)


def test_a_letter_of_an_old_mandate_is_signed_by_who_signed_it(workspace: OpenWorkspace) -> None:
    about = letter(workspace, Letter.REVOCATION).about
    assert (about.signatory, about.function) == ("Alix Martin", "")


def test_an_order_lends_its_address_to_the_debtor_it_names_alone(workspace: OpenWorkspace) -> None:
    assert letter(workspace, Letter.REVOCATION).about.address == ()  # "Atelier Exemple" is not in the order
    record = workspace.orders.by_number("CMD-2026-7K3Q9XM4")
    assert record is not None
    named = str(record.answers["client"]["legal_name"])
    clock = AnyDay(TODAY)
    record_facts(workspace, RUM, [Amended(TODAY, debtor=named.upper())], desk_of(clock, 5000))
    address = letter(workspace, Letter.REVOCATION).about.address
    assert address and address[-1] == "France"


def test_a_letter_of_the_debtor_is_dated_by_hand(workspace: OpenWorkspace, tmp_path: Path) -> None:
    made = letter(workspace, Letter.ACCOUNT, account=Account("DE89370400440532013000", "COBADEFFXXX"))
    path = write_letter(made, tmp_path / "out", WordFiles(), FolderFiles())
    found = controls(path.read_bytes())
    assert path.name == "mandat-OLD-2019-7-changement-de-compte.docx"
    assert found["letter.iban"] == "DE89370400440532013000" and "letter.on" not in found


def test_a_receipt_follows_from_the_revocation(workspace: OpenWorkspace) -> None:
    with pytest.raises(LetterRefused):
        letter(workspace, Letter.RECEIPT)
    record_facts(workspace, RUM, [Revoked(dt.date(2027, 1, 20), "mail")], desk_of(AnyDay(TODAY), 5000))
    found = read(letter(workspace, Letter.RECEIPT))
    assert (found["letter.revoked_on"], found["letter.effective"], found["letter.last_debit"]) == (
        "20 janvier 2027",
        "20 février 2027",
        "19 février 2027",
    )


def test_a_new_creditor_identifier_is_told_with_the_one_before(workspace: OpenWorkspace) -> None:
    with pytest.raises(LetterRefused):
        letter(workspace, Letter.CREDITOR)
    changed = Act("settings.changed", "creditor", PERSON.name, NOON)
    workspace.settings.put("creditor", {"ics": "FR72ZZZ123456"}, changed)
    before = read(letter(workspace, Letter.CREDITOR, from_day=dt.date(2027, 3, 1)))
    assert (before["letter.former_ics"], before["creditor.ics"]) == ("FR15ZZZ588627", "FR72ZZZ123456")
    record_facts(workspace, RUM, [Amended(TODAY, ics="FR72ZZZ123456")], desk_of(AnyDay(TODAY), 5000))
    assert read(letter(workspace, Letter.CREDITOR)) == before


def test_what_is_missing_is_asked_for(workspace: OpenWorkspace) -> None:
    with pytest.raises(LetterRefused):
        letter(workspace, Letter.NOTICE)
    with pytest.raises(NoSuchRecord):
        mandate_letter(workspace, "NS2026XXXXXXXX", Letter.REVOCATION, TODAY)


def test_a_reference_of_signs_still_names_a_file(workspace: OpenWorkspace) -> None:
    made = letter(workspace, Letter.REVOCATION)
    odd = replace(made, about=replace(made.about, rum="+/(?)-"))
    assert odd.name == "mandat-revocation"
