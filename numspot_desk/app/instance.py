"""One application a workspace: the lock file decides, the local socket passes a second start's request.

The lock is the operating system's and dies with the process, so that nothing stale keeps anybody out. The
socket only carries; it is opened after the first window is painted.
"""

import os
import time
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, QThread, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS: Final = 3000
_LARGEST_REQUEST: Final = 64 * 1024
_ACKNOWLEDGED: Final = b"ok\n"


class Answer(Enum):
    """What the first instance made of a second start's request."""

    RAISED = auto()  # it showed its window
    SILENT = auto()  # it holds the lock and does not answer: it hangs
    STARTING = auto()  # it holds the lock and has no socket yet, or is ending


class SingleInstance(QObject):
    """The place of the first application on one workspace."""

    asked = Signal(list)  # the arguments of a second start

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._name = _socket_name(folder)
        self._lock = QLockFile(str(folder / "application.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Become the first, or say that another is. Where no lock can be written there is no other to find:
        opening the store says what is wrong with the folder."""
        if self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError:
            return True
        return not os.access(self._folder, os.W_OK)  # what a run that died left there cannot be removed

    def owner(self) -> int:
        """The process that holds the lock; 0 when unknown."""
        info = self._lock.getLockInfo()
        return int(info[0]) if isinstance(info, tuple) else 0

    def listen(self) -> None:
        """Receive what later starts ask. A socket left by a process that died is replaced."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)
        if server.listen(self._name):
            server.newConnection.connect(self._receive)
            self._server = server

    def pass_on(self, arguments: list[str], patience_ms: int = _PATIENCE_MS) -> Answer:
        """Ask the first instance to come to the front with these arguments; wait for its word."""
        from PySide6.QtNetwork import QLocalSocket

        until = time.monotonic() + patience_ms / 1000
        while time.monotonic() < until:
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(200):
                return self._ask(socket, arguments, until)
            # The first may still be painting its first window: it listens in a moment.
            QThread.msleep(100)
        return Answer.STARTING

    def release(self) -> None:
        """Give the place back, at the end."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    @staticmethod
    def _ask(socket: "QLocalSocket", arguments: list[str], until: float) -> Answer:
        import json

        socket.write(json.dumps(arguments).encode() + b"\n")
        while (left := int((until - time.monotonic()) * 1000)) > 0:
            if socket.waitForReadyRead(left) and bytes(socket.readAll().data()).startswith(_ACKNOWLEDGED):
                return Answer.RAISED
            if not socket.isValid():
                break
        return Answer.SILENT

    def _receive(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._answer(socket)

    def _read(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        socket = self.sender()
        if not isinstance(socket, QLocalSocket):
            return
        if socket.canReadLine():
            self._answer(socket)
        elif socket.bytesAvailable() > _LARGEST_REQUEST:
            socket.abort()

    def _answer(self, socket: "QLocalSocket") -> None:
        import json

        try:
            arguments = json.loads(bytes(socket.readLine(_LARGEST_REQUEST).data()))
        except ValueError:
            socket.abort()
            return
        if not (isinstance(arguments, list) and all(isinstance(item, str) for item in arguments)):
            socket.abort()
            return
        socket.write(_ACKNOWLEDGED)
        socket.flush()
        self.asked.emit(arguments)


def _socket_name(folder: Path) -> str:
    """One name a folder, as short as the systems' limits on socket names want it."""
    digest = QCryptographicHash.hash(str(folder.resolve()).encode(), QCryptographicHash.Algorithm.Sha256)
    return "numspot-desk-" + bytes(digest.toHex().data()).decode()[:16]
