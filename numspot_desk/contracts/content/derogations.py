"""The derogations as the order form prints them: numbered, each with the clause that it changes, under the
number and title of the version that governs, what it does to it in words, and its text.

Many of them are preceded by a schedule of one row each. Where they stand in the form is `order_form`.
"""

from typing import Final

from numspot_desk.contracts.content.blocks import (
    Clause,
    Column,
    Inline,
    Paragraph,
    Reference,
    Table,
    Text,
)
from numspot_desk.contracts.content.filled import NONE, Filled
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.content.parts import common
from numspot_desk.contracts.content.wording import wording
from numspot_desk.rules import clauses

WITHOUT_SCHEDULE: Final = 4
"""Up to so many derogations are read without a schedule before them."""
_EFFECTS: Final = ("replace", "complete", "exclude")


def clause_title(ref: str, order: FrozenOrder) -> str:
    """The title of a clause of the general terms: in the version that governs, else as it is known; "" for
    a clause without one. A paragraph has that of its clause."""
    base = ref.partition("#")[0]
    return order.terms.titles.get(base) or (clauses.title(base) or "" if not order.terms.titles else "")


def place_shown(ref: str) -> str:
    """A clause as a contract names it: `CG-6.3.a, paragraphe 2`."""
    base, mark, number = ref.partition("#")
    return common().say("paragraph", ref=base, n=number) if mark else base


def schedule(order: FrozenOrder, filled: Filled) -> Table:
    """One row a derogation: its number, the clause that it changes, what it does to it, its subject."""
    words = wording("order_form")
    columns = (
        Column(words.say("derogations.number"), 14),
        Column(words.say("derogations.clause"), 40),
        Column(words.say("derogations.effect"), 16),
        Column(words.say("derogations.subject"), 30),
    )
    rows = []
    for number in range(filled.count("derogations")):
        path = f"derogations[{number}]"
        target = filled.written(f"{path}.target")
        clause: list[Inline] = [Text(place_shown(target) or NONE)]
        if title := clause_title(target, order):
            clause.append(Text(f"\n{title}", small=True))
        ref = _ref(number)
        effect = words.say(f"derogations.does.{_effect(filled, path)}")
        rows.append(
            ((Reference(ref, ref),), tuple(clause), (Text(effect),), (Text(_subject(filled, path) or NONE),))
        )
    return Table(columns, tuple(rows))


def derogation(number: int, order: FrozenOrder, filled: Filled) -> Clause:
    """A derogation of the order, counted from 0."""
    words, path = wording("order_form"), f"derogations[{number}]"
    target = filled.written(f"{path}.target")
    ref = filled.field(f"{path}.target", place_shown(target) or None, bold=True)
    title = clause_title(target, order)
    shown = (
        words.inlines("derogations.target_titled", ref=ref, title=title)
        if title
        else words.inlines("derogations.target", ref=ref)
    )
    return Clause(
        ref=_ref(number),
        title=_subject(filled, path),
        changes=target or None,
        paragraphs=(
            Paragraph(words.inlines(f"derogations.{_effect(filled, path)}", target=shown), "note"),
            Paragraph((filled.field(f"{path}.text"),)),
        ),
    )


def _ref(number: int) -> str:
    return f"CP-D{number + 1}"


def _effect(filled: Filled, path: str) -> str:
    effect = filled.written(f"{path}.effect")
    return effect if effect in _EFFECTS else "unknown"


def _subject(filled: Filled, path: str) -> str:
    subject, shared = filled.written(f"{path}.subject"), common()
    return shared.say(f"subject.{subject}") if shared.has(f"subject.{subject}") else subject
