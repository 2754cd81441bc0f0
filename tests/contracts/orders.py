"""Orders of our own for the tests: complete ones that raise no error, to be changed one fact at a time."""

import copy
import datetime as dt
from typing import Any

from numspot_desk.contracts.order.order_check import CheckContext, OrderCheck, check_order
from numspot_desk.contracts.order.order_document import put

AS_OF = dt.date(2026, 11, 22)
CONTEXT = CheckContext(AS_OF)

_ADDRESS = {"line1": "3 rue du Test", "line2": None, "postcode": "75011", "city": "Paris", "country": "FR"}


def line(**changes: Any) -> dict[str, Any]:
    """An on-demand line of 10.00 €."""
    return {
        "service": "virtual_machine",
        "label": "VM",
        "account": "A1",
        "region": "eu-west-2",
        "mode": "on_demand",
        "term": None,
        "quantity": "1",
        "unit": "mois",
        "unit_price": "10.00",
        "discount_percent": "0",
        "qualification": None,
        "beta": False,
        **changes,
    }


def derogation(**changes: Any) -> dict[str, Any]:
    """A derogation that moves the notice for breach."""
    return {
        "id": "D1",
        "target": "CG-6.3.a",
        "subject": "breach_notice",
        "effect": "replace",
        "text": "Trente jours.",
        "data": {"days": 30},
        **changes,
    }


def conditions(kind: str, *subjects: str) -> dict[str, Any]:
    """Special conditions with one clause a subject."""
    return {
        "kind": kind,
        "certificate": None,
        "clauses": [
            {"id": f"CS-{kind}-{number}", "subjects": [subject], "text": "Stipulation d’essai."}
            for number, subject in enumerate(subjects, start=1)
        ],
    }


def order() -> dict[str, Any]:
    """A French company, one line, direct debit: ready to sign."""
    return copy.deepcopy(
        {
            "format": "numspot-desk/order/1",
            "client": {
                "legal_name": "Société d’essai",
                "legal_form": "SAS",
                "siren": "732829320",
                "foreign_number": None,
                "vat_number": "FR44732829320",
                "address": _ADDRESS,
                "phone": "+33 4 00 00 00 00",
                "consumer": False,
                "public_body": False,
            },
            "public_procurement": None,
            "technical_accounts": [{"id": "A1", "email": "a@essai.example", "region": "eu-west-2"}],
            "contacts": {
                "technical": {"name": "Essai", "email": "t@essai.example", "phone": "04 00 00 00 00"},
                "billing": [{"name": "Compta", "email": "c@essai.example"}],
                "notification_email": "n@essai.example",
                "signatory": {"name": "Essai", "function": "Direction"},
            },
            "general_terms": None,
            "price_reference": {"kind": "public_list", "date": "2026-11-01"},
            "offer_valid_until": "2026-12-31",
            "purchase_order_number": None,
            "lines": [line()],
            "payment": {"means": "direct_debit", "term": None},
            "derogations": [],
            "special_conditions": [],
            "mandate": {
                "debtor": {"name": "Société d’essai", "address": _ADDRESS},
                "bank": {"name": "Banque", "address": _ADDRESS},
                "bic": "PSSTFRPP",
                "iban": "FR1420041010050500013M02606",
                "contractor": None,
                "place": None,
                "signed_on": None,
            },
        }
    )


def changed(**paths: Any) -> dict[str, Any]:
    """The order with values put at paths, written with `__` for a point (`client__siren=…`)."""
    made: dict[str, Any] = order()
    for path, value in paths.items():
        made = put(made, path.replace("__", "."), value)
    return made


def found(answers: Any, context: CheckContext = CONTEXT) -> set[tuple[str, str]]:
    """The (code, field) of every problem, the Data Act points apart (every order has them)."""
    return {(p.code, p.field) for p in check(answers, context).problems if "DA-25" not in p.field}


def check(answers: Any, context: CheckContext = CONTEXT) -> OrderCheck:
    """The check on the usual day."""
    return check_order(answers, context)
