"""The sentences of the annex that holds the form of the SEPA mandate, as a version of the terms words them.

An annex is a form: labels to fill, and sentences that the debtor signs. The sentences alone are taken, as
they stand, and only where they say what the Core scheme wants said: the authority to debit and the refund.
"""

from typing import Final, NamedTuple

from numspot_desk.language.folding import fold
from numspot_desk.terms.tree import Terms

ANNEX: Final = "CG-A4"
LONGEST: Final = 2500
"""The most characters that leave the form on one page."""
_FEWEST_WORDS: Final = 8
_SAID: Final = (("debit", "preleve"), ("rembours",))


class MandateAnnex(NamedTuple):
    """The sentences of the annex: those above the place to sign, and those below it."""

    above: tuple[str, ...]
    below: tuple[str, ...] = ()


def mandate_annex(terms: Terms, ref: str = ANNEX) -> MandateAnnex | None:
    """The sentences of the annex with this reference in French terms; None where it is missing, is no form,
    lacks what the scheme wants said, or is too long for one page."""
    node = terms.find(ref)
    if node is None or terms.language != "fr":
        return None
    lines = [line.text.strip() for each in node.walk() for line in each.lines if line.text.strip()]
    sentences = [place for place, line in enumerate(lines) if _is_sentence(line)]
    if not sentences:
        return None
    signed = _place_to_sign(lines, sentences)
    annex = MandateAnnex(
        tuple(lines[place] for place in sentences if place < signed),
        tuple(lines[place] for place in sentences if place > signed),
    )
    said = fold(" ".join(annex.above + annex.below))
    whole = all(any(word in said for word in words) for words in _SAID)
    return annex if whole and annex.above and len(said) <= LONGEST else None


def _is_sentence(line: str) -> bool:
    return line.endswith(".") and "\t" not in line and len(line.split()) >= _FEWEST_WORDS


def _place_to_sign(lines: list[str], sentences: list[int]) -> int:
    """The first label behind the first sentences: where the debtor dates and signs."""
    labels = (place for place in range(sentences[0], len(lines)) if place not in sentences)
    return next(labels, len(lines))
