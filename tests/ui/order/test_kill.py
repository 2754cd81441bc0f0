"""kill -9 in the middle of a wizard session: no acknowledged edit is lost, and the same page comes back.

`make test` runs six rounds, with a fixed seed; NUMSPOT_DESK_CAMPAIGN sets another number (the campaign's is
500).
"""

import os
import random
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.store.workspace import open_workspace
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.order.answer_row import FIELD
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.ports.orders import OrderQuery, OrderRecord
from tests.ui.order.wizard_session import KEY

ROOT = Path(__file__).resolve().parents[3]
ROUNDS = int(os.environ.get("NUMSPOT_DESK_CAMPAIGN", "6"))
STARTING = 60.0
MOST_SAVES = 6
PAUSE = 0.4
"""A little longer than the wizard waits before it saves: the kill falls anywhere in a burst or its save."""


@dataclass
class Told:
    """What a session said before it died."""

    order: str = ""
    kept: list[tuple[str, str, str]] = field(default_factory=list)  # step, field, sha256 of the answers
    tried: list[tuple[str, str, str]] = field(default_factory=list)  # since the last one kept

    def hear(self, line: str) -> None:
        """Take one line."""
        what, self.order, step, path, digest = line.split()
        said = (step, "" if path == "-" else path, digest)
        if what == "try":
            self.tried.append(said)
        else:
            self.kept.append(said)
            self.tried = self.tried[self.tried.index(said) + 1 :] if said in self.tried else self.tried


def _killed_session(folder: Path, seed: int, chance: random.Random) -> Told:
    """Run a session and kill it at a random moment after some acknowledged edits (one in ten: while it
    starts)."""
    command = [sys.executable, "-m", "tests.ui.order.wizard_session", str(folder), str(seed)]
    early = chance.random() < 0.1
    saves = chance.randint(1, MOST_SAVES)
    lives = chance.uniform(0.0, 1.3 if early else PAUSE)
    told = Told()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        output = process.stdout.fileno()
        heard = b""
        with selectors.DefaultSelector() as ready:
            ready.register(output, selectors.EVENT_READ)
            end = time.monotonic() + (lives if early else STARTING)
            begun = early
            while (left := end - time.monotonic()) > 0 and process.poll() is None:
                if ready.select(left):
                    heard += os.read(output, 65536)
                    if not begun and heard.count(b"kept") >= saves:
                        begun, end = True, time.monotonic() + lives
        process.send_signal(signal.SIGKILL)
        heard += process.stdout.read()
        errors = process.stderr.read().decode(errors="replace")
    assert process.returncode == -signal.SIGKILL, errors[-3000:]
    for line in heard.decode().splitlines(keepends=True):
        if line.endswith("\n"):
            told.hear(line)
    assert early or told.kept, f"nothing was acknowledged: {errors[-3000:]}"
    return told


@pytest.mark.campaign
def test_no_acknowledged_edit_is_lost(tmp_path: Path, context: DeskContext, qtbot: QtBot) -> None:
    chance = random.Random(20261122)
    last: tuple[str, str, str] | None = None
    acknowledged = 0
    for number in range(ROUNDS):
        told = _killed_session(tmp_path, number, chance)
        acknowledged += len(told.kept)
        last = told.kept[-1] if told.kept else last
        if last is None:
            continue
        found, left = (_held(record) for record in _look(tmp_path, context, qtbot, told.order))
        assert found == last or found in told.tried, f"round {number}: an acknowledged edit is lost"
        last = left
    assert acknowledged >= 2 * ROUNDS
    print(f"\nkill -9: {ROUNDS} rounds, {acknowledged} acknowledged edits, none lost")


def _held(record: OrderRecord) -> tuple[str, str, str]:
    return record.place.step, record.place.field, fingerprint(dict(record.answers))


def _look(folder: Path, context: DeskContext, qtbot: QtBot, order: str) -> tuple[OrderRecord, OrderRecord]:
    """Open the killed workspace in a new page: it shows what the store holds, where the person was.

    Returns the order as it was found, and as the page left it (its place, when there was none).
    """
    place = folder / "workspace"
    context.open_workspace(lambda: open_workspace(place, KEY, clock=context.clock))
    records: list[OrderRecord] = []
    context.run(_load(order), records.append)
    qtbot.waitUntil(lambda: bool(records), timeout=20_000)
    record = records[0]
    page = OrderPage(context)
    page.resize(1000, 700)
    page.show()
    page.activateWindow()
    qtbot.waitExposed(page)
    page.enter(record.id)
    qtbot.waitUntil(lambda: page.presenter.opened is not None, timeout=20_000)
    assert page.presenter.flow is not None and page.presenter.flow.step == record.place.step
    assert page.presenter.answers == record.answers
    if record.place.field:
        focused = QApplication.focusWidget()
        assert focused is not None and focused.property(FIELD) == record.place.field
    page.leave()
    page.close()
    context.run(_load(record.id), records.append)
    qtbot.waitUntil(lambda: len(records) == 2, timeout=20_000)
    page.deleteLater()
    closed: list[bool] = []
    context.close_workspace(lambda: closed.append(True))
    qtbot.waitUntil(lambda: bool(closed), timeout=20_000)
    return record, records[1]


def _load(order: str) -> Callable[[Any], OrderRecord]:
    def work(store: Any) -> OrderRecord:
        found: OrderRecord = store.orders.load(order or store.orders.page(OrderQuery()).rows[0].id)
        return found

    return work
