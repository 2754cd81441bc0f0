"""The rules and contracts that a change of the general terms touches: a label a rule, a button a contract."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.comparison_presenter import Chip


class TouchedChips(QWidget):
    """`opened` carries the number of a contract."""

    opened = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these in place of the former ones; nothing where there is none."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for chip in chips:
            made = self._rule(chip) if chip.contract is None else self._contract(chip, chip.contract)
            made.setToolTip(chip.whole)
            made.setAccessibleName(chip.whole)
            self._row.addWidget(made)
            made.show()
        self.setVisible(bool(chips))
        self.updateGeometry()

    def _rule(self, chip: Chip) -> QWidget:
        label = QLabel(chip.text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setMinimumWidth(8 * GRID)  # in a narrow window the tip says the whole
        set_role(label, "badge")
        return label

    def _contract(self, chip: Chip, number: str) -> QWidget:
        button = QPushButton(chip.text, self)
        set_role(button, "chip")
        button.clicked.connect(partial(self._open, number))
        return button

    def _open(self, number: str, _checked: bool = False) -> None:
        self.opened.emit(number)
