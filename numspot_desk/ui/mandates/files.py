"""The files kept with a mandate, each with saving a copy. A file is never opened from here: the system's
viewer would need it in clear in a temporary folder."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from numspot_desk.language.zone import PARIS
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.elided import ElidedLabel
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.mandates.mandate_words import FILE_NAMES
from numspot_desk.usecases.ports.mandates import MandateFile


class KeptFiles(QWidget):
    """`save_asked` carries the file of which a copy is wanted."""

    save_asked = Signal(object)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.saves: list[QPushButton] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GRID)

    def show_files(self, kept: Sequence[MandateFile]) -> None:
        """Show these files."""
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.saves = []
        for one in kept:
            self._lines.addWidget(self._row(one))
        self.setVisible(bool(kept))

    def _row(self, kept: MandateFile) -> QWidget:
        text, formats = self.context.language.text, self.context.language.formats
        row = QWidget(self)
        name = ElidedLabel(row)
        name.setText(f"{text(FILE_NAMES[kept.kind])} · {kept.name}")
        about = QLabel(row)
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        set_role(about, "muted")
        about.setText(
            text(
                "{size}, added by {person} on {day} at {time}",
                size=formats.size(kept.size),
                person=kept.added_by or "?",
                day=formats.date_list(kept.added_at.astimezone(PARIS).date()),
                time=formats.time(kept.added_at),
            )
        )
        save = QPushButton(text("Save a copy…"), row)
        save.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        save.setIcon(icon("save", "accent"))
        save.setAccessibleName(text("Save a copy of {name}", name=kept.name))
        save.clicked.connect(partial(self.save_asked.emit, kept))
        self.saves.append(save)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(about)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * GRID)
        line.addLayout(words, 1)
        line.addWidget(save)
        return row
