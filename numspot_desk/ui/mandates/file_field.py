"""A field for a file: chosen by a button, shown by its name alone, left out again."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser
from numspot_desk.ui.kit.elided import ElidedLabel
from numspot_desk.ui.kit.theme import set_role

SCANS: Final = "PDF, PNG, JPEG, TIFF (*.pdf *.png *.jpg *.jpeg *.tif *.tiff)"
SCHEMAS: Final = "XSD (*.xsd)"


class FileField(QWidget):
    """`filters` says which files the choice shows."""

    edited = Signal()

    def __init__(
        self, context: DeskContext, chooser: Callable[[], Chooser], filters: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.context, self._chooser, self._filters = context, chooser, filters
        self._path: Path | None = None
        self.choose = QPushButton(context.language.text("Choose a file…"), self)
        set_role(self.choose, "secondary")
        self.choose.clicked.connect(self._choose)
        self.name = ElidedLabel(self)
        self.leave_out = QPushButton(context.language.text("Leave it out"), self)
        set_role(self.leave_out, "quiet")
        self.leave_out.clicked.connect(self.clear)
        self.leave_out.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.choose)
        line.addWidget(self.name, 1)
        line.addWidget(self.leave_out)
        self.setFocusProxy(self.choose)

    def value(self) -> str:
        """The path, "" where none is chosen."""
        return "" if self._path is None else str(self._path)

    def take(self, path: Path) -> None:
        """Choose this file."""
        self._show(path)
        self.edited.emit()

    def clear(self) -> None:
        """Choose no file."""
        self.choose.setFocus()
        self._show(None)
        self.edited.emit()

    def _show(self, path: Path | None) -> None:
        self._path = path
        self.name.setText("" if path is None else path.name)
        self.leave_out.setVisible(path is not None)

    def _choose(self) -> None:
        title = self.context.language.text("Choose a file…")
        self._chooser().file(self, title, self._filters, self.take)
