"""The table of identifiers in the fields of an order: a wrong one is refused beside its field, no other."""

import copy
import datetime as dt
from typing import Any

import pytest

from numspot_desk.contracts.order.order_check import CheckContext, check_order
from numspot_desk.contracts.order.order_document import put
from numspot_desk.contracts.problems import Severity
from numspot_desk.rules.countries import SEPA
from tests.documents.frozen_orders import answers
from tests.rules.identifiers.table import identifier_table

TABLE = identifier_table()
FIELDS = {
    "iban": ("mandate.iban", "invalid_iban"),
    "bic": ("mandate.bic", "invalid_bic"),
    "siren": ("client.siren", "invalid_siren"),
    "vat": ("client.vat_number", "invalid_vat"),
    "siret": ("public_procurement.siret", "invalid_value"),
}
OF_SEVERAL = {"bic_country_mismatch", "vat_siren_mismatch"}
"""What is wrong with two fields together: the table knows nothing of the other one."""


def errors(kind: str, typed: str) -> list[str]:
    given: dict[str, Any] = copy.deepcopy(answers())
    given["public_procurement"] = {"siret": None, "service_code": None, "engagement_number": None}
    field = FIELDS[kind][0]
    check = check_order(put(given, field, typed), CheckContext(dt.date(2026, 12, 1)))
    return [one.code for one in check.problems if one.field == field and one.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("kind", "typed"), [(kind, row[0]) for kind in FIELDS for row in TABLE[kind]["invalid"] if row[0]]
)
def test_a_wrong_identifier_is_refused_beside_its_field(kind: str, typed: str) -> None:
    assert FIELDS[kind][1] in errors(kind, typed)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (kind, row[0])
        for kind in FIELDS
        for row in TABLE[kind]["valid"] + TABLE[kind]["typed"]
        if row[0].isprintable() or row[0].replace("\N{NO-BREAK SPACE}", "").isprintable()
    ],
)
def test_a_right_one_is_taken_as_it_is_typed(kind: str, typed: str) -> None:
    found = set(errors(kind, typed)) - OF_SEVERAL
    outside = kind == "iban" and typed[:2].upper() not in SEPA
    assert found == ({"invalid_iban"} if outside else set())
