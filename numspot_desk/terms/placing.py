"""What a person decided about single lines, applied again to the lines of the same file: `place`.

A line that fits nowhere stays text and is reported; the person says what it is. Recognition by rule lives
in `outline`, which asks for these decisions first.
"""

from numspot_desk.terms.outline import open_at, outline_of
from numspot_desk.terms.tree import Terms
from numspot_desk.terms.written import NONE_PLACED, AsHeading, AsParagraph, Placement, Placements, Written

__all__ = ["NONE_PLACED", "AsHeading", "AsParagraph", "Placement", "Placements", "place", "possible_parents"]


def place(written: Written, placements: Placements = NONE_PLACED) -> Terms:
    """The tree of these lines with the decisions of a person. Raises `TermsRefused` when a decision cannot
    be kept: no such line, a clause that is not open there, a number that another clause has."""
    return outline_of(written, placements)


def possible_parents(written: Written, line: int, placements: Placements = NONE_PLACED) -> tuple[str, ...]:
    """The references of the clauses that are open at a line, outermost first: those that a heading placed
    there can stand under."""
    return open_at(written, line, placements)
