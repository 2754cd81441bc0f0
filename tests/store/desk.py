"""What the tests of the store share: a key, a clock and chance of their own, one complete order."""

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Any

from numspot_desk.usecases.ports.orders import Extracted

KEY = bytes(range(32))
IBAN = "FR1420041010050500013M02606"


class SetClock:
    """A clock that stands still until the test moves it."""

    def __init__(self) -> None:
        self.at = dt.datetime(2026, 11, 20, 8, 30, tzinfo=dt.UTC)

    def now(self) -> dt.datetime:
        return self.at

    def today(self) -> dt.date:
        return self.at.date()

    def forward(self, **spans: int) -> None:
        self.at += dt.timedelta(**spans)


class SeededChance:
    """The same bytes for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._state = hashlib.sha256(str(seed).encode()).digest()

    def bytes(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            self._state = hashlib.sha256(self._state).digest()
            found += self._state
        return found[:count]


def complete_answers(**changed: Any) -> dict[str, Any]:
    """A complete order with a reserved line, a derogation, a clause and a mandate."""
    client = {
        "legal_name": "Atelier Exemple",
        "siren": "384512349",
        "vat_number": "FR61384512349",
        "address": {"line1": "12 rue de l'Échantillon", "postcode": "69003", "city": "Lyon", "country": "FR"},
        "public_body": False,
    }
    line = {
        "service": "virtual_machine",
        "label": "VM 4 vCPU 8 Gio",
        "account": "A1",
        "region": "eu-west-2",
        "mode": "reserved",
        "term": {"start": "2026-12-01", "end": "2027-11-30"},
        "quantity": "4",
        "unit": "mois",
        "unit_price": "100.0050",
        "discount_percent": "10",
        "qualification": None,
        "beta": False,
    }
    return {
        "format": "numspot-desk/order/1",
        "client": client,
        "contacts": {"notification_email": "juridique@atelier.example"},
        "technical_accounts": [{"id": "A1", "email": "cloud@atelier.example", "region": "eu-west-2"}],
        "price_reference": {"kind": "public_list", "date": "2026-11-01"},
        "offer_valid_until": "2026-12-31",
        "lines": [line],
        "payment": {"means": "direct_debit", "term": None},
        "derogations": [
            {
                "id": "D1",
                "target": "CG-6.3.a",
                "subject": "breach_notice",
                "effect": "replace",
                "text": "Le délai passe à trente jours.",
            }
        ],
        "special_conditions": [
            {
                "kind": "HDS",
                "clauses": [{"id": "CS-1", "subjects": ["R1111-11.1"], "text": "Clause d'exemple."}],
            }
        ],
        "mandate": {
            "debtor": {"name": "Atelier Exemple"},
            "bic": "PSSTFRPP",
            "iban": "fr14 2004 1010 0505 0001 3M02 606",
            "signed_on": None,
        },
        **changed,
    }


def extracted(
    name: str = "Atelier Exemple",
    text: str = "VM 4 vCPU 8 Gio",
    *,
    key: str = "384512349",
    amount: str | None = "360.02",
) -> Extracted:
    """Extracted columns with chosen values."""
    return Extracted(
        client_name=name,
        client_key=key,
        excl_tax=None if amount is None else Decimal(amount),
        offer_valid_until=dt.date(2026, 12, 31),
        problems=0,
        search_text=f"{name}\n{key}\n{text}",
    )
