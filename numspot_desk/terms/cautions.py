"""What a reader must know before trusting a comparison: `cautions(comparison)`, in sentences.

Versions in two languages, texts that have hardly anything in common, references that lead elsewhere since
clauses were renumbered. None of them stops the comparison.
"""

from collections.abc import Iterator
from typing import Final

from numspot_desk.language.messages import Message, message
from numspot_desk.terms.comparing import Comparison
from numspot_desk.terms.slight import StaleReference
from numspot_desk.terms.word_diff import Mark

_IN_COMMON: Final = 0.3
"""With less than this of the shorter text found again, these are hardly two versions of one text."""


def cautions(comparison: Comparison) -> tuple[Message, ...]:
    """The cautions, the gravest first."""
    return tuple(_cautions(comparison))


def _cautions(comparison: Comparison) -> Iterator[Message]:
    old, new = comparison.old.language, comparison.new.language
    if old != new:
        yield message(
            "The two texts are not in one language ({old}, {new}): nearly every clause shows as changed. "
            "Compare versions in one language.",
            old=old,
            new=new,
        )
    elif _strangers(comparison):
        yield message(
            "These texts have little in common: they are perhaps not two versions of the same general terms."
        )
    for stale in comparison.stale_references:
        yield _told(stale)


def _strangers(comparison: Comparison) -> bool:
    kept = sum(
        len(piece.text) for one in comparison.clauses for piece in one.pieces if piece.mark is Mark.KEPT
    )
    shorter = min(sum(len(node.text) for node in terms.walk()) for terms in (comparison.old, comparison.new))
    return kept < _IN_COMMON * shorter


def _told(stale: StaleReference) -> Message:
    if stale.leads is None:
        return message(
            "{ref} still says “{text}”, which was {was}: there is no such clause any more.",
            ref=stale.ref,
            text=stale.text,
            was=stale.was,
        )
    if stale.now is None:
        return message(
            "{ref} still says “{text}”: this clause is gone, another one has its number.",
            ref=stale.ref,
            text=stale.text,
        )
    return message(
        "{ref} still says “{text}”, but that clause is now {now}: the reference leads to another one.",
        ref=stale.ref,
        text=stale.text,
        now=stale.now,
    )
