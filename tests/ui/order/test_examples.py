"""The three shared orders, typed from empty by keyboard alone: the same document, problems and totals."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.rules.identifiers import iban
from numspot_desk.ui.order.page import OrderPage
from tests.ui.order.fill import fill_order
from tests.ui.order.typist import Typist

NAMES = ("on-demand", "german-business", "hospital-hds")


def _canonical(order: Mapping[str, Any]) -> dict[str, Any]:
    mandate = order["mandate"]
    if mandate is None:
        return dict(order)
    return {**order, "mandate": {**mandate, "iban": iban.validate(mandate["iban"])}}


@pytest.mark.parametrize("name", NAMES)
def test_an_order_is_typed_by_keyboard_alone(
    shared: Path, name: str, typist: Typist, page: OrderPage, ask: Callable[[Any], Any]
) -> None:
    order = json.loads((shared / "examples" / "orders" / f"{name}.json").read_text(encoding="utf-8"))
    expected = json.loads(
        (shared / "examples" / "orders" / f"{name}.expect.json").read_text(encoding="utf-8")
    )

    fill_order(typist, order)

    assert page.presenter.answers == _canonical(order)
    check = page.presenter.check_result
    assert check is not None and check.totals is not None
    assert check.ready is expected["ready"]
    assert set(expected.get("codes", ())) <= {problem.code for problem in check.problems}
    for member, amount in expected.get("totals", {}).items():
        assert getattr(check.totals, member) == Decimal(amount), member
    number = page.presenter.record.id
    assert ask(lambda store: store.orders.load(number).answers) == _canonical(order)
