"""The base of the wizard's steps: a scrolling form with its title and its problems at the top.

A step builds its rows from questions; the base shows answers and problems in them and finds the widget
of a field. What a step asks for is its own.
"""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.ui.context import DeskContext, Text
from numspot_desk.ui.kit.problems import ProblemSummary
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import FORM_WIDTH, GRID
from numspot_desk.ui.order.answer_row import AnswerRow
from numspot_desk.ui.order.beside import Beside
from numspot_desk.ui.order.headlines import together
from numspot_desk.ui.order.labels import STEP_INTRODUCTIONS, STEP_TITLES
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.ui.order.questions import Question

SUMMARY_SHOWN = 5
ROOM_FOR_FORM = 66 * GRID


class StepView(QScrollArea):
    """One step of the wizard."""

    step: ClassVar[StepId]
    column: ClassVar[int | None] = FORM_WIDTH  # the widest the form gets, None for all the room
    jump = Signal(str)  # the path of a field that somebody wants to see
    reshaped = Signal()  # fields came or went otherwise than by an answer

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.presenter = presenter
        self._rows: dict[str, AnswerRow] = {}
        self._headings: list[tuple[QLabel, Text]] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget(self)
        set_role(content, "scrolled")
        self.layout_ = QVBoxLayout(content)
        self._outer = self.layout_
        self._fit_column()
        self.layout_.setSpacing(GRID)
        self.heading(STEP_TITLES[self.step], role="title")
        self.heading(STEP_INTRODUCTIONS[self.step], role="muted")
        self.problem_summary = ProblemSummary(context, SUMMARY_SHOWN, content)
        self.problem_summary.jump.connect(self.jump)
        self.layout_.addWidget(self.problem_summary)
        self.setWidget(content)
        self.build()
        self.layout_.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_column()

    def _fit_column(self) -> None:
        """Keep the form narrow by its margin: text then wraps, and is measured, at one and the same width."""
        right = 3 * GRID
        if self.column is not None:
            right = max(right, self.viewport().width() - right - self.column)
        self._outer.setContentsMargins(3 * GRID, 2 * GRID, right, 3 * GRID)

    def shortcuts(self) -> list[tuple[str, str]]:
        """(keys, what they do) of this step alone, for the list of F1."""
        return []

    def acts(self) -> Sequence[tuple[QPushButton, str]]:
        """The buttons of this step that Ctrl+K offers at every step, each with its icon."""
        return ()

    # ── For the steps ────────────────────────────────────────────────────────────────────────────────

    def build(self) -> None:
        """Put the step's rows in its form."""

    def heading(self, text: Text, role: str = "heading") -> QLabel:
        """A heading above the rows that follow."""
        label = QLabel(self)
        label.setWordWrap(True)
        set_role(label, role)
        if role == "heading":
            label.setContentsMargins(0, 2 * GRID, 0, 0)
        self._headings.append((label, text))
        label.setText(self.context.text(text))
        self.layout_.addWidget(label)
        return label

    def ask(self, *questions: Question) -> None:
        """One row for each question, one below the other."""
        for question in questions:
            self.layout_.addWidget(self.row(question))

    def ask_beside(self, *questions: Question, shares: Sequence[int] = ()) -> QWidget:
        """Short questions side by side, as wide together as one row."""
        holder = Beside(self)
        holder.put([self.row(question) for question in questions], shares)
        self.layout_.addWidget(holder)
        return holder

    def ask_address(self, questions: Sequence[Question]) -> None:
        """The five parts of an address: two lines, then postcode, town and country on one."""
        line1, line2, postcode, city, country = questions
        self.ask(line1, line2)
        self.ask_beside(postcode, city, country, shares=(2, 4, 2))

    def row(self, question: Question) -> AnswerRow:
        """A row bound to the answers; where it stands is the caller's business."""
        row = AnswerRow(self.context, self.presenter, question, self)
        self.adopt(row)
        return row

    def adopt(self, row: AnswerRow) -> None:
        """Take a row that a list made or renamed into account."""
        self._rows = {path: known for path, known in self._rows.items() if known is not row}
        self._rows[row.path] = row

    def forget(self, row: AnswerRow) -> None:
        """A row went away."""
        self._rows = {path: known for path, known in self._rows.items() if known is not row}

    # ── For the page ─────────────────────────────────────────────────────────────────────────────────

    def wanted_width(self) -> int:
        """How much room the step needs before the names of the steps and the summary get theirs."""
        return ROOM_FOR_FORM

    def least_width(self) -> int:
        """How much room the step needs before the summary may stand beside it."""
        return ROOM_FOR_FORM

    def shape(self) -> object:
        """What the step is made of now, where it can say so: Tab is led anew only where this is another than
        before. None: it may have changed."""
        return None

    def order_opened(self) -> None:
        """Another order is open: forget what was only about the one before."""

    def prices_changed(self) -> None:
        """Another price list is in use."""

    def show_answers(self) -> None:
        """Show the answers as they stand."""
        for row in list(self._rows.values()):
            row.show_answer()
            row.set_editable(self.presenter.editable)

    def show_check(self) -> None:
        """Show the problems of this step, beside their fields and at the top. The field in hand stays where
        it is on the screen."""
        field = self._focused()
        before = self._height_on_screen(field)
        due = self.presenter.due.at(self.step)
        told = self.problem_summary.problems
        self.problem_summary.set_problems(together(due))
        altered: list[QWidget] = [self.problem_summary] if self.problem_summary.problems != told else []
        for path, row in self._rows.items():
            shown = row.problems
            row.set_problems([problem for problem in due if problem.field == path])
            if row.problems != shown:
                altered.append(row)
        if altered:
            self._lay_out(altered)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self._height_on_screen(field) - before)

    def _focused(self) -> QWidget | None:
        content, focused = self.widget(), QApplication.focusWidget()
        return focused if content is not None and focused and content.isAncestorOf(focused) else None

    def _height_on_screen(self, field: QWidget | None) -> int:
        return field.mapTo(self, QPoint(0, 0)).y() if field is not None else 0

    def _lay_out(self, altered: Sequence[QWidget]) -> None:
        """Give these the room that their words need, now and not at the next turn of the event loop."""
        for each in altered:
            widget: QWidget | None = each
            while widget is not None and widget is not self:
                layout = widget.layout()
                if layout is not None:
                    layout.activate()
                widget = widget.parentWidget()
        QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def row_of(self, field: str) -> AnswerRow | None:
        """The row of a field."""
        return self._rows.get(field)

    def widget_of(self, field: str) -> QWidget | None:
        """The widget that edits a field, or the nearest one above it."""
        row = self.row_of(field)
        return row.field_editor if row is not None else None

    def focus_field(self, field: str) -> bool:
        """Put the focus on a field and bring it into view; False when it is not here."""
        widget = self.widget_of(field)
        if widget is None or not widget.isVisibleTo(self):
            return False
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring(widget)
        QTimer.singleShot(0, widget, partial(self._bring, widget))  # a form just made is laid out by then
        return True

    def _bring(self, widget: QWidget) -> None:
        self.ensureWidgetVisible(widget, GRID, 8 * GRID)

    def focus_first(self) -> bool:
        """Put the focus where typing starts; False when there is nothing to type here."""
        for row in self._rows.values():
            if row.isVisibleTo(self) and row.field_editor.isEnabled():
                row.field_editor.setFocus(Qt.FocusReason.OtherFocusReason)
                self.verticalScrollBar().setValue(0)
                return True
        return False

    def retranslate(self) -> None:
        """Say the headings again in the reader's language; rows do it themselves."""
        for label, text in self._headings:
            label.setText(self.context.text(text))
