"""The text of a Word file by another way than ours: a walk over its XML that knows no clause, list or style.

What a person reads in the body, without blanks: fields by their result, text boxes once, hidden text, notes
and comments not. `lost` tells what of it the terms do not have.
"""

import io
import itertools
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

from numspot_desk.terms.tree import Terms

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LONGEST_NUMBER = 16


def lost(content: bytes, terms: Terms) -> str:
    """What is amiss between a Word file and the terms read from it: a character that is missing or stands
    elsewhere, or one that is neither the file's nor of a number that Word writes; empty if nothing."""
    written = _without_blanks("".join(_texts(content)))
    read = _without_blanks("".join([terms.title, *(line.text for line in terms.contents), terms.body()]))
    ours = iter(read)
    for place, character in enumerate(written):
        if character not in ours:
            return f"lost at “{written[max(0, place - 20) : place + 20]}”"
    more = Counter(read) - Counter(written)
    numbers = Counter("".join(node.marker for node in terms.walk()))
    for line in terms.body().split("\n"):
        numbers.update(itertools.islice(line, _LONGEST_NUMBER))
    return f"added {more - numbers}" if more - numbers else ""


def _texts(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    open_fields: list[bool] = []
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag == _FALLBACK or _hidden(element):
            continue
        if element.tag == _W + "fldChar":
            _mark(open_fields, element.get(_W + "fldCharType"))
        elif element.tag == _W + "t" and all(open_fields):
            yield element.text or ""
        waiting.extend(reversed(element))


def _without_blanks(text: str) -> str:
    return "".join(text.split())


def _mark(open_fields: list[bool], kind: str | None) -> None:
    if kind == "begin":
        open_fields.append(False)
    elif kind == "separate":
        open_fields[-1] = True
    else:
        open_fields.pop()


def _hidden(element: ElementTree.Element) -> bool:
    return element.tag == _W + "r" and element.find(f"{_W}rPr/{_W}vanish") is not None
