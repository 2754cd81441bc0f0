"""The SEPA direct debit mandate (CG-A4, SEPA Core scheme): the paper form on one page, every field boxed.

Makes the content from a frozen order, or from the order's `mandate` block alone. Town and country are
fields of their own, as banks ask since 15 November 2026. The wording is the project's.
"""

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

KIND = "mandate"
RUM_BOXES = 17
BIC_BOXES = 11
IBAN_BOXES = 34
WHOLE_LINE, HALF_LINE, COUNTRY = 70, 35, 14
"""Characters that a value of usual size may have on its line; a longer one prints small, so that the longest
values the order accepts still leave the form on one page."""


def mandate(order: FrozenOrder) -> Document | None:
    """The mandate of a frozen order; None when the order has none."""
    filled = Filled(order.answers, common())
    if not filled.has("mandate"):
        return None
    words = wording("mandate")
    title = words.say("title")
    blocks: list[Block] = [
        *_creditor(order, words),
        _party("debtor", "name", filled, words),
        _party("bank", "bank_name", filled, words),
        _boxes(words.say("account.bic"), "mandate.bic", filled.written("mandate.bic"), BIC_BOXES),
        _boxes(words.say("account.iban"), "mandate.iban", filled.written("mandate.iban"), IBAN_BOXES),
        _party("contractor", "name", filled, words),
        *(Paragraph((Text(words.say(f"text.{name}")),), "fine") for name in ("authority", "refund", "end")),
        _signature(filled, words),
        *(Paragraph((Text(words.say(f"text.{name}")),), "fine") for name in ("enclose", "data", "required")),
    ]
    return Document(
        kind=KIND,
        title=title,
        subtitle=words.say("subtitle"),
        blocks=tuple(blocks),
        footer=footer(order),
        draft_mark=draft_mark(order),
        properties=properties(order, title, words.say("subject")),
        one_page=True,
        logo=order.creditor.logo_png(),
    )


def _creditor(order: FrozenOrder, words: Wording) -> list[Block]:
    creditor = order.creditor

    def cell(name: str, inlines: tuple[Inline, ...], width: int = 1) -> FormCell:
        return FormCell(words.say(f"creditor.{name}"), inlines, width)

    identity = [
        cell("name", ours(creditor.legal_name, "creditor.legal_name"), 2),
        cell("ics", ours(creditor.ics, "creditor.ics"), 2),
    ]
    if order.original_ics is not None:
        identity.append(cell("original_ics", (Text(order.original_ics),), 2))
    rows = (
        tuple(identity),
        (cell("address", creditor_address(creditor, ", "), 4),),
        (
            cell("payment_type", (Text(words.say("creditor.recurrent"), bold=True),), 2),
            cell("scheme", (Text(words.say("creditor.core"), bold=True),), 2),
        ),
    )
    return [
        Form(words.say("creditor.title"), rows),
        _boxes(words.say("creditor.rum"), "mandate.rum", order.rum or "", RUM_BOXES),
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
