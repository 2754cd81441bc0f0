"""The summary of all problems of a form, each a button that jumps to its field.

What is wrong is found by `contracts`; where a field stands is known by the screen that listens to `jump`.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from numspot_desk.contracts.problems import Problem, Severity
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import pixmap
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID

SHOWN = 8
"""How many problems stand in the summary; the others are counted."""


_ICON = 16


class ProblemLink(QPushButton):
    """A problem in words that wrap, with its icon; choosing it jumps to its field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "problem-link")
        self._sign = QLabel(self)
        self._sign.setFixedSize(_ICON, _ICON)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._sign, self._words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line = QHBoxLayout(self)
        line.setContentsMargins(GRID // 2, GRID // 2, GRID // 2, GRID // 2)
        line.setSpacing(GRID)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, text: str, icon_name: str, colour: str) -> None:
        """Show this sentence with this icon."""
        self._words.setText(text)
        self._sign.setPixmap(pixmap(icon_name, colour, _ICON, self.devicePixelRatioF()))
        self.setAccessibleName(text)
        self.updateGeometry()

    def words(self) -> str:
        """The sentence that is shown."""
        return self._words.text()

    def sizeHint(self) -> QSize:
        return self._layout_hint(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return QSize(_ICON * 4, self._layout_hint(super().minimumSizeHint()).height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else super().heightForWidth(width)

    def _layout_hint(self, otherwise: QSize) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else otherwise


class ProblemSummary(QFrame):
    """What is wrong, in words, errors first. `jump` carries the path of the field that was chosen."""

    jump = Signal(str)

    def __init__(self, context: DeskContext, shown: int = SHOWN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._shown = shown
        self._problems: tuple[Problem, ...] = ()
        self._buttons: list[ProblemLink] = []
        self._head = QLabel(self)
        self._head.setWordWrap(True)
        set_role(self._head, "label")
        self._more = QLabel(self)
        set_role(self._more, "muted")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._layout.setSpacing(GRID // 2)
        self._layout.addWidget(self._head)
        self._layout.addWidget(self._more)
        theme().changed.connect(self._paint)
        context.language_changed.connect(self._paint)
        self._paint()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the summary holds, errors first, whether all fit or not."""
        return self._problems

    def set_problems(self, problems: Sequence[Problem]) -> None:
        """Show these; hidden when there are none."""
        ordered = tuple(sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR))
        if ordered != self._problems:
            self._problems = ordered
            self._paint()

    def _paint(self) -> None:
        language = self.context.language
        errors = sum(problem.severity is Severity.ERROR for problem in self._problems)
        if errors:
            head = language.ntext("{n} point to correct", "{n} points to correct", errors)
        else:
            head = language.ntext("{n} point to check", "{n} points to check", len(self._problems))
        self._head.setText(head)
        set_role(self, "summary" if errors else "summary-warning")
        visible = self._problems[: self._shown]
        while len(self._buttons) < len(visible):
            self._buttons.append(self._new_button(len(self._buttons)))
        for index, button in enumerate(self._buttons):
            button.setVisible(index < len(visible))
            if index < len(visible):
                self._dress(button, visible[index])
        hidden = len(self._problems) - len(visible)
        self._more.setText(language.ntext("and {n} other", "and {n} others", hidden) if hidden else "")
        self._more.setVisible(hidden > 0)
        self.setVisible(bool(self._problems))

    def _new_button(self, index: int) -> ProblemLink:
        button = ProblemLink(self)
        button.clicked.connect(self._clicked)
        self._layout.insertWidget(index + 1, button)
        return button

    def _dress(self, button: ProblemLink, problem: Problem) -> None:
        is_error = problem.severity is Severity.ERROR
        name, colour = ("error", "problem") if is_error else ("warning", "warning")
        button.show_words(self.context.language.render(problem.message), name, colour)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, ProblemLink) and sender in self._buttons:
            self.jump.emit(self._problems[self._buttons.index(sender)].field)
