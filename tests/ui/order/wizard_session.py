"""A wizard session in a process of its own, to be killed: types in bursts forever, prints each acknowledged
edit. After a burst it waits until the store has acknowledged it, as a person pauses.

    python -m tests.ui.order.wizard_session FOLDER SEED     # until killed

Each line of its output says `try` when an edit goes to the store or `kept` when the store has acknowledged
it, then the order's id, the step, the field and the sha256 of the answers. The parent reads them, kills the
process at a random moment and opens the store.
"""

import os
import random
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.order.flow import STEPS, StepId
from numspot_desk.language.catalog import load_language
from numspot_desk.store.workspace import SystemChance, create_workspace, holds_workspace, open_workspace
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.order.clauses.conditions_step import ConditionsStep
from numspot_desk.ui.order.draft_keeper import Saving
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.ui.preferences import Preferences
from numspot_desk.usecases.orders.edit_order import SavedEdit
from numspot_desk.usecases.orders.start_order import start_order
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import Answers, OrderQuery, Place
from numspot_desk.usecases.ports.workspace import Workspace
from tests.ui.conftest import FixedClock, NoFiles, NoPdf, NoWord

KEY = bytes(range(32))
_TEXTS = ("é", "1", "Centre hospitalier ", "x", "œ", " ", "2026", "'", "<w:p>")
_FIELDS = {
    StepId.CLIENT: ("client.legal_name", "client.siren", "client.address.city", "contacts.signatory.name"),
    StepId.ACCOUNTS: ("technical_accounts[0].email", "technical_accounts[0].region"),
    StepId.FINANCIAL: ("purchase_order_number", "offer_valid_until"),
    StepId.CONDITIONS: ("derogations[0].text", "derogations[1].text", "derogations[1].data.days"),
    StepId.MANDATE: ("mandate.iban", "mandate.bank.name"),
}


_BURST = 25
"""Most keys in a burst."""


class Session:
    """Types at random, every millisecond, in bursts with an acknowledged save in between."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._random = random.Random(seed)
        theme().choose("light")
        clock = FixedClock()
        self.context = DeskContext(
            language=load_language("fr"),
            person=Person("Camille Durand", "sales"),
            clock=clock,
            chance=SystemChance(),
            word=NoWord(),
            files=NoFiles(),
            pdf=NoPdf(),
            preferences=Preferences(folder / "preferences.ini"),
        )
        place = folder / "workspace"
        opener = open_workspace if holds_workspace(place) else create_workspace
        self.context.open_workspace(lambda: opener(place, KEY, clock=clock), self._opened)
        self._timer = QTimer(self.context)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._type)
        self._left = 0
        self.context.saved.connect(self._go_on)

    def _opened(self) -> None:
        self.page = Page(self.context)
        self.page.resize(1000, 700)
        self.page.show()
        self.context.run(self._order_id, self._begin)

    def _order_id(self, workspace: Workspace) -> str:
        found = workspace.orders.page(OrderQuery()).rows
        if found:
            return found[0].id
        context = self.context
        return start_order(workspace, context.person, context.clock, context.chance).record.id

    def _begin(self, order_id: str) -> None:
        self.page.enter(order_id)
        self._burst()

    def _burst(self) -> None:
        self._left = self._random.randint(1, _BURST)
        self._timer.start()

    def _pause(self) -> None:
        """Wait for the save: by the timer, or at once as when the application loses the focus."""
        self._timer.stop()
        if self._random.random() < 0.5:
            self.page.autosave.flush()
        self._go_on()

    def _go_on(self) -> None:
        """The next burst, once everything is in the store."""
        if not self._timer.isActive() and self.page.presenter.saving is Saving.SAVED:
            self._burst()

    def _type(self) -> None:
        presenter = self.page.presenter
        if presenter.flow is None:
            return
        if self._left == 0:
            self._pause()
            return
        self._left -= 1
        if self._random.random() < 0.05:
            presenter.go(self._random.choice([step for step in STEPS if step in _FIELDS]))
        fields = _FIELDS.get(presenter.flow.step)
        if fields is None:
            presenter.go(StepId.CLIENT)
            return
        view = self.page.view(presenter.flow.step)
        if self._random.random() < 0.1:
            view.focus_field(self._random.choice(fields))
        if isinstance(view, ConditionsStep):
            self._arrange(view)
        editor = view.widget_of(presenter.flow.field) or view.widget_of(fields[0])
        text = self._random.choice(_TEXTS)
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText((editor.toPlainText() + text)[-300:])
        elif isinstance(editor, QLineEdit):
            editor.setText((editor.text() + text)[-300:])
            editor.edited.emit()

    def _arrange(self, view: ConditionsStep) -> None:
        """Add, take, fill in, move and remove clauses, now and then."""
        count, chance = len(view.derogations.items()), self._random.random()
        desk = view.clauses.desk
        if count < 2:
            view.derogations.add()
        elif chance < 0.08:
            view.clauses.move("derogations[0]", 1)
        elif chance < 0.16 and desk is not None and count < 5:
            clause = desk.latest["suspension-notice"]
            view.clauses.take(clause, clause.preferred)
        elif chance < 0.3:
            days = self._random.choice((3, 9, 20, 900))
            for path in list(view.cards.cards):
                view.clauses.set_value(path, "delay", days)
        elif chance < 0.34:
            view.derogations.remove(count - 1)


class Page(OrderPage):
    """Prints each save as it goes to the store, and as the store has acknowledged it."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self.autosave.save = self._try

    def _try(self) -> None:
        if self.presenter.keeper.unsaved:
            self._say("try", self.presenter.answers, self.presenter.place)
        self.presenter.save()

    def saved(self, edit: SavedEdit) -> None:
        super().saved(edit)
        self._say("kept", edit.answers, edit.place)

    def _say(self, what: str, answers: Answers, place: Place) -> None:
        parts = (what, self.presenter.record.id, place.step, place.field or "-", fingerprint(dict(answers)))
        os.write(1, (" ".join(parts) + "\n").encode())


def main(arguments: list[str]) -> int:
    """Run a session until killed."""
    application = QApplication([])
    session = Session(Path(arguments[0]), int(arguments[1]))
    code = application.exec()
    session.context.shut_down()
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
