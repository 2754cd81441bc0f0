"""The tree while it is built: which clauses are open, which references and numbers exist already.

A new heading closes those of its level and below. Which line is a heading, and of what, is decided in
`outline`.
"""

import re
from typing import Final

from numspot_desk.terms.headings import as_roman, roman
from numspot_desk.terms.tree import Node

_COUNTED: Final = re.compile(r"\d+")
HEADING: Final = 6
PREAMBLE: Final = 2
LEVELS: Final = {
    "annex": -3,
    "book": -2,
    "title": -1,
    "chapter": 0,
    "named section": 1,
    "preamble": PREAMBLE,
    "article": 2,
    "sla": 3,
    "roman": 3,
    "section": 4,
    "number": 5,
    "letter": 7,
}
"""How deep what a heading looks like stands in the tree."""
KIND_OF: Final = {
    "book": "part",
    "title": "part",
    "chapter": "part",
    "named section": "part",
    "roman": "part",
    "number": "point",
}
"""The kind of a clause, where it is not called as its heading looks."""
GROUP_SIGNS: Final = {"book": "B", "title": "T", "chapter": "C", "named section": "S"}
"""What a heading above articles adds to references inside another such heading: `CG-T1.C2`."""


class OpenClauses:
    """`path` are the nodes from the root to the current one, each with its level."""

    def __init__(self) -> None:
        self.roots: list[Node] = []
        self.path: list[tuple[int, Node]] = []
        self._refs: set[str] = set()
        self._own: dict[str, str] = {}
        self._passages: dict[str, int] = {}
        self._numbers: dict[tuple[str, str], str] = {}

    @property
    def current(self) -> Node | None:
        """The innermost clause that is open."""
        return self.path[-1][1] if self.path else None

    def exists(self, ref: str) -> bool:
        """Whether a clause has this reference already."""
        return ref in self._refs

    def attach(self, node: Node, parent: Node | None, level: int, number: str = "") -> None:
        """Put a node under its parent, or at the top, and open it; `number` is the one in its heading."""
        self._own[node.ref] = number
        if node.kind == "heading" and parent is not None:
            self._passages[numbered(parent)] = self._passages.get(numbered(parent), 0) + 1
        (self.roots if parent is None else parent.children).append(node)
        self._refs.add(node.ref)
        self.path.append((level, node))

    def close(self, level: int) -> None:
        """Close what stands at this level or below."""
        while self.path and self.path[-1][0] >= level:
            self.path.pop()

    def close_kinds(self, *kinds: str) -> None:
        """Close the innermost clauses as long as they are of these kinds."""
        while self.path and self.path[-1][1].kind in kinds:
            self.path.pop()

    def close_below(self, parent: Node | None) -> None:
        """Close what stands below a clause that is open, or everything."""
        while self.path and self.path[-1][1] is not parent:
            self.path.pop()

    def above(self, level: int) -> Node | None:
        """The clause that something of this level belongs to."""
        return next((node for depth, node in reversed(self.path) if depth < level), None)

    def inside(self, *kinds: str) -> bool:
        """Whether a clause of one of these kinds is open."""
        return any(node.kind in kinds for _level, node in self.path)

    def open_as(self, ref: str) -> tuple[int, Node] | None:
        """The open clause with this reference, with its level."""
        return next(((level, node) for level, node in self.path if node.ref == ref), None)

    def numbered_as(self, number: str, *kinds: str) -> tuple[int, Node] | None:
        """The innermost open clause of these kinds whose heading is numbered so, with its level."""
        return next(
            (
                (level, node)
                for level, node in reversed(self.path)
                if node.kind in kinds and self._own.get(node.ref) == number
            ),
            None,
        )

    def passage(self, parent: Node) -> str:
        """The reference of the next titled passage of a clause, which has no number of its own; passages
        inside a passage are counted with it."""
        return f"{numbered(parent)}/{self._passages.get(numbered(parent), 0) + 1}"

    def preamble(self) -> Node:
        """Text before any heading is a preamble without a title."""
        if self.exists("CG-P"):
            return self.roots[0]
        node = Node("CG-P", "preamble")
        self.attach(node, None, PREAMBLE)
        return node

    # ── Numbers that follow one another ──

    def note(self, kind: str, parent: str, label: str) -> None:
        """Remember the last number of a kind in a clause."""
        self._numbers[kind, parent] = label

    def follows(self, label: str) -> bool:
        """Whether an article may stand here without a gap: the next one, 3bis after 3, or the first of a
        part that counts its own."""
        if label == "1" and self.current is not None and self.current.kind == "part":
            return True
        expected = self.next_label("article", "")
        return label == expected or (not label.isdigit() and label[:-1].startswith(str(int(expected) - 1)))

    def counts_own(self, label: str) -> bool:
        """Whether an article may stand in the annex that is open: one that counts its articles from 1, where
        the text itself does not go on with that number."""
        annex = next((node.ref for _level, node in self.path if node.kind == "annex"), "")
        own = self.next_label("article", annex)
        return label == own and (own != "1" or label != self.next_label("article", ""))

    def next_label(self, kind: str, parent: str) -> str:
        """The number that follows the last one of its kind in a clause, or the first."""
        return following(kind, self._numbers.get((kind, parent)))


def following(kind: str, label: str | None) -> str:
    """The number that follows: the first of its kind after None."""
    match kind:
        case "roman":
            return as_roman((roman(label) or 0) + 1) if label else "I"
        case "section" | "letter":
            first = "A" if kind == "section" else "a"
            return chr(ord(label) + 1) if label else first
        case "sla":
            return f"SLA{int(label.removeprefix('SLA')) + 1}" if label else "SLA1"
        case _:
            counted = _COUNTED.match(label or "")
            return str(int(counted.group()) + 1) if counted else "1"


def numbered(node: Node) -> str:
    """The reference that parts of a node build on: a titled passage adds nothing to it."""
    return node.ref.split("/")[0]


def below(parent: Node | None, label: str) -> str:
    """The reference of a part of a clause with its own number."""
    return f"CG-{label}" if parent is None or parent.kind == "preamble" else f"{numbered(parent)}.{label}"


def top_ref(kind: str, label: str, parent: Node | None) -> str:
    """The reference of a preamble, an annex, an article, or a heading above articles."""
    if kind == "preamble":
        return "CG-P"
    if kind == "annex":
        return f"CG-A{label}"
    if kind not in GROUP_SIGNS:
        return below(parent, label)
    if parent is None or parent.kind == "preamble":
        return f"CG-T{label}"
    return below(parent, GROUP_SIGNS[kind] + label)
