"""A splitter whose widths are remembered on this computer, as the person left them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from numspot_desk.ui.context import DeskContext


class RememberedSplitter(QSplitter):
    """`name` is what the widths are kept under; `usual` are the sizes before anybody moved it."""

    def __init__(self, context: DeskContext, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._context = context
        self._name = f"splitter/{name}"
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._remember)

    def restore(self, usual: list[int]) -> None:
        """Take the sizes that were kept, or the usual ones. Called once all its widgets are in."""
        kept = self._context.preferences.get(self._name).split(",")
        fits = len(kept) == len(usual) and all(size.isascii() and size.isdecimal() for size in kept)
        self.setSizes([int(size) for size in kept] if fits else usual)

    def _remember(self) -> None:
        self._context.preferences.put(self._name, ",".join(str(size) for size in self.sizes()))
