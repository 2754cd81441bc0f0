"""Read the audit log, verify it, and hold it against the head that a document prints.

Only what the log itself holds is read: digests and paths, and the name of who acted. Rows are written by the
acts themselves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from numspot_desk.language.messages import message
from numspot_desk.usecases.ports.audit import AuditEntry, AuditVerdict
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import DeskError

PAGE: Final = 200
"""How many acts are read at a time."""
_HEAD: Final = re.compile(r"[0-9a-f]{64}")


class HeadRefused(DeskError):
    """What was pasted is no head of a log."""


@dataclass(frozen=True)
class LogPage:
    """Acts, the latest first; `more`: there are earlier ones. `head` is the one of the log now."""

    entries: Sequence[AuditEntry]
    more: bool
    head: str


def read_log(workspace: Workspace, before: int | None = None) -> LogPage:
    """The latest acts, or those before a row."""
    found = workspace.audit.entries(limit=PAGE + 1, before=before)
    return LogPage(found[:PAGE], len(found) > PAGE, workspace.audit.head())


def verify_log(workspace: Workspace) -> AuditVerdict:
    """Recompute the whole chain."""
    return workspace.audit.verify()


def find_head(workspace: Workspace, pasted: str) -> int | None:
    """The row that has this digest, None where no row has: the log was cut or rewritten since the document
    was made, or the document is of another workspace. Spaces, line breaks and capitals do not matter. Raises
    `HeadRefused` for what is no digest."""
    digest = "".join(pasted.split()).lower()
    if not _HEAD.fullmatch(digest):
        raise HeadRefused(
            message("A head has 64 digits and letters from a to f: copy it whole from the foot of the page.")
        )
    return workspace.audit.sequence_of(digest)
