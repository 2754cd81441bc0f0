"""The page «Simulateur»: a contract above; its scenarios as tabs, each with what is supposed; their timelines
one under another; beneath, the table that is the truth.

Nothing here is recorded as a fact. What was imagined is kept as it stands, contract by contract.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedLayout,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.agenda.scenarios import Scenario
from numspot_desk.contracts.agenda.simulation import Simulation
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.hierarchy.chooser import ContractChooser
from numspot_desk.ui.kit.empty import EmptyState
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.keys import action_within
from numspot_desk.ui.kit.page import Page
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.simulator.acts import ScenarioActs
from numspot_desk.ui.simulator.chips import Chips
from numspot_desk.ui.simulator.output import SimulatorOutput
from numspot_desk.ui.simulator.presenter import SimulatorPresenter
from numspot_desk.ui.simulator.table import ChainModel, ChainTable
from numspot_desk.ui.simulator.timeline import Timelines
from numspot_desk.ui.simulator.tools import FILES, SimulatorTools
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contract.show_hierarchy import contracts_named
from numspot_desk.usecases.ports.orders import OrderSummary
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.simulation import words
from numspot_desk.usecases.simulation.ground import SimulatorGround, simulator_ground
from numspot_desk.usecases.simulation.kept_scenarios import keep_scenarios, kept_scenarios, still_fitting

_KEYS: Final = (
    ("Ctrl+O", N_("Choose a contract")),
    ("Ctrl+N", N_("New scenario")),
    ("Ctrl+Shift+N", N_("Add an event")),
    ("F2", N_("Change what is imagined")),
    ("Ctrl+D", N_("Duplicate")),
    ("Alt+Left", N_("A day earlier")),
    ("Alt+Right", N_("A day later")),
    ("Alt+Shift+Left", N_("A week earlier")),
    ("Alt+Shift+Right", N_("A week later")),
    ("Ctrl+PgDown", N_("The next scenario")),
    ("Ctrl+PgUp", N_("The scenario before")),
    ("Ctrl+Shift+Delete", N_("Remove the scenario")),
    ("Ctrl+Shift+R", N_("Each reading")),
    ("Ctrl+S", N_("Save as Word, PDF or picture")),
)
_HEADING: Final = N_("Simulator")
_EMPTY: Final = N_(
    "Here you will see what happens to a contract if a notice leaves, or arrives, on a given day."
)
_NOTHING: Final = N_(
    "Imagine a first event: a notice, a formal notice, a refusal, an invoice… Nothing is recorded as a fact."
)
_SPLIT: Final = "simulator.split"
_TALL: Final = 40
_WIDE: Final = 130
"""Height in lines and width in letters from which on each reading has a button of its own."""
Read = tuple[SimulatorGround, tuple[Scenario, ...], int]


class SimulatorPage(Page):
    """Reached from the navigation; `enter` takes the number or the id of an order."""

    page_id: ClassVar[str] = "simulator"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.presenter = SimulatorPresenter(context.language, context.clock.today())
        self._wanted = ""
        self.acts = ScenarioActs(context, self.presenter, self)
        self.acts.edited.connect(self._edited)
        self.acts.began.connect(self._focus_first)
        self.contracts = ContractChooser(context, self)
        self.contracts.chosen.connect(self._read_contract)
        self.order = QToolButton(self)
        self.order.clicked.connect(self.open_order)
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.tools = SimulatorTools(context, self)
        self.chips = Chips(context, self)
        self.chips.supposed.connect(self.acts.suppose)
        self.chips.read_so.connect(self.acts.read_so)
        self.beware = QLabel(self)
        self.timelines = Timelines(context, self)
        self.timelines.pointed.connect(self._point_table)
        self.timelines.opened.connect(self._open_step)
        self.model = ChainModel(context, self)
        self.model.loaded.connect(self._rows_shown)
        self.table = ChainTable(context, self.presenter, self.model, self)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.table.opened.connect(lambda _row: self.acts.change(self.table.current()))
        self.table.removal_asked.connect(lambda: self.acts.take_out(self.table.current()))
        self.output = SimulatorOutput(context, self.presenter, self.timelines, self)
        self._make_actions()
        self._lay_out()
        context.changed.connect(self._changed)
        theme().changed.connect(self._dress)
        self.retranslate()

    # ── Made once ────────────────────────────────────────────────────────────────────────────────────

    def _make_actions(self) -> None:
        tools = self.tools.buttons

        def change() -> None:
            self.acts.change(self.table.current())

        acts: dict[str, Callable[[], object]] = {
            "Ctrl+O": self.contracts.begin,
            "Ctrl+Shift+N": self.acts.add_event,
            "F2": change,
            "Ctrl+D": self.acts.duplicate,
            "Alt+Left": partial(self.acts.shift, -1),
            "Alt+Right": partial(self.acts.shift, 1),
            "Alt+Shift+Left": partial(self.acts.shift, -7),
            "Alt+Shift+Right": partial(self.acts.shift, 7),
            "Ctrl+PgDown": partial(self._step_tab, 1),
            "Ctrl+PgUp": partial(self._step_tab, -1),
            "Ctrl+Shift+Delete": self.acts.remove,
            "Ctrl+Shift+R": self.chips.each.click,
            "Ctrl+S": self.tools.save.showMenu,
        }
        for keys, act in acts.items():
            action_within(self, keys, _Doing(act))
        for name, act in (
            ("more", self.acts.add_event),
            ("edit", change),
            ("duplicate", self.acts.duplicate),
            ("earlier", partial(self.acts.shift, -1)),
            ("later", partial(self.acts.shift, 1)),
            ("remove", self.acts.remove),
            ("why", self._ask_why),
        ):
            tools[name].clicked.connect(_Doing(act))
        self.chips.each.toggled.connect(self._show_each)
        for name, _label in FILES:
            self.tools.files[name].triggered.connect(_Doing(partial(self.output.choose_folder, name)))
        self._new_order = QAction(self)
        self._new_order.triggered.connect(lambda: self.context.go("order"))
        self._new = action_within(self, QKeySequence.StandardKey.New, _Doing(self.acts.begin))

    def _lay_out(self) -> None:
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.timelines)
        self._split.addWidget(self.table)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        self._split.setSizes([3000, 2000])
        self._split.restoreState(self.context.preferences.get_bytes(_SPLIT))
        self._split.splitterMoved.connect(
            lambda: self.context.preferences.put_bytes(_SPLIT, self._split.saveState())
        )
        self.beware.setWordWrap(True)
        self.beware.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.beware, "warning")
        self._nothing = EmptyState(self.context, "simulator", _HEADING, _NOTHING, (self._new,))
        self._work = QWidget(self)
        work = QVBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(GRID // 2)
        for widget in (self.tabs, self.chips, self.beware):
            work.addWidget(widget)
        work.addWidget(self._split, 1)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.contracts, 1)
        head.addWidget(self.order)
        head.addWidget(self.tools.save)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        column.setSpacing(GRID // 2)
        column.addLayout(head)
        column.addWidget(self.tools)
        room = QWidget(body)
        self._inside = QStackedLayout(room)
        self._inside.addWidget(self._work)
        self._inside.addWidget(self._nothing)
        column.addWidget(room, 1)
        self._empty = EmptyState(self.context, "simulator", _HEADING, _EMPTY, (self._new_order,))
        self._rooms = QStackedLayout(self)
        self._rooms.addWidget(body)
        self._rooms.addWidget(self._empty)

    # ── The frame ────────────────────────────────────────────────────────────────────────────────────

    def title(self) -> str:
        return self.context.language.text("Simulator")

    def primary_action(self) -> QAction | None:
        return self._new

    def shortcuts(self) -> list[tuple[str, str]]:
        return [(keys, self.context.language.text(name)) for keys, name in _KEYS]

    def bookmark(self) -> str:
        return self.presenter.ground.number if self.presenter.ground is not None else ""

    def enter(self, argument: Any = None) -> None:
        if isinstance(argument, str) and argument:
            self._wanted = argument
        self.refresh()
        self._focus_first()

    def why(self) -> WhyRequest | None:
        """The explanation of the mark, or of the row, where the keyboard is."""
        mark = self.timelines.current() if self.timelines.hasFocus() else None
        if mark is not None and mark.scenario < len(self.presenter.simulations):
            return self.presenter.why(mark.scenario, mark.step)
        return self.table.why()

    def retranslate(self) -> None:
        text = self.context.language.text
        self.presenter.language = self.context.language
        self.contracts.retranslate()
        self.tools.retranslate()
        self.chips.retranslate()
        self.order.setToolTip(text("Open the order"))
        self.order.setAccessibleName(text("Open the order"))
        self.tabs.setAccessibleName(text("Scenarios"))
        self.table.setAccessibleName(text("Steps of the scenarios"))
        self.timelines.setAccessibleName(text("Timelines of the scenarios"))
        self._new_order.setText(text("Create an order"))
        self._new.setText(text("New scenario"))
        self._dress()
        self._paint()

    def _dress(self) -> None:
        self.order.setIcon(icon("orders", "muted"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a small window the readings are one button, so that timelines and table keep the height."""
        letters = theme().metrics()
        wide = self.width() >= _WIDE * letters.averageCharWidth()
        self.chips.fold(folded=not wide or self.height() < _TALL * letters.lineSpacing())

    # ── Reading from the store ───────────────────────────────────────────────────────────────────────

    def refresh(self) -> None:
        """Read the contracts to choose from, and the one that is shown or wanted."""
        self.context.run(lambda workspace: contracts_named(workspace, ""), self._contracts_read)

    def _contracts_read(self, rows: Sequence[OrderSummary]) -> None:
        self.contracts.offer(rows)
        ground = self.presenter.ground
        if ground is not None:
            self.contracts.show_contract(ground.number, ground.contract.client)
        else:
            self.contracts.setCurrentIndex(-1)  # none is named until one is chosen
        wanted = self._wanted or self.bookmark()
        self._wanted = ""
        self._rooms.setCurrentIndex(0 if rows else 1)
        if wanted:
            self._read_contract(wanted)
        else:
            self._paint()

    def _read_contract(self, asked: str) -> None:
        today = self.context.clock.today()
        shown, scenarios = self.presenter.ground, tuple(self.presenter.scenarios)

        def read(workspace: Workspace) -> Read:
            ground = simulator_ground(workspace, asked, today)
            if shown is not None and shown.number == ground.number:
                return ground, *still_fitting(ground, scenarios)
            return ground, *kept_scenarios(workspace, ground)

        self.context.run(read, self._contract_read)

    def _contract_read(self, found: Read) -> None:
        ground, scenarios, lost = found
        self.presenter.today = self.context.clock.today()
        self.presenter.show(ground, scenarios)
        self.contracts.show_contract(ground.number, ground.contract.client)
        if lost:
            said = self.context.language.ntext(
                "{n} imagined event no longer fits the contract and was left out.",
                "{n} imagined events no longer fit the contract and were left out.",
                lost,
            )
            self.context.post(said)
        self._simulate()
        self.title_changed.emit()

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.orders or changes.mandates or changes.terms):
            self.refresh()

    # ── Acts ─────────────────────────────────────────────────────────────────────────────────────────

    def open_order(self) -> None:
        """Go to the order of this contract."""
        if self.presenter.ground is not None:
            self.context.go("order", self.presenter.ground.contract.order_id)

    def _ask_why(self) -> None:
        if (found := self.table.why()) is not None:
            self.context.why_requested.emit(found)

    def _edited(self) -> None:
        """Keep the scenarios as they stand now, see where they lead."""
        number, scenarios, clock = self.bookmark(), tuple(self.presenter.scenarios), self.context.clock
        self.context.run(lambda workspace: keep_scenarios(workspace, number, scenarios, clock))
        self._simulate()

    def _simulate(self) -> None:
        self._show_tabs()
        self.context.background(self.presenter.simulate, self._simulated, owner=self)

    def _simulated(self, found: tuple[Simulation, ...]) -> None:
        if self.presenter.took(found):
            self._paint()

    # ── Painting ─────────────────────────────────────────────────────────────────────────────────────

    def _show_tabs(self) -> None:
        with QSignalBlocker(self.tabs):
            names = [one.name for one in self.presenter.scenarios]
            while self.tabs.count() > len(names):
                self.tabs.removeTab(self.tabs.count() - 1)
            for at, name in enumerate(names):
                said = f"{at + 1}. {name}"
                if at < self.tabs.count():
                    self.tabs.setTabText(at, said)
                else:
                    self.tabs.addTab(said)
            self.tabs.setCurrentIndex(self.presenter.current)
        self._inside.setCurrentIndex(0 if names else 1)
        self._allow()

    def _paint(self) -> None:
        self._show_tabs()
        shown = self.presenter
        self._show_current()
        self.timelines.show_simulations(shown.simulations, shown.today, each=shown.each_reading)
        self.model.show_rows(shown.rows())
        self.context.value_focused.emit()

    def _show_current(self) -> None:
        """What is supposed in the scenario that is edited, and what to beware of in it."""
        shown = self.presenter
        self.chips.show_chips(shown.simulation, shown.readings())
        told = [] if shown.simulation is None else words.warnings(shown.simulation, shown.language)
        self.beware.setText("\n".join(told))
        self.beware.setVisible(bool(told))

    def _rows_shown(self) -> None:
        row = self.table.current()
        if self.model.rowCount() and (row is None or row.scenario != self.presenter.current):
            self._point_first(self.presenter.current)
        self._allow()

    def _allow(self) -> None:
        self.tools.allow(
            scenario=self.presenter.scenario is not None,
            full=self.presenter.full,
            step=self.table.current() is not None,
        )
        self.order.setEnabled(self.presenter.ground is not None)
        self._new.setEnabled(self.presenter.ground is not None and not self.presenter.full)

    def _show_each(self, on: bool) -> None:
        self.presenter.each_reading = on
        self._paint()

    def _focus_first(self) -> None:
        if self.presenter.scenarios:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.presenter.ground is not None:
            self._nothing.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.contracts.begin()

    # ── Going about ──────────────────────────────────────────────────────────────────────────────────

    def _tab_chosen(self, at: int) -> None:
        if 0 <= at < len(self.presenter.scenarios):
            self.presenter.current = at
            self._show_current()
            self._point_first(at)

    def _point_first(self, at: int) -> None:
        rows = self.presenter.rows()
        first = next((number for number, row in enumerate(rows) if row.scenario == at), None)
        if first is not None and first < self.model.rowCount():
            self.table.choose_row(first)

    def _step_tab(self, step: int) -> None:
        if self.tabs.count():
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def _row_chosen(self) -> None:
        row = self.table.current()
        if row is None:
            return
        if row.scenario != self.presenter.current and row.scenario < len(self.presenter.scenarios):
            self.presenter.current = row.scenario
            with QSignalBlocker(self.tabs):
                self.tabs.setCurrentIndex(row.scenario)
            self._show_current()
        if not self.timelines.hasFocus():
            self.timelines.point_to(row.scenario, row.step.key)
        self._allow()

    def _point_table(self, scenario: int, key: object) -> None:
        for number in range(self.model.rowCount()):
            row = self.model.row(number)
            if (row.scenario, row.step.key, row.reading) == (scenario, key, ""):
                self.table.choose_row(number)
        self.context.value_focused.emit()

    def _open_step(self, scenario: int, key: object) -> None:
        self._point_table(scenario, key)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


class _Doing:
    """An act without the flag that a triggered action or a clicked button carries."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._act = act

    def __call__(self, _checked: bool = False) -> None:
        self._act()
