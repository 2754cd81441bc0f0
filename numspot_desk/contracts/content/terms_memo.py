"""The one-page memo of a comparison of two versions of general terms: what changed, by weight, and what it
touches.

In French, as every document. Bounded, so that it stays on its page whatever changed: what does not fit is
named by its reference. The comparison itself is made in `terms.comparing`.
"""

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from numspot_desk.contracts.content.blocks import (
    Block,
    Column,
    Document,
    Fields,
    Inline,
    Paragraph,
    Table,
    Text,
)
from numspot_desk.contracts.content.filled import day
from numspot_desk.contracts.content.parts import Numberer, common
from numspot_desk.contracts.content.wording import Wording, wording
from numspot_desk.terms.aims import Aim
from numspot_desk.terms.comparing import Change, Comparison, Status, Weight
from numspot_desk.terms.word_diff import Mark

KIND: Final = "terms_memo"
REDLINE: Final = "terms_redline"
_ROWS: Final = 5
_EXCERPT: Final = 84
_LEAD_IN: Final = 32
_TOUCHES: Final = 6
_OWN_CONTRACTS: Final = 2
_NAMES: Final = 10
_NAME: Final = 46
_REF: Final = 26
_REFS: Final = 14
_CONTRACTS: Final = 6
_LEFT_BEHIND: Final = 3
_AIMS: Final = 2
_CAUTIONS: Final = 2
_CAUTION: Final = 150
_LABEL: Final = 40


@dataclass(frozen=True)
class Compared:
    """What the documents of a comparison say of themselves: the labels of the two versions, who prepared them
    and on what day; `contracts_asked` is false when the contracts were not looked up; `rule_names` tells
    what rules are called in French, where they shall be named. `contracts` are those on the older version;
    `cautions` what to know before trusting the comparison, the gravest first."""

    comparison: Comparison
    old_label: str
    new_label: str
    author: str
    on: dt.date
    contracts_asked: bool = True
    rule_names: Mapping[str, str] = field(default_factory=dict)
    contracts: "ContractsTold | None" = None
    cautions: Sequence[str] = ()


@dataclass(frozen=True)
class ContractsTold:
    """How many contracts the older version binds on a day, and for those that name a clause which changed,
    what became of it; those whose client refused the newer version in time, and those whose client has to
    accept it (P13)."""

    on: dt.date
    count: int
    aims: Mapping[str, Sequence[Aim]]
    refused: Sequence[str] = ()
    to_accept: Sequence[str] = ()


def terms_memo(compared: Compared) -> Document:
    """The memo of a comparison."""
    words = wording("terms_memo")
    comparison, numberer = compared.comparison, Numberer()
    groups = {weight: [one for one in comparison.changes if one.weight is weight] for weight in Weight}
    blocks: list[Block] = [
        Paragraph((Text(words.say("lead")),), "lead"),
        _summary(compared, words),
        numberer.heading(1, words.say("rules.title")),
        *_heavy(groups[Weight.RULES], words),
        *_named(groups[Weight.RULES], compared.rule_names, words),
        numberer.heading(1, words.say("wording.title")),
        *_listed(groups[Weight.WORDING], words),
        numberer.heading(1, words.say("form.title")),
        Paragraph((Text(_form(len(groups[Weight.FORM]), words)),)),
    ]
    return _frame(compared, KIND, words.say("title"), tuple(blocks))


def redline_frame(compared: Compared) -> Document:
    """The document around the marked text: header, footer and properties, no blocks of its own."""
    return _frame(compared, REDLINE, wording("terms_memo").say("redline.title"), ())


def _labels(compared: Compared) -> dict[str, str]:
    return {"old": _cut(compared.old_label, _LABEL), "new": _cut(compared.new_label, _LABEL)}


def _frame(compared: Compared, kind: str, title: str, blocks: tuple[Block, ...]) -> Document:
    words, labels = wording("terms_memo"), _labels(compared)
    properties = {
        "title": f"{title} – {words.say('footer', **labels)}",
        "subject": words.say("subject"),
        "author": common().say("author"),
        "language": common().say("language"),
    }
    subtitle = words.say("subtitle", **labels)
    footer = (words.say("footer", **labels),)
    return Document(kind, title, subtitle, blocks, footer, None, properties, one_page=True)


def _summary(compared: Compared, words: Wording) -> Fields:
    comparison = compared.comparison
    counts = ", ".join(
        _counted(words, f"count.{status.value}", count)
        for status, count in comparison.counts.items()
        if count
    )
    return Fields(
        (
            (words.say("prepared"), (Text(day(compared.on)),)),
            (words.say("author"), (Text(_cut(compared.author, _LABEL)),)),
            (words.say("counts"), (Text(counts),)),
            (words.say("contracts"), (Text(_contracts(compared, words)),)),
            *_cautions(compared.cautions, words),
        )
    )


def _cautions(cautions: Sequence[str], words: Wording) -> Iterable[tuple[str, tuple[Inline, ...]]]:
    """The gravest cautions, and how many more there are."""
    if not cautions:
        return
    said = " ".join(_cut(one, _CAUTION) for one in cautions[:_CAUTIONS])
    if (rest := len(cautions) - _CAUTIONS) > 0:
        said += " " + _counted(words, "cautions_more", rest)
    yield words.say("cautions"), (Text(said),)


def _contracts(compared: Compared, words: Wording) -> str:
    if not compared.contracts_asked:
        return words.say("not_asked")
    if compared.contracts is not None:
        return _told(compared.contracts, words)
    named = sorted({name for one in compared.comparison.changes for name in one.contracts})
    return _some(named, _CONTRACTS, words) or words.say("no_contracts")


def _told(contracts: ContractsTold, words: Wording) -> str:
    """The contracts on the older version, those whose references lead elsewhere or nowhere by name."""
    count, on = contracts.count, day(contracts.on)
    said = words.say("standing_one", on=on) if count == 1 else words.say("standing", count=str(count), on=on)
    if contracts.refused:
        said += " " + words.say("refused", contracts=_some(contracts.refused, _LEFT_BEHIND, words))
    if contracts.to_accept:
        said += " " + words.say("to_accept", contracts=_some(contracts.to_accept, _LEFT_BEHIND, words))
    if not contracts.aims:
        return f"{said} {words.say('no_contracts')}"
    left = [
        f"{number} ({_aimed([aim for aim in aims if aim.dangling], words)})"
        for number, aims in contracts.aims.items()
        if any(aim.dangling for aim in aims)
    ]
    other = [number for number, aims in contracts.aims.items() if not any(aim.dangling for aim in aims)]
    if left:
        said += " " + words.say("left_behind", contracts=_some(left, _LEFT_BEHIND, words, " ; "))
    if other:
        said += " " + words.say("reworded", contracts=_some(other, _CONTRACTS, words))
    return said


def _aimed(aims: Sequence[Aim], words: Wording) -> str:
    gone = words.say("gone")
    return _some([f"{aim.target} → {aim.now or gone}" for aim in aims], _AIMS, words)


# ── The weightiest, one row each ──


def _heavy(changes: Sequence[Change], words: Wording) -> Iterable[Block]:
    if not changes:
        yield Paragraph((Text(words.say("rules.none")),))
        return
    columns = (
        Column(words.say("rules.clause"), 22),
        Column(words.say("rules.change"), 58),
        Column(words.say("rules.touches"), 20),
    )
    heaviest = sorted(changes, key=_lightness)
    yield Table(columns, tuple(_row(one, words) for one in heaviest[:_ROWS]))
    if rest := heaviest[_ROWS:]:
        refs = _some([one.ref for one in rest], _REFS, words)
        yield Paragraph((Text(words.say("rules.more", count=str(len(rest)), refs=refs)),), "note")


def _named(changes: Sequence[Change], names: Mapping[str, str], words: Wording) -> Iterable[Block]:
    """What the rules of the rows are called."""
    heaviest = sorted(changes, key=_lightness)[:_ROWS]
    shown = dict.fromkeys(rule for one in heaviest for rule in _limits_first(one.rules)[:_TOUCHES])
    said = [f"{rule}\N{NO-BREAK SPACE}: {_cut(names[rule], _NAME)}" for rule in shown if rule in names]
    if said:
        yield Paragraph((Text(_some(said, _NAMES, words, " ; ") + "."),), "fine")


def _limits_first(rules: Sequence[str]) -> list[str]:
    """Limits, amounts, rules of precedence, then readings."""
    return sorted(rules, key=lambda rule: ("TMPR".find(rule[:1]), rule))


def _lightness(one: Change) -> tuple[bool, int, int]:
    """What touches a contract first, then what moves the most limits and amounts; else as in the text."""
    counted = sum(rule.startswith(("T", "M")) for rule in one.rules)
    return not one.contracts, -counted, -len(one.rules)


def _row(one: Change, words: Wording) -> tuple[tuple[Inline, ...], ...]:
    clause = [Text(_cut(one.ref, _REF), bold=True)]
    if one.title and not one.ref.endswith(f":{one.title}"):
        clause.append(Text("\n" + _cut(one.title, 32), small=True))
    if one.old_ref is not None:
        clause.append(Text("\n" + words.say("rules.was", ref=_cut(one.old_ref, _REF)), small=True))
    if one.elsewhere is not None:
        half = "rules.now_in" if one.new is None else "rules.was_in"
        clause.append(Text("\n" + words.say(half, ref=_cut(one.elsewhere, _REF)), small=True))
    became = "reworded_renamed" if one.renamed else one.status.value
    change = [Text(words.say(f"status.{became}"), bold=True)]
    before, after = excerpts(one)
    for name, text in (("before", before), ("after", after)):
        if text:
            change += [Text("\n" + words.say(f"rules.{name}"), small=True), Text(_quoted(text))]
    touched = _some([*one.contracts[:_OWN_CONTRACTS], *_limits_first(one.rules)], _TOUCHES, words)
    return tuple(clause), tuple(change), (Text(touched),)


def excerpts(one: Change) -> tuple[str, str]:
    """The words before and after around the first that differ, on one line each; "" on a side without."""
    if one.old is None or one.new is None:
        return _cut(_line(one.before or ""), _EXCERPT), _cut(_line(one.after or ""), _EXCERPT)
    kept = "".join(each.text for each in itertools.takewhile(lambda each: each.mark is Mark.KEPT, one.pieces))
    start = max(len(kept) - _LEAD_IN, 0)
    start = kept.find(" ", start) + 1 or start if start else 0
    lead = "… " if start else ""
    before, after = (_cut(_line((side or "")[start:]), _EXCERPT) for side in (one.before, one.after))
    return lead + before, lead + after


# ── The others, by reference ──


def _listed(changes: Sequence[Change], words: Wording) -> Iterable[Block]:
    if not changes:
        yield Paragraph((Text(words.say("wording.none")),))
    for status in Status:
        refs = [one.ref for one in changes if one.status is status]
        if refs:
            named = words.say(f"status.{status.value}")
            said = words.say("wording.line", status=named, refs=_some(refs, _REFS, words))
            yield Paragraph((Text(said),), "bullet")


def _form(count: int, words: Wording) -> str:
    return _counted(words, "form.line", count) if count else words.say("form.none")


def _counted(words: Wording, name: str, count: int) -> str:
    return words.say(f"{name}_one") if count == 1 else words.say(name, count=str(count))


def _some(names: Sequence[str], most: int, words: Wording, between: str = ", ") -> str:
    """The first names, and how many more there are."""
    shown = between.join(_cut(name, _NAME + 8 if between != ", " else _REF) for name in names[:most])
    rest = len(names) - most
    return f"{shown} {words.say('more', count=str(rest))}" if rest > 0 else shown


def _quoted(text: str) -> str:
    return f"«\N{NO-BREAK SPACE}{text}\N{NO-BREAK SPACE}»"


def _line(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str, most: int) -> str:
    """The text, or its beginning up to the end of a word where there is one."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    words = cut.rpartition(" ")[0]
    return f"{(words if len(words) > most // 2 else cut).rstrip()}…"
