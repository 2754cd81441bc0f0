"""Recognising what a line of general terms is by its look: an article, a point, a letter, an annex…

One line at a time and without context: whether a heading fits where it stands is decided in `outline`.
French and English, numbers, roman numerals and letters, Markdown marks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_SEPARATOR: Final = r"\s*(?:[.:)–—-]\s*)*"
_BETWEEN: Final = r"(?:\s?(?:bis|ter|quater)\b)?"
_NUMBER: Final = rf"(?:\d{{1,3}}{_BETWEEN}|[IVXLC]{{1,8}}|premier|première|1er|unique|single|[A-Z])"
_NUMBERED: Final = rf"\s+(?:n\s?[°º]\s?|no\.?\s)?({_NUMBER})(?![\w.]\w){_SEPARATOR}"
_ADDED: Final = re.compile(r"(\d+)\s?(bis|ter|quater)", re.I)
_MARKDOWN: Final = re.compile(r"#{1,6}\s+|\*\*(?=.*\*\*\s*$)|__(?=.*__\s*$)")
_PREAMBLE: Final = re.compile(r"(?:préambule|preambule|preamble)\s*[:.]?", re.IGNORECASE)
_PATTERNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("title", re.compile(rf"(?:titre|title|partie|chapitre|chapter|part){_NUMBERED}", re.I)),
    ("article", re.compile(rf"(?:article|art\.|clause){_NUMBERED}", re.I)),
    ("named section", re.compile(rf"section{_NUMBERED}", re.I)),
    ("annex", re.compile(rf"(?:annexe|annex|appendice|appendix|schedule|exhibit){_NUMBERED}", re.I)),
    ("sla", re.compile(rf"(SLA\s?\d{{1,3}})(?!\w){_SEPARATOR}")),
    ("decimal", re.compile(r"(?:article\s+)?(\d{1,3}(?:\.\d{1,3})+)\.?(?:\s*[–—:)-])?\s+", re.I)),
    ("number", re.compile(r"(\d{1,3})\s?[.)](?:\s*[–—-])?\s+|(\d{1,3})\s+[–—-]\s+")),
    ("roman", re.compile(r"([IVXLC]{1,8})\s?[.)–—-]\s*(?=\S)\s*")),
    ("section", re.compile(r"([A-Z])\s?[.)–—-]\s+")),
    ("letter", re.compile(r"(?:[-–—•*]\s+)?\(?([a-z])[.)]\s+")),
)
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LONGEST_TITLE: Final = 160
_LONGEST_DEFINED: Final = 400
_SPACES: Final = re.compile(r"\s{2,}")
_LIST_ITEM: Final = re.compile(r"[-–—•*·]\s|\(?[ivx]+\)\s|\d+\)\s", re.I)
_DEFINITION: Final = re.compile(
    r"(?:[-–—•*]\s+)?[«\"“*]*\s*(?P<term>[^\W\d_](?:[^:«»“”\"*()]|\(s\)){0,79}?)\s*[»\"”*]*"
    r"(?:\s+\((?P<also>[^()]{1,120})\))?\s*[»\"”*]*\s*(?::|\bdésigne\b|\bsignifie\b|\bmeans\b)",
)
_DEFINITIONS: Final = re.compile(r"(?:définitions?|definitions?|glossaire|glossary)\b", re.I)
_ALSO: Final = re.compile(r"\s+(?:ou|or|the)\s+")


@dataclass(frozen=True)
class Heading:
    """What a line may be: its kind, its own number as written in references, its marker, the rest, and the
    mark that closes it in Markdown."""

    kind: str
    label: str
    marker: str
    rest: str
    closing: str = ""


def roman(text: str) -> int | None:
    """The number of a roman numeral, or None when it is none in its usual form."""
    total = 0
    for here, after in zip(text, [*text[1:], None], strict=True):
        value = _ROMAN_VALUES.get(here)
        if value is None:
            return None
        total += -value if after is not None and _ROMAN_VALUES.get(after, 0) > value else value
    return total if as_roman(total) == text else None


def as_roman(number: int) -> str:
    """The roman numeral of a number from 1 to 399."""
    written = ""
    for value, sign in (
        (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        while number >= value:
            written, number = written + sign, number - value
    return written


def possible(text: str) -> Iterator[Heading]:
    """What the line may be, most telling form first; several, for `V.` is a numeral and a letter."""
    indent = text[: len(text) - len(text.lstrip())]
    mark = indent
    if found := _MARKDOWN.match(text, len(indent)):
        mark += found.group()
    inner = text[len(mark) :]
    closing = (
        mark.strip() if inner.rstrip().endswith(("**", "__")) and not mark.strip().startswith("#") else ""
    )
    inner = inner.removesuffix(closing) if closing else inner
    if _PREAMBLE.fullmatch(inner):
        yield Heading("preamble", "P", mark, inner, closing)
        return
    for kind, pattern in _PATTERNS:
        found = pattern.match(inner)
        if found is None:
            continue
        label = _label(kind, next(group for group in found.groups() if group is not None))
        if label is not None:
            rest = inner[found.end() :]
            yield Heading(kind, label, mark + found.group(), rest, closing)
    if mark.strip():
        yield Heading("heading", "", mark, inner, closing)


def _label(kind: str, written: str) -> str | None:
    if kind in ("article", "named section", "annex", "title"):
        if written.lower() in ("premier", "première", "1er", "unique", "single"):
            return "1"
        if written.isdigit():
            return str(int(written))
        if added := _ADDED.fullmatch(written):
            return str(int(added[1])) + added[2].lower()
        value = roman(written.upper())
        return str(value) if value is not None else written.upper() if len(written) == 1 else None
    if kind == "roman":
        return written if roman(written) is not None else None
    if kind == "decimal":
        return ".".join(str(int(part)) for part in written.split("."))
    if kind == "number":
        return str(int(written))
    return written.replace(" ", "")


def is_title(text: str) -> bool:
    """Whether the rest of a line looks like a title: short, capitalised, not the end of a sentence."""
    plain = text.strip().strip("*_").lstrip('«"“ \N{NO-BREAK SPACE}')
    return (
        0 < len(plain) <= _LONGEST_TITLE
        and not plain.rstrip('»"” \N{NO-BREAK SPACE}').endswith((".", ";", ":", ",", "!", "?"))
        and (plain[0].isupper() or plain[0].isdigit())
    )


def is_bare_title(text: str) -> bool:
    """Whether a line without any number looks like the title of a passage: several words, and neither an
    item of a list, a row of a table, a formula nor "name: value"."""
    return (
        len(text) <= 80
        and is_title(text)
        and text[0].isupper()
        and len(text.split()) > 1
        and not _LIST_ITEM.match(text)
        and not any(sign in text for sign in ("\t", "|", "=", ":", "<", ">", "$", "@", "–"))
    )


def is_title_below(text: str) -> bool:
    """Whether a line can be the title of the number that stands alone on the line above: `OBJET`."""
    return len(text) <= 100 and is_title(text) and "\t" not in text and not _LIST_ITEM.match(text)


def reads_on(text: str) -> bool:
    """Whether a line looks like running text: it begins like a sentence and ends like one, or is long."""
    plain = text.lstrip('«"“ \N{NO-BREAK SPACE}')
    return plain[:1].isupper() and (len(plain) > 120 or plain.endswith((".", ":", ";", "?", "!", "»", ")")))


def holds_definitions(title: str) -> bool:
    """Whether a clause with this title defines terms."""
    return _DEFINITIONS.match(title.strip()) is not None


def defined_term(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The term that a paragraph defines, and its other names: `Compte Technique (ou Compte) : …`."""
    found = _DEFINITION.match(_SPACES.sub(" ", text[:_LONGEST_DEFINED]))
    if found is None or not found["term"][0].isupper():
        return None
    term = found["term"].strip()
    names = [name.strip(' «»"“”') for name in _ALSO.split(" " + (found["also"] or ""))]
    if term.endswith("(s)"):
        names += [term.removesuffix("(s)"), term.removesuffix("(s)") + "s"]
    if "'" in term or "’" in term:
        names.append(term.replace("'", "’") if "'" in term else term.replace("’", "'"))
    return term, tuple(name for name in names if name)
