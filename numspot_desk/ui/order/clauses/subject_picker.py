"""Choosing the subjects that a clause of special conditions covers, by id or by a word of the title.

The field holds ids separated by commas; the list offers those of the checklists that it does not hold
yet, and a chosen one takes the place of the word being typed.
"""

import re
from collections.abc import Callable

from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import N_
from numspot_desk.rules.checklists import CHECKLISTS, DATA_ACT
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.order.offers import Offers, Row

_BETWEEN = re.compile(r"[,;\s]+")


def pick_subjects(field: TextField, kind: Callable[[], str]) -> Offers:
    """Offer the subjects of the checklist of `kind` (HDS, SecNumCloud), then those of the Data Act."""

    def find(text: str) -> list[Row]:
        return subject_rows(field.text(), text != "", kind(), field.context.language.code)

    return Offers(field, find, N_("Choose a subject"))


def subject_rows(held: str, typing: bool, kind: str, language: str) -> list[Row]:
    """The rows for a field that holds these ids; while `typing`, the last word narrows them."""
    words = [word for word in _BETWEEN.split(held) if word]
    at_word = typing and bool(held) and _BETWEEN.fullmatch(held[-1]) is None
    wanted = fold_line(words.pop()) if at_word and words else ""
    taken = {word.casefold() for word in words}
    rows = []
    for checklist in (kind, DATA_ACT):
        for subject in CHECKLISTS[checklist].subjects if checklist in CHECKLISTS else ():
            shown = f"{subject.id} – {subject.title(language)}"
            if subject.id.casefold() not in taken and wanted in fold_line(shown):
                rows.append(Row(shown, ", ".join([*words, subject.id])))
    return rows
