"""What the page of the special conditions asks of each of its tabs."""

from typing import Any

from PySide6.QtWidgets import QWidget

from numspot_desk.ui.context import DeskContext


class ConditionsTab(QWidget):
    """One tab: made at its first visit, kept afterwards."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def enter(self, argument: Any = None) -> None:
        """The tab comes to the front: read what is shown, set the first focus."""

    def searchable(self) -> bool:
        """Whether the search of the top bar works here."""
        return False

    def search_text(self) -> str:
        """What this tab is searched for now."""
        return ""

    def search(self, text: str) -> None:
        """Look for text, as it is typed."""

    def focus_found(self) -> None:
        """Put the focus on what the search narrows."""

    def shortcuts(self) -> list[tuple[str, str]]:
        """(keys, what they do), for the list of F1."""
        return []

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
