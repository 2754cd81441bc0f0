"""A version of terms made from another by edits, as the cases of comparison write them, and what a comparison
says in one line a clause, to hold against what a lawyer expects."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from numspot_desk.terms.comparing import Change, Comparison, compare
from numspot_desk.terms.reading import read_terms
from numspot_desk.terms.word_diff import Mark
from tests.terms.comparisons import VERSIONS

CASES = Path(__file__).with_name("comparison_cases.toml")
LIGHTHOUSE = (VERSIONS / "phare.txt").read_text(encoding="utf-8")


def cases() -> list[dict[str, Any]]:
    """Every case on file."""
    found: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return found


def edited(text: str, edits: Iterable[Sequence[str]]) -> str:
    """The text after its edits: `replace` (every occurrence), `cut` from one passage up to another, `move`
    such a stretch before a third, `renumber` the articles from a number on, `append`, keep `only` what stands
    before a passage."""
    for act, *given in edits:
        match act, given:
            case "replace", [old, new]:
                assert old in text, old
                text = text.replace(old, new)
            case "cut", [start, end]:
                text = text.replace(_stretch(text, start, end), "")
            case "move", [start, end, before]:
                moved = _stretch(text, start, end)
                text = text.replace(moved, "").replace(before, moved + before)
            case "renumber", [first, by]:
                text = _renumbered(text, int(first), int(by))
            case "append", [more]:
                text += more
            case "only", [end]:
                text = text[: text.index(end)]
            case _:
                raise AssertionError(act)
    return text


def _stretch(text: str, start: str, end: str) -> str:
    return text[(at := text.index(start)) : text.index(end, at)]


def _renumbered(text: str, first: int, by: int) -> str:
    def number(found: re.Match[str]) -> str:
        return f"ARTICLE {int(found[1]) + (by if int(found[1]) >= first else 0)}."

    return re.sub(r"(?m)^ARTICLE (\d+)\.", number, text)


def compared(edits: Iterable[Sequence[str]]) -> Comparison:
    """The fictional terms of the lighthouse with these edits, held against themselves."""
    old, new = (read_terms("phare.txt", text.encode()) for text in (LIGHTHOUSE, edited(LIGHTHOUSE, edits)))
    return compare(old, new)


def said(change: Change) -> str:
    """A change on one line: `CG-4 < CG-3 reworded renumbered rules: -{seven} +{ten}`; `~` names the clause of
    the other version that has its sentences. Long words are cut."""
    place = change.place.value if change.place and change.place is not change.status else ""
    words = " ".join(
        f"{'-' if piece.mark is Mark.DELETED else '+'}{{{_short(piece.text)}}}"
        for piece in change.pieces
        if piece.mark is not Mark.KEPT
    )
    parts = (
        change.ref,
        f"< {change.old_ref}" if change.old_ref else "",
        change.status.value,
        place,
        change.slight.value if change.slight else change.weight.value,
        f"~ {change.elsewhere}" if change.elsewhere else "",
    )
    line = " ".join(part for part in parts if part)
    return f"{line}: {words}" if words else line


def _short(text: str) -> str:
    return (text if len(text) <= 48 else f"{text[:30]}…{text[-12:]}").replace("\n", "⏎").replace("\t", "⇥")
