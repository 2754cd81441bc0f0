"""The clauses of the library held against an order as it stands: which fit it, and what keeps the others out.
No Qt.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from numspot_desk.contracts.clauses.clause_verdict import Assessment
from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.library.conditions import Situation, excluded_by, unmet
from numspot_desk.contracts.library.judging import Judgement, judge
from numspot_desk.rules import clauses as references


@dataclass(frozen=True)
class Offer:
    """A clause of the library held against the order as it stands: how far it is from what is preferred, the
    conditions that do not hold, the clauses of the order that exclude it, and whether the governing general
    terms lack its target."""

    clause: LibraryClause
    judgement: Judgement
    unmet: tuple[str, ...] = ()
    excluded: tuple[LibraryClause, ...] = ()
    astray: bool = False

    @property
    def fits(self) -> bool:
        """Whether nothing keeps it out."""
        return not (self.unmet or self.excluded or self.astray)


def offer(clause: LibraryClause, values: Mapping[str, Any], held: Assessment | None) -> Offer:
    """One clause with values, held against the order as it was assessed; by itself where it was not."""
    if held is None:
        return Offer(clause, judge(clause, values))
    others = [one.taken.clause for one in held.verdicts if one.taken is not None]
    situation = Situation(held.ground.met, frozenset(one.id for one in others))
    return Offer(
        clause,
        judge(clause, values, held.ground.setting),
        unmet(clause, situation),
        excluded_by(clause, others),
        clause.target is not None and not references.known(clause.target, held.ground.references),
    )


def offers(library: Iterable[LibraryClause], kind: str, held: Assessment | None) -> tuple[Offer, ...]:
    """The clauses for the derogations ("") or for the special conditions of a kind, those that fit first."""
    wanted = (one for one in library if (kind in one.kinds if kind else one.target is not None))
    found = [offer(one, one.preferred, held) for one in wanted]
    return tuple(sorted(found, key=lambda one: not one.fits))
