"""The documents of a contract, their clauses, and what a clause provides: what the hierarchy is made of.

Which of them prevails is `hierarchy`; how they are made from orders and general terms, `contract_papers`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from numspot_desk.rules.clauses import Document
from numspot_desk.rules.provisions import Effect, Provision

OTHER = "other"
"""The subject of clauses that no other names: two of them meet only on one clause of the general terms."""


class PaperKind(StrEnum):
    """What a document of the contract is."""

    SPECIAL = "special"
    PARTICULAR = "particular"
    AMENDMENT = "amendment"
    GENERAL = "general"
    INCORPORATED = "incorporated"


class PaperState(StrEnum):
    """How far a document came: only what is signed binds."""

    DRAFT = "draft"
    EXPORTED = "exported"
    SIGNED = "signed"


@dataclass(frozen=True)
class Saying:
    """What a clause provides on one subject: how, in which data, and the clause of the general terms that it
    names, or the one paragraph of it (`CG-6.3.a#2`)."""

    subject: str
    effect: Effect = Effect.STATES
    data: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    target: str | None = None


@dataclass(frozen=True)
class Clause:
    """A clause of a document with its text. `id` is its own within the contract, `ref` what people cite;
    `document` its rank; `since` the day it holds from, None for always; `replaces` the id of the clause of an
    earlier version of the order that it restates. `text` is "" where only the reference is known. `language`
    tells the texts of one clause apart; `negotiated` a clause that somebody wrote for this contract from a
    section that every order prints. `known_as` is what the rules call a clause of the general terms that was
    renumbered since they were written, "" for one that has only the number of another; None: its own."""

    id: str
    document: Document
    ref: str
    title: str = ""
    text: str = ""
    says: tuple[Saying, ...] = ()
    since: dt.date | None = None
    replaces: str | None = None
    language: str | None = None
    negotiated: bool = False
    known_as: str | None = None

    def provision(self, saying: Saying) -> Provision:
        """What the rules compare."""
        return Provision(
            id=self.id,
            document=self.document,
            clause=self.ref,
            subject=saying.subject,
            effect=saying.effect,
            data=saying.data,
            target=saying.target,
            in_force_from=self.since,
            replaces=self.replaces,
            wording=" ".join(self.text.split()),
            language=self.language,
            known_as=self.known_as,
        )


@dataclass(frozen=True)
class Paper:
    """A document of the contract. `name` is the number of its order, the label of a version, the kind of
    special conditions or of what is incorporated; `under` the id of the document that refers to it.

    `number` and `revision` are those of its order; `signed` is false for what nobody signed yet, and `state`
    says how far it came, on which day (`dated`). `title`, `edition` and `dated` are those of an incorporated
    document where the contract states them; `language` is that of a text of the general terms.
    """

    id: str
    kind: PaperKind
    rank: Document
    name: str
    clauses: tuple[Clause, ...] = ()
    since: dt.date | None = None
    under: str | None = None
    revision: int = 1
    signed: bool = True
    number: str = ""
    state: PaperState = PaperState.SIGNED
    dated: dt.date | None = None
    title: str = ""
    edition: str = ""
    language: str = "fr"


@dataclass(frozen=True)
class Unranked:
    """A document that has no place in the hierarchy (P4): `kind` is one of `precedence.WITHOUT_RANK`."""

    kind: str
    title: str
    dated: dt.date | None = None


@dataclass(frozen=True)
class Incorporated:
    """A document that the contract names with its date or its edition. `referred_by` is whose reference it
    is: `CG`, `CP`, or the special conditions of a kind (`CS-HDS`); it has the rank of that one (CG-2.2)."""

    kind: str
    title: str
    referred_by: str = "CP"
    dated: dt.date | None = None
    edition: str = ""


@dataclass(frozen=True)
class AgreedRanking:
    """Another ranking than that of CG-2.2, which the parties agreed: the documents, highest first, the day it
    holds from and the clause that says so."""

    ranking: tuple[Document, ...]
    since: dt.date
    clause: str
