"""Lets Tab follow the eye, where widgets come and go: the order of the layouts, from top to bottom."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


class TabOrder:
    """The order of Tab within one widget, brought up to date when something came or went."""

    def __init__(self, root: QWidget) -> None:
        self._root = root
        self._known: list[QWidget] = []

    def follow(self) -> None:
        """Set the order again if it is another one than last time."""
        found = list(_stops(self._root))
        if found == self._known:
            return
        self._known = found
        for before, after in pairwise(found):
            QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """The widget and what it holds, where Tab stops, in the order they stand."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, QStackedWidget | QSplitter):
        for number in range(widget.count()):  # those that are hidden too: they take no focus until they show
            if (held := widget.widget(number)) is not None:
                yield from _stops(held)
    elif isinstance(widget, QScrollArea):
        if (content := widget.widget()) is not None:
            yield from _stops(content)
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for position in range(layout.count()):
        item = layout.itemAt(position)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from _stops(widget)
        elif (inner := item.layout()) is not None:
            yield from _in_layout(inner)
