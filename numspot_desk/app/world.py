"""The real clock and the real chance, and where the program keeps its data on this machine."""

import datetime as dt
import os
import secrets
from pathlib import Path
from zoneinfo import ZoneInfo

_PARIS = ZoneInfo("Europe/Paris")


class SystemClock:
    """The machine's clock."""

    def now(self) -> dt.datetime:
        """The present instant, UTC."""
        return dt.datetime.now(dt.UTC)

    def today(self) -> dt.date:
        """Today in Paris."""
        return dt.datetime.now(_PARIS).date()


class SystemChance:
    """The operating system's randomness."""

    def bytes(self, count: int) -> bytes:
        """`count` unpredictable bytes."""
        return secrets.token_bytes(count)


def data_folder() -> Path:
    """The folder of the workspace, its backups and the log: `NUMSPOT_DESK_HOME`, else the user's own
    data folder (`~/.local/share/numspot-desk` on Linux)."""
    if named := os.environ.get("NUMSPOT_DESK_HOME"):
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("numspot-desk", appauthor=False))
