"""The empty page: what will be there, in one sentence, and nothing invented."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.empty import EmptyState
from numspot_desk.ui.kit.page import Page
from numspot_desk.ui.pages import BY_ID

SENTENCES = {
    "deadlines": N_("The deadlines of your contracts will stand here, with the day to act by."),
}


class EmptyPage(Page):
    """One of the pages above."""

    def __init__(self, context: DeskContext, page_id: str, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._id = page_id
        self._state = EmptyState(context, BY_ID[page_id].icon, BY_ID[page_id].label, SENTENCES[page_id])
        layout = QVBoxLayout(self)
        layout.addWidget(self._state)

    def title(self) -> str:
        return self.context.language.text(BY_ID[self._id].label)
