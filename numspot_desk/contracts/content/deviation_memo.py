"""The memo on the departures of one order from the general terms: for the desk alone, marked on every page.

Totals and an overview first, then departure by departure the standard text beside the proposed one, what
moves, rung and reason, who asked and who approved, what is open. It is never part of the set that goes to a
client. What it says is gathered in `usecases.conditions.deviation_memo`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.content.blocks import (
    Align,
    Block,
    Clause,
    Column,
    Document,
    Fields,
    Inline,
    Paragraph,
    Table,
    Text,
)
from numspot_desk.contracts.content.derogations import place_shown
from numspot_desk.contracts.content.filled import day
from numspot_desk.contracts.content.parts import Numberer, common
from numspot_desk.contracts.content.wording import Wording, wording

KIND: Final = "deviation_memo"
_STANDARD: Final = 1_500
"""The most characters of a standard text: the whole stands in the general terms."""
_SHORT: Final = 700
"""Texts up to so many characters each stand side by side: a row of a table never splits over two pages."""


@dataclass(frozen=True)
class Departure:
    """One departure in French words. `ref` is what the order prints it under, "" for a payment term or a
    discount, which are no clauses; `kind`, `rung` and `followed`
    are names of the wording; `standard` is the text of `target` in version `label` (`lacking`: it has none
    such); `moves` what it changes, `reasons` why it stands on its rung, `open_points` what is to settle."""

    ref: str
    subject: str
    target: str
    title: str
    kind: str
    label: str
    lacking: bool
    standard: str
    proposed: str
    summary: str
    moves: tuple[str, ...]
    rung: str
    reasons: tuple[str, ...]
    asked_by: str
    why: str
    until: dt.date | None
    followed: str
    approved_by: str
    approved_on: dt.date | None
    open_points: tuple[str, ...]


@dataclass(frozen=True)
class Memo:
    """What the memo says of its order, and each departure. `state` is a name of the wording; `approval` a
    sentence; `special` the kinds of special conditions with how many clauses each has."""

    number: str
    revision: int
    client: str
    terms: str
    state: str
    approval: str
    author: str
    on: dt.date
    departures: tuple[Departure, ...]
    special: tuple[tuple[str, int], ...] = ()


def deviation_memo(memo: Memo) -> Document:
    """The memo."""
    words, numberer = wording(KIND), Numberer()
    blocks: list[Block] = [Paragraph((Text(words.say("lead")),), "lead"), _summary(memo, words)]
    if memo.departures:
        blocks += [numberer.heading(1, words.say("overview.title")), _overview(memo.departures, words)]
        blocks.append(numberer.heading(1, words.say("detail.title")))
        for one in memo.departures:
            blocks += _detail(one, words)
    else:
        blocks.append(Paragraph((Text(words.say("none")),)))
    title, order = words.say("title"), {"number": memo.number, "revision": str(memo.revision)}
    return Document(
        kind=KIND,
        title=title,
        subtitle=words.say("subtitle", **order, client=memo.client),
        blocks=tuple(blocks),
        footer=(words.say("footer", **order, on=day(memo.on)),),
        draft_mark=words.say("mark"),
        properties={
            "title": f"{title} – {memo.number}",
            "subject": words.say("subject", number=memo.number),
            "author": common().say("author"),
            "keywords": words.say("mark"),
            "language": common().say("language"),
        },
    )


# ── Totals and overview ──────────────────────────────────────────────────────────────────────────────


def _summary(memo: Memo, words: Wording) -> Fields:
    kinds, rungs, followed = (
        _counted(words, family, [getattr(one, name) for one in memo.departures])
        for family, name in (("kinds", "kind"), ("rungs", "rung"), ("followed", "followed"))
    )
    count, special = len(memo.departures), ", ".join(_clauses(words, *one) for one in memo.special)
    still_open = sum(len(one.open_points) for one in memo.departures)
    rows = (
        ("prepared", day(memo.on)),
        ("author", memo.author),
        ("terms", memo.terms or words.say("summary.terms_unknown")),
        ("state", words.say(f"states.{memo.state}")),
        ("approval", memo.approval),
        ("departures", f"{count} ({kinds})" if kinds else str(count)),
        *((("rungs", rungs), ("followed", followed)) if count else ()),
        *((("special", special),) if special else ()),
        ("open", str(still_open) if still_open else words.say("summary.open_none")),
    )
    return Fields(tuple((words.say(f"summary.{name}"), (Text(said),)) for name, said in rows))


def _counted(words: Wording, family: str, names: Sequence[str]) -> str:
    """«remplace : 2, complète : 1», the most frequent first."""
    found = Counter(names).most_common()
    return ", ".join(f"{words.say(f'{family}.{name}')}\N{NO-BREAK SPACE}: {count}" for name, count in found)


def _clauses(words: Wording, kind: str, count: int) -> str:
    return words.say("summary.clause" if count == 1 else "summary.clauses", kind=kind, count=str(count))


def _overview(departures: Sequence[Departure], words: Wording) -> Table:
    columns = (
        Column(words.say("overview.clause"), 24),
        Column(words.say("overview.change"), 36),
        Column(words.say("overview.rung"), 16),
        Column(words.say("overview.followed"), 14),
        Column(words.say("overview.open"), 10, Align.RIGHT),
    )
    rows = []
    for one in departures:
        clause: list[Inline] = [Text(one.ref or one.subject, bold=True)]
        if one.target:
            clause.append(Text(f"\n{_place(one)}", small=True))
        rows.append(
            (
                tuple(clause),
                (Text(one.summary),),
                (Text(words.say(f"rungs.{one.rung}")),),
                (Text(words.say(f"followed.{one.followed}")),),
                (Text(str(len(one.open_points)) if one.open_points else "–"),),
            )
        )
    return Table(columns, tuple(rows))


# ── One departure ────────────────────────────────────────────────────────────────────────────────────


def _place(one: Departure) -> str:
    place = place_shown(one.target)
    return f"{place} ({one.title})" if one.title else place


def _detail(one: Departure, words: Wording) -> Iterator[Block]:
    about = words.say("detail.target", clause=_place(one), effect=words.say(f"kinds.{one.kind}"))
    said = (Paragraph((Text(_capital(about)),), "note"),) if one.target else ()
    yield Clause(one.ref or one.subject, one.subject if one.ref else "", one.target or None, said)
    rows = [("moves", list(one.moves)), ("rung", [_capital(words.say(f"rungs.{one.rung}")), *one.reasons])]
    asked = [one.asked_by] if one.asked_by else []
    asked += [words.say("detail.why", why=one.why)] if one.why else []
    asked += [words.say("detail.until", on=day(one.until))] if one.until else []
    rows.append(("asked", asked))
    rows.append(("approved", [_approved(one, words)]))
    rows.append(("open", list(one.open_points) or [words.say("detail.open_none")]))
    yield Fields(
        tuple((words.say(f"detail.{name}"), (Text("\n".join(lines)),)) for name, lines in rows if lines)
    )
    if one.proposed or one.ref:
        yield from _texts(one, words)


def _approved(one: Departure, words: Wording) -> str:
    if not one.approved_by:
        return f"{words.say('detail.nobody')} ({words.say(f'followed.{one.followed}')})"
    if one.approved_on is None:
        return one.approved_by
    return words.say("detail.approved_on", name=one.approved_by, on=day(one.approved_on))


def _texts(one: Departure, words: Wording) -> Iterator[Block]:
    """Short texts side by side; long ones below each other, so that they run on over the page."""
    names = (words.say("detail.standard"), words.say("detail.proposed"))
    said = words.say("detail.set_aside" if one.kind == "exclude" else "detail.no_text")
    texts = (_standard(one, words), _lines(one.proposed) or [said])
    if max(sum(map(len, lines)) for lines in texts) <= _SHORT:
        row = tuple((Text("\n".join(lines)),) for lines in texts)
        yield Table(tuple(Column(name, 50) for name in names), (row,))
        return
    for name, lines, style in zip(names, texts, ("fine", "quote"), strict=True):
        yield Paragraph((Text(name, bold=True),), "label")
        yield from (Paragraph((Text(line),), style) for line in lines)


def _standard(one: Departure, words: Wording) -> list[str]:
    if one.lacking:
        return [words.say("detail.lacking", label=one.label)]
    if not one.standard:
        return [words.say("detail.no_standard")]
    text = one.standard
    if len(text) <= _STANDARD:
        return _lines(text)
    return [*_lines(_cut(text[:_STANDARD])), words.say("detail.cut", ref=place_shown(one.target))]


def _cut(text: str) -> str:
    """Up to the last sentence that is whole; where one runs over more than half of it, up to a word."""
    half = len(text) // 2
    sentence = max(text.rfind(". ") + 1, text.rfind("\n"))
    return text[: sentence if sentence > half else max(text.rfind(" "), half)].rstrip()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
