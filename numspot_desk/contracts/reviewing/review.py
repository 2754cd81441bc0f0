"""The steps of a legal review, and the fingerprint of the content that an approval is bound to.

The fingerprint covers number, version and answers: a duplicate, a new version or one changed word is other
content. What of an order legal reads one by one is in `review_parts`; who may take a step is in
`usecases.reviews.review_rules`, what it does to the order in `usecases.reviews.review_order` and its
neighbours.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

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
    DELEGATED = "delegated"
    PART_APPROVED = "part_approved"
    PART_RETURNED = "part_returned"
    PART_UNREAD = "part_unread"


PART_KINDS: Final = frozenset({ReviewKind.PART_APPROVED, ReviewKind.PART_RETURNED, ReviewKind.PART_UNREAD})
"""The steps that are about one part of the order."""


@dataclass(frozen=True)
class ReviewStep:
    """One step: who did what, when, on which content.

    `content` is the fingerprint of what was seen; `field` the path in the order that a remark is about and
    `about` the name that place had then, both "" for the order as a whole. `anchor` is what the line or
    clause was known by then (`review_place`), empty for any other place.
    `part` is the fingerprint of the part that the step is about, "" for none; `given_to` names who a review
    was delegated to; `kept` is what the step is later held against: the part or the answers as they were
    read, or the rules of the day.
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
    part: str = ""
    given_to: str = ""
    kept: Mapping[str, Any] = dataclasses.field(default_factory=dict)


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


def holder_of(steps: Sequence[ReviewStep]) -> str:
    """Who of legal looks after the round under way: who took it last, or whom it was delegated to; "" while
    nobody does."""
    for step in reversed(latest_round(steps)):
        if step.kind is ReviewKind.TAKEN:
            return step.actor
        if step.kind is ReviewKind.DELEGATED:
            return step.given_to
    return ""
