"""What the agenda is narrowed to, as chips in one flow: states with their counts, kinds, parties."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from numspot_desk.contracts.agenda.standing import Standing
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.presenter import KIND_GROUPS, PARTY_NAMES, STANDING_NAMES, AgendaList
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID


class AgendaFilters(QWidget):
    """`changed` when the person chooses something else."""

    changed = Signal()

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._counts: Mapping[Standing, int] = {}
        layout = FlowLayout(self, spacing=GRID // 2)
        self.standings = {one: self._chip(layout) for one in Standing}
        self.kinds = {one: self._chip(layout) for one in KIND_GROUPS}
        self.parties = {one: self._chip(layout) for one in PARTY_NAMES}
        theme().changed.connect(self.retranslate)
        self.retranslate()

    def _chip(self, layout: FlowLayout) -> QPushButton:
        chip = QPushButton(self)
        chip.setCheckable(True)
        set_role(chip, "chip")
        chip.clicked.connect(self.changed)
        layout.addWidget(chip)
        return chip

    def asked(self, shown: AgendaList) -> AgendaList:
        """The list as these chips narrow it."""
        return replace(
            shown,
            standings=frozenset(one for one, chip in self.standings.items() if chip.isChecked()),
            kinds=frozenset(one for one, chip in self.kinds.items() if chip.isChecked()),
            parties=frozenset(one for one, chip in self.parties.items() if chip.isChecked()),
        )

    def show_list(self, shown: AgendaList) -> None:
        """Show what a list is narrowed to, and how many rows each state has."""
        for standing, chip in self.standings.items():
            chip.setChecked(standing in shown.standings)
        for kind, chip in self.kinds.items():
            chip.setChecked(kind in shown.kinds)
        for party, chip in self.parties.items():
            chip.setChecked(party in shown.parties)
        self._counts = shown.counts(self.context.language)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the chips again."""
        text = self.context.language.text
        for standing, chip in self.standings.items():
            label, picture, colour = STANDING_NAMES[standing]
            count = self._counts.get(standing, 0)
            chip.setText(text("{name} ({n})", name=text(label), n=count) if count else text(label))
            chip.setIcon(icon(picture, colour))
            chip.setAccessibleName(text("{label}: {value}", label=text("State"), value=chip.text()))
        for kind, chip in self.kinds.items():
            chip.setText(text(KIND_GROUPS[kind][0]))
            chip.setAccessibleName(text("{label}: {value}", label=text("Kind"), value=chip.text()))
        for party, chip in self.parties.items():
            chip.setText(text(PARTY_NAMES[party]))
            chip.setAccessibleName(text("{label}: {value}", label=text("Party"), value=chip.text()))
