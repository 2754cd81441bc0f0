"""What the settings of this workspace ask of an approval that comes from another laptop.

An approval was given under the settings of the laptop where it was given; it holds here under these. What
follows where it does not is `contracts.handover.joining`.
"""

from collections.abc import Iterable
from decimal import Decimal

from numspot_desk.contracts.handover.joining import HouseRules
from numspot_desk.contracts.handover.package import Variant
from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.contracts.reviewing.review_parts import parts_of
from numspot_desk.usecases.orders.edit_order import check_context
from numspot_desk.usecases.person import same_person
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.settings.kept_settings import discount_threshold, four_eyes, signing_powers


def house_rules(workspace: Workspace, writers: Iterable[str], clock: Clock) -> HouseRules:
    """The rules of this workspace today: four eyes, signatory powers, discount threshold. `writers`: who
    wrote the versions of the order."""
    powers, threshold = signing_powers(workspace), discount_threshold(workspace)
    context = check_context(workspace, clock)

    def amount(variant: Variant) -> Decimal | None:
        totals = check_order(variant.answers, context).totals
        return None if totals is None else totals.excl_tax

    def parts(variant: Variant) -> list[str]:
        found = parts_of(variant.number, variant.revision, variant.answers, threshold)
        return [part.fingerprint for part in found]

    return HouseRules(
        four_eyes=four_eyes(workspace),
        writers=tuple(dict.fromkeys(writers)),
        same=same_person,
        reaches=lambda name, variant: powers.suffices(name, amount(variant)),
        parts=parts,
    )
