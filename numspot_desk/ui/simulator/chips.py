"""What can be supposed in the scenario that is edited, as chips; whether each reading is shown; the readings
that the scenarios rest on, each a button with its options.

They say what was asked for; the page does it. A chip that no longer has a meaning hides; the others stay
where they are, with the focus.
"""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from numspot_desk.contracts.agenda.scenarios import ASSUMPTIONS
from numspot_desk.contracts.agenda.simulation import Simulation
from numspot_desk.language.messages import N_
from numspot_desk.rules.readings import READINGS
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.contract.reading_words import option_name, question
from numspot_desk.usecases.explaining.explanations import reading_text

SHORT: Final[Mapping[str, str]] = {
    "not_cured": N_("Breach not cured"),
    "closed": N_("Account closed"),
    "refused": N_("New terms refused"),
    "unpaid": N_("Not paid"),
    "everything": N_("All services ended"),
    "services_end": N_("Services end"),
    "last_period": N_("Last SLA period"),
    "credited": N_("Penalty credited"),
    "erasure_told": N_("Erasure notified"),
}
"""What is supposed, in two or three words; the whole sentence is said beside it."""
_LONGEST: Final = 26


class Chips(QWidget):
    """`supposed` carries an assumption and whether it is made; `read_so` a reading and its option."""

    supposed = Signal(str, bool)
    read_so = Signal(str, str)

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        layout = FlowLayout(self, spacing=GRID // 2)
        self.assumptions: dict[str, QPushButton] = {}
        for one in ASSUMPTIONS:
            chip = QPushButton(self)
            chip.setCheckable(True)
            set_role(chip, "chip")
            chip.clicked.connect(lambda yes, name=one.id: self.supposed.emit(name, yes))
            chip.hide()
            layout.addWidget(chip)
            self.assumptions[one.id] = chip
        self.each = QPushButton(self)
        self.each.setCheckable(True)
        set_role(self.each, "chip")
        layout.addWidget(self.each)
        self.readings: dict[str, QPushButton] = {}
        for name in READINGS:
            button = QPushButton(self)
            set_role(button, "chip")
            button.setMenu(QMenu(button))
            button.hide()
            layout.addWidget(button)
            self.readings[name] = button
        self.all = QPushButton(self)
        set_role(self.all, "chip")
        self.all.setMenu(QMenu(self.all))
        self.all.hide()
        layout.addWidget(self.all)
        self._options: Mapping[str, str] = {}
        self._folded = False
        theme().changed.connect(self._dress)

    def fold(self, *, folded: bool) -> None:
        """Show the readings as one button, or each as its own."""
        if folded is not self._folded:
            self._folded = folded
            self._show_readings()

    def show_chips(self, simulation: Simulation | None, readings: Mapping[str, str]) -> None:
        """Show what can be supposed, and what is; the readings with the option applied."""
        offered = {} if simulation is None else {one.id: yes for one, yes in simulation.offered}
        for name, chip in self.assumptions.items():
            if chip.isHidden() is (name in offered):
                chip.setVisible(name in offered)
            chip.setChecked(offered.get(name, False))
        self._options = readings
        self._show_readings()
        self.retranslate()
        self.setVisible(bool(offered or readings))

    def _show_readings(self) -> None:
        for name, button in self.readings.items():
            wanted = name in self._options and not self._folded
            if button.isHidden() is wanted:
                button.setVisible(wanted)
        wanted = bool(self._options) and self._folded
        if self.all.isHidden() is wanted:
            self.all.setVisible(wanted)

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        language = self.context.language
        text = language.text
        for one in ASSUMPTIONS:
            chip = self.assumptions[one.id]
            chip.setText(text(SHORT[one.id]))
            chip.setToolTip(text(one.name))
            chip.setAccessibleName(text("{label}: {value}", label=text("Supposed"), value=text(one.name)))
        for name, option in self._options.items():
            button = self.readings[name]
            said = reading_text(name, option, language)
            chosen = next(one for one in READINGS[name].options if one.id == option)
            short = f"{name} · {chosen.fr if language.code == 'fr' else chosen.en}"
            button.setText(short if len(short) <= _LONGEST else f"{short[: _LONGEST - 1].rstrip()}…")
            button.setToolTip(f"{question(READINGS[name], language)}\n{said}")
            button.setAccessibleName(f"{question(READINGS[name], language)} {said}")
            self._fill(button.menu(), name, option)
        self.each.setText(text("Each reading"))
        self.each.setToolTip(text("Show what each other reading gives"))
        self.all.setText(text("Readings"))
        self.all.setAccessibleName(text("Readings"))
        self.all.setToolTip(
            "\n".join(reading_text(one, option, language) for one, option in self._options.items())
        )
        self.all.menu().clear()
        for name, option in self._options.items():
            self._fill(self.all.menu().addMenu(question(READINGS[name], language)), name, option)
        self._dress()

    def _fill(self, menu: QMenu, name: str, chosen: str) -> None:
        menu.clear()
        group = QActionGroup(menu)
        for option in READINGS[name].options:
            action = QAction(option_name(READINGS[name], option, self.context.language), menu)
            action.setCheckable(True)
            action.setChecked(option.id == chosen)
            action.triggered.connect(partial(self._chosen, name, option.id))
            group.addAction(action)
            menu.addAction(action)

    def _chosen(self, name: str, option: str, _checked: bool = False) -> None:
        if self._options.get(name) != option:
            self.read_so.emit(name, option)

    def _dress(self) -> None:
        for chip in self.assumptions.values():
            chip.setIcon(icon("sample", "accent" if chip.isChecked() else "muted"))
        for button in (*self.readings.values(), self.all, self.each):
            button.setIcon(icon("reading", "special"))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
