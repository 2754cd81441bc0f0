"""The sentence on a void clause names the article, the figure of the law and what to do."""

import datetime as dt
from typing import Any

import pytest

from numspot_desk.contracts.clauses.void_words import void_message
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.mandatory_law import Setting, void_by_law
from numspot_desk.rules.payment_term import Buyer
from numspot_desk.rules.provisions import Effect, Provision

_ON = dt.date(2027, 2, 1)


@pytest.mark.parametrize(
    ("subject", "data", "setting", "said"),
    [
        ("payment_term", {"days": 75}, Setting(Buyer.PUBLIC_HEALTH), "within 50 days of the invoice"),
        ("payment_term", {"days": 61}, Setting(), "within 60 days of the invoice"),
        ("payment_term", {"days": 46, "end_of_month": True}, Setting(), "within 45 days, then end of month"),
        ("payment_term", {"days": 50}, Setting(periodic="periodic"), "within 45 days (R18)"),
        ("liability_cap", {"covers": ["gross_negligence"]}, Setting(), "bodily harm have no cap"),
        ("payment_term", {"late_payment_flat": "30.00"}, Setting(), "at least 40 €"),
        ("payment_term", {"late_payment_rate": "1"}, Setting(on=_ON), "late payment is at least"),
        ("payment_term", {"late_payment_rate": "1"}, Setting(Buyer.PUBLIC, on=_ON), "plus 8 points"),
        ("termination_notice", {"months": 3}, Setting(), "at most 2 months"),
        ("data_retention", {"days": 10}, Setting(), "at least 30 days"),
        ("reversibility", {"transition_days": 60}, Setting(), "at most 30 calendar days"),
        ("reversibility", {"charges": "500"}, Setting(on=_ON), "free from 12 January 2027 on"),
    ],
)
def test_what_the_law_asks_is_said(subject: str, data: dict[str, Any], setting: Setting, said: str) -> None:
    provision = Provision("1", Document.PARTICULAR, "CP-1", subject, Effect.REPLACE, data, "CG-7.1")
    void = void_by_law(provision, setting)
    assert void is not None
    sentence = load_language("en").render(void_message(void))
    assert void.law in sentence
    assert said in sentence
    assert sentence.endswith(".")
