"""The content of a document before it is Word or paint: numbered blocks, tables, filled fields.

A use case makes these; `documents` writes them to Word, `ui` paints them as preview. Everything that a
person typed is a `Text` or a `Field` and stays text. No Word, no Qt.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True)
class Text:
    """Running text of ours; `bold`, `italic` and `small` (muted, second line of a cell) are emphasis of
    ours, never of what people typed. A line feed is a line break."""

    value: str
    bold: bool = False
    italic: bool = False
    small: bool = False


@dataclass(frozen=True)
class Field:
    """A filled field: carries a bookmark and a content-control tag, so that a returned file maps back."""

    tag: str  # the path in the order document (`client.legal_name`)
    value: str
    bold: bool = False
    small: bool = False


@dataclass(frozen=True)
class Reference:
    """A cross-reference to a numbered block by its bookmark; shows that block's number (a REF field)."""

    bookmark: str
    shown: str


Inline = Text | Field | Reference


@dataclass(frozen=True)
class Heading:
    """A numbered heading. `number` is what Word's own numbering will show (`3`, `3.2`); one that is `cited`
    bears the number it is cited by (`CG-6`), which Word does not count."""

    level: int
    title: str
    number: str
    bookmark: str
    cited: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `style` is one of `body`, `lead`, `note`, `fine`, `bullet`, `quote`, `label`."""

    inlines: tuple[Inline, ...]
    style: str = "body"


@dataclass(frozen=True)
class Clause:
    """A numbered clause with its reference (`CP-4`, `CS-HDS-3`) and the clause it changes, if any."""

    ref: str
    title: str
    changes: str | None  # `CG-A1.1`
    paragraphs: tuple[Paragraph, ...]


class Align(StrEnum):
    """Horizontal alignment of a column."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True)
class Column:
    """A table column: title, relative width, alignment."""

    title: str
    width: int
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Table:
    """A table with a header row that repeats on each page; `totals` rows are emphasised. `flows`: its rows
    may hold texts of any length, and long ones go over from page to page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    totals: tuple[tuple[tuple[Inline, ...], ...], ...] = ()
    flows: bool = False


@dataclass(frozen=True)
class Fields:
    """Labelled fields, one a row (parties, references)."""

    rows: tuple[tuple[str, tuple[Inline, ...]], ...]


@dataclass(frozen=True)
class Boxes:
    """A value written one character a box, as the paper mandate does; spare boxes stay empty."""

    label: str
    tag: str
    value: str
    count: int


@dataclass(frozen=True)
class FormCell:
    """One labelled place of a paper form, with its share of the row's width."""

    label: str
    inlines: tuple[Inline, ...]
    width: int = 1


@dataclass(frozen=True)
class Form:
    """A framed part of a paper form: a title bar, then rows of one or more labelled places."""

    title: str
    rows: tuple[tuple[FormCell, ...], ...]


@dataclass(frozen=True)
class Signature:
    """One party's signature block: its labelled fields and an empty frame to sign in."""

    party: str
    rows: tuple[tuple[str, tuple[Inline, ...]], ...]
    frame_label: str


@dataclass(frozen=True)
class Signatures:
    """Signature blocks side by side, kept together on one page."""

    blocks: tuple[Signature, ...]


@dataclass(frozen=True)
class Picture:
    """A PNG as wide as the text, and what it shows in words for who does not see it. A document has one at
    most."""

    png: bytes
    said: str


Block = Heading | Paragraph | Clause | Table | Fields | Form | Boxes | Signatures | Picture


@dataclass(frozen=True)
class Document:
    """A whole document. `kind` is `order_form`, `special_conditions`, `mandate`… and gives the file name."""

    kind: str
    title: str
    subtitle: str
    blocks: Sequence[Block]
    footer: tuple[str, ...]  # lines repeated on each page beside "page X of Y"
    draft_mark: str | None  # printed on every page when the version has no right to be signed
    properties: dict[str, str] = field(default_factory=dict)  # title, subject, author, keywords
    variant: str = ""  # tells two documents of one kind apart (`HDS`)
    one_page: bool = False
    logo: bytes | None = None  # a PNG, shown in the page header
