"""The totals of lines that stand in no order: JSON in, the answer out (M5).

What counts is `rules.order_totals`.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from numspot_desk.contracts.given.totals_facts import totals_facts
from numspot_desk.rules.order_totals import order_totals
from numspot_desk.usecases.answers.answered import Answered


def totals_found(document: Mapping[str, Any]) -> Answered:
    """The totals of the lines. Raises `FactsRefused`."""
    asked = totals_facts(document)
    found = order_totals(asked.lines, asked.vat_case)
    values = {
        "lines": [format(line.amount, "f") for line in found.lines],
        "excl_tax": format(found.excl_tax, "f"),
        "vat": _written(found.vat),
        "incl_tax": _written(found.incl_tax),
        "vat_rate": _written(found.vat_rate),
        "billed_in_advance": format(found.billed_in_advance, "f"),
        "billed_in_arrears": format(found.billed_in_arrears, "f"),
    }
    return Answered(values, {}, (), found.why)


def _written(amount: Decimal | None) -> str | None:
    return None if amount is None else format(amount, "f")
