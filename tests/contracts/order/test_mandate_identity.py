"""Which changes of an order amend its mandate, and which make a new one."""

import pytest

from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.contracts.order.mandate_identity import same_mandate, scheme_of
from tests.contracts.orders import changed, order

_PARENT = {"name": "Maison mère", "address": order()["mandate"]["debtor"]["address"]}


@pytest.mark.parametrize(
    "present",
    [
        changed(mandate__iban="DE89370400440532013000", mandate__bic="COBADEFF"),
        changed(mandate__bank__name="Autre banque"),
        changed(mandate__debtor__address__city="Lyon"),
        changed(mandate__debtor__name="SOCIETE  D’ESSAI"),
        changed(client__siren="732 829 320"),
    ],
)
def test_another_account_bank_or_address_amends_the_mandate(present: dict[str, object]) -> None:
    assert same_mandate(order(), present)


@pytest.mark.parametrize(
    "present",
    [
        changed(mandate__debtor__name="Autre société"),
        changed(client__siren="552100554"),
        changed(mandate__contractor=_PARENT),
        changed(mandate__scheme="b2b"),
        changed(mandate=None),
        changed(mandate__debtor__name=" "),
    ],
)
def test_another_debtor_or_scheme_makes_a_new_mandate(present: dict[str, object]) -> None:
    assert not same_mandate(order(), present)


def test_a_debtor_apart_from_the_client_stays_itself_when_the_client_changes() -> None:
    former = changed(mandate__contractor=_PARENT)
    assert same_mandate(former, changed(mandate__contractor=_PARENT, client__siren="552100554"))


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        (order(), Scheme.CORE),
        (changed(mandate__scheme=None), Scheme.CORE),
        (changed(mandate__scheme="core"), Scheme.CORE),
        (changed(mandate__scheme="b2b"), Scheme.B2B),
        ({"mandate": {"scheme": ["b2b"]}}, Scheme.CORE),
    ],
)
def test_the_scheme_is_core_unless_b2b_was_chosen(answers: dict[str, object], wanted: Scheme) -> None:
    assert scheme_of(answers) is wanted


def test_answers_of_any_shape_are_no_mandate() -> None:
    assert not same_mandate({}, {})
    assert not same_mandate({"mandate": 3}, {"mandate": {"debtor": {"name": 4}}})
