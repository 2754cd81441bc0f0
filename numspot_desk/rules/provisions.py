"""A provision: what one clause of one document says on one subject, in data the rules can compare.

Texts are not compared; two provisions without data are told apart by `wording`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from numspot_desk.rules.clauses import Document, Reference, parse


class Effect(StrEnum):
    """What a provision does to the one below it."""

    STATES = "states"  # a clause of the general terms
    REPLACE = "replace"
    COMPLETE = "complete"
    EXCLUDE = "exclude"


@dataclass(frozen=True)
class Provision:
    """One clause on one subject. `target` is the clause of the general terms that it changes; `replaces`
    the id of an earlier provision that an amendment says it replaces; `wording`, blanks folded, tells two
    provisions without data apart; `language` (`fr`, `en`) tells the texts of one clause apart (P6);
    `known_as` is what the rules call a clause of the general terms that has another number since, "" where
    they know none.

    A document incorporated by reference has the rank of the document that refers to it: `document` names
    that one (CG-2.2)."""

    id: str
    document: Document
    clause: str
    subject: str
    effect: Effect
    data: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    target: str | None = None
    in_force_from: dt.date | None = None
    replaces: str | None = None
    wording: str = ""
    language: str | None = None
    known_as: str | None = None

    def named_by_rules(self, clause: Reference) -> bool:
        """Whether this is a clause that a rule names, or a part of it."""
        name = self.clause if self.known_as is None else self.known_as
        return bool(name) and parse(name).within(clause)
