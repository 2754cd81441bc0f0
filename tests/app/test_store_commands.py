"""`store …` and `audit verify` on a workspace, with the passphrase given as a script gives it."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from numspot_desk.app.command_line import main
from numspot_desk.app.door import PASSPHRASE_VARIABLE, door_of
from numspot_desk.app.world import SystemChance, SystemClock
from numspot_desk.store.schema import audit
from numspot_desk.usecases.general_terms.adopt_terms import Adoption, adopt_terms, preview_terms
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.samples.sample_answers import sample_answers

PASSPHRASE = "quatre mots pour ouvrir"


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    door_of(tmp_path / "data").create(PASSPHRASE).workspace.close()

    def run_command(*arguments: str) -> tuple[int, Any, str]:
        status = main(["--workspace", str(tmp_path / "data"), "--lang", "en", *arguments])
        captured = capfdbinary.readouterr()
        return status, json.loads(captured.out) if captured.out else None, captured.err.decode()

    return run_command


def test_a_backup_is_written_verified_and_restored(run: Any, tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    status, made, _ = run("store", "backup", str(tmp_path / "away"))
    assert status == 0 and Path(made["file"]).parent == tmp_path / "away"
    assert run("store", "verify")[:2] == (0, run("store", "verify")[1])
    status, answer, _ = run("store", "restore", made["file"])
    assert status == 0 and Path(answer["former"]).is_dir()
    status, verdict, _ = run("audit", "verify")
    assert (status, verdict["broken_at"]) == (0, None) and verdict["head"]


def test_a_head_printed_in_a_contract_is_looked_for(run: Any) -> None:
    _, before, _ = run("audit", "verify")
    assert "head_at" not in before
    status, verdict, _ = run("audit", "verify", "--head", before["head"].upper())
    assert (status, verdict["head_at"]) == (0, before["entries"])
    status, verdict, _ = run("audit", "verify", "--head", "0" * 64)
    assert (status, verdict["head_at"], verdict["broken_at"]) == (1, None, None)


def test_a_row_of_the_audit_log_that_was_changed_is_located(run: Any, tmp_path: Path) -> None:
    with door_of(tmp_path / "data").unlock_with_passphrase(PASSPHRASE) as workspace:
        for sequence in range(3):
            workspace.handovers.append(Act("order.started", str(sequence), "Camille", SystemClock().now()))
        raw = workspace._session.outside.connection.driver_connection
        raw.execute("DROP TRIGGER audit_no_update")
        with workspace._session.transaction() as connection:
            last = connection.execute(select(func.max(audit.c.sequence))).scalar_one()
            changed = audit.update().where(audit.c.sequence == last - 1)
            connection.execute(changed.values(kind="order.signed"))
    status, verdict, _ = run("audit", "verify")
    assert (status, verdict["broken_at"]) == (1, last - 1)


def test_the_audit_log_says_who_made_a_backup_and_who_restored_it(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "camille")
    (tmp_path / "away").mkdir()
    _, made, _ = run("store", "backup", str(tmp_path / "away"))
    with door_of(tmp_path / "data").unlock_with_passphrase(PASSPHRASE) as workspace:
        made_by = workspace.audit.entries()[0]
    assert (made_by.kind, made_by.actor) == ("workspace.backed_up", "camille")
    run("store", "restore", made["file"])
    with door_of(tmp_path / "data").unlock_with_passphrase(PASSPHRASE) as workspace:
        restored = workspace.audit.entries()[0]
    assert (restored.kind, restored.actor) == ("workspace.restored", "camille")
    assert restored.details == {"backup": Path(made["file"]).name}


def test_a_wrong_passphrase_or_no_workspace_is_a_sentence(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "another one entirely")
    status, answer, said = run("store", "verify")
    assert (status, answer) == (2, None) and "passphrase" in said
    status = main(["store", "verify", "--workspace", str(tmp_path / "nothing")])
    assert status == 2 and not (tmp_path / "nothing").exists()


def test_without_a_passphrase_or_a_terminal_the_command_says_how(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    status, _, said = run("audit", "verify")
    assert status == 2 and PASSPHRASE_VARIABLE in said


def test_while_the_workspace_is_open_elsewhere_the_command_refuses(run: Any, tmp_path: Path) -> None:
    with door_of(tmp_path / "data").unlock_with_passphrase(PASSPHRASE):
        status, answer, said = run("store", "verify")
    assert (status, answer) == (2, None) and said


def test_what_is_no_backup_is_refused_and_nothing_changes(run: Any, tmp_path: Path) -> None:
    bad = tmp_path / "bad.ndbackup"
    bad.write_bytes(b"PK nothing")
    before = (tmp_path / "data" / "workspace.db").read_bytes()
    status, answer, _ = run("store", "restore", str(bad))
    assert (status, answer) == (2, None)
    assert (tmp_path / "data" / "workspace.db").read_bytes() == before


def test_an_order_is_checked_against_the_terms_adopted_in_the_workspace(run: Any, tmp_path: Path) -> None:
    order = tmp_path / "order.json"
    answers = sample_answers("workshop", dt.date(2026, 12, 1)) | {"general_terms": None}
    target = {"subject": "references", "effect": "replace", "text": "Autorisé.", "data": None}
    answers["derogations"] = [{"id": "D1", "target": "CG-9", **target}]
    order.write_text(json.dumps(answers), encoding="utf-8")

    def unknown() -> bool:
        _, answer, _ = run("--on", "2026-12-01", "order", "check", str(order))
        return "target_clause_unknown" in [one["code"] for one in answer["problems"]]

    assert not unknown()
    with door_of(tmp_path / "data").unlock_with_passphrase(PASSPHRASE) as workspace:
        preview = preview_terms("cg.txt", b"ARTICLE 1. OBJET\n\nLe Verger loue des pommiers.\n")
        asked = Adoption("2026", "fr", dt.date(2025, 12, 1), dt.date(2026, 1, 1))
        lawyer = Person("Louis Juriste", "legal")
        adopt_terms(workspace, preview, asked, lawyer, SystemClock(), SystemChance())
    assert unknown()
