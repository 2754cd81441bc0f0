"""What is typed in the forms of a mandate: the fact it makes, or what cannot be read beside its field."""

import datetime as dt
from decimal import Decimal

import pytest

from numspot_desk.contracts.mandate_life.facts import (
    Account,
    Amended,
    Collected,
    Contractor,
    Fact,
    Postal,
    Registered,
    Replaced,
    Resumed,
    Revoked,
    Scheme,
    Sent,
    Signed,
    Suspended,
)
from numspot_desk.contracts.mandate_life.life import life
from numspot_desk.ui.mandates.forms import FORMS, Wrong, fact_of, opened_of, plan_of
from numspot_desk.ui.mandates.presenter import MandateAct, acts_for
from numspot_desk.usecases.person import Person
from tests.usecases.mandate_desk import IBAN, SIGNED_ON, prepared

DAY = dt.date(2026, 12, 2)
TYPED = {"on": "02/12/2026"}
WRITER = Person("Camille", "sales")


@pytest.mark.parametrize(
    ("act", "values", "wanted"),
    [
        (MandateAct.SEND, {"channel": "  e-mail "}, Sent(DAY, "e-mail")),
        (MandateAct.SIGN, {"signatory": "Alix  Martin", "place": ""}, Signed(DAY, "Alix Martin")),
        (MandateAct.REGISTER, {}, Registered(DAY)),
        (MandateAct.COLLECT, {}, Collected(DAY)),
        (MandateAct.AMEND, {"iban": "fr14 2004 1010 0505 0001 3M02 606"}, Amended(DAY, Account(IBAN))),
        (MandateAct.AMEND, {"debtor": "Atelier Neuf"}, Amended(DAY, None, "Atelier Neuf")),
        (MandateAct.AMEND, {"ics": "fr72 zzz 123456"}, Amended(DAY, ics="FR72ZZZ123456")),
        (MandateAct.SUSPEND, {"reason": "litige"}, Suspended(DAY, "litige")),
        (MandateAct.RESUME, {}, Resumed(DAY)),
        (MandateAct.REVOKE, {"channel": "lettre", "evidence": "AR"}, Revoked(DAY, "lettre", "AR")),
        (MandateAct.REPLACE, {"by": " NS2027A "}, Replaced(DAY, "NS2027A")),
    ],
)
def test_a_form_makes_its_fact(act: MandateAct, values: dict[str, str], wanted: Fact) -> None:
    assert fact_of(act, {**TYPED, **values}) == wanted
    assert {"on"} <= {field.name for field in FORMS[act].fields}


@pytest.mark.parametrize(
    ("act", "values", "field"),
    [
        (MandateAct.COLLECT, {"on": ""}, "on"),
        (MandateAct.COLLECT, {"on": "31/02/2026"}, "on"),
        (MandateAct.SIGN, TYPED, "signatory"),
        (MandateAct.AMEND, {**TYPED, "bic": "COBADEFF"}, "iban"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(
    act: MandateAct, values: dict[str, str], field: str
) -> None:
    with pytest.raises(Wrong) as wrong:
        fact_of(act, values)
    assert wrong.value.field == field


def test_an_old_mandate_is_read_with_or_without_its_signature() -> None:
    values = {
        **TYPED,
        "number": "CMD-1",
        "rum": "Old 7",
        "scheme": "b2b",
        "debtor": "X",
        "iban": IBAN,
        "ics": "FR15ZZZ588627",
    }
    number, found, signed = opened_of(values)
    assert (number, found.rum, found.scheme, signed) == ("CMD-1", "Old 7", Scheme.B2B, None)
    whole = {**values, "signed.on": "3/12/2026", "signed.signatory": "A", "signed.place": "Lyon"}
    assert opened_of(whole)[2] == Signed(dt.date(2026, 12, 3), "A", "Lyon")
    for missing, field in (
        ({"number": ""}, "number"),
        ({"on": "x"}, "on"),
        ({"signed.place": "Lyon"}, "signed.signatory"),
        ({"signed.signatory": "A"}, "signed.on"),
    ):
        with pytest.raises(Wrong) as wrong:
            opened_of({**values, **missing})
        assert wrong.value.field == field


ADDRESS = {"line1": "1 rue Neuve", "line2": "", "postcode": "69001", "city": "Lyon", "country": "allemagne"}
OLD = {
    **TYPED,
    "number": "CMD-1",
    "rum": "OLD-7",
    "debtor": "X",
    "iban": IBAN,
    "bank": "B",
    "ics": "FR15ZZZ588627",
}


def at(holder: str, **changed: str) -> dict[str, str]:
    return {f"{holder}.{part}": value for part, value in {**ADDRESS, **changed}.items()}


def test_an_old_mandate_has_its_own_addresses_and_contractor() -> None:
    contractor = {"contractor": "yes", "contractor.name": "Groupe", **at("contractor.address")}
    typed = {**OLD, **at("debtor_address"), **at("bank_address", line2="Cedex"), **contractor}
    _, found, _ = opened_of(typed)
    postal = Postal("1 rue Neuve", "69001", "Lyon", "DE")
    assert found.debtor_address == postal and found.contractor == Contractor("Groupe", postal)
    assert found.bank_address == Postal("1 rue Neuve", "69001", "Lyon", "DE", "Cedex")
    _, bare, _ = opened_of({**OLD, "bank_address.country": "FR", **contractor, "contractor": ""})
    assert bare.debtor_address is bare.bank_address is bare.contractor is None
    for holder in ("debtor_address", "bank_address", "contractor.address"):
        for part, wrong in (
            ("line1", ""),
            ("postcode", ""),
            ("city", ""),
            ("country", ""),
            ("country", "XX"),
            ("line2", "é" * 71),
            ("city", "L" * 51),
        ):
            with pytest.raises(Wrong) as refused:
                opened_of({**typed, f"{holder}.{part}": wrong})
            assert refused.value.field == f"{holder}.{part}"
    for name in ("contractor.name", "bank"):
        with pytest.raises(Wrong) as refused:
            opened_of({**typed, name: " "})
        assert refused.value.field == name


def test_a_planned_debit_is_announced_by_its_invoice_unless_said() -> None:
    values = {"invoice": "F-1", "issued_on": "1/12/2026", "amount": "1 234,50", "debit_on": "20/12/2026"}
    plan = plan_of(values)
    assert plan.announced_on == dt.date(2026, 12, 1) and plan.amount == Decimal("1234.50")
    assert plan_of({**values, "announced_on": "2/12/2026"}).announced_on == DAY
    with pytest.raises(Wrong) as wrong:
        plan_of({**values, "amount": "beaucoup"})
    assert wrong.value.field == "amount"


def test_a_state_offers_what_can_happen_to_it() -> None:
    signed = Signed(SIGNED_ON, "A")

    def offered(*facts: Fact, person: Person = WRITER, day: dt.date = DAY) -> set[str]:
        return {act.value for act in acts_for(life([prepared(), *facts], day), person)}

    always = {"rib", "letter"}
    used = {"collect", "import", "form"}
    assert offered() == always | {"send", "sign"}
    assert offered(signed) == always | used | {"amend", "replace", "suspend", "revoke", "plan"}
    assert offered(signed, Suspended(DAY)) == always | used | {"amend", "replace", "resume", "revoke"}
    assert offered(signed, Revoked(SIGNED_ON), day=dt.date(2027, 3, 1)) == always | used
    assert offered(signed, Revoked(SIGNED_ON)) == always | used | {"amend", "replace", "suspend", "plan"}
    b2b = prepared(scheme=Scheme.B2B)
    assert MandateAct.REGISTER in acts_for(life([b2b, signed], DAY), WRITER)
    assert offered(signed, person=Person("Lea", "read_only")) == set()
