"""What became of the clauses that a contract's own conditions name: `aims(comparison, targets)`.

A derogation is written against the clauses of one version. Under the next one its reference may name another
clause or none: such an aim dangles, and legal must look at it before the new version binds the contract.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from numspot_desk.rules.clauses import NoClause, parse
from numspot_desk.terms.comparing import Change, Comparison, Status, Weight
from numspot_desk.terms.tree import references


class Fate(StrEnum):
    """What became of a clause that is named, the gravest first."""

    REMOVED = "removed"
    RENUMBERED = "renumbered"
    """The clause is still there, under another reference."""
    REWORDED = "reworded"
    """The reference still names the clause, but it, or a part of it, says something else."""


@dataclass(frozen=True)
class Aim:
    """A clause that conditions name, `target`, and what became of it: `now` is its reference in the new
    version, None where it is gone; `taken` tells that another clause has its old reference now."""

    target: str
    fate: Fate
    now: str | None
    taken: bool = False

    @property
    def dangling(self) -> bool:
        """Whether the reference names the clause no longer."""
        return self.fate is not Fate.REWORDED


def aims(comparison: Comparison, targets: Iterable[str]) -> tuple[Aim, ...]:
    """The targets whose clause is not as it was, dangling ones first."""
    book = _Book(comparison)
    found = [aim for target in sorted(set(targets)) if (aim := book.aim(target)) is not None]
    return tuple(sorted(found, key=lambda aim: (not aim.dangling, aim.target)))


class _Book:
    """The clauses of the old version by their references."""

    def __init__(self, comparison: Comparison) -> None:
        self._clauses: dict[str, Change] = {}
        for one in comparison.clauses:
            if one.old is not None:
                self._clauses |= dict.fromkeys((one.old.ref, *one.old.aliases), one)
        self._new = references(comparison.new)

    def aim(self, target: str) -> Aim | None:
        """What became of a target; None where nothing did, or where the old version has no such clause."""
        try:
            ref = str(parse(target).clause)
        except NoClause:
            return None
        one = self._clauses.get(ref)
        holder = ref
        while one is None and "." in holder:  # a part that the text does not set apart
            holder = holder.rpartition(".")[0]
            one = self._clauses.get(holder)
        if one is None:
            return None
        if one.new is None:
            return Aim(target, Fate.REMOVED, None, ref in self._new)
        if one.old_ref is not None:
            return Aim(target, Fate.RENUMBERED, one.new.ref, ref in self._new)
        return Aim(target, Fate.REWORDED, one.new.ref) if self._reworded(holder) else None

    def _reworded(self, ref: str) -> bool:
        """Whether the words of a clause or of a part of it weigh."""
        return any(
            one.weight is not Weight.FORM and one.status is not Status.SAME
            for other, one in self._clauses.items()
            if other == ref or other.startswith((f"{ref}.", f"{ref}/", f"{ref}:"))
        )
