"""The ladder of a parameter as rows to fill in: a rung, its values, why, the article of law."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from numspot_desk.contracts.library.clause import LISTED, ParameterKind, Rung
from numspot_desk.language.messages import N_
from numspot_desk.ui.conditions.clause_draft import band_cells, band_of_cells
from numspot_desk.ui.context import DeskContext, Text
from numspot_desk.ui.kit.fields import ChoiceField, TextField
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.conditions.departure_words import RUNG_NAMES

_HINTS: dict[str, str] = {
    "least": N_("from"),
    "most": N_("to"),
    "law": N_("article of law"),
    "fr": N_("why, in French"),
    "en": N_("why, in English"),
}
_RUNGS: list[tuple[str, Text]] = [(rung.value, RUNG_NAMES[rung.value]) for rung in Rung]
_BARE = frozenset({ParameterKind.TEXT.value})
_LISTED = frozenset(kind.value for kind in LISTED)


class LadderField(QWidget):
    """`edited` whenever a band changes, comes or goes."""

    edited = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._kind = ParameterKind.DAYS.value
        self.bands: list[BandRow] = []
        self.add_button = QPushButton(context.language.text("Add a band"), self)
        self.add_button.setIcon(icon("plus", "accent"))
        set_role(self.add_button, "quiet")
        self.add_button.clicked.connect(self._add)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(2 * GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._inside)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> list[dict[str, Any]]:
        """The bands as the document holds them."""
        return [band_of_cells(self._kind, band.cells()) for band in self.bands]

    def set_value(self, kind: str, bands: Sequence[Mapping[str, Any]]) -> None:
        """Show the bands of a parameter of this kind."""
        self._kind = kind
        for band in self.bands:
            self._drop(band)
        self.bands = []
        for one in bands:
            self._append(one)
        self._name()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        first = self.bands[0].fields["rung"] if self.bands else self.add_button
        first.setFocus(reason)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.add_button.setAccessibleDescription(name)

    def _append(self, band: Mapping[str, Any]) -> "BandRow":
        row = BandRow(self.context, self._kind, band, self)
        row.edited.connect(self.edited)
        row.remove.clicked.connect(partial(self._remove, row))
        self.bands.append(row)
        self._inside.addWidget(row)
        return row

    def _add(self) -> None:
        row = self._append({"rung": Rung.NEEDS_LEGAL.value})
        self._name()
        row.fields["rung"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _remove(self, row: "BandRow") -> None:
        self.bands.remove(row)
        self._drop(row)
        self._name()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _drop(self, row: "BandRow") -> None:
        self._inside.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _name(self) -> None:
        for number, band in enumerate(self.bands, 1):
            band.name(number)


class BandRow(QFrame):
    """One band: its rung, values and article on a line, the reason below in both languages."""

    edited = Signal()

    def __init__(self, context: DeskContext, kind: str, band: Mapping[str, Any], parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._kind = kind
        text = context.language.text
        self.fields: dict[str, ChoiceField | TextField] = {"rung": ChoiceField(context, _RUNGS, self)}
        for key, hint in _HINTS.items():
            cell = TextField(context, self)
            listed = kind in _LISTED and key == "least"
            cell.setPlaceholderText(text("values, with commas between") if listed else text(hint))
            self.fields[key] = cell
        self.remove = QToolButton(self)
        self.remove.setIcon(icon("trash", "muted"))
        self.remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_role(self.remove, "why")
        for key, value in band_cells(kind, band).items():
            field = self.fields[key]
            field.set_value(value)
            if isinstance(field, TextField):
                field.setCursorPosition(0)
        for field in self.fields.values():
            field.edited.connect(self.edited)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID // 2)
        grid.addWidget(self.fields["rung"], 0, 0)
        grid.addWidget(self.fields["least"], 0, 1)
        grid.addWidget(self.fields["most"], 0, 2)
        grid.addWidget(self.fields["law"], 0, 3)
        grid.addWidget(self.remove, 0, 4)
        grid.addWidget(self.fields["fr"], 1, 0, 1, 5)
        grid.addWidget(self.fields["en"], 2, 0, 1, 5)
        for column, share in enumerate((3, 2, 2, 3)):
            grid.setColumnStretch(column, share)
        self.fields["least"].setVisible(kind not in _BARE)
        self.fields["most"].setVisible(kind not in _BARE and kind not in _LISTED)

    def cells(self) -> dict[str, str]:
        """What stands in the cells."""
        return {key: field.value() for key, field in self.fields.items()}

    def name(self, number: int) -> None:
        """Say which band it is to a screen reader."""
        text = self.context.language.text
        self.fields["rung"].setAccessibleName(text("Band {n}: rung", n=number))
        for field in self.fields.values():
            if isinstance(field, TextField):
                hint = field.placeholderText()
                field.setAccessibleName(text("Band {n}: {what}", n=number, what=hint))
        said = text("Take band {n} out", n=number)
        self.remove.setAccessibleName(said)
        self.remove.setToolTip(said)
