"""Where the clauses that the rules name stand in a version: `followed` from one version to the next, and back
from a reference of the version to the one that the rules know (`Known`).

The rules name clauses by the numbers of the version for which they were written. A clause is found for sure
where it kept its words, or its number with its title or most of its words; else there is at most a proposal,
for legal to decide. Two versions are paired in `comparing`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from numspot_desk.language.folding import fold_line
from numspot_desk.rules import clauses
from numspot_desk.rules.changes import clauses_named
from numspot_desk.terms.comparing import Change, Comparison, Status
from numspot_desk.terms.tree import Terms, references
from numspot_desk.terms.whereabouts import Found
from numspot_desk.terms.word_diff import similarity

ALIKE: Final = 0.5
"""How alike a clause that kept its number must be, where its title changed."""
MATCHING: Final = 0.8
"""Such a part of the articles must bear the titles that the rules know, for a version to be theirs."""
_STEP: Final = re.compile(r"[.:/#]")
_ARTICLE: Final = re.compile(r"CG-\d+")


def matches(terms: Terms) -> bool:
    """Whether the rules were written for terms numbered like these: most articles bear the titles known."""
    known = [ref for ref in clauses.TITLES if _ARTICLE.fullmatch(ref)]
    found = {node.ref: fold_line(node.title) for node in terms.walk()}
    same = sum(
        found.get(ref) in {fold_line(clauses.title(ref, language) or "") for language in ("fr", "en")}
        for ref in known
    )
    return same >= MATCHING * len(known)


def where_written(terms: Terms) -> tuple[Found, ...]:
    """The clauses in a version that the rules were written for: each under its own number."""
    existing = references(terms)
    return tuple(Found(one, one if one in existing else None) for one in clauses_named())


def followed(before: Mapping[str, str | None], comparison: Comparison) -> tuple[Found, ...]:
    """The clauses in the new version of a comparison; `before`: where they stood in the old one."""
    became: dict[str, Change] = {}
    for change in comparison.clauses:
        if change.old is not None:
            for ref in (change.old.ref, *change.old.aliases):
                became.setdefault(ref, change)
    return tuple(_followed(clause, ref, became) for clause, ref in before.items())


def _followed(clause: str, ref: str | None, became: Mapping[str, Change]) -> Found:
    change = became.get(ref) if ref is not None else None
    if change is None:
        return Found(clause, None)
    if change.new is None:
        return Found(clause, None, change.elsewhere)
    return Found(clause, change.new.ref) if _sure(change) else Found(clause, None, change.new.ref)


def _sure(change: Change) -> bool:
    if change.status is not Status.REWORDED or change.slight is not None:
        return True
    old, new = change.old, change.new
    assert old is not None and new is not None
    if fold_line(old.title) == fold_line(new.title) and (old.title or old.text == new.text):
        return True
    return old.ref == new.ref and similarity(_words(old.text), _words(new.text)) >= ALIKE


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


class Known:
    """What the rules call the clauses of a version, from where theirs stand in it (None: not decided)."""

    def __init__(self, stands: Mapping[str, str | None]) -> None:
        self._stands = stands
        self._called = {ref: clause for clause, ref in stands.items() if ref is not None}

    def of(self, ref: str) -> str:
        """The reference by which the rules know a clause; "" for one that has only the number of another."""
        for whole in _holders(ref):
            called = self._called.get(whole)
            if called is not None:
                name = called + ref[len(whole) :]
                return "" if whole != ref and name in self._stands else name
            if whole in self._stands:
                return ""
        return ref


def _holders(ref: str) -> Iterator[str]:
    """A reference and those of what holds it, the closest first."""
    yield ref
    for step in reversed(list(_STEP.finditer(ref))):
        yield ref[: step.start()]
