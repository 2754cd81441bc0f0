"""The adopted general terms in force on a day, and what orders are checked against because of them.

Which version binds one contract, after its signature and refusals, is `contracts_by_terms`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from numspot_desk.contracts.order.order_check import TermsText
from numspot_desk.language.folding import fold_line
from numspot_desk.rules import clauses
from numspot_desk.rules.data_act import beside_data_act
from numspot_desk.terms.mandate_annex import ANNEX, mandate_annex
from numspot_desk.terms.tree import Terms, references, titles
from numspot_desk.usecases.ports.terms import CoverDecision, RuleClause, StoredTerms, TermsVersion
from numspot_desk.usecases.ports.workspace import Workspace


def version_in_force(adopted: Sequence[TermsVersion], on: dt.date) -> TermsVersion | None:
    """The version whose entry into force is the latest on or before a day, its French text where there is one
    (P6); None before the first."""
    begun = [version for version in adopted if version.in_force_from <= on]
    return max(
        begun,
        key=lambda version: (
            version.in_force_from,
            version.published_on,
            version.label,
            version.language == "fr",
        ),
        default=None,
    )


def terms_in_force(workspace: Workspace, on: dt.date) -> StoredTerms | None:
    """The text in force on a day; None where no version was adopted that is."""
    found = version_in_force(workspace.terms.list(), on)
    return None if found is None else workspace.terms.get(found.label, found.language)


def checked_terms(workspace: Workspace, on: dt.date) -> Mapping[str | None, TermsText]:
    """What orders are checked against: every adopted version by its folded label and, under None, the one in
    force on a day."""
    adopted = workspace.terms.list()
    found: dict[str | None, TermsText] = {}
    in_force = version_in_force(adopted, on)
    for version in sorted(adopted, key=lambda version: version.language == "fr"):
        stored = workspace.terms.get(version.label, version.language)
        text = _checked(
            stored, on, workspace.terms.coverage(version.label), workspace.terms.rule_clauses(version.label)
        )
        found[fold_line(version.label)] = text
        if version == in_force:
            found[None] = text
    return MappingProxyType(found)


def _checked(
    stored: StoredTerms,
    on: dt.date,
    decided: Mapping[str, CoverDecision],
    stands: Mapping[str, RuleClause],
) -> TermsText:
    version, terms = stored.version, stored.terms
    moved = {one.clause: one.ref for one in stands.values() if one.ref is not None and one.moved}
    return TermsText(
        version.label,
        version.published_on,
        version.in_force_from,
        references(terms),
        covered_points(terms, on, decided, stands),
        MappingProxyType(titles(terms)),
        moved,
        mandate_annex(terms, moved.get(ANNEX, ANNEX)),
    )


def covered_points(
    terms: Terms,
    on: dt.date,
    decided: Mapping[str, CoverDecision],
    stands: Mapping[str, RuleClause] | None = None,
) -> Mapping[str, tuple[str, ...]]:
    """The Data Act points that these terms cover (P12), each with the clauses that do: as legal decided, else
    as the rules count it."""
    counted = {point: (clause,) for point, clause in counted_points(terms, on, stands).items()}
    found = counted | {point: decision.clauses for point, decision in decided.items()}
    return {point: clauses for point, clauses in found.items() if clauses}


def counted_points(
    terms: Terms, on: dt.date, stands: Mapping[str, RuleClause] | None = None
) -> Mapping[str, str]:
    """The points of which the rules know a figure that meets the regulation on a day, each with its clause as
    these terms number it: where it was found (`stands`), else where the article is still the one that the
    rules know."""
    found: dict[str, str] = {}
    for held in beside_data_act(on):
        if held.verdict != "meets":
            continue
        if stands and held.clause in stands:
            ref = stands[held.clause].ref
        else:
            ref = held.clause if _still(terms, held.clause) else None
        if ref is not None:
            found[held.point] = ref
    return found


def _still(terms: Terms, ref: str) -> bool:
    """Whether a clause exists, in an article of the title that the rules know it by."""
    article = ref.partition(".")[0]
    node = terms.find(article)
    if node is None or terms.find(ref) is None:
        return False
    known = {fold_line(clauses.title(article, language) or "") for language in ("fr", "en")}
    return fold_line(node.title) in known
