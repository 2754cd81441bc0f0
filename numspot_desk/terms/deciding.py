"""The clause that a person sees in a line: `decided_heading`, made without any rule of recognition but for
the number that is written there. Which lines are decided, and what follows, lives in `outline`.
"""

import re
from dataclasses import dataclass
from typing import Final

from numspot_desk.language.messages import Message, message
from numspot_desk.terms.headings import Heading, possible
from numspot_desk.terms.open_clauses import HEADING, KIND_OF, LEVELS, PREAMBLE, OpenClauses, below
from numspot_desk.terms.tree import Line, Node, TermsRefused
from numspot_desk.terms.written import AsHeading

_LABEL: Final = re.compile(r"[A-Za-z0-9]{1,20}")
_DEEPEST: Final = 30
_OUTSIDE: Final = LEVELS["annex"] - 1
"""The level of what holds the outermost clauses."""
_DECIDED: Final = {
    "preamble": (PREAMBLE, "preamble"),
    "article": (LEVELS["article"], "article"),
    "annex": (LEVELS["annex"], "annex"),
    "part": (LEVELS["roman"], "roman"),
    "section": (LEVELS["section"], "section"),
    "point": (LEVELS["number"], "number"),
    "letter": (LEVELS["letter"], "letter"),
    "sla": (LEVELS["sla"], "sla"),
    "heading": (HEADING, "heading"),
}
"""The kinds of heading that a person can place: their level, and what their numbers follow."""


@dataclass(frozen=True)
class Begun:
    """A clause to begin, its level, and its heading as written."""

    node: Node
    level: int
    heading: Heading


def decided_heading(clauses: OpenClauses, line: Line, decided: AsHeading) -> Begun:
    """The clause that a person sees in a line, with what must be closed before it closed. Raises
    `TermsRefused` when it cannot stand there."""
    under = clauses.open_as(decided.under)
    if decided.under and under is None:
        raise _refused(line, message("the clause {ref} is not open there", ref=decided.under))
    if decided.kind not in _DECIDED or len(clauses.path) > _DEEPEST:
        raise _refused(line, message("no heading of this kind can stand there"))
    if decided.kind == "heading" and under is None:
        under = _opening(clauses, line)
    outer, parent = under or (_OUTSIDE, None)
    level, sequence = _DECIDED[decided.kind]
    if decided.kind == "part" and outer < LEVELS["article"] and (parent is None or parent.kind == "part"):
        level, sequence = max(outer + 1, LEVELS["title"]), "title"  # articles can stand in it
    heading = _heading_as(line, decided.kind)
    counted_in = "" if parent is None or decided.kind == "article" else parent.ref
    label = decided.label or heading.label.split(".")[-1] or clauses.next_label(sequence, counted_in)
    if not _LABEL.fullmatch(label):
        raise _refused(line, message("a number holds letters and digits only"))
    ref = _ref_of(clauses, decided.kind, parent, label)
    if clauses.exists(ref):
        raise _refused(line, message("another clause has this number already"))
    level = max(outer + 1, level if parent is not None else min(level, LEVELS["article"]))
    clauses.close(level)
    clauses.close_below(parent)
    clauses.note(sequence, counted_in, label)
    return Begun(Node(ref, decided.kind), level, heading)


def _opening(clauses: OpenClauses, line: Line) -> tuple[int, Node]:
    """The preamble, for a titled passage that stands in no other clause."""
    if clauses.roots and not clauses.inside("preamble"):
        raise _refused(line, message("a titled passage stands in a clause: name it"))
    return PREAMBLE, clauses.preamble()


def _ref_of(clauses: OpenClauses, kind: str, parent: Node | None, label: str) -> str:
    match kind:
        case "preamble":
            return "CG-P"
        case "annex":
            return f"CG-A{label}"
        case "part" if parent is None:
            return f"CG-T{label}"
        case "heading" if parent is not None:
            return clauses.passage(parent)
    return below(parent, label)


def _heading_as(line: Line, kind: str) -> Heading:
    """The number and the title of a line that a person takes for a heading of this kind."""
    found = [heading for heading in possible(line.text) if (heading.kind == "heading") is (kind == "heading")]
    same = [heading for heading in found if KIND_OF.get(heading.kind, heading.kind) == kind]
    return next(iter(same or found), Heading(kind, "", "", line.text))


def _refused(line: Line, reason: Message) -> TermsRefused:
    return TermsRefused(
        message("Line {line} cannot be placed so: {reason}.", line=line.number, reason=reason)
    )
