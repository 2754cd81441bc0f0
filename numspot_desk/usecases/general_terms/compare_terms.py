"""Two versions of general terms clause by clause, for `terms compare` and for the screen; and one proof-read.

How clauses are found again lives in `terms.comparing`; the Word files made of a comparison in
`export_comparison`.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from numspot_desk.terms.comparing import Change, Comparison, Status, compare
from numspot_desk.terms.proofs import Proofs, proofs
from numspot_desk.usecases.general_terms.contracts_touched import (
    ContractsTouched,
    contracts_on,
    contracts_touched,
    day_asked,
    passing,
)
from numspot_desk.usecases.general_terms.rule_clauses import known_in
from numspot_desk.usecases.ports.terms import TermsVersion
from numspot_desk.usecases.ports.workspace import Workspace


@dataclass(frozen=True)
class ComparedVersions:
    """Two adopted versions in one language, compared, with the contracts on the older one."""

    old: TermsVersion
    new: TermsVersion
    comparison: Comparison
    contracts: ContractsTouched


def compare_versions(
    workspace: Workspace, old_label: str, new_label: str, language: str, today: dt.date
) -> ComparedVersions:
    """Compare two adopted versions. Raises `NoSuchRecord` for a version that was not adopted."""
    old = workspace.terms.get(old_label, language)
    new = workspace.terms.get(new_label, language)
    on = day_asked(old.version, new.version, today)
    count, named = contracts_on(workspace, old.version.label, on)
    known = known_in(workspace, old.version.label)
    targets = {one.number: one.targets for one in named}
    found = compare(old.terms, new.terms, targets, None if known is None else known.of)
    touched = contracts_touched(found, on, count, named, passing(workspace, old.version, new.version))
    return ComparedVersions(old.version, new.version, found, touched)


def proofread(workspace: Workspace, label: str, language: str) -> Proofs:
    """What a proof-reader would mark in an adopted version. Raises `NoSuchRecord`."""
    return proofs(workspace.terms.get(label, language).terms)


def comparison_answer(comparison: Comparison) -> dict[str, Any]:
    """The answer of `terms compare`: every change, and how many clauses are the same. A clause under another
    number is moved there; `old_ref` tells where it was."""
    return {
        "changes": [_change(one) for one in comparison.changes],
        "same": comparison.counts[Status.SAME],
    }


def _change(one: Change) -> dict[str, Any]:
    status = Status.MOVED if one.status is Status.RENUMBERED else one.status
    return {
        "ref": one.ref,
        "old_ref": one.old_ref,
        "status": status.value,
        "before": one.before,
        "after": one.after,
        "rules": list(one.rules),
    }
