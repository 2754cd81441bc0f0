"""What is owed nothing for: each cause has a clause, a name, and the commitments that it can touch."""

import pytest

from numspot_desk.rules.amounts.commitments import COMMITMENTS
from numspot_desk.rules.amounts.exclusions import EXCLUSIONS, LOSSES, OUTAGES, outages_of
from numspot_desk.rules.clauses import is_reference
from numspot_desk.usecases.explaining.explanation_labels import CAUSE_NAMES, COMMITMENT_NAMES


@pytest.mark.parametrize("cause", EXCLUSIONS)
def test_a_cause_has_its_clauses_its_name_and_something_it_excludes(cause: str) -> None:
    exclusion = EXCLUSIONS[cause]
    assert exclusion.clauses and all(is_reference(clause) for clause in exclusion.clauses)
    assert cause in CAUSE_NAMES
    assert exclusion.outage or exclusion.loss
    assert exclusion.outage or not exclusion.commitments
    for start in exclusion.commitments:
        assert any(name.startswith(start) for name in COMMITMENTS)


def test_the_causes_by_what_they_exclude() -> None:
    assert {"indirect_loss", "terms_changed"} == set(LOSSES) - set(OUTAGES)
    assert set(OUTAGES) - set(LOSSES) == {
        "major_risk",
        "block_mode",
        "not_restarted",
        "throttling",
        "abusive_use",
        "client_duty",
    }
    assert set(LOSSES) & set(OUTAGES) == {
        "force_majeure",
        "suspension",
        "missing_backup",
        "volume_coherence",
        "non_persistent_storage",
        "penetration_test",
    }
    assert {one for one in LOSSES if not EXCLUSIONS[one].by_contract} == {"force_majeure", "indirect_loss"}


@pytest.mark.parametrize(
    ("cause", "commitments"),
    [
        ("block_mode", {"SLA6.publication_api", "SLA6.access_api", "SLA6.durability"}),
        ("volume_coherence", {"SLA7.volume", "SLA9.virtual_machine"}),
        ("not_restarted", {"SLA9.virtual_machine"}),
        ("non_persistent_storage", {"SLA9.virtual_machine"}),
        ("suspension", set(COMMITMENTS)),
    ],
)
def test_a_cause_touches_the_commitments_of_its_service(cause: str, commitments: set[str]) -> None:
    assert {name for name in COMMITMENTS if cause in outages_of(name)} == commitments


def test_every_commitment_has_a_name() -> None:
    assert set(COMMITMENT_NAMES) == set(COMMITMENTS)
