"""The page «Hiérarchie»: a contract and a day above; the tree at the left; at the right the prevailing text
and its stack, the whole contract as one text, or its picture. The explanation opens in the panel "Pourquoi ?"
(Ctrl+I). What stands where, and what folds away where room is short, is `body`.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.events.actions import KEYS, EventActions
from numspot_desk.ui.hierarchy.body import HierarchyBody
from numspot_desk.ui.hierarchy.day import events
from numspot_desk.ui.hierarchy.dialogs import HierarchyDialogs
from numspot_desk.ui.hierarchy.output import Output
from numspot_desk.ui.hierarchy.presenter import HierarchyPresenter
from numspot_desk.ui.hierarchy.reading import View
from numspot_desk.ui.hierarchy.sheets import WHY
from numspot_desk.ui.kit.empty import EmptyState
from numspot_desk.ui.kit.keys import action_within
from numspot_desk.ui.kit.page import Command, Page
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.notes.actions import KEYS as NOTES
from numspot_desk.ui.notes.actions import NoteActions
from numspot_desk.ui.simulator import going
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contract.show_hierarchy import ShownContract, contract_of, contracts_named
from numspot_desk.usecases.ports.orders import OrderSummary

_EMPTY_HEADING: Final = N_("Hierarchy")
_EMPTY: Final = N_("Here you will see which document prevails on a subject, on a given day, and why.")
_STEP: Final = 6
"""By so many letters a key moves the split."""
_KEYS: Final = (
    ("Ctrl+O", N_("Choose a contract")),
    ("Alt+Left", N_("The event before")),
    ("Alt+Right", N_("The next event")),
    ("Alt+Home", N_("Today")),
    ("Ctrl+Shift+A", N_("What prevails")),
    ("Ctrl+Shift+T", N_("Consolidated text")),
    ("Ctrl+Shift+P", N_("Picture")),
    ("Ctrl+E", N_("What if")),
    ("Ctrl+D", N_("Documents and ranking named by the parties")),
    ("Ctrl+Shift+R", N_("How this contract is read")),
    (KEYS, N_("Events of the contract")),
    (NOTES, N_("Notes of the contract")),
    (going.KEYS, going.NAME),
    ("Ctrl+Shift+C", N_("Copy as a citation")),
    ("Ctrl+S", N_("Save in a folder")),
    ("Ctrl+P", N_("Pages and printing")),
    ("Ctrl+Return", N_("Open the order")),
    ("Alt+Shift+Left", N_("A narrower tree")),
    ("Alt+Shift+Right", N_("A wider tree")),
)


class HierarchyPage(Page):
    """Reached from the navigation; `enter` takes the number or the id of an order."""

    page_id: ClassVar[str] = "hierarchy"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.presenter = HierarchyPresenter(context.language, context.clock.today())
        self._wanted = ""
        self._make_widgets()
        self._make_actions()
        self._lay_out()
        context.changed.connect(self._changed)
        theme().changed.connect(self._restyled)
        self.retranslate()

    # ── Made once ────────────────────────────────────────────────────────────────────────────────

    def _make_widgets(self) -> None:
        body = self.body = HierarchyBody(self.context, self.presenter, self)
        self.contracts, self.order, self.days = body.contracts, body.order, body.days
        self.announcements, self.tools = body.announcements, body.tools
        self.tree, self.reading = body.tree, body.reading
        self.contracts.chosen.connect(self._contract_chosen)
        self.order.clicked.connect(self.open_order)
        self.days.day_asked.connect(self._go_to)
        self.days.step_asked.connect(self._step)
        self.tree.chosen.connect(self._row_chosen)
        self.reading.key_asked.connect(self._key_asked)
        self.dialogs = HierarchyDialogs(self.context, self.presenter, self)
        self.dialogs.tried.connect(self._tried)
        self.events = EventActions(self.context, self)
        self.notes = NoteActions(self.context, self)
        self.output = Output(self.context, self.presenter, self.reading.picture, self)

    def _make_actions(self) -> None:
        tools = self.tools
        tools.view_changed.connect(self._paint_reading)
        tools.beta_asked.connect(self._ask_for_beta)
        tools.menu_opening.connect(self._allow_trials)
        tools.rank_asked.connect(lambda rank: self._tried(lambda: self.presenter.try_rank(rank)))
        tools.without.triggered.connect(lambda: self._tried(self.presenter.try_without))
        tools.end.triggered.connect(lambda: self._tried(self.presenter.end_trial))
        for asked, act in (
            (tools.add.triggered, self.dialogs.open_trial),
            (tools.named.clicked, self.dialogs.open_named),
            (tools.readings.clicked, self.dialogs.open_readings),
            (tools.events.clicked, self.open_events),
            (tools.notes.clicked, self.open_notes),
            (tools.why.clicked, self._ask_why),
            (tools.copy.clicked, self.copy_citation),
            (tools.save.clicked, self.choose_folder),
            (tools.print.clicked, self.show_pages),
        ):
            asked.connect(act)
        acts: dict[str, Callable[[], object]] = {
            "Ctrl+O": self.contracts.begin,
            "Alt+Left": lambda: self._step(-1),
            "Alt+Right": lambda: self._step(1),
            "Alt+Home": self.days.today.click,
            "Ctrl+Shift+A": tools.answer.click,
            "Ctrl+Shift+T": tools.whole.click,
            "Ctrl+Shift+P": tools.pictured.click,
            "Ctrl+D": tools.named.click,
            "Ctrl+Shift+R": tools.readings.click,
            KEYS: tools.events.click,
            NOTES: tools.notes.click,
            going.KEYS: self.simulate,
            "Ctrl+E": self._open_trials,
            "Ctrl+Shift+C": self.copy_citation,
            "Ctrl+S": self.choose_folder,
            "Ctrl+P": self.show_pages,
            "Ctrl+Return": self.open_order,
            "Alt+Shift+Left": lambda: self.body.move_split(-_STEP),
            "Alt+Shift+Right": lambda: self.body.move_split(_STEP),
        }
        for keys, _name in _KEYS:
            action_within(self, keys, acts[keys])
        self._begin = QAction(self)
        self._begin.triggered.connect(lambda: self.context.go("order"))

    def _lay_out(self) -> None:
        self._empty = EmptyState(self.context, "hierarchy", _EMPTY_HEADING, _EMPTY, (self._begin,))
        self._rooms = QStackedLayout(self)
        self._rooms.addWidget(self.body)
        self._rooms.addWidget(self._empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.body.fit(self.size())

    # ── The frame ────────────────────────────────────────────────────────────────────────────────

    def title(self) -> str:
        return self.context.language.text("Hierarchy")

    def searchable(self) -> bool:
        return self.presenter.day is not None

    def search(self, text: str) -> None:
        if text != self.presenter.sought:
            self.presenter.sought = text
            self._paint_tree(all_open=bool(text.strip()))
            self._paint_reading()

    def search_text(self) -> str:
        return self.presenter.sought

    def focus_found(self) -> None:
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def shortcuts(self) -> list[tuple[str, str]]:
        return [(keys, self.context.language.text(name)) for keys, name in _KEYS]

    def commands(self) -> Sequence[Command]:
        text = self.context.language.text
        events = Command(text("Events of the contract"), "calendar", self.open_events)
        notes = Command(text("Notes of the contract"), "calculators", self.open_notes)
        simulated = Command(text(going.NAME), going.PICTURE, self.simulate)
        return [events, notes, simulated] if self._is_signed else []

    def bookmark(self) -> str:
        return self.presenter.day.shown.number if self.presenter.day is not None else ""

    def enter(self, argument: Any = None) -> None:
        if isinstance(argument, str) and argument:
            self._wanted = argument
        self.refresh()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def why(self) -> WhyRequest | None:
        """The explanation of the first answer shown."""
        return self.presenter.why()

    def open_clause(self, ref: str) -> bool:
        if not self.isVisible() or not self.presenter.choose_clause(ref):
            return False
        self._key_asked(self.presenter.chosen)
        return True

    def retranslate(self) -> None:
        text = self.context.language.text
        self.presenter.language = self.context.language
        self.body.retranslate()
        self._begin.setText(text("Create an order"))
        self._paint_all()

    # ── Reading from the store ───────────────────────────────────────────────────────────────────

    def refresh(self) -> None:
        """Read the contracts to choose from, and the one that is shown or wanted."""
        self.context.run(lambda workspace: contracts_named(workspace, ""), self._contracts_read)

    def _contracts_read(self, rows: Sequence[OrderSummary]) -> None:
        self.contracts.offer(rows)
        if self.presenter.day is not None:
            shown = self.presenter.day.shown
            self.contracts.show_contract(shown.number, shown.contract.client)
        wanted = self._wanted or self.bookmark() or (rows[0].id if rows else "")
        self._wanted = ""
        self._rooms.setCurrentIndex(0 if wanted else 1)
        if wanted:
            self.context.run(lambda workspace: contract_of(workspace, wanted), self._contract_read)

    def _contract_read(self, shown: ShownContract) -> None:
        self.presenter.show(shown)
        self.contracts.show_contract(shown.number, shown.contract.client)
        self._rooms.setCurrentIndex(0)
        self._paint_all()
        self.title_changed.emit()

    def _contract_chosen(self, number: str) -> None:
        self.context.run(lambda workspace: contract_of(workspace, number), self._contract_read)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.orders or changes.terms):
            self.refresh()

    # ── What was chosen ──────────────────────────────────────────────────────────────────────────

    def _go_to(self, day: dt.date) -> None:
        if self.presenter.day is not None:
            self.presenter.go_to(day)
            self._paint_all()

    def _step(self, step: int) -> None:
        found = self.presenter.next_day(step)
        if found is not None:
            self._go_to(found)

    def _row_chosen(self, key: str) -> None:
        self.presenter.chosen = key
        if self.tools.whole.isChecked():
            self.reading.show_chosen()
            self._allow_tools()
        else:
            self._paint_reading()
        self.context.value_focused.emit()

    def _key_asked(self, key: str) -> None:
        """A link, or a piece of the picture: the explanation of an answer, else what it leads to."""
        kind, _colon, rest = key.partition(":")
        if kind == WHY:
            self._ask_why(int(rest))
            return
        self.presenter.chosen = key
        self.tree.choose(key)
        if self.tools.whole.isChecked():
            self.tools.answer.setChecked(True)
        else:
            self._paint_reading()

    def _ask_for_beta(self, on: bool) -> None:
        self.presenter.ask_for_beta(on=on)
        self._paint_reading()

    def _ask_why(self, number: int = 0) -> None:
        if (found := self.presenter.why(int(number))) is not None:
            self.context.show_why(found.title, found.step)

    def copy_citation(self) -> None:
        """Put the citation of the chosen clause on the clipboard."""
        cited = self.presenter.citation()
        if cited:
            QGuiApplication.clipboard().setText(cited)
            self.context.post(self.context.language.text("On the clipboard: {citation}", citation=cited))

    def open_order(self) -> None:
        """Go to the order of this contract."""
        if self.presenter.day is not None:
            self.context.go("order", self.presenter.day.shown.order_id)

    def open_events(self) -> None:
        """Open what happened to this contract."""
        if self.presenter.day is not None:
            self.events.open(self.presenter.day.shown.order_id)

    def open_notes(self) -> None:
        """Open the calculations that were put with this contract."""
        if self.presenter.day is not None:
            shown = self.presenter.day.shown
            self.notes.open(shown.order_id, shown.number)

    def simulate(self) -> None:
        """Go to the simulator with this contract."""
        if self.presenter.day is not None and self._is_signed:
            self.context.go(going.PAGE, self.presenter.day.shown.number)

    # ── Files and pages ──────────────────────────────────────────────────────────────────────────

    def choose_folder(self) -> None:
        """Let the person choose where the whole text, or the picture, is written."""
        self.output.choose_folder(pictured=self._pictured, everything=self._everything)

    def save_in(self, folder: Path) -> None:
        """Write the picture where it is shown; else the consolidated text."""
        self.output.save_in(folder, pictured=self._pictured, everything=self._everything)

    def show_pages(self) -> None:
        """Show the pages of what is shown, to look at or to print."""
        self.output.show_pages(
            pictured=self._pictured, whole=self.tools.whole.isChecked(), everything=self._everything
        )

    @property
    def _is_signed(self) -> bool:
        return self.presenter.day is not None and self.presenter.day.shown.unsigned is None

    @property
    def _pictured(self) -> bool:
        return self.tools.pictured.isChecked()

    @property
    def _everything(self) -> bool:
        return self.tools.everything.isChecked()

    # ── Trials ───────────────────────────────────────────────────────────────────────────────────

    def _open_trials(self) -> None:
        if self.presenter.day is not None:
            self.tools.open_trials()

    def _allow_trials(self) -> None:
        may = self.presenter.may_try()
        self.tools.without.setEnabled(may)
        clause = self.presenter.clause()
        for rank, action in self.tools.ranks.items():
            action.setEnabled(may and clause is not None and rank is not clause.document)
        self.tools.add.setEnabled(self.presenter.day is not None)

    def _tried(self, act: Callable[[], None]) -> None:
        """Make or end a trial; what it changes is said at the top of the answer."""
        act()
        self.tools.answer.setChecked(True)
        self._paint_all()

    # ── Painting ─────────────────────────────────────────────────────────────────────────────────

    def _paint_all(self) -> None:
        day = self.presenter.day
        if day is not None:
            self.days.show_day(day.on, events(day.shown.contract, self.context.language))
        self.announcements.announce(self.presenter.announcements())
        self._paint_tree()
        self._paint_reading()

    def _restyled(self) -> None:
        """Other colours, or larger letters, which need more room."""
        self.body.fit(self.size())
        self._paint_all()

    def _paint_tree(self, *, all_open: bool = False) -> None:
        shown, day = self.presenter, self.presenter.day
        contract = "" if day is None else day.shown.number
        self.tree.show_rows(shown.rows(), shown.chosen, contract=contract, all_open=all_open)

    def _paint_reading(self) -> None:
        whole = self.tools.whole.isChecked()
        view = View.PICTURE if self._pictured else View.WHOLE if whole else View.ANSWER
        self.reading.show_view(view, everything=self._everything)
        self._allow_tools()

    def _allow_tools(self) -> None:
        shown = self.presenter.day is not None
        self.tools.copy.setEnabled(self.presenter.clause() is not None)
        self.tools.why.setEnabled(bool(self.presenter.answers()))
        self.tools.show_trial(on=self.presenter.trying)
        self.tools.show_beta(offered=self.presenter.has_betas, on=self.presenter.for_beta)
        tools = self.tools
        for tool in (tools.save, tools.print, tools.trial, tools.named, tools.readings, self.order):
            tool.setEnabled(shown)
        tools.events.setEnabled(self._is_signed)
        tools.notes.setEnabled(self._is_signed)
