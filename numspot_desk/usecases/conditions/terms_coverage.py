"""Which clauses of an adopted version cover each subject of a checklist (Data Act, HDS, SecNumCloud): what
legal decided, what the rules count, what the words suggest.

A suggestion never counts by itself; a decision is kept for good, and a later one stands in its place. Orders
are held against the outcome by `terms_in_force`.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from numspot_desk.language.folding import fold
from numspot_desk.language.messages import message
from numspot_desk.rules.checklists import CHECKLISTS, DATA_ACT, Subject
from numspot_desk.terms.tree import Terms
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.general_terms.terms_in_force import counted_points
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.terms import CoverDecision
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.roles import require_legal_terms

DECIDED: Final = "terms.coverage_decided"
_MOST: Final = 3
_SPOKEN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "DA-25.a": ("changement de fournisseur", "change de fournisseur", "change of provider", "switching"),
        "DA-25.b": ("strategie de sortie", "plan de sortie", "exit strategy", "exit plan"),
        "DA-25.c": (
            "le contrat prend fin",
            "resiliation effective",
            "contract ends",
            "effective termination",
        ),
        "DA-25.d": ("preavis", "deux mois avant", "two months before", "notice period"),
        "DA-25.e": ("donnees exportables", "actifs numeriques", "digital assets", "exportable data"),
        "DA-25.f": ("secrets d’affaires", "secret des affaires", "trade secrets"),
        "DA-25.g": (
            "recuperation des donnees",
            "trente jours apres",
            "retrieval of data",
            "thirty days after",
        ),
        "DA-25.h": ("effacement", "est efface", "erasure", "is erased"),
        "DA-25.i": (
            "frais de changement",
            "est gratuite",
            "switching charges",
            "free of charge",
            "it is free",
        ),
    }
)
_ARTICLE: Final = re.compile(r"^(?:articles?|art\.?)\s*", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[;,]|\bet\b|\band\b")


class CoverageRefused(DeskError):
    """This decision cannot be: a clause that the version does not have. Nothing was kept."""


@dataclass(frozen=True)
class PointCoverage:
    """A subject of a checklist in a version: what legal decided, the clause that the rules count where they
    can (a length, an erasure), and the clauses whose words speak of it."""

    subject: Subject
    decision: CoverDecision | None
    counted: str | None
    suggested: tuple[str, ...]

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that orders count as covering it."""
        if self.decision is not None:
            return self.decision.clauses
        return (self.counted,) if self.counted else ()


def points_of(
    workspace: Workspace, label: str, language: str, on: dt.date, checklist: str = DATA_ACT
) -> tuple[PointCoverage, ...]:
    """Every subject of a checklist held against a version. Raises `NoSuchRecord`."""
    terms = workspace.terms.get(label, language).terms
    decided, counted = (
        workspace.terms.coverage(label),
        counted_points(terms, on, workspace.terms.rule_clauses(label)),
    )
    return tuple(
        PointCoverage(one, decided.get(one.id), counted.get(one.id), suggested(terms, one.id))
        for one in CHECKLISTS[checklist].subjects
    )


def suggested(terms: Terms, point: str) -> tuple[str, ...]:
    """The clauses whose own title or text speaks of a point, in the order of the text; a few at most."""
    wanted = _SPOKEN.get(point, ())
    found = [
        node.ref
        for node in terms.walk()
        if node.ref and any(words in fold(f"{node.title} {node.text}") for words in wanted)
    ]
    return tuple(dict.fromkeys(found))[:_MOST]


def typed_clauses(typed: str) -> tuple[str, ...]:
    """The references of a list that was typed: `CG-7.1, 7.2` and `art. 7.1 et 7.2` alike."""
    found = (_ARTICLE.sub("", one.strip()) for one in _BETWEEN.split(typed))
    return tuple(dict.fromkeys(one if one.upper().startswith("CG-") else f"CG-{one}" for one in found if one))


def decide_coverage(
    workspace: Workspace, label: str, point: str, typed: str, person: Person, clock: Clock
) -> Changes:
    """Keep which clauses cover a point; none typed: that no clause does. Raises `CoverageRefused` for a
    clause that no text of the version has, and `MoveRefused` for anybody but legal."""
    require_legal_terms(person)
    with workspace.transaction():
        texts = [
            workspace.terms.get(one.label, one.language).terms
            for one in workspace.terms.list()
            if one.label == label
        ]
        known = {node.ref.casefold(): node.ref for terms in texts for node in terms.walk()}
        clauses = typed_clauses(typed)
        for ref in clauses:
            if ref.casefold() not in known:
                raise CoverageRefused(
                    message("Version {label} has no clause {ref}: correct it.", label=label, ref=ref)
                )
        kept = [known[ref.casefold()] for ref in clauses]
        details = {"label": label, "point": point, "clauses": ", ".join(kept)}
        workspace.terms.decide_coverage(
            label, point, kept, Act(DECIDED, label, person.name, clock.now(), details)
        )
    return Changes(terms=True)
