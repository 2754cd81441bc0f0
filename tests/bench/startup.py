"""Time to the first window and to a usable list, as whole processes, beside a bare PySide6 window.

All run from bytecode, as an installed program does, even where the environment keeps Python from writing
any: the runs that warm up write it to a throw-away folder.
"""

import os
import tempfile
from pathlib import Path

from tests.bench.keychain import door_of
from tests.bench.measure import alternating, process, report_ratio
from tests.store.many_orders import fill


def bench(times: int) -> list[bool]:
    """Print both pairs."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if not (env.get("DISPLAY") or env.get("WAYLAND_DISPLAY")):
        env["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="numspot-bench-") as scratch:
        folder = Path(scratch, "workspace")
        folder.mkdir()
        env["PYTHONPYCACHEPREFIX"] = str(Path(scratch, "bytecode"))
        bare = process("-m", "tests.bench.processes", "bare", env=env)
        with door_of(folder).create(use_keychain=True).workspace as workspace:
            fill(workspace._session, 10_000)
            workspace.tidy()  # the backup of the day is made once a day, not at each start
        (folder / "preferences.ini").write_text("[General]\npage=orders\n", encoding="utf-8")
        window = process("-m", "tests.bench.processes", "window", str(folder), env=env)
        rows = process("-m", "tests.bench.processes", "list", str(folder), env=env)
        first, peer = alternating(window, bare, times)
        met = [report_ratio("Time to the first window (process)", first, "bare window", peer, 1.5)]
        first, peer = alternating(rows, bare, times)
        title = "Time to a usable list of 10 000 orders (process)"
        met.append(report_ratio(title, first, "bare window", peer, 4.0))
    return met
