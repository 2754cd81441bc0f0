"""How the contract is read where its text can be read in two ways: what legal chose, and a form to choose.

A choice needs a reason; each one that stands says by whom and when, and can be taken back. The dialog says
what was asked for; the page keeps it. A refusal stands under the form, what was typed stays.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.rules.readings import READINGS
from numspot_desk.rules.settled_readings import SettledReading
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.contract.chosen_readings import ChosenReading
from numspot_desk.usecases.contract.reading_words import chosen_line, option_name, question, settled_line
from numspot_desk.usecases.roles import may_decide

_LETTERS: Final = 48
"""So wide are the lists at least; the question stands whole below its list."""


class ReadingsDialog(QDialog):
    """`asked` carries a reading, its option and the reason; `withdrawn` the id of the event to take back."""

    asked = Signal(str, str, str)
    withdrawn = Signal(str)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._chosen: tuple[ChosenReading, ...] = ()
        text = context.language.text
        self.setWindowTitle(text("How this contract is read"))
        self.setMinimumWidth(70 * GRID)
        self._standing = QVBoxLayout()
        self.reading, self.option = QComboBox(self), QComboBox(self)
        for box in (self.reading, self.option):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LETTERS)
        self.asks, self.problem = QLabel(self), QLabel(self)
        for said in (self.asks, self.problem):
            said.setWordWrap(True)
        set_role(self.asks, "muted")
        set_role(self.problem, "problem")
        self.reason = QLineEdit(self)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for label, field in (
            (text("Question that the text leaves open"), self.reading),
            (text("How it is read for this contract"), self.option),
            (text("Reason"), self.reason),
        ):
            form.addRow(label, field)
            field.setAccessibleName(label)
        form.insertRow(1, self.asks)
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Save | standard.Close, self)
        self.buttons.button(standard.Save).setText(text("Choose"))
        self.buttons.button(standard.Close).setText(text("Close"))
        self.buttons.accepted.connect(self._ask)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addLayout(self._standing)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        for reading in READINGS.values():
            self.reading.addItem(question(reading, context.language), reading.id)
        self.reading.currentIndexChanged.connect(self._show_options)
        self._show_options()
        self._allow()
        self.reading.setFocus()

    def show_readings(
        self, chosen: Sequence[ChosenReading], settled: Mapping[str, SettledReading] | None = None
    ) -> None:
        """Show what was chosen, and what clauses of the contract settle."""
        self._chosen = tuple(chosen)
        while (item := self._standing.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        language = self.context.language
        for name, one in sorted((settled or {}).items()):
            self._standing.addWidget(self._line(settled_line(name, one, language)))
        for choice in self._chosen:
            self._standing.addWidget(self._row(choice))
        if not chosen and not settled:
            said = language.text("Every open question is read by its default for this contract.")
            self._standing.addWidget(self._line(said))
        self.reason.clear()
        self._show_options()
        self._allow()

    def say(self, problem: str) -> None:
        """Show why something was refused; "" for nothing."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _ask(self) -> None:
        self.asked.emit(self.reading.currentData(), self.option.currentData(), self.reason.text())

    def _show_options(self) -> None:
        """The options of the question, on the one that holds."""
        language, reading = self.context.language, READINGS[self.reading.currentData()]
        self.asks.setText(question(reading, language))
        self.reading.setToolTip(self.reading.currentText())
        self.option.clear()
        for option in reading.options:
            self.option.addItem(option_name(reading, option, language), option.id)
        found = [one.option for one in self._chosen if one.reading == reading.id]
        self.option.setCurrentIndex(max(0, self.option.findData(found[0]) if found else 0))

    def _allow(self) -> None:
        """Only legal chooses; others read."""
        may = may_decide(self.context.person)
        for widget in (self.option, self.reason, self.buttons.button(QDialogButtonBox.StandardButton.Save)):
            widget.setEnabled(may)
        text = self.context.language.text
        self.say("" if may else text("Only legal chooses how a contract is read."))

    def _line(self, said: str) -> QLabel:
        label = QLabel(said, self)
        label.setWordWrap(True)
        return label

    def _row(self, one: ChosenReading) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        said = chosen_line(one, self.context.language)
        button = QPushButton(self.context.language.text("Take back"), row)
        set_role(button, "quiet")
        button.setAccessibleName(self.context.language.text("Take back: {name}", name=said))
        button.setEnabled(may_decide(self.context.person))
        button.clicked.connect(lambda _on=False, ident=one.event_id: self.withdrawn.emit(ident))
        line.addWidget(self._line(said), 1)
        line.addWidget(button)
        return row
