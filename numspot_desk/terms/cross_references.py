"""References from one clause to another in running text: «article 6 « Fin »», «annexe 2», «point 3.1».

`cross_references(terms)` finds each with the clause it names, or none when there is no such clause. Articles
of laws are left out. What is reported of them is in `proofs`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from numspot_desk.terms.headings import roman
from numspot_desk.terms.places import Passage, Place, passages
from numspot_desk.terms.tree import Node, Terms
from numspot_desk.terms.word_diff import plain

_KINDS: Final = {
    "article": "article", "articles": "article", "clause": "article", "clauses": "article",
    "annexe": "annex", "annexes": "annex", "annex": "annex", "appendix": "annex", "schedule": "annex",
    "exhibit": "annex", "point": "part", "points": "part", "section": "part", "sections": "part",
    "partie": "part", "sla": "sla",
}  # fmt: skip
_LABEL: Final = (
    r"(?:\d{1,3}(?:\.\d{1,3})*(?:\.[a-z](?![\w’'])|\s?[a-z]\))?|[IVXLC]{1,6}(?![\w’'-]|\.\s?\d)|[A-Z](?![\w’'-]|\.\s?\d))"
    r"(?![\d-]|\.\d)"
)
_AND: Final = r"\s*(?:,|et|ou|à|and|or|to)\s+"
_CALL: Final = re.compile(
    rf"\b(?P<word>(?i:articles?|clauses?|annexes?|annex|appendix|schedule|exhibit|points?|sections?|partie|sla))"
    rf"\s+(?P<labels>{_LABEL}(?:{_AND}{_LABEL})*)"
)
_LABELS: Final = re.compile(_LABEL)
_OF: Final = re.compile(
    rf"\s+(?:de\s+l['’]|of\s+(?:the\s+)?|de\s+)(?P<word>(?i:article|annexe|annex|clause|schedule))\s+(?P<label>{_LABEL})"
)
_LAW: Final = re.compile(
    r"[^.;\n]{0,50}?\b(?:du|de\s+la|de\s+l['’]|des|of(?:\s+the)?)\s*"
    r"(?i:code|lois?\b|décret|règlement|directive|rgpd|ordonnance|arrêté|convention|traité|norme|gdpr|"
    r"regulation|act\b|treaty|constitution)"
)
_HEADING: Final = re.compile(r"\s*[.:–-]\s+[A-ZÀ-Þ][^\n.;]{0,80}(?:\n|\Z)")
_TITLE: Final = re.compile(r"\s*[«“\"]\s*(?P<title>[^«»“”\"\n]{2,160}?)\s*[»”\"]")


@dataclass(frozen=True)
class CrossReference:
    """A reference in the text: what it says, the clause it leads to if there is one, and the title that it
    gives the clause, if it gives one."""

    place: Place
    text: str
    target: str | None
    title: str | None = None
    true_title: str | None = None

    @property
    def wrong_title(self) -> bool:
        """Whether it calls the clause otherwise than it is called; a beginning of the title will do."""
        if not self.title or not self.true_title:
            return False
        said, true = (_folded(title) for title in (self.title, self.true_title))
        return not true.startswith(said) and not said.startswith(true)


def cross_references(terms: Terms) -> tuple[CrossReference, ...]:
    """Every reference to a clause of the terms, in the order of the text."""
    index = _Index(terms)
    return tuple(
        found for passage in passages(terms) if passage.part == "text" for found in _in(passage, index)
    )


def _heads(text: str, call: re.Match[str]) -> bool:
    """Whether it is the heading of a clause that could not be placed: `ARTICLE 9. Chaises` on a line."""
    starts = call.start() == 0 or text[call.start() - 1] == "\n"
    return starts and _HEADING.match(text, call.end()) is not None


class ClauseReferences:
    """The references of single clauses of the terms, each looked through once at most."""

    def __init__(self, terms: Terms) -> None:
        self._index = _Index(terms)
        self._found: dict[int, tuple[CrossReference, ...]] = {}

    def of(self, node: Node) -> tuple[CrossReference, ...]:
        """Every reference in the text of a clause of the terms, in order."""
        if id(node) not in self._found:
            self._found[id(node)] = tuple(_in(Passage(node, "text", node.text), self._index))
        return self._found[id(node)]


def _in(passage: Passage, index: "_Index") -> Iterator[CrossReference]:
    text = passage.text
    for call in _CALL.finditer(text):
        if _LAW.match(text, call.end()) or _heads(text, call):
            continue
        kind = _KINDS[call["word"].casefold()]
        of = _OF.match(text, call.end())
        base = None
        if of is not None:
            base = index.top(_KINDS[of["word"].casefold()], of["label"])
            if base is None:
                continue  # the clause that should hold it is reported by itself
        labels = list(_LABELS.finditer(text, call.start("labels"), call.end("labels")))
        for label in labels:
            start = call.start() if len(labels) == 1 else label.start()
            target = index.find(kind, label[0], passage.node, base)
            titled = _TITLE.match(text, label.end()) if label is labels[-1] and of is None else None
            yield CrossReference(
                passage.place(start, label.end()),
                f"{call['word'] if len(labels) == 1 else call['word'].removesuffix('s')} {label[0]}",
                target,
                titled["title"] if titled else None,
                index.titles.get(target or ""),
            )


class _Index:
    """The references that there are, and the clauses above each."""

    def __init__(self, terms: Terms) -> None:
        self.titles: dict[str, str] = {}
        self._above: dict[int, tuple[str, ...]] = {}
        self._tails: dict[str, str] = {}
        for node in terms.nodes:
            self._learn(node, ())

    def _learn(self, node: Node, above: tuple[str, ...]) -> None:
        self.titles[node.ref] = node.title
        self._tails.setdefault(node.ref.rpartition(".")[2], node.ref)
        here = (node.ref.partition("/")[0].partition(":")[0], *above)
        self._above[id(node)] = here
        for child in node.children:
            self._learn(child, here)

    def top(self, kind: str, label: str) -> str | None:
        """The reference of an article or annex."""
        number = str(roman(label) or label)
        names = [f"CG-A{number}", f"CG-A{label}"] if kind == "annex" else [f"CG-{_path(label)}"]
        return self._first(names)

    def find(self, kind: str, label: str, node: Node, base: str | None) -> str | None:
        """The reference that a label leads to from a clause, None when there is no such clause."""
        path = _path(label)
        if base is not None:
            return self._first([f"{base}.{path}"])
        near = [f"{ref}.{path}" for ref in self._above[id(node)]]
        if kind == "annex":
            return self.top(kind, label)
        if kind == "sla":
            return self._tails.get(f"SLA{label}")
        if kind == "article":
            return self._first([f"CG-{path}", *near]) or (self._tails.get(path) if "." not in path else None)
        return self._first([*near, f"CG-{path}"] if "." in path else near)

    def _first(self, names: Sequence[str]) -> str | None:
        return next((name for name in names if name in self.titles), None)


def _path(label: str) -> str:
    """A label as references write it: `6.3 a)` is `6.3.a`."""
    return re.sub(r"\s?([a-z])\)$", r".\1", label)


def _folded(title: str) -> str:
    return re.sub(r"\W+", " ", plain(title).casefold()).strip()
