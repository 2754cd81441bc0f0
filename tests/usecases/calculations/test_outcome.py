"""What was typed gives what the commands answer; what cannot be used is named at its field."""

import json
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.language.catalog import load_language
from numspot_desk.usecases.answers.amount_answers import late_invoices_answer, late_payment_answer
from numspot_desk.usecases.calculations.calculators import BY_ID, CALCULATORS
from numspot_desk.usecases.calculations.outcome import Outcome, calculate
from numspot_desk.usecases.calculations.parts import Kind, Rates, Rows, Values
from numspot_desk.usecases.calculations.rates_kept import known_rates
from numspot_desk.usecases.calculations.told import as_text, told

RATES = known_rates()
EXAMPLES = {
    "availability": ("availability-internet",),
    "penalty": ("penalty", "penalty-claimed-too-late"),
    "liability": (
        "liability-at-threshold",
        "liability-below-threshold",
        "liability-capped",
        "liability-direct-loss",
    ),
    "refund": ("refund",),
}
FILLED: dict[str, Values] = {
    "availability": {
        "commitment": "SLA4.internet_access",
        "period.start": "01/01/2026",
        "period.end": "31/12/2026",
        "incidents": [{}, {"from": "01/02/2026 10:00", "to": "01/02/2026 10h04"}],
        "all_zones": "true",
    },
    "penalty": {
        "services": [{"commitment": "SLA6.access_api", "observed": "97,9", "all_zones": "true"}],
        "monthly_average_revenue": "10 000,00",
        "invoice_of_the_month": "10.000,00",
        "period_end": "31/10/2026",
        "claimed_on": "04/11/2026",
        "reservations_in_time": "true",
    },
    "liability": {
        "cause": "other",
        "cashed_12_months_excl_tax": "120 000",
        "last_month_of_failing_service": "4000",
        "direct_loss": "80000",
    },
    "late_payment": {
        "invoices": [
            {"number": "F-1", "amount_incl_tax": "12000", "amount_excl_tax": "10000", "due": "31/01/2026"}
        ],
        "payments": [{"number": "F-1", "on": "15/03/2026", "amount": "12000"}],
        "counted_to": "30/06/2026",
    },
    "refund": {
        "billed": "36 500",
        "term.start": "01/01/2026",
        "term.end": "31/12/2026",
        "effective_termination": "30/09/2026",
    },
    "totals": {
        "lines": [{"quantity": "3", "unit_price": "10,005", "discount_percent": "5", "reserved": "true"}],
        "country": "FR",
        "postcode": "97400",
    },
    "exit": {
        "notified_on": "31/12/2026",
        "intent": "switch",
        "service": "standard",
        "in_union": "true",
        "notice_days": "90",
        "retrieval_days": "45",
        "charges": "4 000",
        "cost": "2 500,00",
        "charged_on": "11/01/2027",
    },
}


def _outcome(ident: str, **changed: Any) -> Outcome:
    return calculate(BY_ID[ident], {**FILLED[ident], **changed}, RATES)


def _problems(outcome: Outcome) -> dict[str, str]:
    french = load_language("fr")
    return {one.field: french.render(one.message) for one in outcome.problems}


def _typed(ident: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of an example as a person would have typed them."""
    values: dict[str, Any] = {}
    for part in BY_ID[ident].parts:
        if isinstance(part, Rows):
            values[part.key] = [
                {one.key: _text(row.get(one.key), one.kind) for one in part.columns if one.key in row}
                for row in facts.get(part.key, [])
            ]
            continue
        value: Any = facts
        for key in part.key.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None:
            values[part.key] = _text(value, part.kind)
    return values


def _text(value: Any, kind: Kind) -> str:
    return ("true" if value else "") if kind is Kind.FLAG else str(value)


def _holds(answer: Any, expected: Any) -> bool:
    if isinstance(expected, dict):
        return all(key in answer and _holds(answer[key], value) for key, value in expected.items())
    if isinstance(expected, list):
        return len(answer) == len(expected) and all(map(_holds, answer, expected))
    return bool(answer == expected)


@pytest.mark.parametrize(
    ("ident", "name"), [(one, name) for one, names in EXAMPLES.items() for name in names]
)
def test_typed_facts_give_what_the_shared_examples_expect(ident: str, name: str, shared: Path) -> None:
    example = json.loads((shared / "examples" / "rules" / f"{name}.json").read_text(encoding="utf-8"))
    outcome = calculate(BY_ID[ident], _typed(ident, example["input"]), RATES)
    assert outcome.found is not None, outcome.problems
    assert _holds(outcome.found.answer(), example["expect"])


def test_one_late_invoice_costs_what_the_shared_example_expects(shared: Path) -> None:
    example = json.loads((shared / "examples" / "rules" / "late-payment.json").read_text(encoding="utf-8"))
    facts = example["input"]
    rates = Rates(tuple(facts["ecb_rates"]), "2026-01-01")
    found = calculate(BY_ID["late_payment"], FILLED["late_payment"], rates).found
    assert found is not None
    one = late_payment_answer(facts)
    for key in ("interest", "flat", "total"):
        assert found.values[key] == one[key] == example["expect"][key]


@pytest.mark.parametrize("ident", [one.id for one in CALCULATORS])
@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_answer_is_told_in_words(ident: str, code: Any) -> None:
    outcome = _outcome(ident)
    assert outcome.found is not None, _problems(outcome)
    language = load_language(code)
    answer = told(BY_ID[ident], FILLED[ident], outcome.found, language)
    assert answer.headline and answer.inputs and answer.figures and answer.formulas and answer.clauses
    assert answer.headline in as_text(answer, language)


@pytest.mark.parametrize("ident", [one.id for one in CALCULATORS])
def test_an_empty_form_lacks_fields_and_refuses_nothing(ident: str) -> None:
    outcome = calculate(BY_ID[ident], {}, RATES)
    assert outcome.found is None and outcome.problems and not outcome.refused


def test_the_numbers_stand_in_the_formula() -> None:
    outcome = _outcome("refund")
    assert outcome.found is not None
    said = told(BY_ID["refund"], FILLED["refund"], outcome.found, load_language("en")).formulas
    assert said[-1].said == "€36,500.00 × 92 days / 365 days = €9,200.00"


@pytest.mark.parametrize(
    ("ident", "changed", "field", "said"),
    [
        ("refund", {"billed": "1,2,3"}, "billed", "montant"),
        ("refund", {"billed": "-5"}, "billed", "montant"),
        ("refund", {"term.start": "29/02/2026"}, "term.start", "jour qui existe"),
        ("refund", {"term.end": "31/12/2020"}, "term.end", "fin"),
        (
            "penalty",
            {"services": [{"commitment": "SLA6.access_api", "observed": "101"}]},
            "services[0].observed",
            "100",
        ),
        ("late_payment", {"counted_to": "15/03/1940"}, "counted_to", "1950"),
        ("totals", {"postcode": "7500"}, "postcode", "cinq chiffres"),
        ("totals", {"country": "XX"}, "country", "deux lettres"),
        ("totals", {"vat_number": "DE123"}, "vat_number", "TVA"),
        ("exit", {"notified_on": "30/02/2027"}, "notified_on", "jour qui existe"),
        ("exit", {"notice_days": "deux"}, "notice_days", "nombre entier"),
        ("exit", {"retrieval_days": "1,5"}, "retrieval_days", "nombre entier"),
        ("exit", {"completed_on": "01/01/2026"}, "completed_on", "précède"),
        ("exit", {"charged_on": ""}, "charged_on", "facturation"),
        ("exit", {"impossible_told_on": "05/01/2027"}, "alternative_until", "les deux"),
    ],
)
def test_what_cannot_be_used_is_named(ident: str, changed: dict[str, Any], field: str, said: str) -> None:
    outcome = _outcome(ident, **changed)
    assert outcome.found is None and said in _problems(outcome)[field]
    assert field in {one.field for one in outcome.refused}


@pytest.mark.parametrize(
    ("start", "end", "field", "said"),
    [
        ("29/03/2026 02:30", "29/03/2026 04:00", "from", "n’existe pas"),
        ("25/10/2026 02:30", "25/10/2026 04:00", "from", "deux fois"),
        ("02/02/2026 10:00", "01/02/2026 10:00", "to", "fin"),
        ("02/02/2026", "03/02/2026 10:00", "from", "une heure"),
    ],
)
def test_an_incident_is_refused_in_its_own_row(start: str, end: str, field: str, said: str) -> None:
    outcome = _outcome("availability", incidents=[{}, {"from": start, "to": end}])
    assert said in _problems(outcome)[f"incidents[1].{field}"]


def test_payments_are_held_against_their_invoices() -> None:
    wrong = [
        {"number": "F-9", "on": "15/02/2026", "amount": "1"},
        {"number": "F-1", "on": "15/02/2026", "amount": "9000"},
        {"number": "F-1", "on": "16/02/2026", "amount": "9000"},
    ]
    assert list(_problems(_outcome("late_payment", payments=wrong))) == [
        "payments[0].number",
        "payments[2].amount",
    ]


def test_without_a_rate_the_day_is_named() -> None:
    old = [{**FILLED["late_payment"]["invoices"][0], "due": "31/01/1990"}]
    outcome = _outcome("late_payment", invoices=old)
    assert "1990" in _problems(outcome)["ecb_rates"]


def test_a_result_past_the_last_check_says_so() -> None:
    unchecked = Rates(RATES.rates, "2025-01-01")
    found = calculate(BY_ID["late_payment"], FILLED["late_payment"], unchecked).found
    assert found is not None and found.values["past_last_check"] == "2025-01-01"
    answer = told(BY_ID["late_payment"], FILLED["late_payment"], found, load_language("fr"))
    assert any("vérifier" in one for one in answer.warnings)


def test_facts_of_late_invoices_are_read_strictly() -> None:
    found = late_invoices_answer(
        {
            "invoices": [
                {"number": "A", "amount_incl_tax": "120.00", "amount_excl_tax": "100.00", "due": "2026-01-31"}
            ],
            "payments": [],
            "counted_to": "2026-02-01",
            "ecb_rates": "published",
        }
    )
    assert found["outstanding"] == "120.00" and found["invoices"][0]["days"] == 1
