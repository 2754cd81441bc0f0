"""The real clock and the real chance, and where the program keeps its data on this machine."""

import datetime as dt
import os
from pathlib import Path


class SystemClock:
    """The machine's clock."""

    def now(self) -> dt.datetime:
        """The present instant, UTC."""
        return dt.datetime.now(dt.UTC)

    def today(self) -> dt.date:
        """Today in Paris."""
        from numspot_desk.language.zone import PARIS

        return dt.datetime.now(PARIS).date()


class SystemChance:
    """The operating system's randomness."""

    def bytes(self, count: int) -> bytes:
        """`count` unpredictable bytes."""
        return os.urandom(count)


def data_folder() -> Path:
    """The folder of the workspace, its backups and the log: `NUMSPOT_DESK_HOME`, else the user's own
    data folder (`~/.local/share/numspot-desk` on Linux)."""
    if named := os.environ.get("NUMSPOT_DESK_HOME"):
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("numspot-desk", appauthor=False))


def private_folder(path: Path) -> Path:
    """The folder, made if it is not there, closed to everybody else."""
    path.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        path.chmod(0o700)
    return path
