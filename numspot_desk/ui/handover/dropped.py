"""A file that is dropped on the window: a hand-over, or an order as JSON."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData

ENDINGS: Final = frozenset({".remise", ".json"})


def dropped_file(data: QMimeData) -> Path | None:
    """The one file that is dropped, where it is one that comes in here."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in ENDINGS else None
