"""Searching every text of a contract on a day: titles, references and clauses of all its documents.

Case and accents do not count. Every word typed has to be in the clause, the last one as the beginning of one.
"""

import re
from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.ranking.hierarchy import Situation
from numspot_desk.contracts.ranking.papers import Clause, Paper
from numspot_desk.language.catalog import Language
from numspot_desk.language.folding import fold_line
from numspot_desk.usecases.contract.hierarchy_words import clause_title

AROUND: Final = 60
"""So many characters of the text are shown on each side of what was found."""
_WORDS: Final = re.compile(r"[\w.\-:]+")


@dataclass(frozen=True)
class FoundClause:
    """A clause that holds the words; `passage` is the piece of its text around the first of them, or ""."""

    clause: Clause
    paper: Paper
    passage: str


def search_contract(
    situation: Situation, text: str, language: Language, limit: int = 200
) -> tuple[FoundClause, ...]:
    """The clauses that hold every word, in the order of the documents; none for no word."""
    words = _WORDS.findall(fold_line(text))
    if not words:
        return ()
    patterns = [re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") for word in words[:-1]]
    patterns.append(re.compile(rf"(?<!\w){re.escape(words[-1])}"))
    found: list[FoundClause] = []
    for paper in situation.papers:
        for clause in paper.clauses:
            searched = fold_line(f"{clause_title(clause, language)}\n{clause.text}")
            if all(pattern.search(searched) for pattern in patterns):
                found.append(FoundClause(clause, paper, _passage(clause.text, patterns)))
                if len(found) == limit:
                    return tuple(found)
    return tuple(found)


def _passage(text: str, patterns: list[re.Pattern[str]]) -> str:
    """The piece around the first word found, cut at spaces."""
    line = " ".join(text.split())
    places = [place for pattern in patterns if (place := _place(line, pattern)) is not None]
    if not places:
        return line[: 2 * AROUND].rpartition(" ")[0] if len(line) > 2 * AROUND else line
    start, end = max(0, min(places) - AROUND), min(len(line), min(places) + AROUND)
    cut = line[start:end]
    cut = cut.partition(" ")[2] if start else cut
    cut = cut.rpartition(" ")[0] if end < len(line) else cut
    return ("… " if start else "") + cut + (" …" if end < len(line) else "")


def _place(line: str, pattern: re.Pattern[str]) -> int | None:
    """Where the word begins in the text as written: folding may change lengths, so words are counted."""
    found = pattern.search(folded := fold_line(line))
    if found is None:
        return None
    words_before = len(folded[: found.start()].split(" ")) - 1
    return sum(len(word) + 1 for word in line.split(" ")[:words_before])
