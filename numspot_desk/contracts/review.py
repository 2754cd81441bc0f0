"""The steps of a legal review, and the fingerprint of the content that an approval is bound to.

The fingerprint covers number, version and answers: a duplicate, a new version or one changed word is other
content. Who may take a step, and what it does to the order, is decided in `usecases.review_order`.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from numspot_desk.contracts.canonical import fingerprint


class ReviewKind(StrEnum):
    """What a person did in a review."""

    REQUESTED = "requested"
    TAKEN = "taken"
    REMARK = "remark"
    APPROVED = "approved"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


@dataclass(frozen=True)
class ReviewStep:
    """One step: who did what, when, on which content.

    `content` is the fingerprint of what was seen; `field` the path in the order that a remark is about and
    `about` the name that place had then, both "" for the order as a whole. `anchor` is what the line or
    clause was known by then (`review_place`), empty for any other place.
    """

    kind: ReviewKind
    at: dt.datetime
    actor: str
    role: str
    content: str
    note: str = ""
    field: str = ""
    about: str = ""
    anchor: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class BegunNote:
    """A note that somebody is writing and has not sent: about a place (its path, "" for the whole order)."""

    place: str = ""
    text: str = ""


def content_fingerprint(number: str, revision: int, answers: Mapping[str, Any]) -> str:
    """sha256, in hexadecimal, of what a review is about: this version of this order with these answers."""
    return fingerprint({"number": number, "revision": revision, "answers": dict(answers)})


def latest_round(steps: Sequence[ReviewStep]) -> tuple[ReviewStep, ...]:
    """The steps since the last request, that request included; none when none was ever made."""
    for position in range(len(steps) - 1, -1, -1):
        if steps[position].kind is ReviewKind.REQUESTED:
            return tuple(steps[position:])
    return ()
