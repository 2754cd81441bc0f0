"""`terms compare`: two versions of general terms clause by clause, as JSON, and as lists on the screen.

How clauses are found again lives in `terms.comparing`; the Word files made of a comparison in
`export_comparison`.
"""

from typing import Any

from numspot_desk.terms.comparing import Change, Comparison, Status


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
