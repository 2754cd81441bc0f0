"""The message of a collection: batches, sums, amendments, addresses in their fields."""

import datetime as dt
from decimal import Decimal

import pytest

from numspot_desk.contracts.collection.debits import Address
from numspot_desk.contracts.collection.message import (
    Amendment,
    PostalAddress,
    debit_message,
    pending_amendment,
    postal_address,
    rewritten,
)
from numspot_desk.contracts.mandate_life.facts import Scheme
from tests.contracts.collection.asked import DAY, SIGNED, TODAY, asked, debit, other_debit
from tests.contracts.mandate_life.reading_lives import facts_of

NEW_ICS = f"{SIGNED}; amended 2026-03-01 ics=FR72ZZZ123456"
USED = f"{SIGNED}; collected 2026-02-02"


def test_first_and_later_debits_are_batches_of_their_own() -> None:
    later = other_debit(2, f"{SIGNED}; collected 2026-10-12", amount=Decimal("0.1"))
    said = debit_message(asked(debit(), later, other_debit(3, amount=Decimal("0.20"))), TODAY)
    assert [(each.scheme, each.sequence, each.collect_on) for each in said.batches] == [
        (Scheme.CORE, "FRST", DAY),
        (Scheme.CORE, "RCUR", DAY),
    ]
    assert [each.total for each in said.batches] == [Decimal("1200.20"), Decimal("0.10")]
    assert (said.count, said.total) == (3, Decimal("1200.30"))
    assert [f"{each.total:f}" for each in said.batches] == ["1200.20", "0.10"]
    assert [each.id for each in said.batches] == [f"{said.id}-1", f"{said.id}-2"]


def test_sums_are_exact() -> None:
    many = [other_debit(number, amount=Decimal("0.10")) for number in range(1000)]
    assert f"{debit_message(asked(*many), TODAY).total:f}" == "100.00"


def test_the_same_debits_on_a_day_have_one_identification() -> None:
    one = debit_message(asked(), TODAY)
    assert one == debit_message(asked(debit(amount=Decimal("1200"))), TODAY)
    assert one.id.startswith("DD20261123-") and len(one.batches[0].id) <= 35
    others = [
        asked(debit(text="Autre")),
        asked(debit(amount=Decimal("1200.01"))),
        asked(collect_on=DAY + dt.timedelta(1)),
    ]
    assert len({one.id, *(debit_message(each, TODAY).id for each in others)}) == 4


@pytest.mark.parametrize(
    ("written", "pending"),
    [
        (SIGNED, None),
        (f"{SIGNED}; amended 2026-03-01 account=commerz", Amendment(True)),
        (f"{USED}; amended 2026-03-01 account=commerz", Amendment(True)),
        (f"{SIGNED}; amended 2026-03-01 account=commerz; collected 2026-03-01", None),
        (f"{SIGNED}; amended 2026-03-01 account=commerz; collected 2026-04-01", None),
        (f"{USED}; amended 2026-03-01 account=commerz; amended 2026-03-09 account=postale", None),
        (f"{USED}; amended 2026-03-01 account=FR1420041010050500013M02606", None),
        (f"{SIGNED}; amended 2026-03-01 debtor=Atelier_Neuf", None),
        (f"{SIGNED}; amended 2026-03-01 ics=FR72ZZZ123456", Amendment(False, "FR15ZZZ588627")),
        (f"{SIGNED}; amended 2026-03-01 ics=FR72ZZZ123456 account=abn", Amendment(True, "FR15ZZZ588627")),
        (f"{NEW_ICS}; collected 2026-03-09; amended 2026-04-01 account=abn", Amendment(True)),
    ],
)
def test_banks_are_told_once_of_what_changed(written: str, pending: Amendment | None) -> None:
    facts = facts_of(written)
    assert pending_amendment(facts) == pending
    assert pending_amendment(reversed(facts)) == pending


def test_an_amended_mandate_keeps_its_reference_and_never_tells_its_former_account() -> None:
    written = f"{USED}; amended 2026-03-01 account=commerz"
    sent = debit_message(asked(debit(written)), TODAY).batches[0].transactions[0]
    assert (sent.rum, sent.iban, sent.bic) == ("NS20267K3Q9XM4", "DE89370400440532013000", "COBADEFFXXX")
    assert sent.signed_on == dt.date(2026, 1, 20)
    assert "FR14" not in repr(sent)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (Address(), None),
        (
            Address("12 rue des Œillets", "", "69003", "Lyon", "FR"),
            PostalAddress("rue des OEillets", "12", "", "", "69003", "Lyon", "FR"),
        ),
        (
            Address("12 bis, rue X", "Bâtiment B", "69003", "Lyon", "FR"),
            PostalAddress("rue X", "12 bis", "Batiment B", "", "69003", "Lyon", "FR"),
        ),
        (
            Address("3B avenue X", "CS 80371", "92931", "Paris La Défense Cedex", "FR"),
            PostalAddress("avenue X", "3B", "", "CS 80371", "92931", "Paris La Defense Cedex", "FR"),
        ),
        (
            Address("Lieu-dit Les Ormes", "BP12", "01000", "Bourg", "FR"),
            PostalAddress("Lieu-dit Les Ormes", "", "", "BP12", "01000", "Bourg", "FR"),
        ),
        (
            Address("Hauptstraße 5", "", "10115", "Berlin", "DE"),
            PostalAddress("Hauptstrasse 5", "", "", "", "10115", "Berlin", "DE"),
        ),
        (Address("11 12 13", "", "", "Lyon", "FR"), PostalAddress("11 12 13", town="Lyon", country="FR")),
    ],
)
def test_addresses_stand_in_fields(typed: Address, written: PostalAddress | None) -> None:
    assert postal_address(typed) == written


def test_what_is_not_written_as_typed_is_told() -> None:
    long = "É" * 90
    found = list(rewritten(asked(debit(on_behalf_of=long))))
    assert ("debits[0].on_behalf_of", long, "E" * 70) in found
    assert ("debits[0].text", "Facture n° 42", "Facture n. 42") in found
    assert not list(rewritten(asked(debit(text="Facture 42"))))
