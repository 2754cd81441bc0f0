"""`kill -9` at random moments of a session of edits and acts: no acknowledged one lost, none half done."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.store.schema import order_versions, version_facts, version_lines
from numspot_desk.store.workspace import OpenWorkspace, create_workspace, open_workspace
from numspot_desk.usecases.ports.orders import OrderQuery
from tests.store.desk import KEY, SeededChance, SetClock

ROOT = Path(__file__).resolve().parents[2]
_TURNS_OF_ONE_STORE = 25
KILLS = int(os.environ.get("NUMSPOT_DESK_CAMPAIGN", "10"))

WRITER = """
import os, signal, sys, threading
from pathlib import Path
from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.store.workspace import SystemChance, open_workspace
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import Place
from tests.store.desk import KEY, SetClock, complete_answers, extracted

clock, turn = SetClock(), int(sys.argv[2])
desk = open_workspace(Path(sys.argv[1]), KEY, clock=clock, chance=SystemChance())
threading.Timer(float(sys.argv[3]), os.kill, (os.getpid(), signal.SIGKILL)).start()  # amid C code too
act = lambda kind: Act(kind, "", "Anne Roy", clock.now())
for order in range(10_000):
    number = f"CMD-2026-{turn:04d}{order:04d}"
    made = desk.orders.create(number, complete_answers(n=0), Place(), extracted(), act("order.created"))
    print("created", number, flush=True)
    version = 1
    for n in range(1, 8):
        answers = complete_answers(n=n, text="é" * 400 * n)
        found = extracted(text=f"edit{n}")
        place = Place("lines", f"lines[{n}]")
        version = desk.orders.save_draft(made.id, version, answers, place, found, clock.now())
        print("saved", number, n, flush=True)
    data = {"number": number}
    rum = f"NS2026{turn:04d}{order:04d}"
    desk.orders.freeze(made.id, version, data, fingerprint(data), rum, act("order.exported"))
    print("exported", number, flush=True)
"""


def killed_session(folder: Path, turn: int, after: float) -> list[list[str]]:
    """Run a writer that is killed so many seconds after it opened the store; all that it acknowledged."""
    done = subprocess.run(
        [sys.executable, "-c", WRITER, str(folder), str(turn), str(after)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == -9
    return [line.split() for line in done.stdout.splitlines(keepends=True) if line.endswith("\n")]


def check(desk: OpenWorkspace, acknowledged: list[list[str]]) -> None:
    assert desk.damage() == []
    assert desk.audit.verify().broken_at is None
    kinds = [entry.kind for entry in desk.audit.entries(limit=100_000)]
    exported = desk.orders.counts_by_state()[OrderState.EXPORTED]
    with desk._session.transaction() as connection:
        for table in (order_versions, version_facts, version_lines):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == exported
    assert kinds.count("order.exported") == exported
    assert kinds.count("order.created") == desk.orders.count(OrderQuery())
    assert desk.orders.count(OrderQuery(text="atelier")) == desk.orders.count(OrderQuery())
    for what, number, *edit in acknowledged:
        order = desk.orders.by_number(number)
        assert order is not None
        n = order.answers["n"]
        assert n >= (int(edit[0]) if what == "saved" else 0)
        assert n == 0 or (order.place.field == f"lines[{n}]" and order.answers["text"] == "é" * 400 * n)
        assert what != "exported" or desk.orders.version(order.id) is not None
        if n and order.state is OrderState.DRAFT:
            assert desk.orders.count(OrderQuery(text=f"{number} edit{n}")) == 1


@pytest.mark.campaign
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is that of POSIX")
def test_killed_at_any_moment_no_acknowledged_edit_is_lost(folder: Path, clock: SetClock) -> None:
    chance = random.Random(20261120)
    for turn in range(KILLS):
        kept = folder / str(turn // _TURNS_OF_ONE_STORE)
        if turn % _TURNS_OF_ONE_STORE == 0:
            create_workspace(kept, KEY, clock=clock, chance=SeededChance()).close()
        acknowledged = killed_session(kept, turn, chance.uniform(0.01, 0.4))
        with open_workspace(kept, KEY, clock=clock) as desk:
            check(desk, acknowledged)
