"""What the parties named beside the texts, as the order form prints it: another ranking than that of CG-2.2,
documents that the contract incorporates, documents that it sets aside by name.

A ranking that is not in the signed text is worth nothing; a document is named with its date or edition, so
that nobody argues later about which one was meant. Titles are what people typed.
"""

from collections.abc import Iterator

from numspot_desk.contracts.content.blocks import Block, Column, Inline, Paragraph, Table, Text
from numspot_desk.contracts.content.filled import NONE, day
from numspot_desk.contracts.content.frozen import FrozenOrder, PrintedDocument
from numspot_desk.contracts.content.parts import common
from numspot_desk.contracts.content.wording import wording


def agreed_ranking(order: FrozenOrder) -> Iterator[Block]:
    """That the parties agreed the ranking below, since when, in which clause; nothing where CG-2.2 ranks."""
    if (agreed := order.ranking) is not None:
        words = wording("order_form")
        said = words.say("precedence.agreed", date=day(agreed.since), clause=agreed.clause)
        yield Paragraph((Text(said),))


def named_beside(order: FrozenOrder) -> Iterator[Block]:
    """The documents incorporated, with the rank that each takes, and those without rank."""
    words = wording("order_form")
    incorporated = [one for one in order.named if one.referred_by]
    aside = [one for one in order.named if not one.referred_by]
    if incorporated:
        columns = (
            Column(words.say("named.document"), 52),
            Column(words.say("named.edition"), 26),
            Column(words.say("named.rank"), 22),
        )
        yield Paragraph((Text(words.say("named.incorporated")),))
        yield Table(columns, tuple(_row(one) for one in incorporated))
    if aside:
        listed = " ; ".join(_titled(one) for one in aside)
        yield Paragraph((Text(words.say("named.aside", list=listed)),), "bullet")


def _row(one: PrintedDocument) -> tuple[tuple[Inline, ...], ...]:
    document: list[Inline] = [Text(one.title)]
    if (kind := _kind(one)) and kind != one.title:
        document.append(Text(f"\n{kind}", small=True))
    dated = "" if one.dated is None else day(one.dated)
    edition = " – ".join(part for part in (one.edition, dated) if part)
    rank, _dash, special = one.referred_by.partition("-")
    names = wording("order_form").say(f"named.rank_of.{rank}")
    return tuple(document), (Text(edition or NONE),), (Text(f"{names} {special}".strip()),)


def _titled(one: PrintedDocument) -> str:
    kind = _kind(one)
    named = f"{kind}\N{NO-BREAK SPACE}: {one.title}" if kind else one.title
    return named if one.dated is None else f"{named} ({day(one.dated)})"


def _kind(one: PrintedDocument) -> str:
    words = common()
    return words.say(f"named.{one.kind}") if words.has(f"named.{one.kind}") else ""
