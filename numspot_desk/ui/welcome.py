"""First start: who works here, how the contracts are protected, then the recovery key. Asks no more.

The widget asks; `app` creates the workspace and answers with `created` or `show_problem`.
"""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.frame.status_line import ROLES
from numspot_desk.ui.kit.fields import ChoiceField, TextField
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import pixmap
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.passphrase import PassphraseFields
from numspot_desk.ui.recovery import RecoveryCard
from numspot_desk.usecases.person import Person

WIDTH = 72 * GRID


@dataclass(frozen=True)
class FirstStart:
    """What the person answered. `passphrase` is None when the system's keychain keeps the key."""

    person: Person
    passphrase: str | None


class Gate(QWidget):
    """A card in the middle of the window, scrolled where the window is small."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.first: QWidget | None = None
        self.card = QFrame(self)
        set_role(self.card, "card")
        self.card.setMaximumWidth(WIDTH)
        self.card_layout = QVBoxLayout(self.card)
        self.card_layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        self.card_layout.setSpacing(2 * GRID)
        self.sign = QLabel(self.card)
        self.heading = QLabel(self.card)
        self.heading.setWordWrap(True)
        set_role(self.heading, "title")
        self.sentence = QLabel(self.card)
        self.sentence.setWordWrap(True)
        set_role(self.sentence, "muted")
        self.language = QPushButton(self)
        set_role(self.language, "quiet")
        self.language.clicked.connect(self._switch)
        self.card_layout.addWidget(self.sign)
        self.card_layout.addWidget(self.heading)
        self.card_layout.addWidget(self.sentence)
        inner = QWidget(self)
        set_role(inner, "scrolled")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.card, 8)
        row.addStretch(1)
        column = QVBoxLayout(inner)
        column.addWidget(self.language, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        theme().changed.connect(self.retranslate)
        context.language_changed.connect(self.retranslate)

    def dress(self, picture: str, heading: str, sentence: str) -> None:
        """The picture and the texts at the top of the card, in the reader's language already."""
        self.sign.setPixmap(pixmap(picture, "accent", 5 * GRID, self.devicePixelRatioF()))
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.language.setText("English" if self.context.language.code == "fr" else "Français")
        self.language.setAccessibleName(self.language.text())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.first is not None:
            self.first.setFocus()

    def retranslate(self) -> None:
        """Say everything in the reader's language."""

    def _switch(self) -> None:
        self.context.set_language("en" if self.context.language.code == "fr" else "fr")


class Welcome(Gate):
    """`create_asked` carries a `FirstStart`; `finished` follows once the recovery key was offered, and says
    whether the person keeps it.

    `restore_asked`: the contracts come from another computer, as a backup.
    """

    create_asked = Signal(object)
    finished = Signal(bool)
    restore_asked = Signal()

    def __init__(self, context: DeskContext, *, keychain: bool, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._keychain = keychain
        self._busy = False
        self._key_shown = False
        self.steps = QStackedWidget(self.card)
        self.card_layout.addWidget(self.steps)
        self.steps.addWidget(self._build_questions())
        self.retranslate()
        self.first = self.name

    def _build_questions(self) -> QWidget:
        context = self.context
        page = QWidget(self.steps)
        self.name = TextField(context, page)
        self.role = ChoiceField(context, list(ROLES.items()), page)
        self.role.set_value("sales")
        self._by_keychain = QRadioButton(page)
        self._by_passphrase = QRadioButton(page)
        self._ways = QButtonGroup(page)
        self._ways.addButton(self._by_keychain)
        self._ways.addButton(self._by_passphrase)
        self._by_keychain.setVisible(self._keychain)
        self._by_passphrase.setVisible(self._keychain)
        (self._by_keychain if self._keychain else self._by_passphrase).setChecked(True)
        self.passphrase = PassphraseFields(context, page)
        self.passphrase.setVisible(not self._keychain)
        self._by_passphrase.toggled.connect(self.passphrase.setVisible)
        self._protect = QLabel(page)
        set_role(self._protect, "label")
        self._problem = OutcomeLine(page)
        self.create_button = QPushButton(page)
        set_role(self.create_button, "primary")
        self.create_button.setDefault(True)
        self.create_button.clicked.connect(self._create)
        for field in (self.name, self.passphrase.first, self.passphrase.second):
            field.returnPressed.connect(self._create)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(FormRow(context, N_("Your name"), self.name, parent=page))
        layout.addWidget(
            FormRow(
                context,
                N_("Role"),
                self.role,
                N_("Declared, not proved: it can be changed later."),
                parent=page,
            )
        )
        layout.addWidget(self._protect)
        layout.addWidget(self._by_keychain)
        layout.addWidget(self._by_passphrase)
        layout.addWidget(self.passphrase)
        layout.addWidget(self._problem)
        self.restore_button = QPushButton(page)
        set_role(self.restore_button, "quiet")
        self.restore_button.clicked.connect(self._restore)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.create_button)
        buttons.addWidget(self.restore_button)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        return page

    def created(self, recovery_key: str) -> None:
        """The workspace is there: offer its recovery key."""
        self._busy = False
        self._key_shown = True
        page = QWidget(self.steps)
        self.recovery = RecoveryCard(self.context, recovery_key, page)
        self.done_button, self.later_button = QPushButton(page), QPushButton(page)
        set_role(self.done_button, "primary")
        set_role(self.later_button, "quiet")
        self.done_button.clicked.connect(lambda: self.finished.emit(True))
        self.later_button.clicked.connect(lambda: self.finished.emit(False))
        self.recovery.taken.connect(self.done_button.setFocus)
        self._later = QLabel(page)
        self._later.setWordWrap(True)
        set_role(self._later, "muted")
        buttons = FlowLayout()
        buttons.addWidget(self.done_button)
        buttons.addWidget(self.later_button)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.recovery)
        layout.addLayout(buttons)
        layout.addWidget(self._later)
        self.steps.addWidget(page)
        self.steps.setCurrentWidget(page)
        first = self.steps.widget(0)
        if first is not None:
            self.steps.removeWidget(first)
            first.deleteLater()
        self.retranslate()
        self.first = self.recovery.print_button
        self.first.setFocus()

    def show_problem(self, text: str) -> None:
        """The workspace could not be created: say why, keep what was typed."""
        self._busy = False
        self.create_button.setEnabled(True)
        self._problem.say(text, problem=True)

    def retranslate(self) -> None:
        text = self.context.language.text
        if self._key_shown:
            self.dress("key", text("Your recovery key"), "")
            self.sentence.hide()
            self.done_button.setText(text("I keep it in a safe place: open"))
            self.later_button.setText(text("Open without keeping it"))
            self._later.setText(
                text(
                    "Without it, nothing opens the contracts if the passphrase or this computer is lost. "
                    "Home reminds you until a key is kept."
                )
            )
            self.done_button.setAccessibleName(self.done_button.text())
            self.later_button.setAccessibleName(self.later_button.text())
            self.later_button.setAccessibleDescription(self._later.text())
            return
        self.dress(
            "shield",
            text("Welcome to NumSpot Desk"),
            text("Orders, special conditions and mandates, ready to sign. All stays encrypted here."),
        )
        self._protect.setText(text("What opens your contracts"))
        self._by_keychain.setText(text("This computer's session (recommended): nothing to type"))
        self._by_passphrase.setText(text("A passphrase, asked for at each start"))
        for button in (self._by_keychain, self._by_passphrase):
            button.setAccessibleName(button.text())
        self.create_button.setText(text("Begin"))
        self.create_button.setAccessibleName(text("Begin"))
        self.restore_button.setText(text("I come from another computer…"))
        self.restore_button.setAccessibleName(text("I come from another computer"))
        self.restore_button.setToolTip(text("Bring the contracts back from a backup."))

    def _person(self) -> Person:
        return Person(self.name.value().strip(), self.role.value() or "sales")

    def _restore(self) -> None:
        self.context.set_person(self._person())
        self.restore_asked.emit()

    def _create(self) -> None:
        if self._busy:
            return
        self._problem.clear()
        passphrase = None
        if self._by_passphrase.isChecked():
            if not self.passphrase.check():
                if not self.passphrase.value():
                    self._problem.say(
                        self.context.language.text("Choose a passphrase to protect your contracts."),
                        problem=True,
                    )
                self.passphrase.focus_fault()
                return
            passphrase = self.passphrase.value()
        self._busy = True
        self.create_button.setEnabled(False)
        person = self._person()
        self.context.set_person(person)
        answered: Any = FirstStart(person, passphrase)
        self.create_asked.emit(answered)
