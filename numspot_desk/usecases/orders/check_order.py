"""The JSON form of the verdict on an order, for the commands and other tools.

Keys and codes are fixed; messages are in the language asked for. The check itself is
`contracts.order.order_check`.
"""

from decimal import Decimal
from typing import Any

from numspot_desk.contracts.order.order_check import OrderCheck
from numspot_desk.contracts.order.vat_mentions import vat_mention
from numspot_desk.contracts.problems import Problem
from numspot_desk.language.catalog import Language
from numspot_desk.rules.order_totals import OrderTotals


def check_order_answer(check: OrderCheck, language: Language) -> dict[str, Any]:
    """`ready`, `problems` and `totals` as JSON values."""
    return {
        "ready": check.ready,
        "problems": [problem_answer(problem, language) for problem in check.problems],
        "totals": totals_answer(check.totals, language),
    }


def problem_answer(problem: Problem, language: Language) -> dict[str, Any]:
    """One problem as JSON values."""
    return {
        "code": problem.code,
        "field": problem.field,
        "severity": problem.severity.value,
        "clause": problem.clause,
        "message": language.render(problem.message),
    }


def totals_answer(totals: OrderTotals | None, language: Language) -> dict[str, Any] | None:
    """The totals as JSON values; None unless every line has its price and the VAT is decided."""
    if totals is None or not totals.complete:
        return None
    if totals.vat is None or totals.incl_tax is None or totals.vat_rate is None:
        return None
    mention = vat_mention(totals.vat_regime)
    return {
        "excl_tax": _plain(totals.excl_tax),
        "vat": _plain(totals.vat),
        "incl_tax": _plain(totals.incl_tax),
        "vat_rate": _plain(totals.vat_rate),
        "vat_mention": None if mention is None else language.render(mention),
        "billed_in_advance": _plain(totals.billed_in_advance),
        "billed_in_arrears": _plain(totals.billed_in_arrears),
    }


def _plain(amount: Decimal) -> str:
    return format(amount, "f")
