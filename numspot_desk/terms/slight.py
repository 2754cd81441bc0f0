"""Changes of wording that change nothing of what a clause says: `Slightness`.

Other typography, and references to clauses that bear another number now. The reverse is told as well: a
reference that kept its number although the clause it named has another, so that it leads elsewhere now. Which
clause became which is found in `pairing`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from numspot_desk.terms.cross_references import ClauseReferences, CrossReference
from numspot_desk.terms.tree import Node, Terms
from numspot_desk.terms.word_diff import typographic


class Slight(StrEnum):
    """Why other words say the same."""

    TYPOGRAPHY = "typography"
    REFERENCES = "references"
    """References followed the clauses that they name to their new numbers."""


@dataclass(frozen=True)
class StaleReference:
    """A reference in the clause `ref` of the new version, written as `text` in both, that led to `was` (which
    is `now` in the new version, None where it is gone) and `leads` to another clause, or to none."""

    ref: str
    text: str
    was: str
    now: str | None
    leads: str | None


class Slightness:
    """Weighs the wordings of two versions; `became` tells the new reference of each old one that is still
    there. References are looked up when they are needed first."""

    def __init__(self, old: Terms, new: Terms, became: Mapping[str, str]) -> None:
        self._old, self._new, self._became = old, new, became

    @cached_property
    def renumbered(self) -> bool:
        """Whether any clause that the text can name has another reference, or is gone."""
        return any(self._became.get(node.ref) != node.ref for node in self._old.walk())

    @cached_property
    def _before(self) -> ClauseReferences:
        return ClauseReferences(self._old)

    @cached_property
    def _after(self) -> ClauseReferences:
        return ClauseReferences(self._new)

    def of(self, old: Node, new: Node) -> Slight | None:
        """Why two wordings of a clause say the same; None where they do not."""
        if old.title == new.title or typographic(old.title.casefold(), new.title.casefold()):
            if typographic(old.text, new.text):
                return Slight.TYPOGRAPHY
            if self.renumbered and self._followed(old, new):
                return Slight.REFERENCES
        return None

    def _followed(self, old: Node, new: Node) -> bool:
        before, after = self._before.of(old), self._after.of(new)
        return (
            0 < len(before) == len(after)
            and all(
                one.target is not None and self._became.get(one.target) == other.target
                for one, other in zip(before, after, strict=True)
            )
            and typographic(_without(old.text, before), _without(new.text, after))
        )

    def stale(self, old: Node, new: Node) -> Iterator[StaleReference]:
        """The references of a clause that are written as before and lead elsewhere now."""
        if not self.renumbered:
            return
        before, after = self._before.of(old), self._after.of(new)
        if [one.text for one in before] != [one.text for one in after]:
            return
        for one, other in zip(before, after, strict=True):
            if one.target is None:
                continue
            now = self._became.get(one.target)
            if now is None or now != other.target:
                yield StaleReference(new.ref, other.text, one.target, now, other.target)


def _without(text: str, references: tuple[CrossReference, ...]) -> str:
    """A text with each reference replaced by a sign that stands in no text."""
    pieces, done = [], 0
    for one in references:
        pieces += [text[done : one.place.start], "\0"]
        done = one.place.end
    return "".join([*pieces, text[done:]])
