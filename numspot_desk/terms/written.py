"""What a file of general terms says before it is a tree: its lines, how each looks, what a person decided.

The readers (`text_reader`, `word_reader`) make a `Written`; `outline` places its lines. A decision of a
person about one line (`AsHeading`, `AsParagraph`) goes before every rule of recognition.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from numspot_desk.terms.tree import Line, Remark


@dataclass(frozen=True)
class Look:
    """What a Word file tells of a line besides its text.

    `level` is that of its heading style, from 1; `listed` tells that Word numbers it or gives it a bullet;
    `row` a row of a table; `contents` a line of the table of contents; `title` the document's own; `strong`
    a paragraph that is short and all in bold.
    """

    level: int | None = None
    listed: bool = False
    row: bool = False
    contents: bool = False
    title: bool = False
    strong: bool = False


@dataclass(frozen=True)
class Written:
    """The lines of a file in its order, blank ones included. `paragraphs` tells that every line stands on
    its own, as in a Word file; in a text file, blank lines tell."""

    lines: Sequence[Line]
    looks: Mapping[int, Look] = field(default_factory=lambda: MappingProxyType({}))
    remarks: Sequence[Remark] = ()
    paragraphs: bool = False


@dataclass(frozen=True)
class AsHeading:
    """A person says that a line begins a clause of this kind (one of `tree.KINDS` but `definition`) in the
    clause `under`, which must be open there (`""`: at the top). `label` is its own number; `""` takes the
    one that is written, else the next one."""

    kind: str
    under: str = ""
    label: str = ""


@dataclass(frozen=True)
class AsParagraph:
    """A person says that a line is text of the clause before it, whatever it looks like."""


Placement = AsHeading | AsParagraph
Placements = Mapping[int, Placement]
"""By line number. Applied to the same file again they give the same tree."""

NONE_PLACED: Final[Placements] = MappingProxyType({})
