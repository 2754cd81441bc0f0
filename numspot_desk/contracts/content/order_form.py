"""The order form, which is the contract's particular conditions (CG-1 Commande, CG-2.2, CG-4.1).

Makes the content of the document from a frozen order: parties, contacts, accounts, price and payment,
derogations, order of precedence, signatures. The table of lines and the totals are in `order_lines`.
"""

from numspot_desk.contracts.content import derogations
from numspot_desk.contracts.content.blocks import (
    Block,
    Column,
    Document,
    Field,
    Fields,
    Inline,
    Paragraph,
    Reference,
    Signatures,
    Table,
    Text,
)
from numspot_desk.contracts.content.filled import NONE, Filled, day
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.content.named_documents import agreed_ranking, named_beside
from numspot_desk.contracts.content.order_lines import lines_blocks
from numspot_desk.contracts.content.parts import (
    Numberer,
    Row,
    client_rows,
    client_signature,
    common,
    draft_mark,
    footer,
    ours,
    properties,
    provider_rows,
    provider_signature,
)
from numspot_desk.contracts.content.wording import Wording, wording

KIND = "order_form"
_PRECEDENCE_NOTES = ("incorporated", "interpretation", "client_terms")


def order_form(order: FrozenOrder) -> Document:
    """The order form of a frozen order."""
    words = wording("order_form")
    filled = Filled(order.answers, common())
    numberer = Numberer()
    title = words.say("title")
    blocks: list[Block] = [
        Paragraph((Text(words.say("lead")),), "lead"),
        Fields(_reference_rows(order, filled, words)),
        *_parties(order, filled, words, numberer),
        *_contacts(filled, words, numberer),
        *_accounts(filled, words, numberer),
        *lines_blocks(order, filled, words, numberer),
        *_price(order, filled, words, numberer),
        *_derogations(order, filled, words, numberer),
    ]
    precedence = _precedence(order, filled, words, numberer)
    blocks += precedence
    blocks += _signatures(order, filled, words, numberer, precedence[0])
    return Document(
        kind=KIND,
        title=title,
        subtitle=words.say("subtitle", number=order.number, revision=str(order.revision)),
        blocks=tuple(blocks),
        footer=footer(order),
        draft_mark=draft_mark(order),
        properties=properties(order, title, words.say("subject")),
        logo=order.creditor.logo_png(),
    )


def governing_terms(order: FrozenOrder) -> str:
    """The version of the general terms that governs the order, in words."""
    words, terms = wording("order_form"), order.terms
    text = words.say("terms.label", label=terms.label) if terms.label else words.say("terms.current")
    if terms.published_on:
        text += words.say("terms.published", date=day(terms.published_on))
    if terms.in_force_from:
        text += words.say("terms.in_force", date=day(terms.in_force_from))
    return text


def special_kinds(filled: Filled) -> tuple[str, ...]:
    """The names of the special conditions of the order."""
    found = []
    for number in range(filled.count("special_conditions")):
        kind = filled.written(f"special_conditions[{number}].kind")
        found.append(common().say(f"kind.{kind}") if common().has(f"kind.{kind}") else kind)
    return tuple(found)


def _reference_rows(order: FrozenOrder, filled: Filled, words: Wording) -> tuple[Row, ...]:
    shared = common()
    issued = Text(NONE) if order.issued_on is None else Field("order.issued_on", day(order.issued_on))
    return (
        (shared.say("field.number"), (Field("order.number", order.number, bold=True),)),
        (shared.say("field.revision"), (Field("order.revision", str(order.revision)),)),
        (shared.say("field.issued_on"), (issued,)),
        (shared.say("field.offer_valid_until"), (filled.day_field("offer_valid_until"),)),
        (shared.say("field.purchase_order_number"), (filled.field("purchase_order_number"),)),
        (
            shared.say("field.general_terms"),
            (Field("order.general_terms", _capital(governing_terms(order))),),
        ),
        (
            shared.say("field.special_conditions"),
            (Text(" ; ".join(special_kinds(filled)) or words.say("special.none")),),
        ),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _parties(order: FrozenOrder, filled: Filled, words: Wording, numberer: Numberer) -> list[Block]:
    blocks: list[Block] = [
        numberer.heading(1, words.say("parties.title")),
        numberer.heading(2, words.say("parties.provider")),
        Fields(provider_rows(order.creditor)),
        numberer.heading(2, words.say("parties.client")),
        Fields(client_rows(filled)),
    ]
    if filled.has("public_procurement"):
        names = ("siret", "service_code", "engagement_number")
        blocks += [
            numberer.heading(2, words.say("parties.procurement")),
            Fields(
                tuple(
                    (words.say(f"parties.{name}"), (filled.field(f"public_procurement.{name}"),))
                    for name in names
                )
            ),
        ]
    return blocks


def _contacts(filled: Filled, words: Wording, numberer: Numberer) -> list[Block]:
    def row(role: str, path: str, *names: str) -> tuple[tuple[Inline, ...], ...]:
        cells = [(filled.field(f"{path}.{name}"),) if name else (Text(NONE),) for name in names]
        return ((Text(words.say(f"contacts.{role}")),), *cells)

    rows = [row("technical", "contacts.technical", "name", "email", "phone")]
    rows += [
        row("billing", f"contacts.billing[{number}]", "name", "email", "phone")
        for number in range(filled.count("contacts.billing"))
    ]
    rows.append(row("notification", "contacts", "", "notification_email", ""))
    columns = (
        Column(words.say("contacts.role"), 32),
        Column(words.say("contacts.name"), 26),
        Column(words.say("contacts.email"), 34),
        Column(words.say("contacts.phone"), 22),
    )
    return [
        numberer.heading(1, words.say("contacts.title")),
        Paragraph((Text(words.say("contacts.intro")),)),
        Table(columns, tuple(rows)),
    ]


def _accounts(filled: Filled, words: Wording, numberer: Numberer) -> list[Block]:
    names = ("id", "email", "region")
    columns = tuple(
        Column(words.say(f"accounts.{name}"), width) for name, width in zip(names, (14, 50, 36), strict=True)
    )
    rows = tuple(
        tuple((filled.field(f"technical_accounts[{number}].{name}"),) for name in names)
        for number in range(filled.count("technical_accounts"))
    )
    return [
        numberer.heading(1, words.say("accounts.title")),
        Paragraph((Text(words.say("accounts.intro")),)),
        Table(columns, rows),
    ]


def _price(order: FrozenOrder, filled: Filled, words: Wording, numberer: Numberer) -> list[Block]:
    rows: list[Row] = [
        (words.say("price.means"), (filled.choice("payment.means", "means"),)),
        (words.say("price.term"), (_payment_term(filled, words),)),
    ]
    if addresses := [
        f"contacts.billing[{number}].email" for number in range(filled.count("contacts.billing"))
    ]:
        shown: list[Inline] = []
        for number, path in enumerate(addresses):
            shown += [Text("\n"), filled.field(path)] if number else [filled.field(path)]
        rows.append((words.say("price.billing_contacts"), tuple(shown)))
    if order.creditor.billing_email:
        rows.append(
            (words.say("price.ask_about"), ours(order.creditor.billing_email, "creditor.billing_email"))
        )
    return [
        numberer.heading(1, words.say("price.title")),
        *_price_reference(filled, words),
        Fields(tuple(rows)),
    ]


def _price_reference(filled: Filled, words: Wording) -> list[Block]:
    kind = filled.written("price_reference.kind")
    if kind == "sample":
        return [Paragraph((Text(words.say("price.sample"), bold=True),), "note")]
    if kind not in ("order", "public_list"):
        return []
    if filled.day("price_reference.date") is None:
        return [Paragraph((Text(words.say(f"price.{kind}_undated")),))]
    return [Paragraph(words.inlines(f"price.{kind}", date=filled.day_field("price_reference.date")))]


def _payment_term(filled: Filled, words: Wording) -> Inline:
    days = filled.at("payment.term.days")
    if not isinstance(days, int) or isinstance(days, bool):
        return Text(words.say("price.term_general"))
    name = "term_days_end_of_month" if filled.at("payment.term.end_of_month") is True else "term_days"
    return filled.field("payment.term", words.say(f"price.{name}", days=str(days)))


def _derogations(order: FrozenOrder, filled: Filled, words: Wording, numberer: Numberer) -> list[Block]:
    count = filled.count("derogations")
    heading = numberer.heading(1, words.say("derogations.title"))
    if not count:
        return [heading, Paragraph((Text(words.say("derogations.none")),))]
    schedule = [derogations.schedule(order, filled)] if count > derogations.WITHOUT_SCHEDULE else []
    return [
        heading,
        Paragraph((Text(words.say("derogations.intro")),)),
        *schedule,
        *(derogations.derogation(number, order, filled) for number in range(count)),
    ]


def _precedence(order: FrozenOrder, filled: Filled, words: Wording, numberer: Numberer) -> list[Block]:
    kinds = special_kinds(filled)
    special = (
        words.say("precedence.special", list=" ; ".join(kinds))
        if kinds
        else words.say("precedence.special_none")
    )
    particular = words.say("precedence.particular", number=order.number, revision=str(order.revision))
    general = words.say("precedence.general", terms=governing_terms(order))
    ranked = {"CS": special, "CP": particular, "CG": general}
    documents = tuple(ranked) if order.ranking is None else order.ranking.documents
    rows = tuple(
        ((Text(str(rank), bold=True),), (Text(ranked[document]),))
        for rank, document in enumerate(documents, 1)
    )
    columns = (Column(words.say("precedence.rank"), 8), Column(words.say("precedence.document"), 92))
    return [
        numberer.heading(1, words.say("precedence.title")),
        *agreed_ranking(order),
        Paragraph((Text(words.say("precedence.intro")),)),
        Table(columns, rows),
        *named_beside(order),
        *(Paragraph((Text(words.say(f"precedence.{name}")),), "bullet") for name in _PRECEDENCE_NOTES),
    ]


def _signatures(
    order: FrozenOrder, filled: Filled, words: Wording, numberer: Numberer, precedence: Block
) -> list[Block]:
    article = Reference(getattr(precedence, "bookmark", ""), getattr(precedence, "number", ""))
    return [
        numberer.heading(1, words.say("signature.title")),
        Paragraph(words.inlines("signature.intro", article=article)),
        Signatures(
            (
                provider_signature(order, words.say("signature.provider")),
                client_signature(filled, words.say("signature.client")),
            )
        ),
    ]
