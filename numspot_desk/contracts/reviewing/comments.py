"""Comments between sales and legal on a clause or a line: threads of messages beside the order.

They are no part of the order: nothing that is exported, mailed or fingerprinted holds them. A thread stays
with the version it was written on; a later version shows it as from that one. Who may write is decided in
`usecases.reviews.comment`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class CommentKind(StrEnum):
    """A message, or what was done to its thread."""

    MESSAGE = "message"
    RESOLVED = "resolved"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Comment:
    """One entry of a thread: who, when, in which role; `words` are "" where nothing was written."""

    kind: CommentKind
    at: dt.datetime
    actor: str
    role: str
    words: str = ""


@dataclass(frozen=True)
class CommentThread:
    """A thread on one place of one version: its path, its name and what it was known by then
    (`review_place`), and its entries, oldest first. `revision` is the version it was written on."""

    id: str
    order_id: str
    revision: int
    field: str
    about: str
    anchor: Mapping[str, str]
    entries: tuple[Comment, ...] = ()

    @property
    def resolved(self) -> bool:
        """Whether it was resolved and not taken up again since."""
        done = [entry.kind for entry in self.entries if entry.kind is not CommentKind.MESSAGE]
        return bool(done) and done[-1] is CommentKind.RESOLVED
