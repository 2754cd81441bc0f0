"""A yes-or-no field: a check box that carries its own question, with the same verbs as the other fields."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from numspot_desk.ui.context import DeskContext


class FlagField(QCheckBox):
    """Yes or no. `FormRow` gives it its text; only a person's click or key emits `edited`."""

    edited = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.clicked.connect(self._clicked)

    def value(self) -> bool:
        """Whether it is checked."""
        return self.isChecked()

    def set_value(self, value: object) -> None:
        """Check it for true, uncheck it for anything else."""
        self.setChecked(value is True)

    def _clicked(self) -> None:
        self.edited.emit()
