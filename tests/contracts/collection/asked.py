"""Collections that tests start from: one mandate that can be debited, its facts as in the table of lives."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from numspot_desk.contracts.collection.debits import Address, Collection, Debit, Payee
from tests.contracts.mandate_life.reading_lives import facts_of

TODAY = dt.date(2026, 11, 23)
DAY = dt.date(2026, 12, 15)
SIGNED = "prepared 2026-01-05; signed 2026-01-20"
PAYEE = Payee(
    "NumSpot",
    "FR15ZZZ588627",
    "FR7630006000011234567890189",
    "AGRIFRPP",
    Address("110 Esplanade Charles de Gaulle", "CS 80371", "92931", "Paris La Défense Cedex", "FR"),
)


def debit(written: str = SIGNED, **changes: Any) -> Debit:
    """A debit from the mandate of these facts, announced in time."""
    found = Debit(
        rum="NS20267K3Q9XM4",
        facts=tuple(facts_of(written)),
        amount=Decimal("1200.00"),
        reference="FA-2026-0042",
        announced_on=dt.date(2026, 11, 20),
        text="Facture n° 42",
        debtor_address=Address("12 rue des Œillets", "", "69003", "Lyon", "FR"),
    )
    return replace(found, **changes)


def other_debit(number: int, written: str = SIGNED, **changes: Any) -> Debit:
    """A debit from another mandate, with a reference of its own."""
    rum = f"NS2026{number:08d}"
    parts = [part if "prepared" not in part else f"{part} rum={rum}" for part in written.split(";")]
    return debit(";".join(parts), **{"rum": rum, "reference": f"FA-2026-{number:04d}", **changes})


def asked(*debits: Debit, **changes: Any) -> Collection:
    """These debits on one day, or a single one."""
    return replace(Collection(DAY, PAYEE, debits or (debit(),)), **changes)
