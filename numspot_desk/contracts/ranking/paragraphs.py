"""A clause taken apart at the paragraphs that somebody names: `CG-6.3.a#2`, and the rest of the clause.

Paragraph n of a clause is its n-th line of text, as the reader of general terms counts them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from numspot_desk.contracts.ranking.papers import Clause


def split_reference(ref: str) -> tuple[str, int | None]:
    """The clause of a reference, and the paragraph where it names one."""
    base, mark, number = ref.partition("#")
    return base, int(number) if mark and number.isdigit() else None


def lines_of(clause: Clause) -> tuple[str, ...]:
    """The paragraphs of a clause; none where its text is not known."""
    return tuple(clause.text.split("\n")) if clause.text else ()


def paragraph(clause: Clause, number: int) -> Clause | None:
    """One paragraph as a clause of its own. None where the clause has no such paragraph; where no text is
    known, its reference stands for it."""
    lines = lines_of(clause)
    if lines and number > len(lines):
        return None
    text = lines[number - 1] if lines else ""
    return replace(clause, id=f"{clause.id}#{number}", ref=f"{clause.ref}#{number}", text=text)


def rest(clause: Clause, taken: Iterable[int]) -> Clause | None:
    """The clause without these paragraphs; None where nothing of it is left."""
    gone = set(taken)
    lines = lines_of(clause)
    left = [text for number, text in enumerate(lines, 1) if number not in gone]
    if lines and not left:
        return None
    return replace(clause, text="\n".join(left))


def taken_apart(clause: Clause, named: Iterable[int]) -> Iterator[Clause]:
    """The clause in pieces, in order: each paragraph that is named by itself, those between them together.
    The first piece bears the title; what is not named keeps the reference of the clause."""
    alone, title = set(named), clause.title
    numbered = enumerate(lines_of(clause), 1)
    for group in groupby(numbered, lambda one: one[0] if one[0] in alone else 0):
        lines = list(group[1])
        number, text = lines[0][0], "\n".join(line for _number, line in lines)
        ident = clause.id if number == 1 and not group[0] else f"{clause.id}#{number}"
        ref = f"{clause.ref}#{number}" if group[0] else clause.ref
        yield replace(clause, id=ident, ref=ref, title=title, text=text)
        title = ""
