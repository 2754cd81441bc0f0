"""The uses of defined terms clause by clause, to read: `uses_by_clause(terms)`.

What is defined and where it is used is found in `defined_terms`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from numspot_desk.terms.defined_terms import defined_terms
from numspot_desk.terms.tree import Terms


@dataclass(frozen=True)
class Use:
    """A term from `start` to `end` of a clause's text, and the clause with its definition."""

    start: int
    end: int
    term: str
    definition: str

    def moved(self, by: int) -> "Use":
        """The same use, counted from elsewhere."""
        return replace(self, start=self.start + by, end=self.end + by)


def uses_by_clause(terms: Terms) -> Mapping[str, Sequence[Use]]:
    """The uses in the text of each clause, by its reference, in the order of the text."""
    found: defaultdict[str, list[Use]] = defaultdict(list)
    for place, definition in defined_terms(terms).links():
        if place.part == "text":
            found[place.ref].append(Use(place.start, place.end, definition.term, definition.place.ref))
    for uses in found.values():
        uses.sort(key=lambda use: use.start)
    return found
