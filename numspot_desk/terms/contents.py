"""Title and table of contents of general terms: what comes before the body.

A table of contents repeats the titles of the body, mostly with page numbers; its lines are dropped, and
kept apart so that nothing is lost. What the body's lines mean lives in `outline`.
"""

import re
from collections.abc import Sequence
from typing import Final

from numspot_desk.terms.headings import is_title, possible
from numspot_desk.terms.tree import Line
from numspot_desk.terms.written import Written

_PAGE: Final = re.compile(r"(?P<text>.*?\S)(?:\t+|\s*\.{3,}\s*|\s{3,}|\s*…+\s*)\d{1,4}")
_NAME: Final = re.compile(r"(?:table des matières|sommaire|(?:table of )?contents)\s*:?", re.I)
_LINK: Final = re.compile(r"(?:[-*]|\d+\.)\s+\[(?P<text>[^\]]+)\]\(#[^)]*\)")
_FEWEST: Final = 3
_LONGEST: Final = 300
_LATEST_START: Final = 20
_MARKS: Final = re.compile(r"[#*_\s]+")


def without_contents(file: Written) -> tuple[str, list[Line], list[Line]]:
    """The title of the document, the lines of its table of contents, and the body with its blank lines."""
    looks = file.looks
    marked = [
        line
        for line in file.lines
        if line.number in looks and looks[line.number].contents and line.text.strip()
    ]
    if marked:
        marked = _named_above(file.lines, marked)
    dropped = {line.number for line in marked}
    written = [line for line in file.lines if line.text.strip() and line.number not in dropped]
    named = {line.number for line in written[:1] if (look := looks.get(line.number)) and look.title}
    title = written[0].text if named else _title(written) if written else ""
    after_title = written[1:] if title else written
    contents = marked or _contents(after_title)
    dropped |= {line.number for line in contents}
    first = written[0].number if title else 0
    body = [line for line in file.lines if line.number > first and line.number not in dropped]
    return title, contents, body


def _named_above(lines: Sequence[Line], marked: list[Line]) -> list[Line]:
    """The entries that Word knows, with the name of the table above them, which it may not know."""
    above = [line for line in lines if line.number < marked[0].number and line.text.strip()]
    return [above[-1], *marked] if above and _NAME.fullmatch(above[-1].text.strip()) else marked


def _title(written: Sequence[Line]) -> str:
    """The first line, when it is no heading of a clause and no paragraph."""
    first = written[0].text.strip()
    if any(heading.kind not in ("heading", "letter") for heading in possible(first)):
        return ""
    plain = first.lstrip("#").strip().strip("*").strip()
    if _NAME.fullmatch(plain) or len(plain) > 160 or plain.endswith((".", ";", ":", ",")):
        return ""
    return plain


def _contents(written: Sequence[Line]) -> list[Line]:
    """The first unbroken run of lines that repeat later or end with a page number."""
    later: dict[str, int] = {}
    for index, line in enumerate(written):
        later[_plain(line.text)] = index
    run: list[Line] = []
    for index, line in enumerate(written[:400]):
        if len(line.text) > _LONGEST or (not run and index > _LATEST_START):
            break
        entry = _entry(line.text)
        named = _NAME.fullmatch(entry) is not None
        repeats = is_title(entry) and max(later[_plain(line.text)], later.get(_plain(entry), -1)) > index
        if named or repeats or _PAGE.fullmatch(line.text):
            run.append(line)
        elif len(run) >= _FEWEST:
            break
        else:
            run = []
    return run if _FEWEST <= len(run) < len(written) else []


def _entry(text: str) -> str:
    """The text of an entry without its page number, list mark or link."""
    plain = text.strip()
    if link := _LINK.fullmatch(plain):
        return link["text"]
    found = _PAGE.fullmatch(plain)
    return (found["text"] if found else plain).lstrip("#").strip().strip("*").strip()


def _plain(text: str) -> str:
    return _MARKS.sub(" ", text).strip().casefold()
