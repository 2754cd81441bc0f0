"""A workspace in a temporary folder, open, and what makes orders in it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord, Place
from tests.new_workspace import new_workspace
from tests.store.desk import KEY, SeededChance, SetClock, complete_answers, extracted


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def chance() -> SeededChance:
    return SeededChance()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def desk(folder: Path, clock: SetClock, chance: SeededChance) -> Iterator[OpenWorkspace]:
    with new_workspace(folder, KEY, clock=clock, chance=chance) as opened:
        yield opened


@pytest.fixture
def act(clock: SetClock) -> Callable[..., Act]:
    """An act of Anne Roy's, now."""

    def made(kind: str = "order.changed", **details: Any) -> Act:
        return Act(kind, "", "Anne Roy", clock.now(), details)

    return made


@pytest.fixture
def new_order(desk: OpenWorkspace, clock: SetClock, act: Callable[..., Act]) -> Callable[..., OrderRecord]:
    """Creates orders with numbers CMD-2026-00000001, …, one minute apart."""
    count = 0

    def made(**chosen: Any) -> OrderRecord:
        nonlocal count
        count += 1
        clock.forward(minutes=1)
        return desk.orders.create(
            chosen.get("number", f"CMD-2026-{count:08d}"),
            chosen.get("answers", complete_answers()),
            chosen.get("place", Place()),
            chosen.get("extracted", extracted()),
            act("order.created"),
        )

    return made
