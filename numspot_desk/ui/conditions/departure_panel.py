"""One departure read whole: what changes, the standard text beside the proposed one, who asked and approved,
why and until when.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.conditions.departure_words import RUNG_NAMES, summary
from numspot_desk.usecases.conditions.deviation_register import Deviation
from numspot_desk.usecases.roles import may_write

_LINES = 6
"""The lines of text that a side has room for at least."""


class DeparturePanel(QFrame):
    """`reason_asked` to say why it was asked for, `order_asked` to open its order."""

    reason_asked = Signal()
    order_asked = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._shown: Deviation | None = None
        set_role(self, "card")
        self._summary, self._facts = QLabel(self), QLabel(self)
        set_role(self._summary, "heading")
        set_role(self._facts, "muted")
        for label in (self._summary, self._facts):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.standard, self.proposed = _Side(self), _Side(self)
        self._standard_title, self._proposed_title = QLabel(self), QLabel(self)
        sides = QGridLayout()
        sides.setHorizontalSpacing(2 * GRID)
        sides.setVerticalSpacing(GRID // 2)
        sides.setRowStretch(1, 1)
        for column, (title, text) in enumerate(
            ((self._standard_title, self.standard), (self._proposed_title, self.proposed))
        ):
            title.setWordWrap(True)
            title.setAlignment(Qt.AlignmentFlag.AlignBottom)
            set_role(title, "label")
            sides.addWidget(title, 0, column)
            sides.addWidget(text, 1, column)
            sides.setColumnStretch(column, 1)
        self.reason_button, self.open_button = QPushButton(self), QPushButton(self)
        self.reason_button.clicked.connect(self.reason_asked)
        self.open_button.clicked.connect(self.order_asked)
        acts = FlowLayout()
        for button in (self.reason_button, self.open_button):
            set_role(button, "quiet")
            acts.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._summary)
        layout.addLayout(sides, 1)
        layout.addWidget(self._facts)
        layout.addLayout(acts)
        theme().changed.connect(self._dress)
        context.person_changed.connect(self._say)
        self.retranslate()

    def show_deviation(self, shown: Deviation | None) -> None:
        """Show a departure; None shows that none is chosen."""
        self._shown = shown
        self._say()

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self.open_button.setText(text("Open the order"))
        self.reason_button.setText(text("Who asked, why, until when…"))
        self._dress()
        self._say()

    def _say(self) -> None:
        shown, text = self._shown, self.context.language.text
        for button in (self.reason_button, self.open_button):
            button.setEnabled(shown is not None)
        if shown is None:
            for label in (self._summary, self._facts, self._standard_title, self._proposed_title):
                label.setText("")
            self.standard.setPlainText("")
            self.proposed.setPlainText("")
            return
        self.reason_button.setEnabled(may_write(self.context.person))
        row = shown.row
        self._summary.setText(summary(row, self.context.language))
        self._standard_title.setText(self._standard_said(shown))
        self._proposed_title.setText(
            text("{number}, clause {clause}", number=row.number, clause=row.clause)
            if row.clause
            else row.number
        )
        self.standard.setPlainText(shown.standard.text or self._no_standard(shown))
        self.proposed.setPlainText(
            row.proposed or text("Agreed by a field of the order: no clause is written for it.")
        )
        self._facts.setText(self._facts_said(shown))
        self.standard.setAccessibleName(self._standard_title.text())
        self.proposed.setAccessibleName(self._proposed_title.text())

    def _standard_said(self, shown: Deviation) -> str:
        standard, text = shown.standard, self.context.language.text
        named = f"{standard.ref} · {standard.title}" if standard.title else standard.ref
        if not standard.ref:
            return text("General terms")
        if standard.label is None:
            return named
        return text("{clause}, version {label}", clause=named, label=standard.label)

    def _no_standard(self, shown: Deviation) -> str:
        text, standard = self.context.language.text, shown.standard
        if not standard.ref:
            return text("This clause names no clause of the general terms.")
        if standard.lacking:
            return text(
                "Version {label} has no clause {ref}: check what the departure was meant for.",
                label=standard.label or "",
                ref=standard.ref,
            )
        return text("The text of this version is not imported: import it on the page General terms.")

    def _facts_said(self, shown: Deviation) -> str:
        row, language = shown.row, self.context.language
        text = language.text
        said = [text("Asked by {name}", name=row.asked_by)] if row.asked_by else []
        said.append(
            text("approved by {name}", name=row.approved_by) if row.approved_by else text("not approved")
        )
        if row.reason.until is not None:
            said.append(text("until {day}", day=language.formats.date_long(row.reason.until)))
        facts = ", ".join(said)
        rung = text("{label}: {value}", label=text("Rung"), value=text(RUNG_NAMES[row.rung]))
        lines = [f"{facts}. {rung}."]
        if row.reason.why:
            lines.append(text("{label}: {value}", label=text("Why"), value=row.reason.why))
        return "\n".join(lines)

    def _dress(self) -> None:
        self.reason_button.setIcon(icon("person", "accent"))
        self.open_button.setIcon(icon("orders", "accent"))


class _Side(QPlainTextEdit):
    """A text to read and copy from; Tab leaves it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _LINES * theme().metrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())
