"""What holds of every amount: bounds, monotony, parts that add up, steps that recompute from their uses."""

import datetime as dt
from decimal import Decimal, localcontext

from hypothesis import given, settings
from hypothesis import strategies as st

from numspot_desk.rules.amounts.commitments import COMMITMENTS
from numspot_desk.rules.amounts.late_payment import LateFacts, late_payment
from numspot_desk.rules.amounts.liability import LiabilityFacts, liability
from numspot_desk.rules.amounts.penalty import PenaltyFacts, ServiceLevel, penalty
from numspot_desk.rules.amounts.refund import RefundFacts, refund
from numspot_desk.rules.explain import Step
from numspot_desk.rules.rates import Rate
from numspot_desk.rules.readings import READINGS, Choice
from numspot_desk.rules.rounding import EXACT, to_cents, total

SETTINGS = settings(max_examples=150, deadline=None, derandomize=True)
_euros = st.decimals(min_value=0, max_value=10**7, places=2)
_level = st.decimals(min_value=0, max_value=100, places=3)
_day = st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31))
_service = st.builds(ServiceLevel, st.sampled_from(sorted(COMMITMENTS)), _level, st.booleans(), st.booleans())
_readings = st.fixed_dictionaries(
    {
        name: st.sampled_from([option.id for option in READINGS[name].options])
        for name in ("R02", "R03", "R04", "R07", "R08", "R12", "R15", "R17")
    }
)


def _penalty_facts(services: list[ServiceLevel], revenue: Decimal, invoice: Decimal) -> PenaltyFacts:
    return PenaltyFacts(
        services,
        revenue,
        invoice,
        False,
        dt.date(2026, 11, 4),
        dt.date(2026, 10, 31),
        reservations_in_time=True,
    )


@SETTINGS
@given(st.lists(_service, max_size=5), _euros, _euros, _readings)
def test_a_penalty_lies_between_zero_and_its_cap(
    services: list[ServiceLevel], revenue: Decimal, invoice: Decimal, readings: dict[str, str]
) -> None:
    found = penalty(_penalty_facts(services, revenue, invoice), Choice(readings))
    assert 0 <= found.due <= found.cap
    assert found.due <= found.before_caps


@SETTINGS
@given(st.sampled_from(sorted(COMMITMENTS)), _level, _level, _euros)
def test_a_penalty_never_grows_with_what_was_observed(
    name: str, one: Decimal, other: Decimal, revenue: Decimal
) -> None:
    lower, higher = sorted((one, other))
    worse = penalty(_penalty_facts([ServiceLevel(name, lower)], revenue, revenue), Choice({}))
    better = penalty(_penalty_facts([ServiceLevel(name, higher)], revenue, revenue), Choice({}))
    assert better.due <= worse.due


@SETTINGS
@given(st.lists(_service, min_size=2, max_size=5), _euros)
def test_the_order_of_services_never_counts(services: list[ServiceLevel], revenue: Decimal) -> None:
    one = penalty(_penalty_facts(services, revenue, revenue), Choice({}))
    other = penalty(_penalty_facts(services[::-1], revenue, revenue), Choice({}))
    assert (one.due, one.before_caps, one.refused_by) == (other.due, other.before_caps, other.refused_by)


@SETTINGS
@given(_euros, _euros, _euros, st.booleans())
def test_liability_stays_under_its_cap_and_the_loss(
    cashed: Decimal, month: Decimal, loss: Decimal, beta: bool
) -> None:
    found = liability(LiabilityFacts("other", cashed, month, loss, beta), Choice({}))
    assert found.due is not None and found.cap is not None
    assert 0 <= found.due <= found.cap
    assert found.due <= loss
    assert (loss >= 5000) or found.due == 0


@SETTINGS
@given(_euros, _day, st.integers(0, 2000), st.integers(-400, 2400), _readings)
def test_what_is_refunded_and_what_was_used_make_what_was_billed(
    billed: Decimal, start: dt.date, length: int, ended: int, readings: dict[str, str]
) -> None:
    facts = RefundFacts(billed, start, start + dt.timedelta(length), start + dt.timedelta(ended))
    found = refund(facts, Choice(readings))
    used = found.days_of_term - found.days_left
    assert found.days_of_term == length + 1
    assert 0 <= found.refund <= billed
    assert abs(found.refund + to_cents(billed * used / found.days_of_term) - billed) <= Decimal("0.01")
    if ended >= length + 1:
        assert found.refund == 0
    if ended < 0:
        assert found.refund == billed


@SETTINGS
@given(_euros, _euros, _day, st.integers(0, 1500), _readings, st.booleans())
def test_interest_grows_by_the_day_and_its_periods_cover_the_delay(
    incl_tax: Decimal, excl_tax: Decimal, due: dt.date, late: int, readings: dict[str, str], public: bool
) -> None:
    rates = [Rate(dt.date(2023, 1, 1), Decimal("2.15")), Rate(dt.date(2026, 7, 1), Decimal("3.40"))]

    def after(days: int) -> tuple[int, Decimal, Decimal]:
        facts = LateFacts(incl_tax, excl_tax, due, due + dt.timedelta(days), rates, public)
        found = late_payment(facts, Choice(readings))
        covered = sum((period.end - period.start).days + 1 for period in found.periods)
        assert covered == found.days == days
        assert found.total == found.interest + found.flat
        return found.days, found.interest, found.flat

    assert after(late)[1] <= after(late + 1)[1]
    assert after(0) == (0, 0, 0)
    assert after(1)[2] == Decimal("40.00")


def _walk(step: Step) -> list[Step]:
    return [step, *(inner for used in step.uses for inner in _walk(used))]


def _uses(step: Step) -> dict[str, Decimal]:
    return {used.label: used.value for used in step.uses}


@SETTINGS
@given(st.lists(_service, max_size=4), _euros, _euros, _readings)
def test_each_step_of_a_penalty_recomputes_from_its_uses(
    services: list[ServiceLevel], revenue: Decimal, invoice: Decimal, readings: dict[str, str]
) -> None:
    for step in _walk(penalty(_penalty_facts(services, revenue, invoice), Choice(readings)).why):
        uses = _uses(step)
        match step.label:
            case "penalty.service":
                short = max(uses["penalty.promised"] - uses["penalty.observed"], Decimal(0))
                assert step.value == short * 10 * uses["penalty.revenue"] / 100
            case "penalty.before_caps":
                assert step.value == to_cents(sum((u.value for u in step.uses), Decimal(0)))
            case "penalty.cap":
                assert step.value == min(uses.values())
            case "penalty.due":
                capped = min(uses["penalty.before_caps"], to_cents(uses["penalty.cap"]))
                assert step.value == (Decimal(0) if "penalty.refused" in uses else capped)


@SETTINGS
@given(_euros, _day, st.integers(0, 700), st.integers(-10, 710))
def test_each_step_of_a_refund_recomputes_from_its_uses(
    billed: Decimal, start: dt.date, length: int, ended: int
) -> None:
    facts = RefundFacts(billed, start, start + dt.timedelta(length), start + dt.timedelta(ended))
    uses = _uses(refund(facts, Choice({})).why)
    again = to_cents(uses["refund.billed"] * uses["refund.days_left"] / uses["refund.days_of_term"])
    assert refund(facts, Choice({})).refund == again


@SETTINGS
@given(_euros, _day, st.integers(0, 1500), _readings, st.booleans())
def test_each_step_of_late_interest_recomputes_from_its_uses(
    amount: Decimal, due: dt.date, late: int, readings: dict[str, str], public: bool
) -> None:
    rates = [Rate(dt.date(2023, 1, 1), Decimal("2.15")), Rate(dt.date(2026, 7, 1), Decimal("3.40"))]
    facts = LateFacts(amount, amount, due, due + dt.timedelta(days=late), rates, public)
    for step in _walk(late_payment(facts, Choice(readings)).why):
        uses = _uses(step)
        match step.label:
            case "late.period":
                base = next(value for label, value in uses.items() if label.startswith("late.base_"))
                with localcontext(EXACT):
                    again = base * uses["late.rate"] / 100 * uses["late.days"] / uses["late.year"]
                assert step.value == again
            case "late.interest":
                assert step.value == to_cents(total(used.value for used in step.uses))
            case "late.total":
                assert step.value == uses["late.interest"] + uses["late.flat"]


@SETTINGS
@given(_euros, _euros, _euros, st.booleans())
def test_each_step_of_a_liability_recomputes_from_its_uses(
    cashed: Decimal, month: Decimal, loss: Decimal, beta: bool
) -> None:
    for step in _walk(liability(LiabilityFacts("other", cashed, month, loss, beta), Choice({})).why):
        uses = _uses(step)
        match step.label:
            case "liability.half_cashed":
                assert step.value == uses["liability.cashed"] / 2
            case "liability.twelve_months":
                assert step.value == uses["liability.last_month"] * 12
            case "liability.cap":
                assert step.value == min(uses.values())
            case "liability.due":
                assert uses["liability.direct_loss"] >= uses["liability.threshold"]
                cap = next(value for label, value in uses.items() if label.startswith("liability.cap"))
                assert step.value == to_cents(min(uses["liability.direct_loss"], cap))
            case "liability.below_threshold":
                assert uses["liability.direct_loss"] < uses["liability.threshold"]
