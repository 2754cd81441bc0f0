"""The import of general terms into a tree, beside mammoth and docx2python merely reading the same Word file.

The text is the source of the shared examples where it is present, else the terms of the tests one after the
other. The Word file is made from it with styles, numbering and tables.
"""

import io
import os
import time
from pathlib import Path
from typing import Final

import docx2python
import mammoth

from numspot_desk.terms.isolated import read_isolated
from numspot_desk.terms.reading import read_terms
from tests.bench.measure import alternating, report_limit, report_ratio, timed
from tests.terms.word_files import styled_word

_ROOT: Final = Path(__file__).resolve().parents[2]
_SHARED: Final = Path(os.environ.get("NUMSPOT_DESK_SHARED", _ROOT.parent / "shared"))
_CORPUS: Final = _ROOT / "tests" / "terms" / "corpus"
_TEXT_MS: Final = 50


def bench(times: int) -> list[bool]:
    """Print the figures; the goals are to be faster than either, and 50 ms for the text."""
    text = _text()
    word = styled_word(read_terms("terms.txt", text))

    def ours() -> None:
        read_terms("terms.docx", word)

    def by_mammoth() -> None:
        mammoth.extract_raw_text(io.BytesIO(word))

    def by_docx2python() -> None:
        with docx2python.docx2python(io.BytesIO(word)) as read:
            assert read.text

    met = [
        report_limit("Import of general terms, text", timed(lambda: read_terms("x", text), times), _TEXT_MS)
    ]
    title = f"Import of general terms, Word file of {len(word) // 1024} kB, peer only reads"
    for name, peer in (("mammoth", by_mammoth), ("docx2python", by_docx2python)):
        found, theirs = alternating(ours, peer, times, time.process_time)
        met.append(report_ratio(title, found, name, theirs, 1.0))
    apart = timed(lambda: read_isolated("terms.docx", word), times)
    return [*met, report_limit("The same in a process of its own, its start included", apart, 1000)]


def _text() -> bytes:
    source = _SHARED / "source" / "cgv-numspot-fr.txt"
    if source.is_file():
        return source.read_bytes()
    return b"\n\n".join(path.read_bytes() for path in sorted(_CORPUS.glob("0*.txt")) * 10)
