"""How versions, clauses and lines of general terms are called on the screens. No Qt."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from numspot_desk.language.catalog import Language
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import N_
from numspot_desk.terms.tree import Node, Terms
from numspot_desk.usecases.general_terms.citations import cited_place
from numspot_desk.usecases.general_terms.terms_in_force import version_in_force
from numspot_desk.usecases.ports.terms import TermsVersion

LANGUAGE_NAMES: Final[Mapping[str, str]] = {"fr": N_("French"), "en": N_("English")}
KIND_NAMES: Final[Mapping[str, str]] = {
    "preamble": N_("Preamble"),
    "article": N_("Article"),
    "point": N_("Point"),
    "letter": N_("Letter"),
    "annex": N_("Annex"),
    "part": N_("Part"),
    "section": N_("Section"),
    "sla": N_("Service level"),
    "heading": N_("Passage with a title"),
}
"""What a line can be said to begin."""
_SHORT: Final = 70


@dataclass(frozen=True)
class Edition:
    """A version with its texts, French first."""

    texts: tuple[TermsVersion, ...]

    @property
    def label(self) -> str:
        """Its name."""
        return self.texts[0].label


def editions(adopted: Sequence[TermsVersion]) -> tuple[Edition, ...]:
    """Each version once, with its languages, in the order given."""
    return tuple(
        Edition(tuple(texts)) for _, texts in groupby(adopted, key=lambda version: fold_line(version.label))
    )


def standing(edition: Edition, all_: Sequence[Edition], today: dt.date, language: Language) -> str:
    """Whether a version is in force today, still to come, or past."""
    in_force = version_in_force([text for one in all_ for text in one.texts], today)
    if in_force is not None and in_force in edition.texts:
        return language.text("In force")
    return language.text("To come") if edition.texts[0].in_force_from > today else language.text("Former")


def clause_line(node: Node) -> str:
    """A clause in one line: its reference and title, or the start of its text; a definition by its term."""
    if node.kind == "definition":
        return node.ref
    named = node.title or (node.lines[0].text if node.lines else "")
    named = " ".join(named.split())
    if len(named) > _SHORT:
        named = named[:_SHORT].rstrip() + "…"
    return f"{node.ref} · {named}" if named else node.ref


def citation(ref: str, label: str, language: Language) -> str:
    """How people cite a clause: «CG art. 6.3.a, version 2026-01»."""
    return language.text("{place}, version {label}", place=cited_place(ref, language), label=label)


def open_at(terms: Terms, line: int) -> tuple[Node, ...]:
    """The clauses that stand open at a line that is text of one of them, outermost first."""
    for node in terms.nodes:
        if found := _holding(node, line):
            return found
    return ()


def _holding(node: Node, line: int) -> tuple[Node, ...]:
    if node.heading_line == line or any(one.number == line for one in node.lines):
        return (node,)
    for child in node.children:
        if found := _holding(child, line):
            return (node, *found)
    return ()


def likely(text: str, held: Sequence[Node]) -> tuple[str, str]:
    """What a line most likely begins, and under which clause: proposed, never decided."""
    first = fold_line(text).partition(" ")[0]
    for word, kind in (("article", "article"), ("annex", "annex"), ("appendix", "annex")):
        if first.startswith(word):
            return kind, ""
    if not held or held[-1].kind not in KIND_NAMES:
        return "article", ""
    return held[-1].kind, held[-2].ref if len(held) > 1 else ""


def counted(terms: Terms, language: Language) -> str:
    """How many articles, annexes and clauses were read."""
    kinds = [node.kind for node in terms.walk()]
    parts = (
        language.ntext("{n} article", "{n} articles", kinds.count("article")),
        language.ntext("{n} annex", "{n} annexes", kinds.count("annex")),
        language.ntext("{n} clause in all", "{n} clauses in all", len(kinds)),
    )
    return ", ".join(parts)
