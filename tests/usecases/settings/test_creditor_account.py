"""The account that direct debits credit: checked, kept by legal alone, told to nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.mandates.hand_over_debits import payee_of
from numspot_desk.usecases.refusals import MoveRefused
from numspot_desk.usecases.settings.creditor_account import (
    CreditorAccount,
    change_creditor_account,
    creditor_account,
    creditor_account_problems,
)
from numspot_desk.usecases.settings.kept_settings import creditor_of
from tests.usecases.desk import LAWYER, PERSON
from tests.usecases.mandate_desk import AnyDay, workspace_on

OURS = "FR7630006000011234567890189"
CLOCK = AnyDay()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    with workspace_on(tmp_path / "desk", CLOCK) as opened:
        yield opened


def test_an_account_is_kept_as_it_is_written_and_forgotten(workspace: OpenWorkspace) -> None:
    assert creditor_account(workspace) is None
    typed = "fr76 3000\u00a06000\u202f0112 3456 7890 189"
    assert change_creditor_account(workspace, typed, "agri frpp", LAWYER, CLOCK).settings
    assert creditor_account(workspace) == CreditorAccount(OURS, "AGRIFRPP")
    assert not change_creditor_account(workspace, OURS, "AGRIFRPP", LAWYER, CLOCK).settings
    assert change_creditor_account(workspace, " ", "", LAWYER, CLOCK).settings
    assert creditor_account(workspace) is None


def test_it_is_what_is_credited_and_no_document_carries_it(workspace: OpenWorkspace) -> None:
    change_creditor_account(workspace, OURS, "", LAWYER, CLOCK)
    payee = payee_of(creditor_of(workspace), creditor_account(workspace))
    assert (payee.iban, payee.bic, payee.ics) == (OURS, None, "FR15ZZZ588627")
    assert OURS not in str(creditor_of(workspace).data()) and "iban" not in Creditor.__dataclass_fields__


def test_the_log_notes_the_act_and_not_the_account(workspace: OpenWorkspace) -> None:
    change_creditor_account(workspace, OURS, "", LAWYER, CLOCK)
    entry = workspace.audit.entries(limit=1)[0]
    assert entry.kind == "settings.creditor_account" and OURS not in str(entry)


def test_legal_alone_changes_it(workspace: OpenWorkspace) -> None:
    with pytest.raises(MoveRefused):
        change_creditor_account(workspace, OURS, "", PERSON, CLOCK)
    assert creditor_account(workspace) is None


@pytest.mark.parametrize(
    ("number", "code", "field"),
    [
        ("FR7630006000011234567890188", "", "iban"),
        ("SA0380000000608010167519", "", "iban"),
        ("", "", "iban"),
        (OURS, "COBADEFF", "bic"),
        (OURS, "AGRI", "bic"),
    ],
)
def test_a_wrong_account_is_refused_by_its_field(
    workspace: OpenWorkspace, number: str, code: str, field: str
) -> None:
    assert [fault.field for fault in creditor_account_problems(number, code)] == [field]
    if number:
        with pytest.raises(ValueError, match=field):
            change_creditor_account(workspace, number, code, LAWYER, CLOCK)
    assert creditor_account(workspace) is None
