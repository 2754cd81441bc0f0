"""Review steps that came from another laptop, in the log of this one: who took each, when, and where.

An approval holds where the log has its row (`read_review`). One that stands again, as its content is chosen
again, has its row written again: the latest row of an approval is the one that counts.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable

from numspot_desk.contracts.handover.package import Variant
from numspot_desk.contracts.handover.reading import APPROVED_KIND
from numspot_desk.contracts.handover.sections import REVIEW_STEPS, Row
from numspot_desk.contracts.reviewing.review import ReviewKind
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.reviews.review_acts import AUDIT_KINDS


def log_steps(workspace: Workspace, main: Variant, arrived: Iterable[Row], source: str) -> None:
    """Write the rows of the steps that arrived with what a version says now; `source` is the workspace, or
    the branch, that they came from."""
    for step in arrived:
        workspace.handovers.append(_act(main, step, source))
    steps = main.rows(REVIEW_STEPS)
    if not steps or steps[-1]["kind"] != ReviewKind.APPROVED or steps[-1]["content"] != main.content:
        return
    latest = workspace.audit.latest(APPROVED_KIND, [main.order_id]).get(main.order_id)
    if latest is None or latest.details.get("content") != main.content:
        workspace.handovers.append(_act(main, steps[-1], source))


def _act(main: Variant, step: Row, source: str) -> Act:
    note = step["note"]
    details = {
        "number": main.number,
        "revision": main.revision,
        "content": step["content"],
        "role": step["role"],
        "note": hashlib.sha256(note.encode("utf-8", "surrogatepass")).hexdigest() if note else None,
        "field": step["field"] or None,
        "received_from": source,
    }
    at = dt.datetime.fromisoformat(step["at"])
    return Act(AUDIT_KINDS[ReviewKind(step["kind"])], main.order_id, step["actor"], at, details)
