"""Whether the words of a clause and the figures kept beside them say the same: the text is what the client
signs, the figures are what deadlines and the law are held against.

Only what a lawyer would ask about is found, and nothing here blocks: words can mean more than a pattern sees.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Final

from numspot_desk.contracts.clauses.clause_verdict_clauses import OrderClause
from numspot_desk.contracts.clauses.clause_verdict_words import Fault, Finding
from numspot_desk.language.messages import message
from numspot_desk.language.number_words import in_english, in_french
from numspot_desk.rules.lengths import UNITS
from numspot_desk.rules.mandatory_law import LAW
from numspot_desk.rules.provisions import Effect
from numspot_desk.rules.table import TABLE

_COUNTED: Final = frozenset({"payment_term", *(row.subject for row in TABLE.rows if row.subject)})
_DAYS: Final = re.compile(r"(?:(?:calendar|working|business|clear)\s+)?(?:jours?|days?)\b", re.IGNORECASE)
_FIGURE: Final = re.compile(r"(?<![\w.,/-])(\d{1,4})\s*\)?\s*\Z", re.ASCII)
_WORD: Final = re.compile(r"[^\W\d_]+")
_MOST_WORDS: Final = 5
_LONGEST_SPELT: Final = 400
_NEVER_CAPPED: Final = re.compile(
    r"\bfautes?\s+(?:lourdes?|dolosives?|intentionnelles?)\b|\bdol\b|\b(?:dommages?|préjudices?)\s+corporels?\b"
    r"|\bgross\s+negligence\b|\bwil+ful\b|\bbodily\s+(?:harm|injury)\b",
    re.IGNORECASE,
)


def figure_findings(clause: OrderClause) -> Iterator[Finding]:
    """What to check between the words of a derogation and its figures."""
    yield from _days(clause)
    if clause.subject == "liability_cap" and "covers" not in clause.data:
        named = _NEVER_CAPPED.search(clause.text)
        if named is not None:
            said = message(
                "The law caps nothing for “{words}” ({law}): see that the text leaves it outside the cap.",
                words=named[0],
                law=LAW["liability"]["law"],
            )
            yield Finding(Fault.NEVER_CAPPED, said, named[0], blocking=False)


def _days(clause: OrderClause) -> Iterator[Finding]:
    if clause.subject not in _COUNTED or clause.effect != Effect.REPLACE:
        return
    stated = days_stated(clause.text)
    kept = clause.data.get("days")
    if not stated or kept in stated:
        return
    written = ", ".join(str(days) for days in stated)
    if _is_whole(kept):
        said = message(
            "The text says {stated} days and the figure beside it {days}: put the same in both.",
            stated=written,
            days=kept,
        )
    elif not any(clause.data.get(unit) is not None for unit in UNITS):
        said = message(
            "The text says {stated} days, and no figure beside it: neither a deadline nor the legal limit"
            " counts it. Fill in the days.",
            stated=written,
        )
    else:
        return
    yield Finding(Fault.FIGURES, said, written, blocking=False)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


@lru_cache(maxsize=2048)
def days_stated(text: str) -> tuple[int, ...]:
    """The numbers of days that a text states, in figures or in words, each once, in its order."""
    found = (_before(text[max(0, one.start() - 80) : one.start()]) for one in _DAYS.finditer(text))
    return tuple(dict.fromkeys(days for days in found if days is not None))


def _before(head: str) -> int | None:
    """The number that a text ends with."""
    figure = _FIGURE.search(head)
    if figure is not None:
        return int(figure[1])
    spelt = [word.casefold() for word in _WORD.findall(head)][-_MOST_WORDS:]
    if not spelt or not head.rstrip().casefold().endswith(spelt[-1]):
        return None
    lengths = range(len(spelt), 0, -1)
    return next((_spelt()[key] for n in lengths if (key := tuple(spelt[-n:])) in _spelt()), None)


@cache
def _spelt() -> Mapping[tuple[str, ...], int]:
    """Every number that a clause would spell out, by its words."""
    return {
        tuple(_WORD.findall(words)): number
        for number in range(1, _LONGEST_SPELT)
        for words in (in_french(number), in_english(number))
    }
