"""The self-test of an installed program, in a process of its own as people run it."""

import os
import subprocess
import sys


def test_it_checks_everything_and_says_so() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    ran = subprocess.run(
        [sys.executable, "-m", "numspot_desk.app.command_line", "self-test", "--lang", "en"],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    lines = ran.stderr.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "Message catalogues",
        "Resources",
        "Encrypted store",
        "Word files",
        "Window",
    ]
    assert all(": ok (" in line for line in lines), ran.stderr
    assert (ran.returncode, ran.stdout.strip()) == (0, '{\n "ok": true\n}')
