"""How many random examples a property is tried with: the same ones in every `make test`, many more and new
ones in a campaign (NUMSPOT_DESK_CAMPAIGN set)."""

import os
from typing import Final

from hypothesis import HealthCheck, settings

IN_CAMPAIGN: Final = "NUMSPOT_DESK_CAMPAIGN" in os.environ
TIMES: Final = 20 if IN_CAMPAIGN else 1

settings.register_profile(
    "test", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "campaign",
    settings.get_profile("test"),
    derandomize=False,
    print_blob=True,
    max_examples=100 * TIMES,
)
settings.load_profile("campaign" if IN_CAMPAIGN else "test")


def examples(count: int) -> settings:
    """So many examples, times twenty in a campaign."""
    return settings(max_examples=count * TIMES)
