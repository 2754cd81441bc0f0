"""Frozen orders for the tests of documents: the sample orders, a long one, and one with hostile text."""

import copy
import datetime as dt
from typing import Any

from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.order.order_check import CheckContext, check_order
from numspot_desk.usecases.orders.freeze_order import governing_terms, printed_totals
from numspot_desk.usecases.samples.sample_answers import sample_answers

DAY = dt.date(2026, 12, 1)


def answers(name: str = "clinic") -> dict[str, Any]:
    return copy.deepcopy(dict(sample_answers(name, DAY)))


def frozen(given: dict[str, Any], **changes: Any) -> FrozenOrder:
    check = check_order(given, CheckContext(DAY))
    made: dict[str, Any] = {
        "number": "CMD-2026-7K3Q9XM4",
        "revision": 1,
        "issued_on": DAY,
        "rum": "NS20267K3Q9XM4",
        "creditor": Creditor(signatory_name="Claire Exemple", signatory_function="Directrice générale"),
        "totals": printed_totals(check.totals, given),
        "terms": governing_terms(given, None),
        "audit_head": "ab" * 32,
    }
    return FrozenOrder(given, **{**made, **changes})


def long_order(lines: int = 200) -> dict[str, Any]:
    given = answers()
    models = given["lines"]
    given["lines"] = [
        {**copy.deepcopy(models[number % len(models)]), "label": f"Ressource du lot {number + 1}"}
        for number in range(lines)
    ]
    return given
