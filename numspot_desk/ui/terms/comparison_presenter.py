"""What the comparison of two versions shows: its groups by weight, and each change in words. No Qt.

How a change is found is in `terms.comparing`; what is painted is in `comparison_view`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_
from numspot_desk.terms.comparing import Change, Comparison, Status, Weight
from numspot_desk.terms.word_diff import Mark, Piece
from numspot_desk.usecases.rule_names import rule_name

STATUS_WORDS: Final[Mapping[Status, str]] = {
    Status.SAME: N_("Unchanged"),
    Status.REWORDED: N_("Reworded"),
    Status.MOVED: N_("Moved"),
    Status.RENUMBERED: N_("Renumbered"),
    Status.ADDED: N_("Added"),
    Status.REMOVED: N_("Removed"),
}
_ICONS: Final[Mapping[Status, tuple[str, str]]] = {
    Status.SAME: ("check", "muted"),
    Status.REWORDED: ("draft", "accent"),
    Status.MOVED: ("moved", "particular"),
    Status.RENUMBERED: ("number", "muted"),
    Status.ADDED: ("plus", "success"),
    Status.REMOVED: ("minus", "problem"),
}
_GROUPS: Final[Mapping[Weight, str]] = {
    Weight.RULES: N_("Touches a rule or a contract"),
    Weight.WORDING: N_("Other wording"),
    Weight.FORM: N_("Form only"),
}


@dataclass(frozen=True)
class Group:
    """The changes of one weight under their heading; `open` when they are shown at once."""

    heading: str
    changes: tuple[Change, ...]
    open: bool


@dataclass(frozen=True)
class Chip:
    """A rule or contract that a change touches: what stands there, the whole of it, a contract's number."""

    text: str
    whole: str
    contract: str | None = None


_LONGEST: Final = 56


class ComparisonPresenter:
    """Words for one comparison in one language."""

    def __init__(self, comparison: Comparison, language: Language) -> None:
        self.comparison = comparison
        self._language = language

    def groups(self) -> tuple[Group, ...]:
        """The changes by weight, the weightiest first; a weight without changes is left out."""
        found = []
        for weight, name in _GROUPS.items():
            changes = tuple(one for one in self.comparison.changes if one.weight is weight)
            if changes:
                heading = f"{self._language.text(name)} ({len(changes)})"
                found.append(Group(heading, changes, weight is not Weight.FORM))
        if found and not any(group.open for group in found):
            found[0] = Group(found[0].heading, found[0].changes, True)
        return tuple(found)

    def summary(self) -> str:
        """How many clauses have each status, on one line."""
        text, counts = self._language.text, self.comparison.counts.items()
        return " · ".join(
            text("{status}: {count}", status=text(STATUS_WORDS[status]), count=count)
            for status, count in counts
            if count
        )

    def status(self, change: Change) -> str:
        """The status in words, with its place where it also moved."""
        said = self._language.text(STATUS_WORDS[change.status])
        if change.status is Status.REWORDED and change.place is not None:
            said += f" · {self._language.text(STATUS_WORDS[change.place])}"
        if change.old_ref is not None:
            said += " · " + self._language.text("was {ref}", ref=change.old_ref)
        return said

    def icon(self, change: Change) -> tuple[str, str]:
        """The icon of the status and the token of its colour."""
        return _ICONS[change.status]

    def heading(self, change: Change) -> str:
        """The reference and the title of the clause; a definition's reference names it already."""
        if change.ref.endswith(f":{change.title}"):
            return change.ref
        return f"{change.ref} {change.title}".strip()

    def chips(self, change: Change) -> tuple[Chip, ...]:
        """The contracts and rules that the change touches."""
        contracts = tuple(
            Chip(number, self._language.text("Contract {number}", number=number), number)
            for number in change.contracts
        )
        rules = []
        for rule in change.rules:
            whole = f"{rule} {rule_name(rule, self._language)}"
            rules.append(Chip(whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1]}…", whole))
        return (*contracts, *rules)

    def sides(self, change: Change) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """The old text with what goes, and the new with what comes."""
        before = tuple(piece for piece in change.pieces if piece.mark is not Mark.INSERTED)
        after = tuple(piece for piece in change.pieces if piece.mark is not Mark.DELETED)
        return before, after

    def spoken(self, pieces: Sequence[Piece]) -> str:
        """A side in words alone, for a screen reader: what goes and what comes between brackets."""
        signs = {
            Mark.KEPT: "{text}",
            Mark.DELETED: self._language.text("[removed: {text}]", text="{text}"),
            Mark.INSERTED: self._language.text("[added: {text}]", text="{text}"),
        }
        return "".join(signs[piece.mark].replace("{text}", piece.text) for piece in pieces)
