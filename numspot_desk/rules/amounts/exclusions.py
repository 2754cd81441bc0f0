"""What the general terms owe nothing for, as data: each cause with its clauses, and whether it takes time
off an outage (M6, M1), a loss off the liability (M2), or both. What follows from a cause is counted there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True)
class Exclusion:
    """A cause that gives no claim. `commitments`: the ones whose outages it can cause (the beginning of
    their names), none where any can be; `by_contract`: whether the contract alone excludes it, so that gross
    negligence sets the exclusion aside (C. civ. 1231-3)."""

    clauses: tuple[str, ...]
    outage: bool = True
    loss: bool = True
    commitments: tuple[str, ...] = ()
    by_contract: bool = True


EXCLUSIONS: Final[Mapping[str, Exclusion]] = MappingProxyType(
    {
        "major_risk": Exclusion(("CG-8", "CG-11"), loss=False),
        "force_majeure": Exclusion(("CG-8", "CG-11"), by_contract=False),
        "suspension": Exclusion(("CG-6.1",)),
        "missing_backup": Exclusion(("CG-5.1",)),
        "volume_coherence": Exclusion(("CG-A3.SLA7",), commitments=("SLA7.volume", "SLA9.virtual_machine")),
        "non_persistent_storage": Exclusion(("CG-A3.SLA8",), commitments=("SLA9.virtual_machine",)),
        "block_mode": Exclusion(("CG-A3.SLA6",), loss=False, commitments=("SLA6.",)),
        "not_restarted": Exclusion(("CG-A3.SLA9",), loss=False, commitments=("SLA9.virtual_machine",)),
        "throttling": Exclusion(("CG-A3.SLA9",), loss=False),
        "abusive_use": Exclusion(("CG-A3.SLA3", "CG-A3.SLA9"), loss=False),
        "client_duty": Exclusion(("CG-8",), loss=False),
        "penetration_test": Exclusion(("CG-17.2",)),
        "indirect_loss": Exclusion(("CG-10.1",), outage=False, by_contract=False),
        "terms_changed": Exclusion(("CG-3.1",), outage=False),
    }
)
OUTAGES: Final = tuple(name for name, one in EXCLUSIONS.items() if one.outage)
"""The causes of an outage that does not count."""
LOSSES: Final = tuple(name for name, one in EXCLUSIONS.items() if one.loss)
"""The causes of a loss that is not made good."""


def outages_of(commitment: str) -> tuple[str, ...]:
    """The causes that can take time off an outage of one commitment."""
    return tuple(
        name
        for name in OUTAGES
        if not EXCLUSIONS[name].commitments or commitment.startswith(EXCLUSIONS[name].commitments)
    )
