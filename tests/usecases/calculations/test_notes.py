"""Notes of contracts: frozen as they were, dated, by somebody; withdrawn with a reason; nothing personal."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.language.catalog import load_language
from numspot_desk.language.zone import PARIS
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.calculations import frozen as frozen_words
from numspot_desk.usecases.calculations.calculators import BY_ID, CALCULATORS
from numspot_desk.usecases.calculations.export import write_document
from numspot_desk.usecases.calculations.frozen import thawed, values_of
from numspot_desk.usecases.calculations.notes import (
    NoteRefused,
    attach_note,
    contracts_to_choose,
    note_told,
    notes_of,
    withdraw_note,
)
from numspot_desk.usecases.calculations.outcome import Outcome, calculate
from numspot_desk.usecases.calculations.rates_kept import known_rates
from numspot_desk.usecases.calculations.told import told
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.refusals import MoveRefused, NoSuchRecord
from tests.usecases.calculations.test_outcome import FILLED
from tests.usecases.contract.test_facts_of_contract import NUMBER, answers
from tests.usecases.contract.test_show_hierarchy import signed
from tests.usecases.desk import LAWYER, PERSON, FixedClock, draft, workspace_in

FRENCH = load_language("fr")
CLOCK = FixedClock()
IBAN = "FR76 3000 6000 0112 3456 7890 189"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    with workspace_in(tmp_path / "w") as opened:
        yield opened


@pytest.fixture
def contract(workspace: OpenWorkspace, tmp_path: Path) -> OrderRecord:
    return signed(workspace, draft(workspace, answers()), tmp_path / "o", dt.date(2026, 5, 4))


def _outcome(ident: str, **changed: Any) -> tuple[Outcome, dict[str, Any]]:
    values = {**FILLED[ident], **changed}
    return calculate(BY_ID[ident], values, known_rates()), values


@pytest.mark.parametrize("ident", [one.id for one in CALCULATORS])
def test_a_note_says_what_the_calculation_said(
    ident: str, workspace: OpenWorkspace, contract: OrderRecord
) -> None:
    outcome, values = _outcome(ident)
    assert outcome.found is not None
    attach_note(workspace, contract.id, "Pour le dossier", outcome, values, PERSON, CLOCK)
    (note,) = notes_of(workspace, contract.id)
    for language in (FRENCH, load_language("en")):
        assert thawed(note.content, language) == told(outcome.calculator, values, outcome.found, language)
    assert values_of(note.content)["readings"] == dict(outcome.found.readings)
    assert note.content["facts"] == outcome.facts
    assert (note.title, note.number, note.made_by) == ("Pour le dossier", NUMBER, PERSON.name)


def test_a_note_stays_as_it_was_when_the_program_counts_otherwise(
    workspace: OpenWorkspace, contract: OrderRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome, values = _outcome("refund")
    attach_note(workspace, contract.id, "Remboursement", outcome, values, PERSON, CLOCK)
    monkeypatch.delattr(frozen_words, "told")
    (note,) = notes_of(workspace, contract.id)
    answer = note_told(note, FRENCH)
    assert "9\u202f200,00" in answer.headline and answer.inputs[0].said == NUMBER
    assert PERSON.name in answer.inputs[1].said


def test_a_note_is_withdrawn_with_its_reason_and_says_so(
    workspace: OpenWorkspace, contract: OrderRecord
) -> None:
    outcome, values = _outcome("refund")
    note, changes = attach_note(workspace, contract.id, "Un", outcome, values, PERSON, CLOCK)
    assert changes.orders == {contract.id}
    withdraw_note(workspace, note.id, "  Mauvais   montant ", LAWYER, CLOCK)
    (gone,) = notes_of(workspace, contract.id)
    assert gone.withdrawn is not None and gone.withdrawn.reason == "Mauvais montant"
    warned = note_told(gone, FRENCH).warnings[0]
    assert "Mauvais montant" in warned and LAWYER.name in warned
    with pytest.raises(NoSuchRecord):
        withdraw_note(workspace, note.id, "Encore", LAWYER, CLOCK)


def test_both_acts_are_in_the_log_without_their_words(
    workspace: OpenWorkspace, contract: OrderRecord
) -> None:
    outcome, values = _outcome("refund")
    note, _ = attach_note(workspace, contract.id, "Titre discret", outcome, values, PERSON, CLOCK)
    withdraw_note(workspace, note.id, "Motif discret", PERSON, CLOCK)
    rows = [one for one in workspace.audit.entries() if one.kind.startswith("contract.note_")]
    assert [one.kind for one in rows] == ["contract.note_withdrawn", "contract.note_added"]
    assert all(one.details["number"] == NUMBER for one in rows)
    assert "discret" not in "".join(str(one.details) for one in rows)
    assert workspace.audit.verify().broken_at is None


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("", "title"),
        ("   ", "title"),
        ("x" * 201, "title"),
        ("a\x07b", "title"),
        (f"Compte {IBAN}", "title"),
        ("écrire à jean@client.example", "title"),
    ],
)
def test_a_title_that_is_none_or_personal_is_refused(
    title: str, field: str, workspace: OpenWorkspace, contract: OrderRecord
) -> None:
    outcome, values = _outcome("refund")
    with pytest.raises(NoteRefused) as refused:
        attach_note(workspace, contract.id, title, outcome, values, PERSON, CLOCK)
    assert refused.value.field == field and not notes_of(workspace, contract.id)


def test_a_calculation_that_holds_an_account_is_refused(
    workspace: OpenWorkspace, contract: OrderRecord
) -> None:
    invoice = {"number": IBAN, "amount_incl_tax": "120", "amount_excl_tax": "100", "due": "31/01/2026"}
    outcome, values = _outcome("late_payment", invoices=[invoice], payments=[])
    with pytest.raises(NoteRefused, match="bank account"):
        attach_note(workspace, contract.id, "Retard", outcome, values, PERSON, CLOCK)


def test_without_a_result_a_signature_or_the_right_nothing_is_kept(
    workspace: OpenWorkspace, contract: OrderRecord
) -> None:
    outcome, values = _outcome("refund")
    other = draft(workspace, answers(), "CMD-2026-00000009")
    with pytest.raises(NoSuchRecord, match="not signed"):
        attach_note(workspace, other.id, "Un", outcome, values, PERSON, CLOCK)
    with pytest.raises(MoveRefused):
        attach_note(workspace, contract.id, "Un", outcome, values, Person("L", "read_only"), CLOCK)
    lacking, empty = _outcome("refund", billed="")
    with pytest.raises(NoteRefused, match="no result"):
        attach_note(workspace, contract.id, "Un", lacking, empty, PERSON, CLOCK)
    assert [one.number for one in contracts_to_choose(workspace, "")] == [NUMBER]
    assert not notes_of(workspace, contract.id)


def test_a_reason_is_needed_and_holds_nothing_personal(
    workspace: OpenWorkspace, contract: OrderRecord
) -> None:
    outcome, values = _outcome("refund")
    note, _ = attach_note(workspace, contract.id, "Un", outcome, values, PERSON, CLOCK)
    for reason in ("", IBAN):
        with pytest.raises(NoteRefused) as refused:
            withdraw_note(workspace, note.id, reason, PERSON, CLOCK)
        assert refused.value.field == "reason"


def test_a_note_is_handed_over_as_a_document(
    workspace: OpenWorkspace, contract: OrderRecord, tmp_path: Path
) -> None:
    outcome, values = _outcome("exit")
    note, _ = attach_note(workspace, contract.id, "Sortie", outcome, values, PERSON, CLOCK)
    at = note.made_at.astimezone(PARIS)
    path = write_document(note_told(note, FRENCH), note.made_by, at, tmp_path, WordFiles(), FolderFiles())
    assert path.read_bytes()[:2] == b"PK"
