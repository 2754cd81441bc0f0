"""What every screen is given: language, person, ports, background work, and the signals screens share.

`DeskContext` is made by `app` before there is a workspace, and outlives it: locked, first start and open are
the same context. It decides nothing about orders; it carries requests between screens and brings work
to the serial executor (`kit.background`). `SafetyActions` is what `app` offers to the settings page.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from numspot_desk.language.catalog import Language, LanguageCode, load_language
from numspot_desk.language.messages import Message
from numspot_desk.ui.kit.background import SerialExecutor
from numspot_desk.ui.preferences import Preferences
from numspot_desk.usecases.refusals import DeskError

if TYPE_CHECKING:
    from numspot_desk.rules.explain import Step
    from numspot_desk.usecases.changes import Changes
    from numspot_desk.usecases.person import Person
    from numspot_desk.usecases.ports.calendar import CalendarWriter
    from numspot_desk.usecases.ports.files import (
        DebitWriter,
        FileWriter,
        MailWriter,
        PdfConverter,
        RedlineWriter,
        SchemaReader,
        SheetWriter,
        WordWriter,
    )
    from numspot_desk.usecases.ports.handover import HandoverSealer
    from numspot_desk.usecases.ports.workspace import Workspace
    from numspot_desk.usecases.ports.world import Chance, Clock

T = TypeVar("T")
Text = str | Message
"""A msgid marked with `N_`, or a `Message` with parameters: rendered when painted."""


@dataclass(frozen=True)
class WhyRequest:
    """A computed result that somebody asks "why?" about: what it is called, how it was reached, and what the
    events of its contract are called, by their ids."""

    title: str
    step: Step
    events: Mapping[str, Message] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class QuietMessage:
    """A sentence shown for ten seconds, with an undo where something was removed."""

    text: str
    undo: Callable[[], None] | None = None
    problem: bool = False


class SafetyActions(Protocol):
    """What can be done for the safety of the workspace. `lock` is called on the GUI thread; the rest runs
    on the serial executor and may raise `DeskError`."""

    def lock(self) -> None:
        """Close the workspace and ask for its key again."""
        ...

    def change_passphrase(self, workspace: Workspace, new: str) -> None:
        """Replace the passphrase, or set a first one."""
        ...

    def new_recovery_key(self, workspace: Workspace) -> str:
        """Make a new recovery key, in groups to print; the former one stops working."""
        ...

    def recovery_key_kept(self, workspace: Workspace) -> bool:
        """Whether somebody said that the recovery key is printed or saved."""
        ...

    def keep_recovery_key(self, workspace: Workspace) -> None:
        """Note that the recovery key is printed or saved, as a person said."""
        ...

    def opens_by_session(self, workspace: Workspace) -> bool | None:
        """Whether this computer's session opens the workspace without asking; None where that is not to be
        chosen: without a passphrase or without a keychain."""
        ...

    def open_by_session(self, workspace: Workspace, wanted: bool) -> None:
        """Open without asking from now on, or ask for the passphrase again."""
        ...

    def back_up(self, workspace: Workspace, folder: Path) -> Path:
        """Write a backup in the folder, verified by reading it back; returns the file."""
        ...

    def backups_folder(self) -> Path:
        """Where the automatic backups are; any thread."""
        ...

    def restore(self, workspace: Workspace, backup: Path) -> Path:
        """Verify a backup and put it in place of the store; returns where the former store was kept."""
        ...

    def move_to(self, workspace: Workspace, folder: Path) -> Path:
        """Write all that another laptop needs to go on, in the folder; returns what was written."""
        ...


class DeskContext(QObject):
    """Given to every page and window. Lives on the GUI thread."""

    changed = Signal(object)  # Changes
    saved = Signal(object)  # aware datetime
    why_requested = Signal(object)  # WhyRequest
    value_focused = Signal()  # another value of the focused widget is the current one
    message_posted = Signal(object)  # QuietMessage
    page_requested = Signal(str, object)
    language_changed = Signal()
    person_changed = Signal()
    workspace_changed = Signal(bool)  # open, or closing
    idle = Signal()  # nothing that was asked of the workspace waits
    workspace_closed = Signal()  # all that was asked of it is answered
    reminded = Signal(object)  # a sequence of Reminder, told for the first time
    reminders_chosen = Signal()  # how the person wants to be reminded is another choice
    ending = Signal()  # the application ends: what runs apart stops

    def __init__(
        self,
        *,
        language: Language,
        person: Person,
        clock: Clock,
        chance: Chance,
        word: WordWriter,
        files: FileWriter,
        pdf: PdfConverter,
        preferences: Preferences,
        safety: SafetyActions | None = None,
        mail: MailWriter | None = None,
        sheets: SheetWriter | None = None,
        debits: DebitWriter | None = None,
        debit_schema: SchemaReader | None = None,
        redlines: RedlineWriter | None = None,
        sealer: HandoverSealer | None = None,
        calendars: CalendarWriter | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.language = language
        self.person = person
        self.clock = clock
        self.chance = chance
        self.word = word
        self.files = files
        self.pdf = pdf
        self.preferences = preferences
        self.safety = safety
        self.mail = mail
        self.sheets = sheets
        self.debits = debits
        self.debit_schema = debit_schema
        self.redlines = redlines
        self.sealer = sealer
        self.calendars = calendars
        self.has_workspace = False
        self._executor = SerialExecutor(self)
        self._executor.idle.connect(self.idle)
        self._apart = SerialExecutor(self)

    # ── Work ─────────────────────────────────────────────────────────────────────────────────────

    def run(
        self,
        work: Callable[[Workspace], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Do `work` with the workspace on the serial executor, then call back on the GUI thread.

        Without `failed`, a `DeskError` is shown as a quiet message and anything else goes to
        `sys.excepthook`. With no workspace open the work fails with `WorkspaceRefused`. Callbacks that are
        no bound methods name their `owner`: when it is gone, nothing is called.
        """
        self._executor.submit(lambda: work(self._executor.workspace()), done, failed or self.failed, owner)

    def background(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Like `run`, for work that needs no workspace."""
        self._executor.submit(work, done, failed or self.failed, owner)

    def apart(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Like `background`, on a thread of its own, for what takes many seconds: saving never waits."""
        self._apart.submit(work, done, failed or self.failed, owner)

    def open_workspace(
        self,
        opener: Callable[[], Workspace],
        done: Callable[[], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Open a workspace on the executor's thread, which owns it from then on. The one before is closed."""

        def opened(_: None) -> None:
            self._set_open(True)
            if done is not None:
                done()

        self._executor.submit(lambda: self._executor.adopt(opener), opened, failed or self.failed)

    def close_workspace(self, done: Callable[[], None] | None = None) -> None:
        """Close the workspace after all work asked before; then `run` refuses until one is open."""

        def closed(_: None) -> None:
            self.workspace_closed.emit()
            if done is not None:
                done()

        self._set_open(False)
        self._executor.submit(self._executor.release, closed, self.failed)

    def shut_down(self) -> None:
        """Finish the work in hand, close the workspace, stop the threads. Called once, at exit."""
        self.ending.emit()
        self._executor.shut_down()
        self._apart.shut_down()

    @property
    def busy(self) -> bool:
        """Whether work is waiting or running, or its result is not delivered yet."""
        return self._executor.busy or self._apart.busy

    def failed(self, error: BaseException) -> None:
        """What happens to work that failed where nobody else deals with it: an error that people can act
        on is shown, anything else is a bug and goes to `sys.excepthook`."""
        if isinstance(error, DeskError):
            self.post_problem(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)

    # ── Between screens ──────────────────────────────────────────────────────────────────────────

    def show_why(self, title: str, step: Step) -> None:
        """Open the panel "Pourquoi ?" on a result."""
        self.why_requested.emit(WhyRequest(title, step))

    def post(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show a quiet message for ten seconds."""
        self.message_posted.emit(QuietMessage(text, undo))

    def post_problem(self, error: DeskError) -> None:
        """Show what an error says, as a quiet message marked as a problem."""
        self.message_posted.emit(QuietMessage(self.language.render(error.message), problem=True))

    def go(self, page: str, argument: Any = None) -> None:
        """Go to another page."""
        self.page_requested.emit(page, argument)

    def announce(self, changes: Changes) -> None:
        """Tell the models what a use case changed."""
        self.changed.emit(changes)

    # ── Language and person ──────────────────────────────────────────────────────────────────────

    def text(self, text: Text, /, **params: Any) -> str:
        """A msgid or a `Message` in the language of the reader."""
        return self.language.render(text) if isinstance(text, Message) else self.language.text(text, **params)

    def set_language(self, code: LanguageCode) -> None:
        """Switch the language of everything, at once, keeping what is being typed."""
        if code == self.language.code:
            return
        self.language = load_language(code)
        self.preferences.put("language", code)
        self.language_changed.emit()

    def set_person(self, person: Person) -> None:
        """Declare who works here, and in which role."""
        self.person = person
        self.preferences.put("person", person.name)
        self.preferences.put("role", person.role)
        self.person_changed.emit()

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────

    def _set_open(self, is_open: bool) -> None:
        self.has_workspace = is_open
        self.workspace_changed.emit(is_open)
