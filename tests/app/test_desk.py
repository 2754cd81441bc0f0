"""The application as a person meets it: first start, restart, lock, restore, failures. Driven off screen."""

import contextlib
import gc
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QProcess, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk import bundle
from numspot_desk.app.crash import CrashDialog
from numspot_desk.app.desk import Desk, order_named, start_anew
from numspot_desk.app.door import door_of
from numspot_desk.app.safety import Safety
from numspot_desk.app.world import SystemChance, SystemClock
from numspot_desk.language.messages import message
from numspot_desk.store.access import WorkspaceAccess
from numspot_desk.ui.kit.garbage import GuiThreadCollector
from numspot_desk.ui.kit.keys import keys_said
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.restore import BackupSecretDialog
from numspot_desk.ui.unlock import Refused, Unlock
from numspot_desk.ui.welcome import Welcome
from numspot_desk.usecases.orders.start_order import start_order
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.refusals import DeskError, FileRefused
from tests.store.test_keys import MemoryKeychain

PASSPHRASE = "quatre mots pour ouvrir"


@contextlib.contextmanager
def running(
    folder: Path, qtbot: QtBot, arguments: list[str] | None = None
) -> Iterator[tuple[Desk, MainWindow]]:
    """One run of the application on a folder, closed at the end as a person closes it."""
    level = logging.getLogger().level
    folder.mkdir(parents=True, exist_ok=True)
    desk = Desk(arguments or [], folder, "en")
    with qtbot.waitCallback(timeout=10_000) as painted:
        window = desk.open(painted)
    try:
        yield desk, window
    finally:
        window.close()
        desk.close(window)
        logging.getLogger().setLevel(level)
        QApplication.processEvents()


def until_gate(qtbot: QtBot, window: MainWindow, kind: type[QWidget]) -> QWidget:
    """The gate of this kind that stands in the window; one that was left is hidden until it is deleted."""

    def standing() -> list[QWidget]:
        return [found for found in window.findChildren(kind) if found.isVisible()]

    qtbot.waitUntil(lambda: bool(standing()), timeout=10_000)
    return standing()[0]


def make_workspace(folder: Path) -> None:
    door_of(folder).create(PASSPHRASE).workspace.close()


def type_into(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    qtbot.keyClicks(field, text)


def unlock(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    asked = until_gate(qtbot, window, Unlock)
    assert isinstance(asked, Unlock)
    with qtbot.waitSignal(desk.opening.opened, timeout=10_000):
        type_into(qtbot, asked.secret, PASSPHRASE)
        qtbot.keyClick(asked.secret, Qt.Key.Key_Return)


def test_a_first_start_asks_for_a_passphrase_gives_the_recovery_key_and_opens(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with running(tmp_path / "data", qtbot) as (desk, window):
        welcome = until_gate(qtbot, window, Welcome)
        assert isinstance(welcome, Welcome)
        type_into(qtbot, welcome.name, "Camille")
        type_into(qtbot, welcome.passphrase.first, PASSPHRASE)
        type_into(qtbot, welcome.passphrase.second, PASSPHRASE)
        qtbot.keyClick(welcome.passphrase.second, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: hasattr(welcome, "recovery"), timeout=10_000)
        recovery_key = welcome.recovery.key
        with qtbot.waitSignal(desk.opening.opened, timeout=10_000):
            welcome.done_button.click()
        assert window.current() is not None
        assert desk.context.person.name == "Camille"
        qtbot.waitUntil(lambda: not desk.context.busy, timeout=10_000)
    assert door_of(tmp_path / "data").recovery_key_kept()
    with door_of(tmp_path / "data").unlock_with_recovery_key(recovery_key) as workspace:
        assert workspace.audit.verify().broken_at is None


def test_garbage_is_collected_on_this_thread_until_the_window_is_closed(tmp_path: Path, qtbot: QtBot) -> None:
    gc.disable()  # as `prepare_process` does
    try:
        with running(tmp_path / "data", qtbot) as (desk, window):
            until_gate(qtbot, window, Welcome)
            qtbot.waitUntil(lambda: gc.get_freeze_count() > 0, timeout=10_000)
            assert desk.findChild(GuiThreadCollector) is not None
            assert not gc.isenabled()
        assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.disable()  # as every test of a screen has it until its end


def test_a_restart_asks_for_the_passphrase_and_says_when_it_is_wrong(tmp_path: Path, qtbot: QtBot) -> None:
    make_workspace(tmp_path)
    with running(tmp_path, qtbot) as (desk, window):
        asked = until_gate(qtbot, window, Unlock)
        assert isinstance(asked, Unlock)
        type_into(qtbot, asked.secret, "not this one at all")
        qtbot.keyClick(asked.secret, Qt.Key.Key_Return)
        qtbot.waitUntil(asked.unlock_button.isEnabled, timeout=10_000)
        asked.secret.clear()
        unlock(qtbot, desk, window)
        qtbot.waitUntil(lambda: not desk.context.busy, timeout=10_000)
    assert len(list((tmp_path / "backups").glob("*.ndbackup"))) == 1  # the backup of the day


def test_locking_closes_the_store_and_asks_again(tmp_path: Path, qtbot: QtBot) -> None:
    make_workspace(tmp_path)
    with running(tmp_path, qtbot) as (desk, window):
        unlock(qtbot, desk, window)
        window.lock()
        qtbot.waitUntil(lambda: not desk.context.has_workspace, timeout=10_000)
        unlock(qtbot, desk, window)
        assert desk.context.has_workspace


def test_a_damaged_store_is_a_sentence_and_is_left_as_it_is(tmp_path: Path, qtbot: QtBot) -> None:
    make_workspace(tmp_path)
    (tmp_path / "workspace.keys.json").write_bytes(b"{}")
    before = (tmp_path / "workspace.db").read_bytes()
    with running(tmp_path, qtbot) as (_desk, window):
        until_gate(qtbot, window, Refused)
    assert (tmp_path / "workspace.db").read_bytes() == before


def test_a_damaged_store_with_the_right_passphrase_offers_a_backup(tmp_path: Path, qtbot: QtBot) -> None:
    make_workspace(tmp_path)
    store = tmp_path / "workspace.db"
    content = bytearray(store.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    store.write_bytes(content)
    with running(tmp_path, qtbot) as (_desk, window):
        asked = until_gate(qtbot, window, Unlock)
        assert isinstance(asked, Unlock)
        type_into(qtbot, asked.secret, PASSPHRASE)
        qtbot.keyClick(asked.secret, Qt.Key.Key_Return)
        refused = until_gate(qtbot, window, Refused)
        assert isinstance(refused, Refused)
        assert refused.restore.isVisible() and "damaged" in refused.sentence.text()
    assert store.read_bytes() == content


def test_backup_restore_and_keys_from_the_settings(tmp_path: Path, qtbot: QtBot) -> None:
    make_workspace(tmp_path / "data")
    (tmp_path / "away").mkdir()
    with running(tmp_path / "data", qtbot) as (desk, window):
        unlock(qtbot, desk, window)
        desk.context.set_person(Person("Camille Vendeuse", "sales"))
        safety = desk.context.safety
        assert safety is not None
        with qtbot.waitCallback(timeout=10_000) as backed_up:
            desk.context.run(lambda workspace: safety.back_up(workspace, tmp_path / "away"), backed_up)
        backup = backed_up.args[0]
        assert backup.is_file()
        with qtbot.waitSignal(desk.opening.opened, timeout=10_000), qtbot.waitCallback() as restored:
            desk.context.run(lambda workspace: safety.restore(workspace, backup), restored)
        assert restored.args[0].name.endswith("-restore.ndbackup"), "what was there can be restored too"
        with qtbot.waitSignal(desk.opening.opened, timeout=10_000), qtbot.waitCallback() as again:
            desk.context.run(lambda workspace: safety.restore(workspace, restored.args[0]), again)
        with qtbot.waitCallback(timeout=10_000) as changed:
            desk.context.run(
                lambda workspace: safety.change_passphrase(workspace, "une autre phrase"), changed
            )
    with pytest.raises(DeskError):
        door_of(tmp_path / "data").unlock_with_passphrase(PASSPHRASE)
    with door_of(tmp_path / "data").unlock_with_passphrase("une autre phrase") as workspace:
        named = {entry.kind: entry.actor for entry in workspace.audit.entries()}
    assert named["workspace.restored"] == named["keys.passphrase_set"] == "Camille Vendeuse"


def test_the_keychain_is_used_or_left_as_one_chooses(tmp_path: Path, qtbot: QtBot) -> None:
    folder, keychain = tmp_path / "data", MemoryKeychain()

    def door() -> WorkspaceAccess:
        return WorkspaceAccess(folder, clock=SystemClock(), chance=SystemChance(), keychain=keychain)

    make_workspace(folder)
    with running(folder, qtbot) as (desk, window):
        unlock(qtbot, desk, window)
        safety = desk.context.safety
        assert isinstance(safety, Safety)
        safety._door = door
        said: list[bool | None] = []

        def look(_: object = None) -> None:
            desk.context.run(safety.opens_by_session, said.append)

        look()
        for wanted in (True, False):
            desk.context.run(lambda store, wanted=wanted: safety.open_by_session(store, wanted), look)
            qtbot.waitUntil(lambda: not desk.context.busy, timeout=10_000)
        keychain.closed = True
        look()
        qtbot.waitUntil(lambda: len(said) == 4, timeout=10_000)
    assert said == [False, True, False, None]
    assert door().ways() == {"passphrase", "recovery"} and not keychain.kept


def test_a_restore_that_is_refused_leaves_the_workspace_open(tmp_path: Path, qtbot: QtBot) -> None:
    make_workspace(tmp_path / "data")
    bad = tmp_path / "bad.ndbackup"
    bad.write_bytes(b"not a backup")
    with running(tmp_path / "data", qtbot) as (desk, window):
        unlock(qtbot, desk, window)
        safety = desk.context.safety
        assert safety is not None
        with qtbot.waitCallback() as refused:
            desk.context.run(lambda workspace: safety.restore(workspace, bad), failed=refused)
        assert isinstance(refused.args[0], DeskError)
        assert desk.context.has_workspace


def test_a_backup_replaces_a_store_that_cannot_be_opened(tmp_path: Path, qtbot: QtBot) -> None:
    make_workspace(tmp_path / "data")
    with door_of(tmp_path / "data").unlock_with_passphrase(PASSPHRASE) as workspace:
        backup = workspace.backups.make(into=tmp_path).path
    (tmp_path / "data" / "workspace.keys.json").write_bytes(b"{}")
    with running(tmp_path / "data", qtbot) as (desk, window):
        until_gate(qtbot, window, Refused)
        with qtbot.waitSignal(desk.opening.opened, timeout=10_000):
            desk.opening.restore(backup, PASSPHRASE)
        assert desk.context.has_workspace, "what opened the backup opens the store: it is not asked again"


def test_a_first_start_on_another_computer_brings_the_contracts_from_a_backup(
    tmp_path: Path, qtbot: QtBot
) -> None:
    make_workspace(tmp_path / "old")
    with door_of(tmp_path / "old").unlock_with_passphrase(PASSPHRASE) as workspace:
        backup, moved = workspace.backups.make(into=tmp_path).path, workspace.id
    with running(tmp_path / "new", qtbot) as (desk, window):
        welcome = until_gate(qtbot, window, Welcome)
        assert isinstance(welcome, Welcome)
        type_into(qtbot, welcome.name, "Camille")
        with qtbot.waitSignal(welcome.restore_asked):
            qtbot.keyClick(welcome.restore_button, Qt.Key.Key_Space)
        for dialog in window.findChildren(QFileDialog):
            dialog.reject()
        desk.opening._ask_secret(backup)
        asked = window.findChild(BackupSecretDialog)
        for typed in ("", "pas la bonne phrase"):
            type_into(qtbot, asked.secret, typed)
            qtbot.keyClick(asked.secret, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: bool(asked._row.problems) and asked.restore.isEnabled(), timeout=10_000)
            assert asked.isVisible() and asked.secret.text() == typed, "nothing is asked twice"
            assert asked.height() >= asked.layout().totalHeightForWidth(asked.width()), "nothing is cut"
        asked.secret.clear()
        with qtbot.waitSignal(desk.opening.opened, timeout=10_000):
            type_into(qtbot, asked.secret, PASSPHRASE)
            qtbot.keyClick(asked.secret, Qt.Key.Key_Return)
        assert desk.context.person.name == "Camille", "the name typed before is kept"
    with door_of(tmp_path / "new").unlock_with_passphrase(PASSPHRASE) as workspace:
        assert workspace.id == moved


def test_a_failure_shows_one_window_without_personal_data_and_the_work_goes_on(
    tmp_path: Path, qtbot: QtBot
) -> None:
    make_workspace(tmp_path)

    def fail() -> None:
        raise ValueError("'Jean Dupont' FR1420041010050500013M02606")

    with running(tmp_path, qtbot) as (desk, window):
        unlock(qtbot, desk, window)
        for _ in range(3):
            desk.context.run(lambda _workspace: fail())
        qtbot.waitUntil(lambda: window.findChild(CrashDialog) is not None, timeout=10_000)
        qtbot.waitUntil(lambda: not desk.context.busy)
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: len(window.findChildren(CrashDialog)) == 2, timeout=10_000)
        for dialog in window.findChildren(CrashDialog):
            dialog.accept()
        reports = [path.read_text(encoding="utf-8") for path in (tmp_path / "logs").glob("crash-*.txt")]
        log = (tmp_path / "logs" / "desk.log").read_text(encoding="utf-8")
        assert reports and "ValueError" in reports[0] and "test_desk.py" in reports[0]
        assert "Dupont" not in "".join([log, *reports]) and "FR14" not in "".join([log, *reports])
        assert desk.context.has_workspace


def test_after_a_failure_the_program_can_be_started_again_with_its_arguments(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_workspace(tmp_path)
    begun: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(QProcess, "startDetached", lambda program, given: begun.append((program, given)))
    monkeypatch.setattr(sys, "orig_argv", ["python", "-m", "numspot_desk", "--lang", "en"])

    def fail(_workspace: object) -> None:
        raise ValueError

    with running(tmp_path, qtbot) as (desk, window):
        unlock(qtbot, desk, window)
        desk.context.run(fail)
        qtbot.waitUntil(lambda: window.findChild(CrashDialog) is not None, timeout=10_000)
        dialog = window.findChild(CrashDialog)
        again = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Restart")
        again.setFocus()
        qtbot.keyClick(again, Qt.Key.Key_Space)
        assert desk.start_again and not window.isVisible()
        assert begun == [], "this run holds its place until its window is closed and its store too"
    start_anew()
    assert begun == [(sys.executable, ["-m", "numspot_desk", "--lang", "en"])]


def test_what_a_person_can_act_on_is_said_and_is_no_crash(tmp_path: Path, qtbot: QtBot) -> None:
    make_workspace(tmp_path)

    def full() -> None:
        raise OSError(28, "No space left on device")

    def refused() -> None:
        raise FileRefused(
            message("The disk is full. Free some room, then try again: what you saved is kept.")
        )

    with running(tmp_path, qtbot) as (desk, window):
        unlock(qtbot, desk, window)
        for act in (full, refused):
            with qtbot.waitSignal(desk.context.message_posted, timeout=10_000) as posted:
                desk.context.run(lambda _workspace, act=act: act())
            assert posted.args[0].text.startswith("The disk is full.")
        assert window.findChild(CrashDialog) is None


def test_a_run_that_died_in_a_library_is_said_at_the_next_start(tmp_path: Path, qtbot: QtBot) -> None:
    make_workspace(tmp_path)
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "fault.log").write_text("Fatal Python error: Segmentation fault\n")
    with running(tmp_path, qtbot) as (desk, window):
        unlock(qtbot, desk, window)
        assert (tmp_path / "logs" / "fault-last.log").is_file()
        assert "ended abruptly" in (tmp_path / "logs" / "desk.log").read_text() or desk.context.has_workspace


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        ([], ""),
        (["--lang", "fr"], ""),
        (["--order", "cmd-2026-7k3q9xm4"], "CMD-2026-7K3Q9XM4"),
        (["--lang", "en", "--order=CMD-2026-7K3Q9XM4"], "CMD-2026-7K3Q9XM4"),
        (["--order"], ""),
    ],
)
def test_a_start_may_name_an_order(arguments: list[str], number: str) -> None:
    assert order_named(arguments) == number


def test_the_order_that_a_start_names_is_opened_and_a_second_start_opens_its_own(
    tmp_path: Path, qtbot: QtBot
) -> None:
    camille = Person("Camille", "sales")
    with door_of(tmp_path).create(PASSPHRASE).workspace as workspace:
        first, second = (
            start_order(workspace, camille, SystemClock(), SystemChance()).record for _ in range(2)
        )

    def open_number(window: MainWindow) -> str:
        page = window.current()
        return page.bookmark() if page is not None and page.page_id == "order" else ""

    with running(tmp_path, qtbot, ["--order", first.number]) as (desk, window):
        unlock(qtbot, desk, window)
        qtbot.waitUntil(lambda: open_number(window) == first.id, timeout=10_000)
        desk._instance.asked.emit(["--order", second.number])
        qtbot.waitUntil(lambda: open_number(window) == second.id, timeout=10_000)
        with qtbot.waitSignal(desk.context.message_posted, timeout=10_000) as posted:
            desk._instance.asked.emit(["--order", "CMD-2026-00000000"])
        assert "CMD-2026-00000000" in posted.args[0].text
        assert open_number(window) == second.id
        desk._instance.asked.emit([])
        qtbot.waitUntil(lambda: not desk.context.busy, timeout=10_000)


def test_qt_speaks_french_to_its_last_word_and_english_after_the_switch(tmp_path: Path, qtbot: QtBot) -> None:
    told = ElementTree.parse(bundle.resource("qt", "desk_fr.ts")).getroot()
    said = {
        (context.findtext("name", ""), entry.findtext("source", "")): entry.findtext("translation", "")
        for context in told.iter("context")
        for entry in context.iter("message")
    }
    assert said["QAbstractFileIconProvider", "Folder"] == "Dossier"
    with running(tmp_path, qtbot) as (desk, _window):
        desk.context.set_language("fr")
        for (where, english), french in said.items():
            assert QCoreApplication.translate(where, english) == french
        assert keys_said("Ctrl+PgDown") == "Ctrl+Page suiv"
        assert keys_said("Alt+1 … Alt+7") == "Alt+1 … Alt+7"
        desk.context.set_language("en")
        assert QCoreApplication.translate("QAbstractFileIconProvider", "Folder") == "Folder"
        assert keys_said("Ctrl+PgDown") == "Ctrl+PgDown"


ONE_RUN = """
import sys
from pathlib import Path
from numspot_desk.app.start import prepare_process
prepare_process()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid
from numspot_desk.app.desk import Desk
from numspot_desk.ui.welcome import Welcome
desk = Desk([], Path(sys.argv[1]), "fr")
kept = [desk.context]
def close_once_asked() -> None:
    for window in QApplication.topLevelWidgets():
        if window.findChildren(Welcome):
            timer.stop()
            kept.append(window)
            window.close()
timer = QTimer(interval=0)
timer.timeout.connect(close_once_asked)
timer.start()
status = desk.run()
print([isValid(one) for one in kept], desk.children())
sys.exit(status)
"""


def test_a_run_leaves_nothing_that_python_answers_for_to_the_end_of_the_interpreter(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", ONE_RUN, str(tmp_path / "data")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert (run.returncode, run.stdout.strip()) == (0, "[False, False] []"), run.stderr
