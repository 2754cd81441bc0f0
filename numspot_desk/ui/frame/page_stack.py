"""The visited pages: made at the first visit, one in front, all forgotten when the workspace closes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.page import Page
from numspot_desk.ui.pages import BY_ID, PARENT


class PageStack(QStackedWidget):
    """`title_changed` when a page has another title, action or text of its search."""

    title_changed = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pages: dict[str, Page] = {}
        self.front: Page | None = None

    def bring(self, page_id: str) -> Page:
        """Put a page in front; the one before is left. Unknown ids are a bug: `KeyError`."""
        page = self._pages.get(page_id)
        if page is None:
            page = BY_ID[page_id].make(self._context)
            page.title_changed.connect(self.title_changed)
            self._pages[page_id] = page
            self.addWidget(page)
        if self.front is not page:
            self.leave()
        self.front = page
        self.setCurrentWidget(page)
        return page

    def leave(self) -> None:
        """Have the page in front keep what is typed in it."""
        if self.front is not None:
            self.front.leave()

    def visited(self, page_id: str) -> Page | None:
        """A page, where it was visited."""
        return self._pages.get(page_id)

    def place(self) -> str:
        """Where the person is, as `place_of` reads it: the page, and what is open on it; "" on no page."""
        for page_id, page in self._pages.items():
            if page is self.front:
                bookmark = page.bookmark()
                return f"{page_id}/{bookmark}" if bookmark else PARENT.get(page_id, page_id)
        return ""

    def forget(self) -> None:
        """Drop every page."""
        for page in self._pages.values():
            self.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self.front = None


def place_of(kept: str) -> tuple[str, str | None]:
    """The page that a kept place names and what is open on it; home where it names no page of today."""
    page_id, _, bookmark = kept.partition("/")
    known = page_id in BY_ID and (bookmark or BY_ID[page_id].in_navigation)
    return page_id if known else "home", bookmark or None
