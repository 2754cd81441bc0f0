"""What happens when the program itself fails: a redacted report kept, one calm window, the work goes on.

Errors reach the hooks in whatever thread they were raised; a signal brings them to the GUI thread. What
a person can act on (`DeskError`, a full disk) is said as such and is no crash.
"""

import errno
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from numspot_desk import __version__
from numspot_desk.app.journal import Journal
from numspot_desk.app.redaction import redacted_traceback
from numspot_desk.language.messages import Message, message
from numspot_desk.ui.context import DeskContext
from numspot_desk.usecases.refusals import DeskError

_LOG = logging.getLogger("numspot_desk.crash")


def report_of(error: BaseException) -> str:
    """A report that tells where the program failed and nothing about a contract."""
    import platform

    trace = "".join(traceback.format_exception(error))
    return (
        f"numspot_desk {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n"
        f"{redacted_traceback(trace)}\n"
    )


def same_failure(error: BaseException) -> tuple[Any, ...]:
    """What two errors share when they are one failure: their type and the lines they came through."""
    frames = traceback.extract_tb(error.__traceback__)
    return (type(error), *((frame.filename, frame.lineno) for frame in frames[-5:]))


def known_cause(error: BaseException) -> Message | None:
    """The sentence for what a person can act on; None for a failure of ours."""
    if isinstance(error, DeskError):
        return error.message
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return message("The disk is full. Free some room, then try again: what you saved is kept.")
    if isinstance(error, OSError) and error.errno == errno.EROFS:
        return message("The disk can only be read. Nothing can be saved until it can be written.")
    if isinstance(error, MemoryError):
        return message("The computer has no memory left. Close other programs, then try again.")
    return None


class CrashGuard(QObject):
    """Holds the hooks while the application runs."""

    _caught = Signal(object)

    def __init__(
        self,
        context: DeskContext,
        journal: Journal,
        start_again: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._journal = journal
        self._start_again = start_again
        self._seen: set[tuple[Any, ...]] = set()
        self._window: QWidget | None = None
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self, window: QWidget | None = None) -> None:
        """Take the hooks of Python; dialogs open over `window`."""
        self._window = window
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        _LOG.error("unexpected %s", kind.__name__, exc_info=(kind, error, trace))
        self._caught.emit(error)

    def _thread_hook(self, found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None:
            self._hook(found.exc_type, found.exc_value, found.exc_traceback)

    def _show(self, error: BaseException) -> None:
        cause = known_cause(error)
        if cause is not None:
            self._context.post_problem(DeskError(cause))
            return
        failure = same_failure(error)
        if failure in self._seen:
            return
        self._seen.add(failure)
        report = report_of(error)
        self._journal.keep_report(report, self._context.clock.now())
        dialog = CrashDialog(self._context, report, self._journal, self._window)
        dialog.restart_asked.connect(self._start_again)
        dialog.open()


class CrashDialog(QDialog):
    """Says that something failed, that the work is kept, and lets the details be copied or the program be
    started again."""

    restart_asked = Signal()

    def __init__(
        self, context: DeskContext, report: str, journal: Journal, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = journal.folder
        text = context.text
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(text("Something went wrong"))
        self.resize(640, 400)
        layout = QVBoxLayout(self)
        sentence = QLabel(
            text(
                "The program failed at something and goes on. What you typed is saved. If the window no "
                "longer answers as it should, start the program again. If it happens again, copy the "
                "details and send them to whoever looks after this program: they hold no name, account or "
                "amount. Nothing is sent by itself."
            ),
            self,
        )
        sentence.setWordWrap(True)
        layout.addWidget(sentence)
        self._details = QPlainTextEdit(report, self)
        self._details.setReadOnly(True)
        self._details.setAccessibleName(text("Details of the failure"))
        layout.addWidget(self._details, 1)
        layout.addWidget(self._buttons(context))

    def _buttons(self, context: DeskContext) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        go_on = buttons.addButton(context.text("Go on"), role.AcceptRole)
        copy = buttons.addButton(context.text("Copy the details"), role.ActionRole)
        folder = buttons.addButton(context.text("Folder of the reports"), role.ActionRole)
        again = buttons.addButton(context.text("Restart"), role.ActionRole)
        go_on.clicked.connect(self.accept)
        again.clicked.connect(self._restart)
        copy.clicked.connect(self._copy)
        folder.clicked.connect(self._open_folder)
        go_on.setDefault(True)
        return buttons

    def _restart(self) -> None:
        self.accept()
        self.restart_asked.emit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
