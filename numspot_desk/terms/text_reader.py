"""Reading general terms kept as plain text or Markdown: bytes in, numbered lines out.

UTF-8 first, UTF-16 by its mark, then Western European; what is not text, or too much of it, is refused.
What the lines mean lives in `outline`.
"""

import codecs
import re
from collections.abc import Sequence
from typing import Final

from numspot_desk.language.messages import message
from numspot_desk.terms.other_formats import no_text
from numspot_desk.terms.tree import Line, TermsRefused
from numspot_desk.terms.written import Look, Written

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_LINES: Final = 100_000
MAX_LINE: Final = 100_000
_RULE: Final = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_BAR: Final = re.compile(r"(?<!\\)\|")
_ROW: Final = Look(row=True)
_FEWEST_PAIRS: Final = 4


def read_text(content: bytes) -> Written:
    """The lines of a text file, as `outline` takes them. Raises `TermsRefused`."""
    lines, looks = _with_rows(read_lines(content))
    return Written(lines, looks)


def _with_rows(lines: Sequence[Line]) -> tuple[list[Line], dict[int, Look]]:
    """The rows of a Markdown table as Word's are written, the cells parted by tabs; the line under its head
    is drawing, not text."""
    kept: list[Line] = []
    looks: dict[int, Look] = {}
    inside = False
    for line in lines:
        head = kept[-1] if kept else None
        if head is not None and "|" in line.text and "|" in head.text and _RULE.fullmatch(line.text.strip()):
            kept[-1] = _row(head)
            looks[head.number] = _ROW
            inside = True
            continue
        inside = inside and "|" in line.text
        kept.append(_row(line) if inside else line)
        if inside:
            looks[line.number] = _ROW
    return kept, looks


def _row(line: Line) -> Line:
    text = line.text.strip()
    text = text.removeprefix("|")
    text = text.removesuffix("|") if not text.endswith("\\|") else text
    cells = (cell.strip().replace("\\|", "|").replace("\t", " ") for cell in _BAR.split(text))
    return Line(line.number, "\t".join(cells).rstrip())


def read_lines(content: bytes) -> list[Line]:
    """The lines of a text, blank ones included, right ends trimmed. Raises `TermsRefused`."""
    if len(content) > MAX_BYTES:
        raise too_large()
    text = _decoded(content)
    if any(ord(character) < 32 and character not in "\t\n\r\f\v" for character in set(text)):
        raise TermsRefused(
            message("The file is not text: it holds control characters. Save the text as UTF-8 or .docx.")
        )
    if not text.strip():
        raise no_text()
    lines = [Line(number, line.rstrip()) for number, line in enumerate(_split(text), 1)]
    refuse_lines(lines)
    return lines


def refuse_lines(lines: Sequence[Line]) -> None:
    """Raise `TermsRefused` for lines that are none, or more or longer than those of general terms."""
    if not any(line.text.strip() for line in lines):
        raise no_text()
    if len(lines) > MAX_LINES or any(len(line.text) > MAX_LINE for line in lines):
        raise _too_long()


def too_large() -> TermsRefused:
    """The refusal of a file that is larger than any general terms."""
    return TermsRefused(
        message("The file is larger than 20 MB: general terms are far shorter. Take the pictures out of it.")
    )


def _too_long() -> TermsRefused:
    return TermsRefused(message("The text is too long to be general terms."))


def _split(text: str) -> list[str]:
    """Lines by every kind of line end, Unicode's own too; a form feed is a page break, not a character of a
    clause. Raises `TermsRefused` for too many."""
    unified = (
        text.replace("\N{LINE SEPARATOR}", "\n")
        .replace("\N{PARAGRAPH SEPARATOR}", "\n")
        .replace("\x85", "\n")
    )
    unified = unified.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    if unified.count("\n") > MAX_LINES:
        raise _too_long()
    return unified.split("\n")


def _wide_encoding(content: bytes) -> str | None:
    """The form of UTF-16 that a text has by its mark; without one, every second byte of it is mostly zero."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = content[:1000]
    pairs = len(head) // 2
    if len(content) % 2 or pairs < _FEWEST_PAIRS:
        return None
    zeros = (head[0::2].count(0), head[1::2].count(0))
    if zeros[1] * 2 > pairs and zeros[0] == 0:
        return "utf-16-le"
    return "utf-16-be" if zeros[0] * 2 > pairs and zeros[1] == 0 else None


def _decoded(content: bytes) -> str:
    if wide := _wide_encoding(content):
        try:
            return content.decode(wide)
        except UnicodeDecodeError:
            raise _damaged() from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if _nearly_utf8(content):
            raise _damaged() from None
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise TermsRefused(message("The encoding is not known: save the text as UTF-8.")) from None


def _nearly_utf8(content: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8: some bytes of it are damaged then."""
    text = content.decode("utf-8", "replace")
    spoilt = text.count("\N{REPLACEMENT CHARACTER}")
    return sum(not character.isascii() for character in text) > 2 * spoilt


def _damaged() -> TermsRefused:
    return TermsRefused(message("The text is damaged: save it again as UTF-8."))
