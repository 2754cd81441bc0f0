"""Totals and VAT of an order (M5): rounding, regimes by country and postcode, explanations."""

from decimal import Decimal

import pytest

from numspot_desk.rules.explain import Step
from numspot_desk.rules.order_totals import PricedLine, line_amount, order_totals
from numspot_desk.rules.rounding import to_cents
from numspot_desk.rules.value_added_tax import RATES, VatRegime, french_territory, vat_case


def _line(
    position: int, quantity: str, price: str, discount: str = "0", *, reserved: bool = False
) -> PricedLine:
    return PricedLine(position, Decimal(quantity), Decimal(price), Decimal(discount), reserved)


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "amount"),
    [
        ("4", "100.00", "10", "360.00"),
        ("2048", "0.02", "0", "40.96"),
        ("12", "7200.00", "18", "70848.00"),
        ("1", "0.005", "0", "0.01"),  # half up, not to even
        ("1", "0.015", "0", "0.02"),
        ("1", "0.0049999", "0", "0.00"),
        ("3", "0.335", "0", "1.01"),
        ("1", "10.00", "100", "0.00"),
        ("0", "10.00", "0", "0.00"),
        (
            "999999999999",
            "999999999999.99999999",
            "0",
            "999999999998999999990000.00",
        ),  # exact to the last digit
    ],
)
def test_a_line_is_rounded_half_up_to_the_cent(quantity: str, price: str, discount: str, amount: str) -> None:
    assert line_amount(_line(0, quantity, price, discount)).amount == Decimal(amount)


def test_totals_add_the_lines_as_they_are_printed() -> None:
    lines = [_line(position, "1", "0.005") for position in range(3)]
    totals = order_totals(lines, vat_case("FR", "75011", foreign_vat_number=False))
    assert totals.excl_tax == Decimal("0.03")
    assert totals.vat == Decimal("0.01")
    assert totals.incl_tax == Decimal("0.04")


def test_reserved_lines_are_billed_in_advance() -> None:
    lines = [_line(0, "1", "100", reserved=True), _line(1, "1", "30")]
    totals = order_totals(lines, vat_case("FR", "97400", foreign_vat_number=False))
    assert (totals.billed_in_advance, totals.billed_in_arrears) == (Decimal(100), Decimal(30))
    assert totals.vat == Decimal("11.05")
    assert totals.amount_of(1) == Decimal(30)
    assert totals.amount_of(2) is None


def test_a_beta_line_costs_nothing_unless_the_order_bills_it() -> None:
    beta = PricedLine(0, Decimal(1), Decimal(10), Decimal(0), reserved=False, billed=False)
    assert order_totals([beta], None).excl_tax == 0
    why = line_amount(beta).why
    assert (why.label, why.value, why.clauses) == ("totals.line_beta", Decimal(0), ("CG-18.3",))


def test_a_line_is_told_by_its_place_counted_from_one() -> None:
    why = line_amount(_line(2, "4", "100.00", "10")).why
    assert (why.label, why.clauses, why.params) == ("totals.line", ("CG-A1.1",), {"line": 3})
    assert [used.value for used in why.uses] == [Decimal(4), Decimal("100.00"), Decimal(10)]


@pytest.mark.parametrize(
    ("country", "used"),
    [
        ("FR", [("vat.territory", "FR")]),
        ("DE", [("vat.territory", "DE"), ("vat.number", True)]),
        ("US", [("vat.territory", "US")]),
        ("RE", [("vat.territory", "RE")]),
    ],
)
def test_a_vat_number_is_told_where_it_counts(country: str, used: list[tuple[str, object]]) -> None:
    case = vat_case(country, "75011", foreign_vat_number=True)
    assert case is not None
    assert [(step.label, step.value) for step in case.why.uses] == used
    assert case.why.label == f"vat.regime.{case.regime}"


def test_without_an_address_there_is_no_vat_but_the_rest() -> None:
    totals = order_totals([_line(0, "1", "10")], None)
    assert totals.complete and not order_totals([], None, complete=False).complete
    assert totals.why.label == "totals.excl_tax"
    assert totals.excl_tax == Decimal("10.00")
    assert totals.vat is totals.incl_tax is totals.vat_rate is None


@pytest.mark.parametrize(
    ("country", "postcode", "number", "regime", "rate"),
    [
        ("FR", "75011", False, VatRegime.METROPOLITAN, "20"),
        ("FR", "20000", False, VatRegime.METROPOLITAN, "20"),
        ("FR", "75 011", False, VatRegime.METROPOLITAN, "20"),
        ("FR", "98000", False, VatRegime.METROPOLITAN, "20"),
        ("MC", "98000", False, VatRegime.METROPOLITAN, "20"),
        ("MC", "", False, VatRegime.METROPOLITAN, "20"),
        ("FR", "97100", False, VatRegime.OVERSEAS_REDUCED, "8.5"),
        ("FR", "97200", False, VatRegime.OVERSEAS_REDUCED, "8.5"),
        ("FR", "97490", False, VatRegime.OVERSEAS_REDUCED, "8.5"),
        ("GP", "97100", False, VatRegime.OVERSEAS_REDUCED, "8.5"),
        ("RE", "", False, VatRegime.OVERSEAS_REDUCED, "8.5"),
        ("FR", "97300", False, VatRegime.OVERSEAS_EXEMPT, "0"),
        ("FR", "97600", False, VatRegime.OVERSEAS_EXEMPT, "0"),
        ("YT", "97600", False, VatRegime.OVERSEAS_EXEMPT, "0"),
        ("FR", "97150", False, VatRegime.OUTSIDE_FRENCH_VAT, "0"),
        ("FR", "97133", False, VatRegime.OUTSIDE_FRENCH_VAT, "0"),
        ("FR", "97500", False, VatRegime.OUTSIDE_FRENCH_VAT, "0"),
        ("FR", "97700", False, VatRegime.OUTSIDE_FRENCH_VAT, "0"),
        ("FR", "97800", False, VatRegime.OUTSIDE_FRENCH_VAT, "0"),
        ("FR", "98600", False, VatRegime.OUTSIDE_FRENCH_VAT, "0"),
        ("FR", "98714", False, VatRegime.OUTSIDE_FRENCH_VAT, "0"),
        ("FR", "98800", False, VatRegime.OUTSIDE_FRENCH_VAT, "0"),
        ("NC", "98800", False, VatRegime.OUTSIDE_FRENCH_VAT, "0"),
        ("PF", "98714", True, VatRegime.OUTSIDE_FRENCH_VAT, "0"),
        ("DE", "10115", True, VatRegime.REVERSE_CHARGE, "0"),
        ("GR", "10431", True, VatRegime.REVERSE_CHARGE, "0"),
        ("DE", "10115", False, VatRegime.UNION_WITHOUT_NUMBER, "20"),
        ("CH", "1200", False, VatRegime.OUTSIDE_UNION, "0"),
        ("GB", "SW1A", True, VatRegime.OUTSIDE_UNION, "0"),
        ("US", "", False, VatRegime.OUTSIDE_UNION, "0"),
    ],
)
def test_the_vat_of_a_client(country: str, postcode: str, number: bool, regime: VatRegime, rate: str) -> None:
    case = vat_case(country, postcode, foreign_vat_number=number)
    assert case is not None
    assert case.regime is regime
    assert case.rate == Decimal(rate)


@pytest.mark.parametrize(
    ("country", "postcode"), [("", ""), ("", "75011"), ("FR", ""), ("FR", "7501"), ("FR", "ABCDE")]
)
def test_an_address_that_does_not_say_gives_no_vat(country: str, postcode: str) -> None:
    assert vat_case(country, postcode, foreign_vat_number=False) is None


def test_a_french_postcode_tells_the_territory() -> None:
    assert french_territory("FR", "97400") == "RE"
    assert french_territory("DE", "97400") == "DE"
    assert french_territory("FR", " 974\u00a000 ") == "RE"
    assert french_territory("FR", "97099") == "FR"
    assert french_territory("FR", "974000") is None


def test_every_regime_has_a_rate() -> None:
    assert set(RATES) == set(VatRegime)


def _walk(step: Step) -> list[Step]:
    return [step, *(inner for used in step.uses for inner in _walk(used))]


def test_each_total_can_be_recomputed_from_what_it_uses() -> None:
    lines = [_line(0, "4", "100.00", "10"), _line(1, "2048", "0.02")]
    totals = order_totals(lines, vat_case("FR", "69003", foreign_vat_number=False))
    excl_tax, vat = totals.why.uses
    assert totals.why.value == excl_tax.value + vat.value
    assert excl_tax.value == sum(step.value for step in excl_tax.uses)
    assert vat.value == to_cents(vat.uses[0].value * vat.uses[1].value / 100)
    for step in _walk(totals.why):
        if step.label == "totals.line":
            quantity, price, discount = (used.value for used in step.uses)
            assert step.value == to_cents(quantity * price * (100 - discount) / 100)
