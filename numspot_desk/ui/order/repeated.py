"""A list of small groups of questions in a form: contacts, accounts, derogations, clauses.

Each group is a card with a title, its rows and a button to remove it; a button below adds one. Groups
follow the answers: undo brings a removed one back. What a group asks is given by the step.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from numspot_desk.contracts.order import order_document
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.answer_row import AnswerRow
from numspot_desk.ui.order.beside import Beside
from numspot_desk.ui.order.questions import Question
from numspot_desk.ui.order.step_view import StepView

Title = Callable[[Any, int], str]
"""The title of a group, from its item (or None) and its position."""


class Group(QFrame):
    """One item of the list."""

    def __init__(self, parent: QWidget, questions: Sequence[Sequence[Question]], view: StepView) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.rows: list[AnswerRow] = []
        self.title = QLabel(self)
        set_role(self.title, "label")
        self.remove = QToolButton(self)
        self.remove.setIcon(icon("trash", "muted"))
        keep = self.remove.sizePolicy()
        keep.setRetainSizeWhenHidden(True)  # the first letter typed in a first, empty group moves nothing
        self.remove.setSizePolicy(keep)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        self.head = head
        head.addWidget(self.remove)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self.body.setSpacing(GRID // 2)
        self.body.addLayout(head)
        for beside in questions:
            rows = [AnswerRow(view.context, view.presenter, question, self) for question in beside]
            self.rows += rows
            line = Beside(self)
            line.put(rows)
            self.body.addWidget(line)


class Repeated(QWidget):
    """The groups of the list at `path`, inside a step."""

    def __init__(
        self,
        view: StepView,
        path: str,
        questions: Sequence[Sequence[Question]],
        *,
        title: Title,
        add_label: str,
        add_name: str,
        remove_label: str,
        remove_name: str,
        at_least_one: bool = False,
        dress: Callable[[Group], None] | None = None,
        fresh: Callable[[], Mapping[str, Any]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or view)
        self.view = view
        self.path = path
        self._questions = questions
        self._title = title
        self._add_label, self._add_name = add_label, add_name
        self._remove_label, self._remove_name = remove_label, remove_name
        self._at_least_one = at_least_one
        self._dress = dress
        self._fresh = fresh
        self.groups: list[Group] = []
        self._groups_layout = QVBoxLayout()
        self._groups_layout.setSpacing(GRID)
        self.add_button = QPushButton(self)
        set_role(self.add_button, "quiet")
        self.add_button.clicked.connect(self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._groups_layout)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        theme().changed.connect(self._paint)
        self._paint()
        self.retranslate()

    def items(self) -> list[Any]:
        """The items of the list as they stand."""
        found = order_document.get(self.view.presenter.answers, self.path)
        return found if isinstance(found, list) else []

    def show_answers(self) -> None:
        """As many groups as items (one to start with where the list needs one), with their answers."""
        items = self.items()
        wanted = max(len(items), 1 if self._at_least_one and self.view.presenter.editable else 0)
        while len(self.groups) > wanted:
            self._drop(self.groups.pop())
        while len(self.groups) < wanted:
            self.groups.append(self._new_group(len(self.groups)))
        editable = self.view.presenter.editable
        for position, group in enumerate(self.groups):
            item = items[position] if position < len(items) else None
            group.title.setText(self._title(item, position))
            group.remove.setVisible(editable and (position < len(items)))
        self.add_button.setVisible(editable)

    def add(self) -> None:
        """One more item, with the focus in it."""
        presenter = self.view.presenter
        count = len(self.items())
        if count < len(self.groups):  # the first, still virtual one
            presenter.edit(
                order_document.insert(presenter.answers, f"{self.path}[0]"), self._add_name, self.path
            )
            count += 1
        value = None if self._fresh is None else self._fresh()
        after = order_document.insert(presenter.answers, f"{self.path}[{count}]", value)
        presenter.edit(after, self._add_name, f"{self.path}[{count}]")
        if count < len(self.groups) and self.groups[count].rows:
            self.groups[count].rows[0].field_editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self, position: int) -> None:
        """Take an item away; undo brings it back."""
        presenter = self.view.presenter
        path = f"{self.path}[{position}]"
        presenter.edit(order_document.remove(presenter.answers, path), self._remove_name, path)
        self.view.context.post(self.view.context.language.text(self._remove_name), presenter.undo_of_last())
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say buttons and titles again."""
        language = self.view.context.language
        self.add_button.setText(language.text(self._add_label))
        items = self.items()
        for position, group in enumerate(self.groups):
            group.title.setText(self._title(items[position] if position < len(items) else None, position))
            self._name_remove(group, position)

    def _new_group(self, position: int) -> Group:
        here = [[self._about(position, question) for question in beside] for beside in self._questions]
        group = Group(self, here, self.view)
        group.remove.clicked.connect(self._remove_clicked)
        self._name_remove(group, position)
        self._groups_layout.addWidget(group)
        for row in group.rows:
            self.view.adopt(row)
        if self._dress is not None:
            self._dress(group)
        group.show()
        return group

    def _about(self, position: int, question: Question) -> Question:
        member = question.path.rpartition("[0].")[2]
        return question.at(f"{self.path}[{position}].{member}")

    def _drop(self, group: Group) -> None:
        for row in group.rows:
            self.view.forget(row)
        self._groups_layout.removeWidget(group)
        group.hide()
        group.deleteLater()

    def _remove_clicked(self) -> None:
        sender = self.sender()
        for position, group in enumerate(self.groups):
            if group.remove is sender:
                self.remove(position)
                return

    def _name_remove(self, group: Group, position: int) -> None:
        name = self.view.context.language.text(self._remove_label, n=position + 1)
        group.remove.setToolTip(name)
        group.remove.setAccessibleName(name)

    def _paint(self) -> None:
        self.add_button.setIcon(icon("plus", "accent"))
        for group in self.groups:
            group.remove.setIcon(icon("trash", "muted"))
