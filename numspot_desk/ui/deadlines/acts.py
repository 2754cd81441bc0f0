"""What can be done with a row of the agenda: the acts with their keys, the menu of a row."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.explained import Explained
from numspot_desk.ui.deadlines.marking import Marking
from numspot_desk.ui.deadlines.presenter import Choice
from numspot_desk.ui.deadlines.row_words import owner
from numspot_desk.ui.events.actions import KEYS, EventActions
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.simulator import going
from numspot_desk.usecases.ports.workspace import Workspace

ACTS: Final = (
    ("open", N_("Open the contract"), "orders", "Return"),
    ("why", N_("Why this day?"), "why", "Ctrl+I"),
    ("events", N_("Events of the contract"), "calendar", KEYS),
    ("simulate", going.NAME, going.PICTURE, going.KEYS),
    ("done", N_("Done today, or no longer done"), "check", "Ctrl+Return"),
    ("mark", N_("Owner, evidence, note, put off…"), "person", "F2"),
    ("contract", N_("Only this contract"), "filter", "Ctrl+Shift+K"),
    ("client", N_("Only this client"), "client", "Ctrl+Shift+J"),
    ("owner", N_("Only this owner"), "person", "Ctrl+Shift+O"),
)
"""What can be done with a row: id, name, icon, keys."""
_FRAME_KEYS: Final = frozenset({"open", "why"})
"""The table opens by Enter itself, the frame asks "why?" itself."""
_OWNERS: Final = 50
"""How many owners are offered at most where one is typed."""


class RowActs(QObject):
    """The acts as actions of a widget, in force wherever the focus is within it. `current` tells the row that
    the keyboard is at, `chosen` all that are selected; `narrowed` carries what to narrow the agenda to."""

    narrowed = Signal(object)  # Choice

    def __init__(
        self,
        context: DeskContext,
        within: QWidget,
        current: Callable[[], Stands | None],
        chosen: Callable[[], Sequence[Stands]],
    ) -> None:
        super().__init__(within)
        self.context, self._within = context, within
        self._current, self._chosen = current, chosen
        self.events = EventActions(context, within)
        self.marking = Marking(context, within)
        self._explained = Explained(context, self)
        does: dict[str, Callable[[], None]] = {
            "open": self.open_contract,
            "why": self.ask_why,
            "events": self.open_events,
            "simulate": self.simulate,
            "done": self.mark_done,
            "mark": self.open_mark,
            **{name: partial(self._narrow, name) for name in ("contract", "client", "owner")},
        }
        self.actions: dict[str, QAction] = {}
        for name, _, _, keys in ACTS:
            action = QAction(within)
            action.triggered.connect(_Doing(does[name]))
            if name not in _FRAME_KEYS:
                action.setShortcut(QKeySequence(keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                within.addAction(action)
            self.actions[name] = action

    def open_contract(self) -> None:
        """Open the order of the row."""
        if (row := self._current()) is not None:
            self.context.go("order", row.entry.contract.order_id)

    def ask_why(self) -> None:
        """Explain the day of the row."""
        if (row := self._current()) is not None:
            self.context.why_requested.emit(self._explained.of(row))

    def open_events(self) -> None:
        """Open the events of the contract of the row, at the one that it follows from."""
        if (row := self._current()) is not None:
            self.events.open(row.entry.contract.order_id, row.entry.event)

    def simulate(self) -> None:
        """Go to the simulator with the contract of the row."""
        if (row := self._current()) is not None:
            self.context.go(going.PAGE, row.entry.contract.number)

    def mark_done(self) -> None:
        """Mark the chosen rows done today; those that are done already are no longer."""
        self.marking.done(self._chosen())

    def open_mark(self) -> None:
        """Open what was added to the row."""
        if (row := self._current()) is None:
            return

        def owners(store: Workspace) -> list[str]:
            return [name for name, _ in store.due.choices("owners", "", _OWNERS)]

        self.context.run(owners, partial(self.marking.open, row), owner=self)

    def show_menu(self, place: QPoint) -> None:
        """Offer them at a place of the screen."""
        menu = QMenu(self._within)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(self.actions.values()))
        menu.popup(place)

    def retranslate(self) -> None:
        """Say them again, in the colours in force."""
        for name, label, picture, _ in ACTS:
            self.actions[name].setText(self.context.language.text(label))
            self.actions[name].setIcon(icon(picture))

    def _narrow(self, name: str) -> None:
        """Ask for the contract, the client or the owner of the row alone."""
        if (row := self._current()) is None:
            return
        contract = row.entry.contract
        choice = {
            "contract": Choice("contracts", contract.number),
            "client": Choice("clients", contract.client),
            "owner": Choice("owners", owner(row)),
        }[name]
        if choice.value:
            self.narrowed.emit(choice)


class _Doing:
    """An act without the flag that a triggered action carries."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act = act

    def __call__(self, _checked: bool = False) -> None:
        self._act()
