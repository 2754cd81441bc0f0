"""The review note that is being written, brought to the store like every other edit. No Qt.

Each role has its own on an order. What is typed stays here until the store has it; sending it is the
business of the review panel.
"""

from collections.abc import Callable, Mapping

from numspot_desk.contracts.reviewing.review import BegunNote
from numspot_desk.ui.order.screen import Later, Runner
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.reviews.review_order import keep_note

NOTE_FIELD = "review.note"
"""Where the person is while they write the note, as the place of an order says it."""
PLACE_FIELD = "review.place"
_EMPTY = BegunNote()


class BegunNotes:
    """The notes begun on the open order. `kept` hears that the store has one, `failed` why it refused one."""

    def __init__(
        self,
        run: Runner,
        clock: Clock,
        person: Callable[[], Person],
        later: Later,
        kept: Callable[[], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        self._run = run
        self._clock = clock
        self._person = person
        self._later = later
        self._heard = kept
        self._failed = failed
        self._order = ""
        self._notes: dict[str, BegunNote] = {}
        self._kept: dict[str, BegunNote] = {}
        self._writers: dict[str, Person] = {}

    def opened(self, order_id: str, begun: Mapping[str, BegunNote]) -> None:
        """An order is open, with what the store holds; what it lacks of the same order stays."""
        unsaved = {role: self._notes[role] for role in self._unsaved()} if order_id == self._order else {}
        self._order = order_id
        self._kept = dict(begun)
        self._notes = {**begun, **unsaved}

    @property
    def own(self) -> BegunNote:
        """The note of the person at the screen."""
        return self._notes.get(self._person().role, _EMPTY)

    def write(self, place: str, text: str) -> None:
        """The note as it stands on the screen."""
        person = self._person()
        if self._order and BegunNote(place, text) != self.own:
            self._notes[person.role] = BegunNote(place, text)
            self._writers[person.role] = person
            self._later.save_soon()

    def sent(self) -> None:
        """The note was sent: the store has forgotten it in the same act."""
        role = self._person().role
        self._notes.pop(role, None)
        self._kept.pop(role, None)

    @property
    def unsaved(self) -> bool:
        """Whether the store lacks a note."""
        return bool(self._unsaved())

    def save(self) -> None:
        """Bring what is unsaved to the store; harmless when there is nothing."""
        for role in self._unsaved():
            self._save(role)

    def _save(self, role: str) -> None:
        order, note, writer = self._order, self._notes[role], self._writers[role]
        before = self._kept.get(role, _EMPTY)
        self._kept[role] = note

        def failed(error: BaseException) -> None:
            if order == self._order and self._kept.get(role) == note:
                self._kept[role] = before
            self._failed(error)

        self._run(
            lambda workspace: keep_note(workspace, order, note, writer, self._clock),
            lambda _at: self._heard(),
            failed,
        )

    def _unsaved(self) -> list[str]:
        return [role for role, note in self._notes.items() if note != self._kept.get(role, _EMPTY)]
