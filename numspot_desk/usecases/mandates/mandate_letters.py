"""Letters about a mandate of the workspace, as Word files, and the message that announces a debit (T24).

What a letter says follows from the facts of the mandate and from the order that it belongs to. Writing one
records nothing: that it was sent, a person says.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from numspot_desk.contracts.collection.debits import Address
from numspot_desk.contracts.content.blocks import Document
from numspot_desk.contracts.content.file_names import slug
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
from numspot_desk.contracts.content.parts import common
from numspot_desk.contracts.country_names import country_name
from numspot_desk.contracts.mandate_life.facts import Account, Amended, Fact
from numspot_desk.contracts.mandate_life.life import Life, life
from numspot_desk.contracts.order.order_document import get
from numspot_desk.language.messages import message
from numspot_desk.usecases.mandates.debits_of_mandates import address_of, answers_of
from numspot_desk.usecases.mandates.mandate_acts import book_of, readings_for
from numspot_desk.usecases.mandates.signatories import signatory_of
from numspot_desk.usecases.ports.files import FileWriter, MailDraft, MailWriter, WordWriter
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.settings.kept_settings import creditor_of


class Letter(StrEnum):
    """The letters: what the debtor signs (`account`, `revocation`), what the creditor announces."""

    ACCOUNT = "account"
    CREDITOR = "creditor"
    REVOCATION = "revocation"
    RECEIPT = "receipt"
    NOTICE = "notice"


class LetterRefused(DeskError):
    """The mandate gives no reason for this letter, or something that it says is missing."""


@dataclass(frozen=True)
class LetterMatter:
    """What a letter is about besides its mandate: the new account and its first day, the debit to come."""

    account: Account | None = None
    from_day: dt.date | None = None
    debit: AnnouncedDebit | None = None


@dataclass(frozen=True)
class MadeLetter:
    """A letter of the workspace; `mail_to` are the addresses of who is invoiced."""

    letter: Letter
    about: LetterMandate
    matter: LetterMatter
    document: Document
    mail_to: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its files, without their ending."""
        return slug(f"{common().say('file.mandate_letter')} {self.about.rum} {self.document.variant}", 70)


def mandate_letter(
    workspace: Workspace, rum: str, letter: Letter, today: dt.date, matter: LetterMatter | None = None
) -> MadeLetter:
    """A letter about a mandate, dated today where the creditor sends it. Raises `NoSuchRecord`,
    `LetterRefused`."""
    kept = workspace.mandates.get(rum)
    facts = book_of(kept).facts
    known = life(facts, today, dict(readings_for(workspace, kept)))
    answers = answers_of(workspace, kept)
    said = matter or LetterMatter()
    by_debtor = letter in (Letter.ACCOUNT, Letter.REVOCATION)
    signatory, function = signatory_of(workspace, kept, answers, facts)
    about = LetterMandate(
        creditor=creditor_of(workspace),
        number=kept.number,
        rum=kept.rum,
        scheme=known.terms.scheme,
        debtor=known.terms.debtor,
        address=_lines(address_of(answers, known.terms)),
        account=known.terms.account,
        signed_on=known.standing.signed_on,
        on=None if by_debtor else today,
        signatory=signatory,
        function=function,
    )
    document = _document(letter, about, known, facts, said)
    return MadeLetter(letter, about, said, document, _mail_to(answers))


def write_letter(made: MadeLetter, out: Path, writer: WordWriter, files: FileWriter) -> Path:
    """Write a letter as a Word file. Raises `FileRefused`."""
    return files.write_all(out, {f"{made.name}.docx": writer.write(made.document)})[0]


def write_notice_mail(
    made: MadeLetter, out: Path, writer: WordWriter, mail: MailWriter, files: FileWriter
) -> Path:
    """Write the message that announces a debit, the letter attached. Raises `FileRefused`, `LetterRefused`
    for another letter."""
    if made.matter.debit is None or made.letter is not Letter.NOTICE:
        raise LetterRefused(message("Only the announcement of a debit is sent as a message."))
    subject, body = notice_mail(made.about, made.matter.debit)
    attached = {f"{made.name}.docx": writer.write(made.document)}
    draft = MailDraft(made.mail_to, subject, body, attached)
    name = f"{made.name}-{common().say('file.mail')}.eml"
    return files.write_all(out, {name: mail.write(draft)})[0]


def _document(
    letter: Letter, about: LetterMandate, known: Life, facts: tuple[Fact, ...], matter: LetterMatter
) -> Document:
    match letter:
        case Letter.ACCOUNT:
            return account_letter(about, matter.account, matter.from_day)
        case Letter.REVOCATION:
            return revocation_letter(about)
        case Letter.RECEIPT:
            if known.revocation is None:
                raise LetterRefused(message("This mandate was not revoked: record the revocation first."))
            revoked = known.revocation
            return revocation_receipt(about, revoked.revoked_on, revoked.effective, revoked.last_debit)
        case Letter.CREDITOR:
            former, since = _former_ics(known, facts, about.creditor.ics)
            return creditor_letter(about, former, matter.from_day or since or known.day)
        case Letter.NOTICE:
            if matter.debit is None:
                raise LetterRefused(message("Name the invoice, the amount and the day of the debit."))
            return notice_letter(about, matter.debit)


def _former_ics(known: Life, facts: tuple[Fact, ...], present: str) -> tuple[str, dt.date | None]:
    """The identifier that the debtor knows, and the day of the amendment that changed it, if recorded."""
    changed = [fact for fact in facts if isinstance(fact, Amended) and fact.ics == present]
    former = known.terms.first_ics if changed else known.terms.ics
    if former == present:
        raise LetterRefused(message("The creditor identifier of this mandate has not changed."))
    return former, changed[-1].on if changed else None


def _lines(address: Address) -> tuple[str, ...]:
    town = f"{address.postcode} {address.city}".strip()
    country = country_name(address.country) or address.country
    return tuple(line for line in (address.line1, address.line2, town, country) if line)


def _mail_to(answers: Mapping[str, Any]) -> tuple[str, ...]:
    billing = get(answers, "contacts.billing")
    people = billing if isinstance(billing, list) else []
    found = [one.get("email") for one in people if isinstance(one, dict)]
    return tuple(email for email in found if isinstance(email, str) and email)
