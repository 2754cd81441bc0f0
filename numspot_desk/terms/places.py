"""Where something stands in general terms: a clause, its title or its text, and the characters there."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from numspot_desk.terms.tree import Node, Terms

Part = Literal["title", "text"]


@dataclass(frozen=True)
class Place:
    """The characters from `start` to `end` of a clause's title or text; `line` is the one of the file."""

    ref: str
    part: Part
    start: int
    end: int
    line: int | None


@dataclass(frozen=True)
class Passage:
    """A title or the paragraphs of a clause, to look for something in."""

    node: Node
    part: Part
    text: str

    def place(self, start: int, end: int) -> Place:
        """The place of some of its characters."""
        return Place(self.node.ref, self.part, start, end, self._line(start))

    def _line(self, start: int) -> int | None:
        if self.part == "title" or not self.node.lines:
            return self.node.heading_line
        begins = [0]
        for line in self.node.lines[:-1]:
            begins.append(begins[-1] + len(line.text) + 1)
        return self.node.lines[bisect_right(begins, start) - 1].number


def passages(terms: Terms) -> Iterator[Passage]:
    """Every title and text that is not empty, in the order of the terms."""
    for node in terms.walk():
        if node.title:
            yield Passage(node, "title", node.title)
        if text := node.text:
            yield Passage(node, "text", text)
