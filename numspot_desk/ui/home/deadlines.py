"""The deadlines of the next days on the first page: read from the index of what falls due, nearest first."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from numspot_desk.language.catalog import Language
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.deadlines.places import EntryAt
from numspot_desk.ui.due_index import DueIndex
from numspot_desk.ui.kit.elided import ElidedLabel
from numspot_desk.ui.kit.icons import pixmap
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.deadlines.upcoming_deadlines import UpcomingDeadline, deadlines_ahead
from numspot_desk.usecases.deadlines.what_waits import SHOWN

DAYS = 30
SOON = 7
"""Deadlines this near, in days, are marked."""


class DeadlineReader(QObject):
    """Reads what falls due next once what changed is counted again; what was found before stays meanwhile."""

    changed = Signal()

    def __init__(self, context: DeskContext, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.found: tuple[UpcomingDeadline, ...] = ()
        self._index = DueIndex(context, self)
        self._index.counted.connect(self._counted)

    def read(self) -> None:
        """Begin again."""
        self._index.freshen()

    def _counted(self, left: int) -> None:
        if left:
            return
        now, today = self.context.clock.now(), self.context.clock.today()
        self.context.run(
            lambda workspace: deadlines_ahead(workspace, now, today, DAYS, SHOWN), self._arrived, owner=self
        )

    def _arrived(self, found: tuple[UpcomingDeadline, ...]) -> None:
        self.found = found
        self.changed.emit()


class DeadlineLine(QPushButton):
    """One deadline on one line; leads to its entry in the agenda, and answers "why?"."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._deadline: UpcomingDeadline | None = None
        set_role(self, "line")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._sign, self._day, self._left = QLabel(self), QLabel(self), QLabel(self)
        self._what, self._client = ElidedLabel(self), ElidedLabel(self)
        set_role(self._what, "label")
        set_role(self._client, "muted")
        set_role(self._left, "muted")
        self._left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, 0, GRID, 0)
        layout.setSpacing(2 * GRID)
        for label, share in (
            (self._sign, 0),
            (self._day, 0),
            (self._what, 4),
            (self._client, 3),
            (self._left, 2),
        ):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label, share)
        self.clicked.connect(self._open)

    def show_deadline(self, deadline: UpcomingDeadline) -> None:
        """Show this deadline."""
        self._deadline = deadline
        language = self.context.language
        soon = deadline.days_left <= SOON
        sign, colour = ("warning", "warning") if soon else ("deadlines", "muted")
        day = language.formats.date_list(deadline.last_day)
        left = said_left(deadline.days_left, language)
        what = language.render(deadline.what)
        self._sign.setPixmap(pixmap(sign, colour, 16, self.devicePixelRatioF()))
        for label, text in (
            (self._day, day),
            (self._what, what),
            (self._client, deadline.client_name),
            (self._left, left),
        ):
            label.setText(text)
        self.setAccessibleName(", ".join((day, what, deadline.client_name, left)))

    def why(self) -> WhyRequest | None:
        """How the day was counted."""
        one = self._deadline
        if one is None or one.why is None:
            return None
        return WhyRequest(self.context.language.render(one.what), one.why, one.events)

    def sizeHint(self) -> QSize:
        return QSize(40 * GRID, theme().metrics().height() + 3 * GRID)

    def _open(self) -> None:
        if self._deadline is not None:
            self.context.go("deadlines", EntryAt(self._deadline.key))


def said_left(days: int, language: Language) -> str:
    """How far a day is: in so many days, today, so many days ago."""
    if days < 0:
        return language.ntext("{n} day ago", "{n} days ago", -days)
    return language.ntext("in {n} day", "in {n} days", days) if days else language.text("today")


def first_lines(lines: Sequence[DeadlineLine], found: Sequence[UpcomingDeadline]) -> None:
    """Show the nearest deadlines in these lines; the lines that are left over are hidden."""
    for number, line in enumerate(lines):
        line.setVisible(number < len(found))
        if number < len(found):
            line.show_deadline(found[number])
