"""Clauses of our own for the tests of the library, as documents to be changed one member at a time."""

import copy
from typing import Any

from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.library.reading import read_clause

WORDS = {"fr": "Mots", "en": "Words"}


def parameter(**changes: Any) -> dict[str, Any]:
    """A delay of 1 to 90 days, on all four rungs."""
    return {
        "name": "delay",
        "label": {"fr": "Délai", "en": "Delay"},
        "kind": "days",
        "least": 1,
        "most": 90,
        "preferred": 10,
        "ladder": [
            {"rung": "preferred", "least": 1, "most": 10},
            {"rung": "acceptable", "least": 11, "most": 30},
            {"rung": "needs_legal", "least": 31, "most": 60, "reason": {"fr": "Long.", "en": "Long."}},
            {"rung": "refused", "least": 61, "most": 90, "law": "C. com. L.441-10 I"},
        ],
        **changes,
    }


def document(**changes: Any) -> dict[str, Any]:
    """A derogation with one delay."""
    return copy.deepcopy(
        {
            "id": "delay-clause",
            "version": 1,
            "kind": "derogation",
            "subject": "breach_notice",
            "target": "CG-6.3.a",
            "effect": "replace",
            "title": {"fr": "Délai", "en": "Delay"},
            "text": "Le délai est de {delay}.",
            "gloss": "The delay is {delay}.",
            "reason": WORDS,
            "parameters": [parameter()],
            "data": {"days": "{delay}"},
            **changes,
        }
    )


def special(**changes: Any) -> dict[str, Any]:
    """A clause of HDS special conditions without parameters."""
    made = document(
        id="place",
        kind="special",
        kinds=["HDS"],
        covers=["R1111-11.3"],
        text="Les données restent en France.",
        gloss="The data stay in France.",
        parameters=[],
        subject="data_location",
    )
    for key in ("target", "effect", "data"):
        del made[key]
    return {**made, **changes}


def clause(**changes: Any) -> LibraryClause:
    """The derogation, read."""
    return read_clause(document(**changes))


def choice(**changes: Any) -> dict[str, Any]:
    """A choice between two values."""
    return {
        "name": "delay",
        "label": WORDS,
        "kind": "choice",
        "preferred": "one",
        "options": [
            {"value": "one", "fr": "le premier cas", "en": "the first case"},
            {"value": "two", "fr": "le second cas", "en": "the second case"},
        ],
        "ladder": [
            {"rung": "preferred", "values": ["one"]},
            {"rung": "needs_legal", "values": ["two"]},
        ],
        **changes,
    }


def percent(**changes: Any) -> dict[str, Any]:
    """A percentage of two decimals from 0 to 100."""
    return {
        "name": "delay",
        "label": WORDS,
        "kind": "percent",
        "least": "0",
        "most": "100",
        "preferred": "10",
        "ladder": [
            {"rung": "preferred", "least": "0", "most": "15"},
            {"rung": "needs_legal", "least": "15.01", "most": "100"},
        ],
        **changes,
    }


def single(kind: str, **changes: Any) -> dict[str, Any]:
    """A text or a day without limits."""
    return {
        "name": "delay",
        "label": WORDS,
        "kind": kind,
        "ladder": [{"rung": "needs_legal"}],
        **changes,
    }
