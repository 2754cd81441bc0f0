"""What the settings say, whatever stands in them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.settings.kept_settings import (
    CREDITOR,
    REVIEW,
    creditor_of,
    discount_threshold,
    four_eyes,
)
from tests.usecases.desk import NOON, workspace_in


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenWorkspace]:
    with workspace_in(tmp_path / "workspace") as opened:
        yield opened


def kept(desk: OpenWorkspace, name: str, value: Mapping[str, Any]) -> OpenWorkspace:
    desk.settings.put(name, value, Act("settings.changed", name, "Anne", NOON))
    return desk


def test_what_was_never_set_has_its_default(desk: OpenWorkspace) -> None:
    assert (creditor_of(desk), discount_threshold(desk), four_eyes(desk)) == (Creditor(), 15, False)


@pytest.mark.parametrize(
    ("value", "percent"),
    [("20", 20), ("7.5", Decimal("7.5")), ("0", 0), ("100", 100)]
    + [(value, 15) for value in ("x", "NaN", "-1", "", ".", "101", "1e1", 20, None, "²")],
)
def test_a_threshold_is_a_percentage_or_the_default(
    desk: OpenWorkspace, value: object, percent: Decimal
) -> None:
    assert discount_threshold(kept(desk, REVIEW, {"discount_threshold": value})) == percent


@pytest.mark.parametrize(("value", "asked"), [(True, True), (False, False), ("true", False), (1, False)])
def test_four_eyes_are_asked_for_plainly(desk: OpenWorkspace, value: object, asked: bool) -> None:
    assert four_eyes(kept(desk, REVIEW, {"four_eyes": value})) is asked


def test_numspots_own_data_keep_the_public_facts(desk: OpenWorkspace) -> None:
    found = creditor_of(kept(desk, CREDITOR, {"email": "contrats@example.com", "unknown": "x"}))
    assert (found.email, found.legal_name) == ("contrats@example.com", Creditor().legal_name)
