"""General terms as a tree: nodes with a reference, a title and paragraphs; nothing of the text is lost.

Reading a file lives in `reading`, recognising headings in `headings`, building the tree in `outline`, its
form in JSON in `encoded`.
Every character of the body is the marker, the title or a paragraph of exactly one node, in the order of
the text: `body` writes it back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from numspot_desk.language.messages import Message, message

KINDS = (
    "preamble",
    "article",
    "point",
    "letter",
    "definition",
    "annex",
    "part",
    "section",
    "sla",
    "heading",
)


class TermsRefused(Exception):
    """The file cannot be read as general terms; `message` says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.msgid)
        self.message = message


def too_much_memory() -> TermsRefused:
    """The refusal of a file whose reading takes more memory than it may."""
    return TermsRefused(message("Reading the file needs more memory than general terms ever do."))


@dataclass(frozen=True)
class Line:
    """One line of a text with its number in the file, counted from 1. In a Word file, a paragraph is a line,
    and so is what follows a line break in it; a row of a table is one line, its cells parted by tabs."""

    number: int
    text: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells, when the line is a row of a table; none otherwise."""
        return tuple(self.text.split("\t")) if "\t" in self.text else ()


@dataclass
class Node:
    """A clause: `marker` is what numbers it in the text ("ARTICLE 6. "), `title` what names it, `lines`
    its own paragraphs; a node without a heading line of its own has neither marker nor title. `closing` is
    the mark of Markdown that ends the line of its heading."""

    ref: str
    kind: str
    marker: str = ""
    title: str = ""
    heading_line: int | None = None
    lines: list[Line] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    aliases: tuple[str, ...] = ()
    closing: str = ""

    @property
    def text(self) -> str:
        """Its own paragraphs, joined by line feeds."""
        return "\n".join(line.text for line in self.lines)

    def walk(self) -> Iterator["Node"]:
        """The node and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Unplaced:
    """A line that looks like a heading but fits nowhere; it stays in the text of the clause before it."""

    line: Line
    reason: Message


@dataclass(frozen=True)
class Remark:
    """Something of the file that is no text of a clause and that a person must know of before adopting it:
    `code` is its kind (`hidden_text`, `footnote`…), `text` what stands there, `line` where, if anywhere."""

    code: str
    message: Message
    text: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Terms:
    """General terms read from a file. `contents` are the lines of the table of contents, dropped."""

    title: str
    language: str
    nodes: Sequence[Node]
    unplaced: Sequence[Unplaced] = ()
    contents: Sequence[Line] = ()
    remarks: Sequence[Remark] = ()

    def walk(self) -> Iterator[Node]:
        """Every node, in the order of the text."""
        for node in self.nodes:
            yield from node.walk()

    def find(self, ref: str) -> Node | None:
        """The node with this reference, or None."""
        return next((node for node in self.walk() if node.ref == ref), None)

    def body(self) -> str:
        """The text back from the tree, without title, table of contents and blank lines."""
        written: list[str] = []
        for node in self.walk():
            if node.heading_line is not None:
                written.append(node.marker + node.title + node.closing)
            head, *rest = [line.text for line in node.lines] or [""]
            if node.lines and node.marker and node.lines[0].number == node.heading_line:
                written[-1] = node.marker + head + node.closing  # the text stands on the line of its number
            elif node.lines:
                written.append(head)
            written += rest
        return "\n".join(written)


def titles(terms: Terms) -> dict[str, str]:
    """The title of every clause that has one, by its references."""
    nodes = (node for node in terms.walk() if node.title)
    return {ref: node.title for node in nodes for ref in (node.ref, *node.aliases)}


def references(terms: Terms) -> frozenset[str]:
    """Every reference that these terms have, with the other names of their defined terms."""
    return frozenset(ref for node in terms.walk() for ref in (node.ref, *node.aliases))
