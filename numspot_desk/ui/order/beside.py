"""Short questions side by side, one below the other where the room is too narrow for them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from numspot_desk.ui.kit.tokens import GRID

_APART = 2 * GRID


class Beside(QWidget):
    """A row of widgets that turns into a column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_APART)

    def put(self, widgets: Sequence[QWidget], shares: Sequence[int] = ()) -> None:
        """Put the widgets in, with their shares of the width (all the same without)."""
        for position, widget in enumerate(widgets):
            share = shares[position] if position < len(shares) else 1
            self._row.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        widest = max((widget.minimumSizeHint().width() for widget in self._widgets()), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        widgets = self._widgets()
        if not widgets:
            return
        shares = [self._row.stretch(position) for position in range(len(widgets))]
        room = self.width() - _APART * (len(widgets) - 1)  # the same whichever way they stand now
        fits = all(
            widget.minimumSizeHint().width() * sum(shares) <= room * share
            for widget, share in zip(widgets, shares, strict=True)
        )
        below, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        wanted = right if fits else below
        if self._row.direction() is not wanted:
            self._row.setDirection(wanted)
            self._row.setSpacing(_APART if fits else GRID)

    def _widgets(self) -> list[QWidget]:
        items = (self._row.itemAt(position) for position in range(self._row.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]
