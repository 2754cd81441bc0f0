"""What the agenda is narrowed to, as chips in one flow: states with their counts, kinds, parties, and what
was chosen among contracts, clients and owners, to take away again.
"""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.filter_menu import FilterMenu
from numspot_desk.ui.deadlines.presenter import (
    FIELDS,
    KIND_GROUPS,
    PARTY_NAMES,
    AgendaList,
    Choice,
    chosen,
    toggled,
)
from numspot_desk.ui.deadlines.row_words import STATE_NAMES
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID


class AgendaFilters(QWidget):
    """`changed` carries the list as the person narrows it now."""

    changed = Signal(object)  # AgendaList

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._list = AgendaList()
        self._counts: Mapping[str, int] = {}
        self._flow = FlowLayout(self, spacing=GRID // 2)
        self.states = {one: self._chip() for one in STATE_NAMES}
        self.kinds = {one: self._chip() for one in KIND_GROUPS}
        self.parties = {one: self._chip() for one in PARTY_NAMES}
        self.more = QPushButton(self)
        set_role(self.more, "quiet")
        self.more.clicked.connect(self.open_menu)
        self._flow.addWidget(self.more)
        self.chosen: dict[Choice, QPushButton] = {}
        theme().changed.connect(self.retranslate)
        self.retranslate()

    def _chip(self) -> QPushButton:
        chip = QPushButton(self)
        chip.setCheckable(True)
        set_role(chip, "chip")
        chip.clicked.connect(self._clicked)
        self._flow.addWidget(chip)
        return chip

    def show_list(self, shown: AgendaList) -> None:
        """Show what a list is narrowed to."""
        self._list = shown
        for held, chips in (
            (shown.states, self.states),
            (shown.kinds, self.kinds),
            (shown.parties, self.parties),
        ):
            for name, chip in chips.items():
                chip.setChecked(name in held)
        self._show_chosen(chosen(shown))
        self.retranslate()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many entries each state has."""
        self._counts = counts
        self.retranslate()

    def count(self) -> int:
        """By how many chips the list is narrowed."""
        shown = self._list
        return len(shown.states) + len(shown.kinds) + len(shown.parties) + len(self.chosen)

    def open_menu(self) -> None:
        """Offer the contracts, clients and owners to choose from, found by a part of their name."""
        menu = FilterMenu(self.context, self)
        menu.picked.connect(self._pick)
        menu.popup_below(self.more)

    def retranslate(self) -> None:
        """Say the chips again."""
        text = self.context.language.text
        for state, chip in self.states.items():
            label, picture, colour = STATE_NAMES[state]
            count = self._counts.get(state, 0)
            chip.setText(text("{name} ({n})", name=text(label), n=count) if count else text(label))
            chip.setIcon(icon(picture, colour))
            chip.setAccessibleName(text("{label}: {value}", label=text("State"), value=chip.text()))
        for kind, chip in self.kinds.items():
            chip.setText(text(KIND_GROUPS[kind][0]))
            chip.setAccessibleName(text("{label}: {value}", label=text("Kind"), value=chip.text()))
        for party, chip in self.parties.items():
            chip.setText(text(PARTY_NAMES[party]))
            chip.setAccessibleName(text("{label}: {value}", label=text("Party"), value=chip.text()))
        self.more.setText(text("Contract, client, owner…"))
        self.more.setToolTip(text("Narrow to a contract, a client or an owner (Ctrl+Shift+F)"))
        self.more.setIcon(icon("filter", "accent"))
        for choice, chip in self.chosen.items():
            said = text("{label}: {value}", label=text(FIELDS[choice.field]), value=choice.value)
            chip.setText(_short(said))
            chip.setIcon(icon("close", "accent"))
            chip.setToolTip(text("No longer only {what}", what=said))
            chip.setAccessibleName(text("No longer only {what}", what=said))

    def _clicked(self) -> None:
        wanted = replace(
            self._list,
            states=frozenset(one for one, chip in self.states.items() if chip.isChecked()),
            kinds=frozenset(one for one, chip in self.kinds.items() if chip.isChecked()),
            parties=frozenset(one for one, chip in self.parties.items() if chip.isChecked()),
        )
        self.changed.emit(wanted)

    def _pick(self, choice: Choice) -> None:
        self.changed.emit(toggled(self._list, choice))

    def _show_chosen(self, wanted: tuple[Choice, ...]) -> None:
        for choice in [one for one in self.chosen if one not in wanted]:
            chip = self.chosen.pop(choice)
            if chip.hasFocus():
                self.more.setFocus(Qt.FocusReason.OtherFocusReason)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for choice in wanted:
            if choice not in self.chosen:
                chip = QPushButton(self)
                chip.setCheckable(True)
                chip.setChecked(True)
                set_role(chip, "chip")
                chip.clicked.connect(_Taking(self, choice))
                self._flow.addWidget(chip)
                chip.show()
                self.chosen[choice] = chip


class _Taking:
    """Takes away what was chosen."""

    def __init__(self, filters: AgendaFilters, choice: Choice) -> None:
        self._filters, self._choice = filters, choice

    def __call__(self, _checked: bool = False) -> None:
        self._filters._pick(self._choice)


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
