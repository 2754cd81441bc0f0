"""The running application: one instance, the first window painted first, the workspace opened after it.

Puts together what the other modules of `app` and the screens hold, and takes it apart at the end.
"""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QProcess, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication
from shiboken6 import delete, isValid

from numspot_desk import bundle
from numspot_desk.app.instance import Answer, SingleInstance
from numspot_desk.app.opening import Opening
from numspot_desk.app.wiring import make_context
from numspot_desk.app.world import private_folder
from numspot_desk.language.catalog import LanguageCode
from numspot_desk.ui.kit.theme import STYLE
from numspot_desk.ui.look import apply_look
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.preferences import Preferences

if TYPE_CHECKING:
    from numspot_desk.store.access import WorkspaceAccess
    from numspot_desk.ui.kit.garbage import GuiThreadCollector
    from numspot_desk.usecases.ports.orders import OrderRecord
    from numspot_desk.usecases.ports.workspace import Workspace
    from numspot_desk.usecases.ports.world import Clock


class Desk(QObject):
    """One run of the application on one folder. `clock` and `door` are the machine's where not given."""

    def __init__(
        self,
        arguments: list[str],
        folder: Path,
        language: LanguageCode | None = None,
        *,
        clock: Clock | None = None,
        door: Callable[[], WorkspaceAccess] | None = None,
    ) -> None:
        self.application = QApplication.instance() or QApplication([sys.argv[0], *STYLE])
        super().__init__(self.application)
        assert isinstance(self.application, QApplication)
        self.application.setApplicationName("numspot-desk")
        self.application.setApplicationDisplayName("NumSpot Desk")
        self.application.setDesktopFileName("numspot-desk")
        self._arguments = arguments
        self._wanted = order_named(arguments)
        self.folder = folder
        self._door = door or self._door_of_this_machine
        preferences = Preferences(folder / "preferences.ini", self.application)
        self.context = make_context(preferences, language, clock)
        self._instance = SingleInstance(folder, self)
        self._translators = (QTranslator(self), QTranslator(self))
        self._collector: GuiThreadCollector | None = None
        self.start_again = False

    def run(self) -> int:
        """Show the window and stay until it is closed; the exit status."""
        self._speak()
        with contextlib.suppress(OSError):  # opening the store says what is wrong with the folder
            private_folder(self.folder)
        if not self._instance.take():
            return self._raise_first()
        window = self.open()
        status = QApplication.exec()
        self.close(window)
        take_apart(self.context, *self.children())
        if self.start_again:
            start_anew()
        return status

    def open(self, painted: Callable[[MainWindow], None] | None = None) -> MainWindow:
        """Show the first window; once it is painted, do the rest. `painted` is called in between."""
        apply_look(self.context)
        self.context.language_changed.connect(self._speak)
        window = MainWindow(self.context)
        self.opening = Opening(self.context, window, self.folder, self._door)
        self.opening.prepare()
        window.show()

        def after() -> None:
            if painted is not None:
                painted(window)
            self._after_first_paint(window)

        FirstPaint(window, after)
        return window

    def close(self, window: MainWindow) -> None:
        """Finish what is being saved, close the workspace, give the place back, take the window apart."""
        self.context.shut_down()
        self._guard.uninstall()
        if self._collector is not None:
            self._collector.stop()
        self._instance.release()
        self.journal.close()
        take_apart(window)

    # ── After the first paint ────────────────────────────────────────────────────────────────────

    def _after_first_paint(self, window: MainWindow) -> None:
        from numspot_desk.app.crash import CrashGuard
        from numspot_desk.app.journal import Journal
        from numspot_desk.app.safety import Safety
        from numspot_desk.app.tray import Tray

        self.journal = Journal(self.folder)
        left = self.journal.open()
        self._guard = CrashGuard(self.context, self.journal, lambda: self._end_to_start_again(window), self)
        self._guard.install(window)
        self.context.safety = Safety(self.context, self.opening, self._door)
        self.tray = Tray(self.context, window, lambda: _to_front(window))
        self.opening.opened.connect(self._tidy)
        self.opening.opened.connect(self._open_wanted)
        self.context.idle.connect(self._collect_garbage, Qt.ConnectionType.SingleShotConnection)
        self.opening.begin()
        self._instance.listen()
        self._instance.asked.connect(lambda arguments: self._asked(window, arguments))
        if left is not None:
            self.context.post(
                self.context.language.text(
                    "The last session ended abruptly. What you had saved is here. A report is in {folder}.",
                    folder=str(self.journal.folder),
                )
            )

    def _end_to_start_again(self, window: MainWindow) -> None:
        """Save and close as ever; the new run begins once this one has given its place back."""
        self.start_again = window.close()

    def _collect_garbage(self) -> None:
        """What is there once the first page or the first question is shown stays to the end: it is never
        looked through. From now on there is garbage again, and this thread collects it."""
        from numspot_desk.ui.kit.garbage import GuiThreadCollector

        gc.freeze()
        self._collector = GuiThreadCollector(self)

    def _asked(self, window: MainWindow, arguments: list[str]) -> None:
        """A second start: the first window comes to the front, on the order it names."""
        _to_front(window)
        self._wanted = order_named(arguments) or self._wanted
        self._open_wanted()

    def _open_wanted(self) -> None:
        """Open the order that a start named, once the workspace is open."""
        number = self._wanted
        if not number or not self.context.has_workspace:
            return
        self._wanted = ""

        def found(order: OrderRecord | None) -> None:
            if order is not None:
                self.context.go("order", order.id)
            else:
                text = self.context.language.text
                self.context.post(text("No order here has the number {number}: look for it by its client.",
                                       number=number))  # fmt: skip

        self.context.run(lambda workspace: workspace.orders.by_number(number), found, owner=self)

    def _tidy(self) -> None:
        """The backup of the day, and what was deleted long ago: behind the first list, never in its way."""
        self.context.run(_tidy_workspace)

    def _door_of_this_machine(self) -> WorkspaceAccess:
        from numspot_desk.app.door import door_of

        return door_of(self.folder, self.context.person.name)

    # ── Another instance ─────────────────────────────────────────────────────────────────────────

    def _raise_first(self) -> int:
        from PySide6.QtWidgets import QMessageBox

        answer = self._instance.pass_on(self._arguments)
        if answer is Answer.RAISED:
            return 0
        text = self.context.language.text
        box = QMessageBox(QMessageBox.Icon.Warning, "NumSpot Desk", "", QMessageBox.StandardButton.Close)
        if answer is Answer.SILENT:
            said = text(
                "NumSpot Desk is already open and does not answer (process {pid}). Wait a moment, or end it "
                "and start again: what was saved is kept.",
                pid=self._instance.owner(),
            )
        else:
            said = text(
                "NumSpot Desk is starting or ending elsewhere (process {pid}). Try again in a moment.",
                pid=self._instance.owner(),
            )
        box.setText(said)
        box.finished.connect(QApplication.quit)
        print(said, file=sys.stderr)
        box.open()
        QApplication.exec()
        return 1

    # ── Language ─────────────────────────────────────────────────────────────────────────────────

    def _speak(self) -> None:
        """Qt's own words (buttons, menus of text fields) in the language of the desk, and ours for those
        that Qt leaves in English."""
        code = self.context.language.code
        QLocale.setDefault(QLocale(QLocale.Language.French if code == "fr" else QLocale.Language.English))
        carried = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        files = (("desk", str(bundle.resource("qt"))), ("qtbase", carried))
        for translator, (name, where) in zip(self._translators, files, strict=True):
            QApplication.removeTranslator(translator)
            if code != "en" and translator.load(f"{name}_{code}", where):
                QApplication.installTranslator(translator)


def take_apart(*owned: QObject) -> None:
    """Destroy what Qt holds of ours while Python can answer its last calls. What is left to the end of the
    interpreter goes in any order and without a thread state of Python: a last call then ends the program
    with a segmentation fault."""
    for one in owned:
        if isValid(one):
            delete(one)


def start_anew() -> None:
    """Begin another run of the program, with the arguments of this one."""
    kept = sys.argv[1:] if getattr(sys, "frozen", False) else sys.orig_argv[1:]
    QProcess.startDetached(sys.executable, kept)


def order_named(arguments: list[str]) -> str:
    """The number of the order that the arguments of a start ask for (`--order NUMBER`); "" when none does."""
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--order":
            return (value or "".join(arguments[place + 1 : place + 2])).strip().upper()
    return ""


class FirstPaint(QObject):
    """Calls once, right after a window was first painted."""

    def __init__(self, window: MainWindow, act: Callable[[], None]) -> None:
        super().__init__(window)
        self._act = act
        handle = window.windowHandle()
        handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            # The window is painted while this event is handled: the next turn of the loop is after it.
            QTimer.singleShot(0, self, self._act)
        return False


def _tidy_workspace(workspace: Workspace) -> None:
    from numspot_desk.store.workspace import OpenWorkspace

    if isinstance(workspace, OpenWorkspace):
        workspace.tidy()


def _to_front(window: MainWindow) -> None:
    window.showNormal() if window.isMinimized() else window.show()
    window.raise_()
    window.activateWindow()


def drawn_off_screen(folder: Path) -> tuple[int, int]:
    """Draw the first window of an application on an empty folder; its size. For the self-test.

    Raises `RuntimeError` when nothing was drawn.
    """
    desk = Desk([], folder)
    apply_look(desk.context)
    window = MainWindow(desk.context)
    picture = window.grab().toImage()
    width, height = picture.width(), picture.height()
    colours = {picture.pixel(x, y) for x in range(0, width, 16) for y in range(0, height, 16)}
    desk.context.shut_down()
    take_apart(window)
    if len(colours) < 2:
        raise RuntimeError("the window is blank")
    return width, height
