"""How the answers on the screen get to the store: what is saved, what waits, what was refused and why. No Qt.

What a person typed stays with the flow until the store has it, whatever happens there. Where the store holds
somebody else's text, both are kept until the person chose. What is edited lives in the presenter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from numspot_desk.contracts.order.differences import Difference, differences
from numspot_desk.contracts.order.order_check import CheckContext
from numspot_desk.language.messages import Message, message
from numspot_desk.ui.order.review.begun_note import BegunNotes
from numspot_desk.ui.order.screen import Later, Runner, Screen
from numspot_desk.usecases.orders.edit_order import DraftHandle, SavedEdit, save_edit, take_over
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import Answers, OrderRecord, Place
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import DeskError, StaleRecord


class Saving(StrEnum):
    """Where the latest edit is."""

    SAVED = "saved"
    PENDING = "pending"
    REFUSED = "refused"


@dataclass(frozen=True)
class SaveTrouble:
    """Why the store refused the latest edit; `stale` when somebody else's text is there."""

    message: Message
    stale: bool


@dataclass(frozen=True)
class Draft:
    """What is on the screen now, where the person is, and what the answers are checked against."""

    answers: Answers
    place: Place
    context: CheckContext


class DraftKeeper:
    """Keeps one open order and the notes begun on it. `draft` gives what is on the screen, None while nothing
    can be edited."""

    def __init__(
        self,
        run: Runner,
        clock: Clock,
        person: Callable[[], Person],
        screen: Screen,
        later: Later,
        draft: Callable[[], Draft | None],
    ) -> None:
        self._run = run
        self._clock = clock
        self._screen = screen
        self._draft = draft
        self._handle: DraftHandle | None = None
        self._saved_answers: Answers | None = None
        self._saved_place: Place | None = None
        self._pending = 0
        self.notes = BegunNotes(run, clock, person, later, self._note_kept, self._note_refused)
        self.trouble: SaveTrouble | None = None
        self.elsewhere: Answers | None = None  # what the store holds, when somebody else's text is there

    def opened(self, record: OrderRecord, answers: Answers) -> None:
        """An order was read: the store holds these answers of it."""
        self._handle = DraftHandle(record.id, record.row_version)
        self._saved_answers = answers
        self._saved_place = record.place
        self.trouble = self.elsewhere = None

    @property
    def unsaved(self) -> bool:
        """Whether the store lacks an edit, the place or a note."""
        return self.notes.unsaved or self._lacks(self._draft())

    @property
    def state(self) -> Saving:
        """Where the latest edit is."""
        if self.trouble is not None:
            return Saving.REFUSED
        return Saving.PENDING if self.unsaved or self._pending else Saving.SAVED

    def _lacks(self, draft: Draft | None) -> bool:
        return draft is not None and (
            draft.answers is not self._saved_answers or draft.place != self._saved_place
        )

    def save(self) -> None:
        """Bring what is unsaved to the store; harmless when there is nothing."""
        self.notes.save()
        handle, draft, clock = self._handle, self._draft(), self._clock
        if handle is None or draft is None or not self._lacks(draft):
            return
        before = (self._saved_answers, self._saved_place)
        self._saved_answers, self._saved_place = draft.answers, draft.place
        self._pending += 1

        def done(edit: SavedEdit) -> None:
            self._pending -= 1
            if handle is self._handle:
                self.trouble = self.elsewhere = None
                if not self._pending:
                    self._saved_answers, self._saved_place = draft.answers, draft.place
            self._screen.saved(edit)
            self._screen.show_saving()

        def failed(error: BaseException) -> None:
            self._pending -= 1
            if handle is not self._handle:
                self._screen.show_saving()
                return
            self._saved_answers, self._saved_place = before
            self.trouble = _trouble(error)
            self._screen.show_saving()
            if self.trouble.stale:
                self._look_elsewhere(handle)
            if not isinstance(error, DeskError):
                raise error

        self._run(
            lambda workspace: save_edit(workspace, handle, draft.answers, draft.place, draft.context, clock),
            done,
            failed,
        )

    def insist(self) -> None:
        """Try again; where the store holds another text, this one replaces it, as the person asked."""
        handle, trouble = self._handle, self.trouble
        if handle is None or trouble is None:
            return
        self.trouble = None
        if not trouble.stale:
            self.save()
            return
        self._run(lambda workspace: take_over(workspace, handle), lambda _: self.save())

    def differences(self, here: Answers) -> tuple[Difference, ...]:
        """What differs between the screen (here) and the store (there), once the store is known to."""
        return () if self.elsewhere is None else differences(here, self.elsewhere)

    def _look_elsewhere(self, handle: DraftHandle) -> None:
        """Read the text that another window or person has saved, to compare."""

        def read(record: OrderRecord) -> None:
            if handle is self._handle and self.trouble is not None:
                self.elsewhere = record.answers
                self._screen.show_saving()

        self._run(lambda workspace: workspace.orders.load(handle.order_id), read)

    def _note_kept(self) -> None:
        if self.trouble is not None and not self.trouble.stale:
            self.trouble = None
        self._screen.show_saving()

    def _note_refused(self, error: BaseException) -> None:
        self.trouble = _trouble(error)
        self._screen.show_saving()
        if not isinstance(error, DeskError):
            raise error


def _trouble(error: BaseException) -> SaveTrouble:
    if isinstance(error, DeskError):
        return SaveTrouble(error.message, isinstance(error, StaleRecord))
    return SaveTrouble(
        message("Your last edits could not be saved. They stay on this screen: try again."), stale=False
    )
