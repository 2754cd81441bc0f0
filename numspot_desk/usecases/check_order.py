"""Check an order given as answers, and the JSON form of the verdict for the commands and other tools.

Keys and codes are fixed; messages are in the language asked for. The check itself is
`contracts.order_check`.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from numspot_desk.contracts.order_check import DISCOUNT_THRESHOLD, CheckContext, OrderCheck, check_order
from numspot_desk.contracts.problems import Problem
from numspot_desk.contracts.vat_mentions import vat_mention
from numspot_desk.language.catalog import Language
from numspot_desk.rules.order_totals import OrderTotals

REVIEW_SETTING = "review"
"""The setting that holds the threshold: `{"discount_threshold": "15"}`."""


def context_of(as_of: dt.date, review: Mapping[str, Any] | None = None) -> CheckContext:
    """The context of a check on a day with the adopted general terms and the workspace's review setting.

    A threshold that cannot be read as a percentage counts as not set.
    """
    threshold = DISCOUNT_THRESHOLD
    value = (review or {}).get("discount_threshold")
    if isinstance(value, str) and value.replace(".", "", 1).isdecimal() and Decimal(value) <= 100:
        threshold = Decimal(value)
    return CheckContext(as_of, discount_threshold=threshold)


def check_answer(answers: Mapping[str, Any], context: CheckContext, language: Language) -> dict[str, Any]:
    """Check and answer in one."""
    return check_order_answer(check_order(answers, context), language)


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
