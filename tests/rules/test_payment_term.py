"""Payment terms held against the law (P8, R18)."""

from typing import Any

import pytest

from numspot_desk.rules.payment_term import GENERAL_TERMS, Buyer, PaymentTerm, buyer, from_data, verdict


@pytest.mark.parametrize(
    ("days", "end_of_month", "who", "lawful"),
    [
        (60, False, Buyer.PRIVATE, True),
        (61, False, Buyer.PRIVATE, False),
        (45, True, Buyer.PRIVATE, True),
        (46, True, Buyer.PRIVATE, False),
        (0, True, Buyer.PRIVATE, True),
        (30, False, Buyer.PUBLIC, True),
        (31, False, Buyer.PUBLIC, False),
        (0, True, Buyer.PUBLIC, True),
        (1, True, Buyer.PUBLIC, False),
        (50, False, Buyer.PUBLIC_HEALTH, True),
        (51, False, Buyer.PUBLIC_HEALTH, False),
        (20, True, Buyer.PUBLIC_HEALTH, True),
        (21, True, Buyer.PUBLIC_HEALTH, False),
        (60, False, Buyer.PUBLIC_UNDERTAKING, True),
        (61, False, Buyer.PUBLIC_UNDERTAKING, False),
    ],
)
def test_the_legal_maximum(days: int, end_of_month: bool, who: Buyer, lawful: bool) -> None:
    found = verdict(PaymentTerm(days, end_of_month), who)
    assert found.lawful is lawful
    assert found.why.value is lawful
    assert found.why.label == ("payment_term.lawful" if lawful else "payment_term.unlawful")
    assert found.maximum.law in found.why.clauses
    agreed = found.why.uses[0]
    assert agreed.value == days
    assert agreed.label == ("payment_term.agreed_end_of_month" if end_of_month else "payment_term.agreed")


@pytest.mark.parametrize(
    ("term", "over"),
    [
        (PaymentTerm(45, False), False),
        (PaymentTerm(46, False), True),
        (PaymentTerm(15, True), False),
        (PaymentTerm(16, True), True),
        (GENERAL_TERMS, False),
    ],
)
def test_over_forty_five_days_the_reading_of_periodic_invoices_decides(term: PaymentTerm, over: bool) -> None:
    assert verdict(term, Buyer.PRIVATE).over_periodic is over
    assert verdict(term, Buyer.PRIVATE).why.reading == ({"R18": "ordinary"} if over else {})
    assert verdict(term, Buyer.PRIVATE, periodic="periodic").lawful is not over
    assert not verdict(term, Buyer.PUBLIC).over_periodic


@pytest.mark.parametrize(
    ("data", "term"),
    [
        ({}, None),
        ({"days": 50}, PaymentTerm(50, False)),
        ({"days": 0}, PaymentTerm(0, False)),
        ({"end_of_month": True}, PaymentTerm(0, True)),
        ({"days": 45, "end_of_month": True}, PaymentTerm(45, True)),
        ({"days": "50"}, None),
        ({"days": True}, None),
        ({"days": -1}, None),
        ({"end_of_month": "yes"}, None),
        ({"note": "x"}, None),
    ],
)
def test_a_term_is_read_from_data(data: dict[str, Any], term: PaymentTerm | None) -> None:
    assert from_data(data) == term


@pytest.mark.parametrize(
    ("public", "form", "who"),
    [
        (False, "Établissement public de santé", Buyer.PRIVATE),
        (True, "Établissement public de santé", Buyer.PUBLIC_HEALTH),
        (True, "ETABLISSEMENT PUBLIC  DE SANTÉ ", Buyer.PUBLIC_HEALTH),
        (True, "e\u0301tablissement public de sante\u0301", Buyer.PUBLIC_HEALTH),
        (True, "Établissement public", Buyer.PUBLIC),
        (True, "", Buyer.PUBLIC),
    ],
)
def test_the_kind_of_buyer(public: bool, form: str, who: Buyer) -> None:
    assert buyer(public_body=public, legal_form=form) is who
