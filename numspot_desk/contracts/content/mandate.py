"""The SEPA direct debit mandate (CG-A4; Core, or B2B by the scheme's own text): the paper form on one page,
every field boxed, filled or blank.

Town and country are fields of their own, as banks ask since 15 November 2026. A Core form says what the annex
of the governing terms says where its text is known; everything else is worded by the project. Letters about a
mandate are in `mandate_letters`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from numspot_desk.contracts.content.blocks import (
    Block,
    Boxes,
    Document,
    Form,
    FormCell,
    Inline,
    Paragraph,
    Signature,
    Signatures,
    Text,
)
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.content.filled import NONE, Filled
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.content.parts import (
    common,
    creditor_address,
    draft_mark,
    footer,
    ours,
    properties,
)
from numspot_desk.contracts.content.wording import Wording, wording
from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.terms.mandate_annex import MandateAnnex

KIND = "mandate"
RUM_BOXES = 17
BIC_BOXES = 11
IBAN_BOXES = 34
WHOLE_LINE, HALF_LINE, COUNTRY = 70, 35, 14
"""Characters that a value of usual size may have on its line; a longer one prints small, so that the longest
values the order accepts still leave the form on one page."""


@dataclass(frozen=True)
class MandatePaper:
    """What a form of the mandate prints: the creditor, the answers (their `mandate` and signatory alone), the
    reference where it is given, the scheme, the creditor identifier the mandate was first given to where that
    changed, the sentences of the governing terms, the lines at the foot."""

    creditor: Creditor
    answers: Mapping[str, Any]
    footer: tuple[str, ...]
    properties: dict[str, str]
    rum: str | None = None
    scheme: Scheme = Scheme.CORE
    original_ics: str | None = None
    annex: MandateAnnex | None = None
    draft_mark: str | None = None
    variant: str = ""


def mandate(order: FrozenOrder) -> Document | None:
    """The mandate of a frozen order; None when the order has none."""
    if not Filled(order.answers, common()).has("mandate"):
        return None
    words = wording("mandate")
    return mandate_form(
        MandatePaper(
            creditor=order.creditor,
            answers=order.answers,
            footer=footer(order),
            properties=properties(order, words.say(f"{order.scheme.value}.title"), words.say("subject")),
            rum=order.rum,
            scheme=order.scheme,
            original_ics=order.original_ics,
            annex=order.terms.mandate,
            draft_mark=draft_mark(order),
        )
    )


def blank_mandate(
    creditor: Creditor, scheme: Scheme = Scheme.CORE, annex: MandateAnnex | None = None
) -> Document:
    """A form to fill by hand: the creditor alone is printed on it."""
    words = wording("mandate")
    title = words.say(f"{scheme.value}.title")
    return mandate_form(
        MandatePaper(
            creditor=creditor,
            answers={},
            footer=(words.say("blank.footer"),),
            properties={
                "title": title,
                "subject": words.say("subject"),
                "author": common().say("author"),
                "language": common().say("language"),
            },
            scheme=scheme,
            annex=annex,
            variant=words.say("blank.variant"),
        )
    )


def mandate_form(paper: MandatePaper) -> Document:
    """The form of a mandate on one page. Terms are worded for the Core scheme: a B2B form has our words."""
    words = wording("mandate")
    filled = Filled(paper.answers, common())
    above, below = _sentences(paper, words)
    blocks: list[Block] = [
        *_creditor(paper, words),
        _party("debtor", "name", filled, words),
        _party("bank", "bank_name", filled, words),
        _boxes(words.say("account.bic"), "mandate.bic", filled.written("mandate.bic"), BIC_BOXES),
        _boxes(words.say("account.iban"), "mandate.iban", filled.written("mandate.iban"), IBAN_BOXES),
        _party("contractor", "name", filled, words),
        *(Paragraph((Text(sentence),), "fine") for sentence in above),
        _signature(filled, words),
        *(Paragraph((Text(sentence),), "fine") for sentence in below),
    ]
    business = "" if paper.scheme is Scheme.CORE else paper.scheme.value
    return Document(
        kind=KIND,
        title=words.say(f"{paper.scheme.value}.title"),
        subtitle=words.say(f"{paper.scheme.value}.subtitle"),
        blocks=tuple(blocks),
        footer=paper.footer,
        draft_mark=paper.draft_mark,
        properties=paper.properties,
        variant="-".join(part for part in (business, paper.variant) if part),
        one_page=True,
        logo=paper.creditor.logo_png(),
    )


def _sentences(paper: MandatePaper, words: Wording) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands above the place to sign and below it."""
    enclose, required = words.say("text.enclose"), words.say("text.required")
    if paper.scheme is Scheme.CORE and paper.annex is not None:
        return paper.annex.above, (enclose, *paper.annex.below, required)
    rights = ("refund",) if paper.scheme is Scheme.CORE else ("no_refund", "register")
    above = tuple(words.say(f"text.{name}") for name in ("authority", *rights, "end"))
    return above, (enclose, words.say("text.data"), required)


def _creditor(paper: MandatePaper, words: Wording) -> list[Block]:
    creditor = paper.creditor

    def cell(name: str, inlines: tuple[Inline, ...], width: int = 1) -> FormCell:
        return FormCell(words.say(f"creditor.{name}"), inlines, width)

    identity = [
        cell("name", ours(creditor.legal_name, "creditor.legal_name"), 2),
        cell("ics", ours(creditor.ics, "creditor.ics"), 2),
    ]
    if paper.original_ics is not None:
        identity.append(cell("original_ics", (Text(paper.original_ics),), 2))
    scheme = words.say(f"{paper.scheme.value}.name")
    rows = (
        tuple(identity),
        (cell("address", creditor_address(creditor, ", "), 4),),
        (
            cell("payment_type", (Text(words.say("creditor.recurrent"), bold=True),), 2),
            cell("scheme", (Text(scheme, bold=True),), 2),
        ),
    )
    return [
        Form(words.say("creditor.title"), rows),
        _boxes(words.say("creditor.rum"), "mandate.rum", paper.rum or "", RUM_BOXES),
    ]


def _party(block: str, name_label: str, filled: Filled, words: Wording) -> Form:
    path = f"mandate.{block}"
    address = f"{path}.address"

    def cell(label: str, inline: Inline, width: int) -> FormCell:
        empty = isinstance(inline, Text) and inline.value == NONE
        return FormCell(words.say(f"party.{label}"), () if empty else (inline,), width)

    return Form(
        words.say(f"{block}.title"),
        (
            (cell(name_label, _value(filled, f"{path}.name", WHOLE_LINE), 1),),
            (
                cell("line1", _value(filled, f"{address}.line1", HALF_LINE), 1),
                cell("line2", _value(filled, f"{address}.line2", HALF_LINE), 1),
            ),
            (
                cell("postcode", filled.field(f"{address}.postcode"), 1),
                cell("city", _value(filled, f"{address}.city", HALF_LINE), 2),
                cell("country", _country(filled, f"{address}.country"), 1),
            ),
        ),
    )


def _value(filled: Filled, path: str, room: int) -> Inline:
    return filled.field(path, small=len(filled.written(path)) > room)


def _country(filled: Filled, path: str) -> Inline:
    shown = filled.country_name(path)
    return filled.field(path, shown, small=len(shown or "") > COUNTRY)


def _boxes(label: str, tag: str, value: str, count: int) -> Boxes:
    compact = "".join(value.split())
    return Boxes(label, tag, compact, max(count, len(compact)))


def _signature(filled: Filled, words: Wording) -> Signatures:
    def row(name: str, found: Inline) -> tuple[str, tuple[Inline, ...]]:
        empty = isinstance(found, Text)
        return words.say(f"signature.{name}"), () if empty else (found,)

    return Signatures(
        (
            Signature(
                words.say("signature.debtor"),
                (
                    row("place", _value(filled, "mandate.place", HALF_LINE)),
                    row("date", filled.day_field("mandate.signed_on")),
                    row("name", _value(filled, "contacts.signatory.name", HALF_LINE)),
                    row("function", _value(filled, "contacts.signatory.function", HALF_LINE)),
                ),
                words.say("signature.frame"),
            ),
        )
    )
