"""One account number through the whole application: typed, printed, debited, handed over, failed on.

Afterwards it stands in the deliverables alone: in no log, crash report, temporary file, file name, window
title or answer.
"""

import datetime as dt
import json
import logging
import os
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.app.command_line import main
from numspot_desk.app.commands.handovers import VARIABLE
from numspot_desk.app.crash import CrashDialog, report_of
from numspot_desk.app.door import PASSPHRASE_VARIABLE, door_of
from numspot_desk.app.journal import Journal
from numspot_desk.app.world import SystemChance, SystemClock
from numspot_desk.contracts.mandate_life.facts import Account, Amended, Prepared, Signed
from numspot_desk.rules.identifiers import iban
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.mandates.mandate_acts import Desk, FactRefused, open_mandate, record_facts
from numspot_desk.usecases.mandates.plan_debits import Plan, plan_debit
from numspot_desk.usecases.orders.order_acts import new_draft
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.samples.sample_answers import CLINIC, sample_answers
from tests.app.test_desk import running, unlock
from tests.ui.order.typist import Typist

ROOT = Path(__file__).resolve().parents[2]
CANARY = "FR6430003012340004711CA7Y05"
WRONG = "FR6430003012340004711CA7Y06"
RUM = "OLD-2019-7"
DOOR = "quatre mots pour ouvrir"
CAMILLE = Person("Camille Vendeuse", "sales")
DELIVERED = {"out", "handover", "asked"}
"""Folders of what a person asked for, for the client, the bank or a colleague, and of what they typed."""


_GAPS = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}-"


def spellings(number: str) -> tuple[str, ...]:
    """The number as it may stand somewhere: whole, in groups, in small letters."""
    grouped = iban.format(number)
    spaced = (
        number,
        grouped,
        *(grouped.replace(" ", gap) for gap in "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}-"),
    )
    return (*spaced, *(one.lower() for one in spaced), number[4:])


def told(content: bytes | str) -> bool:
    """Whether the canary, or the number that was mistyped for it, stands in this, in whatever coding."""
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    found = [one for number in (CANARY, WRONG) for one in spellings(number)]
    return any(one.encode(coding) in raw for one in found for coding in ("utf-8", "utf-16-le"))


def leaks(folder: Path) -> list[str]:
    """Every file outside the deliverables that tells the canary, archives opened, and every file named after
    it."""
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        parts = path.relative_to(folder).parts
        contents = [] if parts[0] in DELIVERED else [path.read_bytes()]
        if contents and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                contents += [archive.read(name) for name in archive.namelist()]
        if told("/".join(parts)) or any(told(content) for content in contents):
            found.append("/".join(parts))
    return found


@dataclass
class House:
    """A machine of one person: home, temporary folder, workspace, all below one folder."""

    folder: Path
    captured: pytest.CaptureFixture[bytes]

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def command(self, *arguments: str, status: int = 0) -> Any:
        """Run a command on the workspace; what it says tells nothing."""
        done = main(["--workspace", str(self.data), "--on", "2027-02-01", *arguments])
        said = self.captured.readouterr()
        assert done == status, said.err.decode()
        assert not told(said.err) and (arguments[0] == "id" or not told(said.out)), arguments
        return json.loads(said.out) if said.out else None

    def asked(self, name: str, content: Any) -> str:
        """A file that the person wrote."""
        path = self.folder / "asked" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
        return str(path)


@pytest.fixture
def house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Iterator[House]:
    for name, variable in (("home", "HOME"), ("tmp", "TMPDIR")):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(variable, str(tmp_path / name))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv(PASSPHRASE_VARIABLE, DOOR)
    monkeypatch.setenv(VARIABLE, "quatre mots bien choisis")
    level = logging.getLogger().level
    door_of(tmp_path / "data").create(DOOR).workspace.close()
    yield House(tmp_path, capfdbinary)
    logging.getLogger().setLevel(level)


def with_canary(number: str = CANARY) -> dict[str, Any]:
    answers = sample_answers(CLINIC, dt.date(2027, 2, 1))
    answers["mandate"] |= {"iban": iban.format(number), "bic": "SOGEFRPP"}
    return answers


class OnDay(SystemClock):
    """The clock of the day on which the mandate is used."""

    def today(self) -> dt.date:
        return dt.date(2027, 2, 1)


def test_the_canary_is_what_it_should_be() -> None:
    assert iban.is_valid(CANARY) and not iban.is_valid(WRONG)
    assert all(told(one) for one in spellings(CANARY)) and told(CANARY.encode("utf-16"))
    assert not told("FR64 •••• 7Y05")


def test_a_leak_would_be_found(tmp_path: Path) -> None:
    for name in ("out", "tmp"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "letter.txt").write_text(f"Compte {iban.format(CANARY)}", encoding="utf-16")
        with zipfile.ZipFile(tmp_path / name / "letter.docx", "w") as archive:
            archive.writestr("word/document.xml", CANARY)
    (tmp_path / "out" / f"mandat-{CANARY}.txt").touch()
    assert leaks(tmp_path) == [f"out/mandat-{CANARY}.txt", "tmp/letter.docx", "tmp/letter.txt"]


def test_commands_leave_the_canary_in_deliverables_alone(house: House) -> None:
    out, clock, chance = str(house.folder / "out"), OnDay(), SystemChance()
    journal = Journal(house.data)
    journal.open()
    logging.getLogger().setLevel(logging.DEBUG)
    with door_of(house.data).unlock_with_passphrase(DOOR) as workspace:
        record = new_draft(workspace, with_canary(), "order.started", CAMILLE, clock, chance).record
        desk = Desk(CAMILLE, clock, chance)
        signed_on = dt.date(2026, 12, 1)
        mandate = Prepared(signed_on, RUM, "Atelier Exemple", Account(CANARY, "SOGEFRPP"), "FR15ZZZ588627")
        open_mandate(workspace, record.id, mandate, desk, Signed(signed_on, "Alix Martin"))
        with pytest.raises(FactRefused) as refused:
            record_facts(workspace, RUM, [Amended(clock.today(), Account(WRONG))], desk)
        assert not told(str(refused.value)) and not told(repr(refused.value.message))
        plan = Plan(dt.date(2027, 2, 26), "FA-1", clock.today(), Decimal("120.50"), clock.today())
        plan_debit(workspace, RUM, plan, desk)
        assert not told(repr(list(workspace.audit.entries())))
    order = house.asked("order.json", with_canary())
    house.command("order", "check", order)
    house.command("order", "export", order, "--out", out)
    house.command("mandate", "export", order, "--out", str(house.folder / "out" / "mandate"))
    house.command("mandate", "export", house.asked("wrong.json", with_canary(WRONG)), "--out", out, status=1)
    debits = {
        "collect_on": "2027-02-26",
        "creditor": {"iban": CANARY},
        "debits": [{"rum": RUM, "amount": "1.00", "reference": "FA-1", "announced_on": "2027-02-01"}],
    }
    house.command("mandate", "pain008", house.asked("debits.json", debits), "--out", out)
    planned = house.asked("planned.json", {"collect_on": "2027-02-26", "creditor": {"iban": CANARY}})
    sent = house.command("mandate", "pain008", planned, "--out", str(house.folder / "out" / "planned"))
    assert (sent["debits"], sent["total"]) == (1, "120.50")
    none = house.asked("none.json", {"collect_on": "2027-02-25", "creditor": {"iban": CANARY}})
    house.command("mandate", "pain008", none, "--out", out, status=1)
    debits["creditor"] = {"iban": WRONG}
    house.command("mandate", "pain008", house.asked("wrong-debits.json", debits), "--out", out, status=1)
    for kind in ("account", "revocation"):
        house.command("mandate", "letter", RUM, "--kind", kind, "--out", out)
    notice = ("--invoice", "FA-1", "--amount", "1.00", "--debit-on", "2027-02-26")
    house.command("mandate", "letter", RUM, "--kind", "notice", "--out", out, *notice)
    house.command("handover", "export", record.number, "--out", str(house.folder / "handover"))
    (house.folder / "kept").mkdir()
    house.command("store", "backup", str(house.folder / "kept"))
    house.command("store", "verify")
    house.command("id", "iban", iban.format(WRONG), status=1)
    journal.close()
    assert any(told(path.read_bytes()) for path in (house.folder / "out").glob("*.xml"))
    assert leaks(house.folder) == []


def failures() -> Iterator[BaseException]:
    """Errors as libraries and slips of ours would make them, with the canary in them."""
    for written in spellings(CANARY)[:-1]:
        yield ValueError(written)
        yield KeyError(f"account {written} is odd", {"iban": written})
        try:
            try:
                raise RuntimeError(f"no such account: {written}")
            except RuntimeError as inner:
                raise OSError(5, "read error", f"/tmp/{written}.pdf") from inner
        except OSError as outer:
            yield outer
    try:
        sqlite3.connect(":memory:").execute(f"INSERT INTO {CANARY} VALUES ('{CANARY}')")
    except sqlite3.Error as error:
        yield error


def test_no_report_of_a_failure_tells_the_canary(house: House) -> None:
    journal = Journal(house.data)
    journal.open()
    start = dt.datetime(2027, 2, 1, tzinfo=dt.UTC)
    for minute, error in enumerate(failures()):
        journal.keep_report(report_of(error), start + dt.timedelta(minutes=minute))
        logging.getLogger("desk").error("failed on %s", error, exc_info=error)
        logging.getLogger("desk").warning("answers: %r", {"mandate": {"iban": CANARY}})
    journal.close()
    assert list(journal.folder.glob("crash-*.txt")) and (journal.folder / "desk.log").stat().st_size
    assert leaks(house.folder) == []


def test_screens_leave_the_canary_in_the_store_alone(house: House, qtbot: QtBot) -> None:
    with door_of(house.data).unlock_with_passphrase(DOOR) as workspace:
        number = new_draft(
            workspace, with_canary(), "order.started", CAMILLE, SystemClock(), SystemChance()
        ).record.number
    with running(house.data, qtbot, ["--order", number]) as (desk, window):
        unlock(qtbot, desk, window)
        qtbot.waitUntil(lambda: window.findChild(OrderPage) is not None, timeout=10_000)
        page = window.findChild(OrderPage)
        assert isinstance(page, OrderPage)
        qtbot.waitUntil(lambda: bool(page.presenter.answers), timeout=10_000)
        typist = Typist(page, qtbot)
        page.presenter.go_to_field("mandate.iban")
        qtbot.waitUntil(lambda: typist.field() == "mandate.iban", timeout=10_000)
        for typed in (WRONG, iban.format(CANARY)):
            typist.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            typist.type(typed)
            typist.settle()
            titles = [widget.windowTitle() for widget in QApplication.topLevelWidgets()]
            assert not told("\n".join(titles)), "a window is named after an account"
        assert page.presenter.answers["mandate"]["iban"]

        def fail(_workspace: object) -> None:
            raise ValueError(page.presenter.answers["mandate"], CANARY)

        desk.context.run(fail)
        qtbot.waitUntil(lambda: window.findChild(CrashDialog) is not None, timeout=10_000)
        dialog = window.findChild(CrashDialog)
        assert isinstance(dialog, CrashDialog)
        dialog._copy()
        assert not told(QApplication.clipboard().text())
        dialog.accept()
        qtbot.waitUntil(lambda: not desk.context.busy, timeout=10_000)
    assert list((house.data / "logs").glob("crash-*.txt"))
    assert leaks(house.folder) == []


@pytest.mark.skipif(os.name != "posix", reason="core files are the system's business elsewhere")
def test_a_process_of_ours_leaves_no_core_and_no_file_to_others() -> None:
    code = (
        "import os, resource; from numspot_desk.app.start import harden_process; harden_process();"
        "print(resource.getrlimit(resource.RLIMIT_CORE), oct(os.umask(0)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["(0,", "0)", "0o77"]
