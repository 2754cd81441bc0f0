"""Versions to compare: the fictional ones on file, small ones made by hand, and random trees."""

from pathlib import Path

from hypothesis import strategies as st

from numspot_desk.terms.reading import read_terms
from numspot_desk.terms.tree import Line, Node, Terms

VERSIONS = Path(__file__).with_name("versions")
_WORDS = ["le", "rang", "la", "poire", "un", "outil", "sous", "trente", "jours", "fête", "noyer", "eau"]
_SENTENCES = st.lists(st.sampled_from(_WORDS), min_size=0, max_size=12).map(" ".join)


def verger(year: str) -> Terms:
    """One of the two versions on file."""
    return read_terms("verger.txt", (VERSIONS / f"verger-{year}.txt").read_bytes())


def terms(*nodes: Node) -> Terms:
    """Terms of these clauses, without a title."""
    return Terms("", "fr", nodes)


def node(ref: str, text: str = "", *children: Node, title: str = "", kind: str = "point") -> Node:
    """A numbered clause."""
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 2)] if text else []
    return Node(ref, kind, "1. ", title, 1, lines, list(children))


@st.composite
def trees(draw: st.DrawFn) -> Terms:
    """Articles, points and letters with few words, so that many are alike."""

    def grow(ref: str, depth: int) -> Node:
        kind = ("article", "point", "letter")[depth]
        count = draw(st.integers(0, 3)) if depth < 2 else 0
        parts = [grow(f"{ref}.{number}", depth + 1) for number in range(1, count + 1)]
        title = draw(st.sampled_from(["", "Fin", "Prix", "Eau"]))
        return node(ref, draw(_SENTENCES), *parts, title=title, kind=kind)

    return terms(*(grow(f"CG-{number}", 0) for number in range(1, draw(st.integers(0, 4)) + 1)))
