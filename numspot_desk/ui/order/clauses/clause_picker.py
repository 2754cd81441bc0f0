"""Finding a clause of the general terms by number or by a word of its title, in a text field."""

from collections.abc import Iterator

from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import N_
from numspot_desk.rules import clauses
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.order.offers import Offers, Row


def pick_clauses(field: TextField) -> Offers:
    """Offer the clauses that hold what is typed, below the field; choosing one puts its reference in."""

    def find(text: str) -> list[Row]:
        return list(_matching(fold_line(text).split(), field.context.language.code))

    return Offers(field, find, N_("Choose a clause"))


def _matching(words: list[str], language: str) -> Iterator[Row]:
    for ref in clauses.in_order(clauses.TITLES):
        shown = f"{ref} – {clauses.title(ref, language) or ''}"
        if all(word in fold_line(shown) for word in words):
            yield Row(shown, ref)
