"""The order page: steps at the left, the form in the centre, the live summary at the right.

The page paints and listens; what happens is decided by the presenter. Going to another page, closing the
window or losing the focus of the application brings what is unsaved to the store at once.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.order.flow import STEPS, StepId
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.events.actions import KEYS, EventActions
from numspot_desk.ui.kit.keys import TO
from numspot_desk.ui.kit.page import Command, Page
from numspot_desk.ui.kit.tab_order import TabOrder
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.answer_row import FIELD
from numspot_desk.ui.order.autosave import Autosave
from numspot_desk.ui.order.banners import FrozenBanner, TroubleBanner
from numspot_desk.ui.order.branch_banner import BranchBanner
from numspot_desk.ui.order.foot import Foot
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.ui.order.problem_round import ProblemRound
from numspot_desk.ui.order.step_list import NARROW, StepList
from numspot_desk.ui.order.step_stack import StepStack
from numspot_desk.ui.order.step_view import ROOM_FOR_FORM, StepView
from numspot_desk.ui.order.summary_panel import SummaryPanel
from numspot_desk.ui.recent import RecentOrders
from numspot_desk.ui.simulator import going
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contract.order_papers import BINDING
from numspot_desk.usecases.orders.edit_order import SavedEdit
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.orders.order_acts import OrderChanged
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import DeskError

_ICONS = NARROW + GRID


class OrderPage(Page):
    """The wizard."""

    page_id: ClassVar[str] = "order"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.autosave = Autosave(self)
        self.presenter = OrderPresenter(self._run, context.clock, self._person, self, self.autosave)
        self.autosave.check = self.presenter.check
        self.autosave.save = self.presenter.save
        self._summary_wanted = False
        self._round = ProblemRound()
        self._build_frame()
        self._build_shortcuts()
        self._tabs = TabOrder(self)
        self.views.reshaped.connect(self._tabs.follow)
        theme().changed.connect(self._fit)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)
        application.applicationStateChanged.connect(self._application_state_changed)
        context.changed.connect(self._store_changed)
        self.retranslate()

    def _run(
        self,
        work: Callable[[Workspace], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Work in the background; a page that is gone by then hears nothing of it."""
        self.context.run(work, done, failed, owner=self)

    # ── Page ─────────────────────────────────────────────────────────────────────────────────────────

    def title(self) -> str:
        if self.presenter.opened is None:
            return self.context.language.text("Order")
        text, record = self.context.language.text, self.presenter.record
        if record.revision > 1:
            return text("Order {number}, version {revision}", number=record.number, revision=record.revision)
        return text("Order {number}", number=record.number)

    def bookmark(self) -> str:
        return self.presenter.record.id if self.presenter.opened is not None else ""

    def shortcuts(self) -> list[tuple[str, str]]:
        text = self.context.language.text
        return [
            ("Ctrl+PgDown", text("Next step")),
            ("Ctrl+PgUp", text("Step before")),
            (f"Alt+1{TO}Alt+{len(STEPS)}", text("Go to a step")),
            ("Ctrl+Z", text("Undo in this step")),
            ("Ctrl+Shift+Z", text("Redo in this step")),
            ("F8", text("Next problem")),
            ("Alt+Down", text("Open the list of a field")),
            ("Ctrl+H", text("Hierarchy of the contract")),
            (KEYS, text("Events of the contract")),
            (going.KEYS, text(going.NAME)),
            *(self.views.current().shortcuts() if self.presenter.opened is not None else ()),
        ]

    def commands(self) -> list[Command]:
        """What can be done with the order's documents, whatever step is shown."""
        if self.presenter.opened is None:
            return []
        acts = (*self.view(StepId.REVIEW).acts(), *self.frozen.acts())
        found = [Command(one.text(), name, partial(self._do_at_review, one)) for one, name in acts]
        if self.presenter.record.state in BINDING:
            name = self.context.language.text("Events of the contract")
            found.append(Command(name, "calendar", self.open_events))
            found.append(Command(self.context.language.text(going.NAME), going.PICTURE, self.simulate))
        return found

    def enter(self, argument: Any = None) -> None:
        """Open the order with this id, or with this id at this step; without one, go on with the one that
        is open."""
        match argument:
            case str(order_id) if order_id:
                self.presenter.open(order_id)
                return
            case (str(order_id), StepId() as step):
                self.presenter.open(order_id, step)
                return
        if self.presenter.opened is not None:
            self.show_place()

    def leave(self) -> None:
        self.autosave.flush()

    def retranslate(self) -> None:
        self.foot.retranslate()
        self.steps.retranslate()
        for view in self.views.made():
            view.retranslate()
        if self.presenter.opened is not None:
            self.show_saving()
            self.frozen.show_order()
            self.branches.show_order()
            self.foot.show_undo()
            self.summary.show_summary()
            self.title_changed.emit()

    def closeEvent(self, event: Any) -> None:
        self.autosave.flush()
        super().closeEvent(event)

    # ── Screen: what the presenter tells ─────────────────────────────────────────────────────────────

    def show_order(self) -> None:
        """Another order is open, or the same one in another state."""
        RecentOrders(self.context.preferences).opened(self.presenter.record.id)
        self.title_changed.emit()
        for view in self.views.made():
            view.order_opened()
        self.frozen.show_order()
        self.branches.show_order()
        self.show_place()
        self.show_check()
        self.show_saving()

    def not_opened(self, error: BaseException) -> None:
        """An order could not be opened: say why; where no other one is open, show the list."""
        if not isinstance(error, DeskError):
            raise error
        self.context.post_problem(error)
        if self.presenter.opened is None:
            self.context.go("orders")

    def show_answers(self) -> None:
        """Answers changed."""
        before = self.views.current().shape()
        self.views.current().show_answers()
        if before is None or self.views.current().shape() != before:
            self._tabs.follow()
        self.foot.show_undo()
        self.show_saving()

    def show_check(self) -> None:
        """Problems, totals or states changed."""
        self.steps.show_statuses(self.presenter.due.statuses())
        self.views.current().show_check()
        self.summary.show_summary()
        self._fit()
        self._tabs.follow()

    def show_place(self) -> None:
        """Another step, or a field to show."""
        flow = self.presenter.flow
        if flow is None:
            return
        wanted = flow.field
        view = self.views.current()
        self.views.setCurrentWidget(view)
        self._fit()
        self.steps.show_step(flow.step)
        view.show_answers()
        view.show_check()
        self._tabs.follow()
        self.foot.show_step()
        self.foot.show_undo()
        if not self.isVisible():  # a person types elsewhere, and this order was read again
            return
        if not (wanted and view.focus_field(wanted)) and not view.focus_first():
            self.foot.take_focus()

    def show_prices(self) -> None:
        """Another price list is in use."""
        for view in self.views.made():
            view.prices_changed()

    def show_saving(self) -> None:
        """Where the latest edit is."""
        self.trouble.show_trouble()
        self.foot.show_saving()

    def saved(self, edit: SavedEdit) -> None:
        """An edit is in the store."""
        self.context.saved.emit(edit.at)
        self.context.announce(edit.changes)

    # ── Frame ────────────────────────────────────────────────────────────────────────────────────────

    def _build_frame(self) -> None:
        self.steps = StepList(self.context, self)
        self.steps.chosen.connect(self._step_chosen)
        self.views = StepStack(self.context, self.presenter, self)
        self.views.acted.connect(self._exported)
        self.summary = SummaryPanel(self.context, self.presenter, self)
        self.summary.jump.connect(self.presenter.go_to_field)
        self.frozen = FrozenBanner(self.context, self.presenter, self)
        self.frozen.new_version_asked.connect(self._make_new_version)
        self.frozen.events_asked.connect(self.open_events)
        self.events = EventActions(self.context, self)
        self.trouble = TroubleBanner(self.context, self.presenter, self)
        self.branches = BranchBanner(self.context, self.presenter, self)
        self.branches.settled.connect(self._exported)
        self.foot = Foot(self.context, self.presenter, self)
        self.foot.summary_toggled.connect(self._summary_toggled)
        self.addActions([self.foot.undo_action, self.foot.redo_action])
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.steps)
        middle.addWidget(self.views, 1)
        middle.addWidget(self.summary)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.frozen)
        layout.addWidget(self.trouble)
        layout.addWidget(self.branches)
        layout.addLayout(middle, 1)
        layout.addWidget(self.foot)

    def _build_shortcuts(self) -> None:
        for keys, do in (
            ("Ctrl+PgDown", self.presenter.next),
            ("Ctrl+PgUp", self.presenter.back),
            ("F8", self._next_problem),
            ("Ctrl+H", self.summary.hierarchy.click),
            (KEYS, self.open_events),
            (going.KEYS, self.simulate),
        ):
            self._shortcut(keys).activated.connect(do)
        for number in range(1, len(STEPS) + 1):
            shortcut = self._shortcut(f"Alt+{number}")
            shortcut.setProperty("step", number)
            shortcut.activated.connect(self._alt_number)

    def _shortcut(self, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────

    def view(self, step: StepId) -> StepView:
        """The form of a step."""
        return self.views.view(step)

    def _step_chosen(self, step: StepId) -> None:
        self.presenter.go(step)

    def _do_at_review(self, button: QPushButton) -> None:
        """Press a button of the review, where what comes of it is said."""
        self.presenter.go(StepId.REVIEW)
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        button.click()

    def _alt_number(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.presenter.go(STEPS[int(sender.property("step")) - 1])

    def _next_problem(self) -> None:
        """The problem after the one of the focused field, all around."""
        field = self._round.next(self.presenter.due.now() or self.presenter.problems, self.presenter.place)
        if field is not None:
            self.presenter.go_to_field(field)
            self._round.landed(field, self.presenter.place)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        widget = new
        while widget is not None and widget is not self:
            field = widget.property(FIELD)
            if isinstance(field, str) and field and self.isAncestorOf(widget):
                self.presenter.focused(field)
                return
            widget = widget.parentWidget()

    def _application_state_changed(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive:
            self.autosave.flush()

    def _store_changed(self, changes: Changes) -> None:
        """What orders are checked against is another: the prices, the general terms or the settings."""
        if changes.catalogue or changes.terms or changes.settings:
            self.presenter.look_up_prices()
        if changes.settings and self.presenter.opened is not None and not self.presenter.editable:
            self.presenter.open(self.presenter.record.id)  # a review follows the rules as they are now

    def _person(self) -> Person:
        return self.context.person

    def open_events(self) -> None:
        """Open the events of the contract of this order."""
        if self.presenter.opened is not None:
            self.events.open(self.presenter.record.id)

    def simulate(self) -> None:
        """Go to the simulator with the contract of this order."""
        if self.presenter.opened is not None:
            self.context.go(going.PAGE, self.presenter.record.id)

    def _make_new_version(self) -> None:
        record, person, clock = self.presenter.record, self.context.person, self.context.clock
        self.context.run(lambda workspace: new_version(workspace, record.id, person, clock), self._follow)

    def _exported(self, changes: Changes) -> None:
        """An act on the order's documents ended: its state may be another one."""
        self.context.announce(changes)
        if changes.orders:
            self.presenter.open(self.presenter.record.id)

    def _follow(self, made: OrderChanged) -> None:
        """Open the order that an act made."""
        self.context.announce(made.changes)
        self.presenter.open(made.record.id)

    def _summary_toggled(self, wanted: bool) -> None:
        self._summary_wanted = wanted
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the form its room first: then the words of the steps, then the summary. A form that needs
        more than most (the table of lines) takes the room of the words before that of the summary."""
        form, words = self.views.current().wanted_width(), self.steps.wanted_width()
        summary = self.summary.wanted_width(narrow=form > ROOM_FOR_FORM)
        least = self.views.current().least_width()
        greedy = form > ROOM_FOR_FORM and self.width() >= _ICONS + least + summary
        wide = greedy or self.width() >= words + least + summary
        self.foot.summary_button.setVisible(not wide)
        self.summary.setVisible(wide or self._summary_wanted)
        self.summary.setFixedWidth(summary)
        room = self.width() - (summary if self.summary.isVisibleTo(self) else 0)
        narrow = room < words + form
        self.steps.set_narrow(narrow)
        self.steps.setFixedWidth(_ICONS if narrow else words)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Hide:
            self.autosave.flush()
        return super().event(event)
