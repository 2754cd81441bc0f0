"""Where the clauses that the rules name stand in an adopted version: followed from version to version when it
is adopted, decided by legal where that is not sure or not right. Every row is kept for good, the latest of a
clause counts. Following from one text to the next is `terms.rule_clauses`.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import message
from numspot_desk.rules.changes import clauses_named
from numspot_desk.terms.comparing import compare
from numspot_desk.terms.rule_clauses import Known, followed, matches, where_written
from numspot_desk.terms.tree import Terms, references
from numspot_desk.terms.whereabouts import Found
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.conditions.terms_coverage import typed_clauses
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.terms import RuleClause, TermsVersion
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.roles import require_legal_terms

FOLLOWED: Final = "terms.rule_clauses_followed"
DECIDED: Final = "terms.rule_clause_decided"


class RuleClauseRefused(DeskError):
    """This decision cannot be: a clause that the version does not have, or more than one. Nothing was
    kept."""


def rule_clauses_of(workspace: Workspace, label: str) -> tuple[RuleClause, ...]:
    """Where each clause that the rules name stands in a version, in the order of the rules; nothing for a
    version in which they were never looked for: its numbers then are theirs."""
    kept = workspace.terms.rule_clauses(label)
    return tuple(kept[one] for one in clauses_named() if one in kept)


def known_in(workspace: Workspace, label: str) -> Known | None:
    """What the rules call the clauses of a version; None where its numbers are theirs."""
    kept = workspace.terms.rule_clauses(label)
    return Known({one.clause: one.ref for one in kept.values()}) if kept else None


def follow_rule_clauses(
    workspace: Workspace, label: str, person: Person, clock: Clock
) -> tuple[RuleClause, ...]:
    """Look in a version for the clauses that the rules name, and keep where they stand; what was kept before
    stays. Nothing where no adopted version is one that the rules were written for. Raises `MoveRefused` for
    anybody but legal, `NoSuchRecord`."""
    require_legal_terms(person)
    with workspace.transaction():
        if not workspace.terms.rule_clauses(label) and (found := _followed(workspace, label)):
            open_ones = sum(one.ref is None for one in found)
            details = {"label": label, "moved": str(sum(one.moved for one in found)), "open": str(open_ones)}
            act = Act(FOLLOWED, label, person.name, clock.now(), details)
            workspace.terms.keep_rule_clauses(label, found, act, decided=False)
        return rule_clauses_of(workspace, label)


def decide_rule_clause(
    workspace: Workspace, label: str, clause: str, typed: str, person: Person, clock: Clock
) -> Changes:
    """Keep where a clause that the rules name stands in a version; nothing typed: that it is not there any
    more. Raises `RuleClauseRefused`, and `MoveRefused` for anybody but legal."""
    require_legal_terms(person)
    named = typed_clauses(typed)
    if len(named) > 1:
        raise RuleClauseRefused(message("Type one clause, or nothing where the version has it no more."))
    with workspace.transaction():
        known = {ref.casefold(): ref for terms in _texts(workspace, label) for ref in references(terms)}
        if named and named[0].casefold() not in known:
            raise RuleClauseRefused(
                message("Version {label} has no clause {ref}: correct it.", label=label, ref=named[0])
            )
        ref = known[named[0].casefold()] if named else None
        details = {"label": label, "clause": clause, "ref": ref or ""}
        act = Act(DECIDED, label, person.name, clock.now(), details)
        workspace.terms.keep_rule_clauses(label, [Found(clause, ref)], act, decided=True)
    return Changes(terms=True)


# ── From version to version ──────────────────────────────────────────────────────────────────────────


def _followed(workspace: Workspace, label: str) -> Sequence[Found]:
    """Along the versions by their entry into force, from the first that the rules were written for."""
    line = _one_a_version(workspace)
    base = next((n for n, one in enumerate(line) if matches(_text(workspace, one))), None)
    at = next((n for n, one in enumerate(line) if fold_line(one.label) == fold_line(label)), None)
    if base is None or at is None:
        return ()
    found: Sequence[Found] = where_written(_text(workspace, line[base]))
    step = 1 if at > base else -1
    for number in range(base, at, step):
        stands = _standing(workspace, line[number], found)
        older, newer = _pair(workspace, line[number], line[number + step])
        found = followed(stands, compare(older, newer))
    return found


def _standing(
    workspace: Workspace, version: TermsVersion, found: Sequence[Found]
) -> Mapping[str, str | None]:
    """Where the clauses stand in a version on the way: as kept, else as followed so far."""
    kept = workspace.terms.rule_clauses(version.label)
    return {one.clause: kept[one.clause].ref if one.clause in kept else one.ref for one in found}


def _one_a_version(workspace: Workspace) -> list[TermsVersion]:
    """Each version once, the first in force first, its French text where there is one."""
    found: dict[str, TermsVersion] = {}
    for version in sorted(workspace.terms.list(), key=lambda one: one.language != "fr"):
        found.setdefault(fold_line(version.label), version)
    return sorted(found.values(), key=lambda one: (one.in_force_from, one.published_on, one.label))


def _pair(workspace: Workspace, one: TermsVersion, other: TermsVersion) -> tuple[Terms, Terms]:
    """The texts of two versions in a language that both have, if there is one."""
    languages = [
        [
            text.language
            for text in workspace.terms.list()
            if fold_line(text.label) == fold_line(version.label)
        ]
        for version in (one, other)
    ]
    shared = [language for language in languages[0] if language in languages[1]]
    first, second = (shared[0], shared[0]) if shared else (one.language, other.language)
    return (
        workspace.terms.get(one.label, first).terms,
        workspace.terms.get(other.label, second).terms,
    )


def _text(workspace: Workspace, version: TermsVersion) -> Terms:
    return workspace.terms.get(version.label, version.language).terms


def _texts(workspace: Workspace, label: str) -> list[Terms]:
    return [
        _text(workspace, one) for one in workspace.terms.list() if fold_line(one.label) == fold_line(label)
    ]
