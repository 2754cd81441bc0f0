"""Letters about a SEPA mandate, one page each: what the debtor signs (another account, a revocation) and what
the creditor announces (another identifier, the end after a revocation, a debit to come: T24).

Old accounts are masked: a letter tells which account is meant, not its number. The wording is the project's.
The form itself is in `mandate`.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from numspot_desk.contracts.content.blocks import (
    Block,
    Boxes,
    Document,
    Field,
    Fields,
    Inline,
    Paragraph,
    Signature,
    Signatures,
    Text,
)
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.content.filled import FRENCH, day
from numspot_desk.contracts.content.mandate import BIC_BOXES, IBAN_BOXES
from numspot_desk.contracts.content.parts import Row, common, creditor_address, provider_signature_of
from numspot_desk.contracts.content.wording import Wording, wording
from numspot_desk.contracts.mandate_life.facts import Account, Scheme
from numspot_desk.rules.identifiers import iban

KIND: Final = "mandate_letter"


@dataclass(frozen=True)
class LetterMandate:
    """What every letter says of its mandate. `address` has the debtor's postal lines; `on` is the day of the
    letter, None to be dated by hand; `signatory` and `function` those of who signs for the debtor."""

    creditor: Creditor
    number: str
    rum: str
    scheme: Scheme
    debtor: str
    address: tuple[str, ...]
    account: Account
    signed_on: dt.date | None = None
    on: dt.date | None = None
    signatory: str = ""
    function: str = ""


@dataclass(frozen=True)
class AnnouncedDebit:
    """A debit to come, as the debtor is told: invoice, amount in euros including tax, day."""

    invoice: str
    amount: Decimal
    debit_on: dt.date


# ── What the debtor signs ────────────────────────────────────────────────────────────────────────────


def account_letter(
    about: LetterMandate, account: Account | None = None, from_day: dt.date | None = None
) -> Document:
    """The debtor asks that another account be debited; its boxes stay empty where it is not known yet."""
    words = wording("mandate_letters")
    new = account or Account("")
    rows: list[Row] = [(words.say("account.bank"), _filled("letter.bank", new.bank))]
    rows.append(
        (words.say("account.from_day"), _filled("letter.from_day", day(from_day) if from_day else ""))
    )
    closing = ["rib", "until"] if about.scheme is Scheme.CORE else ["rib", "until", "register"]
    return _letter(
        "account",
        about,
        (
            *_said(words, "account.opening"),
            Boxes(words.say("account.bic"), "letter.bic", new.bic or "", BIC_BOXES),
            Boxes(words.say("account.iban"), "letter.iban", new.iban, IBAN_BOXES),
            Fields(tuple(rows)),
            *_said(words, *(f"account.{name}" for name in closing)),
            _debtor_signs(about, words),
        ),
        from_debtor=True,
    )


def revocation_letter(about: LetterMandate) -> Document:
    """The debtor withdraws the mandate (T29)."""
    words = wording("mandate_letters")
    said = _said(words, "revocation.opening", "revocation.bank", "revocation.due")
    return _letter("revocation", about, (*said, _debtor_signs(about, words)), from_debtor=True)


# ── What the creditor announces ──────────────────────────────────────────────────────────────────────


def creditor_letter(about: LetterMandate, former_ics: str, from_day: dt.date) -> Document:
    """The creditor has another identifier; the mandate stays."""
    words = wording("mandate_letters")
    rows = (
        (words.say("creditor.old"), (Field("letter.former_ics", former_ics),)),
        (words.say("creditor.new"), (Field("creditor.ics", about.creditor.ics, bold=True),)),
    )
    blocks: tuple[Block, ...] = (
        *_said(words, "creditor.opening", date=day(from_day)),
        Fields(rows),
        *_said(words, "creditor.bank", "regards"),
        _creditor_signs(about),
    )
    return _letter("creditor", about, blocks)


def revocation_receipt(
    about: LetterMandate, revoked_on: dt.date, effective: dt.date, last_debit: dt.date
) -> Document:
    """The creditor confirms a revocation, with the last day of the mandate and of its debits (T29)."""
    words = wording("mandate_letters")
    days = {"revoked_on": revoked_on, "effective": effective, "last_debit": last_debit}
    rows = tuple(
        (words.say(f"receipt.{name}"), (Field(f"letter.{name}", day(value), bold=name != "revoked_on"),))
        for name, value in days.items()
    )
    blocks: tuple[Block, ...] = (
        *_said(words, "receipt.opening", date=day(revoked_on)),
        Fields(rows),
        *_said(words, "receipt.after", "receipt.due", "regards"),
        _creditor_signs(about),
    )
    return _letter("receipt", about, blocks)


def notice_letter(about: LetterMandate, debit: AnnouncedDebit) -> Document:
    """The creditor announces a debit (T24)."""
    words = wording("mandate_letters")
    rows = tuple((label, (Field(tag, value, bold=True),)) for label, tag, value in _debit_rows(debit, words))
    blocks: list[Block] = [*_said(words, "notice.opening"), Fields(rows)]
    blocks += [Paragraph((Text(sentence),)) for sentence in notice_sentences(about, debit)]
    blocks += [*_said(words, "regards"), _creditor_signs(about)]
    return _letter("notice", about, tuple(blocks))


def notice_mail(about: LetterMandate, debit: AnnouncedDebit) -> tuple[str, str]:
    """Subject and text of the message that announces a debit."""
    words = wording("mandate_letters")
    rows = [(label, value) for label, _tag, value in _debit_rows(debit, words)]
    rows += [(label, _shown(inlines)) for label, inlines in _mandate_rows(about, words)]
    listed = "\n".join(words.say("notice.mail_line", label=label, value=value) for label, value in rows)
    parts = [
        words.say("notice.mail_hello"),
        words.say("notice.opening"),
        listed,
        *notice_sentences(about, debit),
        words.say("notice.mail_bye", name=about.creditor.signatory_name or about.creditor.legal_name),
    ]
    return words.say("notice.mail_subject", invoice=debit.invoice), "\n\n".join(parts) + "\n"


def notice_sentences(about: LetterMandate, debit: AnnouncedDebit) -> tuple[str, ...]:
    """How long before the debit is announced, where the letter is dated, and what the debtor can do."""
    words = wording("mandate_letters")
    left = 0 if about.on is None else (debit.debit_on - about.on).days
    said = [words.say(f"scheme.{about.scheme.value}_rights")]
    if left == 1:
        said.insert(0, words.say("notice.told_one"))
    elif left > 1:
        said.insert(0, words.say("notice.told", days=str(left)))
    return tuple(said)


def _debit_rows(debit: AnnouncedDebit, words: Wording) -> tuple[tuple[str, str, str], ...]:
    return (
        (words.say("notice.invoice"), "letter.invoice", debit.invoice),
        (words.say("notice.amount"), "letter.amount", FRENCH.money(debit.amount)),
        (words.say("notice.debit_on"), "letter.debit_on", day(debit.debit_on)),
    )


# ── Parts of every letter ────────────────────────────────────────────────────────────────────────────


def _letter(
    name: str, about: LetterMandate, blocks: tuple[Block, ...], *, from_debtor: bool = False
) -> Document:
    words = wording("mandate_letters")
    title = words.say(f"{name}.title")
    creditor = (Text(f"{about.creditor.legal_name}\n"), *creditor_address(about.creditor))
    debtor = (
        Field("mandate.debtor.name", about.debtor),
        Text("".join(f"\n{line}" for line in about.address)),
    )
    sender, receiver = (debtor, creditor) if from_debtor else (creditor, debtor)
    head: list[Row] = [(words.say("from"), sender), (words.say("to"), receiver)]
    head.append((words.say("dated"), _filled("letter.on", day(about.on) if about.on else "")))
    told_below = words.say("mandate.ics") if name == "creditor" else ""
    rows = tuple(row for row in _mandate_rows(about, words) if row[0] != told_below)
    return Document(
        kind=KIND,
        title=title,
        subtitle=words.say("subject"),
        blocks=(Fields(tuple(head)), Fields(rows), *blocks),
        footer=(words.say("footer", rum=about.rum, number=about.number),),
        draft_mark=None,
        properties={
            "title": f"{title} – {about.rum}",
            "subject": words.say("subject"),
            "author": about.debtor if from_debtor else common().say("author"),
            "keywords": about.number,
            "language": common().say("language"),
        },
        variant=words.say(f"{name}.variant"),
        one_page=True,
        logo=None if from_debtor else about.creditor.logo_png(),
    )


def _mandate_rows(about: LetterMandate, words: Wording) -> tuple[Row, ...]:
    rows: list[Row] = [
        (words.say("mandate.rum"), (Field("mandate.rum", about.rum, bold=True),)),
        (words.say("mandate.ics"), (Field("creditor.ics", about.creditor.ics),)),
        (words.say("mandate.scheme"), (Text(words.say(f"scheme.{about.scheme.value}")),)),
        (words.say("mandate.account"), (Text(_masked(about.account)),)),
        (words.say("mandate.number"), (Text(about.number),)),
    ]
    if about.signed_on is not None:
        rows.insert(4, (words.say("mandate.signed_on"), (Field("mandate.signed_on", day(about.signed_on)),)))
    return tuple(rows)


def _masked(account: Account) -> str:
    return f"{iban.masked(account.iban)} – {account.bank}" if account.bank else iban.masked(account.iban)


def _said(words: Wording, *names: str, **values: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Text(words.say(name, **values)),)) for name in names)


def _filled(tag: str, value: str) -> tuple[Inline, ...]:
    return (Field(tag, value),) if value else ()


def _shown(inlines: tuple[Inline, ...]) -> str:
    return "".join(one.value for one in inlines if isinstance(one, Text | Field))


def _debtor_signs(about: LetterMandate, words: Wording) -> Signatures:
    rows: tuple[Row, ...] = (
        (words.say("place"), ()),
        (words.say("name"), _filled("contacts.signatory.name", about.signatory)),
        (words.say("function"), _filled("contacts.signatory.function", about.function)),
    )
    return Signatures((Signature(words.say("debtor"), rows, words.say("frame")),))


def _creditor_signs(about: LetterMandate) -> Signatures:
    return Signatures((provider_signature_of(about.creditor, about.creditor.legal_name),))
