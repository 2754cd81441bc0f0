"""What one person prefers on one computer: language, theme, sizes, window, columns.

Kept in an `.ini` file in the data folder, never in the workspace, and never anything about a contract.
"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings


class Preferences(QObject):
    """Named values of text, and of bytes for what Qt remembers of its windows."""

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = QSettings(str(file), QSettings.Format.IniFormat, self)

    def get(self, name: str, default: str = "") -> str:
        """The value kept under a name, or the default."""
        value = self._settings.value(name)
        return value if isinstance(value, str) else default

    def put(self, name: str, value: str) -> None:
        """Keep a value; the file is written by Qt soon after, and at exit."""
        self._settings.setValue(name, value)

    def get_bytes(self, name: str) -> QByteArray:
        """Bytes kept under a name; empty when there are none."""
        value = self._settings.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def put_bytes(self, name: str, value: QByteArray) -> None:
        """Keep bytes that Qt made (`saveGeometry`, `saveState`)."""
        self._settings.setValue(name, value)

    def sync(self) -> None:
        """Write the file now."""
        self._settings.sync()
