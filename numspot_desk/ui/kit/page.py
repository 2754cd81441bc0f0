"""The base of every page of the main window. What a page shows lives in its own folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from numspot_desk.ui.context import DeskContext

if TYPE_CHECKING:
    from numspot_desk.usecases.deadlines.upcoming_deadlines import UpcomingDeadline


@dataclass(frozen=True)
class Command:
    """Something to do, by its name: a row of the search over everything."""

    label: str
    icon: str
    act: Callable[[], None]


class Page(QWidget):
    """A page: made at its first visit, kept afterwards. `title_changed` asks the frame to read `title()` and
    `primary_action()` again."""

    page_id: ClassVar[str] = ""
    title_changed = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        context.language_changed.connect(self.retranslate)

    def title(self) -> str:
        """What stands at the top, in the reader's language."""
        return ""

    def primary_action(self) -> QAction | None:
        """The one thing most people come here to do, shown as the button at the top."""
        return None

    def search(self, text: str) -> None:
        """Look for text within this page, as it is typed in the search of the top bar."""

    def search_text(self) -> str:
        """What this page is searched for now."""
        return ""

    def searchable(self) -> bool:
        """Whether the search of the top bar works here."""
        return False

    def focus_found(self) -> None:
        """Put the focus on what the search of the top bar narrows: Down leads there from the search."""

    def commands(self) -> Sequence[Command]:
        """What can be done with what is shown, beside the primary action, for the search over everything."""
        return ()

    def shortcuts(self) -> list[tuple[str, str]]:
        """(keys, what they do) of this page, for the list of F1; keys as `ui.kit.keys` reads them."""
        return []

    def bookmark(self) -> str:
        """What `enter` takes to show again what is shown now, at the next start; "" for a page that always
        starts alike."""
        return ""

    def open_clause(self, ref: str) -> bool:
        """Show the clause with this reference here, where this page holds its text; False elsewhere."""
        return False

    def known_deadlines(self) -> Sequence[UpcomingDeadline]:
        """The deadlines that this page has counted, for the search over everything."""
        return ()

    def enter(self, argument: Any = None) -> None:
        """The page comes to the front: read what is shown, set the first focus."""

    def leave(self) -> None:
        """Another page comes to the front: settle what is being typed."""

    def retranslate(self) -> None:
        """Say everything again in the reader's language, keeping what is typed."""
