"""The form of a mandate of a real workspace, printed again: as the mandate stands, nothing of another's."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.collection.debits import Address
from numspot_desk.contracts.mandate_life.facts import Account, Amended, Contractor, Postal, Prepared, Scheme
from numspot_desk.contracts.mandate_life.written import document_of, of_document
from numspot_desk.contracts.order.order_document import get
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.mandates.debits_of_mandates import known_mandate
from numspot_desk.usecases.mandates.mandate_acts import book_of, open_mandate, record_facts
from numspot_desk.usecases.mandates.print_mandate import print_mandate
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.refusals import NoSuchRecord
from tests.documents.word_reading import controls, lines
from tests.usecases.mandate_desk import (
    OTHER_IBAN,
    RUM,
    AnyDay,
    desk_of,
    order_in,
    prepared,
    signed_mandate,
    workspace_on,
)

TODAY = dt.date(2027, 2, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_on(tmp_path / "desk", AnyDay())
    yield opened
    opened.close()


def as_ordered(record: OrderRecord, **changed: Any) -> Prepared:
    """The mandate that the order describes."""
    answers = record.answers
    made = {
        "debtor": str(get(answers, "mandate.debtor.name")),
        "account": Account("".join(str(get(answers, "mandate.iban")).split())),
    }
    return prepared(**{**made, **changed})


def printed(workspace: OpenWorkspace, tmp_path: Path) -> bytes:
    return print_mandate(workspace, RUM, TODAY, tmp_path / "out", WordFiles(), FolderFiles()).read_bytes()


def test_a_mandate_of_its_order_has_every_field(workspace: OpenWorkspace, tmp_path: Path) -> None:
    record = order_in(workspace)
    open_mandate(workspace, record.id, as_ordered(record), desk_of(AnyDay()))
    found = controls(printed(workspace, tmp_path))
    assert found["mandate.rum"] == RUM
    for field in ("debtor.name", "debtor.address.city", "bank.name", "bank.address.city"):
        assert found[f"mandate.{field}"] == get(record.answers, f"mandate.{field}")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mandat-sepa-OLD-2019-7.docx"]


def test_a_mandate_prints_its_own_addresses_before_the_order_s(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    record = order_in(workspace)
    own = Postal("1 rue Neuve", "69001", "Lyon", "FR", "Bâtiment B")
    bank = Postal("2 place du Marché", "1000", "Bruxelles", "BE")
    asked = prepared(debtor_address=own, bank_address=bank, contractor=Contractor("Groupe Exemple", own))
    open_mandate(workspace, record.id, asked, desk_of(AnyDay()))
    assert book_of(workspace.mandates.get(RUM)).facts == (asked,), "kept and read back"
    assert known_mandate(workspace, RUM).address == Address(**vars(own)), "pain.008 has it"
    assert "rue Neuve" not in str(workspace.audit.entries(limit=5))
    found = controls(printed(workspace, tmp_path))
    assert found["mandate.debtor.address.line2"] == "Bâtiment B"
    assert (found["mandate.bank.address.city"], found["mandate.contractor.name"]) == (
        "Bruxelles",
        "Groupe Exemple",
    )


@pytest.mark.parametrize(
    "data",
    [
        {"debtor_address": {"line1": "1 rue Neuve"}},
        {"bank_address": "1 rue Neuve"},
        {"contractor": {"name": "Groupe"}},
        {"contractor": {"name": "Groupe", "address": None}},
    ],
)
def test_half_an_address_is_no_fact(data: dict[str, Any]) -> None:
    whole = {**document_of(prepared()), **data}
    with pytest.raises(ValueError, match=r"an address|a contractor"):
        of_document(whole)
    assert of_document(document_of(prepared())) == prepared(), "facts without addresses read as before"


def test_a_b2b_mandate_is_printed_in_its_own_words(workspace: OpenWorkspace, tmp_path: Path) -> None:
    record = order_in(workspace)
    open_mandate(workspace, record.id, as_ordered(record, scheme=Scheme.B2B), desk_of(AnyDay()))
    text = " ".join(lines(printed(workspace, tmp_path)))
    assert "interentreprises" in text and "8 semaines" not in text and "l’enregistre" in text
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mandat-sepa-OLD-2019-7-b2b.docx"]


def test_an_amended_account_takes_the_bank_of_the_order_away(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    record = order_in(workspace)
    signed_mandate(workspace, record.id, desk_of(AnyDay()))
    changed = Amended(TODAY, Account(OTHER_IBAN, "COBADEFFXXX", "Commerzbank"), ics="FR72ZZZ123456")
    record_facts(workspace, RUM, [changed], desk_of(AnyDay(TODAY), 5000))
    content = printed(workspace, tmp_path)
    found = controls(content)
    assert (found["mandate.iban"], found["mandate.bic"]) == (OTHER_IBAN, "COBADEFFXXX")
    assert found["mandate.bank.name"] == "Commerzbank" and "mandate.bank.address.city" not in found
    assert found["mandate.debtor.name"] == "Atelier Exemple" and "mandate.debtor.address.city" not in found
    assert "FR15ZZZ588627" in " ".join(lines(content))


def test_an_old_mandate_prints_its_own_signature_and_not_the_order_s_signatory(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    record = order_in(workspace)
    signed_mandate(workspace, record.id, desk_of(AnyDay()))
    found = controls(printed(workspace, tmp_path))
    assert found["contacts.signatory.name"] == "Alix Martin" != get(record.answers, "contacts.signatory.name")
    assert "contacts.signatory.function" not in found
    assert (found["mandate.place"], found["mandate.signed_on"]) == ("Lyon", "1er décembre 2026")


def test_an_old_mandate_that_is_not_signed_leaves_the_boxes_of_the_signature_empty(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    record = order_in(workspace)
    open_mandate(workspace, record.id, prepared(), desk_of(AnyDay()))
    found = controls(printed(workspace, tmp_path))
    signature = ("contacts.signatory.name", "contacts.signatory.function", "mandate.place")
    assert not found.keys() & {*signature, "mandate.signed_on"}


def test_a_new_account_was_not_signed_on_the_form_that_names_it(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    record = order_in(workspace)
    signed_mandate(workspace, record.id, desk_of(AnyDay()))
    record_facts(workspace, RUM, [Amended(TODAY, Account(OTHER_IBAN))], desk_of(AnyDay(TODAY), 5000))
    assert "contacts.signatory.name" not in controls(printed(workspace, tmp_path))


def test_a_mandate_that_is_not_there_is_refused(workspace: OpenWorkspace, tmp_path: Path) -> None:
    with pytest.raises(NoSuchRecord):
        printed(workspace, tmp_path)
