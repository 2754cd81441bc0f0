"""What the settings of a workspace say to the use cases, with the default where nothing usable was kept.

Changing them, and what a person may type, is `change_settings`.
"""

from decimal import Decimal
from typing import Final

from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.order.order_check import DISCOUNT_THRESHOLD
from numspot_desk.language.typed import NotTyped, parse_number
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.reviews.signing_power import Signatory, SigningPowers

CREDITOR: Final = "creditor"
"""The name of the setting with NumSpot's own data."""
REVIEW: Final = "review"
"""The name of the setting of reviews: `{"discount_threshold": "15", "four_eyes": true, "ceiling": "50000",
"signatories": [{"name": "…", "title": "…", "ceiling": "200000"}]}`; a ceiling in euros excluding tax, "" for
none."""
HIGHEST_PERCENT: Final = Decimal(100)
HIGHEST_CEILING: Final = Decimal(10) ** 12


def creditor_of(workspace: Workspace) -> Creditor:
    """NumSpot's own data."""
    return Creditor.from_settings(workspace.settings.get(CREDITOR))


def discount_threshold(workspace: Workspace) -> Decimal:
    """The discount in percent above which an order needs a review; 15 where no percentage was kept."""
    kept = (workspace.settings.get(REVIEW) or {}).get("discount_threshold")
    try:
        percent = parse_number(kept) if isinstance(kept, str) else DISCOUNT_THRESHOLD
    except NotTyped:
        return DISCOUNT_THRESHOLD
    return percent if 0 <= percent <= HIGHEST_PERCENT else DISCOUNT_THRESHOLD


def four_eyes(workspace: Workspace) -> bool:
    """Whether nobody approves an order of their own; they may where nothing was kept."""
    return (workspace.settings.get(REVIEW) or {}).get("four_eyes") is True


def signing_powers(workspace: Workspace) -> SigningPowers:
    """Up to what amount who of legal approves; anybody any amount where nothing was kept."""
    kept = workspace.settings.get(REVIEW) or {}
    listed = kept.get("signatories")
    people = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    return SigningPowers(
        _ceiling(kept.get("ceiling")),
        tuple(
            Signatory(str(each.get("name", "")), str(each.get("title", "")), _ceiling(each.get("ceiling")))
            for each in people
        ),
    )


def _ceiling(kept: object) -> Decimal | None:
    try:
        return parse_number(kept) if isinstance(kept, str) and kept.strip() else None
    except NotTyped:
        return None
