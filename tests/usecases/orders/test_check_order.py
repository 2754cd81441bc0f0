"""The JSON answer of the order check, what lists need of an order, identifiers as commands answer them."""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.contracts.order.order_document import blank_order
from numspot_desk.language.catalog import Language, load_language
from numspot_desk.usecases.answers.identify import KINDS, identify, identify_answer
from numspot_desk.usecases.mandates.bank_hint import BankHint, bank_hint
from numspot_desk.usecases.orders.check_order import check_order_answer
from numspot_desk.usecases.orders.extract import extract
from tests.contracts.orders import CONTEXT, changed, conditions, derogation, line, order

FRENCH, ENGLISH = load_language("fr"), load_language("en")


def check_answer(answers: Mapping[str, Any], language: Language = FRENCH) -> dict[str, Any]:
    return check_order_answer(check_order(answers, CONTEXT), language)


def test_the_answer_has_the_keys_others_rely_on() -> None:
    answer = check_answer(changed(mandate__iban="FR00"))
    assert answer["ready"] is False
    first = next(problem for problem in answer["problems"] if problem["code"] == "invalid_iban")
    assert first["field"] == "mandate.iban"
    assert first["severity"] == "error"
    assert first["clause"] == "CG-A4"
    assert first["message"].startswith("IBAN\u00a0:")
    assert answer["totals"] == {
        "excl_tax": "10.00",
        "vat": "2.00",
        "incl_tax": "12.00",
        "vat_rate": "20",
        "vat_mention": None,
        "billed_in_advance": "0.00",
        "billed_in_arrears": "10.00",
    }
    json.dumps(answer, allow_nan=False)


def test_without_every_price_there_are_no_totals() -> None:
    assert check_answer(changed(lines=[line(), line(quantity=None)]))["totals"] is None
    assert check_answer(blank_order())["totals"] is None


@pytest.mark.parametrize("language", [FRENCH, ENGLISH])
def test_the_reverse_charge_is_mentioned_in_every_language(language, shared: Path) -> None:
    path = shared / "examples" / "orders" / "german-business.json"
    answer = check_answer(json.loads(path.read_text(encoding="utf-8")), language)
    mention = answer["totals"]["vat_mention"]
    assert "Autoliquidation" in mention and "2006/112" in mention
    assert "44" in mention and "196" in mention
    assert answer["totals"]["vat_rate"] == "0"


def test_lists_get_what_they_show() -> None:
    answers = changed(derogations=[derogation()], special_conditions=[conditions("HDS", "R1111-11.1")])
    found = extract(answers, check_order(answers, CONTEXT))
    assert (found.client_name, found.client_key) == ("Société d’essai", "732829320")
    assert found.excl_tax == Decimal("10.00")
    assert found.offer_valid_until == dt.date(2026, 12, 31)
    assert found.problems == 13
    for text in ("Société d’essai", "732829320", "VM", "Trente jours.", "CS-HDS-1", "Stipulation d’essai."):
        assert text in found.search_text
    assert "FR14" not in found.search_text


def test_a_blank_order_gives_blank_columns() -> None:
    answers = blank_order()
    found = extract(answers, check_order(answers, CONTEXT))
    assert (found.client_name, found.client_key, found.excl_tax) == ("", "", None)
    assert found.problems > 10


def test_a_foreign_client_is_known_by_its_number() -> None:
    answers = changed(client__siren=None, client__foreign_number="HRB 1")
    assert extract(answers, check_order(answers, CONTEXT)).client_key == "HRB 1"


def test_a_bank_is_only_hinted_at() -> None:
    assert bank_hint("FR14 2004 1010 0505 0001 3M02 606") == BankHint("LA BANQUE POSTALE", "PSSTFRPP", "FR")
    assert bank_hint("FR1420041010050500013M02607") is None
    assert bank_hint("") is None


def test_identifiers_are_answered() -> None:
    answer = identify_answer(identify("siren", "384 512 349"), FRENCH)
    assert answer["valid"] is True
    assert (answer["canonical"], answer["vat"]) == ("384512349", "FR61384512349")
    answer = identify_answer(identify("iban", "de89 3704 0044 0532 0130 00"), FRENCH)
    assert answer["canonical"] == "DE89370400440532013000"
    assert answer["bic"] == "COBADEFFXXX"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_valid_says_why(kind: str) -> None:
    answer = identify_answer(identify(kind, "é" if kind != "bic" else "ABC"), FRENCH)
    assert answer["valid"] is False
    assert answer["canonical"] is None
    assert "\u00a0:" in answer["problem"]


def test_another_kind_is_no_kind() -> None:
    with pytest.raises(KeyError):
        identify("passport", "1")


def test_an_order_is_not_changed_by_what_is_taken_from_it() -> None:
    answers = order()
    extract(answers, check_order(answers, CONTEXT))
    assert answers == order()
