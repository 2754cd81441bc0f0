"""One thread that does the work of the desk, one task after another, and owns the open workspace.

The long-lived executor owns the signal that brings results to the GUI thread; tasks are kept until they
are delivered. A callback whose widget is gone is dropped. What the work is lives with the screens.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from numspot_desk.language.messages import message
from numspot_desk.usecases.refusals import WorkspaceRefused

if TYPE_CHECKING:
    from numspot_desk.usecases.ports.workspace import Workspace

T = TypeVar("T")


@dataclass
class _Task:
    """One piece of work, who waits for it, and what became of it."""

    work: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[BaseException], None]
    owner: QObject | None = None
    result: Any = None
    error: BaseException | None = None


class SerialExecutor(QObject):
    """Runs tasks in the order they were given, on one thread that starts with the first of them."""

    _finished = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[_Task | None] = SimpleQueue()
        self._waiting: dict[int, _Task] = {}
        self._thread: threading.Thread | None = None
        self._workspace: Workspace | None = None
        self._stopped = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether any task is not delivered yet."""
        return bool(self._waiting)

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None,
        failed: Callable[[BaseException], None],
        owner: QObject | None = None,
    ) -> None:
        """Queue `work`; one of the callbacks follows on the GUI thread, unless its `owner` is gone by then.

        A bound method is owned by its object. Ignored after `shut_down`.
        """
        if self._stopped:
            return
        task = _Task(work, done, failed, owner)
        self._waiting[id(task)] = task
        if self._thread is None:
            self._thread = threading.Thread(target=self._loop, name="desk-work", daemon=True)
            self._thread.start()
        self._queue.put(task)

    # On the executor's own thread:

    def workspace(self) -> Workspace:
        """The open workspace. Raises `WorkspaceRefused` when there is none."""
        if self._workspace is None:
            raise WorkspaceRefused(message("The workspace is locked. Unlock it and try again."))
        return self._workspace

    def adopt(self, opener: Callable[[], Workspace]) -> None:
        """Close the workspace in hand, then open another and own it."""
        self.release()
        self._workspace = opener()

    def release(self) -> None:
        """Close the workspace in hand, if any."""
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            workspace.close()

    def _loop(self) -> None:
        while (task := self._queue.get()) is not None:
            try:
                task.result = task.work()
            except BaseException as error:
                task.error = error
            self._finished.emit(task)
        self.release()

    # On the GUI thread:

    def _deliver(self, task: _Task) -> None:
        self._waiting.pop(id(task), None)
        if self._stopped:
            return
        if task.owner is None or isValid(task.owner):
            if task.error is not None:
                if _alive(task.failed):
                    task.failed(task.error)
            elif task.done is not None and _alive(task.done):
                task.done(task.result)
        if not self._waiting:
            self.idle.emit()

    def shut_down(self) -> None:
        """Finish what was queued, close the workspace on its thread, and wait for the thread to end."""
        if self._stopped:
            return
        self._stopped = True
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
        self._waiting.clear()


def _alive(callback: Callable[..., None]) -> bool:
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
