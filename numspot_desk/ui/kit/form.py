"""A row of a form: label above, field, help below, and room kept for the problem in words. The "?" stands
beside the label; a box to tick is its own label.

The row gives the field its accessible name and description, marks it, and answers "why?" for it (`why`, found
by Ctrl+I from the focused field upwards). Fields live in `fields`; the list of all problems in `problems`.
"""

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.problems import Problem, Severity
from numspot_desk.ui.context import DeskContext, Text, WhyRequest
from numspot_desk.ui.kit.icons import icon, pixmap
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import FORM_WIDTH, GRID

_ICON = 16
_LONG_LABEL = 40


@runtime_checkable
class HoldsValue(Protocol):
    """An editor of one value, as the fields of `kit.fields` are."""

    def value(self) -> Any:
        """What it says, in the form of the order document."""
        ...


class FormRow(QWidget):
    """`label` and `help` are msgids or messages: the row says them again when the language changes.

    `may_fail=False` keeps no room for a problem: for choices that cannot be wrong.
    """

    def __init__(
        self,
        context: DeskContext,
        label: Text,
        editor: QWidget,
        help: Text = "",
        *,
        optional: bool = False,
        may_fail: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.editor = editor
        self._label_text, self._help_text, self._optional = label, help, optional
        self._problems: tuple[Problem, ...] = ()
        self._narrow = False
        self.setMaximumWidth(FORM_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

        self._label = QLabel(self)
        set_role(self._label, "label")
        self._label.setBuddy(editor)
        self._hint = QLabel(self)
        set_role(self._hint, "small")
        self._ask = QToolButton(self)
        set_role(self._ask, "why")
        self._ask.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._ask.clicked.connect(self._show_why)
        keep = self._ask.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._ask.setSizePolicy(keep)
        self._ask.hide()
        self._help = QLabel(self)
        self._help.setWordWrap(True)
        set_role(self._help, "help")
        self._sign = QLabel(self)
        self._sign.setFixedWidth(_ICON)
        self._sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._problem = QLabel(self)
        self._problem.setWordWrap(True)
        self._problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

        head = QHBoxLayout()
        head.setSpacing(GRID)
        self._head = head
        head.addWidget(editor if isinstance(editor, QCheckBox) else self._label)
        head.addWidget(self._hint)
        head.addWidget(self._ask)
        head.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(GRID // 2)
        below.addWidget(self._sign)
        below.addWidget(self._problem, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(head)
        if not isinstance(editor, QCheckBox):
            layout.addWidget(editor)
        layout.addWidget(self._help)
        layout.addLayout(below)
        self._may_fail = may_fail

        theme().changed.connect(self._paint)
        context.language_changed.connect(self._paint)
        self._paint()

    def set_label(self, label: Text, help: Text = "") -> None:
        """Say something else above and below the field."""
        if (label, help) != (self._label_text, self._help_text):
            self._label_text, self._help_text = label, help
            self._paint()

    def keep_narrow(self) -> None:
        """Break the label wherever the room is short: for a form beside something else."""
        self._narrow = True
        self._paint()

    def value(self) -> Any:
        """What its editor says."""
        assert isinstance(self.editor, HoldsValue)
        return self.editor.value()

    def set_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong, errors first; nothing when the list is empty."""
        ordered = tuple(sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR))
        if ordered != self._problems:
            self._problems = ordered
            self._paint()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is shown as wrong."""
        return self._problems

    def why(self) -> WhyRequest | None:
        """The explanation of the first problem that has one."""
        for problem in self._problems:
            if problem.why is not None:
                return WhyRequest(self.context.language.render(problem.message), problem.why)
        return None

    def _show_why(self) -> None:
        request = self.why()
        if request is not None:
            self.context.why_requested.emit(request)

    def _paint(self) -> None:
        label = self.context.text(self._label_text)
        if isinstance(self.editor, QCheckBox):
            self.editor.setText(label)
            self._label.hide()
        else:
            self._label.setText(label)
            long = (
                self._narrow or len(label) > _LONG_LABEL
            )  # on two lines where the window is narrow; then it takes the line
            self._label.setWordWrap(long)
            self._head.setStretchFactor(self._label, 100 if long else 0)
        self._hint.setText(self.context.language.text("optional") if self._optional else "")
        self._hint.setVisible(self._optional)
        help_text = self.context.text(self._help_text) if self._help_text else ""
        self._help.setText(help_text)
        self._help.setVisible(bool(help_text))
        self._paint_problems()
        self._ask.setIcon(icon("why", "accent"))
        self._ask.setVisible(self.why() is not None)
        why = self.context.language.text("Why? {label}", label=label)
        self._ask.setToolTip(why)
        self._ask.setAccessibleName(why)
        self.editor.setAccessibleName(label)
        self.editor.setAccessibleDescription("\n".join(filter(None, (help_text, self._problem.text()))))

    def _paint_problems(self) -> None:
        lines = [self._sentence(problem) for problem in self._problems]
        self._problem.setText("\n".join(lines))
        kind = ""
        if self._problems:
            kind = "error" if self._problems[0].severity is Severity.ERROR else "warning"
            colour = "problem" if kind == "error" else "warning"
            self._sign.setPixmap(pixmap(kind, colour, _ICON, self.devicePixelRatioF()))
            set_role(self._problem, colour)
        else:
            self._sign.clear()
        self._problem.setMinimumHeight(theme().metrics().height() if self._may_fail else 0)
        self._problem.setVisible(self._may_fail or bool(lines))
        self._sign.setVisible(self._may_fail or bool(lines))
        self._mark(kind)

    def _sentence(self, problem: Problem) -> str:
        sentence = self.context.language.render(problem.message)
        return (
            sentence if not problem.clause or problem.clause in sentence else f"{sentence} ({problem.clause})"
        )

    def _mark(self, kind: str) -> None:
        if (self.editor.property("problem") or "") == kind:
            return
        self.editor.setProperty("problem", kind)
        style = self.editor.style()
        style.unpolish(self.editor)
        style.polish(self.editor)
        if isinstance(self.editor, QLineEdit):
            self.editor.update()


def make_room(window: QWidget, altered: QWidget) -> None:
    """Let a dialog grow where the words of what it holds need more room now. It never shrinks."""
    widget: QWidget | None = altered
    while widget is not None and widget is not window:
        if (inner := widget.layout()) is not None:
            inner.activate()
        widget = widget.parentWidget()
    if (layout := window.layout()) is not None:
        wanted = layout.totalHeightForWidth(window.width())
        window.resize(window.width(), max(window.height(), wanted))
