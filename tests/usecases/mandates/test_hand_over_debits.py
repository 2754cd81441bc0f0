"""Debits handed over: written once it is sound, read back, held against the schema that a person has."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from numspot_desk.contracts.collection.message import DebitMessage
from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.pain008 import DebitFiles
from numspot_desk.usecases.mandates.bank_hint import of_another_bank
from numspot_desk.usecases.mandates.hand_over_debits import (
    DebitsRefused,
    SchemaDeparted,
    hand_over_debits,
    payee_of,
)
from tests.contracts.collection.asked import TODAY, asked, debit, other_debit


class Strict:
    """A schema that nothing follows."""

    def departures(self, content: bytes) -> Sequence[str]:
        return ["PmtInf: FORBIDDEN"]


class Forgetful(DebitFiles):
    """A writer that loses a debit."""

    def read(self, content: bytes) -> DebitMessage:
        found = super().read(content)
        return DebitMessage(found.id, found.created_at, found.initiator, found.batches[:-1])


def test_sound_debits_become_one_file(tmp_path: Path) -> None:
    collection = asked(debit(), other_debit(2))
    done = hand_over_debits(collection, TODAY, DebitFiles(), FolderFiles(), tmp_path / "banque")
    content = done.path.read_bytes()
    assert done.path.name == f"prelevements-{done.message.id}.xml"
    assert hashlib.sha256(content).hexdigest() == done.sha256
    assert DebitFiles().read(content) == done.message
    assert {one.path for one in done.rewritten} >= {"debits[0].text", "debits[1].text"}
    again = hand_over_debits(collection, TODAY, DebitFiles(), FolderFiles(), tmp_path / "banque")
    assert again.path == done.path and len(list(done.path.parent.iterdir())) == 1


def test_refused_debits_write_nothing(tmp_path: Path) -> None:
    with pytest.raises(DebitsRefused) as refused:
        hand_over_debits(
            asked(debit(announced_on=None)), TODAY, DebitFiles(), FolderFiles(), tmp_path / "out"
        )
    assert [fault.code for fault in refused.value.faults] == ["notice_missing"]
    assert not (tmp_path / "out").exists()


def test_a_file_that_departs_from_the_schema_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(SchemaDeparted) as departed:
        hand_over_debits(asked(), TODAY, DebitFiles(), FolderFiles(), tmp_path / "out", Strict())
    assert departed.value.departures == ("PmtInf: FORBIDDEN",)
    assert not (tmp_path / "out").exists()


def test_a_file_that_reads_otherwise_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        hand_over_debits(asked(), TODAY, Forgetful(), FolderFiles(), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_bic_of_another_bank_is_a_caution(tmp_path: Path) -> None:
    other = debit("prepared 2026-01-05 account=FR1420041010050500013M02606/BNPAFRPP; signed 2026-01-20")
    done = hand_over_debits(asked(other), TODAY, DebitFiles(), FolderFiles(), tmp_path)
    assert [(one.code, one.path) for one in done.cautions] == [("bic_of_another_bank", "debits[0].facts")]


@pytest.mark.parametrize(
    ("iban", "bic", "other"),
    [
        ("FR1420041010050500013M02606", "PSSTFRPP", False),
        ("FR1420041010050500013M02606", "PSSTFRPPNTE", False),
        ("FR14 2004 1010 0505 0001 3M02 606", "bnpa fr pp", True),
        ("DE89370400440532013000", "COBADEFFXXX", False),
        ("DE89370400440532013000", "DEUTDEFF", True),
        ("MT84MALT011000012345MTLCAST001S", "MALTMTMT", False),
        ("FR1520041010050500013M02606", "BNPAFRPP", False),
        ("FR1420041010050500013M02606", "BNPA", False),
    ],
)
def test_a_bank_is_another_one_only_where_the_register_knows_it(iban: str, bic: str, other: bool) -> None:
    assert of_another_bank(iban, bic) is other


def test_the_creditor_of_the_settings_collects() -> None:
    payee = payee_of(Creditor(legal_name="Créancier", ics="FR72ZZZ123456"))
    assert (payee.name, payee.ics, payee.iban) == ("Créancier", "FR72ZZZ123456", "")
    assert (payee.address.postcode, payee.address.country) == ("92931", "FR")
