"""The review: each part of the order at a glance with a way back to it, what remains, and the documents."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from numspot_desk.contracts.order import order_document
from numspot_desk.contracts.order.flow import STEPS, StepId
from numspot_desk.language.messages import N_
from numspot_desk.rules.identifiers import iban
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.delivery.export_panel import ExportPanel
from numspot_desk.ui.order.labels import PAYMENT_LABELS, STATE_ICONS, STATE_LABELS, STEP_TITLES
from numspot_desk.ui.order.overrides_note import OverridesNote
from numspot_desk.ui.order.review.review_panel import ReviewPanel
from numspot_desk.ui.order.step_view import StepView


class Card(QFrame):
    """One step in a few lines."""

    def __init__(self, view: "ReviewStep", step: StepId) -> None:
        super().__init__(view)
        self.step = step
        set_role(self, "card")
        self.sign = QLabel(self)
        self.title = QLabel(self)
        set_role(self.title, "label")
        self.state = QLabel(self)
        set_role(self.state, "small")
        self.button = QPushButton(self)
        set_role(self.button, "quiet")
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.sign)
        head.addWidget(self.title)
        head.addWidget(self.state, 1)
        head.addWidget(self.button)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID + GRID // 2)
        layout.setSpacing(GRID // 2)
        layout.addLayout(head)
        layout.addWidget(self.text)


class ReviewStep(StepView):
    """Before the documents are made."""

    step = StepId.REVIEW

    def build(self) -> None:
        self.overrides = OverridesNote(self.context, self.presenter, self)
        self.layout_.addWidget(self.overrides)
        self.review_heading = self.heading(N_("Legal review"))
        self.review_panel = ReviewPanel(self.context, self.presenter, self)
        self.review_panel.jump.connect(self.jump)
        self.layout_.addWidget(self.review_panel)
        self.heading(N_("Documents"))
        self.export_panel = ExportPanel(self.context, self.presenter, self)
        self.layout_.addWidget(self.export_panel)
        self.cards: dict[StepId, Card] = {}
        for step in STEPS[:-1]:
            card = Card(self, step)
            card.button.clicked.connect(self._card_clicked)
            self.cards[step] = card
            self.layout_.addWidget(card)
        theme().changed.connect(self._show_cards)
        self.retranslate()

    def order_opened(self) -> None:
        self.review_panel.order_opened()
        self.export_panel.order_opened()

    def show_answers(self) -> None:
        super().show_answers()
        self._show_cards()
        self._show_panels()

    def show_check(self) -> None:
        self.problem_summary.set_problems(self.presenter.due.headlines())
        self._show_cards()
        self._show_panels()

    def widget_of(self, field: str) -> QWidget | None:
        return self.review_panel.widget_of(field)

    def acts(self) -> list[tuple[QPushButton, str]]:
        self.export_panel.show_order()
        return self.export_panel.acts()

    def focus_first(self) -> bool:
        self.verticalScrollBar().setValue(0)
        export = self.export_panel
        for button in (self.review_panel.first_stop(), export.export, export.draft, export.preview):
            if button is not None and button.isVisibleTo(self):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                self.verticalScrollBar().setValue(0)
                if export.outcome.text():
                    self.ensureWidgetVisible(export, 0, GRID)
                return True
        return False

    def retranslate(self) -> None:
        super().retranslate()
        self.overrides.retranslate()
        self.review_panel.retranslate()
        self.export_panel.retranslate()
        self._show_cards()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.overrides.ask()

    def _show_panels(self) -> None:
        if self.isVisible():
            self.overrides.ask()
        self.presenter.follow_answers()
        self.review_panel.show_order()
        self.review_heading.setVisible(self.review_panel.offer is not None)
        self.export_panel.show_order()

    def _card_clicked(self) -> None:
        sender = self.sender()
        for step, card in self.cards.items():
            if card.button is sender:
                self.presenter.go(step)

    def _show_cards(self) -> None:
        text = self.context.language.text
        statuses = {status.step: status for status in self.presenter.due.statuses()}
        for step, card in self.cards.items():
            title = text(STEP_TITLES[step])
            card.title.setText(title)
            if step in statuses:
                status = statuses[step]
                name, colour = STATE_ICONS[status.state]
                card.sign.setPixmap(icon(name, colour).pixmap(18, 18))
                card.state.setText(text(STATE_LABELS[status.state]))
            card.button.setText(text("Edit") if self.presenter.editable else text("See"))
            card.button.setAccessibleName(text("Go to: {step}", step=title))
            lines = [line for line in self._SAY[step](self, self.presenter.answers) if line]
            card.text.setText("\n".join(lines) or text("Nothing yet."))

    # ── A few lines for each step ────────────────────────────────────────────────────────────────────

    def _say_client(self, answers: Any) -> list[str]:
        get = order_document.get
        client = [
            get(answers, f"client.{name}") for name in ("legal_name", "legal_form", "siren", "foreign_number")
        ]
        place = [get(answers, f"client.address.{name}") for name in ("line1", "postcode", "city", "country")]
        mail = get(answers, "contacts.notification_email")
        return [_joined(client, " · "), _joined(place, " "), _joined([mail])]

    def _say_accounts(self, answers: Any) -> list[str]:
        accounts = answers.get("technical_accounts") or []
        return [_joined([a.get("id"), a.get("email"), a.get("region")], " · ") for a in accounts]

    def _say_services(self, answers: Any) -> list[str]:
        result, language = self.presenter.check_result, self.context.language
        totals = result.totals if result is not None else None
        count = language.ntext("{n} line", "{n} lines", len(answers.get("lines") or ()))
        if totals is None:
            return [count]
        money = language.formats.money
        return [
            count,
            language.text("Billed in arrears: {amount}", amount=money(totals.billed_in_arrears)),
            language.text("Billed in advance: {amount}", amount=money(totals.billed_in_advance)),
            language.text("Total before tax: {amount}", amount=money(totals.excl_tax)),
        ]

    def _say_financial(self, answers: Any) -> list[str]:
        text, get = self.context.language.text, order_document.get
        means = PAYMENT_LABELS.get(get(answers, "payment.means") or "")
        days = get(answers, "payment.term.days")
        term = text("{n} days from the invoice", n=days) if days else text("end of the month of the invoice")
        return [
            _joined([text(means) if means else "", term], " · "),
            _joined([answers.get("purchase_order_number")]),
        ]

    def _say_conditions(self, answers: Any) -> list[str]:
        text = self.context.language.text
        derogations = [d.get("target") for d in answers.get("derogations") or ()]
        kinds = [c.get("kind") for c in answers.get("special_conditions") or ()]
        if not derogations and not kinds:
            return [text("Nothing: the general terms apply as they are.")]
        return [
            text("Derogations: {targets}", targets=_joined(derogations, ", ")) if derogations else "",
            text("Special conditions: {kinds}", kinds=_joined(kinds, ", ")) if kinds else "",
        ]

    def _say_mandate(self, answers: Any) -> list[str]:
        if answers.get("mandate") is None:
            return [self.context.language.text("Not needed: bank transfer.")]
        get = order_document.get
        account = get(answers, "mandate.iban")
        shown = iban.masked(account) if isinstance(account, str) and account else ""
        return [
            _joined([get(answers, "mandate.debtor.name")]),
            _joined([get(answers, "mandate.bank.name"), shown], " · "),
        ]

    _SAY: ClassVar[dict[StepId, Callable[["ReviewStep", Any], list[str]]]] = {
        StepId.CLIENT: _say_client,
        StepId.ACCOUNTS: _say_accounts,
        StepId.SERVICES: _say_services,
        StepId.FINANCIAL: _say_financial,
        StepId.CONDITIONS: _say_conditions,
        StepId.MANDATE: _say_mandate,
    }


def _joined(parts: list[Any], between: str = "") -> str:
    return between.join(str(part) for part in parts if part)
