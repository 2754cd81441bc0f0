"""What stands in the card of a clause besides its questions: the handle to move it, its verdict, the fields
of the library, what it moves, and the panes that open when asked.

What is said and done is decided by `clauses_presenter`; the words are in `clause_words`.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.clauses.clause_verdict import ClauseVerdict
from numspot_desk.contracts.clauses.clause_verdict_clauses import OrderClause
from numspot_desk.contracts.clauses.clause_verdict_effects import Effects
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import DateField
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon, pixmap
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.clauses.clause_panes import CommentsPane, DifferencePane, PreviewPane, ReasonPane
from numspot_desk.ui.order.clauses.clause_parameters import ClauseParameters
from numspot_desk.ui.order.clauses.clause_words import (
    VERDICT_NAMES,
    VERDICT_SIGNS,
    effect_lines,
    marked_finding,
    reason_lines,
    verdict_line,
)
from numspot_desk.ui.order.repeated import Group

_ICON = 16
PANES = ("preview", "difference", "reason", "comments")
_PANE_NAMES = {
    "preview": N_("As printed"),
    "difference": N_("Compare with the library"),
    "reason": N_("Reason and end"),
    "comments": N_("Comments"),
}
_BY_KEY = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ClauseCard(QObject):
    """Dresses the group of one clause. `moved` carries by how many places; `opened` the name of a pane."""

    moved = Signal(int)
    dropped = Signal(int)  # the height on the screen where the card was let go
    opened = Signal(str)
    filled = Signal(str, object)
    left = Signal()  # the focus left the field of a parameter
    reverted = Signal()

    def __init__(self, context: DeskContext, group: Group, path: str) -> None:
        super().__init__(group)
        self.context = context
        self.group = group
        self.path = path
        self.parameters: ClauseParameters | None = None
        self.panes: dict[str, QWidget] = {}
        self._shown: tuple[object, ...] = ()
        self.handle = _Handle(self)
        self.badge = QFrame(group)
        self._sign, self._word = QLabel(self.badge), QLabel(self.badge)
        inside = QHBoxLayout(self.badge)
        inside.setContentsMargins(GRID, 0, GRID, 0)
        inside.setSpacing(GRID // 2)
        inside.addWidget(self._sign)
        inside.addWidget(self._word)
        self.ref = QLabel(group)
        set_role(self.ref, "muted")
        group.head.insertWidget(0, self.handle)
        group.head.insertWidget(2, self.ref)
        group.head.insertWidget(3, self.badge)
        self._build_foot()
        for widget in (self.handle, *(row.field_editor for row in group.rows)):
            widget.installEventFilter(self)
        self.retranslate()

    def _build_foot(self) -> None:
        self.verdict = self._label("")
        self.blocking, self.remarks = self._label("problem"), self._label("warning")
        self.source = self._label("small")
        self._holder = QVBoxLayout()
        self._holder.setContentsMargins(0, 0, 0, 0)
        self.moves, self.effects = self._label("label"), self._label("muted")
        self.buttons = {name: QPushButton(self.group) for name in PANES}
        line = FlowLayout(spacing=GRID // 2)
        for name, button in self.buttons.items():
            set_role(button, "chip")
            button.setCheckable(True)
            button.toggled.connect(partial(self._toggled, name))
            line.addWidget(button)
        self.revert = QPushButton(self.group)
        set_role(self.revert, "quiet")
        self.revert.clicked.connect(self.reverted)
        line.addWidget(self.revert)
        body = self.group.body
        body.addWidget(self.source)
        body.addLayout(self._holder)
        body.addSpacing(GRID)
        for label in (self.verdict, self.blocking, self.remarks):
            body.addWidget(label)
        body.addSpacing(GRID // 2)
        body.addWidget(self.moves)
        body.addWidget(self.effects)
        body.addSpacing(GRID // 2)
        body.addLayout(line)
        self._pane = QVBoxLayout()
        self._pane.setContentsMargins(0, 0, 0, 0)
        body.addLayout(self._pane)

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────────

    def show_verdict(
        self,
        found: ClauseVerdict,
        effects: Effects | None,
        waiting: Mapping[str, Any],
        *,
        editable: bool,
    ) -> None:
        """Show the verdict on the clause as it stands, and what it moves; `waiting`: values filled in that
        are not in its text."""
        language = self.context.language
        shown = (found, effects, dict(waiting), editable, language.code)
        self._show_parameters(found, waiting, editable=editable)
        if shown == self._shown:
            return
        self._shown = shown
        self.ref.setText(_known_as(found.clause, language))
        for row in self.group.rows:
            if row.path.endswith(".data.days"):  # a parameter of the library says it
                row.setVisible(found.taken is None or found.modified)
        name, colour = VERDICT_SIGNS[found.verdict]
        self._sign.setPixmap(pixmap(name, colour, _ICON, self.group.devicePixelRatioF()))
        self._word.setText(language.text(VERDICT_NAMES[found.verdict]))
        set_role(self.badge, f"verdict-{colour}")
        set_role(self._word, f"on-{colour}")
        lines = [verdict_line(found, language), *reason_lines(found.reasons, language)]
        self.verdict.setText("\n".join(lines))
        faults = [marked_finding(one, language) for one in found.findings if one.blocking]
        self._say(self.blocking, [*self._waiting(found, waiting), *faults])
        self._say(self.remarks, [marked_finding(one, language) for one in found.findings if not one.blocking])
        self.effects.setText("\n".join(effect_lines(effects, language)))
        self.revert.setVisible(editable and found.modified)
        self.buttons["difference"].setVisible(found.modified)
        if not self.buttons["difference"].isVisibleTo(self.group):
            self.buttons["difference"].setChecked(False)

    def _waiting(self, found: ClauseVerdict, waiting: Mapping[str, Any]) -> list[str]:
        language = self.context.language
        asked = found.taken.clause.parameters if found.taken is not None else ()
        named = [one.label.in_language(language.code) for one in asked if one.name in waiting]
        what = [language.text("{name}: refused, the text keeps the value it had.", name=one) for one in named]
        return [language.text("To correct: {what}", what=one) for one in what]

    def say_comments(self, open_threads: int) -> None:
        """How many threads stand open."""
        text = self.context.language.text
        name = text("Comments ({n})", n=open_threads) if open_threads else text("Comments")
        self.buttons["comments"].setText(name)

    def set_editable(self, *, editable: bool) -> None:
        """Whether it can be moved."""
        self.handle.setVisible(editable)

    def open_pane(self) -> str:
        """The pane that is open, "" for none."""
        return next((name for name, button in self.buttons.items() if button.isChecked()), "")

    def pane(self, name: str) -> QWidget:
        """A pane, made the first time."""
        if name not in self.panes:
            made = _PANES[name](self.context, self.group)
            self.panes[name] = made
            self._pane.addWidget(made)
            made.setVisible(self.buttons[name].isChecked())
        return self.panes[name]

    def retranslate(self) -> None:
        """Say buttons and names again."""
        text = self.context.language.text
        for name, button in self.buttons.items():
            button.setText(text(_PANE_NAMES[name]))
        self.moves.setText(text("What it moves"))
        self.revert.setText(text("Back to the text of the library"))
        move = text("Move the clause (Alt+Up, Alt+Down, or drag)")
        self.handle.setToolTip(move)
        self.handle.setAccessibleName(move)
        self.handle.setIcon(icon("drag", "muted"))
        self._shown = ()
        if self.parameters is not None:
            self._drop_parameters()

    def _show_parameters(self, found: ClauseVerdict, waiting: Mapping[str, Any], *, editable: bool) -> None:
        taken = found.taken
        if self.parameters is not None and (taken is None or self.parameters.clause is not taken.clause):
            self._drop_parameters()
        if taken is None:
            self.source.hide()
            return
        clause, text = taken.clause, self.context.language.text
        named = text(
            "From the library: {title}, version {version}",
            title=clause.title.in_language(self.context.language.code),
            version=clause.version,
        )
        apart = text("Changed by hand: its values are in the text alone.") if found.modified else ""
        self.source.setText(f"{named}\n{apart}".strip())
        self.source.show()
        if self.parameters is None:
            self.parameters = ClauseParameters(self.context, clause, self.path, self.group)
            self.parameters.filled.connect(self.filled)
            self.parameters.left.connect(self.left)
            self._holder.addWidget(self.parameters)
        self.parameters.setVisible(not found.modified)
        self.parameters.show_values({**taken.values, **waiting}, editable=editable)

    def _drop_parameters(self) -> None:
        if self.parameters is not None:
            self._holder.removeWidget(self.parameters)
            self.parameters.hide()
            self.parameters.deleteLater()
            self.parameters = None

    def _toggled(self, name: str, on: bool) -> None:
        if on:
            for other, button in self.buttons.items():
                if other != name:
                    button.setChecked(False)
            self.opened.emit(name)  # whoever answers makes the pane and fills it
            self.pane(name).show()
        elif name in self.panes:
            self.panes[name].hide()

    def _label(self, role: str) -> QLabel:
        label = QLabel(self.group)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(label, role)
        return label

    def _say(self, label: QLabel, lines: Sequence[str]) -> None:
        label.setText("\n".join(lines))
        label.setVisible(bool(lines))

    # ── Moving ───────────────────────────────────────────────────────────────────────────────────────

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and isinstance(
            event, QKeyEvent
        ):
            by = _BY_KEY.get(Qt.Key(event.key()))
            if by is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier:
                if by > 0 and _opens_by_alt_down(watched):
                    return False
                if event.type() is QEvent.Type.KeyPress:
                    self.moved.emit(by)
                event.accept()
                return True
        return super().eventFilter(watched, event)


def _known_as(clause: OrderClause, language: Language) -> str:
    """The number a derogation is printed with, and its id where that is another one: lists name it so."""
    if not clause.is_derogation:
        return ""
    printed = language.text("printed as {ref}", ref=clause.ref)
    return printed if clause.ref == f"CP-{clause.id}" else f"{printed} ({clause.id})"


def _opens_by_alt_down(editor: QObject) -> bool:
    """Whether Alt+Down opens the list of a field: there it does not move the clause."""
    if isinstance(editor, QComboBox | DateField):
        return True
    return isinstance(editor, QWidget) and bool(editor.actions())


class _Handle(QToolButton):
    """Moves the card: dragged with the mouse, or by Alt+Up and Alt+Down."""

    def __init__(self, card: ClauseCard) -> None:
        super().__init__(card.group)
        self._card = card
        self._from: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.globalPosition().y()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        began, self._from = self._from, None
        at = event.globalPosition().y()
        if began is not None and abs(at - began) > 2 * GRID:
            self._card.dropped.emit(round(at))


_PANES: dict[str, Callable[[DeskContext, QWidget], QWidget]] = {
    "preview": PreviewPane,
    "difference": DifferencePane,
    "reason": ReasonPane,
    "comments": CommentsPane,
}
