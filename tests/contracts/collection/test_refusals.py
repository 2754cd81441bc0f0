"""What the schema lets through and the scheme does not: each refused by name, at its place."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from numspot_desk.contracts.collection.debits import Address, Collection, Payee
from numspot_desk.contracts.collection.refusals import faults
from numspot_desk.contracts.mandate_life.facts import Signed
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.provisions import Effect, Provision
from tests.contracts.collection.asked import DAY, PAYEE, SIGNED, TODAY, asked, debit, other_debit

B2B = "prepared 2026-01-05 scheme=b2b; signed 2026-01-20"


def _with(member: str) -> str:
    """A signed mandate whose form says this."""
    return f"prepared 2026-01-05 {member}; signed 2026-01-20"


def codes(collection: Collection, today: dt.date = TODAY) -> list[tuple[str, str]]:
    return [(fault.code, fault.path) for fault in faults(collection, today)]


def payee(**changes: Any) -> Payee:
    return Payee(**{**vars(PAYEE), **changes})


def test_a_sound_collection_is_let_through() -> None:
    assert codes(asked(debit(), other_debit(2), other_debit(3, f"{SIGNED}; collected 2026-10-12"))) == []
    assert codes(asked(debit(f"{B2B}; registered 2026-02-02"))) == []


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("prepared 2026-01-05", ("mandate_draft", "rum")),
        ("prepared 2026-01-05; sent 2026-01-06", ("mandate_sent", "rum")),
        (f"{SIGNED}; suspended 2026-11-01", ("mandate_suspended", "rum")),
        (f"{SIGNED}; revoked 2026-10-01", ("mandate_revoked", "rum")),
        (f"{SIGNED}; revoked 2026-11-14", ("mandate_revoked", "rum")),
        (f"{SIGNED}; replaced 2026-11-20 by=NS2026ABCDEFGH", ("mandate_replaced", "rum")),
        ("prepared 2023-01-05; signed 2023-01-20", ("mandate_lapsed", "rum")),
        ("prepared 2023-01-05; signed 2023-01-20; collected 2023-12-14", ("mandate_lapsed", "rum")),
        ("prepared 2026-01-05; signed 2026-11-24", ("signed_in_future", "facts")),
        ("prepared 2026-01-05; signed 2026-01-04", ("signed_before_mandate", "facts")),
        (_with("account=FR1520041010050500013M02606"), ("invalid_iban", "facts")),
        (_with("account=BR1500000000000010932840814P2"), ("iban_outside_sepa", "facts")),
        (_with("account=FR1420041010050500013M02606/COBADEFF"), ("bic_country_mismatch", "facts")),
        (_with("ics=FR47ZZZ588627"), ("invalid_ics", "facts")),
        (_with("ics=DE98ZZZ09999999999"), ("other_creditor", "facts")),
        (_with("debtor=株式会社"), ("not_latin", "debtor")),
        (_with("debtor=*"), ("nothing_written", "debtor")),
        (B2B, ("bank_not_registered", "facts")),
    ],
)
def test_mandates_that_cannot_be_debited(facts: str, found: tuple[str, str]) -> None:
    code, field = found
    assert (code, f"debits[0].{field}") in codes(asked(debit(facts)))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"amount": Decimal("0")}, ("amount_not_positive", "amount")),
        ({"amount": Decimal("-1.00")}, ("amount_not_positive", "amount")),
        ({"amount": Decimal("NaN")}, ("amount_not_positive", "amount")),
        ({"amount": Decimal("1000000000.00")}, ("amount_too_large", "amount")),
        ({"amount": Decimal("1E+40")}, ("amount_too_large", "amount")),
        ({"amount": Decimal("1.005")}, ("amount_not_in_cents", "amount")),
        ({"amount": Decimal("1E-40")}, ("amount_not_in_cents", "amount")),
        ({"reference": "FACTURE_42"}, ("invalid_reference", "reference")),
        ({"reference": "Facture n° 42"}, ("invalid_reference", "reference")),
        ({"reference": "FA//42"}, ("invalid_reference", "reference")),
        ({"reference": "F" * 36}, ("invalid_reference", "reference")),
        ({"reference": " FA-42"}, ("invalid_reference", "reference")),
        ({"rum": "RUM é☃#_"}, ("invalid_rum", "rum")),
        ({"rum": "NS2026ABCDEFGH"}, ("other_mandate", "rum")),
        ({"announced_on": None}, ("notice_missing", "announced_on")),
        ({"announced_on": dt.date(2026, 12, 2)}, ("notice_in_future", "announced_on")),
        ({"text": "x" * 141}, ("too_long", "text")),
        ({"text": "請求書"}, ("not_latin", "text")),
        ({"on_behalf_of": "株式会社"}, ("not_latin", "on_behalf_of")),
        ({"facts": ()}, ("not_prepared", "facts")),
        (
            {"debtor_address": Address("12 rue X", "", "69003", "", "FR")},
            ("town_needed", "debtor_address.city"),
        ),
        (
            {"debtor_address": Address("12 rue X", "", "69003", "Lyon", "")},
            ("country_needed", "debtor_address.country"),
        ),
        (
            {"debtor_address": Address("12 rue X", "", "69003", "Lyon", "ZZ")},
            ("country_needed", "debtor_address.country"),
        ),
        (
            {"debtor_address": Address("r" * 71, "", "69003", "Lyon", "FR")},
            ("too_long", "debtor_address.line1"),
        ),
        ({"debtor_address": Address("", "b" * 36, "", "Lyon", "FR")}, ("too_long", "debtor_address.line2")),
        (
            {"debtor_address": Address("", "", "6" * 17, "Lyon", "FR")},
            ("too_long", "debtor_address.postcode"),
        ),
        ({"debtor_address": Address("", "", "", "L" * 36, "FR")}, ("too_long", "debtor_address.city")),
    ],
)
def test_debits_that_may_not_be_handed_over(changes: dict[str, Any], found: tuple[str, str]) -> None:
    code, field = found
    assert codes(asked(debit(**changes))) == [(code, f"debits[0].{field}")]


@pytest.mark.parametrize(
    ("told", "late"),
    [(dt.date(2026, 12, 1), False), (dt.date(2026, 12, 2), True)],
)
def test_the_debtor_is_told_fourteen_days_before(told: dt.date, late: bool) -> None:
    found = codes(asked(debit(announced_on=told)), today=dt.date(2026, 12, 3))
    assert found == ([("notice_late", "debits[0].announced_on")] if late else [])


def test_a_clause_of_the_contract_may_shorten_the_notice() -> None:
    clause = Provision(
        "CP-2",
        Document.PARTICULAR,
        "CP-2",
        "payment_means",
        Effect.REPLACE,
        {"days": 5},
        target="CG-A1.3",
    )
    told = debit(announced_on=dt.date(2026, 12, 10), provisions=(clause,))
    assert codes(asked(told), today=dt.date(2026, 12, 11)) == []
    other = Provision("CP-3", Document.PARTICULAR, "CP-3", "payment_means", Effect.REPLACE, {"days": 7})
    both = debit(announced_on=dt.date(2026, 12, 1), provisions=(clause, other))
    assert codes(asked(both), today=dt.date(2026, 12, 3)) == [("notice_unsettled", "debits[0].announced_on")]


def test_a_revoked_mandate_is_debited_until_its_last_banking_day() -> None:
    revoked = f"{SIGNED}; revoked 2026-11-20"  # ends on 20 December, a Sunday
    told = dt.date(2026, 11, 20)
    assert codes(asked(debit(revoked, announced_on=told), collect_on=dt.date(2026, 12, 18))) == []
    after = codes(asked(debit(revoked, announced_on=told), collect_on=dt.date(2026, 12, 21)))
    assert after == [("mandate_revoked", "debits[0].rum")]


@pytest.mark.parametrize(
    ("day", "today", "found"),
    [
        (dt.date(2026, 11, 23), TODAY, "collected_too_soon"),
        (dt.date(2026, 1, 1), TODAY, "collected_too_soon"),
        (dt.date(2026, 12, 14), dt.date(2026, 12, 12), "collected_too_soon"),  # a Saturday: Tuesday at best
        (dt.date(2026, 12, 25), TODAY, "not_a_banking_day"),
        (dt.date(2026, 12, 13), TODAY, "not_a_banking_day"),
        (dt.date(2026, 12, 14), dt.date(2026, 12, 11), None),
        (dt.date(2026, 12, 15), dt.date(2026, 12, 14), None),
    ],
)
def test_debits_settle_on_banking_days_that_can_still_be_met(
    day: dt.date, today: dt.date, found: str | None
) -> None:
    named = [code for code, path in codes(asked(collect_on=day), today) if path == "collect_on"]
    assert named == ([] if found is None else [found])


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"iban": "FR7630006000011234567890188"}, ("invalid_iban", "creditor.iban")),
        ({"iban": "FR76 3000 6000 0112 3456 7890 189"}, ("invalid_iban", "creditor.iban")),
        ({"iban": "SA0380000000608010167519", "bic": None}, ("iban_outside_sepa", "creditor.iban")),
        ({"bic": "AGRIZZPP"}, ("invalid_bic", "creditor.bic")),
        ({"bic": "COBADEFF"}, ("bic_country_mismatch", "creditor.bic")),
        ({"name": "  "}, ("nothing_written", "creditor.name")),
        ({"address": Address(line1="1 rue X")}, ("town_needed", "creditor.address.city")),
    ],
)
def test_the_account_that_is_credited_is_checked_too(changes: dict[str, Any], found: tuple[str, str]) -> None:
    assert found in codes(asked(payee=payee(**changes)))


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (lambda: asked(debits=()), [("no_debits", "debits")]),
        (
            lambda: asked(debit(), other_debit(2, f"{B2B}; registered 2026-02-02")),
            [("schemes_mixed", "debits")],
        ),
        (
            lambda: asked(debit(), debit(reference="FA-2")),
            [("mandate_twice", "debits[0].rum"), ("mandate_twice", "debits[1].rum")],
        ),
        (
            lambda: asked(debit(), other_debit(2, reference="FA-2026-0042")),
            [("reference_twice", "debits[0].reference"), ("reference_twice", "debits[1].reference")],
        ),
    ],
)
def test_what_single_debits_do_not_show(made: Callable[[], Collection], found: list[tuple[str, str]]) -> None:
    assert codes(made()) == found


def test_one_mandate_in_two_cases_is_one_mandate() -> None:
    found = codes(asked(debit(), debit(rum="ns20267k3q9xm4", reference="FA-2")))
    assert ("mandate_twice", "debits[1].rum") in found


@pytest.mark.parametrize(
    ("account", "address", "found"),
    [
        ("GB29NWBK60161331926819", Address(), ["bic_needed", "address_needed"]),
        ("CH9300762011623852957/CRESCHZZ80A", Address(), ["address_needed"]),
        ("CH9300762011623852957/CRESCHZZ80A", Address("", "", "8001", "Zürich", "CH"), []),
        ("NO9386011117947", Address(), []),
        ("DE89370400440532013000", Address(), []),
    ],
)
def test_accounts_outside_the_economic_area_need_more(
    account: str, address: Address, found: list[str]
) -> None:
    far = debit(_with(f"account={account}"), debtor_address=address)
    assert [code for code, _path in codes(asked(far))] == found


def test_the_day_of_signature_is_no_later_than_today() -> None:
    facts = debit().facts
    on_the_day = tuple(Signed(TODAY, "Alix Martin") if isinstance(fact, Signed) else fact for fact in facts)
    assert codes(asked(debit(facts=on_the_day))) == []
    assert DAY > TODAY
