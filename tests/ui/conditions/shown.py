"""What the tests of this page read off the screen."""

from typing import Any

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.table import LazyTableModel


def settle(context: DeskContext, qtbot: QtBot) -> None:
    """Wait until nothing runs."""
    qtbot.waitUntil(lambda: not context.busy, timeout=10_000)


def column(model: LazyTableModel[Any], name: str) -> list[str]:
    """The cells of one column, from top to bottom."""
    place = next(n for n, one in enumerate(model.columns) if one.id == name)
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def words(widget: QWidget) -> str:
    """What the labels that are visible on a widget say."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
