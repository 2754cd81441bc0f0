"""The parts of a review to go through: a list with the state of each, several of which can be chosen.

Ctrl+Return approves what is chosen, Ctrl+A chooses all. What a part says is shown by `part_reader`.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from numspot_desk.contracts.reviewing.review_parts import PartReview
from numspot_desk.language.zone import PARIS
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.answer_row import FIELD
from numspot_desk.ui.order.review.part_words import STATE_SIGNS, STATE_WORDS, name_of, place_of
from numspot_desk.usecases.reviews.read_review import Review

PARTS_FIELD = "review.parts"
"""Where the person is while they go through the parts, as the place of an order says it."""
_MOST_ROWS = 7


class PartList(QWidget):
    """`chosen` is emitted when other parts are chosen, `approve` when what is chosen shall be approved."""

    chosen = Signal()
    approve = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._review = Review()
        self._own = False  # choosing of our own, not the person's
        self.heading = QLabel(self)
        self.heading.setWordWrap(True)
        set_role(self.heading, "label")
        self.list = _Rows(self)
        self.list.setProperty(FIELD, PARTS_FIELD)
        self.list.itemSelectionChanged.connect(self._selection_changed)
        self.list.approve.connect(self.approve)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.heading)
        layout.addWidget(self.list)
        theme().changed.connect(self._paint)

    def show_review(self, review: Review, *, whole: bool) -> None:
        """Show the parts; `whole`: the order as a whole is approved, which says enough of each."""
        self._review = review
        self._paint()
        self.setVisible(bool(review.parts) and not whole)

    def forget(self) -> None:
        """Show no parts: another order comes."""
        self._review = Review()
        self._paint()

    def parts(self) -> list[PartReview]:
        """The parts that are chosen, from the first on."""
        return [each for row, each in enumerate(self._review.parts) if self.list.item(row).isSelected()]

    def choose(self, place: str) -> None:
        """Choose the part at this place alone, or none; `chosen` is not emitted."""
        self._own = True
        try:
            self.list.clearSelection()
            for row, each in enumerate(self._review.parts):
                if place_of(each.part) == place:
                    self.list.setCurrentRow(row)
        finally:
            self._own = False

    def _selection_changed(self) -> None:
        if not self._own:
            self.chosen.emit()

    def _paint(self) -> None:
        """Say everything again; what was chosen stays chosen while it is there."""
        text, parts = self.context.language.text, self._review.parts
        before = {self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in self.list.chosen_rows()}
        current = self.list.currentRow()
        self._own = True
        try:
            self.list.clear()
            for each in parts:
                item = QListWidgetItem(icon(*STATE_SIGNS[each.state]), self._words(each), self.list)
                item.setData(Qt.ItemDataRole.UserRole, each.part.field)
            if 0 <= current < len(parts):
                self.list.setCurrentRow(current)
                self.list.clearSelection()
            for row, each in enumerate(parts):
                self.list.item(row).setSelected(each.part.field in before)
        finally:
            self._own = False
        done = sum(self._review.counts(each) for each in parts)
        self.heading.setText(
            text("Clauses and discounts to read: {done} of {all} approved", done=done, all=len(parts))
        )
        self.list.setAccessibleName(self.heading.text())
        self.list.fit(min(len(parts), _MOST_ROWS))

    def _words(self, each: PartReview) -> str:
        text, formats = self.context.language.text, self.context.language.formats
        state = text(STATE_WORDS[each.state])
        if each.step is None:
            return f"{self.context.text(name_of(each.part))} – {state}"
        return text(
            "{part} – {state} ({name}, {at})",
            part=self.context.text(name_of(each.part)),
            state=state,
            name=each.step.actor or "–",
            at=formats.date_list(each.step.at.astimezone(PARIS).date()),
        )


class _Rows(QListWidget):
    approve = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTabKeyNavigation(False)

    def chosen_rows(self) -> list[int]:
        return [row for row in range(self.count()) if self.item(row).isSelected()]

    def fit(self, rows: int) -> None:
        height = self.sizeHintForRow(0) if self.count() else theme().metrics().height()
        self.setFixedHeight(max(rows, 1) * height + 2 * self.frameWidth() + GRID // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.approve.emit()
            return
        super().keyPressEvent(event)
