"""One mandate: what it says, what can be recorded of it, its timeline, its files.

The account is masked; shown whole it cannot be marked, and copied it leaves the clipboard soon
(`kit.clipboard_watch`). What is asked for goes to `recording`.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.mandate_life.states import STATE_NAMES
from numspot_desk.language.messages import N_
from numspot_desk.rules.identifiers import iban
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.kit.elided import ElidedLabel
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon, pixmap
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.page import Command
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.mandates.files import KeptFiles
from numspot_desk.ui.mandates.presenter import STATE_ICONS, MandateAct, acts_for
from numspot_desk.ui.mandates.timeline import Timeline
from numspot_desk.usecases.mandates.mandate_words import SCHEME_NAMES, account_line, event_names
from numspot_desk.usecases.mandates.plan_debits import PlannedDebit
from numspot_desk.usecases.mandates.read_mandate import MandateDetail

ACTS: Final = (
    (MandateAct.SEND, N_("Sent…"), "send", "Ctrl+Shift+E"),
    (MandateAct.SIGN, N_("Signed…"), "signature", "Ctrl+Shift+S"),
    (MandateAct.REGISTER, N_("Registered by the bank…"), "check-circle", "Ctrl+Shift+G"),
    (MandateAct.COLLECT, N_("Debit presented…"), "value", "Ctrl+Shift+D"),
    (MandateAct.IMPORT, N_("Import debits (CSV)…"), "import", "Ctrl+Shift+I"),
    (MandateAct.PLAN, N_("Plan a debit…"), "deadlines", "Ctrl+Shift+P"),
    (MandateAct.AMEND, N_("Amend…"), "version", "Ctrl+Shift+A"),
    (MandateAct.SUSPEND, N_("Suspend…"), "stop", "Ctrl+Shift+U"),
    (MandateAct.RESUME, N_("Resume…"), "active", "Ctrl+Shift+U"),
    (MandateAct.REVOKE, N_("Revoked…"), "close-circle", "Ctrl+Shift+V"),
    (MandateAct.REPLACE, N_("Replaced…"), "moved", "Ctrl+Shift+L"),
    (MandateAct.RIB, N_("Attach the RIB…"), "file", "Ctrl+Shift+B"),
    (MandateAct.FORM, N_("Attach the signed form…"), "signature", "Ctrl+Shift+S"),
    (MandateAct.LETTER, N_("Form and letters…"), "mail", "Ctrl+Shift+T"),
)
_LABELS: Final = (
    ("rum", N_("Mandate reference (RUM)")),
    ("debtor", N_("Debtor")),
    ("account", N_("Account (IBAN)")),
    ("scheme", N_("Scheme")),
    ("ics", N_("Creditor identifier (ICS)")),
    ("number", N_("Order")),
)
_LEAST_LINES: Final = 9


class MandateView(QScrollArea):
    """`asked` carries a `MandateAct`; `removal_asked` a fact or planned debit; `save_asked` a kept file;
    `order_asked` the id of the order; `left` when the person goes back to the list."""

    asked = Signal(object)
    removal_asked = Signal(object)
    save_asked = Signal(object)
    order_asked = Signal(str)
    left = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.detail: MandateDetail | None = None
        self.planned: Sequence[PlannedDebit] = ()
        self._whole = False
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(self)
        set_role(inside, "scrolled")
        self._layout = QVBoxLayout(inside)
        self._layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        self._layout.setSpacing(GRID)
        self._build_head(inside)
        self._build_terms(inside)
        self.notices = OutcomeLine(inside)
        self._layout.addWidget(self.notices)
        self._build_acts(inside)
        self.timeline = Timeline(context, inside)
        self.timeline.removal_asked.connect(self.removal_asked)
        self._layout.addWidget(self.timeline, 1)
        self.files = KeptFiles(context, inside)
        self.files.save_asked.connect(self.save_asked)
        self._layout.addWidget(self.files)
        self.setWidget(inside)
        theme().changed.connect(self.retranslate)
        self.retranslate()

    # ── Building ─────────────────────────────────────────────────────────────────────────────────────

    def _build_head(self, inside: QWidget) -> None:
        self.back = QPushButton(inside)
        set_role(self.back, "quiet")
        self.back.clicked.connect(self.left)
        self._sign = QLabel(inside)
        self.state = QLabel(inside)
        set_role(self.state, "heading")
        self.state.setWordWrap(True)
        self.ask_why = QToolButton(inside)
        set_role(self.ask_why, "why")
        self.ask_why.clicked.connect(self._show_why)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.back)
        head.addWidget(self._sign)
        head.addWidget(self.state, 1)
        head.addWidget(self.ask_why)
        self._layout.addLayout(head)

    def _build_terms(self, inside: QWidget) -> None:
        card = QFrame(inside)
        set_role(card, "card")
        rows = QFormLayout(card)
        rows.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._names: dict[str, QLabel] = {}
        self.values: dict[str, ElidedLabel] = {}
        for name, _label in _LABELS:
            self._names[name], self.values[name] = QLabel(card), ElidedLabel(card)
            set_role(self._names[name], "muted")
            rows.addRow(self._names[name], self.values[name])
        buttons = FlowLayout(spacing=GRID // 2)
        self.reveal, self.copy, self.order = (QPushButton(card) for _ in range(3))
        for button, act in (
            (self.reveal, self._reveal),
            (self.copy, self.copy_account),
            (self.order, self._go_to_order),
        ):
            set_role(button, "quiet")
            button.clicked.connect(act)
            buttons.addWidget(button)
        self.reveal.setCheckable(True)
        held = QWidget(card)
        held.setLayout(buttons)
        rows.addRow(held)
        self._layout.addWidget(card)

    def _build_acts(self, inside: QWidget) -> None:
        flow = FlowLayout(spacing=GRID // 2)
        self.buttons: dict[MandateAct, QPushButton] = {}
        self.actions_by: dict[MandateAct, QAction] = {}
        for act, _label, _picture, keys in ACTS:
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(partial(self._do, act))
            self.addAction(action)
            button = QPushButton(inside)
            set_role(button, "quiet")
            button.clicked.connect(action.trigger)
            self.actions_by[act], self.buttons[act] = action, button
            flow.addWidget(button)
        self._acts = QWidget(inside)
        self._acts.setLayout(flow)
        self._layout.addWidget(self._acts)
        leave = QAction(self)
        leave.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.triggered.connect(self.left)
        self.addAction(leave)

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────────

    def show_mandate(self, detail: MandateDetail, planned: Sequence[PlannedDebit]) -> None:
        """Show a mandate; another one is masked again."""
        if self.detail is None or self.detail.rum != detail.rum:
            self._whole = False
            self.reveal.setChecked(False)
            self.verticalScrollBar().setValue(0)
        self.detail, self.planned = detail, planned
        self._paint()

    def title(self) -> str:
        """What stands at the top of the window: the debtor and the reference, never the account."""
        if self.detail is None:
            return ""
        return f"{self.detail.life.terms.debtor} · {self.detail.rum}"

    def why(self) -> WhyRequest | None:
        """How the state of the mandate was found."""
        if self.detail is None:
            return None
        step = self.detail.life.explanation
        return WhyRequest(self.state.text(), step, event_names(step))

    def commands(self) -> tuple[Command, ...]:
        """What can be done with the mandate, for the search over everything."""
        text = self.context.language.text
        return tuple(
            Command(text(label), picture, self.actions_by[act].trigger)
            for act, label, picture, _keys in ACTS
            if self.actions_by[act].isEnabled()
        )

    def focus_first(self) -> None:
        """The focus on the timeline where it is in view, else at the top."""
        seen = self.timeline.y() + self.timeline.minimumHeight() // 2 <= self.viewport().height()
        (self.timeline if seen else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything again."""
        text = self.context.language.text
        self.back.setText(text("All mandates"))
        self.back.setIcon(icon("chevron-left", "accent"))
        self.ask_why.setIcon(icon("why", "accent"))
        why = text("Why this state?")
        self.ask_why.setToolTip(why)
        self.ask_why.setAccessibleName(why)
        for name, label in _LABELS:
            self._names[name].setText(text(label))
        self.copy.setText(text("Copy the IBAN"))
        self.copy.setToolTip(text("It leaves the clipboard after 30 seconds."))
        self.copy.setIcon(icon("copy", "accent"))
        self.order.setText(text("Open the order"))
        self.order.setIcon(icon("orders", "accent"))
        for act, label, picture, keys in ACTS:
            button = self.buttons[act]
            button.setText(text(label))
            button.setIcon(icon(picture, "accent"))
            button.setToolTip(f"{text(label)} ({keys})")
        self.timeline.setAccessibleName(text("Life of the mandate"))
        self.timeline.setMinimumHeight(_LEAST_LINES * (theme().metrics().height() + GRID))
        self._paint()

    def _paint(self) -> None:
        detail = self.detail
        text = self.context.language.text
        self.reveal.setText(text("Mask the IBAN") if self._whole else text("Show the IBAN"))
        self.reveal.setIcon(icon("lock" if self._whole else "key", "accent"))
        if detail is None:
            return
        terms = detail.life.terms
        picture, colour = STATE_ICONS[detail.life.state]
        self._sign.setPixmap(pixmap(picture, colour, 16, self.devicePixelRatioF()))
        self.state.setText(text(STATE_NAMES[detail.life.state]))
        account = iban.format(terms.account.iban) if self._whole else account_line(terms.account)
        for name, value in (
            ("rum", detail.rum),
            ("debtor", terms.debtor),
            ("account", account),
            ("scheme", text(SCHEME_NAMES[terms.scheme])),
            ("ics", terms.ics),
            ("number", detail.number),
        ):
            self.values[name].setText(value)
        self._say_notices(detail)
        allowed = acts_for(detail.life, self.context.person)
        for act, button in self.buttons.items():
            button.setVisible(act in allowed)
            self.actions_by[act].setEnabled(act in allowed)
        self.timeline.show_life(detail, self.planned)
        self.files.show_files(detail.files)

    def _say_notices(self, detail: MandateDetail) -> None:
        text, formats = self.context.language.text, self.context.language.formats
        said = []
        if detail.life.awaits_bank:
            said.append(
                text("The debtor’s bank registers a B2B mandate before the first debit: have it confirmed.")
            )
        countdown = detail.life.countdown
        if countdown is not None and countdown.due is not None and detail.life.revocation is None:
            said.append(
                text(
                    "The mandate lapses after {day}, in {left} days, unless a debit is presented before.",
                    day=formats.date_list(countdown.last_day),
                    left=countdown.days_left,
                )
            )
        if detail.proposed.on is not None:
            said.append(
                text(
                    "The order was signed on {day}: record the signature of its mandate.",
                    day=formats.date_list(detail.proposed.on),
                )
            )
        if detail.printed is not None:
            said.append(
                text(
                    "The latest order prints another account, {account}: once it is signed, record the"
                    " amendment.",
                    account=account_line(detail.printed),
                )
            )
        if not any(one.kind == "rib" for one in detail.files):
            said.append(text("The RIB of the account is not kept with this mandate yet."))
        self.notices.say_as("warning", "\n".join(said))

    # ── Acts ─────────────────────────────────────────────────────────────────────────────────────────

    def copy_account(self) -> None:
        """Put the account on the clipboard, from which it is cleared soon."""
        if self.detail is not None:
            QGuiApplication.clipboard().setText(iban.format(self.detail.life.terms.account.iban))
            self.context.post(self.context.language.text("The IBAN is on the clipboard for 30 seconds."))

    def _reveal(self) -> None:
        self._whole = self.reveal.isChecked()
        self._paint()

    def _go_to_order(self) -> None:
        if self.detail is not None:
            self.order_asked.emit(self.detail.order_id)

    def _do(self, act: MandateAct) -> None:
        self.asked.emit(act)

    def _show_why(self) -> None:
        found = self.why()
        if found is not None:
            self.context.why_requested.emit(found)
