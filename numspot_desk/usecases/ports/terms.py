"""General terms as the store keeps them: adopted versions, their clauses to search, refusals by clients.

Reading a file of terms is `terms`; which version binds a contract is `rules.versions`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from numspot_desk.terms.tree import Terms
from numspot_desk.terms.whereabouts import Found
from numspot_desk.usecases.ports.audit import Act


@dataclass(frozen=True)
class TermsVersion:
    """An adopted version of the general terms in one language (`fr`, `en`). The texts of one version in two
    languages bear one label and the same days."""

    id: str
    label: str
    language: str
    published_on: dt.date
    in_force_from: dt.date
    adopted_at: dt.datetime


@dataclass(frozen=True)
class SourceFile:
    """The file that a version was read from, as it was chosen."""

    name: str
    content: bytes
    sha256: str


@dataclass(frozen=True)
class StoredTerms:
    """A version with its text; `source_name` and `source_sha256` are those of its file."""

    version: TermsVersion
    terms: Terms
    source_name: str
    source_sha256: str


@dataclass(frozen=True)
class FoundPassage:
    """A clause of an adopted version that holds the text searched for; `passage` is the piece around it."""

    version: TermsVersion
    ref: str
    title: str
    passage: str


@dataclass(frozen=True)
class TermsRefusal:
    """A client refused a version for a contract (CG-6.3.b). `family_id` is the order of which the others of
    the contract are versions, `number` what they are called; `refused_at` is when the notice was sent."""

    family_id: str
    number: str
    label: str
    refused_at: dt.datetime
    recorded_at: dt.datetime
    recorded_by: str


@dataclass(frozen=True)
class CoverDecision:
    """Legal said which clauses of a version cover a point of a checklist; none: that no clause does."""

    label: str
    point: str
    clauses: tuple[str, ...]
    decided_at: dt.datetime
    decided_by: str


@dataclass(frozen=True)
class RuleClause:
    """Where a clause that the rules name (`clause`) stands in a version: `ref`, None while that is not sure
    or where legal decided that the version has it no more (`decided`); `proposed` is what it may be."""

    label: str
    clause: str
    ref: str | None
    proposed: str | None
    decided: bool
    at: dt.datetime
    by: str

    @property
    def open(self) -> bool:
        """Whether legal has to say where it stands."""
        return self.ref is None and not self.decided

    @property
    def moved(self) -> bool:
        """Whether it stands elsewhere than the rules know it."""
        return self.ref != self.clause


class TermsShelf(Protocol):
    """The adopted versions of the general terms: kept for good, each label and language once."""

    def list(self) -> tuple[TermsVersion, ...]:
        """Every adopted version, the latest to enter into force first, French before other languages."""
        ...

    def get(self, label: str, language: str) -> StoredTerms:
        """The text of a version. Raises `NoSuchRecord`."""
        ...

    def source(self, version_id: str) -> SourceFile:
        """The file that a version was read from. Raises `NoSuchRecord`."""
        ...

    def adopt(self, version: TermsVersion, terms: Terms, source: SourceFile, act: Act) -> None:
        """Keep a version with its text, its file and its audit row, or nothing. Raises `LabelTaken` where
        this label, case and accents aside, has a text in this language."""
        ...

    def search(self, text: str, limit: int = 50) -> Sequence[FoundPassage]:
        """The clauses that hold every word, the last one as the beginning of a word, or that have the number
        typed; the latest version first, in the order of its text."""
        ...

    def refusals(self) -> tuple[TermsRefusal, ...]:
        """Every refusal, the latest first."""
        ...

    def refuse(self, order_id: str, label: str, refused_at: dt.datetime, act: Act) -> TermsRefusal:
        """Keep that the client of a contract refused a version, in place of what was kept of it before.
        Raises `NoSuchRecord`."""
        ...

    def withdraw_refusal(self, order_id: str, label: str, act: Act) -> None:
        """Forget a refusal that was entered by mistake. Raises `NoSuchRecord`."""
        ...

    def coverage(self, label: str) -> Mapping[str, CoverDecision]:
        """The latest decision on each point of a version, by point; both languages share them."""
        ...

    def rule_clauses(self, label: str) -> Mapping[str, RuleClause]:
        """Where each clause that the rules name stands in a version, by that clause; the latest row of each.
        Nothing where they were never looked for."""
        ...

    def keep_rule_clauses(self, label: str, found: Sequence[Found], act: Act, *, decided: bool) -> None:
        """Keep where clauses stand, as found or as legal decided; rows before stay in the history. Raises
        `NoSuchRecord` for a label that was not adopted."""
        ...

    def decide_coverage(self, label: str, point: str, clauses: Sequence[str], act: Act) -> None:
        """Keep a decision; those before it stay in the history. Raises `NoSuchRecord` for a label that was
        not adopted."""
        ...
