"""What a person does with the scenarios: imagine an event, change or take it out, duplicate, shift, suppose,
read otherwise. Each is done at once, told by `edited`, and what was removed can be put back for ten seconds.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from numspot_desk.rules.events import Event
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.simulator.dialog import ImaginedDialog
from numspot_desk.ui.simulator.presenter import Row, SimulatorPresenter, is_imagined
from numspot_desk.usecases.simulation.ground import ImaginedRefused, imagined, without
from numspot_desk.usecases.simulation.starts import Start


class ScenarioActs(QObject):
    """`edited` when the scenarios changed, `began` when a first event was imagined."""

    edited = Signal()
    began = Signal()

    def __init__(self, context: DeskContext, presenter: SimulatorPresenter, window: QWidget) -> None:
        super().__init__(window)
        self.context, self.presenter, self._window = context, presenter, window

    def begin(self) -> None:
        """Imagine the first event of a new scenario."""
        if self.presenter.ground is not None and not self.presenter.full:
            self._imagine((), None, self._began)

    def add_event(self) -> None:
        """Imagine an event more in the scenario that is edited."""
        one = self.presenter.scenario
        if one is not None:
            self._imagine(one.events, None, self._added)

    def change(self, row: Row | None) -> None:
        """Change the imagined event of a row, else the first one of the scenario; its name too."""
        one, event = self.presenter.scenario, self._event_of(row)
        if one is not None and event is not None:
            others = tuple(other for other in one.events if other.id != event.id)
            self._imagine(others, event, self._changed)

    def take_out(self, row: Row | None) -> None:
        """Take the imagined event of a row out of its scenario; with the last, all of it goes."""
        one, ground = self.presenter.scenario, self.presenter.ground
        if one is None or ground is None or row is None or not is_imagined(row.step):
            return
        if len(one.events) == 1:
            self.remove()
            return
        former = one.events
        try:
            left = without(one.events, row.step.event.id, ground)
        except ImaginedRefused as error:
            self.context.post_problem(error)
            return
        self._do(lambda: self.presenter.take_out(left))
        said = self.context.language.text("The event was taken out of the scenario.")
        self.context.post(said, lambda: self._do(lambda: self.presenter.take_out(former)))

    def duplicate(self) -> None:
        """The scenario once more, its first day to be typed over."""
        if self.presenter.scenario is not None and not self.presenter.full:
            self._do(self.presenter.duplicate)
            self.change(None)

    def shift(self, days: int) -> None:
        """The whole scenario so many days later."""
        if self.presenter.scenario is not None:
            self._do(lambda: self.presenter.shift(days))

    def remove(self) -> None:
        """Take the scenario out; it can be put back for ten seconds."""
        if self.presenter.scenario is None:
            return
        ground = self.presenter.ground
        at, one = self.presenter.remove()

        def back() -> None:
            here = self.presenter.ground
            if ground is not None and here is not None and here.number == ground.number:
                self._do(lambda: self.presenter.put_back(at, one))

        self.edited.emit()
        self.began.emit()
        self.context.post(self.context.language.text("Scenario “{name}” removed.", name=one.name), back)

    def suppose(self, name: str, yes: bool) -> None:
        """Suppose something in the scenario that is edited, or not."""
        self._do(lambda: self.presenter.suppose(name, yes=yes))

    def read_so(self, name: str, option: str) -> None:
        """Read all scenarios with this option."""
        self._do(lambda: self.presenter.read_so(name, option))

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except ImaginedRefused as error:
            self.context.post_problem(error)
        else:
            self.edited.emit()

    def _imagine(
        self, others: tuple[Event, ...], event: Event | None, taken: Callable[[Event, Start, str], None]
    ) -> None:
        ground, one = self.presenter.ground, self.presenter.scenario
        assert ground is not None
        dialog = ImaginedDialog(
            self.context,
            (*ground.facts.events, *others),
            partial(imagined, ground, others),
            self._window,
            ident=self.presenter.new_id() if event is None else event.id,
            event=event,
            name=one.name if event is not None and one is not None else "",
        )
        dialog.imagined.connect(taken)
        dialog.open()

    def _began(self, event: Event, start: Start, name: str) -> None:
        called = name or self.context.language.text(start.name)
        self._do(lambda: self.presenter.add(event, start.supposed, called))
        self.began.emit()

    def _added(self, event: Event, start: Start, name: str) -> None:
        self._do(lambda: self._put(event, start.supposed, name))

    def _changed(self, event: Event, _start: Start, name: str) -> None:
        self._do(lambda: self._put(event, {}, name))

    def _put(self, event: Event, supposed: Mapping[str, bool], name: str) -> None:
        self.presenter.put(event, supposed)
        self.presenter.rename(name)

    def _event_of(self, row: Row | None) -> Event | None:
        one = self.presenter.scenario
        if one is None:
            return None
        if row is not None and row.scenario == self.presenter.current and is_imagined(row.step):
            return next((event for event in one.events if event.id == row.step.event.id), None)
        return min(one.events, key=lambda event: event.moment)
