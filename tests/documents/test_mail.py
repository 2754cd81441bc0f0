"""Mail drafts: they open unsent, carry the set whole, and nothing in an address or a name breaks out."""

from email import message_from_bytes
from email.policy import default

import pytest

from numspot_desk.documents.mail import DraftFiles
from numspot_desk.usecases.orders.deliver_set import mail_draft
from numspot_desk.usecases.ports.files import MailDraft
from numspot_desk.usecases.refusals import FileRefused
from tests.documents.frozen_orders import answers, frozen


def draft(**changes: object) -> MailDraft:
    made = {"to": ("juridique@exemple.example",), "subject": "Été – n°\u00a01", "body": "Voilà.\n",
            "attachments": {"a.docx": b"PK\x03\x04\r\n\0", "a.pdf": b"%PDF"}}  # fmt: skip
    return MailDraft(**{**made, **changes})


def test_a_draft_reads_back() -> None:
    mail = message_from_bytes(DraftFiles().write(draft()), policy=default)
    assert mail["X-Unsent"] == "1"
    assert mail["To"] == "juridique@exemple.example"
    assert mail["Subject"] == "Été – n°\u00a01"
    assert mail["From"] is None and mail["Date"] is None
    assert mail.get_body(("plain",)).get_content().splitlines() == ["Voilà."]
    attached = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
    assert attached == {"a.docx": b"PK\x03\x04\r\n\0", "a.pdf": b"%PDF"}


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert DraftFiles().write(draft()) == DraftFiles().write(draft())


@pytest.mark.parametrize("to", ["a@b\r\nBcc: c@d", "no address", "", "a@b, c@d", "a b@c"])
def test_an_address_that_is_none_is_refused(to: str) -> None:
    with pytest.raises(FileRefused):
        DraftFiles().write(draft(to=(to,)))


def test_a_subject_of_two_lines_is_refused() -> None:
    with pytest.raises(FileRefused):
        DraftFiles().write(draft(subject="a\r\nBcc: x@y"))


def test_the_message_of_a_set_names_its_files_and_asks_for_the_rib() -> None:
    order = frozen(answers())
    made = mail_draft(order, {"commande.docx": b"x"})
    assert made.to == ("juridique@tilleuls.example",)
    assert order.number in made.subject
    assert "- commande.docx" in made.body and "RIB" in made.body
    given = answers()
    given["mandate"] = None
    given["contacts"]["notification_email"] = ""
    assert mail_draft(frozen(given), {}).to == ()
