"""`make campaign`: the long tests and the properties at full numbers, and what they gave, in
`docs/campaigns.md`.

`make test` runs a short share of the same tests with fixed seeds. Arguments go on to pytest.
"""

import datetime as dt
import os
import platform
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
RESULTS: Final = ROOT / "docs" / "campaigns.md"
HEADING: Final = (
    "# Campaigns\n\nThe long tests at full numbers (`make campaign`), the latest run first. Each line is a"
    " test and how long it took.\n"
)
FULL: Final = "500"
"""How often what is random happens; NUMSPOT_DESK_CAMPAIGN sets another number."""
_TIMING = re.compile(r"^\s*(\d+\.\d+s)\s+call\s+(\S+)$", re.MULTILINE)


def main(arguments: list[str]) -> int:
    """Run the campaign and keep its result; pytest's exit status."""
    started = dt.datetime.now(dt.UTC)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-m", "campaign or hypothesis", "--durations=0", "-vv", *arguments],
        cwd=ROOT,
        env={"NUMSPOT_DESK_CAMPAIGN": FULL} | os.environ,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    print(ran.stdout)
    keep(RESULTS, entry(ran.stdout, started, revision()))
    return ran.returncode


def entry(output: str, started: dt.datetime, commit: str) -> str:
    """One run as Markdown: when, what, on what, the verdict, and each test with its time."""
    last = next((line.strip("= ") for line in reversed(output.splitlines()) if line.strip()), "no output")
    timings = sorted(_TIMING.findall(output), key=lambda found: found[1])
    lines = [f"- `{test}`: {time}" for time, test in timings]
    machine = f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores"
    return "\n".join([f"## {started:%Y-%m-%d %H:%M} UTC, {commit}", "", f"{machine}: {last}", "", *lines, ""])


def keep(file: Path, added: str) -> None:
    """Put a run at the top of the results."""
    file.parent.mkdir(exist_ok=True)
    earlier = file.read_text(encoding="utf-8").removeprefix(HEADING) if file.exists() else ""
    file.write_text(f"{HEADING}\n{added}{earlier}", encoding="utf-8")


def revision() -> str:
    """The commit that was tested."""
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return found.stdout.strip() or "no commit"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
