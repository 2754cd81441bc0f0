"""The ordered services of the order form: the table of lines, its notes, and the totals (M5).

Amounts are those of the frozen totals; nothing is computed here.
"""

from decimal import Decimal

from numspot_desk.contracts.content.blocks import Align, Block, Column, Field, Inline, Paragraph, Table, Text
from numspot_desk.contracts.content.filled import FRENCH, NONE, Filled
from numspot_desk.contracts.content.frozen import FrozenOrder, PrintedTotals
from numspot_desk.contracts.content.parts import Numberer
from numspot_desk.contracts.content.wording import Wording

Row = tuple[tuple[Inline, ...], ...]


def lines_blocks(order: FrozenOrder, filled: Filled, words: Wording, numberer: Numberer) -> list[Block]:
    """The section of ordered services: lines, notes on what they are, totals."""
    sample = filled.written("price_reference.kind") == "sample"
    count = filled.count("lines")
    nets = order.totals.lines if order.totals is not None else ()
    rows = tuple(
        _line(number, filled, words, nets[number] if number < len(nets) else None, sample)
        for number in range(count)
    )
    columns = (
        Column(words.say("lines.number"), 10, Align.RIGHT),
        Column(words.say("lines.label"), 57),
        Column(words.say("lines.term"), 25),
        Column(words.say("lines.quantity"), 19, Align.RIGHT),
        Column(words.say("lines.unit_price"), 22, Align.RIGHT),
        Column(words.say("lines.discount"), 17, Align.RIGHT),
        Column(words.say("lines.net"), 24, Align.RIGHT),
    )
    blocks: list[Block] = [
        numberer.heading(1, words.say("lines.title")),
        Paragraph((Text(words.say("lines.intro")),)),
    ]
    if sample:
        blocks.append(Paragraph((Text(words.say("price.sample"), bold=True),), "note"))
    blocks.append(Table(columns, rows))
    blocks += _notes(filled, words, count)
    blocks.append(numberer.heading(2, words.say("totals.title")))
    if order.totals is None:
        blocks.append(Paragraph((Text(words.say("totals.missing")),)))
    else:
        blocks += _totals(order.totals, words)
    return blocks


def _line(number: int, filled: Filled, words: Wording, net: Decimal | None, sample: bool) -> Row:
    path = f"lines[{number}]"
    amount = filled.decimal(f"{path}.unit_price")
    shown_price: list[Inline] = [
        filled.field(f"{path}.unit_price", None if amount is None else FRENCH.price(amount))
    ]
    if sample:
        shown_price += [Text("\n"), Text(words.say("lines.sample_line"), small=True)]
    quantity = filled.decimal(f"{path}.quantity")
    discount = filled.decimal(f"{path}.discount_percent")
    return (
        (Text(str(number + 1)),),
        _designation(path, filled, words),
        _term(path, filled, words),
        (
            filled.field(f"{path}.quantity", None if quantity is None else FRENCH.number(quantity)),
            Text("\n"),
            filled.field(f"{path}.unit", small=True),
        ),
        tuple(shown_price),
        (_discount(path, filled, discount),),
        _net(path, filled, words, net),
    )


def _net(path: str, filled: Filled, words: Wording, net: Decimal | None) -> tuple[Inline, ...]:
    if net is None:
        return (Text(NONE),)
    shown = Field(f"{path}.net", FRENCH.money(net))
    if filled.at(f"{path}.beta") is True and net == 0:
        return (shown, Text("\n"), Text(words.say("lines.not_billed"), small=True))
    return (shown,)


def _discount(path: str, filled: Filled, discount: Decimal | None) -> Inline:
    if discount is not None and discount == 0:
        return Text(NONE)
    return filled.field(f"{path}.discount_percent", None if discount is None else FRENCH.percent(discount))


def _designation(path: str, filled: Filled, words: Wording) -> tuple[Inline, ...]:
    pieces: list[Inline] = [
        filled.field(f"{path}.label", bold=True),
        Text("\n"),
        filled.choice(f"{path}.service", "service", small=True),
        Text(" · ", small=True),
        filled.field(f"{path}.region", small=True),
        Text(" · ", small=True),
    ]
    before, after = words.say("lines.account", account="\0").split("\0")
    pieces += [Text(before, small=True), filled.field(f"{path}.account", small=True)]
    if after:
        pieces.append(Text(after, small=True))
    if filled.has(f"{path}.qualification"):
        pieces += [Text(" · ", small=True), filled.field(f"{path}.qualification", small=True)]
    if filled.at(f"{path}.beta") is True:
        pieces += [
            Text(" · ", small=True),
            Field(f"{path}.beta", words.say("lines.beta"), bold=True, small=True),
        ]
    return tuple(pieces)


def _term(path: str, filled: Filled, words: Wording) -> tuple[Inline, ...]:
    if filled.written(f"{path}.mode") == "on_demand" and not filled.has(f"{path}.term"):
        return (Text(words.say("lines.on_demand"), small=True),)
    return words.inlines(
        "lines.term_dates",
        start=_short_day(f"{path}.term.start", filled),
        end=_short_day(f"{path}.term.end", filled),
    )


def _short_day(path: str, filled: Filled) -> Inline:
    found = filled.day(path)
    return filled.field(path, None if found is None else f"{found:%d/%m/%Y}")


def _notes(filled: Filled, words: Wording, count: int) -> list[Block]:
    lines = [f"lines[{number}]" for number in range(count)]
    notes = []
    if any(filled.written(f"{line}.mode") == "on_demand" for line in lines):
        notes.append(words.say("lines.on_demand_note"))
    if any(filled.at(f"{line}.beta") is True for line in lines):
        notes.append(words.say("lines.beta_note"))
    if any(filled.written(f"{line}.service") == "professional_service" for line in lines):
        notes.append(words.say("lines.professional_note"))
    return [Paragraph((Text(note),), "note") for note in notes]


def _totals(totals: PrintedTotals, words: Wording) -> list[Block]:
    def row(name: str, tag: str, amount: Decimal, **values: str) -> Row:
        return (
            (Text(words.say(f"totals.{name}", **values)),),
            (Field(f"totals.{tag}", FRENCH.money(amount)),),
        )

    columns = (
        Column(words.say("totals.label"), 70),
        Column(words.say("totals.amount"), 30, Align.RIGHT),
    )
    rows = [
        row("in_advance", "billed_in_advance", totals.in_advance),
        row("in_arrears", "billed_in_arrears", totals.in_arrears),
        row("excl_tax", "excl_tax", totals.excl_tax),
    ]
    whole: tuple[Row, ...] = ()
    if totals.vat is not None and totals.incl_tax is not None and totals.vat_rate is not None:
        rows.append(row("vat", "vat", totals.vat, rate=FRENCH.percent(totals.vat_rate)))
        whole = (row("incl_tax", "incl_tax", totals.incl_tax),)
    blocks: list[Block] = [Table(columns, tuple(rows), whole)]
    mention = f"vat.{totals.vat_regime}"
    if words.has(mention):
        blocks.append(Paragraph((Field("totals.vat_mention", words.say(mention)),), "note"))
    if not totals.complete:
        blocks.append(Paragraph((Text(words.say("totals.partial")),), "note"))
    return blocks
