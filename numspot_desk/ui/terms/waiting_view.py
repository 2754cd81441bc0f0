"""While a file of general terms is being read: its name, that it goes on, and a button that stops it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID


class WaitingView(QWidget):
    """`stopped` when the person no longer wants the file."""

    stopped = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._name = ""
        self._said, self._help = QLabel(self), QLabel(self)
        set_role(self._said, "heading")
        set_role(self._help, "muted")
        for label in (self._said, self._help):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(40 * GRID)
        self.stop_button = QPushButton(self)
        self.stop_button.clicked.connect(self.stopped)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addStretch(1)
        layout.addWidget(self._said)
        layout.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._help)
        layout.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        context.language_changed.connect(self.retranslate)
        self.retranslate()

    def show_file(self, name: str) -> None:
        """Say which file is being read."""
        self._name = name
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self._said.setText(text("Reading {name}…", name=self._name))
        self._help.setText(text("A file that takes longer than twenty seconds is given up."))
        self._bar.setAccessibleName(text("Reading {name}…", name=self._name))
        self.stop_button.setText(text("Stop reading"))
