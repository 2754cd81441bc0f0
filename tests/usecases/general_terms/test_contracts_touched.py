"""Which contracts a comparison concerns on a day: signed ones on the older version, from the real store."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.general_terms.compare_terms import ComparedVersions, compare_versions
from numspot_desk.usecases.ports.orders import OrderRecord
from tests.terms.shelf import adopt_both
from tests.usecases.desk import workspace_in
from tests.usecases.general_terms.test_contracts_by_terms import signed

TODAY = dt.date(2026, 12, 1)
"""Version 2025 was in force from 1 February 2025, version 2026 from 1 February 2026."""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    adopt_both(opened)
    yield opened
    opened.close()


def _contract(workspace: OpenWorkspace, number: str, day: str, label: str, *targets: str) -> OrderRecord:
    clause = {"subject": "other", "effect": "complete", "text": "Une phrase.", "data": {}}
    derogations: list[dict[str, Any]] = [
        {"id": f"D{place}", "target": target, **clause} for place, target in enumerate(targets, 1)
    ]
    days = {"published_on": f"{label}-01-02", "in_force_from": f"{label}-02-01"}
    seed = int(number[-2:])
    return signed(
        workspace, day, number, seed, derogations=derogations, general_terms={"label": label, **days}
    )


def _compared(workspace: OpenWorkspace, today: dt.date = TODAY) -> ComparedVersions:
    return compare_versions(workspace, "2025", "2026", "fr", today)


def test_contracts_on_the_older_version_are_counted_and_those_that_dangle_singled_out(
    workspace: OpenWorkspace,
) -> None:
    _contract(workspace, "CMD-2026-00000001", "2025-06-01", "2025", "CG-2.2", "CG-3.1")
    _contract(workspace, "CMD-2026-00000002", "2025-06-01", "2025", "CG-1:Saison")
    _contract(workspace, "CMD-2026-00000003", "2025-06-01", "2025")
    _contract(workspace, "CMD-2026-00000004", "2026-03-01", "2026", "CG-2.2")
    found = _compared(workspace).contracts
    assert (found.on, found.count) == (dt.date(2026, 1, 31), 3), "the last day of the older version"
    assert [one.contract.number[-1] for one in found.touched] == ["1", "2"]
    assert [one.contract.number[-1] for one in found.dangling] == ["1"]
    assert [(aim.target, aim.now) for aim in found.touched[0].aims] == [
        ("CG-2.2", "CG-3.2"),
        ("CG-3.1", "CG-5.2"),
    ]


def test_a_contract_on_another_version_is_not_named_beside_a_change(workspace: OpenWorkspace) -> None:
    _contract(workspace, "CMD-2026-00000004", "2026-03-01", "2026", "CG-2.2")
    found = _compared(workspace)
    assert found.contracts.count == 0
    assert not any(one.contracts for one in found.comparison.changes)


def test_before_the_newer_version_enters_into_force_today_counts(workspace: OpenWorkspace) -> None:
    _contract(workspace, "CMD-2026-00000001", "2025-06-01", "2025", "CG-2.2")
    assert _compared(workspace, dt.date(2025, 5, 1)).contracts.count == 0, "not signed yet"
    found = _compared(workspace, dt.date(2026, 1, 10)).contracts
    assert (found.on, found.count) == (dt.date(2026, 1, 10), 1)


def test_a_version_compared_with_itself_touches_nothing(workspace: OpenWorkspace) -> None:
    _contract(workspace, "CMD-2026-00000001", "2026-06-01", "2026", "CG-2.2")
    found = compare_versions(workspace, "2026", "2026", "fr", TODAY).contracts
    assert (found.on, found.count, found.touched) == (TODAY, 1, ())
