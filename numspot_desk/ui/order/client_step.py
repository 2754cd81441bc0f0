"""The client step: find a client met before, else identity, address, contacts, Chorus Pro data."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.language.messages import N_
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.order import questions
from numspot_desk.ui.order.repeated import Repeated
from numspot_desk.ui.order.step_view import StepView
from numspot_desk.usecases.ports.orders import ClientSummary

FOUND_SHOWN = 6
SEARCH = N_("Find a client you have met before")
SEARCH_HELP = N_("Name, SIREN or town. Enter takes the first one; nothing here fills in a new client.")
NONE_FOUND = N_("No client met before has these words. Fill in the fields below.")
_MEMBERS = ("client", "contacts", "public_procurement", "technical_accounts")


class ClientStep(StepView):
    """Who orders."""

    step = StepId.CLIENT

    def build(self) -> None:
        self._build_search()
        self.heading(N_("Identity"))
        name, form, siren, foreign, vat = questions.IDENTITY
        self.ask(name, form)
        self.ask_beside(*questions.CLIENT_KIND)
        self.ask_beside(siren, vat)
        self.ask(foreign)
        self._chorus = [self.heading(N_("Chorus Pro"))]
        self._chorus_rows = self.ask_beside(*questions.CHORUS)
        self.heading(N_("Registered office"))
        self.ask_address(questions.CLIENT_ADDRESS[:5])
        self.ask(questions.CLIENT_ADDRESS[5])
        self.heading(N_("Technical contact"))
        self.ask(questions.TECHNICAL_CONTACT[0])
        self.ask_beside(*questions.TECHNICAL_CONTACT[1:])
        self.heading(N_("Billing contacts"))
        self.billing = Repeated(
            self,
            "contacts.billing",
            [questions.BILLING_CONTACT],
            title=self._billing_title,
            add_label=N_("Add a billing contact"),
            add_name=N_("Add a billing contact"),
            remove_label=N_("Remove billing contact {n}"),
            remove_name=N_("Remove a billing contact"),
            at_least_one=True,
        )
        self.layout_.addWidget(self.billing)
        self.heading(N_("Notices and signature"))
        self.ask(*questions.NOTIFICATION)
        self.ask_beside(*questions.SIGNATORY)

    # ── A client met before ──────────────────────────────────────────────────────────────────────────

    def _build_search(self) -> None:
        self._order = ""
        self.search = TextField(self.context, self)
        self.search.setClearButtonEnabled(True)
        self.search.edited.connect(self._search)
        self.search.installEventFilter(_SearchKeys(self))
        self._search_row = FormRow(
            self.context, SEARCH, self.search, SEARCH_HELP, may_fail=False, parent=self
        )
        self.layout_.addWidget(self._search_row)
        self.found = QListWidget(self)
        self.found.setAccessibleName(self.context.language.text("Clients found"))
        self.found.itemActivated.connect(self._take)
        self.found.hide()
        self.layout_.addWidget(self.found)

    def order_opened(self) -> None:
        super().order_opened()
        if self.presenter.record.id != self._order:
            self._order = self.presenter.record.id
            self.search.clear()
            self._show_found([])

    def _search(self) -> None:
        text = self.search.value().strip()
        if not text:
            self._show_found([])
            return
        self.context.run(lambda workspace: workspace.orders.clients(text, FOUND_SHOWN), self._show_found)

    def _show_found(self, clients: Any) -> None:
        self.found.clear()
        if self.search.value().strip():
            for client in clients:
                parts = (client.name, client.key, client.city)
                item = QListWidgetItem(" · ".join(part for part in parts if part), self.found)
                item.setData(Qt.ItemDataRole.UserRole, client)
        none_found = bool(self.search.value().strip()) and not self.found.count()
        self._search_row.set_label(SEARCH, NONE_FOUND if none_found else SEARCH_HELP)
        self.found.setVisible(self.found.count() > 0)
        if self.found.count():
            self.found.setCurrentRow(0)
            height = self.found.sizeHintForRow(0) * self.found.count() + 2 * self.found.frameWidth() + 8
            self.found.setFixedHeight(height)

    def take_found(self) -> bool:
        """Take the client that is marked in the list; False when none was found."""
        item = self.found.currentItem()
        if item is not None:
            self._take(item)
        return item is not None

    def _take(self, item: QListWidgetItem) -> None:
        client: ClientSummary = item.data(Qt.ItemDataRole.UserRole)
        taken = {member: client.answers[member] for member in _MEMBERS if member in client.answers}
        self.search.clear()
        self._show_found([])
        self.presenter.edit(
            {**self.presenter.answers, **taken}, N_("Take a client met before"), "client.legal_name"
        )
        self.focus_field("client.legal_name")

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────────

    def show_answers(self) -> None:
        self.billing.show_answers()
        super().show_answers()
        public = self.presenter.answers.get("public_procurement") is not None
        for widget in (*self._chorus, self._chorus_rows):
            widget.setVisible(public)
        self._search_row.setVisible(self.presenter.editable)

    def focus_first(self) -> bool:
        if self.presenter.editable and not self.presenter.answers.get("client", {}).get("legal_name"):
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            self.verticalScrollBar().setValue(0)
            return True
        return self.focus_field("client.legal_name")

    def widget_of(self, field: str) -> QWidget | None:
        if field == "contacts.billing":
            field = "contacts.billing[0].name"
        return super().widget_of(field)

    def retranslate(self) -> None:
        super().retranslate()
        self.billing.retranslate()
        self.found.setAccessibleName(self.context.language.text("Clients found"))

    def _billing_title(self, item: Any, position: int) -> str:
        return self.context.language.text("Billing contact {n}", n=position + 1)


class _SearchKeys(QObject):
    """Enter and Down in the search reach the list of found clients."""

    def __init__(self, step: ClientStep) -> None:
        super().__init__(step)
        self._step = step

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._step.found.count():
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return self._step.take_found()
            if event.key() == Qt.Key.Key_Down:
                self._step.found.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)
