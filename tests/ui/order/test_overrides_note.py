"""The review step says what an order overrides of what was negotiated earlier, as the order stands."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.order_document import put
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.ports.orders import OrderRecord
from tests.contracts.contracts import derogation
from tests.usecases.desk import PERSON, FixedClock, approved, draft, export, sample

THIRTY = derogation("D1", "CG-6.3.a", "breach_notice", "replace", "Trente jours.", days=30)


def test_what_a_new_version_drops_is_said_before_it_is_made(
    page: OrderPage, ask: Callable[[Callable[[Any], Any]], Any], qtbot: QtBot, tmp_path: Path
) -> None:
    def second(store: Any) -> OrderRecord:
        first = draft(store, sample("workshop") | {"derogations": [THIRTY]}, "CMD-2026-AAAAAAAA")
        export(store, approved(store, first), tmp_path)
        return new_version(store, first.id, PERSON, FixedClock()).record

    record = ask(second)
    page.enter(record.id)
    qtbot.waitUntil(lambda: page.presenter.record.id == record.id, timeout=10_000)
    page.presenter.go(StepId.REVIEW)
    note = page.view(StepId.REVIEW).overrides
    qtbot.waitUntil(lambda: not page.context.busy, timeout=10_000)
    assert note.isHidden()
    page.presenter.edit(put(page.presenter.answers, "derogations", []), "Remove a derogation", "derogations")
    qtbot.waitUntil(lambda: note.isVisible(), timeout=10_000)
    assert "CP-D1" in note.label.text()
    page.presenter.edit(
        put(page.presenter.answers, "derogations", [THIRTY]), "Add a derogation", "derogations"
    )
    qtbot.waitUntil(lambda: note.isHidden(), timeout=10_000)
