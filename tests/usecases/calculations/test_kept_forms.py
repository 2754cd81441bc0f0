"""What stands in a form comes back as it was left; what fits no form of this program is left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.calculations.calculators import BY_ID, CALCULATORS
from numspot_desk.usecases.calculations.kept_forms import blank, keep_form, kept_forms
from tests.usecases.calculations.test_outcome import FILLED
from tests.usecases.desk import NOON, FixedClock, workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    with workspace_in(tmp_path / "w") as opened:
        yield opened


@pytest.mark.parametrize("ident", [one.id for one in CALCULATORS])
def test_a_form_comes_back_as_it_was_left(ident: str, workspace: OpenWorkspace) -> None:
    keep_form(workspace, ident, FILLED[ident], FixedClock())
    (came,) = kept_forms(workspace).values()
    assert came == {**blank(BY_ID[ident]), **FILLED[ident]}


def test_a_value_that_nobody_can_read_comes_back_too(workspace: OpenWorkspace) -> None:
    keep_form(workspace, "refund", {"billed": "1,2,3"}, FixedClock())
    assert kept_forms(workspace)["refund"]["billed"] == "1,2,3"


def test_a_blank_form_is_forgotten(workspace: OpenWorkspace) -> None:
    keep_form(workspace, "penalty", FILLED["penalty"], FixedClock())
    keep_form(workspace, "penalty", blank(BY_ID["penalty"]), FixedClock())
    assert kept_forms(workspace) == {}


def test_what_another_program_kept_and_fits_nothing_is_left_out(workspace: OpenWorkspace) -> None:
    keep = workspace.calculations.keep_typed
    keep("horoscope", {"sign": "Lion"}, NOON)
    keep("refund", {"billed": 12, "term.start": "01/01/2026", "colour": "red"}, NOON)
    keep("totals", {"lines": ["x", {"quantity": "3", "colour": "red", "unit_price": None}]}, NOON)
    found = kept_forms(workspace)
    assert found["refund"] == {**blank(BY_ID["refund"]), "term.start": "01/01/2026"}
    assert found["totals"]["lines"] == [{"quantity": "3"}] and "horoscope" not in found
