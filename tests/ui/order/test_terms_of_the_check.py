"""An order that is open is checked again when general terms are adopted: never against the former ones."""

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.samples.sample_terms import adopt_sample_terms

Ask = Callable[[Callable[[Workspace], Any]], Any]
POINT = "general_terms.DA-25.h"


def _uncovered(page: OrderPage) -> bool:
    found = page.presenter.check_result
    assert found is not None
    return any(one.field == POINT for one in found.problems)


def test_an_open_order_is_checked_against_a_version_adopted_meanwhile(
    page: OrderPage, ask: Ask, qtbot: QtBot
) -> None:
    context = page.context
    assert _uncovered(page)
    ask(lambda store: adopt_sample_terms(store, context.clock, context.chance))
    context.announce(Changes(terms=True))
    qtbot.waitUntil(lambda: not _uncovered(page), timeout=10_000)
