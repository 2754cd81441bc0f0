"""Adopted versions compared with the contracts of a real store, and proof-read."""

import datetime as dt
from pathlib import Path

import pytest

from numspot_desk.terms.aims import Aim, Fate
from numspot_desk.usecases.general_terms.compare_terms import compare_versions, proofread
from numspot_desk.usecases.refusals import NoSuchRecord
from numspot_desk.usecases.samples.sample_answers import WORKSHOP
from tests.terms.shelf import adopt_both
from tests.usecases.desk import TODAY, approved, draft, export, sample, workspace_in


def test_the_contracts_that_derogate_from_a_changed_clause_are_named(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path / "desk")
    adopt_both(workspace)
    answers = sample(WORKSHOP)
    clause = {"id": "D9", "subject": "other", "effect": "complete", "text": "Une phrase.", "data": {}}
    days = {"published_on": "2025-01-02", "in_force_from": "2025-02-01"}
    answers["general_terms"] = {"label": "2025", **days}  # the clause is the one of the older version
    answers["derogations"] = [*answers["derogations"], {**clause, "target": "CG-2.2"}]
    order = draft(workspace, answers, "CMD-2026-7K3Q9XM4")
    unbound = compare_versions(workspace, "2025", "2026", "fr", TODAY).comparison
    assert not any(one.contracts for one in unbound.changes), "a draft binds nobody"
    export(workspace, approved(workspace, order), tmp_path / "out")
    found = compare_versions(workspace, "2025", "2026", "fr", TODAY)
    assert (found.old.label, found.new.label) == ("2025", "2026")
    touched = {one.ref: one.contracts for one in found.comparison.changes if one.contracts}
    assert touched == {"CG-3.2": ("CMD-2026-7K3Q9XM4",)}
    assert (found.contracts.on, found.contracts.count) == (dt.date(2026, 1, 31), 1)
    (one,) = found.contracts.dangling
    assert one.contract.pending and one.contract.client_name
    assert one.aims == (Aim("CG-2.2", Fate.RENUMBERED, "CG-3.2", taken=False),)
    workspace.close()


def test_a_version_that_was_not_adopted_is_refused(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path / "desk")
    adopt_both(workspace)
    for old, new, language in (("2025", "2030", "fr"), ("2025", "2026", "en")):
        with pytest.raises(NoSuchRecord):
            compare_versions(workspace, old, new, language, TODAY)
    with pytest.raises(NoSuchRecord):
        proofread(workspace, "2030", "fr")
    assert proofread(workspace, "2025", "fr").findings == ()
    workspace.close()
