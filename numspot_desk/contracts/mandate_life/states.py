"""The states of a mandate and what they are called. Which one holds on a day is `standing`."""

from enum import StrEnum
from typing import Final

from numspot_desk.language.messages import N_


class MandateState(StrEnum):
    """The state of a mandate on a day."""

    DRAFT = "draft"
    SENT = "sent"
    SIGNED = "signed"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REPLACED = "replaced"
    LAPSED = "lapsed"


STATE_NAMES: Final = {
    MandateState.DRAFT: N_("Draft"),
    MandateState.SENT: N_("Sent for signature"),
    MandateState.SIGNED: N_("Signed by the debtor"),
    MandateState.ACTIVE: N_("In use"),
    MandateState.SUSPENDED: N_("Suspended"),
    MandateState.REVOKED: N_("Revoked"),
    MandateState.REPLACED: N_("Replaced"),
    MandateState.LAPSED: N_("Lapsed"),
}
ENDED: Final = frozenset({MandateState.REVOKED, MandateState.REPLACED, MandateState.LAPSED})
COLLECTABLE: Final = frozenset({MandateState.SIGNED, MandateState.ACTIVE})
"""The states in which a debit may be presented."""
