"""The causes that give no claim: which take time off an outage, which a loss off the liability."""

import pytest

from numspot_desk.rules.amounts.exclusions import EXCLUSIONS, LOSSES, OUTAGES, outages_of
from numspot_desk.rules.clauses import known

BOTH = {
    "force_majeure",
    "suspension",
    "missing_backup",
    "volume_coherence",
    "non_persistent_storage",
    "penetration_test",
}


def test_each_cause_takes_off_time_or_a_loss_or_both() -> None:
    assert set(LOSSES) == BOTH | {"indirect_loss", "terms_changed"}
    assert set(OUTAGES) == BOTH | {
        "major_risk",
        "block_mode",
        "not_restarted",
        "throttling",
        "abusive_use",
        "client_duty",
    }
    assert set(LOSSES) | set(OUTAGES) == set(EXCLUSIONS)


def test_what_the_law_itself_excludes_stays_so_with_gross_negligence() -> None:
    assert {name for name, one in EXCLUSIONS.items() if not one.by_contract} == {
        "force_majeure",
        "indirect_loss",
    }


def test_every_cause_cites_clauses_that_exist() -> None:
    assert all(one.clauses and all(known(ref) for ref in one.clauses) for one in EXCLUSIONS.values())


@pytest.mark.parametrize(
    ("commitment", "own"),
    [
        ("SLA1.region", set()),
        ("SLA6.access_api", {"block_mode"}),
        ("SLA7.volume", {"volume_coherence"}),
        ("SLA9.virtual_machine", {"volume_coherence", "non_persistent_storage", "not_restarted"}),
    ],
)
def test_a_cause_of_some_commitments_is_none_of_the_others(commitment: str, own: set[str]) -> None:
    of_any = {name for name in OUTAGES if not EXCLUSIONS[name].commitments}
    assert set(outages_of(commitment)) == of_any | own
