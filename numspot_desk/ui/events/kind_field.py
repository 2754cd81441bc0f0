"""The field in which a kind of event is chosen: a list in which any part of a name finds it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.events.forms import kinds


class KindField(QComboBox):
    """Every kind of event, or other choices by id; typing any part of a name finds it."""

    edited = Signal()

    def __init__(
        self, context: DeskContext, parent: QWidget, choices: Sequence[tuple[str, str]] | None = None
    ) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for kind, name in kinds() if choices is None else choices:
            self.addItem(context.language.text(name), kind)
        completer = QCompleter(self.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def kind(self) -> str | None:
        """The kind that stands there; None for a text that names none."""
        typed = self.currentText().strip().casefold()
        places = [n for n in range(self.count()) if self.itemText(n).casefold() == typed]
        if not places and typed:
            places = [n for n in range(self.count()) if typed in self.itemText(n).casefold()]
        return str(self.itemData(places[0])) if len(places) == 1 else None

    def choose(self, kind: str) -> None:
        """Show a kind."""
        self.setCurrentIndex(self.findData(kind))
