"""What each time limit is called: what is to be done, or what happens, by then."""

from functools import lru_cache
from typing import Final

from numspot_desk.language.messages import N_, Message

LIMIT_NAMES: Final[dict[str, str]] = {
    "T01": N_("New general terms may enter into force"),
    "T02": N_("Refuse the new general terms"),
    "T03": N_("Report a reservation on the service"),
    "T04": N_("Services may be suspended for non-payment"),
    "T05": N_("Termination for breach may be notified"),
    "T06": N_("Contract ends for breach"),
    "T07": N_("Contract ends after refused general terms"),
    "T08": N_("Inactive account may be closed"),
    "T09": N_("Contract ends for inactivity"),
    "T10": N_("Contract ends after notice"),
    "T11": N_("Contract ends after data recovery"),
    "T12": N_("Erase the client's data"),
    "T13": N_("Data no longer kept"),
    "T14": N_("Announce the maintenance"),
    "T15": N_("Claim the service penalty"),
    "T16": N_("Service credit lapses"),
    "T17": N_("Confidentiality ends"),
    "T18": N_("Suspension or end for export control"),
    "T19": N_("Next audit possible"),
    "T20": N_("Announce the penetration test"),
    "T21": N_("Termination for corruption"),
    "T22": N_("Pay the invoice"),
    "T23": N_("Dispute the invoice"),
    "T24": N_("Announce the direct debit"),
    "T25": N_("Late payment begins"),
    "T26": N_("Report the data breach to the client"),
    "T27": N_("Answer or restore the incident"),
    "T28": N_("Ask the bank to refund the debit"),
    "T29": N_("Revoked mandate ends"),
    "T30": N_("Mandate lapses"),
    "T31": N_("Reserved term ends: renew or let go"),
    "T32": N_("Snapshot durability begins"),
    "T33": N_("Reserved term ends after force majeure"),
    "T34": N_("Secure erasure may start"),
}
"""What each limit is called in lists and calendars: what is to be done, or what happens, by then."""

STEP_NAMES: Final[dict[str, str]] = {
    "first_answer": N_("First answer to the incident"),
    "restoration": N_("Restoration after the incident"),
}
"""What the parts of a limit are called that has two."""


@lru_cache(maxsize=256)
def limit_name(rule: str, step: str | None = None) -> Message:
    """What a limit, or a part of one that has two, is called."""
    return Message(STEP_NAMES[step] if step in STEP_NAMES else LIMIT_NAMES[rule])
