"""Recognising what a line of general terms is by its look: an article, a point, a letter, an annex…

One line at a time and without context: whether a heading fits where it stands is decided in `outline`.
French and English, numbers, roman numerals and letters, Markdown marks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_SEPARATOR: Final = r"\s*(?:[.:)–—-]\s*)*"
_BETWEEN: Final = r"(?:\s?(?:bis|ter|quater)\b)?"
_NUMBER: Final = rf"(?:\d{{1,3}}{_BETWEEN}|[IVXLC]{{1,8}}|premier|première|1er|1re|unique|single|[A-Z])"
_NUMBERED: Final = rf"\s+(?:n\s?[°º]\s?|no\.?\s)?({_NUMBER})(?![\w.]\w){_SEPARATOR}"
_ADDED: Final = re.compile(r"(\d+)\s?(bis|ter|quater)", re.I)
_MARKDOWN: Final = re.compile(r"#{1,6}\s+|\*\*(?=.*\*\*\s*$)|__(?=.*__\s*$)")
_PREAMBLE: Final = re.compile(r"(?:préambule|preambule|preamble)\s*[:.]?", re.IGNORECASE)
_ANNEX: Final = r"(?:annexe|annex|appendice|appendix|schedule|exhibit)"
_CITED: Final = r"(?:(?i:article|art\.|section|clause)\s+(?=[\d.]+\s+(?:[–—:)-]\s*)?[^\W\d_a-zß-ÿ]))?"
"""Before a number in a heading; where no title follows, a clause is only cited: "Article 2.1 above is…"."""
_CAPITAL: Final = r"(?=[^\W\d_a-zß-ÿ])"
_PATTERNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("book", re.compile(rf"(?:livre|book|partie|part){_NUMBERED}", re.I)),
    ("title", re.compile(rf"(?:titre|title){_NUMBERED}", re.I)),
    ("chapter", re.compile(rf"(?:chapitre|chapter){_NUMBERED}", re.I)),
    ("article", re.compile(rf"(?:article|art\.|clause){_NUMBERED}", re.I)),
    ("article", re.compile(rf"§\s*(\d{{1,3}})(?![\w.]\w){_SEPARATOR}")),
    ("named section", re.compile(rf"section{_NUMBERED}", re.I)),
    ("annex", re.compile(rf"{_ANNEX}{_NUMBERED}", re.I)),
    ("annex", re.compile(rf"{_ANNEX}()(?:\s*[:–—-]\s+|\s*$)", re.I)),
    ("sla", re.compile(rf"(SLA\s?\d{{1,3}})(?!\w){_SEPARATOR}")),
    ("decimal", re.compile(rf"{_CITED}(\d{{1,3}}(?:\.\d{{1,3}})+)\.?(?:(?:\s*[–—:)/-])?\s+|{_CAPITAL})")),
    ("lettered", re.compile(r"((?:[A-Z]|[IVXLC]{2,8})(?:[.-]\d{1,3})+)[.)]?(?:\s*[–—:-])?\s+")),
    ("number", re.compile(r"(\d{1,3})\s?[.)/](?:\s*[–—-])?\s+|(\d{1,3})\s+[–—-]\s+")),
    ("number", re.compile(rf"(\d{{1,3}})[.)]{_CAPITAL}|\((\d{{1,3}})\)\s+")),
    ("number", re.compile(r"(\d{1,2})\s+(?=[^\W\d_a-z])")),
    ("roman", re.compile(r"([IVXLC]{1,8})\s?[.)–—-](?:\s*[–—-]\s)?\s*(?=\S)\s*")),
    ("section", re.compile(r"([A-Z])\s?[.)–—-](?:\s*[–—-]\s)?\s+")),
    ("letter", re.compile(r"(?:[-–—•*]\s+)?\(?([a-z])[.)/]\s+")),
)
GROUPS: Final = ("book", "title", "chapter", "named section")
"""Headings above articles, outermost first, as their words tell."""
_FIFTY: Final = 50
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LONGEST_TITLE: Final = 160
_LONGEST_DEFINED: Final = 400
_LONGEST_TERM: Final = 120
_SHORTEST_WORD: Final = 4
_FEW_WORDS: Final = 6
_SPACES: Final = re.compile(r"\s{2,}")
_LIST_ITEM: Final = re.compile(r"[-–—•*·]\s|\(?[ivx]+\)\s|\d+\)\s", re.I)
_DEFINITION: Final = re.compile(
    r"(?:[-–—•*]\s+)?[«\"“*]*\s*(?P<term>[^\W\d_](?:[^:«»“”\"*()]|\(s\)){0,79}?)\s*[»\"”*]*"
    r"(?:\s+\((?P<also>[^()]{1,120})\))?\s*[»\"”*]*\s*"
    r"(?::|\b(?:désignent?|signifient?|s[’']entend|means?|shall mean|has the meaning|refers to)\b)",
)
_DIVIDER: Final = re.compile(r"[#*\s]*(?:annexes|annexures|appendices|schedules|exhibits)[*\s:.]*", re.I)
_RANK: Final = re.compile(r"(#{1,6})\s")
_HEADS: Final = frozenset(
    ("terme", "termes", "mot", "mots", "expression", "notion", "term", "terms", "word", "defined term")
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
    if kind in GROUPS or kind in ("article", "annex"):
        if written.lower() in ("premier", "première", "1er", "1re", "unique", "single"):
            return "1"
        if written.isdigit():
            return str(int(written))
        if added := _ADDED.fullmatch(written):
            return str(int(added[1])) + added[2].lower()
        value = roman(written.upper()) if written else None
        if value is None or (len(written) == 1 and value >= _FIFTY):
            return written.upper() if len(written) < 2 else None  # annex C follows annex B
        return str(value)
    if kind == "roman":
        return written if roman(written) is not None else None
    if kind == "lettered":
        return written.replace("-", ".")
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


def is_stopped_title(text: str) -> bool:
    """Whether the rest of a heading looks like a title with a full stop: `Article 2. Durée.`"""
    plain = text.strip()
    return plain.endswith(".") and len(plain.split()) <= _FEW_WORDS and is_title(plain.removesuffix("."))


def is_bare_title(text: str) -> bool:
    """Whether a line without any number looks like the title of a passage: several words, or capitals, and
    neither an item of a list, a row of a table, a formula nor "name: value"."""
    return (
        len(text) <= 80
        and is_title(text)
        and text[0].isupper()
        and (len(text.split()) > 1 or (text.isupper() and len(text) >= _SHORTEST_WORD))
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


def is_sentence(text: str) -> bool:
    """Whether what follows a number is a paragraph of its own and no item of a list: it begins with a
    capital and ends a sentence, or opens a list."""
    return text[:1].isupper() and text.rstrip().endswith((".", ":")) and len(text.split()) > 2


def is_item(text: str) -> bool:
    """Whether a line is an item of a list: a bullet, a small roman numeral, a number with a bracket."""
    return _LIST_ITEM.match(text.lstrip()) is not None


def is_divider(text: str) -> bool:
    """Whether a line announces the annexes that follow: `ANNEXES`."""
    return _DIVIDER.fullmatch(text.strip()) is not None


def begins_clause(text: str) -> bool:
    """Whether a text begins like an article or an annex: `Article 3 – Prix`, or its number alone."""
    return any(
        heading.kind in ("article", "annex")
        and heading.label
        and (not heading.rest or is_title(heading.rest))
        for heading in possible(text)
    )


def rank(text: str) -> int | None:
    """How deep Markdown says that a heading stands, from 1; None where it does not say."""
    found = _RANK.match(text.lstrip())
    return len(found[1]) if found else None


def holds_definitions(title: str) -> bool:
    """Whether a clause with this title defines terms."""
    return _DEFINITIONS.match(title.strip()) is not None


def defined_term(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The term that a paragraph defines, and its other names: `Compte Technique (ou Compte) : …`."""
    written = _SPACES.sub(" ", text[:_LONGEST_DEFINED])
    found = _DEFINITION.match(written)
    if found is None or not found["term"][0].isupper() or not written[found.end() :].strip():
        return None
    term = found["term"].strip()
    names = [name.strip(' «»"“”') for name in _ALSO.split(" " + (found["also"] or ""))]
    if term.endswith("(s)"):
        names += [term.removesuffix("(s)"), term.removesuffix("(s)") + "s"]
    if "'" in term or "’" in term:
        names.append(term.replace("'", "’") if "'" in term else term.replace("’", "'"))
    return term, tuple(name for name in names if name)


def defined_in_row(cells: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
    """The term that a row of two cells defines, and its other names; None for the head of the table."""
    if len(cells) != 2 or not cells[0].strip() or cells[0].strip(" *:").casefold() in _HEADS:
        return None
    term, meaning = cells[0].strip(" :"), cells[1].strip()
    if not meaning or len(term) > _LONGEST_TERM or len(term) >= len(meaning):
        return None
    return defined_term(term + " : " + meaning)
