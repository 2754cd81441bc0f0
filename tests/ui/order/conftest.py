"""An order page on a real encrypted workspace in a temporary folder, and a typist at it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.orders.start_order import start_order
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.workspace import Workspace
from tests.new_workspace import new_workspace
from tests.ui.order.typist import Typist

KEY = bytes(range(32))


@pytest.fixture
def desk(context: DeskContext, tmp_path: Path, qtbot: QtBot) -> DeskContext:
    """A context with an open workspace."""
    context.open_workspace(lambda: new_workspace(tmp_path / "workspace", KEY, clock=context.clock))
    qtbot.waitUntil(lambda: not context.busy and context.has_workspace, timeout=10_000)
    return context


@pytest.fixture
def ask(desk: DeskContext, qtbot: QtBot) -> Callable[[Callable[[Workspace], Any]], Any]:
    """Do work with the workspace and wait for its result."""

    def do(work: Callable[[Workspace], Any]) -> Any:
        results: list[Any] = []
        desk.run(work, results.append)
        qtbot.waitUntil(lambda: bool(results), timeout=10_000)
        return results[0]

    return do


@pytest.fixture
def new_order(desk: DeskContext, ask: Callable[[Any], Any]) -> Callable[[], OrderRecord]:
    """Start a blank order in the store."""
    return lambda: ask(lambda store: start_order(store, desk.person, desk.clock, desk.chance).record)


@pytest.fixture
def page(desk: DeskContext, new_order: Callable[[], OrderRecord], qtbot: QtBot) -> Iterator[OrderPage]:
    """The page, open on a blank order."""
    shown = OrderPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    shown.activateWindow()
    qtbot.waitExposed(shown)
    shown.enter(new_order().id)
    qtbot.waitUntil(lambda: shown.presenter.opened is not None, timeout=10_000)
    yield shown
    shown.leave()
    qtbot.waitUntil(lambda: not desk.busy, timeout=10_000)


@pytest.fixture
def typist(page: OrderPage, qtbot: QtBot) -> Typist:
    """Somebody at the keyboard of the page."""
    return Typist(page, qtbot)
